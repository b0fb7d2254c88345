"""Employers in Norwegian order: Å after Z, not among the As."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder
from piccolo.querystring import QueryString

from app.migrate import run_sql
from app.values.names import name_sort

ID = "2026-11-21T23:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "employers in order"

COLUMN = """
ALTER TABLE employer ADD COLUMN name_sort TEXT {sorted} NOT NULL DEFAULT '';
CREATE INDEX employer_in_order ON employer (name_sort, orgnr);
"""


async def _fill_in() -> None:
    engine = engine_finder()
    assert engine is not None  # noqa: S101 - for the type checker: PICCOLO_CONF is always set
    for found in await engine.run_querystring(QueryString("SELECT id, name FROM employer")):
        filled = QueryString("UPDATE employer SET name_sort = {} WHERE id = {}", name_sort(found["name"]), found["id"])
        await engine.run_querystring(filled)


async def forwards() -> MigrationManager:
    """Add the column, and fill it in for those who are here."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(COLUMN))
    manager.add_raw(_fill_in)
    return manager
