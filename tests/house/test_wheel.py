"""The wheel holds everything that the house holds, and works from where it is unpacked."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.graph import ROOT

PLACES = {"plugin": "", "migrations": "matterbooks/migrations", "notebooks": "matterbooks/notebooks"}
"""Folder of the checkout -> where it lies in the wheel."""

NEEDED = ["LICENSE", "README.md", "pyproject.toml", "setup.cfg", *PLACES]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints", ".*_cache", "pictures")


def expected(root: Path) -> set[str]:
    """Every file of the three folders, as the wheel names it."""
    found = set()
    for folder, place in PLACES.items():
        for path in (root / folder).rglob("*"):
            if path.is_file():
                found.add((Path(place) / path.relative_to(root / folder)).as_posix())
    return found


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel is built from, apart, so that building leaves nothing in the tree."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Iterator[zipfile.ZipFile]:
    """The wheel, built as a release builds it, but with the builder that is installed here."""
    listed = expected(checkout)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        checkout / "dist",
        checkout,
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "would be ignored" not in done.stdout + done.stderr, "the builder would leave out a folder"
    (path,) = (checkout / "dist").glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        assert listed, "nothing to look for"
        yield opened


def test_every_file_of_the_house_is_in_the_wheel_and_nothing_else(wheel: zipfile.ZipFile, checkout: Path) -> None:
    """Modules, templates, static files, data, notebooks, migrations: a package left out vanishes without a word."""
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    wanted = {name for name in expected(checkout) if ".egg-info" not in name}
    assert sorted(wanted - shipped) == []
    assert sorted(shipped - wanted) == []


@pytest.mark.parametrize(
    "name",
    [
        "matterbooks/py.typed",
        "matterbooks/web/templates/matterbooks/mapping.html",
        "matterbooks/web/static/matterbooks.css",
        "matterbooks/sandbox/oauth/templates/sandbox/consent.html",
        "matterbooks/sandbox/data/types.json",
        "matterbooks/migrations/env.py",
        "matterbooks/migrations/versions/matterbooks_0001_first_tables.py",
        "matterbooks/notebooks/month_end.ipynb",
    ],
)
def test_what_only_some_command_or_screen_needs_is_there(wheel: zipfile.ZipFile, name: str) -> None:
    assert name in wheel.namelist()


def test_the_metadata_names_version_licence_and_both_command_lines(wheel: zipfile.ZipFile) -> None:
    import matterbooks

    (info,) = {name.partition("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    metadata = wheel.read(f"{info}/METADATA").decode()
    assert f"Version: {matterbooks.__version__}" in metadata
    assert "License-Expression: MIT" in metadata
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    scripts = wheel.read(f"{info}/entry_points.txt").decode()
    assert "matterbooks = matterbooks.cli:main" in scripts
    assert "matterbooks = matterbooks.commands:group" in scripts


WORKS = """
import importlib, pkgutil, sys
from pathlib import Path
import matterbooks
assert str(Path(matterbooks.__file__)).startswith(sys.argv[1]), matterbooks.__file__
from matterbooks.store import history
assert history.newest() == "matterbooks_0001"
assert str(history.path()).startswith(sys.argv[1])
from click.testing import CliRunner
from matterbooks.cli import main
done = CliRunner().invoke(main, ["notebooks", sys.argv[2]])
assert done.exit_code == 0, done.output
for found in pkgutil.walk_packages(matterbooks.__path__, "matterbooks."):
    if not found.name.startswith("matterbooks.migrations.") and not found.name.endswith("__main__"):
        importlib.import_module(found.name)
"""


def test_every_module_can_be_imported_from_the_wheel_alone(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Unpacked and not installed: nothing of the checkout is needed, and the notebooks come out of it."""
    site, books = tmp_path / "site", tmp_path / "notebooks"
    wheel.extractall(site)
    command = [sys.executable, "-W", "error::ImportWarning", "-c", WORKS, str(site), str(books)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=tmp_path, env={"PYTHONPATH": str(site)}
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in books.iterdir()} == {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
