"""`portal make-union` and `portal set-policy`: what comes before a register can be taken over."""

import sys
from typing import TextIO

import msgspec

from app.accounts.principal import the_command_line
from app.errors import Invalid
from app.i18n import gettext
from app.unions.actions import change_policy, make_union
from app.unions.queries import union_by_slug


async def make_union_command(
    slug: str,
    name: str,
    orgnr: str,
    *,
    email: str = "",
    phone: str = "",
    account_no: str = "",
    out: TextIO | None = None,
) -> int:
    """Prints that it is there.  Raises Conflict when the short name is taken, Invalid for a wrong number."""
    by = the_command_line()
    await make_union(slug=slug, name=name, orgnr=orgnr, email=email, phone=phone, account_no=account_no, by=by)
    (out or sys.stdout).write(gettext("%(name)s er lagt inn som «%(slug)s».", name=name, slug=slug) + "\n")
    return 0


async def set_policy_command(slug: str, changes: list[str], *, out: TextIO | None = None) -> int:
    """Changes given as `name=value`, the value in JSON; without any, prints the policy.  1 for one that cannot be."""
    said, union = out or sys.stdout, await union_by_slug(slug)
    if not changes:
        said.write(msgspec.json.format(msgspec.json.encode(msgspec.to_builtins(union.policy))).decode() + "\n")
        return 0
    try:
        wanted = {name: msgspec.json.decode(text) for name, _, text in (change.partition("=") for change in changes)}
        await change_policy(union.id, wanted, by=the_command_line())
    except (msgspec.DecodeError, Invalid) as no:
        why = no.values.get("fault", no) if isinstance(no, Invalid) else no
        said.write(gettext("Ikke endret: %(why)s", why=why) + "\n")
        return 1
    said.write(gettext("Reglene for «%(slug)s» er endret.", slug=slug) + "\n")
    return 0
