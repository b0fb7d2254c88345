"""The employer on top of a list: its organisation number among others', and its name."""

import re
from dataclasses import dataclass, field

from app.intake.cells import Sheet, text_of
from app.intake.columns import is_orgnr
from app.intake.facts import Candidate, Notes, label_of, place_of
from app.intake.headings import fold, role_of
from app.intake.owners import COMPANY, SUFFIX, Owner, is_accountant, names_on, owner_of
from app.intake.reading import Fact, Place
from app.intake.unions import Unions

WEAK = 0.5
"""Below this a number is only worth asking about."""

_ORGNR = re.compile(
    r"(?<![\d.,])(?:NO ?)?([1-9]\d\d)[ .\u00a0]?(\d{3})[ .\u00a0]?(\d{3})(?: ?MVA)?(?!\d|[.,]\d|[ \u00a0]\d{3}(?!\d))"
)
_NOT_EMPLOYER = re.compile(
    r"under ?enhet|mottak|kreditor|forbund|union|konto(?!r|s|hav|hold|ei[eg]|ut|kort)|kid|tlf|telefon|mobil|faktura|"
    r"kunde ?(?:nr|num|id)|creditor|payee|forening\b|innlei|sub ?unit|utarbeid|vendor|supplier|accountant|"
    r"re(?:gn|kne)skapsf"
)
_HARDLY_EMPLOYER = re.compile(
    r"virksomhetsn|leverand|\blev\b|re(?:gn|kne)skap|agent|byra|system|levert av|"
    r"morselskap|konsern|avdelings|utsteder|lonn?skontor(?!et org)|virksomhet$|avsend|innsend|sender|\bderes\b|\byour\b"
)
_MADE_BY = re.compile(
    r"^(?:\w+ ){0,3}(?:utarbeid\w*|utfort|levert|laget|laga|kjort|kjoyrt|utstedt|sendt) av\b|"
    r"^re(?:gn|kne)skapsfor[ae]r\b|^lonn?s?(?:kontor|administra\w*)\b"
)
_EMPLOYER = re.compile(
    r"\borg|foretak|arb(?:eids)?g|employer|juridisk|hovedenhet|bedrift|firma|company|selskap|organisa|legal|enterprise"
)
_EXPRESS = re.compile(
    r"arb(?:eids)?g|employer|juridisk|hovedenhet|bedrift|firma|legal entity|klientens|kundens|oppdragsg"
)
"""Words that give the number to the employer whatever name stands near."""

_CLIENTS = re.compile(
    r"(?:klient|kunde|oppdragsgiv|client|customer)[a-z]*(?: s)? "
    r"(?:org|foretak|reg|company|enterprise|business)[\w .:]*$|"
    r"\b(?:org|foretak|reg|company|enterprise|business)[\w .]* (?:klient|kunde|oppdragsgiv|client|customer)[a-z]*[ :]*$"
)
"""«Klientens org.nr», «Org.nr. kunde», «Client reg. no.»: whoever else has a number on top, this is the employer's."""


@dataclass(slots=True)
class Parties:
    """The firms that a file names on top and at its foot, folded; `clients` are said to be the one listed."""

    firms: set[str] = field(default_factory=set)
    clients: set[str] = field(default_factory=set)


def orgnr_candidates(notes: list[Notes], unions: Unions, known: set[str]) -> list[Candidate]:
    """Organisation numbers of whoever may be the employer; those that score below `WEAK` are only to ask about."""
    parties = _parties(notes, unions)
    found: list[Candidate] = []
    for note in notes:
        for rows, less in ((note.before, 0.0), (note.after, 1.5)):
            for row in rows[-60:]:
                for one in [] if _is_customers(note.sheet, row) else orgnrs_in(note.sheet, row, unions, parties):
                    # at the foot a number weighs less, but never so little that it is not asked about
                    score = one.score if one.score < WEAK else max(one.score - less, WEAK)
                    found.append(Candidate(one.value, score + 3 * (one.value in known), one.place, one.label, one.kind))
        found += [
            Candidate(digits, 1.0, Place(sheet=note.sheet.name, text=note.sheet.name))
            for digits in _orgnrs(note.sheet.name)
        ]
    if any(_is_clients(one) for one in found):
        for one in found:  # a number that the register knows stays a rival, and is asked about
            one.score = one.score if _is_clients(one) or one.value in known else min(one.score, 0.4)
    for one in found:  # who keeps the books is hardly the employer, also where its number is the only one
        anothers = one.kind == "accountant" and not _names_employer(one.label)
        one.score = min(one.score, 0.2) if anothers else one.score
    theirs = {one.value for one in found if one.score <= -5}
    return [one for one in found if one.score > 0 and (one.score >= 3 or one.value not in theirs)]


