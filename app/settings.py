"""What this installation is told, read once from the environment.  The README has the table."""

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

LOOPBACK = {"localhost", "127.0.0.1", "::1", ""}


class Unsafe(Exception):
    """The installation must not start like this; the message says what to set."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One installation.  Keys are `kid -> 32 bytes`, the first being the one that new secrets are sealed with."""

    database_url: str
    redis_url: str
    base_url: str
    data_dir: Path
    keyring: dict[str, bytes]
    index_key: bytes
    demo: bool
    debug: bool
    smtp_url: str
    mail_from: str
    sms_url: str
    files_url: str
    trusted_proxies: tuple[str, ...]
    log_level: str
    retention: str

    @property
    def postgres(self) -> bool:
        return self.database_url.startswith(("postgres://", "postgresql://"))

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def active_key(self) -> str:
        return next(iter(self.keyring))


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _keyring(text: str) -> dict[str, bytes]:
    """`kid:base64key` pairs parted by commas or lines, the active one first."""
    ring: dict[str, bytes] = {}
    for part in text.replace("\n", ",").split(","):
        kid, _, key = part.strip().partition(":")
        if not kid:
            continue
        try:
            ring[kid] = base64.urlsafe_b64decode(key)
        except ValueError:
            ring[kid] = b""
        if len(ring[kid]) != 32:
            raise Unsafe("KEYRING or INDEX_KEY: what follows the first colon of kid:key must be 32 bytes in base64")
    return ring


def _own_keys(data_dir: Path, name: str) -> str:
    """The key file of an installation that was given none: made once, readable by its owner alone."""
    path = data_dir / name
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w") as file:
            file.write(f"k1:{fresh}\n")
    return path.read_text()


def _secret(name: str, data_dir: Path, file: str) -> str:
    """From NAME, from the file that NAME_FILE names, or from the data folder of a local installation."""
    if text := os.environ.get(name):
        return text
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text()
    if os.environ.get("BASE_URL", "").startswith("https://"):
        return ""
    return _own_keys(data_dir, file)


def read() -> Settings:
    """The settings of the environment as it is now.

    Raises Unsafe when production would start with something missing or open: an installation whose
    BASE_URL is https is production.
    """
    data_dir = Path(os.environ.get("DATA_DIR", "data")).absolute()
    found = Settings(
        database_url=os.environ.get("DATABASE_URL", f"sqlite:///{data_dir / 'portal.sqlite'}"),
        redis_url=os.environ.get("REDIS_URL", ""),
        base_url=os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        data_dir=data_dir,
        keyring=_keyring(_secret("KEYRING", data_dir, "keyring")),
        index_key=b"".join(_keyring(_secret("INDEX_KEY", data_dir, "index-key")).values()),
        demo=_flag("DEMO"),
        debug=_flag("DEBUG"),
        smtp_url=os.environ.get("SMTP_URL", ""),
        mail_from=os.environ.get("MAIL_FROM", "Trekkportalen <ikke-svar@trekkportalen.example>"),
        sms_url=os.environ.get("SMS_URL", ""),
        files_url=os.environ.get("FILES_URL", ""),
        trusted_proxies=tuple(filter(None, os.environ.get("TRUSTED_PROXIES", "").replace(" ", "").split(","))),
        log_level=os.environ.get("LOG_LEVEL", "INFO").upper(),
        retention=os.environ.get("RETENTION", ""),
    )
    _check(found)
    return found


def _plain(url: str) -> bool:
    """True for a connection to another host that nobody has encrypted."""
    parts = urlsplit(url)
    if not url or (parts.hostname or "") in LOOPBACK:
        return False
    match parts.scheme:
        case "postgres" | "postgresql":
            return "sslmode=verify-full" not in parts.query
        case "smtp":
            return "starttls=required" not in parts.query
        case scheme:
            return scheme in {"redis", "http"}


def _check(found: Settings) -> None:
    """Refuse what no installation that others use may have."""
    problems = []
    if not found.keyring:
        problems.append("KEYRING is missing: `portal new-key` makes one")
    if not found.index_key:
        problems.append("INDEX_KEY is missing: `portal new-key` makes one")
    if not found.https:
        if (urlsplit(found.base_url).hostname or "") not in LOOPBACK:
            problems.append("BASE_URL must be https for any host but this machine")
    else:
        if found.demo:
            problems.append("DEMO is on")
        if found.debug:
            problems.append("DEBUG is on")
        if not found.smtp_url:
            problems.append("SMTP_URL is missing")
        problems += [
            f"{name.upper()} is an unencrypted connection to another host"
            for name in ("database_url", "redis_url", "smtp_url", "sms_url", "files_url")
            if _plain(getattr(found, name))
        ]
    if problems:
        raise Unsafe("; ".join(problems))


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return read()
