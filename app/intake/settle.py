"""What is left open after reading becomes a question, one per thing, with what the reading would take as the proposal."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from app.intake.cells import Unreadable, column_letter
from app.intake.facts import Candidate, settle
from app.intake.headings import fold
from app.intake.lines import Collected
from app.intake.months import cell_period, find_months
from app.intake.reading import Answers, Choice, Fact, Line, Place, Question, Reading
from app.intake.register import Register
from app.intake.totals import Checked, check_totals
from app.intake.unions import Unions
from app.values.period import periods

_ORDER = (
    "sheets", "id_column", "broken_ids", "amount", "numbers", "scale", "sign", "union_rows", "wage_types", "hidden_rows", "several_months",
    "period", "orgnr", "unread", "odd_rows", "row_remarks", "silent_pages", "currency", "formulas", "printed_twice", "after_total", "same_people", "total_mismatch",
)  # fmt: skip
_UNRELATED = re.compile(
    r"skatt|kantine|parkering|lunsj|lunch|bidrag|pa ?legg|husleie|pensjon|\botp\b|\bafp\b|gave|idrett|telefon|forskudd|firmabil|utlegg|hytte|lonnslan|\blan\b|aksje|spare|namsmann|"
    r"frukt|kaffe|trening|matpenger|\bkost\b|personallan|velferd|barnehage|bompenger|tax|pension|meal"
)


@dataclass(slots=True)
class Case:
    """Everything that speaks for or against; `decide` turns it into the reading."""

    reading: Reading
    answers: Answers
    unions: Unions
    register: Register | None
    tables: list[Collected]
    periods: list[Candidate]
    orgnrs: list[Candidate]
    name: str
    preamble_unions: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    misprinted: list[Place] = field(default_factory=list)
    strange_unions: list[Place] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    checked: Checked = field(default_factory=Checked)

    def ask(self, question: Question) -> None:
        if question.code not in self.answers.accepted:
            self.questions.setdefault(question.code, question)

    def warn(self, code: str) -> None:
        if code not in self.reading.warnings:
            self.reading.warnings.append(code)


def decide(case: Case) -> None:
    """Fill in lines, facts and questions.  Raises Unreadable when all lines are another union's."""
    _turn_signs(case)
    _rescale(case)
    kept = _our_union(case)
    kept = _one_of_the_sheets(case, kept)
    kept = _wage_types(case, kept)
    kept = _visible(case, kept)
    kept = _above_the_sum(case, kept)
    kept = _settle_periods(case, kept)
    kept = _settle_orgnr(case, kept)
    reading = case.reading
    reading.lines = kept
    reading.total = sum(line.amount for line in kept)
    _mark_repeated(case)
    _check(case)
    _column_questions(case)
    _row_questions(case)
    reading.open_questions = [case.questions[code] for code in _ORDER if code in case.questions]
    reading.question = reading.open_questions[0] if reading.open_questions else None
    reading.status = "ask" if reading.question else "lines"


def _all_lines(case: Case) -> list[Line]:
    return [line for table in case.tables for line in table.lines]


def _turn_signs(case: Case) -> None:
    lines = _all_lines(case)
    plus = sum(line.amount for line in lines if line.amount > 0)
    minus = -sum(line.amount for line in lines if line.amount < 0)
    turn = minus > plus
    if case.answers.sign is None and len(lines) > 3 and min(plus, minus) > 0.35 * (plus + minus):
        case.ask(Question(code="sign", about="sign", proposal="turned" if turn else "as_printed"))
    if case.answers.sign:
        turn = case.answers.sign == "turned"
    if turn:
        for line in lines:
            line.amount = -line.amount


def _rescale(case: Case) -> None:
    """Whole numbers too large for kroner are proposed as øre."""
    doubted = any("scale" in table.pick.doubts for table in case.tables)
    if case.answers.scale == "ore" or (case.answers.scale is None and doubted):
        for line in _all_lines(case):
            line.amount = round(line.amount / 100)
        for table in case.tables:
            for printed in table.printed:
                printed.amount = round(printed.amount / 100)


