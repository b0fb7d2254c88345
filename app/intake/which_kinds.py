"""Which kinds of deductions are the union's, where an extract holds others: canteen, tax, another union's code."""

import re
from collections import Counter, defaultdict
from statistics import median

from app.intake.case import Case, all_lines, person_key
from app.intake.headings import fold
from app.intake.kinds import OURS, is_coded_section, is_unrelated, is_wage
from app.intake.money import HIGH
from app.intake.reading import Choice, Line, Question


def only_union_deductions(case: Case, kept: list[Line]) -> list[Line]:
    """A payroll extract may hold other deductions too: canteen, tax, savings."""
    types: Counter[str] = Counter()
    for table in case.tables:
        types.update(table.wage_types)
    by_line = types_by_line(case) if any(map(is_wage, types)) else {}
    unrelated = {text for text in types if is_unrelated(text)} | (wages(all_lines(case), by_line) & set(types))
    codes = {text for text in types if re.fullmatch(r"[\dA-Z/.\- ]{1,10}", text)}
    sections = [text for text, _ in types.most_common() if is_coded_section(text)]
    codes |= set(sections)
    told = case.answers.wage_types is not None
    if not (unrelated or told) and (
        len(codes) < (2 if sections else 3) or len(codes) < len(types) or case.reading.union.value
    ):
        return kept
    by_line = types_by_line(case)
    own = {by_line.get(id(line)) for line in kept}
    gone = unrelated - own
    types = Counter({text: count for text, count in types.items() if text in own})
    unrelated &= set(types)
    if not (unrelated or told) and (gone or case.reading.others):
        return kept  # what is unrelated went with the lines that are another's or nobody's
    if unrelated and not told and _is_department(case, kept, unrelated, by_line):
        unrelated = set()
    everywhere = len(types) == 1 and all(id(line) in by_line for line in kept)
    if everywhere and unrelated == set(types) and not told and case.reading.union.value:
        return kept  # «After-Tax» on every line of a list that is the union's tells of none of them
    wanted = set(case.answers.wage_types) if case.answers.wage_types is not None else set(types) - unrelated
    if sections and not (told or case.reading.union.value):
        wanted -= set(sections[1:])  # of unions that are not named the largest is proposed
    if case.answers.wage_types is None and not _all_ours(case, wanted):
        choices = [Choice(value=text, label=text, count=count) for text, count in types.most_common(30)]
        case.ask(Question(code="wage_types", about="wage_types", proposal="\n".join(sorted(wanted)), choices=choices))
    return [line for line in kept if by_line.get(id(line), "") in wanted or id(line) not in by_line]


def _is_department(case: Case, kept: list[Line], unrelated: set[str], by_line: dict[int, str]) -> bool:
    """«Kantine» over people who stand nowhere else, in the sum of all: those who work there.

    Or beside them, in a column that says of nobody that it is for a union.
    """
    headed = {key: text for table in case.tables for key, text in table.headed.items()}
    theirs = [line for line in kept if by_line.get(id(line), "") in unrelated]
    beside = not headed and not any(OURS.search(fold(text)) or case.unions.named(text) for text in by_line.values())
    if not theirs or not (beside or all(headed.get(id(line)) in unrelated for line in theirs)):
        return False
    ids = {id(line) for line in theirs}
    rest = [line for line in kept if id(line) not in ids]
    apart = not {person_key(line) for line in theirs} & {person_key(line) for line in rest}
    whole = abs(sum(line.amount for line in kept))
    return bool(rest) and apart and any(abs(one.amount) == whole for table in case.tables for one in table.printed)


def _all_ours(case: Case, wanted: set[str]) -> bool:
    """Whether every kind that is kept names the union itself: «Kantine» beside «Fellesforbundet» leaves no doubt."""
    return bool(wanted) and all(case.unions.named(text) == {case.unions.ours} for text in wanted)


def types_by_line(case: Case) -> dict[int, str]:
    """The wage type of each line that has one, by the line's id()."""
    found: dict[int, str] = {}
    for table in case.tables:
        found |= table.headed
        block = table.walked.typed.block
        at = {block.sheet.numbers[row.at]: row.at for row in table.walked.rows}
        for line in table.lines:
            cells = block.sheet.rows[at[line.row]] if line.row in at else []
            text = next((str(cell).strip() for cell in cells if str(cell).strip() in table.wage_types), None)
            if text is not None:
                found.setdefault(id(line), text)
    return found


def wages(lines: list[Line], kinds: dict[int, str]) -> set[str]:
    """«Fastlønn», «Overtid»: by their words, and by the other sign than deductions have or sums that no union takes."""
    sums: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        sums[kinds.get(id(line), "")].append(line.amount)
    earned = {text for text in sums if is_wage(text)}
    rest = sum(sum(amounts) for text, amounts in sums.items() if text not in earned)
    return {text for text in earned if sum(sums[text]) * rest < 0 or abs(median(sums[text])) > HIGH}
