"""Two printed lines per person under two lines of heads: laid beside each other before columns are sought."""

import re
from dataclasses import replace

from app.intake.headings import WHO_ROLES, role_of
from app.intake.ids import is_valid
from app.intake.words import PrintLine, Word, phrases

_ID = re.compile(r"(?:\d{11}|\d{6}[ .\-]?(?:\d{5}|[*xX•]{5}))$")
_ORE = re.compile(r"[-−(]?\d[\d.,' ]*[.,]\d\d\)?[-−]?$")
_WORD = re.compile(r"[^\W\d_]{2}")
_AMOUNTS = {"amount", "part"}
_FEWEST, _SHARE = 2, 0.9


def paired(lines: list[PrintLine], space: float) -> list[PrintLine]:
    """The lines themselves, unless a line of heads with persons' words stands over another, and the people's too.

    One of a person's lines bears the id and no amount, the other the amounts and no id.
    """
    heads = next((n for n in range(len(lines) - 1) if _are_heads(lines[n], lines[n + 1], space)), None)
    if heads is not None and (firsts := _over_ids_and_more(lines, heads, space)):
        return _beside(lines, heads, firsts, moved=False)
    if heads is not None and (firsts := _over_ids_and_amounts(lines, heads, space)):
        return _beside(lines, heads, firsts, moved=True)
    if lifted := _with_ids_lifted(lines, space) or _with_payers_lifted(lines):
        return lifted
    if heads is None:
        return lines
    ids = [n for n, line in enumerate(lines) if n > heads and _has_id(line)]
    if not ids:
        return _beside(lines, heads, set(over), moved=True) if (over := _over_figures(lines, heads, space)) else lines
    below = [n for n in ids if n + 1 < len(lines) and _bears(lines[n + 1])]
    above = [n - 1 for n in ids if _bears(lines[n - 1]) and _is_id(lines[n].words[0].text)]
    enough = max(_FEWEST, len(ids) * _SHARE)
    if len(ids) < _FEWEST or any(_has_money(lines[n]) for n in ids):
        # the basis may stand beside the id, where all that is headed as amounts stands below
        bare = [n for n in below if not _in_words(lines[n + 1])]
        apart = not _roles(lines[heads], space) & _AMOUNTS and bool(_roles(lines[heads + 1], space) & _AMOUNTS)
        return _beside(lines, heads, set(bare), moved=True) if apart and len(bare) >= enough else lines
    if len(above) >= enough and "national_id" in _roles(lines[heads + 1], space):
        return _beside(lines, heads, {*above, *_without_ids(lines, above, space)}, moved=False)
    if len(below) >= enough and _roles(lines[heads + 1], space) & _AMOUNTS:
        return _beside(lines, heads, {*below, *_unnumbered(lines, below, space)}, moved=True)
    return lines


def _over_ids_and_more(lines: list[PrintLine], heads: int, space: float) -> set[int]:
    """The lines with the deductions over «010190 12345  40 Service  1 464,93», headed «Fødselsnr  Avdeling  Hittil»."""
    headed = _roles(lines[heads + 1], space)
    ids = [n for n, line in enumerate(lines) if n > heads and _has_id(line)]
    over = {n - 1 for n in ids if _bears(lines[n - 1]) and _is_id(lines[n].words[0].text)}
    plain = "national_id" in headed and "decoy" in headed and not headed & _AMOUNTS
    return (
        over
        if plain and any(_has_money(lines[n]) for n in ids) and len(over) >= max(_FEWEST, len(ids) * _SHARE)
        else set()
    )


def _over_ids_and_amounts(lines: list[PrintLine], heads: int, space: float) -> set[int]:
    """The lines with the names over those with the id and the amounts, all under their own heads."""
    if "national_id" not in _roles(lines[heads + 1], space):
        return set()
    ids = [n for n, line in enumerate(lines) if n > heads and _has_id(line)]
    bases = not _roles(lines[heads], space) & _AMOUNTS  # «26.742,00» headed «Grunnlag» beside the name
    named = {n - 1 for n in ids if _has_money(lines[n]) and _names(lines[n - 1], bases=bases)}
    return named if len(named) >= max(_FEWEST, len(ids) * _SHARE) else set()


def _with_ids_lifted(lines: list[PrintLine], space: float) -> list[PrintLine] | None:
    """«771  Berntsen, Rasa  Kontingent  499,20» over «548964 38223  Forsikring  117,00»: the id belongs to the name.

    Where it stands alone on its line everywhere, others take care of it.
    """
    ids = [n for n, line in enumerate(lines) if _has_id(line)]
    under = {n: at for n in ids if n and (at := _under_name(lines[n - 1], lines[n], space)) is not None}
    if len(under) < max(_FEWEST, len(ids) * _SHARE) or not any(_has_money(lines[n]) for n in under):
        return None
    width = max(word.right for line in lines for word in line.words) * 1.05
    made: list[PrintLine] = []
    for n, line in enumerate(lines):
        words = _below(lines[n - 1], line.words[under[n] + 1 :], space) if n in under else [*line.words]
        if n + 1 in under:
            words += _shifted(replace(lines[n + 1], words=[lines[n + 1].words[under[n + 1]]]), width)
        if words and (n not in under or any(_ORE.match(word.text) for word in words)):
            made.append(replace(line, words=words))
    return made


