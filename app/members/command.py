"""`portal import-register`: a union's register, from a file."""

import sys
from pathlib import Path
from typing import TextIO

from app.accounts.principal import the_command_line
from app.i18n import N_, gettext
from app.members.actions.take_over import import_register
from app.members.outcome import Outcome
from app.members.progress import ProgressLine, grouped
from app.members.rejects import sentence
from app.unions.queries import union_by_slug

COUNTS = {
    "rows": N_("Rader tatt inn"),
    "rejected": N_("Rader avvist"),
    "employers_new": N_("Nye virksomheter"),
    "agreements_new": N_("Nye avtaler"),
    "members_new": N_("Nye medlemmer"),
    "members_changed": N_("Endrede medlemmer"),
    "orders_new": N_("Nye trekkordrer"),
    "orders_changed": N_("Endrede trekkordrer"),
    "orders_removed": N_("Trekkordrer erstattet"),
    "same": N_("Uendret"),
    "absent": N_("Løpende trekkordrer som ikke står i filen"),
    "ended": N_("Avsluttet"),
}


async def import_register_command(
    path: Path, union: str, *, full: bool = False, dry_run: bool = False, out: TextIO | None = None
) -> int:
    """Prints what was done, or would be; 1 when rows were rejected, else 0."""
    said = out or sys.stdout
    line = ProgressLine(sys.stderr if out is None else out)
    try:
        outcome = await import_register(
            await union_by_slug(union), path, by=the_command_line(), full=full, dry_run=dry_run, progress=line
        )
    finally:
        line.end()
    said.write(report(outcome, full=full, dry_run=dry_run))
    return 1 if outcome.rejected else 0


def report(outcome: Outcome, *, full: bool, dry_run: bool) -> str:
    """The outcome in words: the counts that are not nought, then the rejected rows, one a line."""
    said = [gettext("Prøvekjøring: ingenting er lagret.")] if dry_run else []
    for name, words in COUNTS.items():
        if (count := getattr(outcome, name)) or name == "rows":
            said.append(f"{gettext(words)}: {grouped(count)}")
    if full and outcome.rejected and outcome.absent:
        said.append(
            gettext("Ingen trekkordrer er avsluttet, siden rader ble avvist. Rett dem, og les inn filen igjen.")
        )
    said += [gettext("Linje %(line)s: %(wrong)s", line=one.line, wrong=sentence(one)) for one in outcome.rejects]
    if (more := outcome.rejected - len(outcome.rejects)) > 0:
        said.append(gettext("… og %(count)s til.", count=more))
    return "\n".join(said) + "\n"
