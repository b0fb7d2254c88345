"""What browsers report of our content policy: a line in the log, without addresses' queries, and never many."""

import contextlib
import time
from typing import Any

import msgspec

from app.web.answer import Answer
from app.web.body import Intake
from app.web.logs import log

CAP = 8_000
A_MINUTE = 60

_window = 0
_taken = 0


async def take(intake: Intake, answer: Answer) -> None:
    """Answers 204 whatever it was: a browser does not care, and a stranger learns nothing."""
    body = await intake.whole()
    if _has_room():
        with contextlib.suppress(msgspec.DecodeError):
            _tell(msgspec.json.decode(body))
    await answer.whole(204, [], b"")


def _has_room() -> bool:
    global _window, _taken
    minute = int(time.monotonic() // 60)
    if minute != _window:
        _window, _taken = minute, 0
    _taken += 1
    return _taken <= A_MINUTE


def _tell(report: Any) -> None:
    """The two formats: one object (report-uri), or a list of reports (Reporting API)."""
    if isinstance(report, list):
        report = report[0] if report else None
    if not isinstance(report, dict):
        return
    told = report.get("csp-report") or report.get("body")
    if isinstance(told, dict):
        directive = told.get("effective-directive") or told.get("effectiveDirective") or told.get("violated-directive")
        blocked = told.get("blocked-uri") or told.get("blockedURL")
        log.warning("csp_report", directive=str(directive)[:60], blocked=str(blocked).partition("?")[0][:120])
