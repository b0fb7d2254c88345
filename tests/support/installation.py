"""The installation that the tests run in: imported before anything of the portal's, since settings are read once.

TEST_ENGINE says on which database: sqlite (the default) or postgres.
"""

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

from tests.support import servers

ENGINE = os.environ.get("TEST_ENGINE", "sqlite")
POSTGRES = ENGINE == "postgres"
ROOT = Path(__file__).resolve().parents[2]

_memory = Path("/dev/shm")
_above = _memory if os.access(_memory, os.W_OK) else Path(tempfile.gettempdir())
for _left in _above.glob("portal-test-*-*"):  # by runs that were killed
    if not servers.lives(int(_left.name.split("-")[2])):
        shutil.rmtree(_left, ignore_errors=True)
FOLDER = Path(tempfile.mkdtemp(prefix=f"portal-test-{os.getpid()}-", dir=_above)).resolve()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

DATA = FOLDER / "data"
SQLITE_FILE = FOLDER / "portal.sqlite"
DATABASE = f"portal_test_{os.getpid()}"
BASE_URL = "http://127.0.0.1:8000"

SERVER_URL = ""  # the PostgreSQL server, without the database


def _key(byte: int) -> str:
    return "k1:" + base64.urlsafe_b64encode(bytes([byte]) * 32).decode()


def prepare() -> None:
    """Set the environment, and only what the tests set."""
    global SERVER_URL
    if POSTGRES:
        found = servers.postgres()
        if found is None:
            raise SystemExit("TEST_ENGINE=postgres, and there is no PostgreSQL: set TEST_DATABASE_URL")
        SERVER_URL = found
    for name in ("REDIS_URL", "SMTP_URL", "SMS_URL", "FILES_URL", "DEBUG", "TRUSTED_PROXIES", "KEYRING_FILE"):
        os.environ.pop(name, None)
    os.environ |= {
        "DATABASE_URL": servers.named(SERVER_URL, DATABASE) if POSTGRES else f"sqlite:///{SQLITE_FILE}",
        "DATA_DIR": str(DATA),
        "BASE_URL": BASE_URL,
        "KEYRING": _key(1),
        "INDEX_KEY": _key(2),
        "DEMO": "1",
        "LOG_LEVEL": "WARNING",
        "PICCOLO_CONF": "app.piccolo_conf",
    }
    DATA.mkdir(exist_ok=True)


def empty_data_folder() -> None:
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir()


prepare()
