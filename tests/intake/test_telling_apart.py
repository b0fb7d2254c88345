"""Which person, union and file a line belongs to: what cannot be told is asked, never guessed."""

import datetime as dt

from tests.intake.dropping import AMOUNTS, amounts, as_expected, csv, dropped, kroner, multipart, read_files, take_in
from tests.intake.test_taking_in import offers, select_of
from tests.intake.writers import xlsx
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast


def changed(n: int, ore: int) -> list[tuple[str, str, int]]:
    lines = as_expected()
    lines[n - 1] = (lines[n - 1][0], lines[n - 1][1], ore)
    return lines


async def test_unknown_person_in_a_file_for_several_unions_goes_to_none_unsaid(browser: Browser, cast: Cast) -> None:
    from app import db

    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    sjo = await rows.deduction_list(cast.fjord_sjo, [20_000], first=30)
    await browser.sign_in(cast.bo)
    mixed = csv([*as_expected(), *as_expected([20_000], first=30), *as_expected([40_000], first=90)])
    page = await dropped(browser, cast, ("okt.csv", mixed), agreement="all")
    field = select_of(page, people.name(91))
    (bulk,) = page.all('button[value="new"]') or [None]
    await take_in(browser, **{field: f"new-{sjo}"})

    assert bulk is None
    assert "new" not in offers(page, people.name(91))
    assert "Nytt medlem, Sjøfolkenes Forbund" in page.words
    assert await db.value("SELECT list_id FROM deduction_line WHERE origin = 'FILE'") == sjo


async def test_person_without_id_in_a_file_for_several_unions_is_found_on_the_list_by_name(
    browser: Browser, cast: Cast
) -> None:
    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await rows.deduction_list(cast.fjord_sjo, [20_000], first=30)
    await browser.sign_in(cast.bo)
    lines = [*as_expected(), ("", people.name(31), 20_000)]
    page = await dropped(browser, cast, ("okt.csv", csv(lines)), agreement="all")

    assert "Ikke på listen" not in page.words
    assert "Ikke i filen" not in page.words


async def test_corrected_file_beside_the_first_is_never_added_to_it_unsaid(anna: Browser, cast: Cast) -> None:
    first, second = csv(as_expected()), csv(changed(2, 49_000))
    page = await dropped(anna, cast, ("v1.csv", first), ("v2.csv", second))
    refused = await take_in(anna)
    assert "Sum i filen" in page.words
    form = page.form("#rows", "bulk=file@2")
    await anna.post(f"{page.path}/choices", form.fields)
    await anna.get(page.path)
    taken = await take_in(anna)

    assert "4 personer står i flere av filene" in page.words
    assert refused.status == 422
    assert taken.status == 303
    assert await amounts() == [45_000, 49_000, 61_200, 33_350]


async def test_two_parts_that_make_up_what_was_expected_are_added_without_asking(anna: Browser, cast: Cast) -> None:
    dues = csv(as_expected([40_000, 40_000, 40_000, 30_000]))
    rest = csv(as_expected([5_000, 11_600, 21_200, 3_350]))
    page = await dropped(anna, cast, ("a.csv", dues), ("b.csv", rest))
    taken = await take_in(anna)

    assert "I flere filer" not in page.words
    assert taken.status == 303
    assert await amounts() == AMOUNTS


async def test_new_file_can_take_the_place_of_those_that_are_there(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("v1.csv", csv(as_expected())))
    where = f"{page.path}/files"
    new = [("files", ("v2.csv", csv(changed(2, 49_000)), "text/csv"))]
    await multipart(anna, where, {"remark": "", "replace": "yes"}, new)
    await read_files()
    again = await anna.get(page.path)
    await take_in(anna)

    assert "v1.csv" not in again.words
    assert await amounts() == [45_000, 49_000, 61_200, 33_350]


async def test_person_twice_in_a_file_with_the_same_amount_is_counted_as_is_said(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    page = await dropped(anna, cast, ("okt.csv", csv([*lines, lines[1]])))
    refused = await take_in(anna)
    await take_in(anna, **{select_of(refused, people.name(2)): "file@once"})

    assert "To ganger" in page.words
    assert refused.status == 422
    assert await amounts() == AMOUNTS


async def test_people_on_the_same_row_of_two_sheets_each_have_their_choice(anna: Browser, cast: Cast) -> None:
    head = ["Fødselsnummer", "Navn", "Trukket beløp"]
    known = [[number, name, kroner(ore)] for number, name, ore in as_expected()]
    one, other = ([[*person[:2], "400,00"] for person in as_expected([40_000], first=n)] for n in (50, 70))
    book = xlsx(
        ("Fagforeningstrekk avd Nord", [["Periode: oktober 2026"], head, *one, *known[:2]]),
        ("Fagforeningstrekk avd Vest", [["Periode: oktober 2026"], head, *other, *known[2:]]),
    )
    page = await dropped(anna, cast, ("okt.xlsx", book))
    if page.all("#answer, [name=answer]"):
        await anna.submit("#ask", answer="*")
        await read_files()
        page = await anna.get(page.path)
    fields = [str(one.attributes["name"]) for one in page.all("select[name^=c-]")]
    taken = await take_in(anna, **dict.fromkeys(fields, "out"))

    assert len(set(fields)) == 2
    assert "Fagforeningstrekk avd Vest" in page.words
    assert taken.status == 303


async def test_quite_another_name_on_a_known_id_is_shown(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    lines[1] = (lines[1][0], "Helt Annetnavn", lines[1][2])
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))

    assert "Annet navn i filen" in page.words
    assert "I filen: Helt Annetnavn" in page.words


