"""The practice's database, as Flask-SQLAlchemy gives it to each request."""

from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy

from matterbooks.demo.practice.base import Base

db = SQLAlchemy(model_class=Base)
