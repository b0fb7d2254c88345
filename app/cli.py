"""`portal <command>`: the list of commands.  What each does stands with its feature."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from app import errors
from app.settings import Unsafe


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portal", description="Trekkportalen.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    demo = commands.add_parser("demo", help="run the portal with a demo cast")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--data", type=Path, default=Path("data/demo"), metavar="DIR")
    demo.add_argument("--fresh", action="store_true", help="begin again with a new cast")
    demo.add_argument("--reload", action="store_true", help="start again when a file changes")

    serve = commands.add_parser("serve", help="the web process")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=None)

    commands.add_parser("worker", help="the process that does what is done later")
    commands.add_parser("migrate", help="bring the database up to date")
    commands.add_parser("new-key", help="print a key for KEYRING or INDEX_KEY")
    commands.add_parser("reseal", help="seal everything with the active key")

    union = commands.add_parser("make-union", help="put a union in")
    union.add_argument("slug", metavar="SHORT-NAME")
    union.add_argument("name", metavar="NAME")
    union.add_argument("orgnr", metavar="ORGNR")
    for detail in ("email", "phone", "account-no"):
        union.add_argument(f"--{detail}", default="")
    policy = commands.add_parser("set-policy", help="show or change a union's policies")
    policy.add_argument("slug", metavar="SHORT-NAME")
    policy.add_argument("changes", nargs="*", metavar="POLICY=JSON")

    register = commands.add_parser("import-register", help="take over members and deduction orders from a file")
    register.add_argument("file", type=Path)
    register.add_argument("--union", required=True, metavar="NAME")
    register.add_argument("--full", action="store_true", help="end the orders that the file does not have")
    register.add_argument("--dry-run", action="store_true", help="only tell what would change")

    lists = commands.add_parser("make-lists", help="make a month's lists")
    lists.add_argument("--union", required=True, metavar="NAME")
    lists.add_argument("--period", required=True, metavar="YYYY-MM")

    reopen = commands.add_parser("reopen", help="open a sent list again")
    reopen.add_argument("--union", required=True, metavar="NAME")
    reopen.add_argument("--list", type=int, required=True, dest="number", metavar="LIST_NUMBER")
    reopen.add_argument("--answer", default="", help="what the employer is told")

    staff = commands.add_parser("create-staff", help="make a staff user, and print the link by which they get in")
    staff.add_argument("--email", required=True)
    staff.add_argument("--name", required=True)
    staff.add_argument("--union", default="", metavar="NAME")
    staff.add_argument("--role", choices=["READ", "HANDLE", "ADMINISTER"], default="HANDLE")
    staff.add_argument("--operator", action="store_true", help="runs the installation, and works in no union")

    grant = commands.add_parser("grant", help="let somebody deliver for an employer")
    grant.add_argument("--email", required=True)
    grant.add_argument("--name", default="", help="of a user who is not there yet")
    grant.add_argument("--orgnr", required=True)
    grant.add_argument("--union", default="", metavar="NAME", help="with this union alone")
    grant.add_argument("--role", choices=["SUBMIT", "MANAGE"], default="SUBMIT")

    forget = commands.add_parser("forget-authenticator", help="take away a lost authenticator app")
    forget.add_argument("--email", required=True)

    declare = commands.add_parser("publish-declaration", help="a union's own declaration of confidentiality")
    declare.add_argument("--union", required=True, metavar="NAME")
    for language in ("nb", "nn", "en"):
        declare.add_argument(f"--{language}", type=Path, metavar="FILE", required=language == "nb")

    audit = commands.add_parser("audit", help="the audit trail")
    audit.add_argument("deed", choices=["verify"])

    retention = commands.add_parser("retention", help="let go of what has been kept long enough")
    retention.add_argument("--dry-run", action="store_true", help="only list what would go")

    commands.add_parser("bench", help="measure the main pages against a bare one", add_help=False)
    commands.add_parser("read", help="read payroll files", add_help=False)
    commands.add_parser("reconcile", help="compare payroll files with a register", add_help=False)
    return parser


def main(arguments: list[str] | None = None) -> None:
    """The `portal` command: exits with 0, or with 1 and a sentence."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in PASSED_ON:
        sys.exit(PASSED_ON[given[0]](given[1:]))
    asked = _parser().parse_args(given)
    try:
        sys.exit(COMMANDS[asked.command](asked) or 0)
    except errors.Refused as no:
        from app.i18n.say import say

        sys.exit(f"portal: {say(no.code, **no.values)}")
    except Unsafe as no:
        sys.exit(f"portal: not like this: {no}")
    except KeyboardInterrupt:
        sys.exit(130)


