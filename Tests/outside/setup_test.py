# SPDX-License-Identifier: EUPL-1.2
"""A server starts empty; somebody sets it up and furnishes a house with a room, all in the browser."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from harness import Server, eventually, serving
from people import Person, browser

pytestmark = pytest.mark.browser

WEEKDAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]


def set_up(person: Person, server: Server) -> None:
    line = eventually(lambda: next((line for line in server.output if "einrichten" in line), None), what="the address")
    address = re.search(r"https?://\S+", line)
    assert address
    person.open(address[0])
    person.write("Ihr Name", "Alma Beispiel")
    person.write("Ihre E-Mail-Adresse", "alma@rathaus.example")
    person.write("Name des Hauses", "Beispielhaus")
    person.write("Name in der Adresse", "beispielhaus")
    person.press("Haus anlegen")
    person.reads("Haus einrichten")
    person.open(address[0])
    assert person.page.get_by_role("button", name="Haus anlegen").count() == 0, "the address is good for once"


def furnish_house(person: Person, server: Server) -> None:
    furnish = f"{server.url}/beispielhaus/schreibtisch/haus"
    person.open(furnish)
    person.follow("Begrüßung")
    person.write("Deutsch", "Ein Raum für alle", within="Leitsatz")
    person.write("Deutsch", "Kommen Sie herein.", within="Einleitung")
    person.press("Speichern")
    person.reads("Gespeichert.")
    person.open(furnish)
    person.follow("Anschrift und Öffnungszeiten")
    person.write("Straße und Hausnummer", "Beispielweg 1")
    person.write("Postleitzahl", "04107")
    person.write("Ort", "Leipzig")
    person.press("Speichern")
    person.reads("Gespeichert.")


def furnish_room(person: Person, server: Server) -> None:
    person.open(f"{server.url}/beispielhaus/schreibtisch")
    person.follow("Räume einrichten")
    person.follow("Neuer Raum")
    person.write("Deutsch", "Gartensaal", within="Name")
    for weekday in WEEKDAYS:
        person.write(re.compile(f"^{weekday}"), "9:00–21:00")
    person.press("Raum anlegen")
    person.reads("Gespeichert.")


def test_a_house_is_furnished_in_the_browser() -> None:
    day = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(days=3)
    with serving(demo=False) as server, browser() as opened:
        manager = Person(opened)
        set_up(manager, server)
        furnish_house(manager, server)
        furnish_room(manager, server)
        manager.leave()

        guest = Person(opened, java_script_enabled=False)
        guest.open(server.url)
        guest.reads("Ein Raum für alle")
        guest.reads("Beispielweg 1")
        guest.follow(re.compile("^(Räume|Raum nutzen)"))
        guest.follow(re.compile("^Gartensaal"))
        guest.follow("Eine andere Zeit wählen")
        for label, text in {"Tag": f"{day:%Y-%m-%d}", "Von": "10:00", "Bis": "12:00"}.items():
            guest.write(re.compile(f"^{label}"), text)
        guest.press("Weiter")
        guest.reads("Wofür brauchen Sie den Raum?")
        guest.leave()


def test_no_house_can_take_a_path_of_the_platform() -> None:
    with serving() as server:
        examples = [json.loads(line)["path"] for line in server.run("pages").splitlines()]
        own = {house["slug"] for house in server.fetch("/api/v1/houses").json["items"]}
        described = server.fetch("/openapi.json").json["paths"]
        known = ["/livez", "/readyz", "/metrics", "/assets/x.css", "/farben/x.css", "/openapi.json", *examples, *described]
        first = {re.split(r"[/?.]", path)[1] for path in known} - own - {""}
        assert {"anmelden", "konto", "api", "assets", "impressum"} <= first
        for path in first:
            server.run("house", "add", path, "--name", "Haus", succeeds=False)
        server.run("house", "add", "haus-am-park", "--name", "Haus")
