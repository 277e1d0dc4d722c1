"""What is logged, at DEBUG and by everybody: no secret, no company and no client."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from matterbooks.ledger.documents import Party
from matterbooks.store import connections
from matterbooks.store.connections import StoredTokens
from tests.web.practice import Browser, Practice

CLIENT = Party("c-77", "Zenobia Quillfeather")


def trouble(practice: Practice, **rule: object) -> None:
    """Let the company do this next."""
    assert requests.post(f"{practice.sandbox.url}/sandbox/trouble", json=rule, timeout=5).ok


def tokens(practice: Practice) -> StoredTokens:
    """What is stored of the sign-in."""
    connection = practice.connection()
    assert connection is not None
    return connections.read_tokens(practice.mount.context.ring, connection)


def answered(location: str) -> set[str]:
    """The secrets within the address that Intuit sends the browser to."""
    query = parse_qs(urlsplit(location).query)
    return {query["code"][0], query["state"][0]}


def live(practice: Practice, mapped: Browser) -> set[str]:
    """Push, be refused, renew the sign-in, fail to connect, disconnect; gives everything that must not be logged."""
    found = {practice.realm, CLIENT.name, "Zenobia", "sandbox-secret", "Conference with counsel"}
    practice.post(practice.paper().bill("1001", "10.00", party=CLIENT))
    practice.drain()
    trouble(practice, kind="fault", code="6000", message=f"{CLIENT.name} is wrong", entity="invoice")
    practice.post(practice.paper().bill("1002", "20.00", party=CLIENT))
    practice.drain()
    first = tokens(practice)
    practice.clock.advance(2 * 60 * 60)
    practice.post(practice.paper().bill("1003", "30.00", party=CLIENT))
    practice.drain()
    second = tokens(practice)
    assert first.access != second.access
    location = mapped.decide(mapped.ask(), practice.realm)
    mapped.come_back(location.replace("code=", "code=spoiled"))
    mapped.come_back(location)
    mapped.post("/disconnect")
    return found | answered(location) | {first.access, first.refresh, second.access, second.refresh}


def test_no_secret_no_company_and_no_client_is_logged_at_any_level(
    practice: Practice, admin: Browser, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = live(practice, request.getfixturevalue("mapped"))
    own = [record for record in caplog.records if not record.name.startswith("werkzeug")]
    written = "\n".join(f"{record.getMessage()} {record.args} {record.exc_text}" for record in own)
    assert {secret for secret in secrets if secret in written} == set()
    assert {"matterbooks.push", "urllib3.connectionpool"} <= {record.name for record in own}


def test_other_requests_of_the_host_are_logged_as_ever(
    practice: Practice, mapped: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3.connectionpool").debug(
        '%s://%s:%s "%s %s %s" %s %s', "https", "other.example", 443, "GET", "/seen", "HTTP/1.1", 200, 7
    )
    assert "GET /seen" in caplog.text
