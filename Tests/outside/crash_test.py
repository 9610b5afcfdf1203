# SPDX-License-Identifier: EUPL-1.2
"""Killed at random moments while people book: nothing acknowledged is lost, and the server is soon back."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import random
import threading
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from harness import IS_CI, Server, serving
from rooms import OVERLAPS, Room, booking, rooms

KILLS = int(os.environ.get("STADTZIMMER_TEST_KILLS", 10 if IS_CI else 100))
READY_WITHIN_SECONDS = 2


class Load:
    """Clients that book one time after another until the server is gone."""

    def __init__(self, server: Server, token: str, place: Room) -> None:
        self.server, self.token, self.place = server, token, place
        self.first = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0) + timedelta(days=30)
        self.number = itertools.count()
        self.acknowledged: list[int] = []

    def run(self, clients: int = 4) -> list[threading.Thread]:
        threads = [threading.Thread(target=self.client, daemon=True) for _ in range(clients)]
        for thread in threads:
            thread.start()
        return threads

    def client(self) -> None:
        address = urlsplit(self.server.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            while True:
                start = self.first + timedelta(hours=4 * next(self.number))
                body = json.dumps(booking(start, hours=1))
                connection.request("POST", f"{self.place.path}/bookings", body, headers)
                answer = connection.getresponse()
                content = answer.read()
                if answer.status == 201:
                    self.acknowledged.append(int(json.loads(content)["id"]))
                assert answer.status in (201, 409), content
        except (OSError, http.client.HTTPException):
            pass


def survive(server: Server, load: Load, moments: list[float]) -> list[float]:
    """Kills the server at each of the moments; returns how long it took to be ready again."""
    pause, restarts = threading.Event(), []
    for moment in moments:
        threads, before = load.run(), len(load.acknowledged)
        pause.wait(moment)
        server.kill()
        for thread in threads:
            thread.join(30)
        restarts.append(server.start())
        for id in load.acknowledged[before:][-3:]:
            assert server.fetch(f"/api/v1/bookings/{id}", token=load.token).status == 200, id
        server.run("check")
    return restarts


def nothing_is_lost(server: Server, load: Load) -> None:
    server.stop()
    kept = {id for (id,) in server.query("SELECT id FROM booking WHERE state = 'confirmed'")}
    assert load.acknowledged and not set(load.acknowledged) - kept
    assert server.query(OVERLAPS) == []


def test_killed_at_random_moments(server: Server) -> None:
    load = Load(server, server.staff_token(), rooms(server)[0])
    chance = random.Random(1)
    restarts = survive(server, load, [chance.uniform(0.02, 0.5) for _ in range(KILLS)])
    print(f"{len(load.acknowledged)} bookings, {KILLS} kills, ready again after {max(restarts):.2f} s at most")
    assert max(restarts) <= READY_WITHIN_SECONDS
    nothing_is_lost(server, load)


def test_killed_while_the_disk_is_written() -> None:
    chance = random.Random(2)
    with serving() as server:
        load = Load(server, server.staff_token(), rooms(server)[0])
        server.stop()
        for _ in range(KILLS // 5):
            inject = f"inject=fdatasync:signal=KILL:when={chance.randint(3, 40)}"
            server.wrapper = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e", inject]
            server.start()
            for thread in load.run():
                thread.join(60)
                assert not thread.is_alive(), "the kill never came"
            server.kill()
            server.wrapper = []
            assert server.start() <= READY_WITHIN_SECONDS
            server.run("check")
            server.stop()
        server.start()
        nothing_is_lost(server, load)
