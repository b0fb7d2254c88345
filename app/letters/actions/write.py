"""A letter comes into being: its row and its bytes' row, in the caller's transaction."""

import datetime as dt
from typing import NamedTuple

from app import db
from app.files.actions import keep
from app.files.tables import StoredFile
from app.letters.placing import Address

INSERT = """INSERT INTO letter (id, union_id, employer_id, agreement_id, batch_id, kind, title, file_id, size, sha256,
 created_at, erase_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id"""


class NewLetter(NamedTuple):
    """What is known of it; `file` is stored, and its row perhaps kept already."""

    union_id: int
    batch_id: int
    address: Address
    kind: str
    title: str
    file: StoredFile
    at: dt.datetime
    erase_on: dt.date


async def write_letter(new: NewLetter, *, kept: bool = False) -> int | None:
    """The letter's id; None when the employer has these very bytes already, and then nothing is kept."""
    letter_id, file = db.new_id(), new.file
    if not kept:
        await keep(file)
    made = await db.row(
        INSERT,
        *(letter_id, new.union_id, new.address.employer_id, new.address.agreement_id, new.batch_id, new.kind),
        *(new.title, file.id, file.size, file.sha256, new.at, new.erase_on),
    )
    return letter_id if made else None
