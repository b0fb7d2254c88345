"""The stylesheet keeps to the floor (Chrome 80, Safari 13.1, Firefox 78), to its weight, and to its contrasts."""

import re

import brotli
import pytest

from app.web.assets import STATIC, stylesheet

PARTS = sorted((STATIC / "css").glob("*.css"))
CSS = re.sub(r"/\*.*?\*/", "", "".join(part.read_text() for part in PARTS), flags=re.S)

BELOW_THE_FLOOR = (
    r"@layer|@container|:has\(|:is\(|:where\(|light-dark|color-mix|inset:|aspect-ratio|&|@starting-style|popover"
)
TEXT, EDGE = 4.5, 3.0

TEXTS = (
    "text/bg text/surface text/sunk text/tint text/info-bg text/warn-bg text/ok-bg text/bad-bg muted/bg muted/surface"
    " muted/sunk muted/bad-bg muted/tint link/bg link/surface link/tint link/sunk on-brand/brand on-brand/brand-2"
    " ok/ok-bg info/info-bg warn/warn-bg bad/bad-bg bad/surface calm/calm-bg brand-2/tint brand-2/tint-2 link/bad-bg"
    " link/warn-bg"
)
EDGES = (
    "edge/surface edge/bg edge/sunk edge/bad-bg bad-line/surface bad-line/bad-bg focus/bg focus/surface focus/sunk"
    " focus/bad-bg brand/surface info/surface ok/surface ok/ok-bg calm/surface warn/surface brand/tint-2"
)


def tokens(css: str, dark: bool) -> dict[str, str]:
    light, _, night = css.partition("@media (prefers-color-scheme:dark)")
    found = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", light))
    return found | dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", night)) if dark else found


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_is_computed_as_wcag_has_it() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("pair", "least"), [(pair, TEXT) for pair in TEXTS.split()] + [(pair, EDGE) for pair in EDGES.split()]
)
def test_colours_that_meet_can_be_told_apart(pair: str, least: float, dark: bool) -> None:
    of = tokens((STATIC / "css/00-tokens.css").read_text(), dark)
    front, back = pair.split("/")
    assert contrast(of[front], of[back]) >= least


def test_nothing_is_used_that_old_browsers_lack() -> None:
    assert re.findall(BELOW_THE_FLOOR, CSS) == []


def test_gap_stands_with_grid_gap_alone() -> None:
    """Flex gap needs Safari 14.1; in a grid the old name is said first."""
    for rule in re.findall(r"\{([^{}]*)\}", CSS):
        names = [part.partition(":")[0].strip() for part in rule.split(";")]
        for gap in ("gap", "column-gap", "row-gap"):
            assert gap not in names or f"grid-{gap}" in names, rule


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert re.findall(r"url\(|@import|@font-face", CSS) == []


def test_small_screens_and_print_come_last() -> None:
    assert [part.name for part in PARTS][-2:] == ["90-mobile.css", "95-print.css"]


def test_stylesheet_stays_within_its_weight() -> None:
    assert len(brotli.compress(stylesheet().encode(), quality=11)) <= 6_500
