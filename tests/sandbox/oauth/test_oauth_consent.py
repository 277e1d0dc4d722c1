"""The consent page, who may ask for what, and under which address all of it is found."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT
from tests.sandbox.connecting import APP, BACK, ask, consent, exchanged

ADDRESSES = ["openid_sandbox_configuration/", "openid_configuration", "openid_configuration/"]
ACCOUNTING = "com.intuit.quickbooks.accounting"
OFFERED = [ACCOUNTING, "com.intuit.quickbooks.payment", "openid profile email phone address", f"openid {ACCOUNTING}"]
PREMIUM = "project-management.project"


def register(web: requests.Session, sandbox: Sandbox, **app: object) -> None:
    clients = {APP[0]: {"secret": APP[1], **app}}
    assert web.post(f"{sandbox.url}/sandbox/oauth", json={"clients": clients}, timeout=TIMEOUT).ok


def page(web: requests.Session, sandbox: Sandbox, **asked: str) -> requests.Response:
    return web.get(f"{sandbox.url}/connect/oauth2", params=ask(**asked), allow_redirects=False, timeout=TIMEOUT)


def sent_back(answer: requests.Response) -> dict[str, str]:
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


@pytest.mark.parametrize("path", ADDRESSES)
def test_discovery_answers_with_and_without_a_final_slash_and_is_never_a_detour(
    web: requests.Session, sandbox: Sandbox, path: str
) -> None:
    answer = web.get(f"{sandbox.url}/.well-known/{path}", allow_redirects=False, timeout=TIMEOUT)
    assert answer.status_code == 200
    assert answer.json()["token_endpoint_auth_methods_supported"] == ["client_secret_post", "client_secret_basic"]
    assert "realmid" in answer.json()["claims_supported"]


@pytest.mark.parametrize(
    ("headers", "root"),
    [
        ({"Host": "books.test:8799"}, "http://books.test:8799"),
        ({"X-Forwarded-Proto": "https", "X-Forwarded-Host": "qbo.example.com"}, "https://qbo.example.com"),
    ],
)
def test_every_address_is_the_one_the_client_came_by(
    web: requests.Session, sandbox: Sandbox, headers: dict[str, str], root: str
) -> None:
    document = web.get(f"{sandbox.url}/.well-known/openid_configuration", headers=headers, timeout=TIMEOUT).json()
    addresses = [value for value in document.values() if isinstance(value, str)]
    assert len(addresses) == 6
    assert all(address.startswith(f"{root}/") for address in addresses)


@pytest.mark.parametrize("scope", OFFERED)
def test_every_app_may_ask_for_the_open_scopes(web: requests.Session, sandbox: Sandbox, scope: str) -> None:
    assert page(web, sandbox, scope=scope).status_code == 200


@pytest.mark.parametrize("scope", ["", "x", PREMIUM, f"{ACCOUNTING} com.intuit.quickbooks.everything"])
def test_one_scope_the_app_lacks_is_enough_to_be_sent_back(web: requests.Session, sandbox: Sandbox, scope: str) -> None:
    assert sent_back(page(web, sandbox, scope=scope)) == {"error": "invalid_scope", "state": "s-1"}


def test_a_premium_scope_is_for_apps_registered_with_it(web: requests.Session, sandbox: Sandbox) -> None:
    register(web, sandbox, scopes=[ACCOUNTING, PREMIUM])
    assert page(web, sandbox, scope=f"{ACCOUNTING} {PREMIUM}").status_code == 200
    assert sent_back(page(web, sandbox, scope="openid"))["error"] == "invalid_scope"


def test_a_registered_redirect_address_must_be_met_letter_by_letter(web: requests.Session, sandbox: Sandbox) -> None:
    register(web, sandbox, redirect_uris=[BACK])
    assert page(web, sandbox).status_code == 200
    for other in (f"{BACK}/", f"{BACK}?a=1", BACK.upper()):
        refused = page(web, sandbox, redirect_uri=other)
        assert (refused.status_code, "redirect_uri" in refused.text) == (400, True)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://", "/callback", "https://a.test/#here"])
def test_a_redirect_address_that_leads_nowhere_is_refused_on_the_page(
    web: requests.Session, sandbox: Sandbox, address: str
) -> None:
    assert page(web, sandbox, redirect_uri=address).status_code == 400


def test_an_unregistered_app_is_refused_once_there_is_a_register(web: requests.Session, sandbox: Sandbox) -> None:
    register(web, sandbox)
    refused = page(web, sandbox, client_id="another")
    assert (refused.status_code, "not registered" in refused.text) == (400, True)


def test_a_redirect_address_with_a_query_of_its_own_keeps_it(web: requests.Session, sandbox: Sandbox) -> None:
    back = consent(web, sandbox, redirect_uri=f"{BACK}?tenant=7")
    assert back["tenant"] == "7"
    assert set(back) == {"tenant", "code", "state", "realmId"}


def test_a_choice_of_no_company_is_told_on_the_page(web: requests.Session, sandbox: Sandbox) -> None:
    form = {**ask(), "decision": "connect", "realm": "1"}
    answer = web.post(f"{sandbox.url}/connect/oauth2", data=form, allow_redirects=False, timeout=TIMEOUT)
    assert (answer.status_code, "Choose one" in answer.text) == (400, True)


def test_a_code_is_at_most_512_characters(web: requests.Session, sandbox: Sandbox) -> None:
    assert 0 < len(consent(web, sandbox)["code"]) <= 512


def test_the_app_is_asked_about_by_name_and_nothing_it_sends_becomes_markup(
    web: requests.Session, sandbox: Sandbox
) -> None:
    answer = page(web, sandbox, client_id="<b>app</b>", state='"><script>')
    assert "&lt;b&gt;app" in answer.text
    assert "<script>" not in answer.text


def test_tokens_of_a_consent_to_openid_alone_do_not_open_the_books(web: requests.Session, sandbox: Sandbox) -> None:
    tokens = exchanged(web, sandbox, scope="openid")
    answer = web.get(
        f"{sandbox.url}/v3/company/{sandbox.realms[0]}/preferences",
        headers={"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/json"},
        timeout=TIMEOUT,
    )
    assert (answer.status_code, answer.json()["fault"]["error"][0]["code"]) == (403, "3100")


def test_the_page_says_in_words_what_is_asked_for(web: requests.Session, sandbox: Sandbox) -> None:
    text = page(web, sandbox, scope=f"openid {ACCOUNTING}").text
    assert "reading and writing the books of one company" in text
    assert "knowing who you are" in text
    assert "your telephone number" not in text


def test_tokens_of_a_consent_to_accounting_alone_open_the_books(web: requests.Session, sandbox: Sandbox) -> None:
    tokens = exchanged(web, sandbox)
    answer = web.get(
        f"{sandbox.url}/v3/company/{sandbox.realms[0]}/preferences",
        headers={"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/json"},
        timeout=TIMEOUT,
    )
    assert (answer.status_code, "id_token" in tokens) == (200, False)
