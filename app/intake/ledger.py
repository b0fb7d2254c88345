"""The print of the account that dues are booked on («2786 Skyldig kontingent»): each person's entry becomes a row."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from app.intake.amounts import decimal_mark, to_ore
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import fold, role_of
from app.intake.kinds import is_unrelated
from app.intake.month_names import NAMES
from app.intake.months import cell_period, find_months
from app.intake.owners import SUFFIX

_DEBIT = re.compile(r"debe?t|debit|dr")
_SIGNED = re.compile(r"belop|amount|sum")
_CREDIT = re.compile(r"kredit|credit|cr")
_SIDE = re.compile(r"(?P<side>[a-z]+)(?: ?(?:belop|amount|nok|kr))?")
_BALANCE = re.compile(r"saldo|balanse|balance")
_TEXT = re.compile(r"(?:\w+ )?\w*tekst\w*|\w*beskrivelse|forklaring|\w*text|\w*description|narrative|details?")
_WHO = ("name", "first_name", "last_name", "employee_no")
_NUMBER = re.compile(r"\b(?:ansatt|tilsett|employee|emp|ans)(?: ?n(?:r|o|um\w*))?\W*$")
"""«Dim 2 (ansatt)», «Ansattnr»."""
_PAYEE = re.compile(
    r"(?:kreditor|mottaker|leverandor|forbund|fag ?forening|organisasjon|union|payee|creditor)(?: ?navn)?|"
    r"konto ?(?:navn|tekst|betegnelse)|account (?:name|description)"
)
_ACCOUNT_HEAD = re.compile(r"konto|account")
_OF_DUES = re.compile(
    r"fag ?foren|fag ?forb|fagf\b|union dues|trade union|forbund|(?:skyldig|trukke[nt]|trekk)\w* .*kontingent"
)
_OF_OTHERS = re.compile(r"reskontro|leverandor|kunde|supplier|vendor|customer|\bbank|arbeidsgiver\w* ?andel")
_ACCOUNT = re.compile(r"(?:(?:konto|kto|account)\.?(?: ?n\w+)?:? ?(\d)\d{3,5}\b|(\d)\d{3} +[^\W\d_]).*", re.I)
_RANGE = re.compile(r"[^\d]*\d{4,6} ?(?:-|–|—|til) ?\d{4,6}", re.I)
_SIDES = (("debit", _DEBIT), ("credit", _CREDIT), ("balance", _BALANCE), ("signed", _SIGNED))
_PAYMENT = re.compile(r"\bkid\b|betal|\bbet\b|\bremit|overfor|\boppgjor|\bpaid\b|payment")
_TO_PEOPLE = re.compile(r"\b(?:tilbake|etter|refu|korr|rett)|\bans|\bmedarb|\bemp")
_NOBODY = re.compile(r"^(?:inn|ut)gaende|^sum(?:mer|ma)?\b|^total|saldo|balance|^[iu]b\b|bevegelse|movement")
_CARRIED = re.compile(
    r"(?:overfor(?:es|t)|transport|(?:carried|brought) forward)(?: (?:fra|til)(?: (?:forrige|neste))? side(?: \d+)?)?"
)
"""What stands at the foot of a page and again on top of the next: «Overføres», «Overført»."""
_IN_ORE = re.compile(r"\d[.,]\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’\-]*(?:[.'’\-][^\W\d_]+)*\.?")
_CODED = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w+\b")
"""«LK8B» in front of a name."""
_OWN_WORD = re.compile(
    r"\w*trekk|trukke[nt]|trekt|kontingent\w*|fagf\w*|\w*forbund\w*|lonns?(?:trekk|kjoring)?|korr(?:eksjon)?|korrigert|"
    r"rett(?:ing|et|else)|tilb\w*|fort|refu(?:sjon|ndert)|etter(?:betal\w*|slep)|ans(?:att\w*)?|medarbeider\w*|medlem\w*|"
    r"nr|union|dues|deduct\w*|pay(?:roll)?|wages?|salary|employee|emp|correction|periode|mnd|maned|uke|avd|fra|til|for"
)
_NUMBER_BEHIND = re.compile(
    r" *[(\[](?:[^\W\d_]+\.? ?)*(\d{1,8})[)\]]|,? (?:ans\w*|nr)\.? ?(?:nr\.? ?)?(\d{1,8})\b", re.I
)
_MEMBER = re.compile(r"\b(?:medl\w*|member\w*)\.? ?(?:n\w*)?\W{0,3}(\d{3,9})\b", re.I)
_TOP = 500
"""Rows: further down no ledger has its first heads, and few lists are ledgers."""
_PARTICLES = ("van", "von", "der", "den", "de", "af", "av", "al", "el", "bin", "del", "di", "da", "dos", "la")


@dataclass(slots=True)
class _Entry:
    """One booking: øre on either side, and whose it is."""

    at: int
    debit: int
    credit: int
    text: str
    number: str = ""
    name: str = ""
    national_id: Cell = ""
    payee: Cell = ""

    @property
    def member_no(self) -> str:
        """«Lønn 09-2026 Ff medl.nr 3754128»"""
        found = _MEMBER.search(self.text)
        return found[1] if found else ""

    @property
    def rest(self) -> str:
        """The text without the person."""
        own = {*fold(self.name).split(), self.number}
        return " ".join(word for word in fold(self.text).split() if word not in own)


@dataclass(slots=True)
class _Account:
    """The columns of the print and what stands in it."""

    debit: int
    credit: int
    balance: int | None
    words: list[int]
    person: list[int] = field(default_factory=list)
    """The dimension that holds the employees: their numbers, or «1012 Solveig Solbakken»."""
    ids: int | None = None
    """The column of national ids, which payroll may have added."""
    payee: int | None = None
    """The column that says which union each entry is for."""
    signed: bool = False
    """Whether both sides stand in one column, credit with a minus."""
    entries: list[_Entry] = field(default_factory=list)
    sums: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By row: the printed sums of both sides."""
    balances: list[int] = field(default_factory=list)
    """The balances that each account opens and closes with."""


