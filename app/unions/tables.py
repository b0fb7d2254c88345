"""Unions and who works there.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Text
from piccolo.table import Table


class Union(Table, tablename="trade_union"):
    """A forbund, with its policies."""

    id = BigInt(primary_key=True, default=0)
    slug = Text(default="", unique=True)
    name = Text(default="")
    orgnr = Text(default="")
    email = Text(default="")
    phone = Text(default="")
    account_no = Text(default="")
    aliases = Text(default="[]")
    policy = Text(default="{}")
    brand = Text(default="{}")
    next_list_number = BigInt(default=100001)


class StaffRole(Table, tablename="staff_role"):
    """Who works for a union, and how far."""

    id = BigInt(primary_key=True, default=0)
    user_id = BigInt(default=0)
    union_id = BigInt(default=0)
    role = Text(default="")