def _is_clients(one: Candidate) -> bool:
    """Whether the words right before the number say that it is the client's, and no union's."""
    return one.kind != "union" and one.score >= WEAK and _names_client(one.label)


def _names_client(label: str) -> bool:
    return bool(_CLIENTS.search(fold(_BREAK.split(label.strip())[-1])))


_EMPLOYERS = re.compile(r"\borg[\w .]* arbeidsgiv(?:er|ar)$|\barbeidsgiv(?:er|ar)(?:s|en|ens)? org[\w .]*$")


def _names_employer(label: str) -> bool:
    """«Arbeidsgiver: Fjord AS   Org.nr. arbeidsgiver: 3…» below the block of whoever keeps the books."""
    return bool(_EMPLOYERS.search(fold(_BREAK.split(label.strip())[-1]).strip(" :")))


def _parties(notes: list[Notes], unions: Unions) -> Parties:
    parties = Parties()
    for note in notes:
        for row in [*note.on_top[-60:], *note.after[-60:]]:
            if sum(len(text_of(cell)) for cell in note.sheet.parts(row)) > 400 or _is_customers(note.sheet, row):
                continue
            for name in names_on(note.sheet, row, unions):
                if name.kind in ("firm", "client", "sender"):
                    parties.firms.add(fold(name.name))
                if name.kind == "client":
                    parties.clients.add(fold(name.name))
    return parties


def _orgnrs(text: str) -> list[str]:
    return [digits for match in _ORGNR.finditer(text) if is_orgnr(digits := "".join(match.groups()))]


def orgnrs_in(sheet: Sheet, row: int, unions: Unions, parties: Parties | None = None) -> list[Candidate]:
    """Numbers with a right check digit on a row, by what is written in front of them and whose they seem."""
    parts = [text_of(cell) for cell in sheet.parts(row)]
    if not parts or sum(map(len, parts)) > 400:
        return []
    text = "  ".join(parts)
    found, end = [], 0
    for match in _ORGNR.finditer(text):
        digits = "".join(match.groups())
        if is_orgnr(digits):
            above = _label_above(sheet, row, match[0])
            above = "" if re.search(r":\s*\w", above) else above  # a label with its own value is no head
            own_head = _EMPLOYER.search(fold(above)) and not _NOT_EMPLOYER.search(fold(above))
            owner = Owner() if own_head else owner_of(sheet, row, match[0], unions)
            label = above if own_head else _own_label(_CALL.sub(" ", text[end : match.start()]), owner) or above
            if _is_bare(label, owner, text[match.end() :]):
                label = ""
            score = _owned(owner, label, _label_score(label, owner, sheet, row, unions), parties or Parties())
            if score < 0 and owner.kind in ("firm", "") and _is_either(label, unions):
                score = 0.4
            if score < 0 and owner.kind in ("firm", "client") and match[0].endswith("MVA") and unions.named(label):
                score = 1.0  # below the firm's name, with the union's beside it: who pays VAT is the firm
            kind = "accountant" if owner.kind == "firm" and is_accountant(owner.name) else owner.kind
            found.append(Candidate(digits, score, place_of(sheet, row, text), label, kind))
        end = match.end()
    return found


def _is_bare(label: str, owner: Owner, behind: str) -> bool:
    """«TREKKFIL LONN-TIL-FORBUND V3 3… FJORD AS»: no word of the number's own before it, and its firm right behind.

    Nor has «TREKKLISTE FAGFORENING   3… FJORD AS», where a title stands apart from them.
    """
    words = label.split()
    near = owner.kind == "firm" and bool(owner.name) and behind.lstrip(" ,–-").startswith(owner.name)
    title = (
        label.endswith("  ") and ":" not in label and _TITLE.search(fold(label)) and not _OF_ANOTHER.search(fold(label))
    )
    return near and bool(words) and (bool(title) or re.search(r"\d", words[-1]) is not None)


