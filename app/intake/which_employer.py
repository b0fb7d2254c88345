"""Which employer the lines are from."""

from collections import Counter

from app.intake.case import Case
from app.intake.employers import WEAK
from app.intake.facts import Candidate, settle
from app.intake.reading import Choice, Fact, Line, Place, Question

_PLAIN = 2.5
"""From here on a number stands plainly by a firm's name."""


def settle_employer(case: Case, kept: list[Line]) -> list[Line]:
    best, rivals = settle(case.orgnrs)
    if best and best.kind == "firm" and best.score >= WEAK:
        others = (one for one in case.orgnrs if one.value != best.value and one not in rivals)
        rivals += [one for one in others if one.kind == "firm" and one.score >= _PLAIN]  # two firms on top
    if best and any(line.orgnr for line in kept):
        for line in kept:
            line.orgnr = line.orgnr or best.value
    own = Counter(line.orgnr for line in kept if line.orgnr)
    if case.answers.orgnr:
        case.reading.orgnr = Fact(value=case.answers.orgnr, sure=True)
        several = len(own) > 1 and case.answers.orgnr in own
        return [line for line in kept if line.orgnr in (case.answers.orgnr, None)] if several else kept
    if len(own) > 1 or (own and len(kept) > sum(own.values())):
        return _several_employers(case, kept, own)
    if own:
        value = next(iter(own))
        clash = bool(best and best.score >= 3 and best.value != value)
        case.reading.orgnr = Fact(value=value, sure=not clash)
        if clash:
            case.ask(_orgnr_question(value, [Candidate(value or "", 3, Place()), best] if best else []))
        return kept
    if best is None:
        case.warn("no_orgnr")
        if case.misprinted:
            case.ask(Question(code="orgnr", about="orgnr", places=case.misprinted))
        return kept
    weak = best.score < WEAK
    proposed = None if weak and best.kind in ("firm", "accountant") else best.value
    case.reading.orgnr = Fact(value=proposed, sure=not (rivals or weak), places=[best.place])
    if rivals or weak:
        case.ask(_orgnr_question(proposed, [best, *rivals]))
    return kept


def _orgnr_question(value: str | None, candidates: list[Candidate]) -> Question:
    choices = [Choice(value=c.value, label=c.place.text) for c in candidates]
    return Question(
        code="orgnr", about="orgnr", proposal=value or "", choices=choices, places=[c.place for c in candidates]
    )


def _several_employers(case: Case, kept: list[Line], own: Counter[str]) -> list[Line]:
    """Somebody must say whose list this is: only an employer that we know, or that has nearly all, is proposed."""
    known = case.register.orgnrs if case.register else set()
    wanted = [orgnr for orgnr in own if orgnr in known]
    most, count = own.most_common(1)[0]
    value = wanted[0] if len(wanted) == 1 else most if count > 0.66 * len(kept) else None
    case.reading.orgnr = Fact(value=value)
    choices = [
        Choice(value=o or "", count=n, total=sum(line.amount for line in kept if line.orgnr == o))
        for o, n in own.most_common(50)
    ]
    case.ask(Question(code="orgnr", about="orgnr", proposal=value or "", choices=choices))
    return [line for line in kept if line.orgnr == value] if value else kept
