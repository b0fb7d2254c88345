"""Sets of money columns of which no reader can be sure are asked about or refused, never read at once."""

import pytest

from app.intake.read import read_bytes
from tests.intake.layouts_columns import DOUBTFUL, sheet
from tests.intake.world import World


@pytest.mark.parametrize("count", (4, 9, 31))
@pytest.mark.parametrize("name", DOUBTFUL)
def test_doubtful_columns_are_never_read_at_once(name: str, count: int) -> None:
    reading = read_bytes(sheet(World(name, count), *DOUBTFUL[name]), "x.xlsx", "Fellesforbundet")

    assert reading.status in ("ask", "reject")


def test_what_is_in_doubt_is_the_amount() -> None:
    reading = read_bytes(sheet(World("dues", 9), *DOUBTFUL["old_and_new_dues"]), "x.xlsx", "Fellesforbundet")

    assert [question.code for question in reading.open_questions] == ["amount"]
