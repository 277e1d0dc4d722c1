"""Settings are read once, and what is wrong with one is said by its name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from matterbooks.errors import ConfigurationError
from matterbooks.settings import read_settings, system_clock


def _read(ring_setting: str, **config: Any) -> Any:
    return read_settings({"MATTERBOOKS_KEYS": ring_setting, **config})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("MATTERBOOKS_KEYS", ""),
        ("MATTERBOOKS_KEYS", "k1:short"),
        ("MATTERBOOKS_KEYS", "k1:%%%"),
        ("MATTERBOOKS_ENVIRONMENT", "https://example.com"),
        ("MATTERBOOKS_ENVIRONMENT", "prod"),
        ("MATTERBOOKS_URL_PREFIX", "accounting"),
        ("MATTERBOOKS_URL_PREFIX", "/"),
        ("MATTERBOOKS_EMBEDDED_WORKER", "maybe"),
        ("MATTERBOOKS_CLOCK", "time"),
        ("MATTERBOOKS_CLOCK", ":time"),
        ("MATTERBOOKS_CLOCK", "no.such.module:clock"),
        ("MATTERBOOKS_CLOCK", "time:no_such_name"),
        ("MATTERBOOKS_CLOCK", "math:pi"),
        ("MATTERBOOKS_FAILPOINT", "50%:off"),
    ],
)
def test_a_setting_that_is_wrong_is_named(ring_setting: str, setting: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=setting):
        _read(ring_setting, **{setting: value})


def test_defaults_are_those_of_the_table(ring_setting: str) -> None:
    found = _read(ring_setting)
    assert (found.app.environment.name, found.url_prefix) == ("production", "/accounting")
    assert (found.base_template, found.embedded_worker) == ("matterbooks/base.html", False)
    assert found.clock is system_clock
    assert found.clock().utcoffset() == datetime.now(UTC).utcoffset()


@pytest.mark.parametrize(("value", "on"), [("1", True), ("Yes", True), (True, True), ("0", False), ("", False)])
def test_flags_are_read_as_environments_write_them(ring_setting: str, value: Any, on: bool) -> None:
    assert _read(ring_setting, MATTERBOOKS_EMBEDDED_WORKER=value).embedded_worker is on


def test_a_clock_is_a_function_or_the_name_of_one(ring_setting: str) -> None:
    assert _read(ring_setting, MATTERBOOKS_CLOCK=system_clock).clock is system_clock
    assert _read(ring_setting, MATTERBOOKS_CLOCK="matterbooks.settings:system_clock").clock is system_clock


def test_a_prefix_ends_without_its_slash(ring_setting: str) -> None:
    assert _read(ring_setting, MATTERBOOKS_URL_PREFIX="/firm/books/").url_prefix == "/firm/books"


def test_secrets_are_not_shown(ring_setting: str) -> None:
    found = _read(ring_setting, MATTERBOOKS_CLIENT_SECRET="hush-hush")
    assert "hush-hush" not in repr(found)
    assert ring_setting.partition(":")[2] not in repr(found)
