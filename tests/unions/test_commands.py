"""A union put in from the command line, and its policies changed there."""

import io
from typing import Any

import pytest

from app.errors import Conflict, Invalid
from app.unions.command import make_union_command, set_policy_command
from tests.support import people


async def test_union_is_put_in_once(db: Any) -> None:
    said = io.StringIO()

    await make_union_command("nordlys", "Forbundet Nordlys", people.orgnr(1), email="trekk@nordlys.example", out=said)

    assert "Forbundet Nordlys" in said.getvalue()
    assert await db.value("SELECT email FROM trade_union WHERE slug = 'nordlys'") == "trekk@nordlys.example"
    with pytest.raises(Conflict):
        await make_union_command("nordlys", "Et annet", people.orgnr(2), out=said)


async def test_union_with_a_wrong_orgnr_is_refused(db: Any) -> None:
    with pytest.raises(Invalid):
        await make_union_command("nordlys", "Forbundet Nordlys", "123456789", out=io.StringIO())

    assert await db.value("SELECT COUNT(*) FROM trade_union") == 0


async def test_policy_is_changed_or_stays_as_it_was(db: Any) -> None:
    await make_union_command("nordlys", "Forbundet Nordlys", people.orgnr(1), out=io.StringIO())
    said = io.StringIO()

    assert await set_policy_command("nordlys", ["grace_days=5"], out=said) == 0
    assert await set_policy_command("nordlys", ["grace_days=mange"], out=said) == 1
    assert await set_policy_command("nordlys", ["no_such=1"], out=said) == 1

    shown = io.StringIO()
    await set_policy_command("nordlys", [], out=shown)
    assert '"grace_days": 5' in shown.getvalue()
