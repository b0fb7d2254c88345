"""What must be true of the repository itself, whatever the portal does."""

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-test.txt")
TEXTS = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".in", ".po", ".pot", ".sh", ".yml", ".svg", ""}
ROOMS = {"app", "tests", "templates", "static", "migrations", "bin", "docs", ".ci"}

LONGEST = 400
NOT_OF_OURS = ("static/vendor/", "requirements", "LICENSE", "app/i18n/catalogues/")

# Put together, so that this file does not hold what it looks for.
SOMEBODYS_MACHINE = [r"(?<![\w.])/(?:home|ro" r"ot|Users|wo" r"rk|mnt)/\w", r"/tmp" r"/\w+/"]
REGISTRIES = [r"pyp" r"i\.org", r"pythonho" r"sted", r"npmj" r"s\.", r"deb\.deb" r"ian"]
LEFT_OPEN = [
    r"\bTO" r"DO\b",
    r"\bFIX" r"ME\b",
    r"\bXX" r"X\b",
    r"mark\.sk" r"ip",
    r"pytest\.sk" r"ip\b",
    r"\bxf" r"ail\b",
    r"raise NotImpl" r"ementedError",
]

# security.md, T-STATIC.  What is allowed nonetheless stands beside it, file by file, with its reason.
FORBIDDEN_IN_PYTHON = {
    r"\bMark" r"up\(": {
        "app/web/templates.py",  # where the escaping environment is made
        "app/web/compiled.py",  # our own words, from the catalogues, with their values escaped
    },
    r"from_str" r"ing\(": set(),
    r"autoescape\s*=\s*Fal" r"se": set(),
    r"\bev" r"al\(": {"tests/support/chromium.py"},  # the browser's, in a test
    r"(?<![.\w])ex" r"ec\(": set(),
    r"^(?:import|from) pick" r"le\b|\bpick" r"le\.\w": {"tests/values/test_national_id.py"},  # it refuses
    r"\bmars" r"hal\b": set(),
    r"yaml\.lo" r"ad": set(),
    r"\bshell\s*=\s*Tr" r"ue": set(),
    r"os\.sys" r"tem": set(),
    r"verify\s*=\s*Fal" r"se": set(),
    r"CERT_NO" r"NE": set(),
    r"\bjw" r"t\b|itsdang" r"erous": set(),
    r"\bmd" r"5\b|\bsha" r"1\b": set(),
    r"\.xpa" r"th\(": set(),
    r"\.ra" r"w\(f": set(),
    r"DB\.transac" r"tion\(": {"app/db.py"},  # the one door to it
}
FORBIDDEN_IN_APP = {
    r"^(?:import|from) ran" r"dom\b|\bran" r"dom\.": {
        "app/jobs/outcomes.py",  # spreads load, guards nothing
        "app/demo/year.py",  # the same year each time
        "app/demo/deeds.py",
        "app/bench/big_register.py",
    },
}
FORBIDDEN_IN_TEMPLATES = {
    r"\|\s*sa" r"fe\b": set(),
    r"<script(?![^>]*\bsrc=)": set(),
    r"<sty" r"le\b": {"templates/messages/_layout.html"},  # e-mail has no other way
    r"\sstyle=": set(),
}
FORBIDDEN_IN_SCRIPTS = {
    r"inner" r"HTML": set(),
    r"outer" r"HTML": set(),
    r"insertAdjacent" r"HTML": set(),
    r"document\.wr" r"ite": set(),
    r"\bev" r"al\(": set(),
    r"new Func" r"tion": set(),
    r"localSto" r"rage|sessionSto" r"rage": set(),
    r"postMess" r"age": set(),
}


