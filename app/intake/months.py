"""Which month a text speaks of, and what the words before it say of that month."""

import re
from datetime import date
from unicodedata import normalize

from msgspec import Struct

from app.intake.headings import fold
from app.intake.month_names import HERE, NAMES

_NAME = r"(?P<name>" + "|".join(sorted(NAMES, key=len, reverse=True)) + r")\.?"
_WORD = r"(?:maned|mnd|periode?n?|(?:l|lonns?)\.?per\b\.?|termin|month|period|miesiac|monat)"
_YEAR = r"(?P<year>20\d\d)"
_YEAR_WORD = r"(?:ar|arstall|lonnsar|inntektsar|year)"
_DAY = (
    r"(?<![\d.])(?P<d>[0-3]?\d)[./\-](?P<m>[01]?\d)[./\-](?P<y>(?:20)?\d\d)(?![\d])",
    r"(?<!\d)(?P<y>20\d\d)[-./](?P<m>[01]\d)[-./](?P<d>[0-3]\d)(?!\d)",
    r"(?<!\d)(?P<y>20\d\d)(?P<m>0\d|1[0-2])(?P<d>[0-3]\d)(?!\d)",
    rf"(?<!\w)(?<!avd )(?<!avd\. )(?<!avdeling )(?P<d>[0-3]?\d)\.? ?{_NAME} (?P<y>20\d\d)(?!\d)",
    rf"(?<!\w)(?P<d>[0-3]?\d)[-/]{_NAME}[-/](?P<y>20\d\d)(?!\d)",
    rf"(?<![^\W_]){_NAME} (?P<d>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<y>20\d\d)(?!\d)",
)
_HALF_RANGE = re.compile(
    r"(?<![\d.])([0-3]?\d)\.(?:([01]?\d)\.?)? ?(-|–|—|til(?: og med)?|t\.?o\.?m\.?) ?"
    r"([0-3]?\d)\.([01]?\d)\.((?:20)?\d\d)(?![\d])"
)
"""«01.-31.05.2026» and «1.5. - 31.5.26»."""
_MONTH = (
    rf"(?<![^\W_]){_NAME}(?: ?maned| ?manad| ?mnd\.?|s?(?:lonn|trekk)\w*)?[ \-/',._]{{0,3}}{_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}(?: m\.|\. ?gada)?[ \-/,.]{{0,3}}{_NAME}(?!\w)",
    rf"(?<![^\W_]){_NAME}[ ,;]{{1,3}}{_YEAR_WORD}[ :.]*{_YEAR}(?!\d)",
    rf"(?<![^\W_]){_YEAR_WORD}[ :.]*{_YEAR}[ ,;]{{1,3}}(?:lonns)?{_WORD}[ :.]*{_NAME}(?!\w)",
    rf"(?<![^\W_]){_NAME}[ \-/'_]{{0,2}}(?P<year>\d\d)(?![\d.:])",
    rf"(?<![\d.,])(?<!\d[/-]){_YEAR}[ ]?[-/. _mp][ ]?(?P<month>0[1-9]|1[0-2]|[1-9])(?![\d.,:]\d|\d| ?(?:av|of) \d)",
    rf"(?<![\d.,])(?P<month>0?[1-9]|1[0-2])[ ]?[-–/. _][ ]?{_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?:00)?(?!\d)",
    rf"(?<!\d)(?P<month>0[1-9]|1[0-2]){_YEAR}(?!\d)",
    rf"{_WORD}[ :.]*(?P<month>0?[1-9]|1[0-2])(?: ?[,;]? ?(?:ar|year)[ :.]*){_YEAR}",
    rf"(?<![\d.,/])(?P<month>0?[1-9]|1[0-2])\.? ?(?:lonns)?(?:maned|mnd|periode)[ ,;]*(?:(?:i|of|av|ar) )?"
    rf"{_YEAR}(?!\d)",
    rf"{_WORD}(?: ?nr)?[ :.]*(?P<month>0?[1-9]|1[0-2]) (?:i|of|av) {_YEAR}(?!\d)",
    rf"(?:^|ar|year)[ :.]*{_YEAR}[ ,;]*{_WORD}[ :.]*(?P<month>0?[1-9]|1[0-2])(?!\d)",
)
_LABELLED_SHORT = re.compile(
    r"(?:periode?n?|\b(?:l|lonn?s?|trekk)?\.?per|maned|termin|mnd|\bmth|month)[ :.]*(?:nr[ :.]*)?"
    r"(?:(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>2[4-9]|3\d)|(?P<yy>2[4-9]|3\d)[-/.]?(?P<mm>0[1-9]|1[0-2])|"
    r"(?P<m2>0[1-9]|1[0-2])(?P<y2>2[4-9]|3\d))(?![\d.]|-\d)|"
    r"(?:gjelder|lonn|trekk|kontingent)(?: for)?[ :]+(?P<m3>0?[1-9]|1[0-2])/(?P<y3>2[4-9]|3\d)(?![\d./,])"
)
"""«Periode 07.26», «LPER 2607», «Termin 0726»."""
_SHORT_ALONE = re.compile(
    r"(?P<month>0[1-9]|1[0-2])[-/.]?(?P<year>2[4-9]|3\d)|(?P<yy>2[4-9]|3\d)[-/.]?(?P<mm>0[1-9]|1[0-2])"
)
"""The same, where the label stands in the cell above or beside."""
_PERIOD_LABEL = re.compile(r"periode|\bl? ?per\b|maned|\bmnd\b|termin|\bmonth\b|\bperiod\b")
_ALONE_LABEL = re.compile(rf"{_PERIOD_LABEL.pattern}|manad|tidsrom|gjelder|menuo|miesiac|\bmonat")
"""«Lønnsrapport fagforening   1» ends with the number of the page."""
_BARE = re.compile(rf"(?<!\w){_NAME}(?!\w)|{_WORD}(?: ?nr)?[ :.]*(?P<month>0?[1-9]|1[0-2])(?![\d./\-])")
_BETWEEN = re.compile(
    r"\s*(?:--?|–|—|til(?: og med)?|t\.? ?o\.? ?m\.?|to|do|bis|through|thru|\.\.|,)?"
    r"(?: ?periode?n?| ?til ?dato| ?dato)?[ :]*\s*"
)