def with_ledger(sheet: Sheet) -> Sheet:
    """The sheet as a list of the people's entries, credit as what was deducted and debit as given back.

    Another account than that of dues is let be; several of dues are sections of one list.  Where all that is booked
    is explained and adds up to the printed sums the column is headed «Trukket», otherwise in words that nobody takes
    without asking.
    """
    if not any(map(_heads, sheet.rows[:_TOP])):
        return sheet
    found = [(n, account) for n, row in enumerate(sheet.rows) if (account := _heads(row))]
    if len({(one.debit, one.credit) for _, one in found}) > 1:
        return sheet
    head, account = found[0]
    accounts = _accounts(sheet)
    if not _is_of_dues(sheet, head, accounts, account.payee):
        return sheet
    _fill(account, sheet, [n for n, _ in found])
    people = [entry for entry in account.entries if entry.name]
    if len(people) < 2 or not any(entry.credit for entry in people):
        return sheet
    above = (found for row in sheet.rows[:head] for cell in row for found in find_months(text_of(cell)))
    several = len(set(accounts.values()) or {entry.payee for entry in account.entries}) > 1
    plain = _adds_up(account, {int(one.period[-2:]) for one in above}, several=several)
    months = {one.period for entry in people for one in find_months(entry.text) if one.kind == "month"}
    month: list[Cell] = [*months] if len(months) == 1 else []
    booked = _booked_in(sheet, head, people)
    heads: list[Cell] = ["Ansattnr", "Navn", "Trukket" if plain else "Kredit minus debet"]
    heads += ["Gjelder måned"] if month or booked else []  # «Lønn mars 2026» is booked in April
    heads += ["Fødselsnummer"] if account.ids is not None else []
    heads += ["Forbund"] if account.payee is not None else []
    members = any(one.member_no for one in people)
    heads += ["Medlemsnr"] if members else []
    rows: list[list[Cell]] = [*sheet.rows[:head], heads]
    sections = {n: text for n, text in accounts.items() if n > head} if len(set(accounts.values())) > 1 else {}
    body: dict[int, list[Cell]] = {n: [text] for n, text in sections.items()}
    for one in people:
        own = [one.national_id] if account.ids is not None else []
        own += [one.payee] if account.payee is not None else []
        own += [one.member_no] if members else []
        body[one.at] = [one.number, one.name, (one.credit - one.debit) / 100, *(booked.get(one.at, month)), *own]
    body |= _sums_of_people(account, people) if plain else {}
    rows += [body[n] for n in sorted(body)]
    numbers = [*sheet.numbers[: head + 1], *(sheet.numbers[n] for n in sorted(body))]
    made = Sheet(sheet.name, rows, numbers, hidden=sheet.hidden)
    made.segments = {n: parts for n, parts in sheet.segments.items() if n < head}
    made.lefts = {n: lefts for n, lefts in sheet.lefts.items() if n < head}
    return made


