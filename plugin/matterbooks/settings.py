"""The settings a host gives, `MATTERBOOKS_*`, read once when the extension is mounted.

| setting | what it is | default |
| --- | --- | --- |
| MATTERBOOKS_CLIENT_ID | of our registration at Intuit | needed to connect |
| MATTERBOOKS_CLIENT_SECRET | of our registration at Intuit | needed to connect |
| MATTERBOOKS_REDIRECT_URI | the registered address of `/accounting/callback`, to the letter | needed to connect |
| MATTERBOOKS_ENVIRONMENT | `production`, `sandbox` or a loopback address | `production` |
| MATTERBOOKS_KEYS | key ring for tokens: `id:base64[,older:base64...]` | needed |
| MATTERBOOKS_URL_PREFIX | where the blueprint is mounted | `/accounting` |
| MATTERBOOKS_BASE_TEMPLATE | the host's base template | a plain one of ours |
| MATTERBOOKS_EMBEDDED_WORKER | run a worker thread in the web process | off |
| MATTERBOOKS_CLOCK | a function or its `module:name`, answers the time; for tests of the worker | the system's clock |
| MATTERBOOKS_FAILPOINT | a function or its `module:name`, told each step; for tests of the worker | nothing |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, cast

from matterbooks.errors import ConfigurationError
from matterbooks.push.context import no_failpoint
from matterbooks.quickbooks.auth import App
from matterbooks.quickbooks.environment import environment
from matterbooks.store.secrets import KeyRing

_FLAGS = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
    "": False,
}


def system_clock() -> datetime:
    """The time, aware and in UTC. The only place that asks the machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a mounted extension works with."""

    app: App
    ring: KeyRing
    url_prefix: str
    base_template: str
    embedded_worker: bool
    clock: Callable[[], datetime]
    failpoint: Callable[[str], None]


def read_settings(config: Mapping[str, Any]) -> Settings:
    """Settings from a Flask configuration; raises ConfigurationError naming the one that is wrong."""
    registration = App(
        client_id=str(config.get("MATTERBOOKS_CLIENT_ID", "")),
        client_secret=str(config.get("MATTERBOOKS_CLIENT_SECRET", "")),
        redirect_uri=str(config.get("MATTERBOOKS_REDIRECT_URI", "")),
        environment=environment(str(config.get("MATTERBOOKS_ENVIRONMENT", "production"))),
    )
    return Settings(
        app=registration,
        ring=KeyRing.from_setting(str(config.get("MATTERBOOKS_KEYS", ""))),
        url_prefix=_prefix(str(config.get("MATTERBOOKS_URL_PREFIX", "/accounting"))),
        base_template=str(config.get("MATTERBOOKS_BASE_TEMPLATE", "matterbooks/base.html")),
        embedded_worker=_flag("MATTERBOOKS_EMBEDDED_WORKER", config.get("MATTERBOOKS_EMBEDDED_WORKER", False)),
        clock=_named("MATTERBOOKS_CLOCK", config.get("MATTERBOOKS_CLOCK", "")) or system_clock,
        failpoint=_named("MATTERBOOKS_FAILPOINT", config.get("MATTERBOOKS_FAILPOINT", "")) or no_failpoint,
    )


def _prefix(value: str) -> str:
    if not value.startswith("/") or value == "/":
        raise ConfigurationError(f"MATTERBOOKS_URL_PREFIX is {value!r}. Write a path below the root, as /accounting.")
    return value.rstrip("/")


def _flag(setting: str, value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in _FLAGS:
        raise ConfigurationError(f"{setting} is {value!r}. Write true or false.")
    return _FLAGS[word]


def _named(setting: str, value: Any) -> Callable[..., Any] | None:
    """The function that a setting is, or names as `module:name`; None where it is empty."""
    if not value:
        return None
    found = value if callable(value) else _import(setting, str(value))
    if not callable(found):
        raise ConfigurationError(f"{setting} names {value!r}, which is not a function.")
    return cast("Callable[..., Any]", found)


def _import(setting: str, path: str) -> object:
    module, colon, name = path.partition(":")
    if not (module and colon and name):
        raise ConfigurationError(f"{setting} is {path!r}. Write it as module:name.")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError) as trouble:
        raise ConfigurationError(f"{setting} names {path!r}, which cannot be imported: {trouble}.") from trouble
