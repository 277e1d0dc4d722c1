"""The practice of the screens' tests, for what is driven in a browser without the demonstration around it."""

from __future__ import annotations

from tests.web.conftest import admin, browser, connected, mapped, practice, sandbox, screen

__all__ = ["admin", "browser", "connected", "mapped", "practice", "sandbox", "screen"]
