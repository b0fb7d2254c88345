"""`portal make-lists` and `portal reopen`: a month's lists for a union, and one of them opened again."""

import sys
from typing import TextIO

from app.accounts.principal import the_command_line
from app.i18n import gettext, ngettext
from app.i18n.dates import period as spoken_period
from app.lists.actions.make import Made, make_lists
from app.lists.actions.reopen import reopen
from app.lists.queries import list_by_number
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


async def reopen_command(union: str, number: int, answer: str = "", *, out: TextIO | None = None) -> int:
    """Opens a sent or settled list again; prints which.  Raises NotFound and Closed."""
    by = the_command_line()
    the_union = await union_by_slug(union)
    the_list = await list_by_number(by, the_union.id, number)
    await reopen(the_list, by=by, answer=answer)
    opened = gettext(
        "Liste %(number)s for %(employer)s, %(period)s, er åpnet igjen.",
        number=number,
        employer=the_list.employer_name,
        period=spoken_period(the_list.period),
    )
    (out or sys.stdout).write(opened + "\n")
    return 0
