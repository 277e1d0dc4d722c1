"""Set-up of the demonstration: the practice's own tables, those of matterbooks, and the firm in them."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from sqlalchemy import select

from matterbooks.demo.database import db
from matterbooks.demo.mounting import books
from matterbooks.demo.practice.base import Base
from matterbooks.demo.practice.people import Firm
from matterbooks.demo.seed import seed_setup


def prepare(app: Flask, *, now: dt.datetime, country: str = "AU") -> bool:
    """Make every table and seed the firm; whether there was none yet. now: aware; its date begins the firm's month."""
    with app.app_context():
        Base.metadata.create_all(db.engine)
        _upgrade()
        if db.session.scalar(select(Firm.code)) is not None:
            return False
        seed_setup(db.session(), books, today=now.date(), now=now, country=country)
        db.session.commit()
        return True


def _upgrade() -> None:
    """As `flask matterbooks db upgrade --wal` does it."""
    books.upgrade(wal=True)
