"""`portal make-lists`: a month's lists for a union."""

import sys
from typing import TextIO

from app.accounts.principal import the_command_line
from app.i18n import gettext, ngettext
from app.lists.actions.make import Made, make_lists
from app.members.progress import ProgressLine, grouped
from app.unions.queries import union_by_slug
from app.values.kroner import format_kroner


async def make_lists_command(union: str, period: str, *, out: TextIO | None = None) -> int:
    """Prints what was made."""
    said = out or sys.stdout
    line = ProgressLine(sys.stderr if out is None else out)
    try:
        made = await make_lists(await union_by_slug(union), period, by=the_command_line(), progress=line)
    finally:
        line.end()
    said.write(report(made))
    return 0


def report(made: Made) -> str:
    """What was made, in words."""
    said = [
        gettext(
            "Nye lister: %(lists)s, med %(people)s personer og %(expected)s kr forventet.",
            lists=grouped(made.lists),
            people=grouped(made.people),
            expected=format_kroner(made.expected),
        )
    ]
    if made.unknown:
        said.append(
            ngettext(
                "For %(num)s person er trekket i prosent, og beløpet ikke kjent.",
                "For %(num)s personer er trekket i prosent, og beløpet ikke kjent.",
                made.unknown,
            )
        )
    if made.refreshed:
        said.append(gettext("Lister som var der og er oppdatert: %(count)s.", count=grouped(made.refreshed)))
    if made.same:
        said.append(gettext("Lister som var der og er uendret: %(count)s.", count=grouped(made.same)))
    if made.kept:
        said.append(gettext("Sendte og avsluttede lister som ikke er rørt: %(count)s.", count=grouped(made.kept)))
    return "\n".join(said) + "\n"