def _with_payers_lifted(lines: list[PrintLine]) -> list[PrintLine] | None:
    """«3  10.10.2026  Fellesforbundet  Kontingent september  370,81» over «010190 12345 Kari Olsen» in a list of
    payments: every id with its name belongs to the payment right above it."""
    ids = [n for n, line in enumerate(lines) if _has_id(line)]
    named = all(_is_id(lines[n].words[0].text) and not _has_money(lines[n]) and _in_words(lines[n]) for n in ids)
    if len(ids) < _FEWEST or not named or not all(n and _bears(lines[n - 1]) for n in ids):
        return None
    width = max(word.right for line in lines for word in line.words) * 1.05
    below = set(ids)
    return [
        replace(line, words=line.words + _shifted(lines[n + 1], width)) if n + 1 in below else line
        for n, line in enumerate(lines)
        if n not in below
    ]


def _below(above: PrintLine, words: list[Word], space: float) -> list[Word]:
    """What stands under the same things on the line above: another deduction, and no «Cost centre: 5100» before it."""
    lefts = [word.left for word in above.words]
    first = (k for k, word in enumerate(words) if any(abs(word.left - left) <= space for left in lefts))
    return words[next(first, len(words)) :]


def _under_name(above: PrintLine, line: PrintLine, space: float) -> int | None:
    """Which word is the id, where it stands right below a name on a line with an amount, alone or behind its label."""
    at = next((k for k, word in enumerate(line.words) if _is_id(word.text)), None)
    if at is None or not _bears(above):
        return None
    label = " ".join(word.text for word in line.words[:at])
    over = [word for word in above.words if abs(word.left - line.words[0].left) <= space]
    named = over and (at == 0 or role_of(label.rstrip(": ")) == "national_id")
    near = over if at == 0 else above.words[:4]
    return at if named and any(_WORD.search(word.text) for word in near) else None


def _are_heads(one: PrintLine, other: PrintLine, space: float) -> bool:
    if any(letter.isdigit() for line in (one, other) for word in line.words for letter in word.text):
        return False
    first, second = _roles(one, space), _roles(other, space)
    both = first | second
    numbered = bool(both & {"national_id", "birth_date"}) or (_numbers_people(first) and not second & WHO_ROLES)
    return bool(first & WHO_ROLES and second and both & _AMOUNTS and numbered)


def _numbers_people(roles: set[str]) -> bool:
    return "name" in roles and bool(roles & {"employee_no", "member_no"})


def _over_figures(lines: list[PrintLine], heads: int, space: float) -> list[int]:
    """In a print without ids, the lines with a number and a name over a line of nothing but figures."""
    if not _numbers_people(_roles(lines[heads], space)):
        return []
    named = [
        n
        for n in range(heads + 2, len(lines))
        if _names(lines[n]) and any(word.text.isdigit() for word in lines[n].words)
    ]
    over = [n for n in named if n + 1 < len(lines) and _has_money(lines[n + 1]) and not _in_words(lines[n + 1])]
    return over if len(over) >= max(_FEWEST, len(named) * _SHARE) else []


def _roles(line: PrintLine, space: float) -> set[str]:
    texts = [word.text for word in line.words] + [part.text for part in phrases(line.words, space)]
    return {role for text in texts if (role := role_of(text))}


def _is_id(text: str) -> bool:
    """Eleven digits, or ten where the first was a zero."""
    return bool(_ID.match(text)) or (len(text) == 10 and is_valid(f"0{text}"))


def _has_id(line: PrintLine) -> bool:
    return any(_is_id(word.text) for word in line.words)


def _has_money(line: PrintLine) -> bool:
    return any(_ORE.match(word.text) for word in line.words)


def _bears(line: PrintLine) -> bool:
    return _has_money(line) and not _has_id(line)


def _names(line: PrintLine, *, bases: bool = False) -> bool:
    """A name, and neither an id nor an amount; `bases`: those that stand there are none that was deducted."""
    return _in_words(line) and not _has_id(line) and (bases or not _has_money(line)) and len(line.words) > 1


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


def _without_ids(lines: list[PrintLine], firsts: list[int], space: float) -> list[int]:
    """Lines like the others whose second line has the member's number and no id."""
    lefts = {round(lines[n].words[0].left / space) for n in firsts}
    seconds = {round(word.left / space) for n in firsts for word in lines[n + 1].words}
    return [
        n
        for n in range(firsts[0], len(lines) - 1)
        if n not in firsts
        and _bears(lines[n])
        and round(lines[n].words[0].left / space) in lefts
        and not (_has_money(lines[n + 1]) or _in_words(lines[n + 1]))
        and all(round(word.left / space) in seconds for word in lines[n + 1].words)
    ]


def _unnumbered(lines: list[PrintLine], firsts: list[int], space: float) -> list[int]:
    """Lines that begin as the others do, with a name and no id, over a line with amounts."""
    lefts = {round(lines[n].words[0].left / space) for n in firsts}
    numbered = all(lines[n].words[0].text.isdigit() for n in firsts)
    return [
        n
        for n in range(firsts[0], len(lines) - 1)
        if n not in firsts
        and _names(lines[n])
        and _bears(lines[n + 1])
        and round(lines[n].words[0].left / space) in lefts
        and (not numbered or lines[n].words[0].text.isdigit())
    ]


def _text(line: PrintLine) -> str:
    return " ".join(word.text for word in line.words)


def _shifted(line: PrintLine, by: float) -> list[Word]:
    return [replace(word, left=word.left + by, right=word.right + by) for word in line.words]
