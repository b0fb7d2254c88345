"""What can go wrong, in the words of the domain.  `app/web/errors.py` alone gives each a status."""


class Refused(Exception):
    """The domain said no.  `code` names a sentence in `app/i18n/say.py`; `values` fill it in."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class NotFound(Refused):
    """There is no such thing, or none that this person may see: the two must look alike."""


class Forbidden(Refused):
    """The thing may be seen, but this deed is not theirs."""


class Closed(Refused):
    """The thing can no longer be changed."""


class Conflict(Refused):
    """Somebody else changed it since it was shown."""


class Invalid(Refused):
    """What was sent cannot be taken as it is."""


class TooMany(Refused):
    """A limit is reached.  `retry_after` is in seconds."""

    def __init__(self, code: str, *, retry_after: int, **values: object) -> None:
        super().__init__(code, retry_after=retry_after, **values)
        self.retry_after = retry_after


class Busy(Refused):
    """We are full just now; the same request may go through in a moment."""


class Away(Refused):
    """Something of ours does not answer just now; nothing is wrong with what was asked."""
