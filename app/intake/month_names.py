"""The names of the months, folded, as payroll offices here and abroad write them."""

NAMES = {
    "jan": 1,
    "januar": 1,
    "january": 1,
    "januari": 1,
    "feb": 2,
    "februar": 2,
    "february": 2,
    "februari": 2,
    "mar": 3,
    "mars": 3,
    "march": 3,
    "apr": 4,
    "april": 4,
    "mai": 5,
    "may": 5,
    "maj": 5,
    "jun": 6,
    "juni": 6,
    "june": 6,
    "jul": 7,
    "juli": 7,
    "july": 7,
    "aug": 8,
    "august": 8,
    "augusti": 8,
    "sep": 9,
    "sept": 9,
    "september": 9,
    "okt": 10,
    "oktober": 10,
    "oct": 10,
    "october": 10,
    "nov": 11,
    "november": 11,
    "des": 12,
    "desember": 12,
    "dec": 12,
    "december": 12,
}
HERE = frozenset(NAMES)
"""Those that mean a month without a year beside them; «Maja» and «Marca» are people too."""

_ABROAD = (
    "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "sausis vasaris kovas balandis geguze birzelis liepa rugpjutis rugsejis spalis lapkritis gruodis",
    "januar februar maerz april mai juni juli august september oktober november dezember",
    "januar februar marts april maj juni juli august september oktober november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
)
NAMES |= {name: n for names in _ABROAD for n, name in enumerate(names.split(), 1)}
"""Payroll offices abroad write their own: Polish, Lithuanian, German, Danish, Romanian; folded."""
