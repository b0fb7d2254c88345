"""Confidentiality declarations: published by unions, accepted by people; and what must come before anything else."""

import json

from app import db
from app.accounts import queries
from app.accounts.actions.sessions import cleared
from app.accounts.declarations import digest, text_in
from app.accounts.principal import Principal
from app.audit.actions import record
from app.clock import now
from app.web.here import here

_ACCEPT = """INSERT INTO declaration_acceptance (id, declaration_id, user_id, list_id, session_id, name, language,
 digest, network, accepted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (declaration_id, user_id) DO NOTHING"""
_PUBLISH = """INSERT INTO declaration (id, seq, union_id, version, texts, published_at, published_by)
 VALUES (?, ?, ?, ?, ?, ?, ?)"""


async def publish(union_id: int, texts: dict[str, str], *, by: Principal) -> None:
    """A union's new version; everybody who delivers to it or works there is asked before their next page."""
    declaration_id = db.new_id()
    async with db.transaction():
        # two at once would get one number: then the second fails, and is published again
        seq = await db.value("SELECT COALESCE(MAX(seq), 0) + 1 AS n FROM declaration")
        version = await db.value(
            "SELECT COALESCE(MAX(version), 0) + 1 AS n FROM declaration WHERE union_id = ?", union_id
        )
        kept = json.dumps(texts, ensure_ascii=False, sort_keys=True)
        await db.execute(_PUBLISH, declaration_id, seq, union_id, version, kept, now(), by.label)
        await record(
            "declaration_published", by=by, object_kind="declaration", object_id=declaration_id, union_id=union_id
        )


async def accept(declaration_ids: list[int], *, by: Principal, name: str = "", language: str = "") -> bool:
    """Accept those that are to be accepted; False when there are others than these, by now."""
    waiting = await queries.declarations_for(by)
    if {one.id for one in waiting} - set(declaration_ids):
        return False
    language = language or here().language
    user_id, list_id = (None, by.list_id) if by.kind == "list" else (by.id, None)
    async with db.transaction():
        for one in waiting:
            text = text_in(one.texts, language)
            await db.execute(
                _ACCEPT,
                *(db.new_id(), one.id, user_id, list_id, by.session_id, name or by.label, language, digest(text)),
                *(here().network, now()),
            )
            await record(
                "declaration_accepted",
                by=by,
                object_kind="declaration",
                object_id=one.id,
                union_id=one.union_id,
                version=one.version,
            )
    return True


async def what_first(by: Principal) -> str:
    """The page that must be seen to before any other: an app for staff, a mobile for the hub's users, a declaration.

    Empty when there is none; then it is not asked again in this session until something changes.
    """
    if by.kind == "staff" and not await queries.has_authenticator(by.id):
        return "/account/authenticator"
    if by.kind == "user" and await queries.lacks_mobile(by.id):
        return "/account/mobile"
    if await queries.declarations_for(by):
        return "/declaration"
    await cleared(by.session_id)
    return ""
