"""HTTP itself: packets, keep-alive, compression, bad requests, slow clients."""

import gzip
import http.client
import io
import json
import socket

import pytest
import requests

from matterbooks.sandbox.http.body import BadRequestError, read_body
from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT, Client
from tests.sandbox.raw import DISCOVERY, connected, said


def parts(answer: bytes) -> tuple[bytes, bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    return head, body


def test_head_and_body_come_in_one_packet(sandbox: Sandbox) -> None:
    with connected(sandbox) as connection:
        connection.sendall(DISCOVERY + b"\r\n")
        head, body = parts(connection.recv(65_536))
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert json.loads(body)["issuer"] == "http://here/op/v1"


def test_two_requests_sent_at_once_are_answered_in_order_on_one_connection(sandbox: Sandbox) -> None:
    answer = said(sandbox, DISCOVERY + b"\r\n" + DISCOVERY + b"Connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert answer.count(b"Connection: close") == 1


def test_a_long_answer_is_compressed_only_if_asked(us: Client) -> None:
    url = us.url("query")
    params = {"query": "select * from Account"}
    plain = us.session.get(url, params=params, headers={"Accept-Encoding": "identity"}, timeout=TIMEOUT)
    packed = us.session.get(url, params=params, headers={"Accept-Encoding": "gzip"}, timeout=TIMEOUT)
    refused = us.session.get(url, params=params, headers={"Accept-Encoding": "gzip;q=0"}, timeout=TIMEOUT)
    assert "Content-Encoding" not in {**plain.headers, **refused.headers}
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.json()["QueryResponse"] == plain.json()["QueryResponse"]
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2


def test_what_is_compressed_is_gzip_to_the_last_byte(sandbox: Sandbox) -> None:
    asked = b"GET /sandbox/ HTTP/1.1\r\nHost: here\r\nAccept-Encoding: deflate, gzip;q=0.5\r\nConnection: close\r\n\r\n"
    head, body = parts(said(sandbox, asked))
    assert b"Content-Encoding: gzip" in head
    assert json.loads(gzip.decompress(body))[0]["path"] == "/sandbox/"


def test_head_tells_the_length_and_sends_no_body(sandbox: Sandbox) -> None:
    get = said(sandbox, DISCOVERY + b"Connection: close\r\n\r\n")
    head = said(sandbox, DISCOVERY.replace(b"GET", b"HEAD") + b"Connection: close\r\n\r\n")
    assert parts(head)[1] == b""
    assert f"Content-Length: {len(parts(get)[1])}".encode() in parts(head)[0]


def test_a_client_that_expects_100_continue_is_told_to_go_on(sandbox: Sandbox) -> None:
    with connected(sandbox) as connection:
        connection.sendall(
            b"POST /sandbox/tokens HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        assert connection.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"{}")
        assert b'"access_token"' in connection.recv(65_536)


BODY = b"POST /sandbox/tokens HTTP/1.1\r\nHost: here\r\n"


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"not http at all\r\n\r\n",
        b"GET /\x00 HTTP/nine\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: here\r\n\r\n",
        b"GET /sandbox/ HTTP/1.1\r\n\r\n",
        BODY + b"Content-Length: two\r\n\r\n{}",
        BODY + b"Content-Length: -2\r\n\r\n{}",
        BODY + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        BODY + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        BODY + b"Transfer-Encoding: rot13\r\n\r\n{}",
        BODY + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        BODY + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
    ],
)
def test_a_malformed_request_is_answered_400_and_the_connection_ends(sandbox: Sandbox, request_bytes: bytes) -> None:
    answer = said(sandbox, request_bytes)
    assert b" 400 " in answer.split(b"\r\n")[0]
    assert requests.get(f"{sandbox.url}/sandbox/", timeout=TIMEOUT).status_code == 200


@pytest.mark.parametrize("start", [b"Content-Length: 20\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n14\r\n{"])
def test_a_body_that_breaks_off_is_never_worked_on(us: Client, start: bytes) -> None:
    token = us.tokens["access_token"].encode()
    head = (
        b"POST /v3/company/" + us.realm.encode() + b"/customer HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer " + token
    )
    assert said(us.sandbox, head + b"\r\n" + start) == b""
    assert us.log() == []


def test_chunks_may_carry_extensions_and_trailers(sandbox: Sandbox) -> None:
    chunked = BODY + b'Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n2;a="b"\r\n{}\r\n0\r\nDigest: x\r\n\r\n'
    assert b'"access_token"' in said(sandbox, chunked)


def test_a_slow_client_keeps_nobody_waiting(sandbox: Sandbox) -> None:
    with connected(sandbox) as slow:
        slow.sendall(BODY + b"Content-Length: 2\r\n\r\n{")
        assert requests.get(f"{sandbox.url}/sandbox/", timeout=TIMEOUT).status_code == 200
        slow.sendall(b"}")
        assert b'"access_token"' in slow.recv(65_536)


def test_every_connection_goes_without_nagles_delay(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    options: list[tuple[int, int, object]] = []
    real = socket.socket.setsockopt

    def noted(self: socket.socket, level: int, name: int, value: int) -> None:
        options.append((level, name, value))
        real(self, level, name, value)

    monkeypatch.setattr(socket.socket, "setsockopt", noted)
    with connected(sandbox) as connection:
        connection.sendall(DISCOVERY + b"\r\n")
        connection.recv(65_536)
    assert (socket.IPPROTO_TCP, socket.TCP_NODELAY, True) in options


def test_the_same_answer_over_http_1_0_ends_the_connection(sandbox: Sandbox) -> None:
    answer = said(sandbox, b"GET /.well-known/openid_configuration HTTP/1.0\r\nHost: here\r\n\r\n")
    assert b"Connection: close" in parts(answer)[0]


def test_a_body_of_no_told_length_is_empty() -> None:
    assert read_body(io.BytesIO(b"more"), http.client.HTTPMessage()) == b""
    headers = http.client.HTTPMessage()
    headers["Content-Length"] = "4" * 30
    with pytest.raises(BadRequestError):
        read_body(io.BytesIO(b"more"), headers)
