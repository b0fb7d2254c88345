"""Whose a number on top of a list is: the name before it on its line, behind it, or above it in its address block."""

import re
from dataclasses import dataclass

from app.intake.cells import Sheet, text_of
from app.intake.headings import fold, role_of
from app.intake.unions import Unions

SUFFIX = r"(?:AS|ASA|SA|ANS|DA|KS|NUF|BA|IKS|HF|KF|AB|Ltd|kommune|fylkeskommune|stiftelse[n]?)"
COMPANY = re.compile(
    rf"(?<!\w)((?:(?!\d{{6}})[\wÆØÅæøåéüöäÉ&.'/\-]+ ){{0,6}}?[\wÆØÅæøåéüöä&.'/\-]+ {SUFFIX}\b(?: avd\.? [\wÆØÅæøå]+)?)"
)
ACCOUNTANT = re.compile(
    r"regnskap|rekneskap|accounting|accountant|payroll|\bokonomi(?!avd)|lonn?s?(?:kontor|service|partner|hus|senter|"
    r"tjenest|byra|administra)|lonn og|(?:\b|service|forretnings|bokforings|data)byra\b|bureau|"
    r"revisjon|\bazets\b|\baccountor\b|\bamesto\b|\bvismas?\b|"
    r"\bsumma consult"
)
_MADE_BY = re.compile(
    r"\b(?:utarbeid\w*|utfort|levert|laget|laga|kjort|kjoyrt|utstedt|sendt?|produsert|generert|registrert|fort|"
    r"prepared|made|sent) (?:av|by)\b|\b(?:ut)?skrevet (?:ut )?[\d .:kl]*av\b|"
    r"^(?:autorisert )?re(?:gn|kne)skap(?:s?for[ae]r|skontor|sbyra)|^lonn?s?(?:kontor|byra|administra\w*)|"
    r"^oppdragstaker|^kontaktperson"
)
_SENDER = re.compile(r"^avsend|^innsend|^sender|^from\b|^fra\b")
_CLIENT = re.compile(
    r"^(?:for|klient|kunde|gjelder|oppdragsgiver|vedr\w*|arbeidsg\w*|bedrift\w*|firma\w*|foretak\w*|selskap\w*|"
    r"employer|client|customer|company|pa vegne?r? av|on behalf of|virksomhet|juridisk enhet|hovedenhet|oppdrag|"
    r"trekk\w* (?:for|fra|hos)|lonn for)\b"
)
_OF_CLIENT = re.compile(r"\b(?:klienten|kunden|oppdragsgiveren)(?: v[ao]r)?$")
"""«På vegner av klienten vår, Hjelle Sveis AS (org.nr. 3…)»"""
_OUR_CLIENT = re.compile(r"\b(?:var|our) (?:klient|kunde|oppdragsgiver|client|customer)\b")
"""«Fagforeningstrekk for vår klient Hjelle Sveis AS, org.nr. 3…»"""
_KEPT_BY = re.compile(r"^(?:(?:klient|kunde|oppdrag)\w* )?\d+ hos\b")
"""«Klient 2417 hos Tallhuset Regnskap AS»: the firm's number at whoever keeps its books."""
_PLAIN_LEAD = re.compile(
    r"(?:til|fra|for|klient|kunde|gjelder|oppdragsgiver|arbeidsgiver|firma|bedrift|\w+ av|\w+ by|"
    r"(?:ut)?skrevet [\d .:kl]*av|regnskapsforer) "
)
_TITLE = re.compile(
    r"trekk|kontingent|fag ?forenings?(?!en\b)|liste|oversikt|spesifikasjon|rapport|medlemmer|periode|\blonn\b|maned|"
    r"oppgave|avstem|union dues|deduct|remittance|\bfees?\b"
)
_RECEIVER = re.compile(
    r"^(?:til|mottak\w*|kreditor|leverandor|payee|creditor|att|to|fagforening(?:en)?|forbund|union)\b"
)
_TITLE_ALONE = re.compile(r"fag ?forening(?:en)?|forbund|union")
"""The title of a list, with the firm's name far to the right: no firm is a union."""
_GREETING = re.compile(r"^(?:med (?:vennlig )?)?(?:hilsen|helsing)[: ]+|^mvh[. ]+", re.I)
_STAMP = re.compile(r"(?:utskr\w*|skrevet ut|print\w*|kjort|kjoringsdato|generert)\b.*\d")
"""«Utskrift 04.11.2026 09:14»: what stands above it is the page's head, and no block's."""
_ADDRESS = re.compile(r"postboks|pb \d|^\d{4} |gate|\bvei|veg\b|plass\b|^att|^v |telefon|tlf|konto|www|@|epost|e post")
_NUMBER = re.compile(r"\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{3}")


