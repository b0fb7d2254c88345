"""The arrows.  Imports point down the stack, and down the shelf inside a feature; a file's name says what it knows."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

APP = Path(__file__).parent.parent / "app"

# A line further down is above the lines before it.  `feature.file` is a file that has a place of its own.
STACK = """
    values errors
    clock settings i18n accounts.principal
    crypto
    sqlite
    piccolo_conf
    db migrate
    web
    jobs files
    audit
    messages
    accounts
    unions
    employers
    members
    lists
    intake missing payments letters claims reminders
    home staff api retention
    dev
    piccolo_app
    demo bench
    worker
    asgi
    serve reseal
    demo.year demo.letters demo.make demo.run demo.watch
    cli
"""
SHELF = """
    tables forms
    queries
    actions
    deps
    routes jobs command
"""  # any other name is a noun: the lowest shelf
KNOWS = {
    "piccolo": {"tables", "queries", "actions"},
    "litestar": {"deps", "routes"},
    "arq": set(),
    "jinja2": set(),
    "asyncpg": set(),
    "sqlite3": set(),
}
NOT_FOR_NOUNS = {"db", "clock", "settings", "web", "sqlite", "piccolo_conf"}
OUTSIDE = {"audit", "messages"}  # below the features: they have files that reach outside (smtp, sms)

LEVEL = {name: i for i, line in enumerate(STACK.split("\n")) for name in line.split()}
SHELVES = {name: i for i, line in enumerate(SHELF.split("\n")) for name in line.split()}
FEATURES = {name for name in LEVEL if LEVEL["audit"] <= LEVEL[name] <= LEVEL["api"]}

Name = tuple[str, ...]


@cache
def imports() -> list[tuple[Name, Name]]:
    """(importing file, imported name) as tuples of parts, for all of app/; types only count as well."""
    return [(here, there) for here, tree in files() for there in imported(tree)]


@cache
def files() -> list[tuple[Name, ast.Module]]:
    paths = sorted(APP.rglob("*.py"))
    return [(path.relative_to(APP).with_suffix("").parts, ast.parse(path.read_text())) for path in paths]


def imported(tree: ast.Module) -> Iterator[Name]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            yield from (tuple(f"{node.module}.{alias.name}".split(".")) for alias in node.names)


def level(name: Name) -> int:
    """Where a file, or a name imported from it, stands."""
    return LEVEL.get(".".join(name[:2]), LEVEL.get(name[0], -1))


def shelf(name: Name) -> int:
    return SHELVES.get(name[1], 0)


def ours() -> Iterator[tuple[Name, Name]]:
    """Imports of our own: (importing file, imported file or name in it), without `app`."""
    yield from ((here, there[1:]) for here, there in imports() if there[0] == "app" and here[0] != "__init__")


def is_value(name: Name) -> bool:
    """A class that is no table: knowing what something looks like is not doing anything."""
    return name[-1][:1].isupper() and "tables" not in name


def test_every_folder_has_its_place_in_the_stack() -> None:
    found = {path.stem for path in APP.iterdir() if not path.name.startswith(("_", "."))}

    assert found - set(LEVEL) == set()


def test_imports_point_down_the_stack() -> None:
    assert [
        f"{'.'.join(here)} imports {'.'.join(there)}"
        for here, there in ours()
        if there[0] != here[0] and level(there) >= level(here)
    ] == []


def test_imports_point_down_the_shelf() -> None:
    assert [
        f"{'.'.join(here)} imports {'.'.join(there)}"
        for here, there in ours()
        if here[0] == there[0] in FEATURES and len(there) > 1 and len(here) > 1 and shelf(there) > shelf(here)
    ] == []


def test_only_the_named_files_know_a_framework() -> None:
    assert [
        f"{'.'.join(here)} imports {there[0]}"
        for here, there in imports()
        if here[0] in FEATURES and here[1] not in KNOWS.get(there[0], {here[1]})
    ] == []


def test_nouns_and_forms_are_plain_python() -> None:
    assert [
        f"{'.'.join(here)} imports {'.'.join(there)}"
        for here, there in ours()
        if here[0] in FEATURES - OUTSIDE
        and here[1] not in set(SHELVES) - {"forms"}
        and (there[0] in NOT_FOR_NOUNS or (there[1:2] and there[0] in FEATURES and there[1] in SHELVES))
        and not is_value(there)
    ] == []


def test_routes_and_jobs_leave_the_database_alone() -> None:
    assert [
        f"{'.'.join(here)} imports {'.'.join(there)}"
        for here, there in ours()
        if here[0] in FEATURES and here[1] in {"routes", "jobs", "deps"} and there[0] == "db"
    ] == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    asked = []
    for here, tree in files():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"} and here != ("clock",):
                base = ast.unparse(node.value)
                if base.split(".")[-1] in {"datetime", "date"}:
                    asked.append(f"{'.'.join(here)}: {base}.{node.attr}")

    assert asked == []