_OF_ANOTHER = re.compile(r"mottak|kreditor|payee|creditor|under ?enhet|leverand")
_PLACE = re.compile(
    r"(?:butikk|avd|avdeling|kontor|anlegg|filial|lokasjon|enhet|eining|sted|skole|barnehage|sykehjem|hotell|restaurant|"
    r"stasjon|verksted|lager|fabrikk|site|shop|store|branch|unit)\b"
)
"""«Butikk 114 Sandvika (org.nr. 3…)» over its people: a sub-unit's number."""


_CUSTOMER = re.compile(r"(?:innleier|innleiebedrift|oppdragsgiver|kunde|client|customer|hirer|arbeidssted)\b")
_LENDS = re.compile(r"bemanning|vikar|utlei(?:d|e)|innleid|staffing|temp agency|hired out")


def _is_customers(sheet: Sheet, row: int) -> bool:
    """«Oppdragsgiver: Verft AS» in a list of «Fjord Bemanning AS»: whoever people work for is not their employer."""
    if not _CUSTOMER.match(fold(" ".join(text_of(cell) for cell in sheet.parts(row)))):
        return False
    top = range(min(10, len(sheet.rows)))
    return any(_LENDS.search(fold(text_of(cell))) for n in top for cell in sheet.parts(n))


def employers_on(sheet: Sheet, row: int, unions: Unions) -> set[str]:
    """The numbers on a row that are plainly an employer's: no accountant's in a page's foot, no shop's or ward's."""
    if _PLACE.match(fold(" ".join(text_of(cell) for cell in sheet.parts(row)))) or _is_customers(sheet, row):
        return set()
    return {one.value for one in orgnrs_in(sheet, row, unions) if one.score >= 3 and one.kind != "accountant"}


_BREAK = re.compile(r" {2,}|\s*[·•|;]\s*|\s+[–—-]\s+|,\s+")
_UNIT = re.compile(r"under ?enhet|avdel|\bavd\b|virksomhet|mottak|kreditor|payee|levert|utarbeid|re(?:gn|kne)skap")


_CALL = re.compile(r"\b(?:tlf|telefon|mobil|phone|faks|fax|konto\w*|kto|iban|kid)\b[ .:]*\+?\d[\d .]{6,}", re.I)
"""«Tlf. 47 32 10 54   Org.nr. 3…» in a signature: the telephone's number has its own label."""


def _own_label(label: str, owner: Owner) -> str:
    """Where each piece has its own label, only the number's and the piece before it count; in a line of many things
    («Fjord AS · Tlf … · Foretaksregisteret NO 3…») only the firm and what stands right before its number."""
    clauses = _BREAK.split(label.rstrip(" ,–—-·|"))
    named = [k for k, clause in enumerate(clauses) if owner.name and owner.name in clause]
    if owner.kind in ("firm", "client") and named and named[-1] < len(clauses) - 1:
        between = clauses[named[-1] + 1 : -1]
        listed = f", {clauses[-1]}" in label  # «…, trekk Fellesforbundet, org.nr 3…» may be the union's
        title = any(re.search(r"forbund|forening|union|trekk", fold(clause)) for clause in between)
        units = any(_UNIT.search(fold(clause)) for clause in between)
        if _EMPLOYER.search(fold(clauses[-1])) and not units and not (listed and title):
            return f"{clauses[named[-1]]}  {clauses[-1]}"
    pieces = re.split(r" {2,}", label.rstrip())
    if len(pieces) > 2 and _EMPLOYER.search(fold(pieces[-1])):
        if owner.kind in ("firm", "client") and owner.name not in label:
            return pieces[-1]  # «FELLESFORBUNDET   PERIODE 202610   ORGNR 3…   FJORD AS»: the firm stands behind it
        if re.search(r":.*\w", pieces[-2]):
            return "  ".join(pieces[-2:])
    express = len(pieces) == 2 and owner.kind == "" and re.match(r"foretak|arbeidsg|bedrift|juridisk", fold(pieces[1]))
    if len(pieces) == 2 and (express or owner.kind in ("firm", "client")) and _EMPLOYER.search(fold(pieces[1])):
        # «Fellesforbundet – lønn utbetalt for perioden …   Organisasjonsnummer 3…» below the firm's name on the right
        return pieces[1] if re.search(r"\d|\blonn|periode|trekk", fold(pieces[0])) else label
    return label


