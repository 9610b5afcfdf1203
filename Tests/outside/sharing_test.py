# SPDX-License-Identifier: EUPL-1.2
"""Libraries divide a task, ask each other and are told of it once a week, in a browser 320 px wide."""

from __future__ import annotations

import email
import email.policy
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from harness import Server, eventually, free_port, serving
from people import Person, browser, sign_in

pytestmark = pytest.mark.browser

DUE = f"{date.today() + timedelta(days=30):%Y-%m-%d}"


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as one:
        yield one


def libraries(server: Server) -> list[tuple[str, str]]:
    """Number and name of libraries of the network."""
    items = server.fetch("/api/v1/libraries?limit=6").json["items"]
    return [(item["id"], item["name"]) for item in items if item["is_member"]]


def member(opened: Browser, server: Server, library: str, address: str) -> Person:
    """Somebody who may act for a library, on a narrow phone."""
    printed = server.run(
        "person", "add", address, "--name", "Kim Beispiel", "--role", "manager", "--organisation", library)
    found = re.search(r"(?:https?://[^\s/]+)?(/\S+)", printed)
    assert found, printed
    someone = Person(opened, viewport={"width": 320, "height": 640})
    sign_in(someone, server.url + found[1])
    return someone


def is_sound(person: Person) -> None:
    """The page is accessible and no wider than the screen."""
    violations = Axe().run(person.page, options={"resultTypes": ["violations"]}).response["violations"]
    assert not violations, [(item["id"], [node["html"][:160] for node in item["nodes"]]) for item in violations]
    wider = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{wider} px too wide: {person.page.url}"


def test_a_task_is_divided_and_its_hours_counted(opened: Browser) -> None:
    with serving() as server:
        (first, _), (second, name), (third, _) = libraries(server)[:3]
        opener = member(opened, server, first, "a@bib.example")
        helper = member(opened, server, second, "b@bib.example")
        leaver = member(opened, server, third, "c@bib.example")
        opener.open(f"{server.url}/netzwerk/aufgaben")
        is_sound(opener)
        opener.follow("Eine Aufgabe aufteilen")
        is_sound(opener)
        opener.write(re.compile("^Überschrift"), "Woche der Spiele")
        opener.write(re.compile("^Was soll entstehen"), "Ein Programm für fünf Tage")
        opener.page.get_by_label(re.compile("^Thema")).select_option(label="Spielen und Gaming")
        for number, title in enumerate(["Ablauf", "Plakat", "Presse"], start=1):
            group = f"Teil {number}"
            opener.write(re.compile("^Name des Teils"), title, within=group)
            opener.write(re.compile("^Was liegt am Ende vor"), "ein Blatt", within=group)
            opener.write(re.compile("^Stunden"), "-1" if number == 3 else "1,5", within=group)
            opener.write(re.compile("^Fertig bis"), DUE, within=group)
        opener.press("Aufgabe veröffentlichen")
        opener.reads("Bitte geben Sie eine Zahl von 0 bis 1000 ein")
        is_sound(opener)
        opener.write(re.compile("^Stunden"), "2", within="Teil 3")
        opener.press("Aufgabe veröffentlichen")
        opener.reads("sucht Mitwirkende")
        is_sound(opener)
        task = urlsplit(opener.page.url).path

        leaver.open(server.url + task)
        helper.open(server.url + task)
        helper.press(re.compile("^Übernehmen.*Ablauf"))
        helper.reads("Der Teil gehört jetzt euch")
        leaver.press(re.compile("^Übernehmen.*Ablauf"))
        leaver.reads(f"„Ablauf“ hat schon {name} übernommen.")
        is_sound(leaver)
        leaver.press(re.compile("^Übernehmen.*Plakat"))
        leaver.reads("Der Teil gehört jetzt euch")
        leave(leaver, server, third)
        opener.open(server.url + task)
        card = opener.page.locator("article", has=opener.page.get_by_role("heading", name="Plakat"))
        assert "frei" in card.inner_text()
        told = server.wait_for_mail("a@bib.example")
        assert "wieder ein Teil frei" in told["Subject"]

        opener.reads("Noch in Arbeit: „Ablauf“")
        helper.open(server.url + task)
        helper.follow(re.compile("^Ergebnis eintragen.*Ablauf"))
        is_sound(helper)
        helper.write(re.compile("^Wie viele Stunden"), "2,5")
        helper.write(re.compile("^Ergebnis"), "Fünf Tage, fünf Spiele")
        helper.press("Ergebnis speichern")
        opener.open(server.url + task)
        opener.follow("Aufgabe abschließen")
        opener.reads("2 Teile sind noch frei")
        is_sound(opener)
        opener.write(re.compile("^Was ist daraus geworden"), "Läuft in zwei Orten.")
        opener.press("Abschließen")
        opener.reads("Zusammen 2,5 Stunden Arbeit")
        rows = opener.page.locator("tbody tr")
        assert [re.sub(r"\s+", " ", row) for row in rows.all_inner_texts()][0].endswith("0")
        assert "2,5" in rows.nth(1).inner_text()
        assert opener.page.get_by_role("link", name="Eine Maßnahme daraus machen").count() == 1
        is_sound(opener)
        for person in (opener, helper, leaver):
            person.leave()


