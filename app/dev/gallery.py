"""What the component gallery shows: a frame around it, of somebody who does not exist."""

from app.employers.shell import Other, Shell

_NAMES = ("Nordvik Industri AS", "Nordvik Mekaniske AS", "Sundøya Laks AS")
_EMPLOYERS = [Other(n, name, f"99911{n}222") for n, name in enumerate(_NAMES, start=1)]

FRAME = Shell(
    employer=_EMPLOYERS[0],
    employers=_EMPLOYERS,
    total=len(_EMPLOYERS),
    sections=("home", "files", "missing", "letters", "submissions"),
    counts={"missing": 4, "letters": 3},
    period="2026-11",
)
