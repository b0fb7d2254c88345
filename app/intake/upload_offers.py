"""What can be done about a difference, in words: an act may name a list after «-», and other lines after «@»."""

from app.i18n import N_, gettext
from app.intake.upload_rows import ONCE, Row
from app.lists.reasons import REASONS
from app.values.kroner import format_kroner

FILE, BACK, EXPECTED, KEEP, ZERO = "file", "back", "expected", "keep", "zero"
NEW, OUT, AS = "new", "out", "as"

WORDS = {
    FILE: N_("Bruk beløpet i filen"),
    BACK: N_("Bruk beløpet i filen, og ta bort sluttdatoen"),
    EXPECTED: N_("Behold forventet beløp"),
    KEEP: N_("Behold det som står i listen"),
    ZERO: N_("Ikke trukket"),
    NEW: N_("Nytt medlem"),
    OUT: N_("Ta ikke med"),
    "typed": N_("Skriv beløpet"),
    "same_person": N_("Samme person, bruk beløpet"),
    "other_person": N_("En annen person, ta ikke med"),
}
ALL = "all"
_OF_FILE = frozenset({FILE, BACK, NEW})


def base_of(act: str) -> str:
    """What an act does: 'new' for 'new-12@2'."""
    return act.partition("@")[0].partition("-")[0]


def list_of(act: str) -> int | None:
    """The list that an act names."""
    named = act.partition("@")[0].partition("-")[2]
    return int(named) if named.isdigit() else None


def person_of(act: str) -> str:
    """The key of the row on the list that somebody is said to be; empty for other acts."""
    return act.partition("@")[0].removeprefix(f"{AS}-") if base_of(act) == AS else ""


def amount_in(row: Row, act: str) -> int | None:
    """The file's amount as the act takes it: all lines together, those of one file, or one of two that say the same."""
    return dict(row.ways).get(act.partition("@")[2], row.deducted)


def offered(row: Row) -> list[tuple[str, str]]:
    """(act, words) for a row, the one that holds if nothing is said first; none for who is as expected."""
    if row.kind == "zero" or (row.kind == "same" and not row.must):
        return []
    found = [pair for act, words in _acts(row) for pair in _ways_of(row, act, gettext(words))]
    if row.is_absent:
        found += [(reason, gettext(words)) for reason, words in REASONS.items() if reason != "OTHER"]
    return found


def _acts(row: Row) -> list[tuple[str, str]]:
    """(act, words) before they are parted by list and by way of adding up."""
    keep = [(KEEP, WORDS[KEEP])] if row.stands_otherwise and row.now is not None else []
    expected = [(EXPECTED, WORDS[EXPECTED])] if row.expected and row.expected != row.now else []
    match row.kind:
        case "too_large":
            acts = [*keep, *_expected(row), _words(ZERO)] if row.is_on_list else [_words(OUT)]
        case "unread" if row.is_on_list:
            acts = [(FILE, WORDS["typed"]), *keep, *(expected if keep else _expected(row)), _words(ZERO)]
        case "ended" | "not_started" if row.is_on_list:
            acts = [_words(FILE), *([_words(BACK)] if row.reason else []), _words(ZERO)]
            acts += keep if row.now else []
        case _ if not row.is_on_list:
            acts = [_words(NEW), _words(OUT)]
        case "id_typo" | "other_name" | "same":
            acts = [(FILE, WORDS["same_person"]), (ZERO, WORDS["other_person"]), *keep]
            acts += expected if row.deducted != row.expected else []
        case _ if row.is_absent:
            acts = [_words(ZERO), *keep, *expected]
        case "undeducted":
            acts = [_words(ZERO), *keep, *expected]
        case "far":
            acts = [_words(FILE), *keep, *(expected if keep else _expected(row)), _words(ZERO)]
        case "other_union":
            acts = [_words(FILE), *keep, *_expected(row), _words(OUT)]
        case _:
            acts = [_words(FILE), *keep, *(expected if keep else _expected(row))]
    return acts


def _expected(row: Row) -> list[tuple[str, str]]:
    return [_words(EXPECTED)] if row.expected is not None else []


def _words(act: str) -> tuple[str, str]:
    return act, WORDS[act]


def _ways_of(row: Row, act: str, words: str) -> list[tuple[str, str]]:
    """One act as it is offered: for each list that somebody may be new on, and each way that the lines add up."""
    acts = [(act, words)]
    if act == NEW and row.homes:
        acts = [(f"{NEW}-{list_id}", f"{words}, {label}") for list_id, label in row.homes]
    if act == NEW:
        acts += [(f"{AS}-{key}", gettext("Samme person som %(name)s på listen", name=name)) for key, name in row.alike]
    if not row.ways or act not in _OF_FILE:
        return acts
    return [pair for one, said in acts for pair in _summed(row, one, said)]


def _summed(row: Row, act: str, words: str) -> list[tuple[str, str]]:
    found = [(f"{act}@{way}", f"{words}: {_way(way)}, {format_kroner(amount)}") for way, amount in row.ways]
    together = gettext("alt lagt sammen")
    return [*found, (f"{act}@{ALL}", f"{words}: {together}, {format_kroner(row.deducted or 0)}")]


def _way(way: str) -> str:
    return gettext("tell én gang") if way == ONCE else gettext("bare fil %(number)s", number=way)
