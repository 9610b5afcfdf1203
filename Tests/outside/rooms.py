# SPDX-License-Identifier: EUPL-1.2
"""Rooms and bookings as programs see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from harness import Answer, Server


@dataclass(frozen=True)
class Room:
    """A room of a demo house, as the API tells of it."""

    house: str
    id: str
    spaces: tuple[str, ...]
    needs_approval: bool
    clean_up: timedelta
    set_up: timedelta

    @property
    def path(self) -> str:
        return f"/api/v1/rooms/{self.id}"


def rooms(server: Server) -> list[Room]:
    """All rooms of all houses."""
    found = []
    for house in server.fetch("/api/v1/houses").json["items"]:
        answer = server.fetch(f"/api/v1/houses/{house['slug']}/rooms")
        for item in answer.json["items"] if answer.status == 200 else []:
            room = server.fetch(f"/api/v1/rooms/{item['id']}").json
            found.append(
                Room(
                    house=house["slug"], id=item["id"], spaces=tuple(space["id"] for space in room["spaces"]),
                    needs_approval=room["needs_approval"],
                    clean_up=timedelta(minutes=room["buffers"]["clean_up_minutes"]),
                    set_up=timedelta(minutes=room["buffers"]["set_up_minutes"])))
    assert found
    return found


def room(server: Server, needs_approval: bool = False, divided: bool | None = None) -> Room:
    """The first room of that kind."""
    return next(
        room for room in rooms(server)
        if room.needs_approval == needs_approval and divided in (None, len(room.spaces) > 1))


def rfc3339(time: datetime) -> str:
    return time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(time: str) -> datetime:
    return datetime.fromisoformat(time)


def free_times(server: Server, room: Room, days: int = 60, hours: float = 2) -> list[datetime]:
    """Starts of free times of that length that do not touch each other, buffers included."""
    now = datetime.now(timezone.utc)
    answer = server.fetch(f"{room.path}/availability?from={rfc3339(now)}&to={rfc3339(now + timedelta(days=days))}")
    assert answer.status == 200, answer.text
    starts = []
    for period in answer.json["free"]:
        start, end = parse(period["starts_at"]), parse(period["ends_at"])
        while start + timedelta(hours=hours) <= end:
            starts.append(start)
            start += timedelta(hours=hours) + room.clean_up + room.set_up + timedelta(minutes=1)
    return starts


def booking(
    start: datetime, hours: float = 2, spaces: list[str] | None = None, email: str | None = None, title: str = "Lesekreis",
    **more: Any,
) -> dict[str, Any]:
    """What is sent to book; with an address, in a guest's name."""
    body: dict[str, Any] = {
        "starts_at": rfc3339(start), "ends_at": rfc3339(start + timedelta(hours=hours)), "title": title, "attendees": 5,
        "public": True, "accept_rules": True,
    }
    if spaces:
        body["spaces"] = spaces
    if email:
        body["organiser"] = {"name": "Erika Beispiel", "email": email}
    return body | more


def book(server: Server, room: Room, start: datetime, token: str | None = None, **wish: Any) -> Answer:
    return server.fetch(f"{room.path}/bookings", "POST", booking(start, **wish), token)


OVERLAPS = """
    SELECT a.id, b.id FROM occupancy a JOIN occupancy b
    ON a.space_id = b.space_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
"""
