"""Why somebody is no longer deducted (`product.md`, "Members not deducted")."""

from app.i18n.mark import N_

REASONS = {
    "LAID_OFF": N_("Permittert"),
    "LEFT": N_("Sluttet"),
    "UNPAID_LEAVE": N_("Ulønnet permisjon"),
    "PARENTAL_LEAVE": N_("Foreldrepermisjon"),
    "SICK_NAV": N_("Sykmeldt, lønn fra NAV"),
    "RETIRED": N_("Pensjonist eller AFP"),
    "NEVER_EMPLOYED": N_("Har aldri vært ansatt her"),
    "OTHER": N_("Annet"),
}

COMMENT_REQUIRED = {"OTHER"}
