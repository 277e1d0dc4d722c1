"""Addresses of this sandbox for its answers, under the host that the client came by."""

from flask import has_request_context, request


def absolute(path: str) -> str:
    """`path` as a client can open it; as it stands where nobody asked over HTTP."""
    return request.url_root.rstrip("/") + path if has_request_context() else path
