"""The one place where the sandbox calls somebody: the endpoint of a webhook."""

from collections.abc import Mapping
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

SECONDS = 3.0
"""An endpoint must answer in this time (Intuit)."""


class _Stay(HTTPRedirectHandler):
    """A redirect is an answer like any other."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Go nowhere."""


_opener = build_opener(_Stay, ProxyHandler({}))


def post(url: str, headers: Mapping[str, str], body: bytes) -> int:
    """POST `body`; the HTTP status, 0 where there was no answer in time."""
    asked = Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310 - http and https, see subscribe
    try:
        with _opener.open(asked, timeout=SECONDS) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code
    except (OSError, HTTPException):
        return 0
