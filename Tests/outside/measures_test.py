# SPDX-License-Identifier: EUPL-1.2
"""A guest finds what suits a small library; a member does it too, and whoever did it first is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from harness import Server, fetch, link_in
from people import Person, browser, sign_in

pytestmark = pytest.mark.browser

WAYS = {
    "wide": {}, "phone": {"viewport": {"width": 320, "height": 640}}, "no-javascript": {"java_script_enabled": False},
}


def libraries(server: Server) -> list[dict[str, str]]:
    """Libraries of the model network that tell measures."""
    found = {item["library"]["id"]: item["library"] for item in server.fetch("/api/v1/measures?limit=200").json["items"]}
    return sorted(found.values(), key=lambda library: int(library["id"]))


def member(server: Server, opened: Browser, library: str, address: str, **options: object) -> Person:
    printed = server.run(
        "person", "add", address, "--name", "Team", "--role", "member", "--organisation", library)
    found = re.search(r"(?:https?://[^\s/]+)?(/\S+)", printed)
    assert found, printed
    person = Person(opened, **options)
    sign_in(person, server.url + found[1])
    return person


@pytest.mark.parametrize("way", WAYS)
def test_a_guest_finds_what_suits(demo: Server, way: str) -> None:
    with browser() as opened:
        guest = Person(opened, **WAYS[way])
        guest.open(demo.url)
        guest.follow("Ins Netzwerk der Bibliotheken")
        guest.write(re.compile("^Einwohner"), "2.300")
        guest.write(re.compile("^Fläche"), "95 m²")
        guest.write(re.compile("^Stellen"), "0,15")
        guest.press("Zeigen, was passt")
        guest.reads(re.compile(r"\d+ Maßnahmen"))
        guest.reads("statt")
        guest.page.locator("main article h3 a").first.click()
        guest.reads("Passt das zu euch?")
        guest.reads(re.compile("2\u202f300 statt"))
        assert guest.context.cookies() == []
        guest.leave()


@pytest.mark.parametrize("way", WAYS)
def test_a_cap_hides_says_so_and_is_lifted(demo: Server, way: str) -> None:
    with browser() as opened:
        guest = Person(opened, **WAYS[way])
        guest.open(f"{demo.url}/netzwerk/massnahmen?hours_per_month_max=0,5")
        hidden = demo.fetch("/api/v1/measures?hours_per_month_max=0.5").json["hidden"]["hours"]
        assert hidden > 0
        guest.reads(f"verdeckt allein {hidden} Maßnahmen")
        guest.follow(re.compile("^Grenze aufheben"))
        guest.reads("ist aufgehoben")
        all_of_them = demo.fetch("/api/v1/measures").json["total"]
        guest.reads(f"{all_of_them} Maßnahmen")
        guest.leave()


@pytest.mark.parametrize("way", WAYS)
def test_a_member_does_it_too(demo: Server, way: str) -> None:
    mine, other = libraries(demo)[list(WAYS).index(way) * 2:][:2]
    title = f"Drehscheibe {way}"
    with browser() as opened:
        first = member(demo, opened, mine["id"], f"erste-{way}@bibliothek.example", **WAYS[way])
        first.open(f"{demo.url}/netzwerk/massnahmen/neu")
        first.write(re.compile("^Titel"), title)
        first.write(re.compile("^In drei Sätzen"), "Wir haben es gemacht. Viele kamen. Es geht weiter.")
        first.press("Veröffentlichen")
        first.reads("Diese Angabe fehlt noch.")
        assert first.page.get_by_label(re.compile("^Titel")).input_value() == title
        first.write(re.compile("^Wen andere fragen"), "Leitung")
        first.press("Veröffentlichen")
        first.reads("Gespeichert")
        address = first.page.url.split("?")[0]
        number = address.rsplit("/", 1)[1]
        first.follow("Bearbeiten")
        first.open(f"{address}/bearbeiten/aufwand")
        first.write(re.compile("^Stunden im Monat"), "12")
        first.press("Speichern und weiter")
        first.open(f"{address}/veroeffentlichung")
        first.press("Veröffentlichen")
        first.reads("12 Stunden")

        second = member(demo, opened, other["id"], f"zweite-{way}@bibliothek.example", **WAYS[way])
        second.open(address)
        second.follow("Haben wir auch gemacht")
        second.write(re.compile("^Stunden im Monat"), "5,5")
        second.write(re.compile("^Was habt ihr anders gemacht"), "Nur alle zwei Wochen.")
        second.press("Speichern und zeigen")
        second.reads("5,5–12 Stunden")
        second.press("Danke sagen")
        second.reads("Eine Bibliothek sagt Danke")
        second.leave()
        first.leave()
    mail = demo.wait_for_mail(f"erste-{way}@bibliothek.example")
    assert other["name"] in mail["Subject"] and link_in(mail).endswith(f"/netzwerk/massnahmen/{number}")
    span = demo.fetch(f"/api/v1/measures/{number}").json["range"]["hours_per_month"]
    assert span == {"low": 5.5, "high": 12, "libraries": 2}


def test_nobody_learns_an_address(demo: Server) -> None:
    """A guest asks for more; the library answers by the page."""
    item = demo.fetch("/api/v1/measures?limit=1").json["items"][0]
    with browser() as opened:
        guest = Person(opened, java_script_enabled=False)
        guest.open(f"{demo.url}/netzwerk/massnahmen/{item['id']}")
        guest.follow("Mehr dazu erfahren")
        guest.write(re.compile("^Was möchtet ihr wissen"), "Wie habt ihr angefangen?")
        guest.write(re.compile("^Euer Name"), "Erika Beispiel")
        guest.write(re.compile("^Eure E-Mail-Adresse"), "erika@nachfrage.example")
        guest.press("Nachricht senden")
        guest.reads("Fast geschafft")
        guest.open(link_in(demo.wait_for_mail("erika@nachfrage.example")))
        guest.press("Jetzt senden")
        guest.reads("Die Bibliothek hat eure Nachricht")
        own = guest.page.url
        team = member(demo, opened, item["library"]["id"], "team@nachfrage.example")
        team.open(f"{demo.url}/netzwerk/unsere")
        team.follow(re.compile("^Erika Beispiel"))
        team.misses("erika@nachfrage.example")
        team.write("Antwort", "Mit einem Zettel am Fenster.")
        team.press("Antwort senden")
        team.leave()
        assert "Antwort" in demo.wait_for_mail("erika@nachfrage.example", 2)["Subject"]
        guest.open(own)
        guest.reads("Mit einem Zettel am Fenster.")
        guest.leave()
    assert fetch(own, Accept="text/html").headers["cache-control"] == "no-store"


def test_a_library_gives_files(demo: Server, tmp_path: Path) -> None:
    """A PDF of 200 MB, a program that is called PDF, a licence that does not fit: each is told, and nothing is lost."""
    mine = libraries(demo)[-1]
    plan, program, film = (tmp_path / name for name in ("Ablauf.pdf", "Programm.pdf", "Film.pdf"))
    plan.write_bytes(b"%PDF-1.7\n" + b"Ablauf\n" * 100 + b"%%EOF\n")
    program.write_bytes(b"MZ" + bytes(100))
    with film.open("wb") as file:
        file.truncate(200_000_000)
    with browser() as opened:
        person = member(demo, opened, mine["id"], "dateien@bibliothek.example")
        person.open(f"{demo.url}/netzwerk/massnahmen/neu")
        person.write(re.compile("^Titel"), "Nachmittag mit Ablauf")
        person.write(re.compile("^In drei Sätzen"), "Wir haben es gemacht. Viele kamen. Es geht weiter.")
        person.write(re.compile("^Wen andere fragen"), "Leitung")
        person.press("Veröffentlichen")
        person.reads("Gespeichert")
        address = person.page.url.split("?")[0]
        person.follow("Materialien bearbeiten")
        person.write(re.compile("^Wie heißt es"), "Ablauf des Nachmittags")
        for path, words in ((film, "größer als 20 MB"), (program, "ist aber ein Programm")):
            person.page.locator("input[type=file]").set_input_files(path)
            person.press("Hinzufügen")
            expect(person.page.get_by_role("alert")).to_contain_text(words, timeout=60_000)
            assert person.page.get_by_label(re.compile("^Wie heißt es")).input_value() == "Ablauf des Nachmittags"
            assert person.page.get_by_role("checkbox").count() == 0
        person.page.get_by_label(re.compile("^Steckt Fremdes darin")).select_option("by_nd")
        person.page.locator("input[type=file]").set_input_files(plan)
        person.press("Hinzufügen")
        person.reads("ND verbietet")
        assert person.page.get_by_label("„Ablauf.pdf“ (PDF, 1 kB) ist schon da").is_checked()
        person.page.get_by_label(re.compile("^Steckt Fremdes darin")).select_option("own")
        person.press("Hinzufügen")
        person.reads("Gespeichert")
        person.reads("(PDF, 1 kB; CC BY 4.0)")
        person.open(address)
        link = person.page.get_by_role("link", name="Ablauf des Nachmittags", exact=True).get_attribute("href")
        number = address.rsplit("/", 1)[1]
        material = demo.fetch(f"/api/v1/measures/{number}").json["materials"][0]
        assert material["url"] == link and material["size"] == plan.stat().st_size
        read = demo.fetch(material["url"])
        assert read.status == 200 and read.body == plan.read_bytes()
        assert read.headers["content-type"] == "application/pdf"
        person.open(f"{address}/materialien")
        person.press(re.compile("^Entfernen"))
        person.reads("Noch nichts zum Mitnehmen")
        assert demo.fetch(material["url"]).status == 404
        person.leave()
