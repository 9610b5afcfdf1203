# SPDX-License-Identifier: EUPL-1.2
"""A guest books the room, moves the booking and cancels it: with and without JavaScript, by keyboard, in two browsers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from harness import Server, link_in
from people import KeyboardPerson, Person, browser, sign_in
from rooms import Room, free_times, room

BERLIN = ZoneInfo("Europe/Berlin")

WAYS: dict[str, tuple[str, Callable[[Browser], Person]]] = {
    "chromium": ("chromium", Person),
    "phone": ("chromium", lambda browser: Person(browser, viewport={"width": 320, "height": 640})),
    "no-javascript": ("chromium", lambda browser: Person(browser, java_script_enabled=False)),
    "keyboard": ("chromium", KeyboardPerson),
    "firefox": ("firefox", Person),
}

pytestmark = pytest.mark.browser


class Day:
    """A free time as a person writes it."""

    def __init__(self, start: datetime) -> None:
        self.start = start.astimezone(BERLIN)

    @property
    def fields(self) -> dict[str, str]:
        end = self.start + timedelta(hours=2)
        return {"Tag": f"{self.start:%Y-%m-%d}", "Von": f"{self.start:%H:%M}", "Bis": f"{end:%H:%M}"}

    @property
    def clock(self) -> str:
        return f"{self.start:%H:%M}"


def saturdays(server: Server, place: Room) -> list[Day]:
    """Free times, one a day, Saturdays first."""
    days: dict[str, Day] = {}
    for start in free_times(server, place, days=150):
        days.setdefault(f"{start.astimezone(BERLIN):%Y-%m-%d}", Day(start))
    return sorted(days.values(), key=lambda day: (day.start.weekday() != 5, day.start))


def write_time(person: Person, day: Day) -> None:
    for label, text in day.fields.items():
        person.write(re.compile(f"^{label}"), text)


def book(person: Person, server: Server, place: Room, day: Day, title: str, address: str) -> None:
    """From the first page to the mail."""
    house = server.fetch(f"/api/v1/houses/{place.house}").json["name"]
    name = server.fetch(place.path, Accept_Language="de").json["name"]
    person.open(server.url)
    person.follow(re.compile(house))
    person.follow(re.compile("^(Räume|Raum nutzen)"))
    person.follow(re.compile(f"^{re.escape(name)}"))
    person.follow("Eine andere Zeit wählen")
    write_time(person, day)
    person.press("Weiter")
    person.write(re.compile("^Titel"), title)
    person.write(re.compile("^Wie viele Menschen"), "12")
    person.tick(re.compile("kostenlos und offen|öffentlich zeigen"))
    person.write(re.compile("^Ihr Name"), "Erika Beispiel")
    person.write(re.compile("^Ihre E-Mail-Adresse"), address)
    if person.page.get_by_label(re.compile("Hausordnung gelesen")).count():
        person.tick(re.compile("Hausordnung gelesen"))
    person.press("Weiter zum Prüfen")
    person.reads(title)
    person.press("Buchung absenden")
    person.reads("Fast geschafft")


def confirm(person: Person, server: Server, address: str) -> None:
    mail = server.wait_for_mail(address)
    assert "bestätigen" in mail["Subject"]
    person.open(link_in(mail))
    person.press("Buchung bestätigen")


@pytest.mark.parametrize("way", WAYS)
def test_a_guest_books_moves_and_cancels(demo: Server, way: str) -> None:
    kind, make = WAYS[way]
    number = list(WAYS).index(way)
    place, address, title = room(demo), f"{way}@reise.example", f"Lesung über {way}"
    before, after = saturdays(demo, place)[2 * number:2 * number + 2]
    calendar = f"{demo.url}/{place.house}/raeume/{place.id}?tag="
    staff_link = demo.sign_in_link(f"dienst-{way}@haus.example")
    with browser(kind) as opened:
        guest = make(opened)
        book(guest, demo, place, before, title, address)
        confirm(guest, demo, address)
        guest.reads("Diese Buchung gilt.")
        own = guest.page.url
        guest.open(calendar + before.fields["Tag"])
        guest.reads(title)

        guest.open(own)
        guest.follow("Verlegen oder kürzen")
        write_time(guest, after)
        guest.press("Neue Zeit nehmen")
        guest.reads("Die neue Zeit ist eingetragen.")
        assert "Neue Zeit" in demo.wait_for_mail(address, 3)["Subject"]

        staff = Person(opened)
        sign_in(staff, staff_link)
        staff.open(f"{demo.url}/{place.house}/schreibtisch/buchungen?tag={after.fields['Tag']}")
        staff.reads(title)
        staff.reads(after.clock)
        staff.leave()

        guest.open(own)
        guest.follow("Absagen")
        guest.press("Absagen")
        guest.reads("Die Buchung ist abgesagt.")
        assert "Abgesagt" in demo.wait_for_mail(address, 4)["Subject"]
        guest.open(calendar + after.fields["Tag"])
        guest.misses(title)
        guest.leave()


@pytest.mark.parametrize("way", ["chromium", "no-javascript"])
def test_a_request_waits_for_staff(demo: Server, way: str) -> None:
    kind, make = WAYS[way]
    place, address, title = room(demo, needs_approval=True), f"anfrage-{way}@reise.example", f"Vortrag über {way}"
    day = saturdays(demo, place)[list(WAYS).index(way)]
    staff_link = demo.sign_in_link(f"zusage-{way}@haus.example", role="staff", house=place.house)
    with browser(kind) as opened:
        guest = make(opened)
        book(guest, demo, place, day, title, address)
        confirm(guest, demo, address)
        guest.reads("Die Mitarbeitenden entscheiden")
        own = guest.page.url

        staff = make(opened)
        sign_in(staff, staff_link)
        staff.open(f"{demo.url}/{place.house}/schreibtisch")
        staff.press(re.compile(f"^Zusagen.*{title}"))
        staff.leave()

        assert "Bestätigt" in demo.wait_for_mail(address, 3)["Subject"]
        guest.open(own)
        guest.reads("Diese Buchung gilt.")
        guest.leave()


def test_nothing_typed_is_lost(demo: Server) -> None:
    place = room(demo)
    day = saturdays(demo, place)[-1]
    with browser() as opened:
        guest = Person(opened, java_script_enabled=False)
        guest.open(f"{demo.url}/{place.house}/raeume/{place.id}/buchung")
        write_time(guest, day)
        guest.press("Weiter")
        guest.write(re.compile("^Titel"), "Grüße & <b>Küsse</b>")
        guest.write(re.compile("^Worum geht es"), "Zeile eins\nZeile zwei")
        guest.write(re.compile("^Ihre E-Mail-Adresse"), "keine Adresse")
        guest.press("Weiter zum Prüfen")
        summary = guest.page.get_by_role("alert")
        assert summary.is_visible()
        assert summary.locator("a[href='#f-accept-rules']").is_visible()
        for link in summary.get_by_role("link").all():
            target = link.get_attribute("href") or ""
            assert guest.page.locator(target).count() == 1, target
        assert guest.page.get_by_label(re.compile("^Titel")).input_value() == "Grüße & <b>Küsse</b>"
        assert guest.page.get_by_label(re.compile("^Worum geht es")).input_value() == "Zeile eins\nZeile zwei"
        assert guest.page.get_by_label(re.compile("^Ihre E-Mail-Adresse")).input_value() == "keine Adresse"
        guest.leave()
