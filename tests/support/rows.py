"""Rows as they may stand, for tests to begin with; what happens to them then goes through the features' own actions."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tests.support import people

PERIOD = "2026-10"


async def insert(table: str, **columns: Any) -> int:
    """One row, with an id of its own where none is given; returns the id."""
    from app import db

    columns = {"id": db.new_id(), **columns}
    await db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({db.marks(len(columns))})", *columns.values())
    return int(columns["id"])


async def union(slug: str, name: str, **more: Any) -> int:
    own = {"orgnr": people.orgnr(900 + len(slug)), "email": f"post@{slug}.example", "account_no": "15030012341"}
    return await insert("trade_union", slug=slug, name=name, **(own | more))


async def employer(name: str, n: int, **more: Any) -> int:
    """The n-th employer of the test."""
    from app.clock import now
    from app.values.names import name_fold, name_sort

    own = {"orgnr": people.orgnr(n), "name_fold": name_fold(name), "name_sort": name_sort(name), "created_at": now()}
    return await insert("employer", name=name, **(own | more))


async def agreement(union_id: int, employer_id: int, ref: str, **more: Any) -> int:
    from app.clock import now

    own = {"union_id": union_id, "employer_id": employer_id, "employer_ref": ref, "created_at": now()}
    return await insert("agreement", **(own | more))


async def member(union_id: int, n: int, **more: Any) -> int:
    """The n-th person, in the union's register."""
    from app import db
    from app.clock import now
    from app.crypto import blind_index, seal
    from app.values.names import name_fold, name_sort, surname_first

    row, name, digits = db.new_id(), people.name(n), people.national_id(n)
    own = {
        "id": row,
        "member_no": f"{4_000_000 + n}",
        "name": name,
        "name_sort": name_sort(surname_first(name)),
        "name_fold": name_fold(name),
        "national_id": seal(digits, f"member|national_id|{row}"),
        "national_id_index": blind_index("national_id", union_id, digits),
        "updated_at": now(),
    }
    return await insert("member", union_id=union_id, **(own | more))


async def order(member_id: int, agreement_id: int, dues: int, **more: Any) -> int:
    """A fixed deduction order from the start of 2026, in øre."""
    from app import db
    from app.clock import now

    at = await db.row("SELECT union_id, employer_id FROM agreement WHERE id = ?", agreement_id)
    assert at is not None
    own = {"dues": dues, "starts": dt.date(2026, 1, 1), "updated_at": now()}
    return await insert("deduction_order", member_id=member_id, agreement_id=agreement_id, **(at | own | more))


async def deduction_list(agreement_id: int, amounts: Sequence[int], period: str = PERIOD, first: int = 0) -> int:
    """An open list with one member for each amount (øre), their orders too; people are numbered from `first`."""
    from app import db
    from app.clock import now
    from app.values.names import name_fold

    at = await db.row("SELECT union_id, employer_id FROM agreement WHERE id = ?", agreement_id)
    assert at is not None
    number = 100_001 + (await db.value("SELECT count(*) FROM deduction_list"))
    list_id = await insert(
        "deduction_list",
        **at,
        agreement_id=agreement_id,
        period=period,
        list_number=number,
        kid=f"{number}0",
        due_on=dt.date(2026, 11, 16),
        made_at=now(),
        next_line=len(amounts) + 1,
        people=len(amounts),
        expected=sum(amounts),
        deducted=sum(amounts),
        not_deducted=amounts.count(0),
        invoiced=sum(amounts),
    )
    for n, amount in enumerate(amounts, 1):
        who = await member(at["union_id"], first + n)
        await order(who, agreement_id, amount)
        await insert(
            "deduction_line",
            **at,
            list_id=list_id,
            n=n,
            member_id=who,
            member_no=f"{4_000_000 + first + n}",
            name=people.name(first + n),
            name_fold=name_fold(people.name(first + n)),
            dues=amount,
            expected=amount,
            deducted=amount,
        )
    return list_id
