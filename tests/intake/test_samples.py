"""The sample lists and registers, read as they are."""

from pathlib import Path

import pytest

from tests.intake import score, score_register

SAMPLES = Path(__file__).parent / "samples"
LISTS = {name: (verdict, what) for name, verdict, what in score.score(SAMPLES / "lists")}
REGISTER = dict(score_register.score(SAMPLES / "register"))


@pytest.mark.parametrize("name", LISTS)
def test_sample_list_is_read_right(name: str) -> None:
    assert LISTS[name] == ("right", "")


@pytest.mark.parametrize("name", REGISTER)
def test_sample_list_shows_the_register_s_differences(name: str) -> None:
    assert REGISTER[name] == []
