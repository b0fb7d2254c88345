"""Sealed values: what opens where, and a change of keys."""

import base64
from typing import Any

import pytest

from app import crypto, settings
from tests.support import rows
from tests.support.cast import Cast


def test_sealed_value_opens_in_its_own_place_alone() -> None:
    sealed = crypto.seal("hemmelig", "member|national_id|1")

    assert "hemmelig" not in sealed
    assert crypto.unseal(sealed, "member|national_id|1") == "hemmelig"
    with pytest.raises(crypto.Tampered):
        crypto.unseal(sealed, "member|national_id|2")


def test_one_changed_bit_is_found() -> None:
    version, kid, box = crypto.seal("hemmelig", "a|b|1").split(":")
    raw = bytearray(base64.b64decode(box))
    raw[-1] ^= 1

    with pytest.raises(crypto.Tampered):
        crypto.unseal(f"{version}:{kid}:{base64.b64encode(raw).decode()}", "a|b|1")


def test_same_text_is_sealed_differently_each_time() -> None:
    assert len({crypto.seal("x", "a|b|1") for _ in range(1000)}) == 1000


def test_blind_index_is_the_same_within_a_union_and_another_outside() -> None:
    assert crypto.blind_index("national_id", 1, "x") == crypto.blind_index("national_id", 1, "x")
    assert crypto.blind_index("national_id", 1, "x") != crypto.blind_index("national_id", 2, "x")


async def test_keys_are_changed_and_everything_still_opens(
    db: Any, cast: Cast, new_browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.reseal import reseal

    path = f"/e/{cast.fjord}/lists/{await rows.deduction_list(cast.fjord_metall, [45500, 45500])}"
    anna = await new_browser(cast.anna)
    await anna.post(f"{path}/lines/1", {"d-1": "", "r-1": "", "k-1": "Ny lærling", "v-1": "1"})
    old = settings.settings()
    _, _, fresh = crypto.new_key("k9").partition(":")
    ring = {"k9": base64.urlsafe_b64decode(fresh), **old.keyring}
    changed = settings.msgspec.structs.replace(old, keyring=ring)
    monkeypatch.setattr(crypto, "settings", lambda: changed)
    monkeypatch.setattr("app.reseal.settings", lambda: changed)

    await reseal()

    left = [
        await db.value(f"SELECT COUNT(*) FROM {table} WHERE {column} LIKE 'v1:%' AND {column} NOT LIKE 'v1:k9:%'")
        for table, column in (("member", "national_id"), ("deduction_line", "comment"), ("line_change", "new"))
    ]
    assert left == [0, 0, 0]
    assert "Ny lærling" in (await anna.get(f"{path}/lines/1")).text
    await anna.post(f"{path}/undo", {})
    assert "Ny lærling" not in (await anna.get(f"{path}/lines/1")).text
