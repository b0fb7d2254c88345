"""A bank's list of payments, each with a message: «Fellesforbundet  645,88» over or beside «Kontingent Kari Olsen»."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from app.intake.amounts import to_ore
from app.intake.below import is_money
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import WHO_ROLES, fold, is_total, role_of
from app.intake.heads import is_heading
from app.intake.ids import is_valid
from app.intake.letter import Named, named_in
from app.intake.months import find_months
from app.intake.unions import names_a_union

_HEADS: list[Cell] = ["Mottaker", "Periode", "Navn", "Fødselsnummer", "Ansattnr", "Medlemsnr", "Trukket beløp"]
_FEWEST = 3
_LOOKED_AT = 60
"""Rows: where payments are listed the first of them stands on the first page."""
_LONGEST, _MOST_LINES = 160, 3
"""Letters and lines of a message."""
_LABEL = re.compile(r"^(?:melding|meld|msg|message|tekst|info)\b[^:]{0,20}:\s*", re.I)
_SHORT = re.compile(r"\b[A-ZÆØÅ]{2,4}\b(?=.*[^\W\d_][a-zæøå])")
"""«FF 10/2026 medl 4546665 Astrid Brekke»: no part of the name."""
_OWN_REFERENCE = re.compile(r"(?:ans|lønn|emp|tils)\w*\.? ?(?:n\w*\.?)? ?(\d{1,8})", re.I)
"""«Ans 1016» in a column of the payer's own references."""
_MASKED = re.compile(r"\b\d{6}[ -]?[*•]{5}")
_ACCOUNT = re.compile(r"\d{4}[ .]\d\d[ .]\d{5}|NO\d\d(?: ?\d{4}){2} ?\d{3}|\d{11}")
_DUES = re.compile(
    r"\b(?:fagf\w*\.? ?|lønns|medlems)?(?:kontingent|trekk|kont\b\.?)(?!\w)|\bfagforening\b|"
    r"\bunion (?:dues|fee)\b|\bdues\b",
    re.I,
)


@dataclass(slots=True)
class _Payment:
    """One payment: who got it, how much as printed, and the person of its message, if it names one."""

    payee: str
    amount: str
    message: str
    named: Named | None
    below: int = 0
    """How many of the next rows are its message."""

    @property
    def months(self) -> set[str]:
        return {found.period for found in find_months(self.message) if found.kind == "month"}

    def row(self, month: str) -> list[Cell]:
        """`month`: what the message says, or those of all others."""
        if self.named is None:
            return [self.payee, "", self.message, "", "", "", self.amount]
        one = self.named
        return [self.payee, month, one.name, one.id, one.employee, one.member, self.amount]


def with_payments(sheet: Sheet) -> Sheet:
    """The sheet itself, unless most payments on it have a person in their message: these then are its rows."""
    first_rows = range(min(len(sheet.rows), _LOOKED_AT))
    if sum(any(_is_account(text_of(cell).strip()) for cell in sheet.parts(n)) for n in first_rows) < _FEWEST:
        return sheet
    heads = _heads(sheet)
    column = heads.index("amount") if "amount" in heads else None
    beside = not WHO_ROLES & set(heads)  # a list with columns of its own for who it is has no need of messages
    found = {n: payment for n in range(len(sheet.rows)) if (payment := _payment(sheet, n, column, beside=beside))}
    people = [payment for payment in found.values() if payment.named]
    if len(people) < max(_FEWEST, len(found) * 0.6):
        return sheet
    first = min(found)
    messages = {n + k for n, payment in found.items() for k in range(1, payment.below + 1)}
    foreign = _sums_of_others(list(found.values()))
    spoken = {month for payment in people for month in payment.months}
    made = sheet.emptied()
    for n, row in enumerate(sheet.rows):
        kept: list[Cell] = []
        if n == first:
            made.add(_HEADS, sheet.numbers[n])
        if n in found:
            own = found[n].months or spoken
            kept = found[n].row(min(own) if len(own) == 1 else "") if found[n].named else []
        elif n in messages or (is_heading(row) and n >= first - 3):
            kept = []  # a message, or heads that stand over both
        elif n < first:
            kept = list(sheet.parts(n))
        elif not (kept := _sum(sheet.parts(n))):
            kept = [" ".join(map(text_of, sheet.parts(n)))]  # under none of the heads made here
        elif _ore(kept[-1]) in foreign:
            kept = []
        made.add(kept, sheet.numbers[n])
    made.hidden_rows = frozenset(n + (n >= first) for n in sheet.hidden_rows)
    made.struck = {n + (n >= first): cells for n, cells in sheet.struck.items()}
    return made