def _our_union(case: Case) -> list[Line]:
    """Only our union's lines; the others are kept apart."""
    lines, ours = _all_lines(case), case.unions.ours
    named = Counter(line.union for line in lines)
    strange = {union for union in named if union and union.startswith("?")}
    others = {union for union in named if union and union != ours and union not in strange}
    if case.answers.union_rows == "all":
        return lines
    if not others and not named[ours]:
        return _only_unknown(case, lines, strange)
    if not named[ours] and not named[None] and not strange:
        case.reading.other_unions = sorted(others)
        raise Unreadable("other_union", unions=", ".join(sorted(others)))
    kept = [line for line in lines if line.union == ours]
    if case.preamble_unions - {ours} and ours in case.preamble_unions and not others and not strange and len(case.tables) == 1:
        if not case.tables[0].cellwise_union:
            case.ask(_union_question(case, lines))
    open_lines = [line for line in lines if line.union is None]
    if open_lines and (others or any(table.cellwise_union for table in case.tables)):
        case.ask(_union_question(case, lines))
        kept = kept or open_lines
    elif open_lines:
        kept = [line for line in lines if line.union in (ours, None)]
    case.reading.union = _union_fact(case, kept)
    aside = [line for line in lines if line.union in others or line.union in strange]
    case.reading.others, case.reading.other_unions = aside, sorted(u.lstrip("?") for u in others | strange)
    if aside:
        case.warn("other_unions")
    return kept


def _only_unknown(case: Case, lines: list[Line], strange: set[str]) -> list[Line]:
    """No union that we know is named.  A constant code says nothing; several, or a name, are a question."""
    if case.strange_unions and not case.preamble_unions:
        case.ask(_union_question(case, lines))
    words = [text for text in strange if re.search(r"[^\W\d_]{3}", text)]
    if words or len(strange) > 1:
        case.ask(_union_question(case, lines))
    for line in lines:
        line.union = None
    return lines


def _union_question(case: Case, lines: list[Line]) -> Question:
    counted: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        counted[(line.union or "").lstrip("?")].append(line)
    choices = [Choice(value=name, label=name, count=len(group), total=sum(l.amount for l in group)) for name, group in counted.items()]
    return Question(code="union_rows", about="union_rows", proposal="named", choices=choices, values={"union": case.unions.ours})


def _union_fact(case: Case, kept: list[Line]) -> Fact:
    if any(line.union == case.unions.ours for line in kept) or case.unions.ours in case.preamble_unions:
        return Fact(value=case.unions.ours, sure=True)
    return Fact()


def _key(line: Line) -> str:
    return line.national_id or f"{line.employee_no or line.member_no or ''}/{fold(line.name)}"


def _one_of_the_sheets(case: Case, kept: list[Line]) -> list[Line]:
    """The same people in two tables are counted once: which table is a question."""
    groups: dict[int, list[Line]] = {}
    ids = {id(line) for line in kept}
    for n, table in enumerate(case.tables):
        own = [line for line in table.lines if id(line) in ids]
        if own:
            groups[n] = own
    if len(groups) < 2:
        return kept
    largest = max(groups, key=lambda n: (_share_of_total(case.tables[n]), len(groups[n])))
    overlap = _overlap(list(groups.values()))
    heads = {tuple(fold(text) for text in case.tables[n].walked.typed.block.headings if text) for n in groups}
    if overlap < 0.3 and len(heads) == 1:
        return kept
    if case.answers.sheets is not None and len(case.answers.sheets) > 1:
        return kept
    names = [case.tables[n].walked.typed.block.sheet.name for n in groups]
    propose_all = overlap < 0.3
    choices = [Choice(value=name, label=name, count=len(groups[n]), total=sum(l.amount for l in groups[n])) for n, name in zip(groups, names, strict=True)]
    chosen = "*" if propose_all else case.tables[largest].walked.typed.block.sheet.name
    case.ask(Question(code="sheets", about="sheets", proposal=chosen, choices=choices))
    return kept if propose_all else groups[largest]


def _share_of_total(table: Collected) -> int:
    return int(any(abs(p.amount) == abs(sum(line.amount for line in table.lines)) for p in table.printed))


