"""Lists of many layouts: never silently wrong, and nearly always right at once."""

from collections import Counter

import pytest

from tests.intake.run_layouts import LAYOUTS, judged, made


@pytest.mark.parametrize("count", (3, 8, 37))
@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_never_silently_wrong(name: str, count: int) -> None:
    verdict, what = judged(made(name, count))

    assert verdict not in ("SILENT", "refused_wrong"), what


def test_layouts_are_mostly_right_at_once() -> None:
    plain = [name for name in LAYOUTS if not name.startswith("set_")]  # many of those are there to be asked about
    verdicts = Counter(judged(made(name, 12))[0] for name in plain)

    assert verdicts["right"] >= 0.9 * sum(verdicts.values())
