"""Which union a text speaks of.  Short names count in capitals only, firm-like ones only beside union words."""

import re
from functools import cached_property, lru_cache

from app.intake.headings import fold

_KNOWN: dict[str, str] = {
    "Fellesforbundet": "Fellesforbundet,Felles forbundet,Fellesforb,Fellesforb.,Fellesf,=FF",
    "FLT": "Forbundet for Ledelse og Teknikk,=FLT",
    "Industri Energi": "Industri Energi,IndustriEnergi,Industrienergi,=IE",
    "Styrke": "?Styrke,Forbundet Styrke",
    "Fagforbundet": "Fagforbundet,Fagforb,!FAGF,=FFO",
    "FO": "Fellesorganisasjonen,Fellesorg,=FO",
    "NTL": "Norsk Tjenestemannslag,=NTL",
    "NNN": "Norsk Nærings- og Nytelsesmiddelarbeiderforbund,Næringsmiddelarbeiderforbund,Nærings- og nytelse,=NNN",
    "Handel og Kontor": "Handel og Kontor,Handel & Kontor,=HK,=HKN",
    "EL og IT": "EL og IT Forbundet,EL & IT,EL og IT,=ELIT,El&It,EL/IT",
    "Norsk Arbeidsmandsforbund": "Norsk Arbeidsmandsforbund,Arbeidsmandsforbundet,=NAF",
    "Norsk Transportarbeiderforbund": "Norsk Transportarbeiderforbund,Transportarbeiderforbundet,=NTF",
    "Norsk Jernbaneforbund": "Norsk Jernbaneforbund,Jernbaneforbundet,=NJF",
    "Norsk Lokomotivmannsforbund": "Norsk Lokomotivmannsforbund,Lokomotivmannsforbundet",
    "Creo": "?Creo",
    "Skolenes landsforbund": "Skolenes landsforbund,=SL",
    "Fengsels- og Friomsorgsforbundet": "Norsk Fengsels- og Friomsorgsforbund,Fengselsforbundet,=NFF",
    "Norsk Sjømannsforbund": "Norsk Sjømannsforbund,Sjømannsforbundet,=NSF",
    "Norsk Sjøoffisersforbund": "Norsk Sjøoffisersforbund,Sjøoffisersforbundet,=NSOF",
    "Maskinistforbundet": "Maskinistforbundet,Det norske maskinistforbund,=DNMF",
    "Parat": "?Parat",
    "Delta": "?Delta",
    "Negotia": "Negotia",
    "SAFE": "=SAFE",
    "YTF": "Yrkestrafikkforbundet,=YTF",
    "Finansforbundet": "Finansforbundet",
    "BFO": "Befalets Fellesorganisasjon,=BFO",
    "Lederne": "?Lederne",
    "NITO": "=NITO,Norges Ingeniør- og Teknologorganisasjon",
    "Tekna": "Tekna",
    "Utdanningsforbundet": "Utdanningsforbundet,=UDF",
    "Sykepleierforbundet": "Norsk Sykepleierforbund,Sykepleierforbundet",
    "Fysioterapeutforbundet": "Norsk Fysioterapeutforbund",
    "Norsk Ergoterapeutforbund": "Norsk Ergoterapeutforbund,Ergoterapeutene",
    "Norsk Radiografforbund": "Norsk Radiografforbund,Radiografforbundet",
    "Forskerforbundet": "Forskerforbundet",
    "Norsk Lektorlag": "Norsk Lektorlag,Lektorlaget",
    "Legeforeningen": "Den norske legeforening,Legeforeningen,=DNLF",
    "Samfunnsviterne": "Samfunnsviterne",
    "Juristforbundet": "Juristforbundet,Norges Juristforbund",
    "Econa": "Econa",
    "Naturviterne": "Naturviterne",
    "Arkitektenes fagforbund": "Arkitektenes fagforbund,=AFAG",
    "Psykologforeningen": "Norsk psykologforening,Psykologforeningen",
    "Politiets Fellesforbund": "Politiets Fellesforbund",
    "Norsk Journalistlag": "Norsk Journalistlag,Journalistlaget",
    "Norsk Flygerforbund": "Norsk Flygerforbund,Flygerforbundet",
    "Norsk Kabinforening": "Norsk Kabinforening",
    "Farmasiforbundet": "Farmasiforbundet",
    "Folkehøgskoleforbundet": "Folkehøgskoleforbundet,=FHF",
    "Den norske kirkes presteforening": "Presteforeningen",
    "Skolelederforbundet": "Skolelederforbundet",
    "Bibliotekarforbundet": "Bibliotekarforbundet",
    "Akademikerforbundet": "Akademikerforbundet",
    "Krifa": "?Krifa,Kristelig Fagforening",
    "Unio": "=UNIO",
    "Norsk Post- og Kommunikasjonsforbund": "Postkom,Norsk Post- og Kommunikasjonsforbund",
    "Norsk Grafisk": "Norsk Grafisk Forbund",
    "Telefag": "Telefag",
    "Norges Farmaceutiske Forening": "Norges Farmaceutiske Forening",
    "Tannlegeforeningen": "Tannlegeforeningen",
    "Veterinærforeningen": "Veterinærforeningen",
    "Personellforbundet": "Personellforbundet",
    "Norsk Offisersforbund": "Norges Offisersforbund,Norsk Offisersforbund",
    "Prosus": "Prosus",
    "Musikernes fellesorganisasjon": "Musikernes fellesorganisasjon,=MFO",
    "Norsk Skuespillerforbund": "Norsk Skuespillerforbund",
    "Byggnads": "?Byggnads,Byggnadsarbetareförbundet",
    "IF Metall": "IF Metall",
    "Unionen": "?Unionen",
    "Seko": "?Seko",
    "Svenska Elektrikerförbundet": "Elektrikerförbundet",
    "Svenska Transportarbetareförbundet": "Transportarbetareförbundet",
    "GS-facket": "GS-facket,GS facket",
    "3F": "=3F,Fagligt Fælles Forbund",
    "Dansk Metal": "Dansk Metal",
}
_UNION_WORDS = re.compile(r"fagforen|\bfack|forbund|trekk|kontingent|union|medlem|leverandor|kreditor|mottaker|fagforb")

