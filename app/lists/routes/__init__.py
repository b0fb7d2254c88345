"""/e/{employer}/lists and /e/{employer}/submissions: the deduction grid, its review, its sending, its receipts; and
/lists/sign-in: a list by its number."""

from litestar import Router
from litestar.di import Provide

from app.employers.deps import provide_shell
from app.lists.deps import provide_cell, provide_list, provide_submission
from app.lists.routes import changes, delivery, grid, line, people, receipts, sign_in

at_employer = Router(
    "/e/{employer_id:int}",
    route_handlers=[
        grid.show,
        changes.show,
        grid.search,
        grid.save,
        grid.save_amount,
        grid.paste,
        grid.undo,
        grid.save_remark,
        line.show,
        line.save,
        people.new,
        people.add,
        people.remove,
        delivery.review,
        delivery.deliver,
        delivery.none,
        delivery.report_none,
        receipts.show,
        receipts.lines,
        receipts.index,
        receipts.ask,
        receipts.ask_reopening,
        receipts.settled,
    ],
    dependencies={
        "shell": Provide(provide_shell),
        "the_list": Provide(provide_list),
        "cell": Provide(provide_cell),
        "submission": Provide(provide_submission),
    },
)

router = Router("/", route_handlers=[at_employer, *sign_in.ROUTES])
