"""What the page of differences says while somebody settles them, and what it asks besides a choice."""

from tests.intake.dropping import AMOUNTS, amounts, as_expected, csv, dropped, read_files, take_in
from tests.support import people
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page


def fields(page: Page, **changes: str) -> dict[str, str]:
    return {**dict(page.form("#rows").fields), **changes}


def selects(page: Page) -> list[str]:
    return [str(node.attributes["name"]) for node in page.all("select[name^=c-]")]


def with_strangers() -> bytes:
    return csv([*as_expected(), *as_expected([40_000, 41_000], first=50)])


async def test_tabs_follow_what_is_settled(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", with_strangers()))
    first, second = selects(page)
    one = await anna.post(f"{page.path}/choices", fields(page, **{first: "new"}), htmx=True)
    both = await anna.post(f"{page.path}/choices", fields(page, **{first: "new", second: "out"}), htmx=True)
    again = await anna.get(f"{page.path}?show=todo")

    assert page.said("#t-todo") == ["2"]
    assert one.said("#t-todo[hx-swap-oob]") == ["1"]
    assert both.said("#t-todo[hx-swap-oob]") == ["0"]
    assert both.one("#standing").text().endswith("Gjenstår0")
    assert not both.all("select")
    assert "Må avklares 0" in again.words
    assert selects(again) == [first, second]


async def test_refusal_goes_where_it_is_answered(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", with_strangers()))
    refused = await take_in(anna)
    first, second = selects(refused)
    one = await anna.post(f"{page.path}/choices", fields(refused, **{first: "out"}), htmx=True)
    both = await anna.post(f"{page.path}/choices", fields(refused, **{first: "out", second: "out"}), htmx=True)
    back = await anna.post(f"{page.path}/choices", fields(refused, **{first: "out", second: ""}), htmx=True)

    assert refused.said(".settle .err") == ["Velg hva som skal skje."] * 2
    assert {node.attributes["id"] for node in one.all(".err")} == {f"e-{first[2:]}"}
    assert one.said(".err") == [""]
    assert len(one.all("#told[hx-swap-oob] li")) == 1
    assert not one.all("[autofocus]")
    assert both.said(".err") == [""]
    assert not both.all("#told li")
    assert back.said(".err") == ["Velg hva som skal skje."]


async def test_nothing_is_said_of_refusals_before_there_is_one(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", with_strangers()))
    answer = await anna.post(f"{page.path}/choices", fields(page, **{selects(page)[0]: "out"}), htmx=True)

    assert not answer.all(".err, #told")


async def test_row_that_is_settled_elsewhere_is_shown_so_at_once(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    lines[3] = ("", f"{people.name(4).split()[0]} Gift-Nytt", 34_000)
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    if page.all("[name=answer]"):
        await anna.submit("#ask", answer="yes")
        await read_files()
    page = await anna.get(f"{page.path}?show=all")
    (name,) = [one for one in selects(page) if one.startswith("c-f")]
    (absent,) = [one[2:] for one in selects(page) if one.startswith("c-l")]
    path = page.path.partition("?")[0]
    joined = await anna.post(f"{path}/choices", fields(page, **{name: f"as-{absent}"}), htmx=True)
    parted = await anna.post(f"{path}/choices", fields(page, **{name: "new"}), htmx=True)

    assert "Avklart" in joined.text
    assert "Gift-Nytt på rad" in joined.text
    assert f'id="row-{absent}" hx-swap-oob="true"' in joined.text
    assert f'name="c-{absent}"' in parted.text


async def test_last_day_is_asked_for_only_where_it_is_used(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    (select,) = selects(page)
    day = f"d-{select[2:]}"
    left = await anna.post(f"{page.path}/choices", fields(page, **{select: "LEFT"}), htmx=True)
    shown = await anna.get(f"{page.path}?show=check")
    zero = await anna.post(f"{page.path}/choices", fields(page, **{select: "zero"}), htmx=True)

    assert page.all(f"noscript #{day}")
    assert left.one(f"#x-{select[2:]}[hx-swap-oob] #{day}").attributes["value"] == "2026-09-30"
    assert shown.one(f"#{day}")
    assert not shown.all("noscript input[type=date]")
    assert zero.one(f"#x-{select[2:]}").text() == ""


async def test_refused_row_is_shown_whichever_tab_it_belongs_to(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected()[:3], *as_expected([40_000], first=50)])))
    await anna.post(f"{page.path}/choices", fields(page, **{selects(page)[0]: "out"}))
    check = await anna.get(f"{page.path}?show=check")
    (select,) = selects(check)
    await anna.post(f"{page.path}/choices", fields(check, **{select: "LEFT", f"d-{select[2:]}": "2026-12-01"}))
    await anna.get(page.path)
    refused = await take_in(anna)

    assert refused.status == 422
    assert selects(refused) == [select]
    assert refused.one(f"#d-{select[2:]}").attributes["aria-invalid"] == "true"


async def test_invalid_ids_are_counted_and_pointed_out(anna: Browser, cast: Cast) -> None:
    lines = as_expected([40_000, 41_000], first=50)
    wrong = [(number[:9] + "00", name, ore) for number, name, ore in lines]
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *wrong])))
    first, _ = selects(page)
    field = f"i-{first[2:]}"
    new = await anna.post(f"{page.path}/choices", fields(page, **{first: "new"}), htmx=True)
    out = await anna.post(f"{page.path}/choices", fields(page, **{first: "out"}), htmx=True)

    assert f"2 fødselsnummer i filen er ikke gyldige: {lines[0][1]} (rad 9), {lines[1][1]} (rad 10)." in page.words
    assert page.said("tbody .tag").count("Feil i fødselsnummeret") == 2
    assert page.all(f"noscript #{field}")
    assert new.all(f"#{field}")
    assert "Det i filen er ikke gyldig. Skriv alle 11 sifrene." in new.text
    assert not out.all(f"#{field}")


async def test_badly_misprinted_id_is_one_row_and_taken_for_the_same_person(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    number = lines[2][0]
    lines[2] = (number[:6] + "".join(str((int(digit) + 1) % 10) for digit in number[6:9]) + number[9:], *lines[2][1:])
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    taken = await take_in(anna)

    assert "Feilskrevet fødselsnummer" in page.words
    assert "Ikke i filen" not in page.words
    assert page.said("#t-todo") == ["0"]
    assert taken.status == 303
    assert await amounts() == AMOUNTS


async def test_valid_id_of_a_namesake_born_the_same_day_must_be_decided(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    number = lines[2][0]
    people.national_id(40_000)
    other = next(one for one in map(people.national_id, range(40_000)) if one[:6] == number[:6] and one != number)
    lines[2] = (other, *lines[2][1:])
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    refused = await take_in(anna)

    assert "Annet fødselsnummer" in page.words
    assert page.said("#t-todo") == ["1"]
    assert refused.status == 422
