"""Field encryption and the blind index.

A sealed value is `v1:<kid>:<base64(nonce ‖ ciphertext ‖ tag)>`, AES-256-GCM.  Its place, `table|column|row-id`, is
authenticated with it: moved to another row it does not open.  Keys come from the keyring; rotating is adding a key in
front and letting `portal reseal` go through the tables.
"""

import base64
import hashlib
import hmac
import os
from binascii import a2b_base64
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.settings import settings

VERSION = "v1"


class Tampered(Exception):
    """A sealed value does not open here: moved, changed, or sealed with a key that is gone."""


def derive(purpose: str, kid: str | None = None) -> bytes:
    """A 32-byte key for one purpose, from the keyring's key `kid` (the active one if not given)."""
    return _derived(purpose, kid or settings().active_key)


@lru_cache(maxsize=64)
def _derived(purpose: str, kid: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(settings().keyring[kid])


@lru_cache(maxsize=64)
def _cipher(kid: str) -> AESGCM:
    return AESGCM(_derived("fields", kid))


def seal_bytes(plain: bytes, where: str) -> bytes:
    """Sealed bytes, `v1:<kid>:` and then raw nonce, ciphertext and tag: for files."""
    kid = settings().active_key
    nonce = os.urandom(12)
    return f"{VERSION}:{kid}:".encode() + nonce + _cipher(kid).encrypt(nonce, plain, where.encode())


def unseal_bytes(sealed: bytes, where: str) -> bytes:
    """The bytes again.  Raises Tampered."""
    version, kid, body = sealed.split(b":", 2)
    return _open(version.decode(), kid.decode(), body, where)


def seal(plain: str, where: str) -> str:
    """Sealed text for the place `table|column|row-id`."""
    kid = settings().active_key
    nonce = os.urandom(12)
    box = nonce + _cipher(kid).encrypt(nonce, plain.encode(), where.encode())
    return f"{VERSION}:{kid}:{base64.b64encode(box).decode()}"


def unseal(sealed: str, where: str) -> str:
    """The text again.  Raises Tampered."""
    version, kid, box = sealed.split(":", 2)
    return _open(version, kid, a2b_base64(box), where).decode()


def _open(version: str, kid: str, box: bytes, where: str) -> bytes:
    if version != VERSION or kid not in settings().keyring:
        raise Tampered(where)
    try:
        return _cipher(kid).decrypt(box[:12], box[12:], where.encode())
    except InvalidTag as no:
        raise Tampered(where) from no


def is_current(sealed: str) -> bool:
    """Whether it is sealed with the active key."""
    return sealed.startswith(f"{VERSION}:{settings().active_key}:")


def blind_index(purpose: str, owner: int, value: str) -> str:
    """32 hex digits that find an encrypted value again within its owner (a union), and tell nothing else.

    The space of national ids is small: the key is all the protection, so it is not one of the keyring's and stays
    out of the database and its backups.
    """
    text = f"{purpose}|{owner}|{value}".encode()
    return hmac.new(settings().index_key, text, hashlib.sha256).hexdigest()[:32]


def new_key(kid: str | None = None) -> str:
    """A fresh `kid:base64` pair for KEYRING or INDEX_KEY."""
    return f"{kid or 'k' + os.urandom(3).hex()}:{base64.urlsafe_b64encode(os.urandom(32)).decode()}"
