# SPDX-License-Identifier: EUPL-1.2
"""Mail arrives at a real mail server, over TLS."""

from __future__ import annotations

import email
import email.policy
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from harness import eventually, free_port, link_in, serving
from rooms import book, free_times, room


class Inbox:
    """Keeps what a mail server is given, and under which protection."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.is_encrypted: list[bool] = []
        self.recipients: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.mails.append(email.message_from_bytes(content, policy=email.policy.default))  # type: ignore[arg-type]
        self.is_encrypted.append(session.ssl is not None or "ssl" in type(server.transport).__name__.lower())
        self.recipients += [str(address) for address in envelope.rcpt_tos]
        return "250 taken"


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", folder / "key.pem",
         "-out", folder / "cert.pem", *names], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


@contextmanager
def receiving(scheme: str, context: ssl.SSLContext) -> Iterator[tuple[Inbox, int]]:
    inbox, port = Inbox(), free_port()
    tls = {"ssl_context": context} if scheme == "smtps" else {"tls_context": context, "require_starttls": True}
    controller = Controller(inbox, hostname="localhost", port=port, **tls)
    controller.start()
    try:
        yield inbox, port
    finally:
        controller.stop()


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_a_mail_server_receives_the_mail(scheme: str, tmp_path: Path) -> None:
    authority, context = certificate(tmp_path)
    with receiving(scheme, context) as (inbox, port):
        url = f"{scheme}://localhost:{port}/?tls=required&ca={authority}"
        with serving(mail_url=url) as server:
            place = room(server)
            start = free_times(server, place)[0]
            answer = book(server, place, start, email="gast@post.example", title="Grüße & Küsse")
            assert answer.status == 201, answer.text
            # The demonstration writes to its libraries, too.
            eventually(lambda: "gast@post.example" in inbox.recipients, what="the mail")
            number = inbox.recipients.index("gast@post.example")
            mail = inbox.mails[number]
            assert all(inbox.is_encrypted) and len(inbox.recipients) == len(inbox.mails)
            assert inbox.recipients.count("gast@post.example") == 1
            assert "Grüße & Küsse" in mail["Subject"]
            assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"] and mail["Date"]
            assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
            for part in mail.iter_parts():
                assert part.get_content_charset() == "utf-8"
            assert link_in(mail).startswith(server.url)
