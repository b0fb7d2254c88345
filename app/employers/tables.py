"""Who delivers, their agreements, and who may deliver for them.  The columns are those of `migrations/`."""

from piccolo.columns import BigInt, Boolean, Text, Timestamptz
from piccolo.table import Table


class Employer(Table, tablename="employer"):
    """A legal entity that deducts dues."""

    id = BigInt(primary_key=True, default=0)
    orgnr = Text(default="", unique=True)
    name = Text(default="")
    name_fold = Text(default="")
    name_sort = Text(default="")
    address = Text(default="")
    postcode = Text(default="")
    city = Text(default="")
    created_at = Timestamptz()


class Agreement(Table, tablename="agreement"):
    """A union and an employer that deducts for it; several per employer where sub-units have their own."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    employer_ref = Text(default="")
    name = Text(default="")
    channel = Text(default="PORTAL")
    invoice_address = Text(default="")
    kid_per = Text(default="LIST")
    kid = Text(default="")
    fund = Boolean(default=False)
    created_at = Timestamptz()


class Contact(Table, tablename="contact"):
    """A person on an agreement, not necessarily a user."""

    id = BigInt(primary_key=True, default=0)
    agreement_id = BigInt(default=0)
    name = Text(default="")
    email = Text(default="")
    mobile = Text(default="")
    purposes = Text(default="[]")


class Grant(Table, tablename="access_grant"):
    """Which agreements a user may deliver for."""

    id = BigInt(primary_key=True, default=0)
    user_id = BigInt(default=0)
    agreement_id = BigInt(default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    role = Text(default="")
    given_at = Timestamptz()
    given_by = Text(default="")


class AccessRequest(Table, tablename="access_request"):
    """Somebody asks to deliver for employers."""

    id = BigInt(primary_key=True, default=0)
    name = Text(default="")
    email = Text(default="")
    email_fold = Text(default="")
    mobile = Text(default="")
    note = Text(null=True, default=None)
    user_id = BigInt(null=True, default=None)
    language = Text(default="nb")
    asked_at = Timestamptz()


class AccessRequestPart(Table, tablename="access_request_part"):
    """One employer and one union of a request: decided by itself."""

    id = BigInt(primary_key=True, default=0)
    request_id = BigInt(default=0)
    orgnr = Text(default="")
    employer_name = Text(default="")
    union_id = BigInt(default=0)
    state = Text(default="WAITING")
    role = Text(null=True, default=None)
    reason = Text(null=True, default=None)
    decided_by = Text(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)


class Invitation(Table, tablename="invitation"):
    """A colleague is asked to deliver as well."""

    id = BigInt(primary_key=True, default=0)
    employer_id = BigInt(default=0)
    user_id = BigInt(default=0)
    role = Text(default="")
    token_hash = Text(default="", unique=True)
    invited_by_id = BigInt(default=0)
    invited_by = Text(default="")
    invited_at = Timestamptz()
    expires_at = Timestamptz()
    accepted_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class InvitationAgreement(Table, tablename="invitation_agreement"):
    """What an invitation gives access to."""

    id = BigInt(primary_key=True, default=0)
    invitation_id = BigInt(default=0)
    agreement_id = BigInt(default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)


class AccessReview(Table, tablename="access_review"):
    """When an employer last looked through who has access."""

    id = BigInt(primary_key=True, default=0)
    employer_id = BigInt(default=0, unique=True)
    asked_at = Timestamptz(null=True, default=None)
    reviewed_at = Timestamptz(null=True, default=None)
    reviewed_by = Text(default="")
