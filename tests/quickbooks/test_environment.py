"""Only Intuit and this machine are ever called."""

from __future__ import annotations

import pytest

from matterbooks.errors import ConfigurationError
from matterbooks.quickbooks.environment import environment


def test_production_and_sandbox_differ_in_the_api_host() -> None:
    assert environment("production").api_base == "https://quickbooks.api.intuit.com"
    assert environment("sandbox").api_base == "https://sandbox-quickbooks.api.intuit.com"


@pytest.mark.parametrize("name", ["http://127.0.0.1:8799", "http://localhost:8799/", "http://[::1]:8799"])
def test_an_address_on_this_machine_is_a_stand_in(name: str) -> None:
    place = environment(name)
    assert place.is_loopback
    assert place.api_base == name.rstrip("/")
    assert place.discovery_url.startswith(place.api_base + "/.well-known/")


@pytest.mark.parametrize(
    "name",
    ["", "prod", "http://10.0.0.1", "https://evil.example", "http://127.0.0.1@evil.example", "http://127.0.0.1:x",
     "http://localhost.evil.example", "ftp://127.0.0.1", "http://127.0.0.1:80/path", "http://user:pw@127.0.0.1",
     "http://[::1"],
)  # fmt: skip
def test_any_other_setting_is_refused_with_the_choices(name: str) -> None:
    with pytest.raises(ConfigurationError, match="production, sandbox, or an address on this machine"):
        environment(name)


def test_secrets_go_to_intuit_over_https_only() -> None:
    production = environment("production")
    assert production.owns("https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer")
    assert not production.owns("http://oauth.platform.intuit.com/oauth2/v1/tokens/bearer")
    assert not production.owns("https://intuit.com.evil.example/")
    assert not production.owns("https://evil-intuit.com/")


def test_a_stand_in_owns_only_its_own_port() -> None:
    place = environment("http://127.0.0.1:8799")
    assert place.owns("http://127.0.0.1:8799/oauth2/token")
    assert not place.owns("http://127.0.0.1:8800/oauth2/token")
