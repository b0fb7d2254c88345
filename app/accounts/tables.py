"""Who is asking.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Boolean, Text, Timestamptz
from piccolo.table import Table


class User(Table, tablename="portal_user"):
    """A person with an own e-mail."""

    id = BigInt(primary_key=True, default=0)
    kind = Text(default="")
    email = Text(default="")
    email_fold = Text(default="", unique=True)
    name = Text(default="")
    mobile = Text(default="")
    language = Text(default="nb")
    password_hash = Text(null=True, default=None)
    active = Boolean(default=True)
    last_employer_id = BigInt(null=True, default=None)
    created_at = Timestamptz()
    signed_in_at = Timestamptz(null=True, default=None)


class Session(Table, tablename="user_session"):
    """Someone signed in, or a list opened by its number."""

    id = BigInt(primary_key=True, default=0)
    token_hash = Text(default="", unique=True)
    kind = Text(default="")
    user_id = BigInt(null=True, default=None)
    list_id = BigInt(null=True, default=None)
    created_at = Timestamptz()
    seen_at = Timestamptz()
    expires_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    step_up_until = Timestamptz(null=True, default=None)
    network = Text(default="")
    agent = Text(default="")


class HeldForm(Table, tablename="held_form"):
    """A form posted after its session ended, kept sealed for a quarter of an hour."""

    id = BigInt(primary_key=True, default=0)
    flow_hash = Text(default="", unique=True)
    user_id = BigInt(default=0)
    path = Text(default="")
    body = Text(default="")
    held_at = Timestamptz()
    expires_at = Timestamptz()
