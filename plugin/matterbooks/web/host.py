"""What the screens ask of the extension that mounts them."""

from __future__ import annotations

from typing import Protocol, cast

from flask import current_app
from sqlalchemy.orm import Session

from matterbooks.ledger.source import LedgerSource
from matterbooks.push.context import Context
from matterbooks.store.engines import Store
from matterbooks.values import Permission


class Host(Protocol):
    """The mounted extension, as it is found in `app.extensions["matterbooks"]`."""

    @property
    def context(self) -> Context:
        """What every service works with."""

    @property
    def store(self) -> Store:
        """Our own transactions."""

    @property
    def source(self) -> LedgerSource:
        """The practice ledger."""

    @property
    def base_template(self) -> str:
        """The template that our pages extend."""

    def firm_of(self) -> str:
        """The firm of this request."""

    def may(self, permission: Permission, firm: str) -> bool:
        """Whether the person of this request may do that."""

    def actor(self) -> str:
        """Who the person is, as text for the audit."""

    def public_session(self) -> Session:
        """The application's own session, for reading its ledger."""

    def wake(self, firm: str) -> None:
        """Say that there is work for this firm."""


def host() -> Host:
    """The extension of the application that answers this request."""
    return cast(Host, current_app.extensions["matterbooks"])
