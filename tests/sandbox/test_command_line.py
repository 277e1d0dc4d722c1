"""The sandbox as a process of its own."""

import re
import signal
import subprocess
import sys

import pytest
import requests

from matterbooks.sandbox.command_line import main
from tests.sandbox.client import TIMEOUT

pytest_plugins = ["matterbooks.sandbox.testing"]


def test_a_process_of_its_own_says_where_it_is_and_stops_when_told() -> None:
    command = [sys.executable, "-m", "matterbooks.sandbox", "--port", "0", "--country", "AU", "--seed-company", "empty"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        head = process.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+", head)
        assert match is not None, head
        answer = requests.get(f"{match.group()}/sandbox/companies", timeout=TIMEOUT)
        process.send_signal(signal.SIGINT)
        assert process.wait(TIMEOUT) == 0
        assert process.stdout.read().endswith("stopped\n")
    assert answer.json()[0]["country"] == "AU"


def test_a_taken_port_is_told_in_a_sentence(quickbooks_sandbox: object, capsys: pytest.CaptureFixture[str]) -> None:
    url = str(getattr(quickbooks_sandbox, "url", ""))
    assert main(["--port", url.rsplit(":", 1)[1]]) == 1
    assert "cannot listen at 127.0.0.1" in capsys.readouterr().err
