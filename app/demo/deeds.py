"""What somebody in the demo does with a list, each through the feature's own action, at the time that `clock` says."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.accounts.principal import Principal
from app.demo.people import name
from app.intake.actions.receive import look_at, receive
from app.intake.actions.send import send_as_they_are
from app.intake.queries import upload_for
from app.lists import edits
from app.lists.actions.edit import save
from app.lists.actions.people import add_person
from app.lists.actions.reopen import ask_reopening, reopen
from app.lists.actions.send import send
from app.lists.edits import Edit
from app.lists.line import Line
from app.lists.queries import lines_of, list_for
from app.lists.the_list import TheList
from app.values.kroner import plain_kroner
from app.values.period import day_in

LOOKED_AT = 60  # lines of a long list that may be edited
MOST_EDITS = 7

Kind = Callable[[Line, str], tuple[Edit, ...]]


def _amount(part: float, why: str) -> Kind:
    def edit(line: Line, _period: str) -> tuple[Edit, ...]:
        ore = round((line.expected or 0) * part / 100) * 100
        return edits.amount(line.n, line.version, ore), edits.comment(line.n, line.version, why)

    return edit


def _end(day: int, reason: str, why: str = "") -> Kind:
    def edit(line: Line, period: str) -> tuple[Edit, ...]:
        ended = edits.end(line.n, line.version, day_in(period, day), reason)
        return (ended, edits.comment(line.n, line.version, why)) if why else (ended,)

    return edit


KINDS: tuple[Kind, ...] = (
    _amount(0.5, "Halv stilling denne måneden"),
    _amount(0, "Permisjon uten lønn"),
    _amount(2, "Etterbetaling for forrige måned"),
    _amount(0.8, "Timelønnet, færre timer"),
    _amount(0.6, "Begynte midt i måneden"),
    _amount(1.1, "Ny sats fra den 1."),
)
ENDS: tuple[Kind, ...] = (
    _end(15, "LEFT"),
    _end(1, "PARENTAL_LEAVE"),
    _end(20, "LAID_OFF", "Permittert til våren"),
    _end(28, "RETIRED"),
)
OFTEN = 6  # amounts that differ for each who ends


async def edit(
    the_list: TheList, by: Principal, dice: Random, *, how_many: int | None = None, among: int = LOOKED_AT
) -> TheList:
    """Put down what is different this month: a few lines of those that are as expected, `among` the first ones."""
    lines = [line for line in await lines_of(the_list, limit=among) if line.end_on is None and line.expected]
    if how_many is None:
        how_many = dice.randint(0, min(MOST_EDITS, 1 + len(lines) // 12))
    chosen = dice.sample(lines, min(how_many, len(lines)))
    for line in chosen:
        wanted = dice.choice(KINDS if dice.randrange(OFTEN) else ENDS)(line, the_list.period)
        the_list = (await save(the_list, [edits.both(*wanted)], by=by, line=line)).the_list
    return the_list


async def fill_in(the_list: TheList, by: Principal, dice: Random, *, leave: int = 0) -> TheList:
    """Dues in per cent of wages: nobody knew them beforehand.  `leave` some of them open."""
    if not the_list.totals.unknown:
        return the_list
    open_ones = [line for line in await lines_of(the_list) if line.deducted is None]
    wanted = [
        edits.amount(line.n, line.version, dice.randrange(line.floor or 0, line.cap or 80_000, 100))
        for line in open_ones[leave:]
    ]
    return (await save(the_list, wanted, by=by)).the_list if wanted else the_list


async def add(the_list: TheList, by: Principal, ids: Iterator[str], dice: Random) -> TheList:
    """Somebody has begun whom the union does not know of yet."""
    saved = await add_person(
        the_list,
        national_id=next(ids),
        name=name(dice.randrange(50_000, 60_000)),
        deducted=48_900,
        comment="Nyansatt, har meldt seg inn",
        by=by,
    )
    return saved.the_list


async def deliver(the_list: TheList, by: Principal) -> None:
    """Send it, with a comment where something is different."""
    totals = the_list.totals
    comment = "Endringene er avklart med de det gjelder." if totals.changed + totals.added > 2 else ""
    await send(the_list, by=by, seen=the_list.version, comment=comment)


@dataclass
class _File:
    """A file as it comes in."""

    name: str
    path: Path
    size: int
    sha256: str
    too_large: bool = False


async def drop(the_list: TheList, by: Principal) -> int:
    """A file from the payroll system, with a remark; it is not sent yet.  Answers the upload's id."""
    rows = [f"{line.member_no};{line.name};{plain_kroner(line.expected or 0)}" for line in await lines_of(the_list)]
    data = "\r\n".join(["Medlemsnr;Navn;Trekk", *rows, ""]).encode("utf-8-sig")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        name = f"Fagforeningstrekk {the_list.period}.csv"
        files, _ = await look_at([_File(name, path, len(data), hashlib.sha256(data).hexdigest())])
        remark = "Hentet ut etter lønnskjøringen. To er ført på ny avdeling."
        return await receive(the_list.employer_id, the_list.period, [the_list.agreement_id], files, remark, by=by)


async def send_file(the_list: TheList, by: Principal) -> None:
    """The file is all they send."""
    upload = await upload_for(by, the_list.employer_id, await drop(the_list, by))
    await send_as_they_are(upload, the_list.id, seen=upload.version, by=by)


async def report_none(the_list: TheList, by: Principal) -> None:
    """Nobody was deducted this month."""
    await send(
        the_list,
        by=by,
        seen=the_list.version,
        kind="NONE",
        reason="Feriemåned: feriepengene ble utbetalt i juni, og ingen fikk lønn denne måneden.",
    )


async def ask(the_list: TheList, by: Principal) -> None:
    """Something was wrong with what was sent."""
    await ask_reopening(await _now(the_list, by), "Vi glemte å føre opp en som sluttet den 15.", by=by)


async def open_again(the_list: TheList, staff: Principal) -> None:
    """The union lets them put it right."""
    await reopen(await _now(the_list, staff), by=staff, answer="Listen er åpen igjen.")


async def send_again(the_list: TheList, by: Principal, dice: Random) -> None:
    """Put right, and sent once more."""
    await deliver(await edit(await _now(the_list, by), by, dice, how_many=1), by)


async def _now(the_list: TheList, by: Principal) -> TheList:
    return await list_for(by, the_list.employer_id, the_list.id)