@cache
def tracked() -> list[Path]:
    """What git has, or would take: nothing that it ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = [Path(name) for name in said.split("\0") if name and (ROOT / name).is_file()]
    return [path for path in found if path.parts[0] in ROOMS or len(path.parts) == 1]


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def hits(patterns: dict[str, set[str]], paths: list[Path]) -> list[str]:
    """`file:line: text` for what is found in a file where it is not allowed."""
    found = []
    for path in paths:
        for number, line in enumerate(text_of(path).splitlines(), 1):
            for pattern, allowed in patterns.items():
                if str(path) not in allowed and re.search(pattern, line):
                    found.append(f"{path}:{number}: {line.strip()[:100]}")
    return found


def nowhere(patterns: list[str]) -> dict[str, set[str]]:
    """Allowed in no file."""
    return {pattern: set() for pattern in patterns}


def of_ours(*endings: str, room: str = "") -> list[Path]:
    return [
        path
        for path in tracked()
        if path.suffix in (endings or TEXTS) and not str(path).startswith(NOT_OF_OURS) and str(path).startswith(room)
    ]


def test_no_file_knows_a_machine_or_a_registry() -> None:
    everything = [path for path in tracked() if path.suffix in TEXTS]

    assert hits(nowhere(SOMEBODYS_MACHINE + REGISTRIES), everything) == []


def test_nothing_is_left_open() -> None:
    assert hits(nowhere(LEFT_OPEN), of_ours(".py", ".html", ".js", ".css", "")) == []


def test_no_file_is_longer_than_a_room() -> None:
    long = [path for path in of_ours(".py", ".html", ".js", ".css") if text_of(path).count("\n") > LONGEST]

    assert long == []


def test_forbidden_constructs_in_python() -> None:
    assert hits(FORBIDDEN_IN_PYTHON, [path for path in of_ours(".py") if path.name != "test_repo.py"]) == []


def test_forbidden_constructs_in_the_portal() -> None:
    assert hits(FORBIDDEN_IN_APP, of_ours(".py", room="app/")) == []


def test_forbidden_constructs_in_templates() -> None:
    assert hits(FORBIDDEN_IN_TEMPLATES, of_ours(".html", ".txt", room="templates/")) == []


def test_forbidden_constructs_in_scripts() -> None:
    assert hits(FORBIDDEN_IN_SCRIPTS, of_ours(".js", room="static/")) == []


@pytest.mark.parametrize(
    ("patterns", "line"),
    [
        (FORBIDDEN_IN_PYTHON, "html = Markup(name)"),
        (FORBIDDEN_IN_APP, "import random"),
        (FORBIDDEN_IN_PYTHON, "run(x, shell=True)"),
        (FORBIDDEN_IN_TEMPLATES, "{{ name |safe }}"),
        (FORBIDDEN_IN_TEMPLATES, "<script>go()</script>"),
        (FORBIDDEN_IN_SCRIPTS, "cell.innerHTML = x"),
    ],
)
def test_forbidden_constructs_are_recognised(patterns: dict[str, set[str]], line: str) -> None:
    assert any(re.search(pattern, line) for pattern in patterns)


def test_secrets_are_compared_in_constant_time() -> None:
    """No `==` on what is named like a secret."""
    secret = re.compile(r"(?:^|_)(?:token|code|secret|mac|password|token_hash|password_hash)$")
    found = []
    for path in of_ours(".py", room="app/"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Compare) and any(isinstance(one, (ast.Eq, ast.NotEq)) for one in node.ops):
                sides = [node.left, *node.comparators]
                names = [one.id if isinstance(one, ast.Name) else getattr(one, "attr", "") for one in sides]
                if any(secret.search(name) for name in names) and not any(isinstance(s, ast.Constant) for s in sides):
                    found.append(f"{path}:{node.lineno}: {ast.unparse(node)}")

    assert found == []


def test_lint_watches_security_and_types_are_strict() -> None:
    settings = tomllib.loads(text_of(Path("pyproject.toml")))["tool"]
    ignored = {
        name
        for names in settings["ruff"]["lint"]["per-file-ignores"].items()
        if "tests" not in names[0]
        for name in names[1]
    }

    assert "S" in settings["ruff"]["lint"]["select"]
    assert {name for name in ignored if re.fullmatch(r"S\d*", name)} <= {"S101", "S608"}
    assert settings["mypy"]["strict"] is True


def locked(name: str) -> dict[str, str]:
    """Package and version of each line of a lock file."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", text_of(Path(name)), flags=re.M))


@pytest.mark.parametrize("name", LOCKS)
def test_nothing_locked_is_known_to_be_bad(name: str) -> None:
    floors = tomllib.loads(text_of(Path("floors.toml")))

    assert [
        f"{package} {version} is below {floors[package]['floor']}: {floors[package]['why']}"
        for package, version in locked(name).items()
        if package in floors and Version(version) < Version(floors[package]["floor"])
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_everything_locked_has_hashes_and_nothing_else_is_fetched(name: str) -> None:
    lines = text_of(Path(name)).splitlines()
    packages = [number for number, line in enumerate(lines) if re.match(r"[A-Za-z0-9]", line)]

    assert packages
    assert all(lines[number + 1].strip().startswith("--hash=sha256:") for number in packages)
    assert not any(re.match(r"\s*(-i|--index|--extra|--find|-e|git\+|https?:)", line) for line in lines)


def test_both_locks_agree() -> None:
    run, test = locked("requirements.txt"), locked("requirements-test.txt")

    assert run.items() <= test.items()


def test_what_is_asked_for_is_locked() -> None:
    asked = set()
    for line in text_of(Path("requirements/base.in")).splitlines():
        if found := re.match(r"[A-Za-z0-9._-]+", line):
            asked.add(found[0].lower())

    assert asked - {name.lower() for name in locked("requirements.txt")} == set()


@pytest.mark.parametrize("name", ["bin/setup", "bin/demo", "bin/dev", "bin/test", "bin/lock", ".ci/run"])
def test_commands_can_be_run(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111
    assert text_of(Path(name)).startswith("#!/usr/bin/env bash\n")
