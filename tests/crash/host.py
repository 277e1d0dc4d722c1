"""The host of crash tests, in a process of its own: its environment says where to die, and what time it is."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime, timedelta

from flask import Flask

from tests.hosts.tiny import make_app

_reached: dict[str, int] = {}


def reach(name: str) -> None:
    """Die, as a machine does, at the failpoint that `MATTERBOOKS_TEST_DIE_AT` names, the n-th time: `name:n`."""
    _reached[name] = _reached.get(name, 0) + 1
    if os.environ.get("MATTERBOOKS_TEST_DIE_AT") == f"{name}:{_reached[name]}":
        os.kill(os.getpid(), signal.SIGKILL)


def clock() -> datetime:
    """The machine's time, moved on by as many seconds as the test says have passed."""
    return datetime.now(UTC) + timedelta(seconds=float(os.environ.get("MATTERBOOKS_TEST_LATER", "0")))


def create_app() -> Flask:
    """The tiny host on the database and the QuickBooks company that the test names."""
    app, _, _ = make_app(
        {
            "SQLALCHEMY_DATABASE_URI": os.environ["MATTERBOOKS_TEST_DATABASE"],
            "MATTERBOOKS_CLIENT_ID": "sandbox-client",
            "MATTERBOOKS_CLIENT_SECRET": "sandbox-secret",
            "MATTERBOOKS_REDIRECT_URI": "http://127.0.0.1:5000/accounting/callback",
            "MATTERBOOKS_ENVIRONMENT": os.environ["MATTERBOOKS_TEST_QUICKBOOKS"],
            "MATTERBOOKS_KEYS": os.environ["MATTERBOOKS_TEST_KEYS"],
            "MATTERBOOKS_CLOCK": "tests.crash.host:clock",
            "MATTERBOOKS_FAILPOINT": "tests.crash.host:reach",
        }
    )
    return app
