# SPDX-License-Identifier: EUPL-1.2
"""Measures a release build on SQLite, as ratios: absolute figures differ from machine to machine."""

from __future__ import annotations

import itertools
import os
import re
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from harness import Server
from rooms import book, booking, rooms

QUICK = "--quick" in sys.argv
SECONDS = 2 if QUICK else 6
HOUSE = "leipzigzimmer"
DAY = 86_400
CHANGES = itertools.count()


@dataclass
class Load:
    """What `wrk` tells."""

    per_second: float
    median_milliseconds: float
    refused: int


def load(url: str, connections: int = 16, seconds: int = SECONDS, script: str = "") -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        printed = subprocess.run(
            ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--latency",
             *(["--script", file.name] if script else []), url], capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", printed)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    assert rate and median, printed
    scale = {"us": 0.001, "ms": 1, "s": 1000}[median[2]]
    return Load(float(rate[1]), float(median[1]) * scale, int(refused[1]) if refused else 0)


# Each request has another query, so that no answer comes from the page cache.
FRESH = """
local n = 0
request = function()
    n = n + 1
    return wrk.format("GET", wrk.path .. (wrk.path:find("?") and "&" or "?") .. "n=" .. n)
end
"""


def bookings_script(room: str, token: str) -> str:
    """Staff book one hour after the other, none twice."""
    return f"""
local n = 0
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer {token}"
wrk.headers["Content-Type"] = "application/json"
request = function()
    n = n + 1
    local start = {int(time.time()) // 3600 * 3600 + 30 * DAY} + n * 10800
    local form = "!%Y-%m-%dT%H:%M:%SZ"
    return wrk.format("POST", "{room}/bookings", nil, string.format(
        '{{"starts_at":"%s","ends_at":"%s","title":"Lesekreis","attendees":5,"public":true,"accept_rules":true}}',
        os.date(form, start), os.date(form, start + 3600)))
end
"""


class Report:
    """Prints each figure beside its aim and remembers what was missed."""

    def __init__(self) -> None:
        self.missed = 0

    def ratio(self, what: str, value: float, at_least: float) -> None:
        self.line(what, f"{value:.3f}", f"≥ {at_least}", value >= at_least)

    def limit(self, what: str, value: float, at_most: float, unit: str = "") -> None:
        self.line(what, f"{value:.2f}{unit}", f"≤ {at_most}{unit}", value <= at_most)

    def line(self, what: str, value: str, aim: str, is_met: bool) -> None:
        self.missed += not is_met
        print(f"{'ok    ' if is_met else 'MISSED'} {what:<68} {value:>10}   {aim}", flush=True)