def leave(person: Person, server: Server, library: str) -> None:
    """The library leaves the network."""
    person.open(f"{server.url}/netzwerk/bibliotheken/{library}/mitglieder/ende")
    person.page.get_by_role("main").get_by_role("checkbox").check()
    person.press("Mitgliedschaft beenden")


def test_a_request_is_answered_and_settled(opened: Browser) -> None:
    with serving() as server:
        (first, _), (second, name) = libraries(server)[:2]
        asker = member(opened, server, first, "a@bib.example")
        helper = member(opened, server, second, "b@bib.example")
        asker.open(f"{server.url}/netzwerk/fragen")
        is_sound(asker)
        asker.follow("Etwas fragen")
        is_sound(asker)
        asker.press("Veröffentlichen")
        asker.reads("Diese Angabe fehlt noch")
        is_sound(asker)
        asker.write(re.compile("^Überschrift"), "Wie kommt ihr an Brettspiele?")
        asker.write(re.compile("^Worum geht es"), "Unser Etat ist aufgebraucht.")
        asker.page.get_by_label(re.compile("^Thema")).select_option(label="Spielen und Gaming")
        asker.press("Veröffentlichen")
        request = urlsplit(asker.page.url).path
        guest = Person(opened, viewport={"width": 320, "height": 640})
        guest.open(f"{server.url}/netzwerk/fragen?thema=gaming")
        guest.follow("Wie kommt ihr an Brettspiele?")
        guest.reads("Noch hat niemand geantwortet")
        is_sound(guest)
        helper.open(server.url + request)
        helper.write(re.compile("^Eure Antwort"), "Fragt die Verlage nach Restposten.")
        helper.press("Antwort veröffentlichen")
        helper.follow("Der Bibliothek schreiben")
        is_sound(helper)
        helper.write(re.compile("^Nachricht"), "Wir hätten auch welche.")
        helper.press("Nachricht senden")
        mail = server.wait_for_mail("a@bib.example")
        assert "b@bib.example" not in mail.as_string() and mail["Reply-To"] is None
        body = mail.get_body(("plain",))
        assert body and "Wir hätten auch welche." in body.get_content()
        asker.open(server.url + request)
        asker.follow("Als gelöst markieren")
        is_sound(asker)
        asker.tick(re.compile(f"^{re.escape(name)}"))
        asker.write(re.compile("^Was sollten andere wissen"), "Drei Verlage haben geschickt.")
        asker.press("Abschließen")
        guest.open(server.url + request)
        guest.reads("Drei Verlage haben geschickt.")
        is_sound(guest)
        asker.open(f"{server.url}/netzwerk/abonnements")
        is_sound(asker)
        for person in (asker, helper, guest):
            person.leave()


class Inbox:
    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        content = getattr(envelope, "content")
        self.mails.append(email.message_from_bytes(content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 taken"


@contextmanager
def receiving() -> Iterator[tuple[Inbox, int]]:
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield inbox, port
    finally:
        controller.stop()


PASSING = ["network_event SET at = at", "follow SET since = since", "digest_reader SET told_until = told_until"]


def let_a_week_pass(server: Server) -> None:
    """What happened so far happened eight days ago, before the last weekly mail was due."""
    server.stop()
    with sqlite3.connect(server.sqlite_file) as file:
        for change in PASSING:
            file.execute(f"UPDATE {change} - {8 * 86400}")


def test_the_weekly_mail_arrives_and_is_ended_by_one_post(opened: Browser) -> None:
    with receiving() as (inbox, port), serving(mail_url=f"smtp://127.0.0.1:{port}/?tls=offered") as server:
        (first, _), (second, _) = libraries(server)[:2]
        reader = member(opened, server, first, "leserin@bib.example")
        reader.open(f"{server.url}/netzwerk/abonnements")
        reader.page.get_by_label(re.compile("^Thema")).select_option(label="Spielen und Gaming")
        reader.press(re.compile("^Folgen"))
        reader.reads("Thema: Spielen und Gaming")
        is_sound(reader)
        asker = member(opened, server, second, "b@bib.example")
        asker.open(f"{server.url}/netzwerk/fragen/neu")
        asker.write(re.compile("^Überschrift"), "Neue Frage zum Spielen")
        asker.write(re.compile("^Worum geht es"), "Welches Spiel geht mit zwölf Kindern?")
        asker.page.get_by_label(re.compile("^Thema")).select_option(label="Spielen und Gaming")
        asker.press("Veröffentlichen")
        for person in (reader, asker):
            person.leave()
        let_a_week_pass(server)
        server.options = ["--base-url", "https://netzwerk.example"]
        server.start()
        mine = "leserin@bib.example"
        mail = eventually(
            lambda: next((mail for mail in inbox.mails if mine in mail["To"] and mail["List-Unsubscribe"]), None),
            60, "the weekly mail")
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = re.fullmatch(
            r"<https://netzwerk\.example(/netzwerk/abmelden/[0-9a-f]{32})>", mail["List-Unsubscribe"])
        assert address, mail["List-Unsubscribe"]
        body = mail.get_body(("plain",))
        assert body and "Neue Frage zum Spielen" in body.get_content()
        answer = server.fetch(
            address[1], "POST", b"List-Unsubscribe=One-Click", Content_Type="application/x-www-form-urlencoded")
        assert answer.status == 200, answer.text
        page = server.fetch(address[1], Accept="text/html", Accept_Language="de")
        assert "Die Wochenmail ist abbestellt" in page.text
