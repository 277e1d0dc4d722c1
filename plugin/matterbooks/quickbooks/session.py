"""HTTP sessions that ask nobody else: no redirect is followed, no netrc read, no proxy used for this machine."""

from __future__ import annotations

import requests
from requests.auth import AuthBase

from matterbooks.quickbooks.environment import Environment
from matterbooks.quickbooks.quiet import hush


class _OwnHeader(AuthBase):
    """Leaves the Authorization header as it was set; without it, requests would let a netrc entry replace it."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def harden(session: requests.Session, environment: Environment) -> None:
    """Make a session safe to send secrets with, and keep its addresses out of logs."""
    hush(environment)
    session.auth = _OwnHeader()
    session.max_redirects = 0
    if environment.is_loopback:
        session.trust_env = False


def open_session(environment: Environment) -> requests.Session:
    """A session for `client.Client`: one for each thread, kept open between requests."""
    session = requests.Session()
    harden(session, environment)
    return session
