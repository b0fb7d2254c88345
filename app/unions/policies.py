"""What a union has decided: one record, kept as JSON in `trade_union.policy`.

A value that is not said is the default here, so a default can be bettered without touching any union.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.values.kid import LONGEST, SHORTEST

Part = Literal["dues", "insurance", "ou", "local"]
Language = Literal["nb", "nn", "en"]
SignIn = Literal["OFF", "NUMBER_AND_ID", "NUMBER_ID_AND_CODE"]
SecondFactor = Literal["NEW_DEVICE", "ALWAYS"]
DeliverBy = Literal["GRID", "FILES", "BOTH"]
KidMethod = Literal["MOD10", "MOD11"]
KidPer = Literal["LIST", "AGREEMENT"]


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A union's policies (`product.md`, "Policies per union").  Amounts in øre, days are calendar days in Oslo."""

    list_sign_in: SignIn = "NUMBER_ID_AND_CODE"
    employer_code_required: bool = False
    """Whether a list that has an employer code is opened by that code alone, never by the employer's reusable id."""
    second_factor: SecondFactor = "NEW_DEVICE"
    deliver_by: DeliverBy = "BOTH"
    comment_required: bool = False
    shown_parts: tuple[Part, ...] = ("dues", "insurance", "ou", "local")
    languages: tuple[Language, ...] = ("nb", "nn", "en")

    due_day: Annotated[int, Meta(ge=1, le=31)] = 5
    due_months: Annotated[int, Meta(ge=0, le=3)] = 1
    """Due on that day so many months after the period, moved to the next bank day."""
    make_day: Annotated[int, Meta(ge=1, le=28)] = 1
    """The day of the period's month on which its lists are made."""
    grace_days: Annotated[int, Meta(ge=0, le=60)] = 3
    """How long a list can still be delivered after the invoiced amount has been paid."""
    reminder_days: tuple[Annotated[int, Meta(ge=-30, le=90)], ...] = (-3, 0, 3, 10)
    """The ladder: days before (minus) and after the due day."""

    kid_length: Annotated[int, Meta(ge=SHORTEST, le=LONGEST)] = 10
    kid_method: KidMethod = "MOD10"
    kid_per: KidPer = "LIST"
    """What a new agreement is made with."""

    fund_rate: Annotated[int, Meta(ge=0, le=100_000)] = 120
    """Øre per hour, the employer's payment to the education fund."""
    fund_hours: Annotated[int, Meta(ge=0, le=3_000)] = 1950
    """Hours in a full-time year."""

    letter_months: Annotated[int, Meta(ge=1, le=60)] = 6
    keep_files_months: Annotated[int, Meta(ge=1, le=60)] = 12
    keep_lists_years: Annotated[int, Meta(ge=1, le=10)] = 5
    keep_answers_months: Annotated[int, Meta(ge=1, le=120)] = 24
    """Answers about members not deducted, and notices of start, change and stop."""
    keep_letter_facts_months: Annotated[int, Meta(ge=1, le=120)] = 24
    """That there was a letter, after the letter itself is erased."""

    @property
    def by_grid(self) -> bool:
        return self.deliver_by != "FILES"

    @property
    def by_files(self) -> bool:
        return self.deliver_by != "GRID"

    def shows(self, part: Part) -> bool:
        """Whether employers see this part of the expected amount by itself; it counts in the sum either way."""
        return part in self.shown_parts


class Brand(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A union's look on its own lists, letters and receipts: two colours, and the name of its logo's file."""

    colour: Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$")] = "#1f4e5f"
    ink: Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$")] = "#ffffff"
    logo: Annotated[str, Meta(pattern=r"^([a-z0-9-]{1,40}\.svg)?$")] = ""

    @property
    def is_readable(self) -> bool:
        """Whether text in `ink` on `colour` has the contrast of WCAG 2.2 AA."""
        return contrast(self.colour, self.ink) >= 4.5


class PolicyFault(ValueError):
    """A policy cannot be kept; the message names the field, for whoever runs the command."""


_policy = msgspec.json.Decoder(Policy)
_brand = msgspec.json.Decoder(Brand)
_kept: dict[str, Policy] = {}  # a handful of unions, read with every request


def read_policy(text: str) -> Policy:
    """The policies as kept; fields of a later or earlier version of the portal are left out."""
    known = _kept.get(text)
    if known is None:
        if len(_kept) > 1000:
            _kept.clear()
        known = _kept[text] = _policy.decode(text or "{}")
    return known


def write_policy(policy: Policy) -> str:
    """As it is kept."""
    return msgspec.json.encode(policy).decode()


def read_brand(text: str) -> Brand:
    """The look as kept."""
    return _brand.decode(text or "{}")


def write_brand(brand: Brand) -> str:
    """As it is kept."""
    return msgspec.json.encode(brand).decode()


def changed_policy(policy: Policy, changes: dict[str, object]) -> Policy:
    """The policy with these fields changed.  Raises PolicyFault for a field or value that there is not."""
    unknown = set(changes) - set(Policy.__struct_fields__)
    if unknown:
        raise PolicyFault(f"no such policy: {', '.join(sorted(unknown))}")
    try:
        made = msgspec.convert(msgspec.to_builtins(msgspec.structs.asdict(policy)) | changes, Policy)
    except msgspec.ValidationError as no:
        raise PolicyFault(str(no)) from no
    if len(set(made.languages)) != len(made.languages) or not made.languages:
        raise PolicyFault("languages: at least one, each once")
    if list(made.reminder_days) != sorted(set(made.reminder_days)):
        raise PolicyFault("reminder_days: each day once, in order")
    return made


def differences(old: Policy, new: Policy) -> dict[str, list[object]]:
    """What changed, field by field: [before, after], for the audit trail."""
    before, after = (msgspec.structs.asdict(one) for one in (old, new))
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
