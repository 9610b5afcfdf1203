# SPDX-License-Identifier: EUPL-1.2
"""Sockets: certificates of one's own, a proxy in front, clients that dawdle, a server that is told to go."""

from __future__ import annotations

import re
import signal
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from harness import Answer, Server, eventually, serving
from people import Person, browser, sign_in

PROXIED = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "203.0.113.7"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    chain, key = folder / "chain.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", chain], check=True, capture_output=True)
    return chain, key


@pytest.fixture(scope="module")
def secure(certificate: tuple[Path, Path]) -> Iterator[Server]:
    chain, key = certificate
    with serving(options=["--tls-certificate", str(chain), "--tls-key", str(key)]) as server:
        yield server


def test_own_certificates_make_it_https(secure: Server, certificate: tuple[Path, Path]) -> None:
    assert secure.url.startswith("https://")
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    with urllib.request.urlopen(f"{secure.url}/leipzigzimmer", context=trust) as answer:
        assert answer.status == 200
        assert "max-age=" in answer.headers["Strict-Transport-Security"]
    with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", port(secure)), 5) as plain:
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        old.wrap_socket(plain)


@pytest.mark.browser
def test_a_session_under_https_has_the_strictest_cookie(secure: Server) -> None:
    with browser() as opened:
        someone = Person(opened, ignore_https_errors=True)
        sign_in(someone, secure.sign_in_link())
        [cookie] = [cookie for cookie in someone.context.cookies() if cookie["name"].startswith("__Host-")]
        assert cookie["secure"] and cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/"
        someone.leave()


def test_a_trusted_proxy_tells_who_asks_and_how() -> None:
    with serving(options=["--trusted-proxies", "127.0.0.1", "--rate-limit", "0.02"]) as server:
        answer = server.fetch("/leipzigzimmer", **PROXIED)
        assert "strict-transport-security" in answer.headers
        assert_limited(server, X_Forwarded_For="203.0.113.7")
        # What a client claims in front of the proxy's own entry counts for nothing.
        assert post(server, X_Forwarded_For="198.51.100.1, 203.0.113.7").status == 429
        assert post(server, X_Forwarded_For="203.0.113.8").status != 429


def test_nobody_else_may_tell() -> None:
    with serving(options=["--rate-limit", "0.02"]) as server:
        assert "strict-transport-security" not in server.fetch("/leipzigzimmer", **PROXIED).headers
        assert_limited(server)
        assert post(server, X_Forwarded_For="203.0.113.9").status == 429


def post(server: Server, **headers: str) -> Answer:
    return server.fetch("/leipzigzimmer/raeume/1/buchung", "POST", b"", Sec_Fetch_Site="same-origin", **headers)


def assert_limited(server: Server, **headers: str) -> None:
    statuses = [post(server, **headers).status for _ in range(30)]
    assert statuses[-1] == 429 and statuses[0] != 429, statuses


def test_many_who_dawdle_do_not_keep_others_waiting() -> None:
    with serving() as server, ExitStack() as stack:
        for number in range(500):
            dawdler = stack.enter_context(socket.create_connection(("127.0.0.1", port(server))))
            dawdler.sendall(b"GET /leipzigzimmer HTTP/1.1\r\nHost: x\r\nX-Slow: " + str(number).encode())
        begin = time.monotonic()
        assert server.fetch("/leipzigzimmer").status == 200
        assert time.monotonic() - begin < 2
        dawdler.settimeout(60)
        assert dawdler.recv(1) in (b"", b"H"), "who never ends a request is let go"
        assert time.monotonic() - begin < 45


def test_what_has_begun_is_answered_before_the_server_goes() -> None:
    with serving() as server:
        assert server.process
        body = b"title=" + b"x" * 2_000
        with socket.create_connection(("127.0.0.1", port(server))) as client:
            client.sendall(
                b"POST /leipzigzimmer/raeume/1/buchung HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\n"
                + f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:1_000])
            assert server.fetch("/livez").status == 200
            server.process.send_signal(signal.SIGTERM)
            eventually(lambda: not listens(server), what="an end of new connections")
            client.sendall(body[1_000:])
            client.settimeout(20)
            assert re.match(rb"HTTP/1.1 4\d\d ", client.recv(4_096))
        assert server.process.wait(30) == 0
        server.process = None


def listens(server: Server) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port(server))) == 0


def port(server: Server) -> int:
    return int(server.url.rsplit(":", 1)[1])