def _booked_in(sheet: Sheet, head: int, people: list[_Entry]) -> dict[int, list[Cell]]:
    """By row the month of its column of periods, where the people's entries are of several; otherwise nothing."""
    k = next((k for k, cell in enumerate(sheet.rows[head]) if role_of(text_of(cell)) == "period"), None)
    if k is None:
        return {}
    months = {one.at: cell_period(sheet.rows[one.at][k]) for one in people if k < len(sheet.rows[one.at])}
    if None in months.values() or len(set(months.values())) < 2 or len(months) < len(people):
        return {}
    return {at: [month or ""] for at, month in months.items()}


def _sums_of_people(account: _Account, people: list[_Entry]) -> dict[int, list[Cell]]:
    """The printed sums by their rows, the payments taken off."""
    sums: dict[int, list[Cell]] = {}
    for start, end in pairwise([-1, *sorted(account.sums)]):
        own = [entry.credit - entry.debit for entry in people if start < entry.at < end]
        if own:
            sums[end] = ["Til sammen", "", sum(own) / 100]
    return sums


def _accounts(sheet: Sheet) -> dict[int, str]:
    """The rows that head an account, «2651 Trukket kontingent NITO»."""
    lines = {n: " ".join(map(text_of, sheet.parts(n))) for n in range(len(sheet.rows))}
    heads = {n: line for n, line in lines.items() if len(line) < 100 and _ACCOUNT.fullmatch(line)}
    # neither «2651 IB 01.09.2026 … -5797,85» nor «Konto: 2651 - 2652», and no client «1187 Hegg Rør AS»
    return {
        n: line
        for n, line in heads.items()
        if not (_IN_ORE.search(line) or _RANGE.fullmatch(line) or re.search(rf"\b{SUFFIX}\b", line))
    }


def _is_of_dues(sheet: Sheet, head: int, accounts: dict[int, str], named_in: int | None) -> bool:
    """Accounts of debt (2…) by their numbers, all called that of a union's dues; no customers, suppliers or bank.

    `named_in`: the column that says each entry's account, or payee.
    """
    found = [one for line in accounts.values() if (one := _ACCOUNT.fullmatch(line))]
    if any((one[1] or one[2]) != "2" for one in found):
        return False
    above = [fold(text) for text in (sheet.name, *(" ".join(map(text_of, sheet.parts(n))) for n in range(head)))]
    names = set(accounts.values())
    if not names and named_in is not None and _ACCOUNT_HEAD.match(fold(text_of(sheet.rows[head][named_in]))):
        names = {text_of(_cell(row, named_in)) for row in sheet.rows[head + 1 :]} - {""}
    called = [bool(_OF_DUES.search(fold(name))) for name in names]
    named = all(called) if called else any(_OF_DUES.search(text) for text in above)
    return named and not any(_OF_OTHERS.search(text) for text in above)


