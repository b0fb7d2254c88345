"""/e/{employer}/uploads: files for a month, what was read in them, and what is done about it."""

from litestar import Router
from litestar.di import Provide

from app.employers.deps import provide_shell
from app.intake.deps import provide_upload
from app.intake.routes import correct, differences, drop, reading, template

router = Router(
    "/e/{employer_id:int}",
    route_handlers=[
        drop.index,
        drop.receive,
        drop.show,
        drop.add,
        drop.remove,
        drop.deliver,
        reading.progress,
        reading.cancel,
        reading.read,
        reading.answer,
        reading.preview,
        reading.how,
        correct.columns,
        correct.read_anew,
        correct.forget,
        correct.move,
        correct.ours,
        correct.back,
        differences.choose,
        differences.take_in,
        differences.take_out,
        template.template,
    ],
    dependencies={"shell": Provide(provide_shell), "upload": Provide(provide_upload)},
)
