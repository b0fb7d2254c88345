"""The engine, by DATABASE_URL."""

from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine

from app.settings import settings
from app.sqlite import PooledSQLiteEngine


def make_engine(url: str) -> PostgresEngine | PooledSQLiteEngine:
    """PostgreSQL for postgres://…, the pooled SQLite engine for sqlite:///path."""
    if url.startswith(("postgres://", "postgresql://")):
        return PostgresEngine(config={"dsn": url})
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        return PooledSQLiteEngine(path)
    raise ValueError("DATABASE_URL must begin with postgresql:// or sqlite:///")


DB = make_engine(settings().database_url)
APP_REGISTRY = AppRegistry(apps=["app.piccolo_app"])
