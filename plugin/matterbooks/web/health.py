"""Health, for whatever watches the application: no log-in, no word about any firm or company."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from matterbooks.errors import SchemaError
from matterbooks.store import history
from matterbooks.web.host import host


def healthz() -> ResponseReturnValue:
    """200 while the database answers and our tables are those of this version, else 503."""
    try:
        history.require_current(host().store.engine)
    except SQLAlchemyError:
        return jsonify(status="failing", database="unreachable", schema="unknown"), 503
    except SchemaError:
        return jsonify(status="failing", database="ok", schema="outdated"), 503
    return jsonify(status="ok", database="ok", schema="current")
