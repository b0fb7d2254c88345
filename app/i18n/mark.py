"""Mark words for the catalogues where they stand; they are turned into the reader's language where they are shown."""


def N_(words: str) -> str:  # noqa: N802 - the name that gettext's tools and readers know
    """The words themselves: `N_("Permittert")` is found by `app.i18n.extract` and translated later."""
    return words


def N_several(one: str, several: str) -> tuple[str, str]:  # noqa: N802
    """The same for words that follow a number, for `ngettext` later."""
    return one, several
