"""A file that was read wrongly: said anew from the page that shows it, forgotten, and never a dead end."""

from tests.intake.dropping import (
    AMOUNTS,
    PDF,
    amounts,
    as_expected,
    chosen,
    count,
    csv,
    doubtful,
    drop,
    dropped,
    file,
    kroner,
    read_files,
    strangers,
    take_in,
)
from tests.support import people
from tests.support.browser import Browser
from tests.support.cast import Cast


def two_sums() -> bytes:
    """The reader is sure of «Trukket beløp», which is what is expected; the other is ten kroner more."""
    body = "".join(f"{number};{name};{kroner(ore + 1000)};{kroner(ore)}\n" for number, name, ore in as_expected())
    return f"Periode: oktober 2026\n\nFødselsnummer;Navn;Justert;Trukket beløp\n{body}".encode()


async def test_file_that_was_read_surely_can_be_read_another_way(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", two_sums()))
    how = await anna.get(f"{page.path}/files/1/understood")
    asked = await anna.get(f"{page.path}/files/1/columns")
    present = [chosen(node) for node in asked.all("select[name^=r-]")]
    preview = await anna.submit("#ask", button="go=preview", **{"r-0:2": "amount", "r-0:3": "ignored"})
    await anna.submit("#ask")
    await read_files()
    read = await anna.follow()
    await take_in(anna, sure="yes")

    assert page.heading == "Kontroller filen"
    assert page.all(f'a[href="{page.path}/files/1/columns"]')
    assert how.all(f'a[href="{page.path}/files/1/columns"]')
    assert asked.heading == "Les filen på en annen måte"
    assert present == ["national_id", "name", "ignored", "amount"]
    assert "sum 1 951,50 kr" in preview.words
    assert "4 personer, sum 1 951,50 kr." in read.words
    assert await amounts() == [ore + 1000 for ore in AMOUNTS]
    assert await count("mapping") == 1


async def test_what_was_settled_stays_when_the_file_is_read_again(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(AMOUNTS[:3]), *strangers()[:1]])))
    field = next(str(node.attributes["name"]) for node in page.all("select[name^=c-f]"))
    await anna.post(f"{page.path}/choices", {field: "out"})
    await anna.get(f"{page.path}/files/1/columns")
    await anna.submit("#ask")
    await read_files()
    read = await anna.follow()

    assert chosen(read.one(f'select[name="{field}"]')) == "out"


async def test_what_was_shown_can_be_forgotten(anna: Browser, cast: Cast) -> None:
    await dropped(anna, cast, ("okt.csv", doubtful()))
    await anna.submit("#ask")
    await read_files()
    await anna.follow()
    await anna.submit("#rows", button="bulk=out", sure="yes")
    await drop(anna, cast.fjord, [file("nov.csv", doubtful().replace(b"oktober", b"november"))], period="2026-11")
    await read_files()
    page = await anna.follow()
    await anna.get(f"{page.path}/files/1/understood")
    await anna.submit('form[action$="/forgetting"]')
    await read_files()
    asked = await anna.follow()

    assert "er lest slik du viste sist" in page.words
    assert asked.heading == "Hvilken kolonne er beløpet som er trukket?"
    assert await count("mapping") == 0


async def test_file_that_was_never_shown_has_nothing_to_forget(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    how = await anna.get(f"{page.path}/files/1/understood")

    assert how.all('form[action$="/forgetting"]') == []


async def test_answer_that_makes_the_file_unreadable_can_be_taken_back(anna: Browser, cast: Cast) -> None:
    """Names said to be the amounts leave nobody: the page of a file that cannot be read leads back."""
    await dropped(anna, cast, ("okt.csv", doubtful()))
    wrong = {"r-0:0": "ignored", "r-0:1": "amount", "r-0:2": "ignored", "r-0:3": "ignored"}
    await anna.submit("#ask", **wrong)
    await read_files()
    page = await anna.follow()
    if page.heading == "Filen kan ikke leses":
        await anna.submit('form[action$="/forgetting"]')
        await read_files()
        page = await anna.follow()

    assert page.heading == "Hvilken kolonne er beløpet som er trukket?"


async def test_columns_are_nobodys_but_theirs_and_not_of_what_is_delivered(
    anna: Browser, cast: Cast, new_browser: object
) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    cecilie = await new_browser(cast.cecilie)  # type: ignore[operator]
    foreign = [
        await cecilie.get(f"{page.path}/files/1/columns"),
        await cecilie.post(f"{page.path}/files/1/columns", {"r-0:2": "amount"}),
        await cecilie.post(f"{page.path}/files/1/forgetting"),
        await cecilie.post(f"{page.path}/files/1/move", {"to": f"{cast.vik}/2026-10"}),
        await cecilie.get(f"{page.path}/acceptance"),
    ]
    none = await anna.get(f"{page.path}/files/1/columns?table=7")
    other = await anna.get(f"{page.path}/files/9/columns")
    await anna.get(page.path)
    await take_in(anna)
    late = await anna.get(f"{page.path}/files/1/columns")

    assert [one.status for one in foreign] == [404] * 5
    assert none.status == other.status == 404
    assert late.status == 409


async def test_address_of_a_form_leads_to_the_upload(anna: Browser, cast: Cast) -> None:
    """A page that came back with faults stands at its form's address, which a change of language asks for again."""
    page = await dropped(anna, cast, ("okt.csv", csv(strangers())))
    refused = await take_in(anna)
    await anna.submit("form.lang", button="language=en")
    after = await anna.follow()
    after = await anna.follow() if after.status == 303 else after

    assert refused.status == 422
    assert after.path == page.path
    assert after.status == 200


async def test_remark_with_a_national_id_is_refused(anna: Browser, cast: Cast) -> None:
    page = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))], f"Gjelder {people.national_id(1)}")
    account = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))], "Konto 12345678903")

    assert page.status == 422
    assert "Merknaden har et fødselsnummer." in page.words
    assert account.status == 303


