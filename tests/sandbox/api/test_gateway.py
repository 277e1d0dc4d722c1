"""The refusals of the gateway: lower-case JSON where that was asked for, Intuit's XML otherwise."""

import re

import pytest

from tests.sandbox.client import Client

FRAME = {
    "warnings",
    "intuitObject",
    "fault",
    "report",
    "queryResponse",
    "batchItemResponse",
    "attachableResponse",
    "syncErrorResponse",
    "requestId",
    "time",
    "status",
    "cdcresponse",
}


@pytest.mark.parametrize(
    ("path", "status", "kind", "words"),
    [
        ("preferences", 401, "AUTHENTICATION", "message=AuthenticationFailed; errorCode=003200; statusCode=401"),
        ("query", 401, "AUTHENTICATION", "message=AuthenticationFailed; errorCode=003200; statusCode=401"),
        (
            "reports/TrialBalance",
            403,
            "SERVICE",
            "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
        ),
    ],
)
def test_a_refusal_has_a_json_frame_and_an_xml_twin(us: Client, path: str, status: int, kind: str, words: str) -> None:
    if status == 401:
        us.sandbox.state.oauth.expire_access_tokens()
    else:
        us.realm = us.sandbox.add_company().realm_id
    answer = us.get(path)
    body = answer.json()
    assert (answer.status_code, set(body), body["fault"]["type"]) == (status, FRAME, kind)
    assert (body["fault"]["error"][0]["message"], body["fault"]["error"][0]["element"]) == (words, None)
    del us.session.headers["Accept"]
    twin = us.session.get(us.url(path), headers={"Accept": "*/*"})
    assert (twin.status_code, twin.headers["Content-Type"]) == (status, "application/xml;charset=UTF-8")
    assert (
        f'<Fault type="{kind}"><Error code="{body["fault"]["error"][0]["code"]}"><Message>{words}</Message>'
        in twin.text
    )
    assert re.search(r'<IntuitResponse time="\d{4}-\d\d-\d\dT[\d:.]+-0[78]:00" xmlns=', twin.text)


def test_a_revoked_and_an_unknown_token_look_alike(us: Client) -> None:
    us.sandbox.state.oauth.disconnect(us.realm)
    revoked = us.get("preferences").json()["fault"]["error"][0]["detail"]
    us.session.headers["Authorization"] = "Bearer " + "x" * 60
    assert us.get("preferences").json()["fault"]["error"][0]["detail"] == revoked == "Token revoked"


@pytest.mark.parametrize("token", ["x" * 19, "x" * 4097])
def test_a_token_too_short_or_too_long_is_malformed(us: Client, token: str) -> None:
    us.session.headers["Authorization"] = f"Bearer {token}"
    detail = us.get("preferences").json()["fault"]["error"][0]["detail"]
    assert detail == "Malformed bearer token: too short or too long"


def test_a_company_that_is_not_here_is_forbidden_like_any_other(us: Client) -> None:
    us.realm = "1"
    assert us.get("preferences").status_code == 403


def test_a_forbidden_company_has_no_detail_and_the_time_in_milliseconds(us: Client) -> None:
    us.realm = us.sandbox.add_company().realm_id
    body = us.get("preferences").json()
    assert body["fault"]["error"][0]["detail"] is None
    assert abs(body["time"] / 1000 - us.sandbox.state.now().timestamp()) < 60
