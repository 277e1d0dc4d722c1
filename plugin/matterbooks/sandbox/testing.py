"""Fixtures for anybody's tests: put ``pytest_plugins = ["matterbooks.sandbox.testing"]`` into a ``conftest.py``."""

from collections.abc import Iterator

import pytest

from matterbooks.sandbox.server import Sandbox


@pytest.fixture
def quickbooks_sandbox() -> Iterator[Sandbox]:
    """A fresh US sample company, served on a free port of this machine for one test."""
    with Sandbox() as sandbox:
        yield sandbox
