"""What the sandbox's own documentation says is so."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

import matterbooks.sandbox
from matterbooks.sandbox.command_line import parser
from matterbooks.sandbox.settings import Settings
from matterbooks.sandbox.trouble.rules import Kind
from tests.sandbox.client import TIMEOUT, Client

TEXT = (Path(matterbooks.sandbox.__file__).parent / "README.md").read_text(encoding="utf-8")
CALL = re.compile(r"curl -X POST http://127\.0\.0\.1:8799(/\S+)(?: -d '(.+?)')?(?:\s|$)")


def test_every_option_of_the_command_is_explained() -> None:
    options = [one for action in parser()._actions for one in action.option_strings if one.startswith("--")]
    assert [one for one in options if f"`{one}" not in TEXT] == ["--help"]


def test_every_setting_of_the_mark_is_named() -> None:
    assert [one.name for one in fields(Settings) if f"`{one.name}`" not in TEXT] == []


def test_every_address_of_the_control_api_and_every_setting_there_is_explained(us: Client) -> None:
    listed = us.session.get(f"{us.sandbox.url}/sandbox/", timeout=TIMEOUT).json()
    assert [one["path"] for one in listed if one["path"].rstrip("/") not in TEXT] == []
    for path in ("limits", "latency", "clock"):
        shown = us.control(path, {})
        assert [name for name in shown if f"`{name}`" not in TEXT and name != "now"] == [], path


def test_every_kind_of_trouble_is_explained() -> None:
    assert [kind for kind in Kind if f"| `{kind.value}` |" not in TEXT] == []


@pytest.mark.parametrize(("path", "body"), CALL.findall(TEXT))
def test_every_example_is_accepted(us: Client, path: str, body: str) -> None:
    us.control(path.removeprefix("/sandbox/"), json.loads(body or "{}"))


def test_there_are_examples() -> None:
    assert len(CALL.findall(TEXT)) >= 7
