"""A small law practice that mounts matterbooks: `flask --app matterbooks.demo run`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The practice application. config: settings that win over the environment, as `config.settings` has them.

    Makes no table: `flask --app matterbooks.demo demo-setup` does, once.
    """
    from flask import Flask  # noqa: PLC0415 - the command line imports this package without Flask

    from matterbooks.demo import config as configuration  # noqa: PLC0415
    from matterbooks.demo.database import db  # noqa: PLC0415
    from matterbooks.demo.mounting import mount  # noqa: PLC0415
    from matterbooks.demo.views import register  # noqa: PLC0415

    app = Flask(__name__)
    app.config.update(configuration.settings(os.environ, config or {}))
    app.config.setdefault("DEMO_CLOCK", lambda: datetime.now(UTC))
    db.init_app(app)
    register(app)
    mount(app)
    return app
