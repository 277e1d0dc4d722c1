"""The fixture as a host uses it: in a pytest run of its own, that has nothing of ours but the installed package."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from matterbooks.sandbox.server import Sandbox

HOSTS_TESTS = """
import sys

import pytest

FIRST = set(sys.modules)


def test_nothing_is_loaded_before_the_fixture_is_asked_for():
    assert "matterbooks.sandbox.testing" in FIRST
    assert not {"flask", "werkzeug", "msgspec", "matterbooks.sandbox.server"} & FIRST


def test_a_fresh_company_in_the_united_states(quickbooks_sandbox):
    company = quickbooks_sandbox.company()
    assert (company.country, company.balance("35")) == ("US", 0)
    assert quickbooks_sandbox.url.startswith("http://127.0.0.1:")


@pytest.mark.quickbooks_sandbox(country="AU", seed_company="empty", rotation="always", limits=True)
def test_a_company_chosen_by_a_mark(quickbooks_sandbox):
    assert quickbooks_sandbox.company().country == "AU"
    assert quickbooks_sandbox.state.limits.enforced
    assert quickbooks_sandbox.tokens()["realmId"] in quickbooks_sandbox.realms


@pytest.mark.quickbooks_sandbox(rotation="weekly")
def test_a_wrong_setting(quickbooks_sandbox):
    pass


@pytest.mark.quickbooks_sandbox("AU")
def test_a_setting_without_a_name(quickbooks_sandbox):
    pass


@pytest.mark.quickbooks_sandbox(colour="red")
def test_an_unknown_setting(quickbooks_sandbox):
    pass
"""
ENTRY_POINT = "[pytest11]\nmatterbooks.sandbox.testing = matterbooks.sandbox.testing\n"
METADATA = "Metadata-Version: 2.1\nName: matterbooks-as-installed\nVersion: 0\n"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A host's folder with its tests, beside an installation that has our entry point."""
    installed = tmp_path / "installed" / "matterbooks_as_installed-0.dist-info"
    installed.mkdir(parents=True)
    (installed / "entry_points.txt").write_text(ENTRY_POINT)
    (installed / "METADATA").write_text(METADATA)
    (tmp_path / "host").mkdir()
    (tmp_path / "host" / "test_books.py").write_text(HOSTS_TESTS)
    return tmp_path


def run(host: Path, *options: str) -> str:
    known = os.pathsep.join([str(host / "installed"), *sys.path])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--strict-markers", "-p", "no:cacheprovider", "-rA", *options],
        cwd=host / "host",
        env={**os.environ, "PYTHONPATH": known},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout + done.stderr


def test_a_host_gets_its_company_without_a_line_of_setup(host: Path) -> None:
    told = run(host)
    assert "3 passed, 3 errors" in told, told
    assert "ValueError: 'weekly' is not a valid Rotation" in told
    assert "does not know 'colour'. It takes these by name: country, seed_company, limits" in told
    assert "does not know 'AU'" in told


def test_naming_the_plugin_as_well_does_no_harm(host: Path) -> None:
    (host / "host" / "conftest.py").write_text('pytest_plugins = ["matterbooks.sandbox.testing"]\n')
    assert "1 passed" in run(host, "-k", "united_states")


def test_the_mark_is_explained(host: Path) -> None:
    assert "@pytest.mark.quickbooks_sandbox(country='US'" in run(host, "--markers")


def test_a_misspelt_question_to_the_company_is_an_error_and_no_empty_answer() -> None:
    with Sandbox() as sandbox:
        books = sandbox.company()
        with pytest.raises(KeyError, match="There is no Invoyce here"):
            books.entities("Invoyce")
        with pytest.raises(KeyError, match="There is no account 9999"):
            books.balance("9999")
        with pytest.raises(KeyError, match="There is no company 1"):
            sandbox.company("1")
