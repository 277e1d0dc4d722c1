"""Id tokens: signed statements of who consented, and the public key that proves them (Intuit: OpenID Connect)."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

KEY_BITS = 2048


def new_key() -> rsa.RSAPrivateKey:
    """A fresh key."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=KEY_BITS)


class Signer:
    """Signs with a key of its own, which is made at first use, since few apps ask for ``openid``."""

    def __init__(self, make_key: Callable[[], rsa.RSAPrivateKey] = new_key) -> None:
        """`make_key` is asked once."""
        self._make_key = make_key
        self._made: rsa.RSAPrivateKey | None = None
        self._lock = Lock()

    @property
    def _key(self) -> rsa.RSAPrivateKey:
        with self._lock:
            self._made = self._made or self._make_key()
            return self._made

    @property
    def public(self) -> dict[str, str]:
        """The public key as a JSON web key."""
        numbers = self._key.public_key().public_numbers()
        modulus = _number(numbers.n)
        name = hashlib.sha256(modulus.encode()).hexdigest()[:16]
        return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": name, "n": modulus, "e": _number(numbers.e)}

    def signed(self, claims: Mapping[str, Any]) -> str:
        """`claims` as a JSON web token, RS256."""
        head = {"alg": "RS256", "kid": self.public["kid"], "typ": "JWT"}
        text = ".".join(_coded(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims))
        signature = self._key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{text}.{_coded(signature)}"


def _number(value: int) -> str:
    return _coded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