def _with_database(work: Callable[[], Awaitable[int | None]]) -> int | None:
    """Run it with the pool open.  Raises Unsafe where the database lacks what the migrations make."""

    async def run() -> int | None:
        from app import db

        await db.start()
        try:
            return await work()
        except Exception as no:
            if db.is_behind(no):
                raise Unsafe("the database is not up to date; run `portal migrate` first") from no
            raise
        finally:
            await db.stop()

    return asyncio.run(run())


def _demo(asked: argparse.Namespace) -> int | None:
    from app.demo.run import run_demo

    return run_demo(asked.data, port=asked.port, fresh=asked.fresh, reload=asked.reload)


def _serve(asked: argparse.Namespace) -> int | None:
    from app.serve import serve

    return serve(asked.host, asked.port)


def _worker(asked: argparse.Namespace) -> int | None:
    from app.worker import run_worker

    return run_worker()


def _migrate(asked: argparse.Namespace) -> int | None:
    from app.migrate import MigrationFailed, migrate

    try:
        print(asyncio.run(migrate()).strip())
    except MigrationFailed as no:
        print(f"portal: the database is as it was: {no}", file=sys.stderr)
        return 1
    return 0


def _new_key(asked: argparse.Namespace) -> int | None:
    from app.crypto import new_key

    print(new_key())
    return 0


def _reseal(asked: argparse.Namespace) -> int | None:
    from app.reseal import reseal

    return _with_database(reseal)


def _make_union(asked: argparse.Namespace) -> int | None:
    from app.unions.command import make_union_command

    details = {"email": asked.email, "phone": asked.phone, "account_no": asked.account_no}
    return _with_database(lambda: make_union_command(asked.slug, asked.name, asked.orgnr, **details))


def _set_policy(asked: argparse.Namespace) -> int | None:
    from app.unions.command import set_policy_command

    return _with_database(lambda: set_policy_command(asked.slug, asked.changes))


def _import_register(asked: argparse.Namespace) -> int | None:
    from app.members.command import import_register_command

    return _with_database(
        lambda: import_register_command(asked.file, asked.union, full=asked.full, dry_run=asked.dry_run)
    )


def _make_lists(asked: argparse.Namespace) -> int | None:
    from app.lists.command import make_lists_command

    return _with_database(lambda: make_lists_command(asked.union, asked.period))


def _reopen(asked: argparse.Namespace) -> int | None:
    from app.lists.command import reopen_command

    return _with_database(lambda: reopen_command(asked.union, asked.number, asked.answer))


def _create_staff(asked: argparse.Namespace) -> int | None:
    from app.unions.command import create_staff_command

    return _with_database(
        lambda: create_staff_command(asked.email, asked.name, asked.union, asked.role, operator=asked.operator)
    )


def _grant(asked: argparse.Namespace) -> int | None:
    from app.employers.command import grant_command

    return _with_database(lambda: grant_command(asked.email, asked.name, asked.orgnr, asked.union, asked.role))


def _forget_authenticator(asked: argparse.Namespace) -> int | None:
    from app.accounts.command import forget_authenticator_command

    return _with_database(lambda: forget_authenticator_command(asked.email))


def _publish_declaration(asked: argparse.Namespace) -> int | None:
    from app.unions.command import publish_declaration_command

    files = {name: path for name in ("nb", "nn", "en") if (path := getattr(asked, name))}
    return _with_database(lambda: publish_declaration_command(asked.union, files))


def _audit(asked: argparse.Namespace) -> int | None:
    from app.audit.command import verify_command

    return _with_database(verify_command)


def _retention(asked: argparse.Namespace) -> int | None:
    from app.retention.command import retention_command

    return _with_database(lambda: retention_command(dry_run=asked.dry_run))


def _read(arguments: list[str]) -> int:
    from app.intake.command import main_read

    return main_read(arguments)


def _reconcile(arguments: list[str]) -> int:
    from app.intake.command import main_reconcile

    return main_reconcile(arguments)


def _bench(arguments: list[str]) -> int:
    from app.bench.run import main_bench

    return main_bench(arguments)


COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "demo": _demo,
    "serve": _serve,
    "worker": _worker,
    "migrate": _migrate,
    "new-key": _new_key,
    "reseal": _reseal,
    "make-union": _make_union,
    "set-policy": _set_policy,
    "import-register": _import_register,
    "make-lists": _make_lists,
    "reopen": _reopen,
    "create-staff": _create_staff,
    "grant": _grant,
    "forget-authenticator": _forget_authenticator,
    "publish-declaration": _publish_declaration,
    "audit": _audit,
    "retention": _retention,
}
PASSED_ON: dict[str, Callable[[list[str]], int]] = {"bench": _bench, "read": _read, "reconcile": _reconcile}