async def test_file_of_another_union_is_not_offered_to_this_one(anna: Browser, cast: Cast) -> None:
    body = "".join(f"{number};{name};Fagforbundet;{kroner(ore)}\n" for number, name, ore in strangers())
    data = f"Periode: oktober 2026\n\nFødselsnummer;Navn;Forbund;Trukket beløp\n{body}".encode()
    page = await dropped(anna, cast, ("sjo.csv", data))
    scanned = await anna.submit("#file-1 form")
    scanned = await dropped(anna, cast, ("skann.pdf", PDF))

    assert page.heading == "Filen gjelder et annet forbund"
    assert "Filen gjelder bare Fagforbundet. Last opp listen for Metall og Maskin." in page.words
    assert page.all('form[action$="/delivery"]') == []
    assert scanned.all('form[action$="/delivery"]')


async def test_file_of_another_union_is_not_sent_to_this_one_whatever_is_posted(anna: Browser, cast: Cast) -> None:
    """Alone, beside a scanned one, and where the reading of the other was stopped so that the page has the form."""
    from app import db

    body = "".join(f"{number};{name};Fagforbundet;{kroner(ore)}\n" for number, name, ore in strangers())
    data = f"Periode: oktober 2026\n\nFødselsnummer;Navn;Forbund;Trukket beløp\n{body}".encode()
    page = await dropped(anna, cast, ("sjo.csv", data))
    form = {"list": str(await db.value("SELECT id FROM deduction_list")), "alone": "yes"}
    alone = await anna.post(f"{page.path}/delivery", form | {"version": await _version()})
    await dropped(anna, cast, ("skann.pdf", PDF))
    both = await anna.post(f"{page.path}/delivery", form | {"version": await _version()})
    await db.execute(
        "UPDATE reading SET state = 'CANCELLED' WHERE upload_file_id IN (SELECT id FROM upload_file WHERE n = 2)"
    )
    await db.execute("UPDATE upload SET state = 'RECEIVED'")
    await anna.get(page.path)
    stopped = await anna.submit('form[action$="/delivery"]', alone="yes")
    await anna.submit("#file-1 form")
    await anna.follow()
    sent = await anna.submit('form[action$="/delivery"]', alone="yes")

    assert [alone.status, both.status, stopped.status] == [422, 422, 422]
    assert "«sjo.csv» gjelder et annet forbund, og kan ikke sendes hit." in both.words
    assert sent.status == 303
    assert await db.value("SELECT COUNT(*) FROM submission") == 1


async def _version() -> str:
    from app import db

    return str(await db.value("SELECT version FROM upload"))


async def test_odd_rows_are_shown_with_what_they_say_and_how_they_were_read(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    body = "".join(f"{number};{name};{kroner(ore)}\n" for number, name, ore in lines)
    data = f"Periode: oktober 2026\n\nFødselsnummer;Navn;Trukket beløp\n{body};Ida Fjeld;300,00\n".encode()
    page = await dropped(anna, cast, ("okt.csv", data))

    assert page.heading == "Noen rader er ikke som de andre. Er de lest riktig?"
    assert page.said(".places li") == ["Rad 8: «Ida Fjeld 300,00» Lest som Ida Fjeld, uten fødselsnummer, 300,00 kr."]


async def test_people_who_are_on_no_line_are_shown_with_ids_covered(anna: Browser, cast: Cast) -> None:
    number = people.national_id(70)
    data = csv(as_expected()) + f"\nOgså {people.name(70)} {number} er trukket\n".encode()
    page = await dropped(anna, cast, ("okt.csv", data))

    assert page.heading.startswith("Filen har fødselsnummer på rader som ikke er lest som linjer.")
    assert people.name(70) in " ".join(page.said(".places li"))
    assert "Ikke lest som en linje." in page.words
    assert number not in page.text
    assert number[:6] in page.text


async def test_people_below_the_sum_are_taken_when_somebody_says_that_they_are_deducted(
    anna: Browser, cast: Cast
) -> None:
    """Yes takes them and no does not, and the next file is asked about again."""
    above, below = as_expected()[:2], as_expected()[2:]
    body = "".join(f"{number};{name};{kroner(ore)}\n" for number, name, ore in below)
    page = await dropped(anna, cast, ("okt.csv", csv(above) + body.encode()))
    answers = page.said("#ask fieldset label")
    await anna.submit("#ask", answer="yes")
    await read_files()
    read = await anna.follow()

    assert page.heading == "Noen personer står under sluttsummen. Er de også trukket?"
    assert answers == [
        "Bare de over sluttsummen (2 linjer, 966,00 kr)",
        "De under sluttsummen også (4 linjer, 1 911,50 kr)",
    ]
    assert "4 personer, sum 1 911,50 kr." in read.words


async def test_two_columns_cannot_both_be_the_id_and_are_named(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", two_sums()))
    await anna.get(f"{page.path}/files/1/columns")
    live = await anna.submit("#ask", htmx=True, **{"r-0:2": "national_id"})
    refused = await anna.submit("#ask", **{"r-0:2": "national_id"})
    said = "Kolonne A og C er satt til «Fødselsnummer». Bare én av dem kan være det."

    assert said in live.words
    assert refused.status == 422
    assert refused.title.startswith("Feil:")
    assert refused.said(".errors li") == [said]
    assert [chosen(node) for node in refused.all("select[name^=r-]")][0::2] == ["national_id", "national_id"]
    assert await count("mapping") == 0