_FOR = re.compile(
    r"periode|termin|maned|manad|tidsrom|\bmnd\b|gjelder|\bfor(?: perioden)?:?$|month|period|trekkliste|fagforening|"
    r"kontingent|\btrekk|\btrakk|union|deduct|lonn for|dues|fackavgift|avdrag|utvalg|\bl ?per\b|miesiac|okres|\bmonat|"
    r"zeitraum|menuo|menesi|laikotarp|\bluna\b|perioada|potrac|skladk|\bpayroll (?:for|of)|\bpayroll$|palgaarv"
)
_NOT = re.compile(
    r"utskr|skrev(?:et|en|i)\b|utbet|\bkjor|\bdato|\bprint|\bdate|opprett|rapportert|\bforfall|betaling(?!s?mottak)|betalt|lonnsdato|"
    r"eksport|\bgenerer|\bsist|forrige|\bneste|\bsats|gyldig|fra og med|\bfom\b|f o m|innmeld|\bstart|hittil|"
    r"\bytd|\bakk|oppdater|avstem(?:t|mingsd)|valuta|versjon|korreksjon|korr\b|etterbet|tariff|reguler|\bpaid|payment|"
    r"created|(?<!payroll )(?<!payroll / )\brun\b|\blaget|\blevert|\bsendt|\bfodt|"
    r"(?<!\bpr )(?<!\bpr\. )(?<!\bper )\bansatt(?!e\b)|"
    r"nye? ansatt|sluttet|avtale|endring|ny sats|"
    r"\bmal\b|frist\b|\binnen\b|\bdue\b|lonnsoppgjor|vedtatt|arkiv|signert|godkjent|remittance date|remitted|a.melding|"
    r"sammenlign|compared|fiscal|\bfy\b|regnskaps ?(?:ar|periode)|wydruk|wyplat|druck|zahlung|ismokej|spausdin|\bdatum"
)


_ANSWERED = re.compile(r"\b(?:sv|re|vs|fwd?|aw):")
"""«Emne: SV: Trekkliste april» is what the mail before it was about."""

_SOFT = re.compile(
    r"\b(?:(?:ut|inn)?betal\w*|rapporter\w*|sendt|levert|laget|eksporter\w*|generer\w*|oppdater\w*|avstem\w*)\b"
    r"(?=[^,;:]*(?:kontingent|trekk\b|\bfor\b|\bperioden?\b|\bgjelder\b|\bdues\b))"
)
"""«Liste over betalt kontingent februar»: of what was deducted then, not of the day of payment."""

