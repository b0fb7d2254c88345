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
    mobile_verified_at = Timestamptz(null=True, default=None)


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
    cleared = BigInt(default=0)


class HeldForm(Table, tablename="held_form"):
    """A form posted after its session ended, kept sealed for a quarter of an hour."""

    id = BigInt(primary_key=True, default=0)
    flow_hash = Text(default="", unique=True)
    user_id = BigInt(default=0)
    path = Text(default="")
    body = Text(default="")
    held_at = Timestamptz()
    expires_at = Timestamptz()


class OneTimeCode(Table, tablename="one_time_code"):
    """A code that was asked for by one browser, for one purpose; `code_hash` is empty until it is sent."""

    id = BigInt(primary_key=True, default=0)
    flow_hash = Text(default="")
    purpose = Text(default="")
    address = Text(default="")
    user_id = BigInt(null=True, default=None)
    list_id = BigInt(null=True, default=None)
    code_hash = Text(default="")
    tries = BigInt(default=0)
    asked_at = Timestamptz()
    expires_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)


class SignInStep(Table, tablename="sign_in_step"):
    """Somebody halfway in: the password or the e-mailed code was right, the second factor is awaited."""

    id = BigInt(primary_key=True, default=0)
    flow_hash = Text(default="", unique=True)
    user_id = BigInt(default=0)
    purpose = Text(default="")
    password_hash = Text(null=True, default=None)
    onwards = Text(default="/")
    begun_at = Timestamptz()
    expires_at = Timestamptz()


class Device(Table, tablename="device"):
    """A browser that a user has come in by; remembered ones need no second factor for a while."""

    id = BigInt(primary_key=True, default=0)
    user_id = BigInt(default=0)
    token_hash = Text(default="")
    agent = Text(default="")
    network = Text(default="")
    known_at = Timestamptz()
    seen_at = Timestamptz()
    remembered_until = Timestamptz(null=True, default=None)


class Authenticator(Table, tablename="authenticator"):
    """A user's authenticator app; counts once it is confirmed."""

    id = BigInt(primary_key=True, default=0)
    user_id = BigInt(default=0, unique=True)
    secret = Text(default="")
    last_step = BigInt(default=0)
    made_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)


class RecoveryCode(Table, tablename="recovery_code"):
    """Instead of the authenticator, once."""

    id = BigInt(primary_key=True, default=0)
    user_id = BigInt(default=0)
    code_hash = Text(default="")
    made_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)


class Declaration(Table, tablename="declaration"):
    """One version of a union's confidentiality declaration; `texts` by language; `seq` counts all unions' together."""

    id = BigInt(primary_key=True, default=0)
    seq = BigInt(default=0, unique=True)
    union_id = BigInt(default=0)
    version = BigInt(default=0)
    texts = Text(default="{}")
    published_at = Timestamptz()
    published_by = Text(default="")


class DeclarationAcceptance(Table, tablename="declaration_acceptance"):
    """Who accepted which version when: a user once, a list session each time."""

    id = BigInt(primary_key=True, default=0)
    declaration_id = BigInt(default=0)
    user_id = BigInt(null=True, default=None)
    list_id = BigInt(null=True, default=None)
    session_id = BigInt(default=0)
    name = Text(default="")
    language = Text(default="")
    digest = Text(default="")
    network = Text(default="")
    accepted_at = Timestamptz()


class OneTimeLink(Table, tablename="one_time_link"):
    """A way in for somebody whom the command line has made."""

    id = BigInt(primary_key=True, default=0)
    token_hash = Text(default="", unique=True)
    user_id = BigInt(default=0)
    made_at = Timestamptz()
    expires_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)
