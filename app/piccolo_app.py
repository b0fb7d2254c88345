"""What Piccolo's migrations know of us."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

FEATURES = (
    *("accounts", "audit", "employers", "files", "intake", "jobs", "letters", "lists"),
    *("members", "messages", "missing", "retention", "unions", "web"),
)
HERE = Path(__file__).parent

APP_CONFIG = AppConfig(
    app_name="portal",
    migrations_folder_path=str(HERE.parent / "migrations"),
    table_classes=table_finder(
        [f"app.{name}.tables" for name in FEATURES if (HERE / name / "tables.py").exists()],
        exclude_imported=True,
    ),
)
