"""What a handler under /e/{employer_id}/uploads is handed."""

from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.intake import queries
from app.intake.upload import Upload

AnUpload = NamedDependency[Upload]


async def provide_upload(principal: ThePrincipal, employer_id: FromPath[int], upload_id: FromPath[int]) -> Upload:
    """The upload, for somebody who may deliver all that it concerns.  Raises NotFound."""
    return await queries.upload_for(principal, employer_id, upload_id)
