"""Keep the catalogues in step with the words in the code: `portal words`, or `python -m app.i18n.extract`.

Takes the words from app/ and templates/, adds new ones to nn.po and en.po, drops those that nothing says any more, and
tells what is missing; exit status 1 while something is. For whoever translates:

    python -m app.i18n.extract --missing FILE    write what lacks words as JSON, to be filled in
    python -m app.i18n.extract --fill FILE       take the filled-in JSON into the catalogues
    python -m app.i18n.extract --check           change nothing, only tell
"""

import argparse
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from app.i18n.catalogue import FOLDER

ROOT = Path(__file__).parent.parent.parent
TRANSLATIONS = ("nn", "en")
NAMES = {"nn": "nynorsk", "en": "English"}

_WORDS = {
    "_": None,
    "N_": None,
    "N_several": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
    "raw_gettext": None,
}
_PLACE = re.compile(r"(?<!%)(?:%%)*(%\(\w+\)[a-z])|(\{\w*\})")
_HEADER = "# Words of Trekkportalen. Message ids are bokmål.\n"

Words = str | tuple[str, ...]


def places(words: str) -> list[str]:
    """The placeholders in it, sorted: what a translation must have too."""
    return sorted({found[0] or found[1] for found in _PLACE.findall(words)})


def said() -> Catalog:
    """All words in the code and the templates, with where they stand."""
    catalog = Catalog()
    sources = [("python", path) for path in sorted((ROOT / "app").rglob("*.py"))]
    sources += [("jinja2.ext:babel_extract", p) for p in sorted((ROOT / "templates").rglob("*.*"))]
    for method, path in sources:
        if path.suffix not in {".py", ".html", ".txt"} or path == Path(__file__):
            continue
        options = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}
        found = extract_from_file(method, path, _WORDS, ("Til oversetter:",), options, True)
        for _line, words, comments, _ in found:
            catalog.add(words, None, [(path.relative_to(ROOT).as_posix(), None)], auto_comments=comments)  # type: ignore[list-item]
    return catalog


def load(language: str) -> Catalog:
    """The catalogue as it lies on disk; an empty one for a new language."""
    path = FOLDER / f"{language}.po"
    text = path.read_bytes() if path.exists() else b""
    return read_po(io.BytesIO(text), locale=language)


def update(language: str, words: Catalog) -> Catalog:
    """The catalogue with exactly these words; translations that there are, kept."""
    old = load(language)
    fresh = Catalog(locale=language, fuzzy=False)
    for message in words:
        if message.id:
            kept = old.get(message.id)
            plural = isinstance(message.id, tuple)
            there = kept is not None and isinstance(kept.string, tuple) == plural
            string: Any = kept.string if kept and there else ("", "") if plural else ""
            fresh.add(
                message.id,
                string,
                locations=sorted(set(message.locations)),
                auto_comments=message.auto_comments,
            )
    return fresh


def write(language: str, catalog: Catalog) -> None:
    """To disk: sorted by message id and without line numbers, so that two people's changes seldom meet."""
    file = io.BytesIO()
    write_po(file, catalog, width=0, sort_output=True, omit_header=True, include_lineno=False, ignore_obsolete=True)
    head = f'{_HEADER}msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    plurals = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{language}.po").write_text(head + plurals + file.getvalue().decode(), encoding="utf-8")


def faults(message: Message) -> list[str]:
    """What is wrong with one entry, in words; nothing when it is complete."""
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if not all(strings) or len(strings) != len(ids):
        return ["not translated"]
    found = []
    for said_, given in zip(map(str, ids), map(str, strings), strict=True):
        if places(said_) != places(given) and places(given) != places(str(ids[-1])):
            found.append(
                f"placeholders differ: {', '.join(places(said_)) or 'none'} / {', '.join(places(given)) or 'none'}"
            )
        if re.findall(r"</?\w+", said_) != re.findall(r"</?\w+", given):
            found.append("HTML differs")
        if said_[:1].isspace() != given[:1].isspace() or said_[-1:].isspace() != given[-1:].isspace():
            found.append("blank at an end differs")
    return found


def missing(catalogs: dict[str, Catalog]) -> list[dict[str, Any]]:
    """What lacks words, one entry per message: `nb`, where it stands, and per language what is there now."""
    entries: dict[str, dict[str, Any]] = {}
    for language, catalog in catalogs.items():
        for message in catalog:
            if message.id and faults(message):
                key = json.dumps(message.id)
                places_ = [name for name, _ in message.locations]
                entry = entries.setdefault(key, {"nb": message.id, "where": places_})
                entry[language] = message.string
    return list(entries.values())


def fill(file: Path, catalogs: dict[str, Catalog]) -> None:
    """Take words from a filled-in JSON of `missing`; entries that nothing says any more are left out."""
    for entry in json.loads(file.read_text(encoding="utf-8")):
        said_ = tuple(entry["nb"]) if isinstance(entry["nb"], list) else entry["nb"]
        for language, catalog in catalogs.items():
            message = catalog.get(said_)
            given = entry.get(language)
            if message is not None and given:
                message.string = tuple(given) if isinstance(given, list) else given


def main(arguments: list[str] | None = None) -> int:
    """See the module's own words."""
    parser = argparse.ArgumentParser(prog="portal words", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--missing", type=Path, metavar="FILE", help="write what lacks words as JSON")
    parser.add_argument("--fill", type=Path, metavar="FILE", help="take a filled-in JSON into the catalogues")
    parser.add_argument("--check", action="store_true", help="change nothing")
    asked = parser.parse_args(arguments)

    words = said()
    catalogs = {language: update(language, words) for language in TRANSLATIONS}
    if asked.fill:
        fill(asked.fill, catalogs)
    lacking = missing(catalogs)
    if not asked.check:
        for language, catalog in catalogs.items():
            write(language, catalog)
    if asked.missing:
        asked.missing.write_text(json.dumps(lacking, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _tell(catalogs, len(words))
    return 1 if lacking else 0


def _tell(catalogs: dict[str, Catalog], count: int) -> None:
    lines = [f"{count} sentences in the code."]
    for language, catalog in catalogs.items():
        wrong = [(message, found) for message in catalog if message.id and (found := faults(message))]
        lines.append(f"{NAMES[language]}: {'complete' if not wrong else f'{len(wrong)} to do'}")
        for message, found in wrong:
            lines.append(f"  {message.id!r}: {'; '.join(found)}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