@dataclass(slots=True)
class Owner:
    """Who a number belongs to: 'union', 'firm', 'client', 'sender', 'maker' (who made the list), or '' for nobody.

    `doubt`: another name stands as near.
    """

    kind: str = ""
    name: str = ""
    doubt: bool = False


@dataclass(slots=True)
class Name:
    """A name on a line.  `part` and `at`: which piece of the line, and where in it."""

    kind: str
    name: str
    part: int
    at: int
    title: bool = False


def parts_of(sheet: Sheet, row: int) -> tuple[list[str], list[float]]:
    """The pieces of a row with where they begin: the place on the page, or the column."""
    parts = [text_of(cell).strip() for cell in sheet.parts(row)]
    lefts = sheet.lefts.get(row) if row in sheet.segments else None
    if lefts is None or len(lefts) != len(parts):
        filled = [float(k) for k, cell in enumerate(sheet.rows[row]) if cell != ""]
        lefts = filled if len(filled) == len(parts) else [float(k) for k in range(len(parts))]
    return parts, lefts


def names_on(sheet: Sheet, row: int, unions: Unions) -> list[Name]:
    """Unions and firms that a row names, from the left."""
    parts, _ = parts_of(sheet, row)
    names: list[Name] = []
    for k, part in enumerate(parts):
        if len(part) > 160:
            continue
        for clause in re.finditer(r"(?:[^,;|()–—·•]|(?<=\w)[–—](?=\w))+", part):
            label = fold(_label_before(parts, k)) if k and not _has_name(parts[k - 1], unions) else ""
            label = "klient" if _OF_CLIENT.search(fold(part[: clause.start()])) else label
            names += _in_clause(clause[0], clause.start(), k, label, unions)
    return names


def _label_before(parts: list[str], k: int) -> str:
    """«Trekkliste | fagforening | Fjord AS»: large letters stand apart, and the second word is no label of its own."""
    return f"{parts[k - 2]} {parts[k - 1]}" if k > 1 and parts[k - 1][:1].islower() else parts[k - 1]


def _has_name(text: str, unions: Unions) -> bool:
    return bool(COMPANY.search(text) or unions.named(text) or _NUMBER.search(text))


def _in_clause(text: str, at: int, part: int, label: str, unions: Unions) -> list[Name]:
    folded = fold(text)
    if found := COMPANY.search(text):
        # «Klient: Fjord AS» and «Klient Fjord AS», but not «Union Hotel AS»
        before = "" if re.search(r"\d{6}\W*$", text[: found.start()]) else fold(text[: found.start()])
        leads = (before, label, folded if _PLAIN_LEAD.match(folded) else "")
        if any(_MADE_BY.search(lead) for lead in leads) or any(map(_KEPT_BY.search, (*leads, folded))):
            kind = "maker"
        elif any(_CLIENT.search(lead) for lead in leads) or _OUR_CLIENT.search(folded):
            kind = "client"
        elif any(_RECEIVER.search(lead) and not _TITLE_ALONE.fullmatch(lead) for lead in leads):
            kind = "maker"
        else:
            kind = "sender" if any(_SENDER.search(lead) for lead in leads) else "firm"
        return [Name(kind, found[1], part, at + found.start())]
    if unions.named(text, labelled=bool(_RECEIVER.search(label))):
        title = bool(_TITLE.search(re.sub(r"^fag ?forening\b|^forbund\b", "", folded)))
        return [Name("union", text.strip(), part, at, title)]
    return []