def misprinted_orgnrs(notes: list[Notes]) -> list[Place]:
    """Nine digits behind «Orgnr» whose check digit is wrong."""
    found = []
    for note in notes:
        for row in note.before[-60:]:
            text = "  ".join(text_of(cell) for cell in note.sheet.parts(row))
            if any(_is_misprinted(match, text) for match in _ORGNR.finditer(text)):
                found.append(place_of(note.sheet, row, text))
    return found


def _is_misprinted(match: re.Match[str], text: str) -> bool:
    label = fold(text[: match.start()])
    return not is_orgnr("".join(match.groups())) and bool(re.search(r"\borg[. ]?|foretaksn", label))


def _label_above(sheet: Sheet, row: int, text: str) -> str:
    parts = [text_of(cell) for cell in sheet.parts(row)]
    return next((label_of(sheet, row, k) for k, part in enumerate(parts) if text in part), "")


def _owned(owner: Owner, label: str, score: float, parties: Parties) -> float:
    """The label's score, corrected by whose the number is."""
    if owner.kind == "maker" and not _names_client(label):
        return -5
    if owner.doubt and is_accountant(owner.name) and not (_names_client(label) or _names_employer(label)):
        return 0.2
    if score < 0 or _EXPRESS.search(fold(re.sub(rf"[^,;|:]*\b{SUFFIX}\b", " ", label))):
        return score
    if owner.kind == "union":
        return 0.4 if owner.doubt else -5
    if owner.kind == "client":
        return max(score, 4) + 1 if score >= WEAK else score
    if owner.kind in ("firm", "sender"):
        name = fold(owner.name)
        client = not parties.clients or any(name in other or other in name for other in parties.clients)
        if is_accountant(name) and not client:
            return -5
        others = [firm for firm in parties.firms if not is_accountant(firm) and firm not in name]
        if is_accountant(name) and others and not parties.clients:
            return 0.2
        if owner.kind == "sender" and client:
            return max(score, 1.5)  # who sends the list is the employer, where nobody else is
        return score if client else min(score, 0.4)
    return score


def _label_score(label: str, owner: Owner, sheet: Sheet, row: int, unions: Unions) -> float:
    label = _from_owner(label, owner, unions)
    folded = fold(label)
    cells = re.split(r" {2,}", label)  # «Delta Regnskap AS org.nr»: the firm's own name does not count
    bare = "  ".join(re.sub(rf"[^,;|:]*\b{SUFFIX}\b", " ", cell) for cell in cells)
    bare = fold(re.sub(r"\b(?:pr|per)\.? \w+", " ", bare, flags=re.I))  # «Trekkliste pr. kreditor» is a title
    firm = bool(re.search(rf"\b{SUFFIX}\b", label)) or owner.kind in ("firm", "client", "sender")
    if (
        _NOT_EMPLOYER.search(bare)
        or _MADE_BY.search(folded)
        or (unions.named(label) and not firm and not _EMPLOYER.search(folded))
    ):
        return -5
    above = " ".join(text_of(cell) for cell in sheet.parts(row - 1)) if row else ""
    if owner.kind != "client" and not any(ch.isdigit() for ch in above) and _heads_anothers(above):
        return -5
    if _HARDLY_EMPLOYER.search(bare):
        return 1.0 if firm and bare.endswith("virksomhet") else 0.4
    if re.search(r"\bbedrifts? ?(?:nr|num)", fold(cells[-1]) or folded):
        return 1.0  # a sub-unit's, where another number stands as the enterprise's
    employers = bool(_EMPLOYER.search(folded)) or _names_client(label)
    return 1.0 + 3 * employers + 1.5 * bool(re.search(rf"\b{SUFFIX}\b", label))


def _is_either(label: str, unions: Unions) -> bool:
    """«Fjord AS – trekk til Fellesforbundet, org.nr 3…»: the firm's or the union's."""
    last = fold(_BREAK.split(label.strip())[-1])
    between = not _UNIT.search(fold(label)) and not _MADE_BY.search(fold(label))
    return bool(between and _EMPLOYER.search(last) and not _NOT_EMPLOYER.search(last) and unions.named(label))


