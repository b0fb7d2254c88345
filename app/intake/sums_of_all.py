"""«Sum trekk» over canteen, pension and every union: a sum of all deductions, and no rival of our own column."""

from app.intake.amounts import to_ore
from app.intake.headings import fold
from app.intake.kinds import is_unrelated
from app.intake.pick import Pick
from app.intake.profiles import Profile
from app.intake.rows import Walked
from app.intake.unions import Unions


def sums_of_all(pick: Pick, walked: Walked, unions: Unions) -> bool:
    """Whether each rival is the sum of our column and others that are plainly another's or no union's."""
    typed = walked.typed
    beside = [p for p in typed.profiles if p.filled and p.is_money and p.index not in typed.roles.values()]
    parts = [p for p in beside if p.index not in pick.rivals]
    others = [p for p in parts if p.index not in pick.columns]
    if len(pick.columns) != 1 or not pick.rivals or not others or not all(_is_not_ours(p, unions) for p in others):
        return False
    rows = [typed.block.sheet.rows[row.at] for row in walked.people]
    for rival in pick.rivals:
        for row in rows:
            sums = [(to_ore(row[p.index], p.mark) or 0) if p.index < len(row) else 0 for p in parts]
            whole = to_ore(row[rival], typed.profiles[rival].mark) if rival < len(row) else 0
            if sum(sums) != (whole or 0):
                return False
    return len(rows) > 2


def _is_not_ours(profile: Profile, unions: Unions) -> bool:
    named = unions.named(profile.heading, labelled=True)
    return bool(named and unions.ours not in named) or (not named and is_unrelated(fold(profile.heading)))
