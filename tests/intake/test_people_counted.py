"""How many people a file has: the same number wherever it is said, and each of them is listed."""

import datetime as dt

from tests.intake.dropping import AMOUNTS, amounts, as_expected, csv, dropped, read_files, take_in
from tests.support import people
from tests.support.browser import Browser
from tests.support.cast import Cast


async def ended(n: int) -> None:
    """Somebody who left in spring, and has stood with nothing since."""
    from app import db

    await db.execute(
        "UPDATE deduction_line SET end_on = ?, end_reason = 'LEFT', deducted = 0 WHERE n = ?", dt.date(2026, 5, 31), n
    )


async def test_same_number_is_said_when_asked_and_when_compared(anna: Browser, cast: Cast) -> None:
    await ended(4)
    lines = [*as_expected()[:3], *as_expected([0], first=3), *as_expected([0, 0], first=60)]
    text = csv(lines, period="september 2026")
    asked = await dropped(anna, cast, ("okt.csv", text))
    await anna.submit("#ask")
    await read_files()
    found = await anna.get(asked.path)
    everyone = await anna.get(f"{asked.path}?show=all")

    assert "6 personer, sum 1 578,00 kr. Hvorav 3 med 0,00." in asked.words
    assert "6 personer, sum 1 578,00 kr. Hvorav 3 med 0,00." in found.words
    assert "Alle 6" in everyone.words
    assert [name for _, name, _ in lines if name not in everyone.words] == []
    assert "Skal ikke trekkes" in everyone.words


async def test_nobody_with_nothing_needs_deciding_or_comes_on_a_list(anna: Browser, cast: Cast) -> None:
    from app import db

    await ended(4)
    lines = [*as_expected()[:3], *as_expected([0], first=3), *as_expected([0, 0, 0, 0], first=60)]
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    taken = await take_in(anna)

    assert "Nesten ingen i filen" not in page.words
    assert "Alle 8" in page.words
    assert taken.status == 303
    assert await amounts() == [*AMOUNTS[:3], 0]
    assert await db.value("SELECT COUNT(*) FROM deduction_line") == 4


async def test_stranger_with_nothing_is_not_kept_among_what_was_read(anna: Browser, cast: Cast) -> None:
    from app import db
    from app.files.queries import read

    await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([0], first=60)])))
    await take_in(anna)
    kept = await read(await db.value("SELECT result_file_id FROM reading"))

    assert people.name(1).encode() in kept
    assert people.name(61).encode() not in kept


async def test_amount_of_somebody_who_has_left_is_not_kept_where_the_file_has_nothing(
    anna: Browser, cast: Cast
) -> None:
    from app import db

    await ended(4)
    await db.execute("UPDATE deduction_line SET deducted = 10000 WHERE n = 4")
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected()[:3], *as_expected([0], first=3)])))
    await take_in(anna)

    assert "Ikke trukket" in page.words
    assert "Ikke i filen" not in page.words
    assert await amounts() == [*AMOUNTS[:3], 0]


async def test_template_has_as_many_people_as_it_was_given(anna: Browser, cast: Cast) -> None:
    from app import db

    await ended(2)
    list_id = await db.value("SELECT id FROM deduction_list")
    mould = await anna.get(f"/e/{cast.fjord}/lists/{list_id}/template")
    page = await dropped(anna, cast, ("mal.xlsx", mould.answer.content))
    how = await anna.get(f"{page.path}/files/1/understood")

    assert "4 personer, sum 1 395,50 kr. Hvorav 1 med 0,00." in page.words
    assert "Alle 4" in page.words
    assert "Personer 4 4 linjer. Hvorav 1 med 0,00." in how.words


async def test_person_with_nothing_on_another_unions_list_leaves_that_list_alone(browser: Browser, cast: Cast) -> None:
    from app import db
    from tests.support import rows

    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    sjo = await rows.deduction_list(cast.fjord_sjo, [20_000], first=30)
    await db.execute(
        "UPDATE deduction_line SET end_on = ?, end_reason = 'LEFT' WHERE list_id = ?", dt.date(2026, 5, 31), sjo
    )
    await browser.sign_in(cast.bo)
    mixed = csv([*as_expected(), *as_expected([0], first=30)])
    page = await dropped(browser, cast, ("okt.csv", mixed), agreement=str(cast.fjord_metall))
    await take_in(browser)

    assert "5 personer" in page.words
    assert await db.value("SELECT deducted FROM deduction_line WHERE list_id = ?", sjo) == 20_000
    assert await db.value("SELECT COUNT(*) FROM upload_list") == 1
