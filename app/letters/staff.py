"""What stands around staff's pages of letters."""

import msgspec

from app.i18n import N_, gettext

SECTIONS = (
    ("/staff/letters", N_("Brev")),
    ("/staff/letters/notices", N_("Start, endring og stopp")),
    ("/staff/letters/templates", N_("Brevmaler")),
)


class Named(msgspec.Struct, frozen=True):
    name: str


class StaffShell(msgspec.Struct, frozen=True, kw_only=True):
    """The frame: `items` are (path, words, current, count, what is counted); `unions` and `handled` names by id."""

    union: Named
    role: str
    items: list[tuple[str, str, bool, int, str]]
    unions: dict[int, str]
    handled: dict[int, str]


def staff_shell(unions: dict[int, str], handled: dict[int, str], path: str) -> StaffShell:
    """For a page at this path."""
    at = max((place for place, _ in SECTIONS if path.startswith(place)), key=len, default="")
    return StaffShell(
        union=Named(", ".join(unions.values())),
        role=gettext("Saksbehandler"),
        items=[(place, gettext(words), place == at, 0, "") for place, words in SECTIONS],
        unions=unions,
        handled=handled,
    )