_LABEL = re.compile(r"(?:fagf|forb|fagforb|fagforbund|fagforening|forbund|org)(?:\.|:|\.:|\s*[:=])\s*(?=\w)", re.I)
_CUT_OFF = 9
"""Letters: a narrow column cuts «Utdanningsforbundet» off, and so much (at least half) is enough."""

_ANY_UNION = re.compile(r"(?:norsk )?(?:fag ?)?(?:forbund|forening)(?:et|en)?")
"""«Trekk fagforbund» is no union's name cut off."""

_SHORT = re.compile(r"\bforb(?= for\b)")
"""«Forb. for Ledelse og Teknikk»"""
_FIRM = r"(?:AS|ASA|SA|ANS|DA|KS|BA|IKS|HF|KF|AB)"


Named = tuple[str, tuple[str, ...]]
"""A union's name and its other names."""


class Unions:
    """The union we read for, those of the installation, and all others we know the names of.

    Where two have the same name, it is ours before another's here, and that one's before our dictionary's.
    """

    def __init__(self, ours: str, aliases: tuple[str, ...] = (), here: tuple[Named, ...] = ()) -> None:
        self.ours = ours
        mine = [(ours, aliases), *((name, more) for name, more in here if name != ours)]
        called = {known: name for name, _ in reversed(mine) if (known := _in_dictionary(name))}
        self._names: list[tuple[str, str, str]] = []
        for name, more in mine:
            for alias in (name, *more):
                self._names.append((name, alias, "=" if len(alias) <= 3 else "a"))
        for name, names in _KNOWN.items():
            for alias in names.split(","):
                self._names.append((called.get(name, name), alias.lstrip("=?!"), alias[0]))
        self._cache: dict[tuple[str, bool], frozenset[str]] = {}

    @cached_property
    def _patterns(
        self,
    ) -> tuple[list[tuple[str, re.Pattern[str]]], list[tuple[str, str]], list[tuple[str, re.Pattern[str]]]]:
        """Short names as printed, firm-like words, and long names folded (longest first)."""
        short = [
            (name, re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)")) for name, alias, kind in self._names if kind == "="
        ]
        # «FAGF» alone is a union; «FAGF.LISTE» and «FAGF: NNN» speak of unions
        short += [
            (name, re.compile(rf"^(?:\d+ )?{re.escape(alias)}(?: \d+| avd.*)?$"))
            for name, alias, kind in self._names
            if kind == "!"
        ]
        firms = [(name, fold(alias)) for name, alias, kind in self._names if kind == "?"]
        plain = [(name, fold(alias)) for name, alias, kind in self._names if kind not in "=?!"]
        plain += [
            (name, alias[:-5]) for name, alias in plain if alias.endswith("forbundet") and len(alias) > _CUT_OFF + 3
        ]
        plain.sort(key=lambda pair: -len(pair[1]))
        return short, firms, [(name, re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)")) for name, alias in plain]

    def named(self, text: str, labelled: bool = False) -> frozenset[str]:
        """The unions that a text names.  `labelled`: it stands where a union is expected (after «Fagforening:»)."""
        key = (text, labelled)
        if key not in self._cache:
            if len(self._cache) > 50_000:
                self._cache.clear()
            self._cache[key] = self._find(text, labelled)
        return self._cache[key]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(pattern.pattern for _, pattern in self._patterns[2]))

    @cached_property
    def _first_words(self) -> frozenset[str]:
        patterns = (pattern.pattern.removeprefix(r"(?<!\w)") for _, pattern in self._patterns[2])
        return frozenset(re.findall(r"\w+", pattern)[0] for pattern in patterns)

    def may_be_in(self, text: str) -> bool:
        """Whether a long text has any word that a union's name begins with: asked once of many names, and quickly."""
        return not self._first_words.isdisjoint(re.findall(r"\w+", fold(text)))

    def borne_by(self, name: str) -> bool:
        """Whether a person's name holds a union's: then a title or a cell beside it has come into it."""
        return self._any.search(fold(name)) is not None

    def one_of(self, named: frozenset[str]) -> str | None:
        """Ours where it is among them."""
        if self.ours in named:
            return self.ours
        return min(named) if named else None

    def spoken_of(self, cell: str, row: str) -> frozenset[str]:
        """The unions that a cell may mean beside a list: short names of two letters, and those that firms and people
        bear too, count only where its row speaks of unions."""
        named = self.named(cell)
        if not named or _UNION_WORDS.search(fold(row)):
            return named
        if re.search(rf"\b{_FIRM}\b", cell):
            return frozenset()
        short, _, plain = self._patterns
        folded = fold(cell)
        return frozenset(
            name
            for name in named
            if any(one == name and pattern.search(folded) for one, pattern in plain)
            or any(one == name and len(found[0]) > 2 for one, pattern in short if (found := pattern.search(cell)))
        )

    def _find(self, text: str, labelled: bool) -> frozenset[str]:
        if len(text) < 2 or len(text) > 300:
            return frozenset()
        short, firms, plain = self._patterns
        if (label := _LABEL.match(text)) and (behind := self._find(text[label.end() :], True)):
            return behind
        folded = _SHORT.sub("forbundet", fold(text))
        found = set()
        rest = folded
        for name, pattern in plain:
            if pattern.search(rest):
                found.add(name)
                rest = pattern.sub(" ", rest)
        found |= {name for name, pattern in short if pattern.search(text)}
        if labelled or _UNION_WORDS.search(folded):
            found |= {name for name, word in firms if re.search(rf"(?<!\w){word}(?!\w)", rest)}
        else:
            found |= {name for name, word in firms if rest.strip() == word}
        if labelled and not (found or _ANY_UNION.fullmatch(folded)) and (cut := self._cut(folded)):
            return cut
        if not found and _UNION_WORDS.search(folded):  # «Union dues Fellesforbunde»
            words = folded.split()
            tails = (" ".join(words[at:]) for at in range(1, len(words)))
            return next(
                (cut for tail in tails if not _ANY_UNION.fullmatch(tail) and (cut := self._cut(tail))), frozenset()
            )
        return frozenset(found)

    def _cut(self, folded: str) -> frozenset[str]:
        """The only union whose name begins so, where the column was too narrow for all of it."""
        if len(folded) < _CUT_OFF:
            return frozenset()
        whole = {name for name, alias in self._whole if alias.startswith(folded) and 2 * len(folded) > len(alias)}
        return frozenset(whole) if len(whole) == 1 else frozenset()

    @cached_property
    def _whole(self) -> list[tuple[str, str]]:
        return [(name, fold(alias)) for name, alias, kind in self._names if kind not in "=!"]


def _same(ours: str, name: str, names: str) -> bool:
    wanted = fold(ours)
    return wanted == fold(name) or wanted in {fold(alias.lstrip("=?!")) for alias in names.split(",")}


@lru_cache(maxsize=512)
def _in_dictionary(ours: str) -> str | None:
    """What our dictionary calls a union."""
    return next((name for name, names in _KNOWN.items() if _same(ours, name, names)), None)


@lru_cache(maxsize=64)
def unions_for(ours: str, aliases: tuple[str, ...] = (), here: tuple[Named, ...] = ()) -> Unions:
    """`here` are the installation's unions."""
    return Unions(ours, aliases, here)


def names_a_union(text: str) -> bool:
    """Whether a short text is the name of some union, or holds one that nobody else bears."""
    return len(text) <= 60 and bool(unions_for("Fellesforbundet").named(text))
