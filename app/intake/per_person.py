"""What stands on several lines of one person: their sum is no deduction, and another kind of deduction is not ours."""

import re
from collections import Counter, defaultdict

from app.intake.case import Case, all_lines, person_key
from app.intake.cells import Cell, text_of
from app.intake.headings import fold, is_total
from app.intake.kinds import is_unrelated
from app.intake.owners import SUFFIX
from app.intake.reading import Choice, Line, Place, Question

_DUES = re.compile(
    r"kontingent|\bkont\b|\bktg|fag ?foren|\bfagf?\b|forbund|\bunion|medlem|\bdues\b|\bou\b|\bfond|klubb|\bff\b|"
    r"avgift|\bfee\b|\bfack|gewerkschaft|zwiazk"
)
_MORE = re.compile(
    r"forsikr|fors\b|forsaekr|versich|ubezp|kollektiv|hjem|familie|gruppeliv|\bregul|insur|\bpremie|innbo|ulykke|korr|etter|tilbake|refu|retur|retting|rettelse|juster|diff|\brest|"
    r"innmeld|streik|\btrekk\b|manuell|ekstra|tillegg|forrige|\bfeil|correct|adjust|arrears|\bmnd\b|maned|solidar|"
    r"\bretro|kredit|rabatt|\bhalv|deltid|larling|\bjan|\bfeb|\bmar|\bapr|\bmai|\bjun|\bjul|\baug|\bsep|\bokt|\bnov|\bdes"
)
"""Words of the dues, and of what comes beside them or corrects them, on folded text."""

_FIRM = re.compile(rf"\b{SUFFIX}\.?$", re.I)
"""The employer or its customer on the line, no kind of deduction."""


def own_deductions(case: Case, kept: list[Line]) -> list[Line]:
    """Lines that are a person's sum, or of a kind that is not the union's, are left out, and asked about."""
    counts = Counter(person_key(line) for line in kept)
    several = {key for key, count in counts.items() if count > 1}
    if not several:
        return kept
    texts = _texts(case, several)
    kept = _without_sums(case, kept, several, texts)
    return _without_others(case, kept, several, texts)


def _texts(case: Case, several: set[str]) -> dict[int, list[str]]:
    """By the line's id(): the words on its row that are not the person's name."""
    found: dict[int, list[str]] = {}
    for table in case.tables:
        lines = [line for line in table.lines if person_key(line) in several]
        sheet = table.walked.typed.block.sheet
        at = {sheet.numbers[row.at]: row.at for row in table.walked.rows} if lines else {}
        for line in lines:
            cells = sheet.rows[at[line.row]] if line.row in at else []
            names = set(fold(line.name).split())
            found[id(line)] = [text for cell in cells if (text := _words(cell)) and not set(fold(text).split()) & names]
    return found


def _words(cell: Cell) -> str:
    text = text_of(cell).strip() if isinstance(cell, str) else ""
    return text if re.search(r"[^\W\d_]{3}", text) and not _FIRM.search(text) else ""


def _without_sums(case: Case, kept: list[Line], several: set[str], texts: dict[int, list[str]]) -> list[Line]:
    """A last line that is the sum of the person's lines above it."""
    groups: dict[tuple[str, str | None], list[Line]] = defaultdict(list)
    for line in all_lines(case):
        if (key := person_key(line)) in several:
            groups[key, line.period].append(line)
    groups = {key: group for key, group in groups.items() if len(group) > 2}
    last = [group[-1] for group in groups.values() if _sums_up(group)]
    sums = {id(line) for line in last if any(is_total(text) for text in texts.get(id(line), []))}
    unsaid = [line for line in last if id(line) not in sums]
    if len(unsaid) > 1 or len(unsaid) == len(groups):
        sums |= {id(line) for line in unsaid}
        _ask_rows(case, [line for line in kept if id(line) in sums])
    return [line for line in kept if id(line) not in sums]


def _sums_up(group: list[Line]) -> bool:
    amount = group[-1].amount
    above = [line.amount for line in group[:-1] if line.amount]
    return len(above) > 1 and amount != 0 and amount == sum(above)


def _without_others(case: Case, kept: list[Line], several: set[str], texts: dict[int, list[str]]) -> list[Line]:
    """«Fellesforbundet kontingent», «Skyss» below one name: the second says nothing of the union."""
    if case.answers.wage_types is not None:
        return kept
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in kept:
        if (key := person_key(line)) in several:
            groups[key].append(line)
    strange: dict[int, str] = {}
    for group in groups.values():
        own = [line for line in group if any(_is_own(case, text) for text in texts.get(id(line), []))]
        shared = {text for line in own for text in texts[id(line)]}
        for line in group if own else []:
            said = [text for text in texts.get(id(line), []) if text not in shared]
            # what is paid back corrects the dues, whatever it is called
            if said and line.amount > 0 and not any(_is_own(case, text) or _is_more(text) for text in said):
                strange[id(line)] = said[0]
    if not strange:
        return kept
    _ask_kinds(case, kept, strange)
    return [line for line in kept if id(line) not in strange]


def _is_own(case: Case, text: str) -> bool:
    return bool(case.unions.ours in case.unions.named(text) or (_DUES.search(fold(text)) and not is_unrelated(text)))


def _is_more(text: str) -> bool:
    return bool(_MORE.search(fold(text))) and not is_unrelated(text)


def _ask_kinds(case: Case, kept: list[Line], strange: dict[int, str]) -> None:
    """By the kinds that the tables name, where they name these; else by their rows."""
    types: Counter[str] = Counter()
    for table in case.tables:
        types.update(table.wage_types)
    others = set(strange.values())
    if others <= set(types):
        wanted = sorted(text for text in set(types) - others if not is_unrelated(text))
        case.questions.pop("wage_types", None)  # asked with these among what is proposed
        choices = [Choice(value=text, label=text, count=count) for text, count in types.most_common(30)]
        case.ask(Question(code="wage_types", about="wage_types", proposal="\n".join(wanted), choices=choices))
    else:
        _ask_rows(case, [line for line in kept if id(line) in strange], strange)


def _ask_rows(case: Case, lines: list[Line], said: dict[int, str] | None = None) -> None:
    if lines:
        places = [Place(sheet=one.sheet, row=one.row, text=(said or {}).get(id(one), one.name)) for one in lines[:20]]
        case.ask(Question(code="odd_rows", about="accepted", places=places))