def _heads(row: list[Cell]) -> _Account | None:
    """«Bilag | Dato | Tekst | Debet | Kredit | Saldo», or «Beløp | Saldo», in any order."""
    if not any(isinstance(cell, str) and cell.lstrip()[:1] in ("d", "D", "s", "S", "b", "B") for cell in row):
        return None  # no «Debet» and no «Saldo»: most rows of a long list end here
    sides = sides_of(row)
    signed = {"signed", "balance"} <= sides.keys() and not {"debit", "credit"} & sides.keys()
    if signed:
        sides["debit"] = sides["credit"] = sides["signed"]
    if "debit" not in sides or "credit" not in sides:
        return None
    words: list[int] = []
    taken = False
    for k, cell in enumerate(row):
        if text := fold(text_of(cell)):
            taken = bool(_TEXT.fullmatch(text)) or role_of(text_of(cell)) in _WHO
        words += [k] if taken else []  # a print parts the text into columns without heads
    if not words:
        return None
    if words[0] and row[words[0] - 1] == "":
        words.insert(0, words[0] - 1)  # «00103 | Olsen, Kari», parted by a print
    number = next((k for k, cell in enumerate(row) if _NUMBER.search(fold(text_of(cell)))), len(row))
    end = next((k for k in range(number + 1, len(row)) if row[k] != ""), len(row))
    ids = next((k for k, cell in enumerate(row) if role_of(text_of(cell)) == "national_id"), None)
    payee = next((k for k, cell in enumerate(row) if _PAYEE.fullmatch(fold(text_of(cell)))), None)
    return _Account(
        debit=sides["debit"],
        credit=sides["credit"],
        balance=sides.get("balance"),
        words=[k for k in words if k not in (ids, payee)],
        person=list(range(number, end)),
        ids=ids,
        payee=payee,
        signed=signed,
    )


def sides_of(row: list[Cell]) -> dict[str, int]:
    """Where «debit», «credit», «balance» and «signed» (both sides in one) stand in a row of heads."""
    sides: dict[str, int] = {}
    for k, cell in enumerate(row):
        side = found["side"] if isinstance(cell, str) and (found := _SIDE.fullmatch(fold(cell))) else ""
        for name, pattern in _SIDES:
            if side and pattern.fullmatch(side):
                sides[name] = k
    return sides


def _fill(account: _Account, sheet: Sheet, heads: list[int]) -> None:
    body = [n for n in range(heads[0] + 1, len(sheet.rows)) if n not in heads]
    cells = [(n, _cell(sheet.rows[n], account.debit), _cell(sheet.rows[n], account.credit)) for n in body]
    texts = [cell for _, *both in cells for cell in both if isinstance(cell, str)]
    mark, in_ore = decimal_mark(texts), any(map(_IN_ORE.search, texts))
    for n, *both in cells:
        sides = ("" if in_ore and isinstance(cell, str) and not _IN_ORE.search(cell) else cell for cell in both)
        debit, credit = (to_ore(cell, mark) or 0 for cell in sides)  # «Side 2» over the column is no amount
        if account.signed:
            debit, credit = max(debit, 0), max(-credit, 0)
        row = sheet.rows[n]
        words = [text_of(cell).strip() for k in account.words if (cell := _cell(row, k)) != ""]
        text = " ".join(words)
        first = fold(text or " ".join(map(text_of, sheet.parts(n))))
        if _CARRIED.fullmatch(first):
            continue
        if _NOBODY.search(first):
            if debit or credit:
                account.sums[n] = (debit, credit)
            elif account.balance is not None and (balance := to_ore(_cell(row, account.balance), mark)) is not None:
                account.balances.append(balance)
        elif debit or credit:
            entry = _Entry(n, debit, credit, text)
            own = " ".join(text_of(_cell(row, k)) for k in account.person).strip()
            if own and all(found := _person(own, alone=True)):
                entry.number, entry.name = found
            elif not _PAYMENT.search(first) or _TO_PEOPLE.search(first):
                entry.number, entry.name = _person(text)
                entry.number = own if own.isdecimal() else entry.number
            entry.national_id = _cell(row, account.ids) if account.ids is not None else ""
            entry.payee = _cell(row, account.payee) if account.payee is not None else ""
            account.entries.append(entry)
    named = [entry for entry in account.entries if entry.name]
    if len({entry.name.split()[0] for entry in named}) == 1 and len(named) > 2:
        for entry in named:  # «April Ola Berg», «Organisasjonsfradrag Ola Berg»
            entry.name = entry.name.partition(" ")[2]


