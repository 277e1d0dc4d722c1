"""Rules of the house that no linter knows."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import pytest

import matterbooks
from tests.house.graph import ROOT, modules

LONGEST = 300


def test_no_file_holds_more_than_one_idea() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in modules().values()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "matterbooks.__version__"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", matterbooks.__version__)


def test_every_release_says_what_it_means_for_those_who_upgrade() -> None:
    releases = re.split(r"^## ", (ROOT / "CHANGES.md").read_text(), flags=re.MULTILINE)[1:]
    assert releases[0].startswith(matterbooks.__version__)
    assert [release.splitlines()[0] for release in releases if "\n### Compatibility\n" not in release] == []


def test_setup_cfg_has_one_job() -> None:
    """setuptools interpolates percent signs in all of it, so nothing else goes in."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg")
    assert parser.sections() == ["alembic"]


def test_the_public_settings_are_all_in_the_table() -> None:
    from matterbooks import settings

    assert settings.__doc__ is not None
    told = set(re.findall(r"MATTERBOOKS_[A-Z_]+", settings.__doc__.split("\n", 1)[1]))
    read = {
        name
        for path in modules().values()
        for name in re.findall(r"\"(MATTERBOOKS_[A-Z_]+)\"", path.read_text())
        if not {"sandbox", "demo"} & {*path.parts}
    }
    assert read <= told


def test_the_readme_names_files_that_are_there() -> None:
    text = (ROOT / "README.md").read_text()
    linked = {target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target}
    assert {target for target in linked if not (ROOT / target).exists()} == set()


@pytest.mark.parametrize("name", ["matterbooks.values", "matterbooks.errors"])
def test_the_shared_words_import_nothing_of_ours(name: str) -> None:
    path: Path = modules()[name]
    assert "from matterbooks" not in path.read_text().replace("    from matterbooks", "")
