# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a room, read by a program of others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import icalendar

from harness import Server
from rooms import Room, book, free_times, parse, room


def events(server: Server, place: Room) -> dict[str, Any]:
    answer = server.fetch(f"{place.path}.ics")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.body)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    assert not calendar.errors
    for line in answer.body.split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line, line
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_the_feed_tells_of_a_booking_and_of_its_end(demo: Server, token: str) -> None:
    place = room(demo)
    start = free_times(demo, place)[-1]
    title = "Zusammen lesen; Ärger, Öl & „Süßes“ – ein langer Titel, der gefaltet werden muss"
    answer = book(demo, place, start, token, title=title, description="Zeile eins\nZeile zwei", email="ical@gast.example")
    assert answer.status == 201, answer.text

    event = events(demo, place)[title]
    assert event["DTSTART"].dt == start and event["DTEND"].dt == start + timedelta(hours=2)
    assert event["DESCRIPTION"] == "Zeile eins\nZeile zwei"
    assert event["UID"] and event["DTSTAMP"] and event["URL"].startswith("http")
    assert "Erika" not in event.to_ical().decode() and "gast.example" not in event.to_ical().decode()

    times = {"starts_at": (start + timedelta(minutes=30)).isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    moved = demo.fetch(f"/api/v1/bookings/{answer.json['id']}/move", "POST", times, token)
    assert moved.status == 200, moved.text
    again = events(demo, place)[title]
    assert again["UID"] == event["UID"] and again["SEQUENCE"] > event.get("SEQUENCE", 0)
    assert again["DTSTART"].dt == parse(times["starts_at"])

    assert demo.fetch(f"/api/v1/bookings/{answer.json['id']}/cancellation", "POST", {}, token).status == 200
    gone = events(demo, place)[title]
    assert gone["STATUS"] == "CANCELLED" and gone["SEQUENCE"] > again["SEQUENCE"]


def test_a_private_booking_shows_only_that_the_time_is_taken(demo: Server, token: str) -> None:
    from rooms import rooms

    place = next(place for place in rooms(demo) if not demo.fetch(place.path).json["open_to_all"])
    start = free_times(demo, place)[-1]
    assert book(demo, place, start, token, title="Geheime Runde", public=False).status == 201
    found = events(demo, place)
    assert "Geheime Runde" not in found
    assert start in [event["DTSTART"].dt for event in found.values()]
