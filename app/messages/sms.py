"""SMS out, through an HTTP gateway by SMS_URL.

`https://user:password@gateway/path?from=Trekk`: a POST of JSON `{"to": "+4791234567", "from": …, "text": …,
"reference": "m123"}` with basic authentication; `?token=…` sends a bearer token instead.  2xx is taken; other 4xx than
those that mean «not now» or «who are you» is for good.
"""

import asyncio
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

from app.jobs.outcomes import GiveUp, TryAgain
from app.messages.last_step import Taken, last_step
from app.settings import settings

SECONDS = 10
NOT_FOR_GOOD = {401, 403, 404, 405, 407, 408, 421, 425, 429}


async def send(row_id: int, recipient: str, text: str, taken: Taken) -> None:
    """To this number; `taken` is awaited at once when the gateway has it.  Raises GiveUp or TryAgain."""
    import httpx  # 7 MB that only those who send SMS need

    parts = urlsplit(settings().sms_url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    url = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    reference = f"m{row_id}"
    headers = {"Idempotency-Key": reference}
    if token := asked.get("token"):
        headers["Authorization"] = f"Bearer {token}"
    who = httpx.BasicAuth(unquote(parts.username), unquote(parts.password or "")) if parts.username else httpx.Auth()
    body = {"to": recipient, "from": asked.get("from", "Trekk"), "text": text, "reference": reference}
    async with last_step(), httpx.AsyncClient(timeout=SECONDS, follow_redirects=False, trust_env=False) as client:
        try:
            answer = await client.post(url, json=body, headers=headers, auth=who)
        except httpx.HTTPError as no:
            raise TryAgain(f"SMS {type(no).__name__}") from None
        if answer.is_success:
            await asyncio.shield(taken())
            return
    reason = f"SMS {answer.status_code}"
    if 400 <= answer.status_code < 500 and answer.status_code not in NOT_FOR_GOOD:
        raise GiveUp(reason)
    raise TryAgain(reason)