def _overlap(groups: list[list[Line]]) -> float:
    most = 0.0
    for n, one in enumerate(groups):
        for other in groups[n + 1 :]:
            first = {(_key(line), line.period) for line in one}
            second = {(_key(line), line.period) for line in other}
            most = max(most, len(first & second) / max(min(len(first), len(second)), 1))
    return most


def _wage_types(case: Case, kept: list[Line]) -> list[Line]:
    """A payroll extract may hold other deductions too: canteen, tax, savings."""
    types: Counter[str] = Counter()
    for table in case.tables:
        types.update(table.wage_types)
    unrelated = {text for text in types if _UNRELATED.search(fold(text))}
    codes = {text for text in types if re.fullmatch(r"[\dA-Z/.\- ]{1,10}", text)}
    if not unrelated and (len(codes) < 3 or len(codes) < len(types) or case.reading.union.value):
        return kept
    by_line = _types_by_line(case)
    wanted = set(case.answers.wage_types) if case.answers.wage_types is not None else set(types) - unrelated
    if case.answers.wage_types is None:
        choices = [Choice(value=text, label=text, count=count) for text, count in types.most_common(30)]
        case.ask(Question(code="wage_types", about="wage_types", proposal="\n".join(sorted(wanted)), choices=choices))
    return [line for line in kept if by_line.get(id(line), "") in wanted or id(line) not in by_line]


def _types_by_line(case: Case) -> dict[int, str]:
    found: dict[int, str] = {}
    for table in case.tables:
        block = table.walked.typed.block
        at = {block.sheet.numbers[row.at]: row.at for row in table.walked.rows}
        for line in table.lines:
            cells = block.sheet.rows[at[line.row]] if line.row in at else []
            text = next((str(cell).strip() for cell in cells if str(cell).strip() in table.wage_types), None)
            if text is not None:
                found[id(line)] = text
    return found


def _visible(case: Case, kept: list[Line]) -> list[Line]:
    """Hidden rows: left out when the printed sum says so, else asked about."""
    hidden = {id(line) for table in case.tables for line, is_hidden in zip(table.lines, table.hidden, strict=True) if is_hidden}
    ours = [line for line in kept if id(line) in hidden]
    if not ours:
        return kept
    seen = [line for line in kept if id(line) not in hidden]
    if case.answers.include_hidden is not None:
        return kept if case.answers.include_hidden else seen
    sums = {abs(printed.amount) for table in case.tables for printed in table.printed}
    with_all, without = abs(sum(l.amount for l in kept)), abs(sum(l.amount for l in seen))
    if seen and without in sums and with_all not in sums:
        case.warn("hidden_rows_left_out")
        return seen
    proposal = "yes" if with_all in sums and without not in sums else "no"
    choices = [
        Choice(value="no", count=len(seen), total=without),
        Choice(value="yes", count=len(kept), total=with_all),
    ]
    places = [Place(sheet=line.sheet, row=line.row) for line in ours[:20]]
    case.ask(Question(code="hidden_rows", about="include_hidden", proposal=proposal, choices=choices, places=places, values={"count": str(len(ours))}))
    return kept if proposal == "yes" else seen


def _settle_periods(case: Case, kept: list[Line]) -> list[Line]:
    head, rivals = _head_period(case)
    if head and head.kind in ("month", "range") and any(line.period for line in kept):
        for line in kept:
            line.period = line.period or head.value
    own = Counter(line.period for line in kept if line.period)
    blank = sum(1 for line in kept if not line.period)
    if case.answers.period:
        return _told_period(case, kept, own)
    if not own:
        _from_head(case, head, rivals)
        return kept
    if len(own) == 1 and not blank:
        return _one_period(case, kept, next(iter(own)), head)
    return _several(case, kept, own, head, blank)


def _head_period(case: Case) -> tuple[Candidate | None, list[Candidate]]:
    full = [c for c in case.periods if c.kind != "bare"]
    months = {c.value[-2:] for c in full}
    bare = [c for c in case.periods if c.kind == "bare" and c.value[-2:] not in months]
    best, rivals = settle([*full, *bare])
    if best and best.kind == "span":
        first, _, last = best.value.partition("/")
        inside = [c for c in full if c.kind != "span" and first <= c.value <= last and c.score >= 3]
        if len({c.value for c in inside}) == 1 and inside[0].score >= best.score:
            return inside[0], [r for r in rivals if r.kind != "span"]
    return best, rivals