def _sums_of_others(payments: list[_Payment]) -> set[int]:
    """Øre of the sums of each payee who gets nothing for a person, of all but one payee, and of all payments where
    some are nobody's: taxes and pensions, which the people's amounts do not add up to."""
    to_each: Counter[str] = Counter()
    for one in payments:
        to_each[fold(one.payee)] += _ore(one.amount)
    named = {fold(one.payee) for one in payments if one.named}
    everything = to_each.total()
    sums = {paid for payee, paid in to_each.items() if payee not in named}
    sums |= {everything - paid for paid in to_each.values()} | ({everything} if len(to_each) > len(named) else set())
    return sums - {to_each[payee] for payee in named}


def _ore(amount: Cell) -> int:
    return to_ore(amount, None) or 0


def _heads(sheet: Sheet) -> list[str | None]:
    """The roles of the heads in the row that names «Beløp», by columns; nothing where there are no heads."""
    for row in sheet.rows[:_LOOKED_AT]:
        roles = [role_of(cell) if isinstance(cell, str) else None for cell in row]
        if sum(bool(cell) for cell in row) > 2 and "amount" in roles:
            return roles
    return []


def _amounts(row: list[Cell], column: int | None) -> list[str]:
    """As printed, or with two decimals; only what stands under the head of amounts, where that is one."""
    found = {k: amount for k, cell in enumerate(row) if (amount := _printed(cell))}
    return [found[column]] if column in found else list(found.values())


def _printed(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip() if is_money(cell.strip()) else ""
    return f"{cell:.2f}" if isinstance(cell, int | float) else ""


def _payment(sheet: Sheet, n: int, column: int | None, *, beside: bool) -> _Payment | None:
    """The payment on row `n`: an account, a payee and one amount, with its message beside them or on the next row."""
    parts = [text_of(cell).strip() for cell in sheet.parts(n)]
    amounts = _amounts(sheet.parts(n) if n in sheet.segments else sheet.rows[n], column)
    if len(amounts) != 1 or not 0 < sum(map(_is_account, parts)) < 3 or is_total(parts[0]):
        return None
    payee = next((part for part in parts if re.search(r"[^\W\d_]{3}", part)), "")
    to_union = names_a_union(payee)
    for message in parts if beside else []:
        told = _DUES.search(message) or (to_union and re.search(r"\d", message))
        if message != payee and told and (one := _person(message, amounts[0])):
            own = next((found[1] for part in parts if (found := _OWN_REFERENCE.fullmatch(part))), "")
            return _Payment(payee, amounts[0], message, replace(one, employee=one.employee or own))
    below = _message(sheet, n)
    for size in range(len(below), 0, -1):
        message = _LABEL.sub("", " ".join(below[:size]))
        if 3 < len(message) < _LONGEST and (one := _person(message, amounts[0])):
            return _Payment(payee, amounts[0], message, one, size)
    return _Payment(payee, amounts[0], _LABEL.sub("", "".join(below[:1])), None, len(below[:1]))


def _message(sheet: Sheet, n: int) -> list[str]:
    """The lines below the payment on row `n` that may be its message: none of another payment's, and no sum."""
    lines: list[str] = []
    for row in range(n + 1, min(n + 1 + _MOST_LINES, len(sheet.rows))):
        parts = [text_of(cell).strip() for cell in sheet.parts(row)]
        if not parts or any(map(_is_account, parts)) or is_total(parts[0]):
            break
        lines.append(" ".join(parts))
    return lines


def _is_account(text: str) -> bool:
    """Eleven digits without points are an account's where they are no person's."""
    return bool(_ACCOUNT.fullmatch(text)) and not is_valid(text)


def _person(message: str, amount: str) -> Named | None:
    """«Kontingent september 2026 ansnr 326 Frode Fjeldstad fnr 0988…»: whoever is left without month and kind."""
    masked = _MASKED.search(message)
    text = _MASKED.sub(" ", message)
    for found in find_months(message):
        text = re.sub(rf"\s*{re.escape(found.text)}\s*", " ", text, flags=re.I)
    text = _SHORT.sub(" ", _DUES.sub(" ", text))
    one = named_in(f"{' '.join(text.split())} | kr {amount}")
    return replace(one, id=masked[0]) if one and masked and not one.id else one


def _sum(parts: list[Cell]) -> list[Cell]:
    """«SUM MOTTAKER  FELLESFORBUNDET  19  11.008,15», with the amount below the others."""
    texts = [_printed(part) or text_of(part).strip() for part in parts]
    amounts = [text for text in texts if is_money(text)]
    label = " ".join(text for text in texts if not (is_money(text) or text.isdigit() or _is_account(text)))
    if not amounts or not is_total(label):
        return []
    return [label, *[""] * (len(_HEADS) - 2), amounts[-1]]