async def test_names_that_stand_beside_each_others_ids_must_be_decided(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    lines[1], lines[2] = (lines[1][0], lines[2][1], lines[1][2]), (lines[2][0], lines[1][1], lines[2][2])
    lines = [(number, name.replace("Nordby", ""), ore) for number, name, ore in lines]
    await _rename()
    await dropped(anna, cast, ("okt.csv", csv(lines)))
    refused = await take_in(anna)

    assert refused.status == 422


async def _rename() -> None:
    """The people of the list have names with nothing in common."""
    from app import db

    for n in range(1, 5):
        await db.execute("UPDATE deduction_line SET name = ? WHERE n = ?", people.name(n).replace(" Nordby", ""), n)


async def test_person_with_a_covered_id_can_be_said_to_be_somebody_on_the_list(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    lines[3] = ("", f"{people.name(4).split()[0]} Gift-Nytt", 34_000)
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    if page.all("[name=answer]"):
        await anna.submit("#ask", answer="yes")
        await read_files()
        page = await anna.get(page.path)
    name = lines[3][1]
    (joined,) = [act for act in offers(page, name) if act.startswith("as-")]
    taken = await take_in(anna, **{select_of(page, name): joined})

    assert taken.status == 303
    assert await amounts() == [*AMOUNTS[:3], 34_000]


async def test_person_said_to_be_somebody_in_the_file_is_missing_no_more(anna: Browser, cast: Cast) -> None:
    from app import db

    lines = as_expected()
    lines[3] = ("", f"{people.name(4).split()[0]} Gift-Nytt", 34_000)
    page = await dropped(anna, cast, ("okt.csv", csv(lines[1:])))
    if page.all("[name=answer]"):
        await anna.submit("#ask", answer="yes")
        await read_files()
        page = await anna.get(page.path)
    name = lines[3][1]
    (joined,) = [act for act in offers(page, name) if act.startswith("as-") and act.endswith("-4-1")]
    before = await anna.get(f"{page.path}?show=check")
    await anna.post(f"{page.path}/choices", {select_of(page, name): joined})
    check = await anna.get(f"{page.path}?show=check")
    everybody = await anna.get(f"{page.path}?show=all")
    await anna.post(f"{page.path}/choices", {**dict(check.form("#rows").fields), "bulk": "LEFT"})
    await anna.get(page.path)
    taken = await take_in(anna)
    ended = await db.rows("SELECT n FROM deduction_line WHERE end_reason IS NOT NULL")

    assert "Bør sjekkes 2" in before.words
    assert people.name(4) in before.words
    assert "Bør sjekkes 1" in check.words
    assert people.name(4) not in check.words
    assert f"Samme person som {name} på rad 7 i filen." in everybody.words
    assert taken.status == 303
    assert [one["n"] for one in ended] == [1]
    assert await amounts() == [0, *AMOUNTS[1:3], 34_000]


async def test_ended_person_is_left_out_with_the_others_in_bulk(anna: Browser, cast: Cast) -> None:
    from app import db

    await db.execute("UPDATE deduction_line SET end_on = ?, end_reason = 'LEFT' WHERE n = 2", dt.date(2026, 5, 31))
    lines = [*as_expected(), *as_expected([40_000], first=50)]
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    await anna.post(f"{page.path}/choices", page.form("#rows", "bulk=out").fields)
    await anna.get(page.path)
    taken = await take_in(anna)

    assert taken.status == 303
    assert await amounts() == [45_000, 0, 61_200, 33_350]


async def test_all_who_are_absent_can_be_laid_off_at_once(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:2])))
    await anna.post(f"{page.path}/choices", page.form("#rows", "bulk=LAID_OFF").fields)
    await anna.get(page.path)
    await take_in(anna)

    assert await db.value("SELECT COUNT(*) FROM deduction_line WHERE end_reason = 'LAID_OFF'") == 2


async def test_same_list_twice_is_refused_in_words(anna: Browser, cast: Cast) -> None:
    again = csv(as_expected()).replace(b";", b"\t")
    await dropped(anna, cast, ("a.csv", csv(as_expected())), ("b.txt", again))
    refused = await take_in(anna)

    assert refused.title.startswith("Feil:")
    assert "Ta bort den ene av filene som sier det samme." in refused.words


async def test_foot_tells_what_the_list_comes_to(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(changed(2, 60_000))))
    field = select_of(page, people.name(2))
    form = page.form("#rows").filled(**{field: "expected"})
    foot = await anna.post(f"{page.path}/choices", form, htmx=True)

    assert "Blir trukket 1 995,50" in page.words
    assert "1 911,50" in foot.text.replace("\u00a0", " ")


async def test_percentage_far_from_last_months_is_worth_a_look(anna: Browser, cast: Cast) -> None:
    from app import db

    await db.execute("UPDATE deduction_line SET expected = NULL, last_month = deducted, cap = 200000")
    page = await dropped(anna, cast, ("okt.csv", csv(changed(2, 82_600))))

    assert "Forrige måned 516,00" in page.words
    assert "Endret beløp" in page.words
    assert len(page.all("tr[id^=row-]")) == 1


async def test_bulk_never_adds_two_files_together_for_somebody_new(anna: Browser, cast: Cast) -> None:
    new = as_expected([40_000, 41_000], first=50)
    page = await dropped(anna, cast, ("v1.csv", csv([*as_expected(), *new])), ("v2.csv", csv([*changed(2, 1), *new])))
    await anna.post(f"{page.path}/choices", page.form("#rows", "bulk=new").fields)
    await anna.get(page.path)
    refused = await take_in(anna)

    assert refused.status == 422
    assert f"{people.name(51)}: Velg hva som skal skje." in refused.words