_UNTIL = re.compile(r"(?:t\.? ?o\.? ?m|til og med|\bthrough|\bthru|period end\w*(?: date)?)[ .:]*$")
"""«Lønnskjøring t.o.m. 30.09.2026» is September's."""
_PAID_IN = re.compile(r"utbetalings?(?=periode|maned|termin)")
"""«Utbetalingsperiode: 03.2026» is no day of payment."""

_RUN = re.compile(r"^(?:kjoring|run|payroll run|lonnskjoring)$")
EARNED = re.compile(r"\bopptjen|\bwork period|\btooperiood|\bearned|\barbeidsperiode|\barbeitszeitraum")
"""When the work was done, where the month of the payroll run is another."""
_FIRM = re.compile(r"^(?:(?! av )[^:,;])*\b(?:as|asa|sa|ans|da|ks|nuf|ba|iks|hf|kf|kommune)\b(?=[ ,(\-–]*\d|$)")
"""A firm's name in front of its number: «Sprint Mal AS» says nothing of what the month is."""


_VERSION = re.compile(r"20\d\d\.\d")
"""«Visma Lønn 2026.1» at the foot of a page."""


class Found(Struct, frozen=True):
    """A month in a text.  `kind`: 'month', 'range' (exactly its days), 'span' (several), 'day', 'bare' (no year)."""

    period: str
    kind: str
    label: str
    text: str
    until: str = ""

    @property
    def score(self) -> float:
        """How strongly this says which month the list is for; below 1 it says nothing."""
        base: float = {"month": 2, "range": 3, "span": 3, "day": 2 if _UNTIL.search(self.label) else -1, "bare": 1}[
            self.kind
        ]
        if self.kind == "month" and _RUN.search(self.label):
            return base
        base -= 1.5 * bool(EARNED.search(self.label))
        if _VERSION.fullmatch(self.text) and not _PERIOD_LABEL.search(self.label):
            return base - 5
        against = _NOT.search(_PAID_IN.sub(" ", _SOFT.sub(" ", _UNTIL.sub(" ", self.label))))
        if against and not (self.kind in ("range", "span") and not re.search(r"hittil|ytd|akk|sats", self.label)):
            return base - 5
        answered = 2 if _ANSWERED.search(self.label) else 0
        return (base + 3 if _FOR.search(self.label) else base) - answered


def find_months(text: str, label: str = "") -> list[Found]:
    """All months that a text names, each with the words that lead up to it.  `label`: words that stand above it."""
    light = _NUMBERS_APART.sub(_days_of_numbers, _SAID_TWICE.sub(_said_once, _NUMBERED.sub(_unnumbered, _light(text))))
    folded = _MONTHS_APART.sub(_as_days, _MONTHS_TOGETHER.sub(_together, light))
    marks = _ranges(folded, _days(folded))
    for pattern in _MONTH_PATTERNS:
        for match in pattern.finditer(folded):
            if not any(mark.start < match.end() and match.start() < mark.end for mark in marks):
                own = "periode" if re.match(r"periode|termin|maned|mnd|month", match[0]) else ""
                marks.append(_Mark(match.start(), match.end(), _period(match), "month", own=own))
    if not any(mark.kind != "day" for mark in marks):
        marks += [
            bare for bare in _bare(folded, label) if not any(m.start < bare.end and bare.start < m.end for m in marks)
        ]
    marks.sort(key=lambda mark: mark.start)
    found, end = [], 0
    for mark in marks:
        words = folded[max(end, mark.start - 60) : mark.start].strip(" :-–,.(")
        before = _FIRM.sub(" ", words) if re.search(r"[a-z]", words) else f"{label} {words}"
        found.append(
            Found(mark.period, mark.kind, f"{before} {mark.own}".strip(), folded[mark.start : mark.end], mark.until)
        )
        end = mark.end
    return found


_SAID_TWICE = re.compile(rf"(?<!\d)(0?[1-9]|1[0-2]) ?\({_NAME}\) ?(20\d\d)(?!\d)")
"""«Lønnsperiode 11 (november) 2025»."""
_NUMBERED = re.compile(
    rf"(kjoring|periode|termin|maned|run|period)(?: nr\.?)? (0?[1-9]|1[0-2]) ({_NAME} ?20\d\d)(?!\d)"
)
"""«Lønnskjøring 05  Mai 2026» is no day in May."""
_NUMBERS_APART = re.compile(
    r"(?<![\d.])(?:(20\d\d)[/.-]?(0[1-9]|1[0-2])|(0[1-9]|1[0-2])[/.](20\d\d))\s*"
    r"(?:-|–|—|\b(?:til|to)\b(?: ?(?:og med )?(?:periode|period|maned)\w*)?:?)\s*"
    r"(?:(20\d\d)[/.-]?(0[1-9]|1[0-2])|(0[1-9]|1[0-2])[/.](20\d\d))(?![\d./-])"
)
"""«2026/01 - 2026/03», «202601 - 202603», «01.2026 – 03.2026» and «2026.01 Til periode: 2026.03»."""


