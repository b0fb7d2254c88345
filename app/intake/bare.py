"""People of whom nothing but the name is printed, or what became of them: «Eva Ås | Permisjon», in lists without ids.

They are listed with an empty amount, and count as 0.00 (`samples/lists/README.md`).
"""

from app.intake.headings import role_of
from app.intake.heads import looks_like_name
from app.intake.kinds import says_away
from app.intake.rows import Seen, Walked

BARE = "bare"
"""The label of a row that may be a person: the caller asks."""
_LAST_LETTERS = str.maketrans("æäøöå", "{{||}")
"""In the order of the alphabet, behind z."""
_MOST = 0.2
_FEWEST = 5


def with_bare_names(walked: Walked) -> Walked:
    """The same rows; those that are people after all are called so.

    Plainly so with a word of leave or a dash beside the name, or where the names stand in order and this one with them.
    A bare name among people is labelled, unless one stands above the first: then they are the names of sections.
    """
    roles = walked.typed.roles
    places = {roles[role] for role in ("name", "first_name", "middle_name", "last_name") if role in roles}
    people = walked.people
    if walked.typed.has_ids or not people or any(row.employee_no or row.member_no for row in people):
        return walked
    first = next(n for n, row in enumerate(walked.rows) if row.kind == "person")
    bare = []
    for n, row in enumerate(walked.rows):
        if row.kind == "other" and _is_somebody(row.name):
            beside = [cell for k, cell in enumerate(walked.typed.block.sheet.rows[row.at]) if cell and k not in places]
            if beside and all(map(says_away, beside)):
                row.kind = "person"
            elif not beside:
                bare.append(n)
    if not bare or bare[0] < first or len(bare) > max(1, len(people) * _MOST):
        return walked
    in_order = _order(people)
    for n in bare:
        row, before, after = (
            walked.rows[n],
            walked.rows[n - 1],
            walked.rows[n + 1] if n + 1 < len(walked.rows) else None,
        )
        if before.kind == "person" and (after is None or after.kind in ("person", "total", "heading")):
            row.kind = "person"
            fits = in_order is not None and _fits(row, before, after, in_order)
            row.label = "" if fits else BARE
    return walked


def _is_somebody(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 5
        and looks_like_name(name)
        and not role_of(name)
        and all(word[0].isupper() or len(word) <= 3 for word in words)
    )


def _order(people: list[Seen]) -> int | None:
    """Which word of the name the list goes by, 0 or -1; None where it goes by neither."""
    for word in (0, -1):
        keys = [_key(row, word) for row in people]
        if len(keys) >= _FEWEST and keys == sorted(keys):
            return word
    return None


def _key(row: Seen, word: int) -> str:
    words = row.name.casefold().split()
    return words[word].translate(_LAST_LETTERS) if words else ""


def _fits(row: Seen, before: Seen, after: Seen | None, word: int) -> bool:
    later = after is None or after.kind != "person" or _key(row, word) <= _key(after, word)
    return _key(before, word) <= _key(row, word) and later
