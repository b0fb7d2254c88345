"""`portal make-union` and `portal set-policy`, before a register can be taken over; and `portal create-staff` and
`portal publish-declaration`.
"""

import sys
from pathlib import Path
from typing import TextIO

import msgspec

from app.accounts.actions import create_user
from app.accounts.actions.declarations import publish
from app.accounts.actions.links import make_link
from app.accounts.emails import fold
from app.accounts.principal import the_command_line
from app.accounts.queries import user_by_email
from app.accounts.sessions import LINK_FOR
from app.errors import Invalid
from app.i18n import gettext
from app.settings import settings
from app.unions.actions import change_policy, give_role, make_union
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


async def create_staff_command(
    email: str, name: str, union: str, role: str, *, operator: bool = False, out: TextIO | None = None
) -> int:
    """A staff user (one who is there gets a new role), and for a new one a link to choose a password by, once."""
    by, said = the_command_line(), out or sys.stdout
    there = await user_by_email(fold(email))
    if there is not None and there["kind"] == "EMPLOYER":
        raise Invalid("staff.is_employer")
    user_id = there["id"] if there else await create_user("OPERATOR" if operator else "STAFF", email, name, by=by)
    if union and not operator:
        await give_role(user_id, (await union_by_slug(union)).id, role, by=by)
        said.write(f"{name}: {role} in {union}\n")
    if there is None or there["password_hash"] is None:
        link = f"{settings().base_url}/welcome/{await make_link(user_id, by=by)}"
        said.write(f"Send them this link; it opens once, within {LINK_FOR.days} days:\n{link}\n")
    return 0


async def publish_declaration_command(union: str, files: dict[str, Path], *, out: TextIO | None = None) -> int:
    """A union's own text, by language; everybody is asked to accept it before their next page."""
    texts = {language: file.read_text(encoding="utf-8").strip() for language, file in files.items()}
    if not texts.get("nb"):
        raise Invalid("declaration.nb_missing")
    await publish((await union_by_slug(union)).id, texts, by=the_command_line())
    (out or sys.stdout).write(f"{union}: published in {', '.join(sorted(texts))}\n")
    return 0
