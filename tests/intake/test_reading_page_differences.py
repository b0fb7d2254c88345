"""The differences between a file and the list: shown, settled, and taken in."""

import datetime as dt
from typing import Any

from tests.intake.dropping import (
    AMOUNTS,
    amounts,
    as_expected,
    count,
    csv,
    dropped,
    kroner,
    read_files,
    take_in,
)
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast


async def test_changed_amount_is_shown_and_the_files_amount_is_taken(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    lines[1] = (lines[1][0], lines[1][1], 60_000)
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    await take_in(anna)

    assert "Endret beløp" in page.words
    assert "516,00" in page.words
    assert "600,00" in page.words
    assert await amounts() == [45_000, 60_000, 61_200, 33_350]


async def test_changed_amount_can_be_settled_as_expected(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    lines[1] = (lines[1][0], lines[1][1], 60_000)
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    (select,) = page.all("select[name^=c-]")
    await take_in(anna, **{str(select.attributes["name"]): "expected"})

    assert await amounts() == AMOUNTS


async def test_absent_person_is_not_deducted_and_keeps_the_line(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    await take_in(anna)

    assert "Ikke i filen" in page.words
    assert await amounts() == [45_000, 51_600, 61_200, 0]


async def test_absent_person_can_be_laid_off_since_a_date(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    (select,) = page.all("select[name^=c-]")
    key = str(select.attributes["name"])[2:]
    await take_in(anna, **{f"c-{key}": "LAID_OFF", f"d-{key}": "2026-10-12"})
    line = await db.row("SELECT deducted, end_on, end_reason FROM deduction_line WHERE n = 4")

    assert line is not None
    assert (line["deducted"], str(line["end_on"]), line["end_reason"]) == (0, "2026-10-12", "LAID_OFF")


async def test_who_left_is_proposed_to_have_been_deducted_until_the_month_before(anna: Browser, cast: Cast) -> None:
    """The end date is the last day with a deduction: were it in the next month, that month would be due."""
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    (day,) = page.all("input[name^=d-]")
    (select,) = page.all("select[name^=c-]")
    await take_in(anna, **{str(select.attributes["name"]): "LEFT"})
    line = await db.row("SELECT deducted, end_on FROM deduction_line WHERE n = 4")

    assert "Siste dag med trekk" in page.words
    assert day.attributes["value"] == "2026-09-30"
    assert line is not None
    assert (line["deducted"], str(line["end_on"])) == (0, "2026-09-30")


async def test_last_day_after_the_month_is_refused_for_somebody_not_deducted(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    (select,) = page.all("select[name^=c-]")
    key = str(select.attributes["name"])[2:]
    refused = [await take_in(anna, **{f"c-{key}": reason, f"d-{key}": "2026-11-01"}) for reason in ("LEFT", "LAID_OFF")]
    taken = await take_in(anna, **{f"c-{key}": "LEFT", f"d-{key}": "2026-10-31"})

    assert [page.status for page in refused] == [422, 422]
    assert "Ingenting er trukket. Da kan siste dag med trekk ikke være etter måneden." in refused[1].words
    assert taken.status == 303


async def test_unknown_person_must_be_settled_before_the_file_is_taken_in(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=50)])))
    refused = await take_in(anna)
    (select,) = refused.all("select[name^=c-]")
    name = str(select.attributes["name"])
    taken = await take_in(anna, **{name: "new"})

    assert "Ikke på listen" in page.words
    assert people.national_id(51) not in page.text
    assert refused.status == 422
    assert refused.title.startswith("Feil:")
    assert "Velg hva som skal skje." in refused.words
    assert taken.status == 303
    assert await amounts() == [*AMOUNTS, 40_000]


async def test_unknown_person_is_not_stored_unless_said_to_be_new(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=50)])))
    (select,) = page.all("select[name^=c-]")
    await take_in(anna, **{str(select.attributes["name"]): "out"})

    assert await amounts() == AMOUNTS
    assert await db.value("SELECT COUNT(*) FROM deduction_line WHERE origin = 'FILE'") == 0


async def test_new_people_can_be_settled_all_at_once(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(
        anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000, 50_000, 60_000], first=50)]))
    )
    form = page.form("#rows", "bulk=new")
    (button,) = page.all('button[value="new"]')
    await anna.post(str(button.attributes["formaction"]), form.fields)
    await anna.follow()
    taken = await take_in(anna)

    assert taken.status == 303
    assert await db.value("SELECT COUNT(*) FROM deduction_line WHERE origin = 'FILE'") == 3


