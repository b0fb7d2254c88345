"""The table that `portal bench` prints."""

import json

from app.bench.goals import CLOSE, MET, MISSED, Figure

WORDS = {MET: "reached", CLOSE: "within noise", MISSED: "MISSED", "": ""}

Section = tuple[str, list[Figure]]


def table(sections: list[Section]) -> str:
    """What was measured, its goal and the verdict, section by section."""
    wide = max(len(figure.what) for _, figures in sections for figure in figures)
    lines = []
    for title, figures in sections:
        lines += ["", title, "─" * (wide + 52)]
        for one in figures:
            value = f"{_number(one.value)} {one.unit}".rstrip()
            lines.append(
                f"{one.what:<{wide}}  {value:>14}  {one.goal:>8}  {WORDS[one.verdict]:<12}  {one.beside}".rstrip()
            )
    return "\n".join(lines)


def _number(value: float) -> str:
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def as_json(sections: list[Section]) -> str:
    """The same for another program."""
    found = {title: [figure._asdict() for figure in figures] for title, figures in sections}
    return json.dumps(found, ensure_ascii=False, indent=1)


def missed(sections: list[Section]) -> list[str]:
    """What was not reached."""
    return [f"{title}: {one.what}" for title, figures in sections for one in figures if one.verdict == MISSED]
