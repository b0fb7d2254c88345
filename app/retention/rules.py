"""Every rule of retention (`docs/security.md`, 5.6): what is let go, after how long, and how.

A rule finds ids, some at a time in their order, and says what is done with them in one transaction.  Where a union's
policy decides, it is asked for each union; the rest is the installation's, and RETENTION can say otherwise.
`{ids}` stands for the ids of one batch, `{at}` for this moment, `{today}` for the day in Norway.
"""

from typing import NamedTuple

from app.i18n import N_
from app.intake.upload import WAITING
from app.retention.keep import Keep


class Rule(NamedTuple):
    """`find` is what follows FROM, with `x` for the row whose id is taken; its values are the union's id, where there
    is one, and the moment.  `by` is a field of the union's policy.  `done_by` names work of a feature's own instead of
    `steps`."""

    name: str
    words: str
    keep: Keep | None
    find: str
    steps: tuple[str, ...] = ()
    by: str = ""
    unit: str = "m"
    done_by: str = ""
    moment: str = "at"  # what `find` compares with: at (a moment) or day (a date)


_WAITING = ", ".join(f"'{state}'" for state in sorted(WAITING))

ERASE_FILES = (
    "UPDATE stored_file SET erased_at = {at}, erase_on = {today} WHERE erased_at IS NULL AND id IN "
    "(SELECT file_id FROM letter WHERE id IN ({ids}))"
)