def _said_once(match: re.Match[str]) -> str:
    return f"{match['name']} {match[3]}" if NAMES[match["name"]] == int(match[1]) else match[0]


def _unnumbered(match: re.Match[str]) -> str:
    return f"{match[1]} {match[3]}" if NAMES[match["name"]] == int(match[2]) else match[0]


def _days_of_numbers(match: re.Match[str]) -> str:
    first, until = (match[2] or match[3], match[1] or match[4]), (match[6] or match[7], match[5] or match[8])
    return f"01.{first[0]}.{first[1]} - 28.{until[0]}.{until[1]}"


_MONTHS_TOGETHER = re.compile(
    rf"(?<![^\W_]){_NAME.replace('?P<name>', '?P<first>')}(?:, ?{_NAME.replace('?P<name>', '?P<second>')})?"
    rf" (?:og|and|&) {_NAME.replace('?P<name>', '?P<until>')} ?(?P<year>20\d\d)(?!\d)"
)


def _together(match: re.Match[str]) -> str:
    """«oktober, november og desember 2025» as its days, where the months follow each other."""
    months = [NAMES[name] for name in (match["first"], match["second"], match["until"]) if name]
    if months != list(range(months[0], months[0] + len(months))):
        return match[0]
    return f"01.{months[0]:02}.{match['year']} - 28.{months[-1]:02}.{match['year']}"


_MONTHS_APART = re.compile(
    rf"(?<![^\W_]){_NAME} ?(?P<first>20\d\d)?\s*(?:-|–|—|\btil\b|\bto\b|\btom\b)\s*"
    rf"{_NAME.replace('?P<name>', '?P<until>')} ?(?P<year>20\d\d)(?!\d)"
)


def _as_days(match: re.Match[str]) -> str:
    """«januar – mars 2025» as its days, which are read already."""
    year = match["year"]
    return f"01.{NAMES[match['name']]:02}.{match['first'] or year} - 28.{NAMES[match['until']]:02}.{year}"


class _Mark(Struct):
    start: int
    end: int
    period: str
    kind: str
    until: str = ""
    own: str = ""


def plain_days(text: str) -> list[date]:
    """All full dates in a text."""
    return [day for _, day in _days(_light(text))]


def _light(text: str) -> str:
    """Folded letters with the punctuation that dates need."""
    light = re.sub(r"\s+", " ", fold_keeping(text)).strip()
    return _HALF_RANGE.sub(lambda m: f"{m[1]}.{m[2] or m[5]}.{m[6]} {m[3]} {m[4]}.{m[5]}.{m[6]}", light)


def fold_keeping(text: str) -> str:
    """Like `fold`, but dots, dashes and slashes stay."""
    text = normalize("NFC", text)
    return "".join(
        fold(part) if part[:1].isalpha() else part for part in re.split(r"([^\W\d_]+)", text.replace("\u00a0", " "))
    )


def _days(text: str) -> list[tuple[tuple[int, int], date]]:
    days: list[tuple[tuple[int, int], date]] = []
    for pattern in _DAY_PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = NAMES[parts["name"]] if parts.get("name") else int(parts["m"])
            year = int(parts["y"]) if len(parts["y"]) == 4 else 2000 + int(parts["y"])
            try:
                day = date(year, month, int(parts["d"]))
            except ValueError:
                continue
            if not any(start < match.end() and match.start() < end for (start, end), _ in days):
                days.append((match.span(), day))
    return sorted(days)


def _ranges(text: str, days: list[tuple[tuple[int, int], date]]) -> list[_Mark]:
    """Days as marks; two with a dash between them are a month when they are its first day and one of its last."""
    marks: list[_Mark] = []
    n = 0
    while n < len(days):
        (start, end), first = days[n]
        pair = days[n + 1] if n + 1 < len(days) else None
        if pair and first <= pair[1] and _BETWEEN.fullmatch(text[end : pair[0][0]]):
            last = pair[1]
            same = (first.year, first.month) == (last.year, last.month)
            whole = same and first.day == 1 and last.day >= 28  # «30.03» is written for the last of March too
            kind = "range" if whole else "day" if same else "span"
            marks.append(_Mark(start, pair[0][1], f"{first:%Y-%m}", kind, f"{last:%Y-%m}"))
            n += 2
        else:
            marks.append(_Mark(start, end, f"{first:%Y-%m}", "day"))
            n += 1
    return marks


