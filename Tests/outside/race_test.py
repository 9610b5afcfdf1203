# SPDX-License-Identifier: EUPL-1.2
"""Sixteen rivals at a time: exactly one wins where only one can, and the database holds no overlap."""

from __future__ import annotations

import http.client
import json
import multiprocessing
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

import pytest

from harness import Server
from rooms import OVERLAPS, book, booking, free_times, rfc3339, room, rooms

RIVALS, ROUNDS = 16, 50
PATIENCE = 120

Request = tuple[str, dict[str, Any]]
Reply = tuple[int, Any]
Play = Callable[[Server, str], tuple[list[list[Request]], Callable[[list[Request], list[Reply]], None]]]


def rival(number: int, url: str, token: str, rounds: list[list[Request]], start: Any, replies: Any) -> None:
    """One process: sends its request of each round at the same moment as the others."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answers: list[Reply] = []
    for requests in rounds:
        path, body = requests[number]
        start.wait(PATIENCE)
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
        answers.append((answer.status, json.loads(content) if content else None))
    replies.put((number, answers))


def race(server: Server, token: str, rounds: list[list[Request]]) -> list[list[Reply]]:
    """All rounds, one after another; per round the replies by rival."""
    context = multiprocessing.get_context("fork")
    start, replies = context.Barrier(RIVALS), context.Queue()
    processes = [
        context.Process(target=rival, args=(number, server.url, token, rounds, start, replies), daemon=True)
        for number in range(RIVALS)
    ]
    for process in processes:
        process.start()
    by_rival = dict(replies.get(timeout=PATIENCE * 5) for _ in processes)
    for process in processes:
        process.join(PATIENCE)
    return [[by_rival[number][index] for number in range(RIVALS)] for index in range(len(rounds))]


def days(offset: int) -> list[datetime]:
    """A noon for each round, far from those of other tests."""
    first = (datetime.now(timezone.utc) + timedelta(days=30 + offset * ROUNDS)).replace(
        hour=12, minute=0, second=0, microsecond=0)
    return [first + timedelta(days=number) for number in range(ROUNDS)]


def exactly_one(requests: list[Request], replies: list[Reply]) -> None:
    statuses = sorted(status for status, _ in replies)
    assert len([status for status in statuses if status < 300]) == 1, statuses


def same_time(server: Server, token: str) -> Any:
    one = room(server)
    return [[(f"{one.path}/bookings", booking(day))] * RIVALS for day in days(0)], exactly_one


def overlapping_times(server: Server, token: str) -> Any:
    """Each starts seven minutes after the one before, so that any two overlap."""
    one = room(server)
    starts = [[day + timedelta(minutes=7 * number) for number in range(RIVALS)] for day in days(1)]
    return [[(f"{one.path}/bookings", booking(start)) for start in round] for round in starts], exactly_one


def part_against_whole(server: Server, token: str) -> Any:
    divided = room(server, divided=True)

    def request(number: int, day: datetime) -> Request:
        part = divided.spaces[number // 2 % len(divided.spaces)]
        return f"{divided.path}/bookings", booking(day, spaces=[part] if number % 2 else None)

    def verdict(requests: list[Request], replies: list[Reply]) -> None:
        taken = [
            space
            for (_, wish), (status, _) in zip(requests, replies, strict=True) if status == 201
            for space in wish.get("spaces", divided.spaces)
        ]
        assert sorted(taken) == sorted(divided.spaces), "each part has exactly one winner"

    return [[request(number, day) for number in range(RIVALS)] for day in days(2)], verdict


def two_decisions(server: Server, token: str) -> Any:
    """Half of the staff approve a request, half decline it."""
    place = room(server, needs_approval=True)
    server.run("person", "add", "anfrage@gast.example", "--name", "Erika Beispiel")
    citizen = server.run("token", "create", "anfrage@gast.example", "--name", "test").strip()
    ids = []
    for start in free_times(server, place, days=100)[:ROUNDS]:
        answer = book(server, place, start, citizen)
        assert answer.status == 201 and answer.json["state"] == "requested", answer.text
        ids.append(answer.json["id"])

    def request(number: int, id: str) -> Request:
        if number % 2:
            return f"/api/v1/bookings/{id}/refusal", {"reason": "Der Raum wird gestrichen."}
        return f"/api/v1/bookings/{id}/approval", {}

    return [[request(number, id) for number in range(RIVALS)] for id in ids], exactly_one


def move_against_create(server: Server, token: str) -> Any:
    """Eight bookings move to a time that eight others want."""
    one = room(server)
    home = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0) + timedelta(days=400)
    movers = []
    for number in range(RIVALS // 2):
        answer = book(server, one, home + timedelta(days=number), token)
        assert answer.status == 201, answer.text
        movers.append(answer.json["id"])

    def request(number: int, day: datetime) -> Request:
        if number % 2:
            return f"{one.path}/bookings", booking(day)
        times = {"starts_at": rfc3339(day), "ends_at": rfc3339(day + timedelta(hours=2))}
        return f"/api/v1/bookings/{movers[number // 2]}/move", times

    return [[request(number, day) for number in range(RIVALS)] for day in days(3)], exactly_one


@pytest.mark.parametrize(
    "play", [same_time, overlapping_times, part_against_whole, two_decisions, move_against_create],
    ids=lambda play: play.__name__)
def test_one_wins(server: Server, play: Play) -> None:
    token = server.staff_token()
    rounds, verdict = play(server, token)
    assert len(rounds) == ROUNDS
    for requests, replies in zip(rounds, race(server, token, rounds), strict=True):
        for status, body in replies:
            assert status in (200, 201, 409), (status, body)
            assert status != 409 or body.get("conflicts"), body
        verdict(requests, replies)
    server.run("check")
    server.stop()
    assert server.query(OVERLAPS) == []


def test_double_booking_is_found_without_the_guard(server: Server) -> None:
    """The races above would see what the guard of the database prevents."""
    token = server.staff_token()
    one = rooms(server)[0]
    server.stop()
    remove_guard(server)
    server.start()
    day = days(0)[0]
    race(server, token, [[(f"{one.path}/bookings", booking(day))] * RIVALS])
    server.stop()
    assert server.query(OVERLAPS) != []


def remove_guard(server: Server) -> None:
    if server.database:
        import psycopg

        with psycopg.connect(server.database) as connection:
            names = connection.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'x' AND conrelid = 'occupancy'::regclass").fetchall()
            for (name,) in names:
                connection.execute(f'ALTER TABLE occupancy DROP CONSTRAINT "{name}"')  # type: ignore[arg-type]
        return
    import sqlite3

    with sqlite3.connect(server.sqlite_file) as file:
        names = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'occupancy'").fetchall()
        assert names
        for (name,) in names:
            file.execute(f'DROP TRIGGER "{name}"')
