"""Both command lines start without pandas, and the small commands need nothing of the large ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from matterbooks.cli import main
from tests.house.graph import ROOT

HEAVY = {"pandas", "numpy", "matplotlib", "xlsxwriter", "jupyterlab", "IPython"}
LOADED = "import json, sys; {}; print(json.dumps(sorted(sys.modules)))"


def _loaded(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", LOADED.format(code)], check=True, capture_output=True, text=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


@pytest.mark.parametrize(
    "code",
    [
        "import matterbooks",
        "from matterbooks.cli import main",
        "from matterbooks.commands import group",
        "from matterbooks import Matterbooks, Ref, keep_host_tables",
        "from click.testing import CliRunner; from matterbooks.cli import main; CliRunner().invoke(main, ['--help'])",
    ],
)
def test_nothing_heavy_is_loaded_to_start(code: str) -> None:
    assert _loaded(code) & HEAVY == set()


def test_the_command_line_of_files_starts_without_flask_too() -> None:
    assert _loaded("from matterbooks.cli import main") & {"flask", "sqlalchemy", "requests"} == set()


def test_what_is_public_is_what_the_package_says() -> None:
    import matterbooks

    assert [name for name in matterbooks.__all__ if not hasattr(matterbooks, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        matterbooks.nothing  # noqa: B018


def test_notebooks_are_copied_and_one_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    first = CliRunner().invoke(main, ["notebooks", str(folder)])
    assert first.exit_code == 0, first.output
    copied = {path.name for path in folder.iterdir()}
    assert copied == {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    mine = folder / "month_end.ipynb"
    mine.write_text("my own work")
    second = CliRunner().invoke(main, ["notebooks", str(folder)])
    assert second.exit_code == 0
    assert "was left as it is" in second.output
    assert mine.read_text() == "my own work"


def test_notebooks_into_a_place_that_is_a_file_end_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(main, ["notebooks", str(tmp_path / "file" / "folder")])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "Cannot write to" in done.output


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["read", "--help"], ["reconcile", "--help"]])
def test_help_is_there(words: list[str]) -> None:
    assert CliRunner().invoke(main, words).exit_code == 0


def test_a_file_that_is_not_there_ends_in_a_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["read", str(tmp_path / "no.csv"), "--json"])
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