@contextmanager
def served(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
        if server.process:
            server.stop()
    finally:
        server.remove()


def new_server() -> Server:
    return Server(options=["--rate-limit", "0"])


def commits(report: Report) -> None:
    """(a) Acknowledged bookings over HTTP against the same writes, one commit each, on the same schema."""
    with served(new_server()) as server:
        token, room = server.staff_token(), rooms(server)[0]
        acknowledged = load(server.url, 32, SECONDS, bookings_script(room.path, token))
        assert acknowledged.refused == 0, acknowledged
        server.stop()
        bare = bare_loop(server.sqlite_file, SECONDS)
        print(f"       {acknowledged.per_second:.0f} bookings a second over HTTP, {bare:.0f} in a bare loop")
        report.ratio("bookings by 32 clients : bare loop of the same statements", acknowledged.per_second / bare, 1)


# What the server reads and writes for one booking, from the token of the asker to the mail, in its order.
ASKED = """
SELECT t.person_id, t.created_at, t.last_used_at, g.role, g.scope_kind, g.scope_id FROM api_token t
    LEFT JOIN grant_role g ON g.person_id = t.person_id WHERE t.token_hash = ''
SELECT * FROM room WHERE id = :room
SELECT id, room_id, name, capacity FROM space WHERE room_id = :room ORDER BY position, id
SELECT weekday, opens, closes FROM room_opening WHERE house_id = :house AND room_id = :room ORDER BY weekday, opens
SELECT kind, text, amount, source FROM room_fact WHERE room_id = :room ORDER BY position, id
SELECT id, version, text FROM house_rules WHERE room_id = :room ORDER BY version DESC LIMIT 1
"""
PREPARED = """
SELECT id FROM space WHERE id IN (SELECT id FROM space WHERE room_id = :room) ORDER BY id
UPDATE booking SET state = 'expired' WHERE state = 'unconfirmed' AND expires_at <= :now AND id IN (
    SELECT p.booking_id FROM occupancy o JOIN booking_occurrence p ON p.id = o.occurrence_id
    WHERE o.space_id IN (SELECT id FROM space WHERE room_id = :room) AND o.expires_at <= :now) RETURNING id
UPDATE booking SET state = 'expired' WHERE state = 'unconfirmed' AND expires_at <= :now AND person_id = :person
    RETURNING id
SELECT * FROM person WHERE id = :person AND erased_at IS NULL
SAVEPOINT attempt
RELEASE attempt
SAVEPOINT attempt
RELEASE attempt
SELECT * FROM booking WHERE id = (SELECT MAX(id) FROM booking)
SELECT * FROM booking_occurrence WHERE booking_id = (SELECT MAX(id) FROM booking) ORDER BY starts_at, id
SELECT * FROM person WHERE id = :person AND erased_at IS NULL
SELECT * FROM person WHERE id = :person AND erased_at IS NULL
"""


def statements(text: str) -> list[str]:
    """One a line; what is indented goes on with the line before."""
    return re.sub(r"\n +", " ", text.strip()).split("\n")


def bare_loop(file: Path, seconds: float) -> float:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    template = Template(connection)
    booked = first(connection, "booking", "id = (SELECT MAX(id) FROM booking)")
    values = {"room": booked["room_id"], "house": booked["house_id"], "person": booked["person_id"]}
    asked, prepared = statements(ASKED), statements(PREPARED)
    start = int(time.time()) + 20_000 * DAY
    count, begin = 0, time.monotonic()
    while time.monotonic() - begin < seconds:
        values["now"] = int(time.time())
        for statement in asked:
            connection.execute(statement, values).fetchall()
        connection.execute("BEGIN IMMEDIATE")
        for statement in prepared:
            connection.execute(statement, values).fetchall()
        template.add(start + count * 10_800)
        connection.execute("COMMIT")
        count += 1
    rate = count / (time.monotonic() - begin)
    connection.close()
    return rate


class Template:
    """Copies the last booking, with its occurrence, occupancy and mail, to another time."""

    tables = ("booking", "booking_occurrence", "occupancy", "mail_outbox")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.columns: dict[str, list[str]] = {}
        self.rows: dict[str, list[object]] = {}
        for table in self.tables:
            names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})") if name != "id"]
            row = connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY id DESC LIMIT 1").fetchone()
            if names and row:
                self.columns[table], self.rows[table] = names, list(row)

    def add(self, start: int, length: int = 3_600, **changes: object) -> None:
        ids: dict[str, int | None] = {}
        for table, names in self.columns.items():
            values = dict(zip(names, self.rows[table], strict=True)) | {
                name: value for name, value in changes.items() if name in names}
            for name in names:
                if name in ("token_hash", "message_id"):
                    values[name] = secrets.token_hex(32)
            if table in ("booking_occurrence", "occupancy"):
                values |= {"starts_at": start, "ends_at": start + length}
            if table == "mail_outbox":
                values |= {"state": "waiting", "sent_at": None, "body": bytes(2_000)}
            if "booking_id" in names:
                values["booking_id"] = ids["booking"]
            if "occurrence_id" in names:
                values["occurrence_id"] = ids["booking_occurrence"]
            marks = ", ".join("?" * len(names))
            cursor = self.connection.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", [values[name] for name in names])
            ids[table] = cursor.lastrowid


