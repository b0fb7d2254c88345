"""The list to fill in, as a workbook: uploaded again it is always read without a question."""

import asyncio

from litestar import Response, get
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.errors import Closed
from app.lists import queries
from app.lists.line import Line
from app.lists.the_list import TheList

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/lists/{list_id:int}/template", who="submit")
async def template(employer_id: FromPath[int], list_id: FromPath[int], principal: ThePrincipal) -> Response[bytes]:
    """This month's people with a row key, member number and covered id.  Raises Closed for a list that is sent."""
    the_list = await queries.list_for(principal, employer_id, list_id)
    if not the_list.is_open:
        raise Closed("list.closed")
    book = await asyncio.to_thread(_workbook, the_list, await queries.lines_of(the_list))
    name = f"trekkliste-{the_list.period}-{the_list.list_number}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Download-Options": "noopen"}
    return Response(book, media_type=XLSX, headers=headers)


def _workbook(the_list: TheList, lines: list[Line]) -> bytes:
    """What makes workbooks is loaded when one is asked for: 16 MB that many a process never needs."""
    from app.intake.template import Row, make_template

    rows = [
        Row(
            key=f"{the_list.id}:{line.n}",
            member_no=line.member_no,
            name=line.name,
            birth_part=(line.national_id or "")[:6],
            expected=line.expected,
            deducted=line.deducted,
            comment=line.comment or "",
        )
        for line in lines
    ]
    return make_template(
        union=the_list.union_name,
        company=the_list.employer_name,
        orgnr=the_list.orgnr,
        period=the_list.period,
        rows=rows,
    )