def owner_of(sheet: Sheet, row: int, text: str, unions: Unions) -> Owner:
    """Who the number printed as `text` on this row belongs to, as far as the names around it tell."""
    parts, lefts = parts_of(sheet, row)
    k = next((k for k, part in enumerate(parts) if text in part), None)
    if k is None:
        return Owner()
    at = parts[k].index(text)
    beside = _beside(sheet, row, k, at, parts, unions)
    if beside and beside.kind == "union" and k - beside.part > 1 and ":" in parts[beside.part] and ":" in parts[k - 1]:
        beside = None  # «Organisasjon: Fellesforbundet   Valuta: NOK   Orgnr: 3…»: each thing has its own label
    anchor = lefts[k - 1] if k and not parts[k][:at].strip(" (") and _is_label(parts[k - 1]) else lefts[k]
    own_words = bool(re.search(r"[^\W\d_]{4}", parts[k][:at]))
    if beside and beside.kind == "union" and beside.part < k:
        over = _above(sheet, row, lefts[k], unions)
        if over.kind in ("firm", "client") and (text.endswith("MVA") or _is_right_below(sheet, row, lefts, k, beside)):
            return over  # «NO 3… MVA» right below the firm's name, with the union's far to the left
    own = _GREETING.sub("", re.split(r"(?<=[a-zæøå\d]{3})[.!?] +(?=[A-ZÆØÅ])", parts[k][:at])[-1])
    own = re.split(r"[,;(]| - ", own)[0].strip()
    if beside and beside.part == k:
        signed = beside.kind == "union" and beside.name not in own and _is_lone_name(own) and beside.at < at - len(own)
        return Owner("firm", own) if signed else Owner(beside.kind, beside.name)
    above = _above(sheet, row, anchor, unions)
    if beside and beside.kind == "client" and beside.part < k and above.name and is_accountant(above.name):
        return Owner(above.kind, above.name, doubt=True)  # «Klient: Fjord AS» on the left, the office's own block here
    if beside and not own_words:
        return Owner(beside.kind, beside.name)
    titled = above.kind == "union" or bool(unions.named(parts[k][:at]))
    if not beside and titled and own_words and _is_lone_name(own):
        return Owner("firm", own)  # «Lia Planteskule, orgnr 3…» below a title that names the union
    if not beside and above.kind == "union" and len(re.findall(r"[^\W\d_]{2,}", parts[k][:at])) >= 5:
        return Owner()  # «Vi fører lønn for Fjord Blikk, org.nr. 3…»: a sentence needs no name above it
    if not beside:
        return above if above.kind else _below(sheet, row, anchor, unions)
    if above.kind and above.name != beside.name and "union" in (above.kind, beside.kind):
        # «Vikan AS» to the left, «Fellesforbundet» above: blocks beside each other, or one line after the other
        return above if len(lefts) > 1 and k > beside.part else Owner(beside.kind, beside.name, doubt=True)
    return Owner(beside.kind, beside.name)


def _is_right_below(sheet: Sheet, row: int, lefts: list[float], k: int, beside: Name) -> bool:
    """Whether the firm stands in the number's own column, and the union columns away on the left."""
    if row in sheet.segments or row == 0 or lefts[k] - lefts[beside.part] < 2:
        return False
    parts, above = parts_of(sheet, row - 1)
    return any(left == lefts[k] and COMPANY.search(part) for part, left in zip(parts, above, strict=True))


def _is_label(text: str) -> bool:
    return len(text) < 40 and not re.search(r"\d", text) and not re.search(rf"\b{SUFFIX}\b", text)


def _beside(sheet: Sheet, row: int, k: int, at: int, parts: list[str], unions: Unions) -> Name | None:
    """The nearest name before the number on its line, else the one right behind it."""
    names = [name for name in names_on(sheet, row, unions) if not name.title]
    stop = max((n for n in range(k) if _NUMBER.search(parts[n])), default=-1)
    before = [name for name in names if (name.part, name.at) < (k, at) and name.part > stop]
    if before and before[-1].kind == "union" and before[-1].part < k:
        # «FELLESFORBUNDET   PERIODE 202610   ORGNR 3…   FJORD AS»: something else is told between the two
        near = {k, k + 1} if before[-1].part < k - 1 else {k}  # or «FELLESFORBUNDET   ORGNR 3… FJORD AS»
        firms = (name for name in names if name.part in near and name.kind in ("firm", "client"))
        before = [name for name in firms if (name.part, name.at) > (k, at)] or before
    if before:
        spaces = range(before[-1].part + 1, k) if before[-1].kind == "union" else range(0)
        lone = [n for n in spaces if _is_lone_name(parts[n]) and not role_of(parts[n])]
        # «FELLESFORBUNDET 2026   Tana Fisk og Is   org 3…»
        return Name("firm", parts[lone[0]], lone[0], 0) if lone else before[-1]
    behind = [name for name in names if name.part == k and name.at >= at and name.kind != "union"]
    if not behind and k + 1 < len(parts) and not any(_NUMBER.search(part) for part in parts[k + 1 : k + 2]):
        # «Org.nr. 3…   Utført av Tallhuset Regnskap AS»: who made the list is said with words of its own
        behind = [name for name in names if name.part == k + 1 and name.kind not in ("union", "maker")]
    return behind[0] if behind else None


