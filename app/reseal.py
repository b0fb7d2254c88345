"""`portal reseal`: everything that is sealed in the database, sealed anew with the active key.

After a new key has been put first in KEYRING.  In small batches, each by itself: it may run beside the portal, be
stopped, and be run again.  Files keep the key that they were sealed with until they are erased by date, so an old key
leaves KEYRING when the oldest file has gone.
"""

import sys

from app import db
from app.crypto import VERSION, seal, unseal
from app.settings import settings

BATCH = 500

SEALED = {
    "member": ("national_id",),
    "deduction_line": ("national_id", "comment"),
    "deduction_list": ("comment", "sign_in_code"),
    "line_change": ("old", "previous", "new"),
    "submission": ("reason", "comment", "files", "lines"),
    "reopening": ("reason",),
    "message": ("values_sealed",),
    "upload": ("remark",),
    "one_time_code": ("address",),
    "authenticator": ("secret",),
    "access_request": ("note",),
}
BOUND_TO = {"old": "value", "previous": "value", "new": "value"}  # the three columns of a change move among themselves


async def reseal() -> int:
    """Prints how many values each column had; 0 when all went well.  Raises Tampered for one that does not open."""
    for table, columns in SEALED.items():
        for column in columns:
            sys.stdout.write(f"{table}.{column}: {await _column(table, column)}\n")
    return 0


async def _column(table: str, column: str) -> int:
    count = last = 0
    current = f"{VERSION}:{settings().active_key}:%"
    while True:
        found = await db.rows(
            f"SELECT id, {column} AS sealed FROM {table} WHERE id > ? AND {column} LIKE ? AND {column} NOT LIKE ?"  # noqa: S608
            " ORDER BY id LIMIT ?",
            *(last, f"{VERSION}:%", current, BATCH),
        )
        if not found:
            return count
        async with db.transaction():
            for one in found:
                where = f"{table}|{BOUND_TO.get(column, column)}|{one['id']}"
                await db.execute(
                    f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} = ?",  # noqa: S608
                    *(seal(unseal(one["sealed"], where), where), one["id"], one["sealed"]),
                )
        count, last = count + len(found), found[-1]["id"]
