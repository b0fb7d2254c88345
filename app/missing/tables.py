"""What employers answer about members who were not deducted.  The columns are those of `migrations/`."""

from piccolo.columns import BigInt, Date, Text, Timestamptz
from piccolo.table import Table


class Answer(Table, tablename="answer"):
    """Why a member is not deducted, from which day until which; the newest that covers a month holds for it."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    agreement_id = BigInt(default=0)
    member_id = BigInt(default=0)
    reason = Text(default="")
    from_on = Date()
    until_on = Date(null=True, default=None)
    first_period = Text(default="")
    last_period = Text(null=True, default=None)
    comment = Text(null=True, default=None)
    actor_kind = Text(default="")
    actor_id = BigInt(default=0)
    actor_label = Text(default="")
    given_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawn_by = Text(null=True, default=None)
    noted_at = Timestamptz(null=True, default=None)
    noted_by = Text(null=True, default=None)