async def test_misprinted_id_is_one_difference_and_the_same_person(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    number = lines[2][0]
    lines[2] = (number[:9] + number[10] + number[9], lines[2][1], lines[2][2])
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    await take_in(anna)

    assert "Feilskrevet fødselsnummer" in page.words
    assert "Ikke på listen" not in page.words
    assert await amounts() == AMOUNTS


async def test_ended_person_is_told_apart_from_an_unknown_one(anna: Browser, cast: Cast) -> None:

    who = await rows.member(cast.metall, 60)
    await rows.order(who, cast.fjord_metall, 40_000, starts=dt.date(2025, 1, 1), ends=dt.date(2026, 6, 30))
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=59)])))

    assert "Trekket er avsluttet" in page.words


async def test_member_of_the_union_elsewhere_is_unknown_here(anna: Browser, cast: Cast) -> None:
    """No membership oracle: what is asked about looks at the employer's own agreements alone."""
    await rows.order(await rows.member(cast.metall, 60), cast.vik_metall, 40_000)
    stranger = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=59)])))

    assert "Ikke på listen" in stranger.words
    assert "Trekket er avsluttet" not in stranger.words


async def test_two_files_for_one_list_are_reconciled_together(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("a.csv", csv(as_expected()[:2])), ("b.csv", csv(as_expected()[2:])))
    await take_in(anna)

    assert "Ikke i filen" not in page.words
    assert "Alle 4" in page.words
    assert await amounts() == AMOUNTS


async def test_same_list_in_two_files_is_not_counted_twice(anna: Browser, cast: Cast) -> None:
    again = csv(as_expected()).replace(b";", b"\t")
    page = await dropped(anna, cast, ("a.csv", csv(as_expected())), ("b.txt", again))
    refused = await take_in(anna)

    assert "sier det samme" in page.words
    assert refused.status == 422
    assert await amounts() == AMOUNTS


async def test_people_of_another_union_go_to_that_unions_list(browser: Browser, cast: Cast) -> None:
    from app import db

    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    sjo = await rows.deduction_list(cast.fjord_sjo, [20_000], first=30)
    await browser.sign_in(cast.bo)
    mixed = csv([*as_expected(), *as_expected([21_000], first=30)])
    page = await dropped(browser, cast, ("okt.csv", mixed), agreement=str(cast.fjord_metall))
    taken = await take_in(browser)
    lists = await browser.follow()

    assert "Sjøfolkenes Forbund" in page.words
    assert taken.status == 303
    assert await db.value("SELECT deducted FROM deduction_line WHERE list_id = ?", sjo) == 21_000
    assert await db.value("SELECT COUNT(*) FROM upload_list") == 2
    assert lists.heading == "Filene er tatt inn i trekklistene"


async def test_file_for_several_unions_is_shared_out(browser: Browser, cast: Cast) -> None:
    from app import db

    metall = await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    sjo = await rows.deduction_list(cast.fjord_sjo, [20_000], first=30)
    await browser.sign_in(cast.bo)
    mixed = csv([*as_expected()[:3], *as_expected([20_000], first=30)])
    await dropped(browser, cast, ("okt.csv", mixed), agreement="all")
    await take_in(browser)

    found = {one["list_id"]: one["deducted"] for one in await db.rows("SELECT list_id, deducted FROM deduction_line")}
    assert found[sjo] == 20_000
    assert await db.value("SELECT deducted FROM deduction_line WHERE list_id = ? AND n = 4", metall) == 0


async def test_list_changed_meanwhile_is_a_conflict_and_nothing_is_taken_in(
    anna: Browser, cast: Cast, new_browser: Any
) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    form = page.form("#rows")
    await anna.post(
        f"{page.path}/files", {"remark": "ny merknad"}, files=[("files", ("c.csv", csv(as_expected()[3:]), "text/csv"))]
    )
    await read_files()
    late = await anna.post(form.action, form.fields)

    assert late.status == 409
    assert await db.value("SELECT COUNT(*) FROM upload WHERE state = 'ACCEPTED'") == 0