def _heads_anothers(above: str) -> bool:
    """«Kreditor» over the number, but not «Union Remittance Advice»."""
    folded = fold(above)
    if folded.endswith(("vegne av", "on behalf of")):
        return False
    return 0 < len(above) < 60 and bool(_AGAINST_BELOW.match(folded)) and not _TITLE.search(folded)


_TITLE = re.compile(
    r"remittance|payments|advice|report|statement|deduct|\bdues\b|rapport|oversikt|liste|trekk\b|\bfees?\b"
)
_AGAINST_BELOW = re.compile(rf"{_NOT_EMPLOYER.pattern}|re(?:gn|kne)skap|lonn?skontor|leverand|levert av")


def _from_owner(label: str, owner: Owner, unions: Unions) -> str:
    """«Trekk til Fellesforbundet for mai, Fjord AS org.nr 3…»: what stands before the firm's part does not count."""
    if owner.kind not in ("firm", "client", "sender") or owner.name not in label:
        return label
    start = label.rindex(owner.name)
    lead = max(
        (found.end() for found in re.finditer(r"[,;|()]| [–—-] |(?<=[a-zæøå\d]{3})[.!?] +(?=[A-ZÆØÅ])", label[:start])),
        default=0,
    )
    before = label[lead:start]
    cells = re.split(r" {2,}", before)
    if len(cells) > 1:
        near = cells[-1].strip() or cells[-2]
        before = "" if unions.named(near) else f"{near}  "
    return before + label[start:]


def company_fact(notes: list[Notes]) -> Fact:
    """The employer's name: behind its label, or the first that ends as firms do."""
    for note in notes:
        for row in note.on_top:
            parts = [text_of(cell) for cell in note.sheet.parts(row)]
            for k, part in enumerate(parts[:-1]):
                if role_of(part.rstrip(": ")) == "company":
                    behind = parts[k + 1 :]  # «Klient | 402 | Fjord AS»
                    called = next((text for text in behind if re.search(r"[^\W\d_]", text)), behind[0])
                    return _company(_NUMBERED.sub("", called), note.sheet, row)
    found = [
        (text, name[1], note.sheet, row)
        for note in notes
        for row in note.on_top
        if not _is_customers(note.sheet, row)
        for text in map(text_of, note.sheet.parts(row))
        if (name := COMPANY.search(text)) and not _is_anothers(fold(text.split(name[1])[0]), fold(text))
    ]
    # the client before whoever reckons for it: «Regnskapskontoret Balanse AS» often stands on top of the page
    clients = [(text, _NUMBERED.sub("", name), at, n) for text, name, at, n in found if _CLIENT.match(fold(text))]
    own = [one for one in found if not is_accountant(one[1])]
    return next((_company(name, sheet, row) for _, name, sheet, row in (*clients, *own, *found)), Fact())


_CLIENT = re.compile(r"(?:klient|kunde|oppdragsgiver|client|customer)\b")
_NUMBERED = re.compile(rf"^\d{{2,6}} +(?!{SUFFIX}$)(?=[^\W\d_])")
"""«Klient: 1043 Fjord AS»"""


_NUMBER_LAST = re.compile(r".*\d{6}\W*$")
"""What stands before a number says nothing of the firm behind it."""


def _is_anothers(words: str, text: str) -> bool:
    words = _NUMBER_LAST.sub("", words)
    return bool(_NOT_EMPLOYER.search(words) or _HARDLY_EMPLOYER.search(words) or _MADE_BY.search(text))


def _company(text: str, sheet: Sheet, row: int) -> Fact:
    text = re.sub(r"^(?:[^:]{2,30}:|.* [–—-]) ", "", text)
    text = re.split(r",|\(|\borg\.?", text, maxsplit=1, flags=re.I)[0].strip(" -–:")
    text = re.sub(rf"^.*\b(?:klient|kunde|oppdragsgiver)(?:en)?(?: v[åa]r)?,? (?=[A-ZÆØÅ])(?!{SUFFIX}\b)", "", text)
    text = re.sub(r"^(?:firma|arbeidsgiver|bedrift|employer|selskap|klient)\b[ :]*", "", text, flags=re.I)
    return Fact(value=text or None, sure=bool(text), places=[place_of(sheet, row, text)])