def _cell(row: list[Cell], k: int) -> Cell:
    return row[k] if k < len(row) else ""


def _person(text: str, *, alone: bool = False) -> tuple[str, str]:
    """(number, name) in «Trekk april ans. 15 Ola Berg», «Lønn juni: Berg, Ola K. (16) fagf.trekk»: the longest name."""
    text = _CODED.sub(lambda code: " " * len(code[0]), text)
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        last = runs[-1][-1] if runs[-1] else None
        between = text[last.end() : word.start()] if last else ""
        if not _may_be_name(word[0], bool(last)):
            runs.append([])
            continue
        if last and between.strip() not in ("", ","):
            runs.append([])
        runs[-1].append(word)
    run = max(runs, key=len)
    while run and run[-1][0][:1].islower() and "," not in text[run[0].start() : run[-1].start()]:
        run = run[:-1]
    if len(run) < 2:
        return "", ""
    name = text[run[0].start() : run[-1].end()]
    before = re.search(r"(?<![\d.,])(\d{1,8})[ ,:–-]*$", text[: run[0].start()])
    behind = _NUMBER_BEHIND.match(text[run[-1].end() :])
    number = (behind[1] or behind[2]) if behind else before[1] if before and (alone or not _is_year(before[1])) else ""
    return number, name


def _may_be_name(word: str, inside: bool) -> bool:
    """«Fagf.trekk» is none, as little as «Fagf» and «trekk»."""
    if not word[:1].isupper():
        return inside and word in _PARTICLES
    return not any(map(_OWN_WORD.fullmatch, fold(word).split()))


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"20[2-4]\d", text))


def _adds_up(account: _Account, months: set[int], *, several: bool) -> bool:
    """All is a person's or a payment, the printed sums are those of the entries, and no other month is spoken of.

    Where nothing is summed up the balances tell as much, if there are any.  `several`: accounts.
    """
    people = [entry for entry in account.entries if entry.name]
    if not all(_is_plain(entry) for entry in people) or not (account.sums or account.balances or account.signed):
        return False
    names = [set(fold(entry.name).split()) for entry in people]
    for payment in (entry for entry in account.entries if not entry.name):
        text = fold(payment.text)
        settles = payment.debit in map(abs, account.balances)  # «Fellesforbundet kontingent 09/2026»: what was owed
        if payment.credit or not (settles or _PAYMENT.search(text)) or _TO_PEOPLE.search(text):
            return False
        if any(name <= set(text.split()) for name in names):
            return False
    deducted = {(entry.number, fold(entry.name)): entry.credit for entry in people if entry.credit}
    if any(entry.debit > deducted.get((entry.number, fold(entry.name)), 0) for entry in people):
        return False
    spoken = {NAMES[word] for entry in people for word in entry.rest.split() if word in NAMES}
    whole = (sum(entry.debit for entry in account.entries), sum(entry.credit for entry in account.entries))
    summed = all(one == whole for one in account.sums.values())
    summed = summed or (several and _are_parts(whole, list(account.sums.values())))
    if not account.sums and account.balances:
        summed = _is_between(whole, account.balances)
    return len(spoken) < 2 and spoken <= months and summed


def _is_between(whole: tuple[int, int], balances: list[int]) -> bool:
    """Whether what is booked leads from the balance that each account opens with to the one it closes with."""
    moved = sum(balances[1::2]) - sum(balances[::2])
    return len(balances) % 2 == 0 and moved == whole[0] - whole[1]


def _are_parts(whole: tuple[int, int], sums: list[tuple[int, int]]) -> bool:
    """The sums of several accounts, which make the whole together."""
    return (sum(debit for debit, _ in sums), sum(credit for _, credit in sums)) == whole


def _is_plain(entry: _Entry) -> bool:
    """A person with a number and two names, and an amount on one side; no canteen or loan in its text."""
    one_side = min(entry.debit, entry.credit) == 0 < max(entry.debit, entry.credit)
    return bool(one_side and entry.number and " " in entry.name.strip() and not is_unrelated(entry.rest))
