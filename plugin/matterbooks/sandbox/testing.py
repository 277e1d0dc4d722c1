"""The fixture ``quickbooks_sandbox`` for anybody's tests, found by pytest wherever matterbooks is installed.

>>> @pytest.mark.quickbooks_sandbox(country="AU", rotation="always")
... def test_connects(quickbooks_sandbox):
...     tokens = quickbooks_sandbox.tokens()

Importing this module costs nothing: Flask and the sandbox are loaded when a test first asks for the fixture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from matterbooks.sandbox.server import Sandbox

MARK = "quickbooks_sandbox"
COMPANY = ("country", "seed_company")
SHOWN = "quickbooks_sandbox(country='US', seed_company='sample', limits=False, ...): how the fixture's company starts"


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", SHOWN)


@pytest.fixture
def quickbooks_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A fresh company, served on a free port of this machine for one test.

    The mark of the same name takes the country (US, AU, NZ, GB, CA), the seed company, and every field of
    :class:`matterbooks.sandbox.settings.Settings`. Raises: ValueError or TypeError for anything else.
    """
    from matterbooks.sandbox.server import Sandbox  # noqa: PLC0415 - only who uses it pays for it
    from matterbooks.sandbox.settings import Settings  # noqa: PLC0415

    mark = request.node.get_closest_marker(MARK)
    asked = dict(mark.kwargs) if mark else {}
    known = [*COMPANY, *(one.name for one in fields(Settings))]
    unknown = [*(mark.args if mark else ()), *(name for name in asked if name not in known)]
    if unknown:
        raise TypeError(f"The mark {MARK} does not know {unknown[0]!r}. It takes these by name: {', '.join(known)}.")
    company = {name: asked.pop(name) for name in COMPANY if name in asked}
    with Sandbox(**company, settings=Settings(**asked)) as sandbox:
        yield sandbox