def _told_period(case: Case, kept: list[Line], own: Counter[str | None]) -> list[Line]:
    period = case.answers.period
    case.reading.period = Fact(value=period, sure=True)
    if period in own and len(own) > 1:
        return [line for line in kept if line.period in (period, None)]
    return kept


def _file_month(name: str) -> str | None:
    stem = re.sub(r"\.\w{2,4}$", "", name)
    stem = re.sub(r"(?<!\d)\d{9}(?!\d)", " ", stem)
    months = {found.period for found in find_months(stem) if found.kind == "month"}
    return months.pop() if len(months) == 1 else None


def _from_head(case: Case, head: Candidate | None, rivals: list[Candidate]) -> None:
    named = _file_month(case.name)
    if head is None:
        case.reading.period = Fact(value=named)
        case.ask(_period_question(named, [], "no_period"))
        return
    value = _completed(case, head)
    if head.kind == "span":
        first, _, last = head.value.partition("/")
        months = periods(first, last)[-24:]
        value = named if named in months else last
        case.reading.period = Fact(value=value, places=[head.place])
        case.ask(_period_question(value, [Candidate(m, 1, head.place) for m in months], "several_months"))
        return
    clear = head.kind != "bare" and not rivals and (named is None or named == value)
    case.reading.period = Fact(value=value, sure=clear, places=[head.place])
    if not clear:
        others = [head, *rivals] + ([Candidate(named, 0, Place(text=case.name))] if named else [])
        case.ask(_period_question(value, [Candidate(_completed(case, c) or "", c.score, c.place) for c in others], "period"))


def _completed(case: Case, candidate: Candidate) -> str | None:
    """A month without its year gets the year that the file speaks of elsewhere."""
    if candidate.kind != "bare":
        return candidate.value
    years = re.findall(r"20[2-4]\d", " ".join([c.value for c in case.periods if c.kind != "bare"] + [c.place.text for c in case.periods] + [case.name]))
    return f"{Counter(years).most_common(1)[0][0]}-{candidate.value[-2:]}" if years else None


def _period_question(value: str | None, candidates: list[Candidate], code: str) -> Question:
    choices: dict[str, Choice] = {}
    for candidate in candidates:
        if re.fullmatch(r"20\d\d-\d\d", candidate.value):
            choices.setdefault(candidate.value, Choice(value=candidate.value, label=candidate.place.text))
    places = [candidate.place for candidate in candidates[:5]]
    kind = "several_months" if code == "several_months" else "period"
    return Question(code=kind, about="period", proposal=value or "", choices=list(choices.values()), places=places)


def _one_period(case: Case, kept: list[Line], value: str, head: Candidate | None) -> list[Line]:
    head_value = _completed(case, head) if head else None
    named = _file_month(case.name)
    paid = _paid_period(case)
    clash = (paid and paid != value) or (head_value and head and head.score >= 4 and head.kind != "span" and head_value != value) or (named and named != value)
    case.reading.period = Fact(value=value, sure=not clash)
    if clash:
        others = [Candidate(value, 5, Place())] + ([head] if head else []) + ([Candidate(named, 1, Place(text=case.name))] if named else [])
        case.ask(_period_question(value, others, "period"))
    return kept


def _several(case: Case, kept: list[Line], own: Counter[str | None], head: Candidate | None, blank: int) -> list[Line]:
    """Lines of several months: with a month on top, the others are not this list's; without, each keeps its own."""
    value = head.value if head and head.kind not in ("span", "bare") and head.score >= 3 else None
    if value is None and (paid := _paid_period(case)):
        value = paid
    months = [Candidate(month or "", 1, Place()) for month in sorted(own, key=str)]
    if value is None and blank == 0:
        small = min(own.values()) < 0.2 * max(own.values())
        case.reading.periods = sorted(month for month in own if month)
        if small:
            value = own.most_common(1)[0][0]
        else:
            return kept
    if value in own:
        chosen = [line for line in kept if line.period in (value, None)]
        case.reading.period = Fact(value=value, places=[head.place] if head else [])
        sums = {abs(printed.amount) for table in case.tables for printed in table.printed}
        total, part = abs(sum(l.amount for l in kept)), abs(sum(l.amount for l in chosen))
        if part in sums and total not in sums and not blank:
            case.warn("other_months")
            return chosen
    else:
        chosen = kept
        case.reading.period = Fact(value=value)
    case.reading.periods = sorted(month for month in own if month)
    case.ask(_period_question(value, months, "several_months"))
    return chosen


