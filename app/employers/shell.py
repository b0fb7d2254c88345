"""What stands around an employer's page: for whom one acts, and the ways on."""

import msgspec

SECTIONS = ("home", "files", "missing", "letters", "submissions")
IN_SECTION = {
    "home": "home",
    "lists": "home",
    "uploads": "files",
    "missing": "missing",
    "letters": "letters",
    "submissions": "submissions",
}


class Other(msgspec.Struct, frozen=True):
    """A line of the employer switcher."""

    id: int
    name: str
    orgnr: str
    note: str = ""


class Shell(msgspec.Struct, kw_only=True):
    """The frame of an employer's page; `layouts/employer.html` says what is shown of it."""

    employer: Other
    employers: list[Other]
    total: int
    section: str = "home"
    sections: tuple[str, ...] = SECTIONS
    counts: dict[str, int] = {}
    period: str = ""
    unions: list[str] = []
    alone: bool = False  # one list was opened by its number: there is nothing else to go to


def section_of(path: str) -> str:
    """The section that a path under /e/{employer}/ belongs to."""
    parts = path.split("/", 4)
    return IN_SECTION.get(parts[3], "home") if len(parts) > 3 else "home"