def fill(server: Server, room_count: int, booking_count: int) -> str:
    """Many rooms with bookings around today, written past the server; returns the id of one of the rooms."""
    token, room = server.staff_token(), next(room for room in rooms(server) if room.house == HOUSE)
    book(server, room, datetime.now(timezone.utc) + timedelta(days=300), token)
    server.stop()
    with sqlite3.connect(server.sqlite_file) as file:
        source = {name: value for name, value in first(file, "room", f"id = {room.id}").items() if name != "id"}
        spaces = first(file, "space", f"room_id = {room.id}")
        openings = file.execute(
            "SELECT weekday, opens, closes, house_id FROM room_opening WHERE room_id = ?", [room.id]).fetchall()
        template = Template(file)
        template.columns.pop("mail_outbox", None)
        today = int(time.time()) // DAY * DAY
        for number in range(room_count):
            id = insert(file, "room", source | {"name": f'{{"de":"Raum {number}"}}'})
            space = insert(file, "space", {**spaces, "room_id": id, "id": None})
            for weekday, opens, closes, house in openings:
                insert(file, "room_opening", {
                    "house_id": house, "room_id": id, "weekday": weekday, "opens": opens, "closes": closes})
            for day in days(booking_count // room_count):
                template.add(today + day * DAY + 11 * 3_600 + number * 10, 7_200, room_id=id, space_id=space, spaces=f"{space}")
    server.start()
    return str(id)


def days(count: int) -> list[int]:
    """Days of a room's bookings: two soon, whatever the count, so that pages show the same; the others long ago."""
    return [2, 4] + [-1 - number for number in range(count - 2)]


def first(file: sqlite3.Connection, table: str, condition: str) -> dict[str, object]:
    cursor = file.execute(f"SELECT * FROM {table} WHERE {condition} LIMIT 1")
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def insert(file: sqlite3.Connection, table: str, values: dict[str, object]) -> int | None:
    marks = ", ".join("?" * len(values))
    return file.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values())).lastrowid


@contextmanager
def changing(server: Server, per_second: int = 20) -> Iterator[None]:
    """Staff book all the while."""
    token, room = server.staff_token("wechsel@haus.example"), next(r for r in rooms(server) if r.house == HOUSE)
    done, start = threading.Event(), datetime.now(timezone.utc) + timedelta(days=2_000)

    def run() -> None:
        while not done.wait(1 / per_second):
            wish = booking(start + timedelta(hours=4 * next(CHANGES)))
            answer = server.fetch(f"{room.path}/bookings", "POST", wish, token)
            assert answer.status == 201, answer.text

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def pages(report: Report) -> None:
    """(b) House page and a room's week against a constant route."""
    medians: dict[int, dict[str, float]] = {}
    for count in (2_000, 200_000):
        with served(new_server()) as server:
            room = fill(server, 1_000, count)
            paths = {"house page": f"/{HOUSE}", "room week": f"/{HOUSE}/raeume/{room}?ansicht=woche"}
            medians[count] = {name: load(server.url + path, 1, SECONDS, FRESH).median_milliseconds for name, path in paths.items()}
            if count < 200_000:
                continue
            # The same load on both sides: a client that makes up queries is slower than one that repeats itself.
            constant, constant_fresh = (load(f"{server.url}/livez", script=script).per_second for script in ("", FRESH))
            print(f"       {constant:.0f} constant answers a second; {constant_fresh:.0f} to queries of their own")
            for name, path in paths.items():
                answer = server.fetch(path)
                assert answer.status == 200, answer.text
                report.ratio(f"{name}, anonymous : constant", load(server.url + path).per_second / constant, 0.6)
                with changing(server):
                    rate = load(server.url + path).per_second
                report.ratio(f"{name}, while 20 bookings a second change it : constant", rate / constant, 0.3)
                fresh = load(server.url + path, script=FRESH)
                report.ratio(f"{name}, rendered fresh : constant", fresh.per_second / constant_fresh, 0.1)
    for name, median in medians[200_000].items():
        report.limit(f"{name}, median with 200 000 bookings : with 2 000", median / medians[2_000][name], 1.5)


def frugality(report: Report) -> None:
    """(c) Start and memory."""
    server = new_server()
    with served(server):
        server.stop()
        starts = []
        for _ in range(5):
            starts.append(server.start())
            server.stop()
        report.limit("ready after start with demo data", sorted(starts)[2], 0.5, " s")
        server.start()
        paths = ["/", f"/{HOUSE}", f"/{HOUSE}/raeume", "/api/v1/houses"]
        for path in paths:
            done = 0
            while done < 10_000 // len(paths):
                done += int(load(server.url + path, 16, 1).per_second)
        assert server.process
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        resident = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert resident
        report.limit("resident memory after 10 000 requests", int(resident[1]) / 1024, 120, " MB")


def main() -> int:
    os.environ.pop("STADTZIMMER_DATABASE", None)
    report = Report()
    commits(report)
    pages(report)
    frugality(report)
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
