"""Secrets at rest: AES-256-GCM under a ring of keys, bound to the firm, the company and the column they belong to.

A sealed value is `v1:key id:` + 12 bytes of nonce + ciphertext. Its associated data names firm, realm, column and key,
so that a value moved to another row does not open (Fernet has no associated data and would not notice).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
import re
from collections.abc import Callable, Mapping
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from matterbooks.errors import ConfigurationError, SealBrokenError

SETTING = "MATTERBOOKS_KEYS"
MAKE_A_KEY = """python -c "import base64, os; print('k1:' + base64.b64encode(os.urandom(32)).decode())\""""
_HOW = f"It reads id:key, the newest first, separated by commas; make one with: {MAKE_A_KEY}"
_VERSION = b"v1"
_NONCE_BYTES = 12
_KEY_BYTES = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class KeyRing:
    """Keys by id, the current one first. `random` gives nonces; a nonce must never repeat under one key.

    To rotate, put a new key in front. The last key stays for good: the keyed hash by which companies are compared is
    derived from it, so that rotation changes no hash.
    """

    __slots__ = ("_keys", "_random", "_realm_key")

    def __init__(self, keys: Mapping[str, bytes], random: Callable[[int], bytes] = os.urandom) -> None:
        self._keys = dict(keys)
        self._random = random
        oldest = list(self._keys.values())[-1]
        self._realm_key = HKDF(SHA256(), _KEY_BYTES, None, b"matterbooks realm hash").derive(oldest)

    @classmethod
    def from_setting(cls, text: str, random: Callable[[int], bytes] = os.urandom) -> KeyRing:
        """Read `id:base64 of 32 bytes`, newest first, separated by commas. Raises ConfigurationError."""
        if not text.strip():
            raise ConfigurationError(f"{SETTING} is not set: it holds the keys that tokens are sealed with. {_HOW}")
        keys: dict[str, bytes] = {}
        for place, entry in enumerate(text.split(","), start=1):
            id_, key = _key(place, entry.strip())
            if id_ in keys:
                raise _malformed(place, f"repeats the id {id_}")
            keys[id_] = key
        return cls(keys, random)

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self._keys)})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key ring is never pickled or copied: its keys stay in this process")

    def seal(self, text: str, *, firm: str, realm: str, column: str) -> bytes:
        """Encrypt under the current key, for this place alone."""
        id_, key = next(iter(self._keys.items()))
        nonce = self._random(_NONCE_BYTES)
        hidden = AESGCM(key).encrypt(nonce, text.encode(), _place(firm, realm, column, id_))
        return b":".join((_VERSION, id_.encode(), nonce + hidden))

    def open(self, sealed: bytes, *, firm: str, realm: str, column: str) -> str:
        """Decrypt what was sealed for this place. Raises SealBrokenError for any other place, key or content."""
        id_, nonce, hidden = _parts(sealed, firm)
        if id_ not in self._keys:
            raise SealBrokenError(
                f"What is stored for firm {firm} was sealed with the key {id_}, which {SETTING} does not hold. "
                "Put that key back behind the current one, or connect to QuickBooks again."
            )
        try:
            return AESGCM(self._keys[id_]).decrypt(nonce, hidden, _place(firm, realm, column, id_)).decode()
        except InvalidTag:
            raise _broken(firm) from None

    def hash_realm(self, realm: str) -> str:
        """A keyed hash (HMAC-SHA256, hex) by which companies are compared without being named; rotation keeps it."""
        return hmac.new(self._realm_key, realm.encode(), "sha256").hexdigest()


def _key(place: int, entry: str) -> tuple[str, bytes]:
    id_, _, encoded = entry.partition(":")
    if not _KEY_ID.fullmatch(id_):
        raise _malformed(place, "has no id of letters, digits, - or _ before a colon")
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise _malformed(place, f"({id_}) is not base64") from None
    if len(key) != _KEY_BYTES:
        raise _malformed(place, f"({id_}) holds {len(key)} bytes instead of {_KEY_BYTES}")
    return id_, key


def _malformed(place: int, problem: str) -> ConfigurationError:
    return ConfigurationError(f"{SETTING}: entry {place} {problem}. {_HOW}")


def _place(firm: str, realm: str, column: str, key_id: str) -> bytes:
    return json.dumps([firm, realm, column, key_id]).encode()


def _parts(sealed: bytes, firm: str) -> tuple[str, bytes, bytes]:
    version, _, rest = sealed.partition(b":")
    id_, _, body = rest.partition(b":")
    if version != _VERSION or len(body) <= _NONCE_BYTES or not id_.isascii():
        raise _broken(firm)
    return id_.decode(), body[:_NONCE_BYTES], body[_NONCE_BYTES:]


def _broken(firm: str) -> SealBrokenError:
    return SealBrokenError(
        f"What is stored for firm {firm} does not open: it was sealed for another firm, company or column, was "
        f"changed, or {SETTING} holds another key under the same id. Put the key back, or connect to QuickBooks again."
    )
