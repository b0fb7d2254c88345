"""What the reader is told of an upload: the unions, and who is expected."""

import msgspec

from app.accounts.principal import the_job
from app.intake import queries
from app.intake.reading import Answers, Request
from app.intake.register import Expected, Register
from app.intake.upload import Upload
from app.intake.upload_reading import OfUnion
from app.lists.queries import lines_of, list_for

READER = the_job("intake")


async def request_for(upload: Upload, name: str, answers: Answers, only: OfUnion | None = None) -> Request:
    """What the reader is told: the union, or that the file is for several; and who is expected."""
    unions = [only] if only else await queries.unions_of(upload)
    register = await expected_of(upload)
    here = unions[0].here if unions else ()
    if len(unions) == 1:
        return Request(name, unions[0].name, unions[0].aliases, register, answers, here, limited=True)
    return Request(name, "–", (), register, msgspec.structs.replace(answers, union_rows="all"), here, limited=True)


async def expected_of(upload: Upload) -> Register:
    """Everybody on the open lists, with what is expected and what was deducted last month."""
    members, last = [], {}
    for concerned in upload.open_lists:
        the_list = await list_for(READER, upload.employer_id, concerned.list_id)
        for line in await lines_of(the_list):
            members.append(
                Expected(
                    member_no=line.member_no,
                    name=line.name,
                    national_id=line.national_id,
                    orgnr=the_list.orgnr,
                    amount=line.expected,
                )
            )
            if line.national_id and line.last_month is not None:
                last[line.national_id] = line.last_month
    return Register(members, last)
