"""Mark words for the catalogues where they stand; they are turned into the reader's language where they are shown."""


def N_(words: str) -> str:  # noqa: N802 - the name that gettext's tools and readers know
    """The words themselves: `N_("Permittert")` is found by `app.i18n.extract` and translated later."""
    return words
