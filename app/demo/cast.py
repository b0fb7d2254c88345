"""Who is in the demo: two unions with different ways, a dozen employers from 3 to 5 000 people, and an accountant."""

from typing import NamedTuple

from app.unions.policies import Brand, Policy

PASSWORD = "demo demo demo demo"  # noqa: S105 - printed at the start, for a portal that nobody else reaches

NORDLYS, FJELL = "nordlys", "fjell-og-fjord"


class AUnion(NamedTuple):
    """A forbund.  Orgnrs are given out in order, the unions' first."""

    slug: str
    name: str
    email: str
    phone: str
    account_no: str
    aliases: tuple[str, ...]
    policy: Policy
    brand: Brand


UNIONS = (
    AUnion(
        NORDLYS,
        "Forbundet Nordlys",
        "trekk@nordlys.example",
        "22 00 00 10",
        "12345678903",
        ("Nordlys", "Forb. Nordlys"),
        Policy(),
        Brand(colour="#0b5f58"),
    ),
    AUnion(
        FJELL,
        "Fagforbundet Fjell og Fjord",
        "kontingent@fjellogfjord.example",
        "55 00 00 20",
        "98765432103",
        ("Fjell og Fjord", "FFF"),
        Policy(
            list_sign_in="NUMBER_AND_ID",
            comment_required=True,
            shown_parts=("dues", "insurance"),
            languages=("nb", "nn"),
            due_day=15,
            make_day=3,
            grace_days=5,
            reminder_days=(-5, 0, 7),
            kid_length=12,
            kid_method="MOD11",
            kid_per="AGREEMENT",
            letter_months=12,
            keep_files_months=6,
        ),
        Brand(colour="#3b3a78"),
    ),
)


class Unit(NamedTuple):
    """An agreement: how many people, since how many months the lists come, and which part of the employer it is."""

    union: str
    people: int
    part: str = ""
    months: int = 12
    basis: str = "FIXED"
    ended: bool = False  # everybody there has stopped: no lists are made for it any longer
    hub: bool = False


class Firm(NamedTuple):
    """An employer, with whoever sends its lists unless somebody of PEOPLE does."""

    key: str
    name: str
    city: str
    postcode: str
    units: tuple[Unit, ...]


FIRMS = (
    Firm("nordvik", "Nordvik Industri AS", "Mo i Rana", "8622", (Unit(NORDLYS, 25), Unit(FJELL, 8, basis="PERCENT"))),
    Firm("bakeri", "Fjordheim Bakeri AS", "Førde", "6800", (Unit(NORDLYS, 3),)),
    Firm("barnehage", "Solvang Barnehage SA", "Hamar", "2317", (Unit(NORDLYS, 12), Unit(FJELL, 2, ended=True))),
    Firm("hotell", "Havblikk Hotell AS", "Kristiansund", "6509", (Unit(NORDLYS, 41),)),
    Firm("transport", "Breivik Transport AS", "Bodø", "8006", (Unit(FJELL, 64),)),
    Firm("sagbruk", "Elvedal Sagbruk AS", "Elverum", "2406", (Unit(NORDLYS, 22), Unit(FJELL, 18))),
    Firm("oppdrett", "Lysegg Oppdrett AS", "Frøya", "7260", (Unit(FJELL, 35, hub=True),)),
    Firm("kraft", "Midnattsol Kraft AS", "Alta", "9510", (Unit(NORDLYS, 110),)),
    Firm("renhold", "Blankt Renhold AS", "Drammen", "3015", (Unit(NORDLYS, 160),)),
    Firm("verft", "Skarvøy Verft AS", "Ulsteinvik", "6065", (Unit(FJELL, 240, months=9),)),
    Firm(
        "kommune",
        "Vestre Åsdal kommune",
        "Åsdal",
        "4990",
        (
            Unit(NORDLYS, 190, "Pleie og omsorg", months=8),
            Unit(NORDLYS, 120, "Skole og barnehage", months=8),
            Unit(FJELL, 90, "Teknisk", months=8),
        ),
    ),
    Firm("helse", "Storfjord Helse HF", "Ålesund", "6017", (Unit(NORDLYS, 5000, months=3),)),
)

_PLACES = ("Haugen", "Vika", "Bakken", "Lunde", "Tangen", "Sletta", "Myra", "Brua", "Neset", "Lia", "Åsen", "Torget")
_TRADES = ("Rør", "Frisør", "Elektro", "Bygg", "Mat og Vin", "Bil", "Blomster", "Tannklinikk", "Maskin", "Interiør")
CLIENTS = 36


def _client(n: int) -> Firm:
    name = f"{_PLACES[n % len(_PLACES)]} {_TRADES[n * 3 % len(_TRADES)]} AS"
    units = [Unit(NORDLYS, 2 + n * 7 % 11, months=8)]
    if n % 3 == 1:
        units.append(Unit(FJELL, 2 + n % 4, months=8))
    return Firm(f"client-{n}", name, "Larvik", "3256", tuple(units))


CLIENT_FIRMS = tuple(_client(n) for n in range(CLIENTS))
ALL_FIRMS = FIRMS + CLIENT_FIRMS


class Somebody(NamedTuple):
    """A user of an employer, with what signing in as them shows."""

    key: str
    name: str
    email: str
    firms: tuple[str, ...]
    role: str = "SUBMIT"
    shows: str = ""


PEOPLE = (
    Somebody(
        "anna",
        "Anna Nygård",
        "anna@nordvik.example",
        ("nordvik",),
        shows="one employer, two unions: a list to deliver, one begun, one that was reopened in its time",
    ),
    Somebody(
        "bo",
        "Bo Haugland",
        "bo@havblikk.example",
        ("hotell", "barnehage", "bakeri", "transport"),
        "MANAGE",
        "some employers: one late, one half done, one with no list, one waiting to be reopened",
    ),
    Somebody(
        "regine",
        "Regine Tall",
        "regine@tallverket.example",
        (*(firm.key for firm in CLIENT_FIRMS), "sagbruk"),
        shows=f"an accountant with {CLIENTS + 1} employers",
    ),
    Somebody("hege", "Hege Vang", "hege@storfjordhelse.example", ("helse",), shows="a list of 5 000 people"),
    Somebody(
        "kari", "Kari Vestby", "kari@vestreasdal.example", ("kommune",), "MANAGE", "a municipality with three lists"
    ),
)


class Employee(NamedTuple):
    """Somebody who works for a union."""

    key: str
    name: str
    email: str
    union: str
    role: str


STAFF = (
    Employee("siri", "Siri Moen", "siri@nordlys.example", NORDLYS, "HANDLE"),
    Employee("randi", "Randi Eide", "randi@nordlys.example", NORDLYS, "READ"),
    Employee("adam", "Adam Foss", "adam@nordlys.example", NORDLYS, "ADMINISTER"),
    Employee("stian", "Stian Fjeld", "stian@fjellogfjord.example", FJELL, "ADMINISTER"),
)
OPERATOR = ("Olav Drift", "olav@trekkportalen.example")
