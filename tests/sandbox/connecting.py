"""From an app to tokens, as a browser and an app go."""

import re
from urllib.parse import parse_qs, urlsplit

import requests

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT, Json

BACK = "https://app.example.com/callback"
APP = ("an-app", "its-secret")


def ask(**changes: str) -> dict[str, str]:
    """What an app sends a person to the consent page with."""
    asked = {
        "client_id": APP[0],
        "response_type": "code",
        "scope": "com.intuit.quickbooks.accounting",
        "redirect_uri": BACK,
        "state": "s-1",
    }
    return {**asked, **changes}


def consent(
    web: requests.Session,
    sandbox: Sandbox,
    decision: str = "connect",
    realm: str = "",
    role: str = "admin",
    **asked: str,
) -> dict[str, str]:
    """Go through the page as a browser does: read the form, send it, stop at the app's address."""
    page = web.get(f"{sandbox.url}/connect/oauth2", params=ask(**asked), timeout=TIMEOUT)
    assert page.status_code == 200
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    form |= {"realm": realm or sandbox.realms[0], "decision": decision, "role": role}
    answer = web.post(f"{sandbox.url}/connect/oauth2", data=form, allow_redirects=False, timeout=TIMEOUT)
    assert answer.status_code == 302
    address = urlsplit(answer.headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == BACK
    return {name: values[0] for name, values in parse_qs(address.query).items()}


def token(web: requests.Session, sandbox: Sandbox, headers: dict[str, str] | None = None, **form: str) -> Json:
    """What the token endpoint answers to an app, and its status."""
    answer = web.post(
        f"{sandbox.url}/oauth2/v1/tokens/bearer", data=form, auth=APP, headers=headers or {}, timeout=TIMEOUT
    )
    body: Json = answer.json()
    return {**body, "status": answer.status_code}


def exchanged(web: requests.Session, sandbox: Sandbox, **asked: str) -> Json:
    """The tokens of a consent."""
    code = consent(web, sandbox, **asked)["code"]
    return token(web, sandbox, grant_type="authorization_code", code=code, redirect_uri=BACK)
