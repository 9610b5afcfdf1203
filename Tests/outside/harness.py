# SPDX-License-Identifier: EUPL-1.2
"""Starts the built server as an operator would, and talks to it as people and programs do."""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import psycopg

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("STADTZIMMER_TEST_BINARY", ROOT / ".build/debug/stadtzimmer"))
POSTGRES = os.environ.get("STADTZIMMER_TEST_POSTGRES", "")
ENGINES = ["sqlite", "postgres"]
IS_CI = "CI" in os.environ

Value = TypeVar("Value")


def eventually(check: Callable[[], Value], seconds: float = 15, what: str = "it") -> Value:
    """The first true value of `check`, which is asked again and again."""
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while True:
        value = check()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen within {seconds} s")
        pause.wait(0.02)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


class StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def fetch(
    url: str, method: str = "GET", body: Any = None, token: str | None = None, **headers: str
) -> Answer:
    """One request; follows nothing and throws for no status. A dict or list is sent as JSON."""
    data = json.dumps(body).encode() if isinstance(body, dict | list) else body
    request = urllib.request.Request(url, data=data, method=method)
    if isinstance(body, dict | list):
        request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with urllib.request.build_opener(StayHere).open(request, timeout=60) as answer:
            return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
    except urllib.error.HTTPError as answer:
        with answer:
            return Answer(answer.code, {k.lower(): v for k, v in answer.headers.items()}, answer.read())


@dataclass
class Server:
    """`stadtzimmer serve` with data of its own. `directory` keeps everything that it writes."""

    engine: str = "sqlite"
    demo: bool = True
    options: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    mail_url: str | None = None
    wrapper: list[str] = field(default_factory=list)
    binary: Path = BINARY
    directory: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="stadtzimmer-")))
    url: str = ""
    process: subprocess.Popen[str] | None = None
    output: list[str] = field(default_factory=list)
    database: str | None = None

    def __post_init__(self) -> None:
        self.data = self.directory / "data"
        self.mail = self.directory / "mail"
        self.log = self.directory / "log"
        if self.engine == "postgres":
            name = f"outside_{os.getpid()}_{self.directory.name[-8:].lower()}"
            self.administer(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING \'UTF8\'')
            self.database = POSTGRES.rsplit("/", 1)[0] + "/" + name

    @property
    def place(self) -> list[str]:
        """The flags that every command needs."""
        flags = ["--data", str(self.data), "--mail", self.mail_url or f"file:{self.mail}"]
        return flags + (["--database", self.database] if self.database else [])

    def start(self, seconds: float = 60) -> float:
        """Starts the server and returns how many seconds it took to get ready."""
        command = [*self.wrapper, str(self.binary), "serve", *self.place, "--port", "0"]
        command += [*(["--demo"] if self.demo else []), *self.options]
        begin = time.monotonic()
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ | self.environment,
                cwd=self.directory, start_new_session=True)
        ready = threading.Event()
        self.output = []
        threading.Thread(target=self.read, args=(self.process, ready), daemon=True).start()
        if not ready.wait(seconds) or not self.url:
            self.kill()
            raise AssertionError(f"not ready within {seconds} s\n{''.join(self.output)}\n{self.log.read_text()[-4000:]}")
        return time.monotonic() - begin

    def read(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        self.url = ""
        for line in process.stdout or []:
            self.output.append(line)
            if match := re.match(r"Listening on (https?://\S+)", line):
                self.url = match[1]
                ready.set()
        ready.set()

    def stop(self) -> None:
        """Ends the server as an operator does: it exits with 0."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        assert code == 0, f"exit {code}\n{self.log.read_text()[-4000:]}"
        self.process = None

    def kill(self) -> None:
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process = None

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)
        if self.database:
            self.administer(f'DROP DATABASE IF EXISTS "{self.database.rsplit("/", 1)[1]}" WITH (FORCE)')

    @staticmethod
    def administer(command: str) -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(command)  # type: ignore[arg-type]

    def run(self, *arguments: str, succeeds: bool = True, stdin: str | None = None) -> str:
        """Another command on the same data; returns what it prints."""
        result = subprocess.run(
            [str(self.binary), *arguments, *self.place], capture_output=True, text=True, input=stdin, timeout=120,
            env=os.environ | self.environment, cwd=self.directory)
        if succeeds:
            assert result.returncode == 0, f"{arguments}: {result.returncode}\n{result.stdout}\n{result.stderr}"
        else:
            assert result.returncode != 0, f"{arguments} succeeded\n{result.stdout}"
        return result.stdout

    def fetch(self, path: str, method: str = "GET", body: Any = None, token: str | None = None, **headers: str) -> Answer:
        return fetch(self.url + path, method, body, token, **headers)

    def staff_token(self, address: str = "staff@haus.example", role: str = "admin", house: str | None = None) -> str:
        self.run("person", "add", address, "--name", "Leitung", "--role", role, *(["--house", house] if house else []))
        return self.run("token", "create", address, "--name", "test").strip()

    def sign_in_link(
        self, address: str = "leitung@haus.example", role: str = "admin", house: str | None = None,
        organisation: str | None = None,
    ) -> str:
        place = ["--house", house] if house else ["--organisation", organisation] if organisation else []
        printed = self.run("person", "add", address, "--name", "Leitung", "--role", role, *place)
        found = re.search(r"(?:https?://[^\s/]+)?(/\S+)", printed)
        assert found, printed
        return self.url + found[1]

    def mails(self, address: str | None = None) -> list[EmailMessage]:
        """The mails delivered so far, oldest first."""
        files = sorted(self.mail.glob("[!.]*.eml"), key=lambda file: int(re.sub(r"\D", "", file.stem) or 0))
        all_mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
        return [mail for mail in all_mails if address is None or address in str(mail["To"])]  # type: ignore[misc]

    def wait_for_mail(self, address: str, number: int = 1) -> EmailMessage:
        """The mail of that number to an address, counted from 1."""
        eventually(lambda: len(self.mails(address)) >= number, what=f"mail {number} to {address}")
        return self.mails(address)[number - 1]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the database itself. On SQLite only while no server runs."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                return connection.execute(sql).fetchall()  # type: ignore[arg-type]
        import sqlite3

        assert self.process is None, "one process owns a SQLite file"
        with sqlite3.connect(self.sqlite_file) as file:
            return file.execute(sql).fetchall()

    @property
    def sqlite_file(self) -> Path:
        files = [f for f in self.data.iterdir() if f.is_file() and f.read_bytes()[:15] == b"SQLite format 3"]
        assert len(files) == 1, files
        return files[0]


@contextmanager
def serving(**settings: Any) -> Iterator[Server]:
    """A server that runs until the end of the block, is then stopped properly, and leaves nothing behind."""
    server = Server(**settings)
    try:
        server.start()
        yield server
        if server.process:
            server.stop()
    finally:
        server.remove()


def link_in(mail: EmailMessage) -> str:
    """The first link of a mail's text."""
    part = mail.get_body(("plain",))
    assert part
    found = re.search(r"https?://\S+", part.get_content())
    assert found, part.get_content()
    return found[0].rstrip(".,>)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