def _paid_period(case: Case) -> str | None:
    found = set()
    for table in case.tables:
        index = table.walked.typed.roles.get("paid_period")
        if index is not None:
            rows = table.walked.typed.block.sheet.rows
            found |= {cell_period(rows[row.at][index]) for row in table.walked.people if index < len(rows[row.at])}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _settle_orgnr(case: Case, kept: list[Line]) -> list[Line]:
    best, rivals = settle(case.orgnrs)
    if best and any(line.orgnr for line in kept):
        for line in kept:
            line.orgnr = line.orgnr or best.value
    own = Counter(line.orgnr for line in kept if line.orgnr)
    if case.answers.orgnr:
        case.reading.orgnr = Fact(value=case.answers.orgnr, sure=True)
        return [line for line in kept if line.orgnr in (case.answers.orgnr, None)] if len(own) > 1 else kept
    if len(own) > 1 or (own and len(kept) > sum(own.values())):
        return _several_employers(case, kept, own)
    if own:
        value = next(iter(own))
        clash = bool(best and best.score >= 3 and best.value != value)
        case.reading.orgnr = Fact(value=value, sure=not clash)
        if clash:
            case.ask(_orgnr_question(value, [Candidate(value or "", 3, Place()), best] if best else []))
        return kept
    if best is None:
        case.warn("no_orgnr")
        if case.misprinted:
            case.ask(Question(code="orgnr", about="orgnr", places=case.misprinted))
        return kept
    case.reading.orgnr = Fact(value=best.value, sure=not rivals, places=[best.place])
    if rivals:
        case.ask(_orgnr_question(best.value, [best, *rivals]))
    return kept


def _orgnr_question(value: str | None, candidates: list[Candidate]) -> Question:
    choices = [Choice(value=c.value, label=c.place.text) for c in candidates]
    return Question(code="orgnr", about="orgnr", proposal=value or "", choices=choices, places=[c.place for c in candidates])


def _several_employers(case: Case, kept: list[Line], own: Counter[str | None]) -> list[Line]:
    known = case.register.orgnrs if case.register else set()
    wanted = [orgnr for orgnr in own if orgnr in known] or list(own)
    value = max(wanted, key=lambda orgnr: own[orgnr])
    case.reading.orgnr = Fact(value=value)
    choices = [Choice(value=o or "", count=n, total=sum(l.amount for l in kept if l.orgnr == o)) for o, n in own.most_common(50)]
    case.ask(Question(code="orgnr", about="orgnr", proposal=value or "", choices=choices))
    return [line for line in kept if line.orgnr == value]


def _mark_repeated(case: Case) -> None:
    groups: dict[tuple[str, str | None], list[Line]] = defaultdict(list)
    for line in case.reading.lines:
        groups[(_key(line), line.period)].append(line)
    case.reading.people = len({key for key, _ in groups})
    twice = 0
    for group in groups.values():
        if len(group) > 1:
            for line in group:
                line.marks = [*line.marks, "repeated"]
            names = {frozenset(fold(line.name).split()) for line in group if line.name}
            if len(names) > 1 and not any(one & other for one in names for other in names if one is not other):
                case.ask(Question(code="same_people", about="accepted", places=[Place(sheet=l.sheet, row=l.row, text=l.name) for l in group[:6]]))
            if len(group) > len({line.amount for line in group}):
                case.warn("printed_twice")
                twice += 1
    if twice >= max(2, case.reading.people * 0.5):
        case.ask(Question(code="printed_twice", about="accepted", values={"count": str(twice)}))