RULES = (
    Rule("codes", N_("Engangskoder"), Keep(24, "h"), "one_time_code x WHERE x.expires_at < ?",
         ("DELETE FROM one_time_code WHERE id IN ({ids})",)),
    Rule("sign_in_steps", N_("Påbegynte innlogginger"), Keep(0, "h"), "sign_in_step x WHERE x.expires_at < ?",
         ("DELETE FROM sign_in_step WHERE id IN ({ids})",)),
    Rule("held_forms", N_("Skjemaer som ble holdt ved utlogging"), Keep(0, "h"), "held_form x WHERE x.expires_at < ?",
         ("DELETE FROM held_form WHERE id IN ({ids})",)),
    Rule("links", N_("Engangslenker"), Keep(30, "d"), "one_time_link x WHERE x.expires_at < ?",
         ("DELETE FROM one_time_link WHERE id IN ({ids})",)),
    Rule("sessions", N_("Økter som er over"), Keep(30, "d"),
         "user_session x WHERE COALESCE(x.ended_at, x.expires_at) < ?",
         ("DELETE FROM user_session WHERE id IN ({ids})",)),
    Rule("devices", N_("Enheter som ikke er brukt"), Keep(18, "m"), "device x WHERE x.seen_at < ?",
         ("DELETE FROM device WHERE id IN ({ids})",)),
    Rule("idle_users", N_("Brukere som ikke har logget inn på halvannet år"), Keep(18, "m"),
         "portal_user x WHERE COALESCE(x.signed_in_at, x.created_at) < ? AND x.active AND x.kind = 'EMPLOYER'",
         ("DELETE FROM access_grant WHERE user_id IN ({ids})",
          "DELETE FROM device WHERE user_id IN ({ids})",
          "DELETE FROM authenticator WHERE user_id IN ({ids})",
          "DELETE FROM recovery_code WHERE user_id IN ({ids})",
          "DELETE FROM user_session WHERE user_id IN ({ids})",
          "UPDATE portal_user SET active = false, name = '', email = '', email_fold = 'gone:' || id, mobile = '',"
          " password_hash = NULL WHERE id IN ({ids})")),
    Rule("rate_limits", N_("Tellere for forsøk"), Keep(0, "h"), "rate_limit x WHERE x.expires_at < ?",
         ("DELETE FROM rate_limit WHERE id IN ({ids})",)),
    Rule("message_contents", N_("Innhold i meldinger som ikke kunne sendes"), Keep(90, "d"),
         "message x WHERE x.queued_at < ? AND x.state = 'FAILED' AND x.values_sealed <> ''",
         ("UPDATE message SET values_sealed = '' WHERE id IN ({ids})",)),
    Rule("messages", N_("Meldinger: til hvem og når"), Keep(13, "m"),
         "message x WHERE x.queued_at < ? AND x.state <> 'WAITING'",
         ("DELETE FROM message WHERE id IN ({ids})",)),
    Rule("jobs", N_("Oppgaver som er gjort"), Keep(7, "d"), "outbox x WHERE x.done_at < ? AND x.state = 'DONE'",
         ("DELETE FROM outbox WHERE id IN ({ids})",)),
    Rule("dead_jobs", N_("Oppgaver som ble gitt opp"), Keep(90, "d"),
         "outbox x WHERE x.done_at < ? AND x.state = 'DEAD'",
         ("DELETE FROM outbox WHERE id IN ({ids})",)),
    Rule("readings", N_("Lesinger av filer som ikke er godtatt"), Keep(7, "d"),
         "reading x JOIN upload u ON u.id = x.upload_id WHERE x.done_at < ?"
         f" AND x.state IN ('ASK', 'READ', 'UNREADABLE') AND u.state IN ({_WAITING})", done_by="readings"),
    Rule("unsent_uploads", N_("Filer som aldri ble sendt inn"), Keep(30, "d"),
         f"upload x WHERE x.received_at < ? AND x.state IN ({_WAITING})",
         done_by="unsent_uploads"),
    Rule("drafts", N_("Kommentarer og historikk i lister som aldri ble sendt"), Keep(60, "d"),
         "line_change x JOIN deduction_list l ON l.id = x.list_id WHERE x.changed_at < ? AND l.state = 'OPEN'"
         " AND l.sent_at IS NULL AND l.period < {period}",
         ("UPDATE deduction_line SET comment = NULL WHERE list_id IN"
          " (SELECT list_id FROM line_change WHERE id IN ({ids})) AND NOT EXISTS"
          " (SELECT 1 FROM line_change n WHERE n.list_id = deduction_line.list_id"
          " AND n.n = deduction_line.n AND n.changed_at >= {before})",
          "DELETE FROM line_change WHERE id IN ({ids})")),
    Rule("line_changes", N_("Hvem som endret hva i lister"), Keep(24, "m"), "line_change x WHERE x.changed_at < ?",
         ("DELETE FROM line_change WHERE id IN ({ids})",)),
    Rule("imports", N_("Innlesinger av register"), Keep(24, "m"), "import_run x WHERE x.ended_at < ?",
         ("DELETE FROM import_run WHERE id IN ({ids})",)),
    Rule("upload_remarks", N_("Merknader til filer"), None,
         "upload x WHERE EXISTS (SELECT 1 FROM upload_list k JOIN deduction_list l ON l.id = k.list_id"
         " WHERE k.upload_id = x.id AND l.union_id = ?) AND x.sent_at < ? AND x.remark IS NOT NULL",
         ("UPDATE upload SET remark = NULL, choices = NULL WHERE id IN ({ids})",), by="keep_files_months"),
    Rule("letters", N_("Brev som er gått ut"), Keep(0, "d"),
         "letter x WHERE x.erase_on <= ? AND x.erased_at IS NULL",
         ("UPDATE letter SET title = '', erased_at = {at} WHERE id IN ({ids})", ERASE_FILES), moment="day"),
    Rule("letter_files", N_("Filnavn på brev som er lagt ut"), None,
         "letter_file x JOIN letter_batch b ON b.id = x.batch_id WHERE b.union_id = ? AND b.posted_at < ?"
         " AND b.state = 'DONE'",
         ("UPDATE stored_file SET erased_at = {at}, erase_on = {today} WHERE erased_at IS NULL AND id IN"
          " (SELECT file_id FROM letter_file WHERE id IN ({ids}) AND state = 'UNPLACED')",
          "DELETE FROM letter_file WHERE id IN ({ids})"), by="letter_months"),
    Rule("letter_facts", N_("At det har vært brev"), None,
         "letter x WHERE x.union_id = ? AND x.created_at < ? AND x.erased_at IS NOT NULL",
         ("UPDATE notice SET letter_id = NULL WHERE letter_id IN ({ids})",
          "UPDATE letter_file SET letter_id = NULL WHERE letter_id IN ({ids})",
          "DELETE FROM letter WHERE id IN ({ids})"), by="keep_letter_facts_months"),
    Rule("letter_batches", N_("Bunker av brev"), None,
         "letter_batch x WHERE x.union_id = ? AND x.posted_at < ? AND x.state = 'DONE'"
         " AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.batch_id = x.id)"
         " AND NOT EXISTS (SELECT 1 FROM letter_file f WHERE f.batch_id = x.id)",
         ("DELETE FROM letter_batch WHERE id IN ({ids})",), by="keep_letter_facts_months"),
    Rule("notices", N_("Meldinger om start, endring og stopp"), None,
         "notice x WHERE x.union_id = ? AND x.made_at < ?",
         ("DELETE FROM notice WHERE id IN ({ids})",), by="keep_answers_months"),
    Rule("answer_comments", N_("Kommentarer i svar om medlemmer uten trekk"), None,
         "answer x WHERE x.union_id = ? AND x.given_at < ? AND x.comment IS NOT NULL",
         ("UPDATE answer SET comment = NULL WHERE id IN ({ids})",), by="keep_answers_months"),
    Rule("answers", N_("Svar om medlemmer uten trekk"), None,
         "answer x WHERE x.union_id = ? AND x.given_at < ? AND (x.withdrawn_at IS NOT NULL"
         " OR x.last_period < {year_ago} OR NOT EXISTS (SELECT 1 FROM deduction_order o WHERE o.member_id = x.member_id"
         " AND o.agreement_id = x.agreement_id AND (o.ends IS NULL OR o.ends >= {today})))",
         ("DELETE FROM answer WHERE id IN ({ids})",), by="keep_answers_months"),
    Rule("submissions", N_("Personene i innsendinger; summene blir"), None,
         "submission x WHERE x.union_id = ? AND x.sent_at < ? AND x.lines <> ''",
         ("UPDATE submission SET lines = '', comment = NULL, reason = NULL, files = NULL WHERE id IN ({ids})",),
         by="keep_lists_years", unit="y"),
    Rule("list_people", N_("Personene i lister; summene blir"), None,
         "deduction_line x JOIN deduction_list l ON l.id = x.list_id WHERE x.union_id = ?"
         " AND (l.sent_at < ? OR (l.sent_at IS NULL AND l.period < {period})) AND x.name <> ''",
         ("UPDATE deduction_line SET name = '', name_fold = '', member_no = '', member_id = NULL, national_id = NULL,"
          " national_id_index = NULL, comment = NULL WHERE id IN ({ids})",),
         by="keep_lists_years", unit="y"),
    Rule("list_words", N_("Kommentarer til lister"), None,
         "deduction_list x WHERE x.union_id = ? AND (x.sent_at < ? OR (x.sent_at IS NULL AND x.period < {period}))"
         " AND x.comment IS NOT NULL",
         ("UPDATE deduction_list SET comment = NULL WHERE id IN ({ids})",
          "UPDATE reopening SET reason = '', answer = NULL WHERE list_id IN ({ids})"),
         by="keep_lists_years", unit="y"),
    Rule("files", N_("Filer med dato for sletting: opplastinger og brev"), Keep(0, "d"),
         "stored_file x WHERE x.erase_on <= ?", done_by="files", moment="day"),
    Rule("audit", N_("Hendelser i loggen"), Keep(60, "m"), "audit_event x WHERE x.at < ?", done_by="audit"),
)  # fmt: skip
"""In the order they are run: what points at something goes before it, and files last of all but the trail."""

NAMES = frozenset(rule.name for rule in RULES if rule.keep is not None)
"""The rules that an installation can say otherwise of."""
