"""Reading a file as the employer showed how the last one of its form is read."""

from collections.abc import Awaitable, Callable

import msgspec

from app.intake import queries
from app.intake.actions.request import expected_of
from app.intake.reading import Answers, Question, Reading
from app.intake.remembered import (
    ABOUT_COLUMNS,
    Remembered,
    reads_otherwise,
    recalled,
    share_expected,
    still_holds,
    written_as_before,
)
from app.intake.upload import Upload
from app.intake.upload_reading import FileReading

Again = Callable[[Answers], Awaitable[Reading | None]]
"""Reads the file with these answers; None when somebody cancelled."""


async def as_last_time(
    upload: Upload, one: FileReading, reading: Reading, read_with: Again
) -> tuple[FileReading, Reading] | None:
    """The file read as the employer once said, while its content bears that out; else it is asked, with that proposed.

    Also where the reader was sure: it may be as sure, and as wrong, as it was then.
    """
    if reading.status == "reject" or one.answers.columns or one.answers.scale or one.answers.sign:
        return None
    remembered = await queries.mapping_for(upload.employer_id, reading.fingerprint)
    if remembered is None or not (reading.status == "ask" or reads_otherwise(remembered, reading)):
        return None
    answers = recalled(remembered, one.answers, reading)
    again = await read_with(answers) if answers else reading
    written = None
    if again is not None and (written := written_as_before(remembered, answers or one.answers, again)):
        answers, again = written, await read_with(written)
    if again is None:
        return None
    if answers and again.status != "reject":
        share = share_expected(again.lines, await expected_of(upload))
        if still_holds(remembered, again, share, written=written is not None):
            return msgspec.structs.replace(one, answers=answers), again
    _ask_again(remembered, one, reading)
    return None


def _ask_again(remembered: Remembered, one: FileReading, reading: Reading) -> None:
    """The reader is sure, and so was the employer, of something else that this file does not bear out."""
    asked = {question.code for question in reading.open_questions}
    if reads_otherwise(remembered, reading) and not ABOUT_COLUMNS & {*asked, *one.answers.accepted}:
        reading.open_questions.insert(0, Question(code="amount", about="columns", values={"table": "0"}))
        reading.question, reading.status = reading.open_questions[0], "ask"
