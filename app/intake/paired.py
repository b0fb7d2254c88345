"""Two printed lines per person under two lines of heads: laid beside each other before columns are sought."""

import re
from dataclasses import replace

from app.intake.headings import role_of
from app.intake.words import PrintLine, Word, phrases

_ID = re.compile(r"(?:\d{11}|\d{6}[ .\-]?(?:\d{5}|[*xX•]{5}))$")
_ORE = re.compile(r"[-−(]?\d[\d.' ]*[.,]\d\d\)?[-−]?$")
_WORD = re.compile(r"[^\W\d_]{2}")
_WHO = {"name", "first_name", "last_name", "employee_no", "national_id", "birth_date", "member_no"}
_AMOUNTS = {"amount", "part"}
_FEWEST, _SHARE = 2, 0.9


def paired(lines: list[PrintLine], space: float) -> list[PrintLine]:
    """The lines themselves, unless a line of heads with persons' words stands over another, and the people's too.

    One of a person's lines bears the id and no amount, the other the amounts and no id.
    """
    if lifted := _with_ids_lifted(lines, space):
        return lifted
    heads = next((n for n in range(len(lines) - 1) if _are_heads(lines[n], lines[n + 1], space)), None)
    if heads is None:
        return lines
    ids = [n for n, line in enumerate(lines) if n > heads and _has_id(line)]
    below = [n for n in ids if n + 1 < len(lines) and _bears(lines[n + 1])]
    above = [n - 1 for n in ids if _bears(lines[n - 1]) and not _in_words(lines[n])]
    if len(ids) < _FEWEST or any(_has_money(lines[n]) for n in ids):
        return lines
    enough = max(_FEWEST, len(ids) * _SHARE)
    if len(above) >= enough and "national_id" in _roles(lines[heads + 1], space):
        return _beside(lines, heads, set(above), moved=False)
    if len(below) >= enough and _roles(lines[heads + 1], space) & _AMOUNTS:
        return _beside(lines, heads, set(below), moved=True)
    return lines


def _with_ids_lifted(lines: list[PrintLine], space: float) -> list[PrintLine] | None:
    """«771  Berntsen, Rasa  Kontingent  499,20» over «548964 38223  Forsikring  117,00»: the id belongs to the name.

    Where it stands alone on its line everywhere, others take care of it.
    """
    ids = [n for n, line in enumerate(lines) if _has_id(line)]
    under = [n for n in ids if n and _is_under_name(lines[n - 1], lines[n], space)]
    if len(under) < max(_FEWEST, len(ids) * _SHARE) or not any(_has_money(lines[n]) for n in under):
        return None
    width = max(word.right for line in lines for word in line.words) * 1.05
    moved = {n: lines[n].words[0] for n in under}
    made: list[PrintLine] = []
    for n, line in enumerate(lines):
        words = line.words[1:] if n in moved else [*line.words]
        if number := moved.get(n + 1):
            words.append(replace(number, left=number.left + width, right=number.right + width))
        if words:
            made.append(replace(line, words=words))
    return made


def _is_under_name(above: PrintLine, line: PrintLine, space: float) -> bool:
    """Whether the line begins with an id right below a name, on a line with an amount."""
    first = line.words[0]
    over = [word for word in above.words if abs(word.left - first.left) <= space and _WORD.search(word.text)]
    return bool(over and _ID.match(first.text) and _bears(above))


def _are_heads(one: PrintLine, other: PrintLine, space: float) -> bool:
    if any(letter.isdigit() for line in (one, other) for word in line.words for letter in word.text):
        return False
    first, second = _roles(one, space), _roles(other, space)
    both = first | second
    return bool(first & _WHO and second and both & _AMOUNTS and both & {"national_id", "birth_date"})


def _roles(line: PrintLine, space: float) -> set[str]:
    texts = [word.text for word in line.words] + [part.text for part in phrases(line.words, space)]
    return {role for text in texts if (role := role_of(text))}


def _has_id(line: PrintLine) -> bool:
    return any(_ID.match(word.text) for word in line.words)


def _has_money(line: PrintLine) -> bool:
    return any(_ORE.match(word.text) for word in line.words)


def _bears(line: PrintLine) -> bool:
    return _has_money(line) and not _has_id(line)


def _in_words(line: PrintLine) -> bool:
    return any(_WORD.search(word.text) for word in line.words)


def _beside(lines: list[PrintLine], heads: int, firsts: set[int], *, moved: bool) -> list[PrintLine]:
    """Each pair as one line.  `moved`: the amounts stand on the second lines; so do those of sums and corrections."""
    width = max(word.right for line in lines for word in line.words) * 1.05
    titles = [_text(lines[heads]), _text(lines[heads + 1])]
    made: list[PrintLine] = []
    n = 0
    while n < len(lines):
        line = lines[n]
        if n in firsts or [_text(one) for one in lines[n : n + 2]] == titles:
            made.append(replace(line, words=line.words + _shifted(lines[n + 1], width)))
            n += 2
            continue
        made.append(replace(line, words=_shifted(line, width)) if moved and n > heads and _bears(line) else line)
        n += 1
    return made


def _text(line: PrintLine) -> str:
    return " ".join(word.text for word in line.words)


def _shifted(line: PrintLine, by: float) -> list[Word]:
    return [replace(word, left=word.left + by, right=word.right + by) for word in line.words]