_SHORT_PAIRS = (("yy", "mm"), ("y2", "m2"), ("y3", "m3"))


def _period(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if not parts["year"]:
        year, month = next((parts[y], parts[m]) for y, m in _SHORT_PAIRS if parts.get(y))
        return f"20{year}-{int(month):02}"
    month = NAMES[parts["name"]] if parts.get("name") else int(parts["month"])
    year = parts["year"]
    return f"{year if len(year) == 4 else '20' + year}-{month:02}"


_SHORT_NAMES = {"mai", "may", "mar", "jun", "jul", "des", "dec", "sep"}
_DEDUCTED_IN = re.compile(
    r"(?:trekk\w*|trakk|trukket|gjelder|lonn\w*|kontingent\w*)(?: \w+)? (?:i|for) $|"
    r"\b(?:\w*list[ae]n?|oversikten?) for $"
)
"""«Rapporten gjelder trekket i mai», «her er lista for mai»."""
_SECOND_NAME = re.compile(r" (?!lonn|trekk|kont|mnd|maned|til\b|og\b|per|liste|utbet|fellesf)[a-z]{3,}")
"""«Jan Erik Nygaard» is no January."""


def _bare(text: str, label: str) -> list[_Mark]:
    """A month without its year."""
    if short := _LABELLED_SHORT.search(text):
        return [_Mark(short.start(), short.end(), _period(short), "month", own="periode")]
    if label and (short := _SHORT_ALONE.fullmatch(text)) and _PERIOD_LABEL.search(fold(label)):
        return [_Mark(0, len(text), _period(short), "month", own="periode")]
    if label and (alone := re.fullmatch(r"0?[1-9]|1[0-2]", text)) and _ALONE_LABEL.search(fold(label)):
        return [_Mark(0, len(text), f"????-{int(alone[0]):02}", "bare")]
    bare = []
    for match in _BARE.finditer(text):
        month = NAMES[match["name"]] if match["name"] else int(match["month"])
        if match["name"] in _SHORT_NAMES and len(text) > 25 and not _DEDUCTED_IN.search(text[: match.start()]):
            continue
        if match["name"] and match["name"] not in HERE:
            continue
        if match[0] in ("jan", "august", "april") and _SECOND_NAME.match(text, match.end()):
            continue
        own = "" if match["name"] else "periode"
        bare.append(_Mark(match.start(), match.end(), f"????-{month:02}", "bare", own=own))
    return bare


def cell_period(cell: object) -> str | None:
    """The month in a cell of a period column: 202610, 112026, '10/2026', 'okt 26', a date, a range of dates."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}"
    if isinstance(cell, (int, float)):
        cell = str(int(cell)) if cell == int(cell) else str(cell)
    text = str(cell).strip()
    if re.fullmatch(r"[1-9]20\d\d", text):
        return f"{text[1:]}-0{text[0]}"
    if short := re.fullmatch(r"(0?[1-9]|1[0-2])[-/.](2\d)", text):
        return f"20{short[2]}-{int(short[1]):02}"
    if short := re.fullmatch(r"(2\d)[-/.]?(0[1-9]|1[0-2])", text):
        return f"20{short[1]}-{int(short[2]):02}"
    found = find_months(text)
    periods = {one.period for one in found if one.kind != "bare" and (not one.until or one.until == one.period)}
    return periods.pop() if len(periods) == 1 and not any(one.kind == "span" for one in found) else None


def parted_period(year: object, month: object) -> str | None:
    """'2026-10' for a year and a month (10, '10', 'oktober') in cells of their own."""
    if isinstance(year, date) or isinstance(month, date):
        return None
    years = str(int(year)) if isinstance(year, (int, float)) else str(year).strip()
    text = str(int(month)) if isinstance(month, (int, float)) else fold(str(month))
    number = int(text) if text.isdecimal() else NAMES.get(text, 0)
    return f"{years}-{number:02}" if re.fullmatch(r"20\d\d", years) and 1 <= number <= 12 else None


_DAY_PATTERNS = [re.compile(pattern) for pattern in _DAY]
_MONTH_PATTERNS = [re.compile(pattern) for pattern in _MONTH]
