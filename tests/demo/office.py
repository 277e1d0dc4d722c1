"""The practice application in a test: a fresh database, a clock that stands, and browsers without a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matterbooks.demo import create_app
from matterbooks.demo.database import db
from matterbooks.demo.seed import ADMIN, CLERK, PASSWORD
from matterbooks.demo.setup import prepare
from tests.clock import Clock
from tests.demo.practice import NOW

CLOCK = Clock(NOW)
"""For tests in which the time goes on, `MATTERBOOKS_CLOCK` as `tests.demo.office:CLOCK`."""

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@contextmanager
def opened(folder: Path, **settings: Any) -> Iterator[Flask]:
    """The application with the seeded firm, closed again."""
    app = create_app(
        {
            "MATTERBOOKS_DEMO_DATA": str(folder / "practice.sqlite3"),
            "MATTERBOOKS_EMBEDDED_WORKER": False,
            "DEMO_CLOCK": lambda: NOW,
            **settings,
        }
    )
    prepare(app, now=NOW)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions["matterbooks"].store.dispose()


class Visitor:
    """Somebody with a browser; forms are sent with the token of the page that shows them."""

    def __init__(self, app: Flask, email: str = "") -> None:
        self._client: FlaskClient = app.test_client()
        self._token = ""
        if email:
            self.log_in(email)

    @classmethod
    def admin(cls, app: Flask) -> Visitor:
        """The administrator, logged in."""
        return cls(app, ADMIN)

    @classmethod
    def clerk(cls, app: Flask) -> Visitor:
        """An ordinary user, logged in."""
        return cls(app, CLERK)

    def log_in(self, email: str, password: str = PASSWORD, path: str = "/login") -> TestResponse:
        """Fill in the log-in page."""
        self.get(path)
        return self.post(path, email=email, password=password)

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        answer = self._client.get(path)
        found = _TOKEN.search(answer.text)
        self._token = unescape(found.group(1)) if found else self._token
        return answer

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form."""
        return self._client.post(path, data={"csrf_token": self._token, **fields})

    def post_bare(self, path: str) -> TestResponse:
        """Send a form as another site would, without the token."""
        return self._client.post(path)
