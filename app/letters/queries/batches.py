"""What staff know of batches.  `batch_for` is the only door: whoever asks works for the union."""

import datetime as dt

from app import db
from app.accounts.principal import Principal
from app.errors import NotFound
from app.letters.batch import Batch, BatchFile
from app.letters.placing import Place
from app.values.names import name_fold

COLUMNS = """b.id, b.union_id, u.name AS union_name, b.source, b.state, b.actor_label, b.posted_at, b.done_at,
 b.total"""
JOINED = "letter_batch b JOIN trade_union u ON u.id = b.union_id"
SHOWN = 200
FILE = """f.id, f.n, f.name, f.size, f.kind, f.wanted, f.state, f.problem, f.file_id, e.name AS employer_name
 FROM letter_file f LEFT JOIN letter l ON l.id = f.letter_id LEFT JOIN employer e ON e.id = l.employer_id"""


def unions_of(by: Principal, role: str = "READ") -> list[int]:
    """The unions that they work for, with at least this role."""
    return [union_id for union_id in by.unions if by.may(union_id, role)]


async def union_names(ids: list[int]) -> dict[int, str]:
    found = await db.rows(f"SELECT id, name FROM trade_union WHERE id IN ({db.marks(len(ids))}) ORDER BY name", *ids)  # noqa: S608
    return {one["id"]: one["name"] for one in found}


async def batches_of(unions: list[int], limit: int = 50) -> list[Batch]:
    """The newest batches of these unions, with their counts."""
    found = await db.rows(
        f"""SELECT {COLUMNS} FROM {JOINED} WHERE b.union_id IN ({db.marks(len(unions))})
 ORDER BY b.posted_at DESC, b.id LIMIT ?""",  # noqa: S608
        *(*unions, limit),
    )
    counts = await _counts([one["id"] for one in found])
    return [Batch(**one, counts=counts.get(one["id"], {})) for one in found]


async def _counts(batches: list[int]) -> dict[int, dict[str, int]]:
    if not batches:
        return {}
    found = await db.rows(
        f"""SELECT batch_id, state, COUNT(*) AS n FROM letter_file WHERE batch_id IN ({db.marks(len(batches))})
 GROUP BY batch_id, state""",  # noqa: S608
        *batches,
    )
    counts: dict[int, dict[str, int]] = {}
    for one in found:
        counts.setdefault(one["batch_id"], {})[one["state"]] = one["n"]
    return counts


async def batch_for(by: Principal, batch_id: int, role: str = "READ") -> Batch:
    """One batch, for somebody who works for its union.  Raises NotFound."""
    found = await db.row(f"SELECT {COLUMNS} FROM {JOINED} WHERE b.id = ?", batch_id)  # noqa: S608
    if found is None or not by.may(found["union_id"], role):
        raise NotFound("letters.batch_not_found")
    return Batch(**found, counts=(await _counts([batch_id])).get(batch_id, {}))


async def files_of(batch_id: int, states: tuple[str, ...]) -> list[BatchFile]:
    """Files of a batch that is already allowed, as many as a page shows."""
    found = await db.rows(
        f"SELECT {FILE} WHERE f.batch_id = ? AND f.state IN ({db.marks(len(states))}) ORDER BY f.n LIMIT ?",
        *(batch_id, *states, SHOWN),
    )
    return [BatchFile(**one) for one in found]


async def file_for(batch: Batch, n: int) -> BatchFile:
    """One file.  Raises NotFound."""
    found = await db.row(f"SELECT {FILE} WHERE f.batch_id = ? AND f.n = ?", batch.id, n)
    if found is None:
        raise NotFound("letters.batch_not_found")
    return BatchFile(**found)


PLACE = """a.id AS agreement_id, a.employer_id, e.orgnr, a.employer_ref, e.name
 FROM agreement a JOIN employer e ON e.id = a.employer_id"""


async def places_of(union_id: int) -> list[Place]:
    """All agreements of a union."""
    return [Place(**one) for one in await db.rows(f"SELECT {PLACE} WHERE a.union_id = ?", union_id)]


async def places_like(union_id: int, search: str, limit: int = 20) -> list[Place]:
    """Agreements of the union by part of the employer's name, the start of its orgnr, or the employer id."""
    folded = name_fold(search)
    if not folded:
        return []
    plain = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    bare = plain.replace(" ", "")
    found = await db.rows(
        rf"""SELECT {PLACE} WHERE a.union_id = ? AND (e.name_fold LIKE ? ESCAPE '\' OR e.orgnr LIKE ? ESCAPE '\'
 OR LOWER(a.employer_ref) LIKE ? ESCAPE '\') ORDER BY e.name_fold, a.employer_ref LIMIT ?""",
        *(union_id, f"%{plain}%", f"{bare}%", f"{bare.lower()}%", limit),
    )
    return [Place(**one) for one in found]


async def place_for(union_id: int, agreement_id: int) -> Place:
    """One of the union's agreements.  Raises NotFound."""
    found = await db.row(f"SELECT {PLACE} WHERE a.union_id = ? AND a.id = ?", union_id, agreement_id)
    if found is None:
        raise NotFound("agreement.not_found")
    return Place(**found)


async def already(union_id: int, digests: list[str]) -> set[tuple[int, int, str]]:
    """Of these files, those that are letters of the union already: employer, agreement (0 for all of them), digest."""
    found = await db.rows(
        f"""SELECT employer_id, COALESCE(agreement_id, 0) AS agreement, sha256 FROM letter
 WHERE union_id = ? AND sha256 IN ({db.marks(len(digests))})""",  # noqa: S608
        *(union_id, *digests),
    )
    return {(one["employer_id"], one["agreement"], one["sha256"]) for one in found}


async def users_with_letters(batch_id: int, since: dt.datetime) -> list[int]:
    """Whoever may see a letter of the batch that was made after `since`."""
    found = await db.rows(
        """SELECT DISTINCT g.user_id FROM letter l JOIN access_grant g ON g.employer_id = l.employer_id
 AND g.union_id = l.union_id AND (l.agreement_id IS NULL OR g.agreement_id = l.agreement_id)
 WHERE l.batch_id = ? AND l.created_at >= ? AND l.erased_at IS NULL ORDER BY g.user_id""",
        *(batch_id, since),
    )
    return [one["user_id"] for one in found]


async def contacts_with_letters(batch_id: int, since: dt.datetime) -> list[str]:
    """Addresses of contacts who are there for letters, and are no users who may see them."""
    found = await db.rows(
        """SELECT DISTINCT c.email FROM letter l JOIN agreement a ON a.union_id = l.union_id
 AND a.employer_id = l.employer_id AND (l.agreement_id IS NULL OR a.id = l.agreement_id)
 JOIN contact c ON c.agreement_id = a.id
 WHERE l.batch_id = ? AND l.created_at >= ? AND l.erased_at IS NULL AND c.email <> '' AND c.purposes LIKE '%"LETTERS"%'
 AND NOT EXISTS (SELECT 1 FROM portal_user p JOIN access_grant g ON g.user_id = p.id
 WHERE p.email_fold = LOWER(c.email) AND g.agreement_id = a.id) ORDER BY c.email""",
        *(batch_id, since),
    )
    return [one["email"] for one in found]
