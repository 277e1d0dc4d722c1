"""Where Intuit is: production, its sandbox, or a stand-in on this machine. Nothing else is ever called."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from matterbooks.errors import ConfigurationError

_DISCOVERY = "https://developer.intuit.com/.well-known/"


@dataclass(frozen=True, slots=True)
class Environment:
    """`api_base` has no trailing slash; `discovery_url` names the document with the OAuth addresses."""

    name: str
    api_base: str
    discovery_url: str

    @property
    def is_loopback(self) -> bool:
        """Whether this is a stand-in on this machine."""
        return self.name not in _INTUIT

    def owns(self, url: str) -> bool:
        """Whether a secret may be sent there: Intuit's hosts over https, or the same stand-in."""
        if self.is_loopback:
            return _origin(urlsplit(url)) == self.api_base
        parts = urlsplit(url)
        return parts.scheme == "https" and (parts.hostname or "").endswith(".intuit.com")


_INTUIT = {
    "production": Environment("production", "https://quickbooks.api.intuit.com", _DISCOVERY + "openid_configuration/"),
    "sandbox": Environment(
        "sandbox", "https://sandbox-quickbooks.api.intuit.com", _DISCOVERY + "openid_sandbox_configuration/"
    ),
}


def environment(name: str) -> Environment:
    """The environment of this setting: `production`, `sandbox`, or a loopback address as `http://127.0.0.1:8799`.

    Raises ConfigurationError for anything else, so that no setting can make us call a foreign address.
    """
    if name in _INTUIT:
        return _INTUIT[name]
    base = _loopback(name)
    return Environment(base, base, base + "/.well-known/openid_sandbox_configuration/")


def _loopback(name: str) -> str:
    try:
        parts = urlsplit(name)
        base = _origin(parts)
    except ValueError:
        parts, base = None, ""
    if parts is None or not _is_plain_loopback(parts):
        raise ConfigurationError(
            f"MATTERBOOKS_ENVIRONMENT is {name!r}. Set it to production, sandbox, or an address on this machine "
            "such as http://127.0.0.1:8799."
        )
    return base


def _is_plain_loopback(parts: SplitResult) -> bool:
    bare = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username or parts.password)
    return parts.scheme in ("http", "https") and bare and _names_this_machine(parts.hostname or "")


def _names_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(parts: SplitResult) -> str:
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port is not None else ""
    return f"{parts.scheme}://{shown}{port}"