async def test_accepting_twice_is_once(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    form = page.form("#rows")
    first = await anna.post(form.action, form.fields)
    second = await anna.post(form.action, form.fields)

    assert first.status == second.status == 303
    assert await count("mapping") == 0


async def test_file_of_strangers_is_taken_in_only_when_it_is_said_to_be_right(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("feil.csv", csv(as_expected([40_000, 41_000, 42_000], first=80))))
    refused = await anna.submit("#rows", button="bulk=out")
    taken = await anna.submit("#rows", sure="yes")

    assert "Nesten ingen i filen står på denne listen." in page.words
    assert refused.status == 422
    assert "Kryss av for at det er riktig fil." in refused.words
    assert taken.status == 303


async def test_line_that_the_file_gives_to_a_union_elsewhere_is_shown_and_not_stored(anna: Browser, cast: Cast) -> None:
    from app import db

    lines = [(number, name, ore, "Metall og Maskin") for number, name, ore in as_expected()]
    lines += [(number, name, ore, "NTL") for number, name, ore in as_expected([40_000], first=90)]
    body = "".join(f"{number};{name};{union};{kroner(ore)}\n" for number, name, ore, union in lines)
    text = f"Periode: oktober 2026\n\nFødselsnummer;Navn;Fagforening;Trukket beløp\n{body}"
    page = await dropped(anna, cast, ("okt.csv", text.encode()))
    await take_in(anna)

    assert "NTL" in page.words
    assert "ikke lagret" in page.words
    assert people.name(91) not in page.words
    assert await amounts() == AMOUNTS
    assert await db.value("SELECT COUNT(*) FROM deduction_line") == 4


async def test_person_with_an_earlier_end_who_is_deducted_must_be_settled(anna: Browser, cast: Cast) -> None:
    from app import db

    await db.execute(
        "UPDATE deduction_line SET end_on = ?, end_reason = 'LEFT' WHERE n = 2",
        dt.date(2026, 8, 31),
    )
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    refused = await take_in(anna)

    assert "Trekket er avsluttet" in page.words
    assert refused.status == 422


async def test_dues_in_per_cent_are_compared_with_last_month_and_not_with_what_nobody_knows(
    anna: Browser, cast: Cast
) -> None:
    from app import db

    await db.execute("UPDATE deduction_line SET expected = NULL, dues = 0, last_month = deducted")
    await db.execute("UPDATE deduction_line SET last_month = NULL WHERE n = 2")
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    check = await anna.get(f"{page.path}?show=check")

    assert page.words.count("Som forrige måned") == 3
    assert page.words.count("Ikke kjent på forhånd") == 1
    assert "om forventet" not in page.words + check.words
    assert "Ingen forskjeller Forbundet kjenner ikke beløpene på forhånd." in check.words


async def test_states_of_files_and_lists_are_no_orders(anna: Browser, cast: Cast) -> None:
    """A tag is never something to click, so it says how things are, not what to do."""
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected()[:3], ("", people.name(4), 40_000)])))
    waiting = (await anna.get(f"/e/{cast.fjord}/uploads?period=2026-10")).said(".task .tag")
    await anna.get(page.path)
    await db.execute("UPDATE upload SET state = 'ACCEPTED', accepted_at = received_at")
    taken = (await anna.get(page.path)).said(".task .tag")

    assert waiting == ["Påbegynt"]
    assert taken == ["Ikke sendt"]


async def test_who_somebody_may_be_is_said_in_whole_words(anna: Browser, cast: Cast) -> None:
    first, _, last = people.name(4).partition(" ")
    married = (people.national_id(90), f"{first} {last} Nygift", 33_350)
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected()[:3], married])))

    assert f"Samme person som {people.name(4)} på listen" in page.said("select[name^=c-] option")


async def test_people_stand_in_the_files_own_order_and_the_missing_last_by_surname(anna: Browser, cast: Cast) -> None:
    from app import db

    await db.execute("UPDATE deduction_line SET name = 'Anne Østby' WHERE n = 1")
    await db.execute("UPDATE deduction_line SET name = 'Åse Berg' WHERE n = 2")
    strange = as_expected([40_000, 41_000, 42_000], first=80)
    lines = [strange[2], strange[1], as_expected()[3], strange[0], as_expected([0], first=2)[0]]
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    everyone = await anna.get(f"{page.path}?show=all")
    names = [node.text(deep=False).strip() for node in everyone.all(".diff tbody th")]

    assert names == [
        *(people.name(n) for n in (83, 82, 81)),
        *(people.name(3), "Åse Berg", "Anne Østby", people.name(4)),
    ]
