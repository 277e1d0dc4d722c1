"""Settings of the demonstration: from the environment, else what works on one machine out of the box.

Secrets are made once and kept beside the database, readable by their owner alone.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DATA = "MATTERBOOKS_DEMO_DATA"
DEFAULT_DATA = ".demo/practice.sqlite3"

_DEFAULTS = {
    "MATTERBOOKS_CLIENT_ID": "sandbox-client",
    "MATTERBOOKS_CLIENT_SECRET": "sandbox-secret",
    "MATTERBOOKS_REDIRECT_URI": "http://127.0.0.1:5000/accounting/callback",
    "MATTERBOOKS_ENVIRONMENT": "http://127.0.0.1:8799",
    "MATTERBOOKS_BASE_TEMPLATE": "base.html",
    "MATTERBOOKS_EMBEDDED_WORKER": "1",
}
_ALSO = ("MATTERBOOKS_KEYS", "MATTERBOOKS_CLOCK", "MATTERBOOKS_FAILPOINT")
_LOCK_PATIENCE_SECONDS = 20


def settings(environ: Mapping[str, str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Flask's configuration; what is `given` wins over the environment, and that over the defaults."""
    file = Path(str(given.get(DATA) or environ.get(DATA) or DEFAULT_DATA)).absolute()
    found: dict[str, Any] = {name: environ.get(name, default) for name, default in _DEFAULTS.items()}
    found |= {name: environ[name] for name in _ALSO if name in environ}
    found |= {
        DATA: str(file),
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{file}",
        "SQLALCHEMY_ENGINE_OPTIONS": {"connect_args": {"timeout": _LOCK_PATIENCE_SECONDS}},
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "ashgrove",
        **given,
    }
    if "SECRET_KEY" not in found:
        found["SECRET_KEY"] = _kept(file.with_name("secret_key"))
    if "MATTERBOOKS_KEYS" not in found:
        found["MATTERBOOKS_KEYS"] = f"demo:{_kept(file.with_name('token_key'))}"
    return found


def _kept(path: Path) -> str:
    """32 random bytes in base64, made on first use; two processes that begin together end up with the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        mine.touch(mode=0o600)
        mine.write_text(base64.b64encode(os.urandom(32)).decode(), encoding="ascii")
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text(encoding="ascii")
