"""The sandbox as a process of its own, and its options."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from matterbooks.sandbox.command_line import is_loopback, main, parser
from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT

pytest_plugins = ["matterbooks.sandbox.testing"]
OPTIONS = [
    "--port",
    "--host",
    "--data",
    "--country",
    "--seed-company",
    "--limits",
    "--window",
    "--latency",
    "--rotation",
    "--speed",
    "--seed",
]


@contextmanager
def running(*options: str, module: str = "matterbooks.sandbox") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process and where it says it is."""
    words = ["-m", module] if module == "matterbooks.sandbox" else ["-c", "from matterbooks.cli import main; main()"]
    command = [sys.executable, *words, *options, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        head = process.stdout.readline()
        found = re.search(r"http://[\d.]+:\d+", head)
        assert found is not None, head
        yield process, found.group()
        process.kill()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_process_of_its_own_says_where_it_is_and_stops_when_told(told: signal.Signals) -> None:
    with running("--country", "AU", "--seed-company", "empty") as (process, url):
        assert url.startswith("http://127.0.0.1:")
        answer = requests.get(f"{url}/sandbox/companies", timeout=TIMEOUT)
        process.send_signal(told)
        assert process.wait(TIMEOUT) == 0
        assert process.stdout is not None
        assert process.stdout.read().endswith("stopped\n")
    assert answer.json()[0]["country"] == "AU"


def test_every_setting_of_the_service_can_be_given() -> None:
    options = [
        "--limits",
        "--window",
        "fixed",
        "--latency",
        "0.01",
        "--rotation",
        "always",
        "--speed",
        "60",
        "--seed",
        "7",
    ]
    with running("sandbox", *options, module="matterbooks.cli") as (_, url):
        told = {
            path: requests.get(f"{url}/sandbox/{path}", timeout=TIMEOUT).json()
            for path in ("limits", "latency", "oauth", "clock")
        }
    assert (told["limits"]["enforced"], told["limits"]["window"]) == (True, "fixed")
    assert told["latency"]["seconds"] == 0.01
    assert told["oauth"]["rotation"] == "always"
    assert told["clock"]["speed"] == 60


def test_a_killed_process_goes_on_where_it_was_from_its_folder(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "books"))
    with running(*options, "--country", "NZ") as (process, url):
        tokens = requests.post(f"{url}/sandbox/tokens", timeout=TIMEOUT).json()
        head = {"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/json"}
        path = f"v3/company/{tokens['realmId']}"
        made = requests.post(
            f"{url}/{path}/customer", json={"DisplayName": "Kept"}, headers=head, timeout=TIMEOUT
        ).json()["Customer"]
        process.kill()
        process.wait(TIMEOUT)
    with running(*options) as (_, url):
        found = requests.get(f"{url}/{path}/customer/{made['Id']}", headers=head, timeout=TIMEOUT)
        assert found.json()["Customer"] == made
        assert requests.get(f"{url}/sandbox/companies", timeout=TIMEOUT).json()[0]["country"] == "NZ"


def test_a_folder_that_is_no_sandboxs_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sandbox.sqlite3").write_text("somebody's notes")
    assert main(["--port", "0", "--data", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_the_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert [option for option in OPTIONS if option not in text] == []
    assert "/sandbox/tokens" in text


@pytest.mark.parametrize(
    "wrong",
    [
        ["--country", "FR"],
        ["--seed-company", "rich"],
        ["--port", "70000"],
        ["--port", "http"],
        ["--latency", "-1"],
        ["--latency", "nan"],
        ["--speed", "0"],
        ["--rotation", "weekly"],
        ["--window", "round"],
        ["--seed", "x"],
    ],
)
def test_what_is_no_option_is_refused_before_anything_starts(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_a_taken_port_is_told_in_a_sentence(quickbooks_sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", quickbooks_sandbox.url.rsplit(":", 1)[1]]) == 1
    assert "cannot listen at 127.0.0.1" in capsys.readouterr().err


def test_other_machines_are_let_in_only_with_a_warning() -> None:
    with running("--host", "0.0.0.0") as (process, _):
        process.terminate()
        assert process.stderr is not None
        assert process.stderr.read().startswith("Warning: at 0.0.0.0 other machines may reach this sandbox.")
    assert parser().parse_args([]).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "safe"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("box", False)]
)
def test_what_only_this_machine_reaches_is_known(host: str, safe: bool) -> None:
    assert is_loopback(host) is safe
