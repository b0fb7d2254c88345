"""`portal retention`: let go now of what has been kept long enough, or with --dry-run only list it."""

import sys

from app.i18n import gettext
from app.retention.actions import Outcome, let_go, look


async def retention_command(*, dry_run: bool) -> int:
    """A line for each rule with something to it; 0."""
    found = await (look() if dry_run else let_go())
    for line in told(found, everything=dry_run):
        sys.stdout.write(f"{line}\n")
    total = sum(one.gone for one in found)
    sys.stdout.write(f"{'would go' if dry_run else 'gone'}: {total}\n")
    return 0


def told(found: list[Outcome], *, everything: bool) -> list[str]:
    """'messages          1204  older than 13 months (2025-10-22)  Meldinger: til hvem og når'."""
    lines = []
    for turn, gone in found:
        if gone or everything:
            union = f" [{turn.union.slug}]" if turn.union else ""
            since = f"older than {turn.keep} ({turn.before:%Y-%m-%d})"
            lines.append(f"{turn.rule.name + union:<40} {gone:>8}  {since:<38} {gettext(turn.rule.words)}")
    return lines
