"""One thing said of many at once: with their number, never for who may be somebody else, and asked about first."""

from tests.intake.dropping import amounts, as_expected, csv, dropped
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page


async def _press(browser: Browser, page: Page, bulk: str) -> Page:
    form = page.form("#rows", f"bulk={bulk}")
    return await browser.post(f"{page.path.partition('?')[0]}/choices", form.fields)


def _label(page: Page, bulk: str) -> str:
    return " ".join(node.text() for node in page.all(f'button[name=bulk][value="{bulk}"]'))


async def test_few_are_decided_at_once_by_a_button_with_their_number(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000, 50_000], first=60)])))
    answer = await _press(anna, page, "new")
    after = await anna.follow()

    assert _label(page, "new") == "Alle er nye medlemmer (2)"
    assert answer.status == 303
    assert not _label(after, "new")


async def test_who_may_be_somebody_missing_is_never_decided_with_the_others(browser: Browser, cast: Cast) -> None:
    """Somebody with the name of one who is missing: a new number, or another person."""
    await rows.deduction_list(cast.fjord_metall, [45_000] * 6)
    await browser.sign_in(cast.anna)
    strangers = as_expected([40_000] * 3, first=60)
    alike = (strangers[0][0], as_expected([1] * 6)[5][1], 45_000)
    lines = [*as_expected([45_000] * 3), alike, *strangers[1:]]
    page = await dropped(browser, cast, ("okt.csv", csv(lines)))
    await _press(browser, page, "out")
    after = await browser.get(f"{page.path}?show=todo")
    check = await browser.get(f"{page.path}?show=check")

    assert _label(page, "out").endswith("(2)")
    assert [node.text() for node in after.all("#standing dd")][-1] == "1"
    assert _label(check, "LEFT") == "Sluttet (2)"
    assert _label(check, "zero") == "Ikke trukket (3)"


async def test_many_are_asked_about_on_a_page_of_their_own(browser: Browser, cast: Cast) -> None:
    await rows.deduction_list(cast.fjord_metall, [45_000] * 30)
    await browser.sign_in(cast.anna)
    page = await dropped(browser, cast, ("okt.csv", csv(as_expected([45_000] * 18))))
    check = await browser.get(f"{page.path}?show=check")
    asked = await _press(browser, check, "LEFT")
    still = await browser.get(f"{page.path}?show=check")
    await _press(browser, still, "LEFT")
    done = await browser.submit("main form[action$='/choices']")
    after = await browser.follow()

    assert _label(check, "LEFT") == "Sluttet (12)"
    assert (asked.status, asked.heading) == (200, "Gjelder det alle?")
    assert "Sluttet: 12 personer" in asked.words
    assert not still.all('select[name^=c-] option[value="LEFT"][selected]')
    assert done.status == 303
    assert len(after.all('select[name^=c-] option[value="LEFT"][selected]')) == 12
    assert len(await amounts()) == 30


async def test_what_was_confirmed_for_others_is_asked_again(browser: Browser, cast: Cast) -> None:
    await rows.deduction_list(cast.fjord_metall, [45_000] * 30)
    await browser.sign_in(cast.anna)
    page = await dropped(browser, cast, ("okt.csv", csv(as_expected([45_000] * 18))))
    answer = await browser.post(f"{page.path}/choices", {"bulk": "LEFT", "certain": "11", "show": "check"})
    unknown = await browser.post(f"{page.path}/choices", {"bulk": "all of them", "show": "check"})

    assert answer.heading == "Gjelder det alle?"
    assert unknown.status == 303
