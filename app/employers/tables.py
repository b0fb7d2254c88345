"""Who delivers, their agreements, and who may deliver for them.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Boolean, Text, Timestamptz
from piccolo.table import Table


class Employer(Table, tablename="employer"):
    """A legal entity that deducts dues."""

    id = BigInt(primary_key=True, default=0)
    orgnr = Text(default="", unique=True)
    name = Text(default="")
    name_fold = Text(default="")
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