def _check(case: Case) -> None:
    lines = case.reading.lines
    case.checked = check_totals(case.tables, {id(line) for line in lines})
    case.reading.control_totals, case.reading.total_fits = case.checked.totals, case.checked.fits
    if case.checked.misfit:
        case.warn("total_mismatch")
        printed = case.checked.misfit
        case.ask(
            Question(
                code="total_mismatch", about="accepted", proposal="total_mismatch", places=[printed.place],
                values={"printed": str(printed.amount), "read": str(case.reading.total)},
            )  # fmt: skip
        )
    if not any(line.national_id for line in lines):
        case.warn("no_ids")
    if any("invalid_id" in line.marks for line in lines):
        case.warn("invalid_ids")
    for note in case.notes:
        if note == "silent_pages":
            case.ask(Question(code="silent_pages", about="accepted"))
        elif note == "formulas":
            if any(table.blank for table in case.tables):
                case.ask(Question(code="formulas", about="accepted"))
        else:
            case.warn(note)


def _above_the_sum(case: Case, kept: list[Line]) -> list[Line]:
    """People below a table's last sum are often those who were not deducted."""
    below: list[Line] = []
    for table in case.tables:
        grand = [printed for printed in table.printed if printed.grand and printed.after]
        last = max((printed.after for printed in table.printed), default=0)
        if grand and last < len(table.lines):
            below += table.lines[last:]
    aside = {id(line) for line in below}
    rest = [line for line in kept if id(line) not in aside]
    if not below or len(rest) == len(kept) or case.answers.below_total:
        return kept
    if case.answers.below_total is None:
        places = [Place(sheet=line.sheet, row=line.row, text=line.name) for line in below[:20]]
        case.ask(Question(code="after_total", about="below_total", proposal="no", places=places))
    return rest


def _column_questions(case: Case) -> None:
    for table in case.tables:
        for code in [*table.walked.typed.doubts, *table.pick.doubts]:
            if code == "scale" and case.answers.scale:
                continue
            case.ask(_column_question(code, table))


def _signs_apart(table: Collected) -> bool:
    """Debit and credit, plus and minus, in a column of their own."""
    for profile in table.walked.typed.profiles:
        values = {str(value).strip().casefold() for value in profile.values[:500]}
        if len(values) > 1 and values <= {"d", "k", "c", "+", "-", "debet", "kredit", "debit", "credit"}:
            return True
    return False


def _column_question(code: str, table: Collected) -> Question:
    typed = table.walked.typed
    if code in ("id_column", "broken_ids"):
        chosen = typed.roles.get("national_id")
        choices = [Choice(value=str(p.index), label=p.heading, samples=p.samples) for p in typed.profiles if p.ids or p.index == chosen]
        return Question(code=code, about="columns", proposal="" if chosen is None else str(chosen), choices=choices)
    if code == "scale":
        return Question(code=code, about="scale", proposal="ore", choices=[Choice(value="kroner"), Choice(value="ore")])
    first = typed.block.sheet.first_column
    choices = [
        Choice(
            value=str(money.index), label=money.heading or column_letter(money.index + first),
            samples=typed.profiles[money.index].samples, total=sum(ore or 0 for ore in money.ore),
        )  # fmt: skip
        for money in table.pick.monies
    ]
    return Question(code=code, about="columns", proposal="+".join(map(str, table.pick.columns)), choices=choices)


def _row_questions(case: Case) -> None:
    if any(table.foreign for table in case.tables):
        case.ask(Question(code="currency", about="accepted"))
    if any(_signs_apart(table) for table in case.tables):
        case.ask(Question(code="sign", about="sign", proposal="as_printed"))
    odd = [place for table in case.tables for place in table.odd]
    unread = [place for table in case.tables for place in table.unread]
    remarks = [place for table in case.tables for place in table.remarks]
    if odd and not case.checked.grand_fits:
        case.ask(Question(code="odd_rows", about="accepted", places=odd[:20]))
    if unread:
        case.ask(Question(code="unread", about="accepted", places=unread[:20]))
    if remarks:
        case.ask(Question(code="row_remarks", about="accepted", places=remarks[:20]))
