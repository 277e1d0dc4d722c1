"""The firm, the people who work in it, and those it works for and buys from."""

from __future__ import annotations

from datetime import date

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship
from werkzeug.security import check_password_hash, generate_password_hash

from matterbooks.demo.practice.base import Base


class Firm(Base):
    """The one firm. country decides its sales tax; nothing is posted up to `lockout`."""

    __tablename__ = "firm"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    lockout: Mapped[date | None]


class User(UserMixin, Base):  # type: ignore[misc]  # flask-login ships no types
    """Somebody who logs in; administrators see Admin."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_admin: Mapped[bool] = mapped_column(default=False)

    def set_password(self, password: str) -> None:
        """Keep a salted hash of it."""
        self.password_hash = generate_password_hash(password)

    def check_password(self, password: str) -> bool:
        """Whether this is the password."""
        return check_password_hash(self.password_hash, password)


class Contact(Base):
    """A client, a supplier, or both."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(120), default="")
    is_client: Mapped[bool] = mapped_column(default=False)
    is_supplier: Mapped[bool] = mapped_column(default=False)
    matters: Mapped[list[Matter]] = relationship(back_populates="client", order_by="Matter.number")


class Matter(Base):
    """A piece of work for one client."""

    __tablename__ = "matter"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(150))
    client_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    client: Mapped[Contact] = relationship(back_populates="matters")
