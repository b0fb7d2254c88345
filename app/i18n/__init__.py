"""How things are said: `from app.i18n import _, N_`; the words in the code are bokmål."""

from app.i18n.language import LANGUAGES, Language, gettext, language, negotiate, ngettext, speak, speaking
from app.i18n.mark import N_

_ = gettext

__all__ = [
    "LANGUAGES",
    "N_",
    "Language",
    "_",
    "gettext",
    "language",
    "negotiate",
    "ngettext",
    "speak",
    "speaking",
]