def _above(sheet: Sheet, row: int, anchor: float, unions: Unions) -> Owner:
    """Upwards through the number's own block: as far as it goes, and not past another number."""
    lone = ""
    seen: list[Name] = []
    address = False
    for up in range(row - 1, max(row - 8, -1), -1):
        parts, lefts = parts_of(sheet, up)
        if not parts:
            break
        near = _nearest(anchor, lefts, sheet, row)
        if near is None:
            continue
        if _NUMBER.search(parts[near]) or any(_NUMBER.search(part) for part in parts[near + 1 : near + 2]):
            break
        if _STAMP.match(fold(parts[near])):
            break
        names = [name for name in names_on(sheet, up, unions) if abs(name.part - near) <= _reach(parts, near)]
        names = [name for name in names if not name.title]
        seen += names
        if names and names[-1].kind != "union":
            break
        address = address or bool(_ADDRESS.search(fold(parts[near])))
        lone = lone or (parts[near] if not names and _is_lone_name(parts[near]) else "")
    if not seen:
        return Owner()
    first = seen[0]
    doubt = bool(lone) or (first.kind == "union" and any(n.kind != "union" for n in seen) and not address)
    return Owner(first.kind, first.name, doubt=doubt and first.kind == "union")


def _reach(parts: list[str], near: int) -> int:
    """A label and its value are one piece: «Mottaker | Fellesforbundet»."""
    numbered = re.fullmatch(
        r"(?:firma|klient|kunde|foretak|bedrift|selskap|arbeidsgiver)\W*(\d{1,6})?", fold(parts[near])
    )
    if numbered and numbered[1]:
        return 1  # «Firma 003 | Fjord AS»
    if numbered and parts[near + 1 : near + 2] and parts[near + 1].isdigit():
        return 2  # «Klient | 318 | Fjord AS»
    labelled = _is_label(parts[near]) and len(parts[near]) < 20
    return int(labelled and (parts[near].endswith(":") or (near == 0 and len(parts) == 2)))


def _nearest(anchor: float, lefts: list[float], sheet: Sheet, row: int) -> int | None:
    """The piece above that stands over the number, unless another piece of the number's own row is nearer to it."""
    near = min(range(len(lefts)), key=lambda n: abs(lefts[n] - anchor))
    _, own = parts_of(sheet, row)
    nearest = min(own, key=lambda left: abs(left - lefts[near]))
    return near if abs(nearest - lefts[near]) >= abs(anchor - lefts[near]) - 0.01 else None


def _below(sheet: Sheet, row: int, anchor: float, unions: Unions) -> Owner:
    """The number first, its firm on the next line."""
    if row + 1 >= len(sheet.rows):
        return Owner()
    parts, lefts = parts_of(sheet, row + 1)
    near = _nearest(anchor, lefts, sheet, row) if parts else None
    for name in names_on(sheet, row + 1, unions) if near is not None else []:
        if name.part == near and name.kind != "union" and not _NUMBER.search(parts[near]):
            return Owner(name.kind, name.name)
    return Owner()


def _is_lone_name(text: str) -> bool:
    """Two words that could be a firm without «AS»."""
    folded = fold(text)
    return (
        " " in folded
        and not re.search(r"\d", folded)
        and text[:1].isupper()
        and not _ADDRESS.search(folded)
        and not _TITLE.search(folded)
        and not re.search(r"avdeling|register|okonomi|lonning|medlem|:", text.casefold())
    )


def is_accountant(name: str) -> bool:
    return bool(ACCOUNTANT.search(fold(name)))
