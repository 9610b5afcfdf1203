# SPDX-License-Identifier: EUPL-1.2
"""A library joins the network of libraries, and its members say how it is: on a phone, and without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from harness import Server, link_in, serving
from people import Person, browser, sign_in

pytestmark = pytest.mark.browser

LIBRARY = "Gemeindebücherei Beispielwiese"


def moderator_link(server: Server) -> str:
    printed = server.run(
        "person", "add", "mod@netzwerk.example", "--name", "Mo", "--role", "moderator", "--house", "netzwerk")
    found = re.search(r"https?://\S+", printed)
    assert found, printed
    return server.url + "/" + found[0].split("/", 3)[3]


def apply(person: Person, server: Server) -> None:
    person.open(f"{server.url}/netzwerk/mitmachen?einwohner=4.200&flaeche=180+m%C2%B2&vzae=1,5")
    person.write(re.compile("^Bibliothek"), LIBRARY)
    person.write(re.compile("^Ort"), "Beispielwiese")
    person.write(re.compile("^E-Mail der Bibliothek"), "buecherei@beispielwiese.example")
    person.write(re.compile("^Euer Name"), "Alma Beispiel")
    person.write(re.compile("^Eure Funktion"), "Leitung")
    person.write(re.compile("^Eure E-Mail-Adresse"), "alma@beispielwiese.example")
    person.press("Absenden")
    person.reads("Fast geschafft")
    person.reads("buecherei@beispielwiese.example")


def local(server: Server, link: str) -> str:
    return server.url + "/" + link.split("/", 3)[3]


@pytest.mark.parametrize(
    "options", [{"viewport": {"width": 320, "height": 700}}, {"java_script_enabled": False}],
    ids=["320 px", "without JavaScript"])
def test_a_library_joins_and_enters_its_figures(options: dict[str, Any]) -> None:
    with serving() as server, browser() as opened:
        library = Person(opened, **options)
        apply(library, server)
        library.open(local(server, link_in(server.wait_for_mail("buecherei@beispielwiese.example"))))
        library.press("Ja, wir wollen mitmachen")
        library.reads("Eure Anfrage ist bestätigt")

        moderator = Person(opened, **options)
        sign_in(moderator, moderator_link(server))
        moderator.open(f"{server.url}/netzwerk/schreibtisch")
        moderator.follow(re.compile(f"^{LIBRARY}"))
        moderator.reads("4 200 Einwohner*innen")
        moderator.press("Aufnehmen")
        moderator.reads(f"{LIBRARY} ist aufgenommen")
        moderator.reads("Was heute wartet")
        moderator.leave()

        sign_in(library, local(server, link_in(server.wait_for_mail("alma@beispielwiese.example"))))
        library.reads("Angaben bearbeiten")
        library.reads("Willkommen im Netzwerk")
        library.reads("Macht mit eurem Team die Werkstatt")
        library.follow(re.compile("^Zahlen eintragen"))
        library.write(re.compile("^Öffnungsstunden"), "16,5")
        library.press("Speichern")
        library.reads("Gespeichert.")
        # The year before, ten times off.
        library.activate(library.page.get_by_role("link", name=re.compile("^Zahlen eintragen")).nth(1))
        library.write(re.compile("^Einwohner"), "42.000")
        library.press("Speichern")
        library.reads("Stimmt das?")
        library.tick("Ja, das stimmt so")
        library.press("Speichern")
        library.reads("Gespeichert.")

        library.follow(LIBRARY)
        library.reads("16,5 Stunden in der Woche")
        library.reads("Ähnliche Bibliotheken")
        library.reads("Gemeindebücherei Beispielhausen")
        overflow = library.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        ) if options.get("java_script_enabled", True) else 0
        assert overflow <= 0
        library.leave()


def test_a_guest_finds_libraries_like_their_own_from_the_first_page_of_the_network() -> None:
    with serving() as server, browser() as opened:
        guest = Person(opened, java_script_enabled=False)
        guest.open(f"{server.url}/netzwerk/bibliotheken")
        guest.write(re.compile("^Einwohner"), "4.200")
        guest.write(re.compile("^Fläche"), "180 m²")
        guest.write(re.compile("^Stellen"), "1,5")
        guest.press("Ähnliche Bibliotheken zeigen")
        guest.reads("Gemeindebücherei Beispielhausen")
        guest.reads("genauso: 4 200 Einwohner*innen")
        guest.leave()


def test_members_are_added_and_statistics_are_read_in_at_the_command_line(tmp_path: Path) -> None:
    with serving() as server:
        libraries = server.fetch("/api/v1/libraries").json["items"]
        number = libraries[0]["id"]
        for arguments in (["--organisation", "999999"], ["--house", "netzwerk"], []):
            server.run("person", "add", "a@b.example", "--name", "A", "--role", "member", *arguments, succeeds=False)
        server.run("person", "add", "a@b.example", "--name", "A", "--role", "member", "--organisation", number)

        file = tmp_path / "dbs-2025.csv"
        file.write_bytes(
            "DBS-ID;Bibliothek;Ort;1;VZÄ\r\nZZ1;Bücherei Größe;Beispielort;1.234;0,5\r\nZZ2;Bücherei Minus;X;-1;1\r\n"
            .encode("latin-1"))
        dry = server.run("import", "libraries", str(file), "--dry-run")
        assert "2\tnew\tBücherei Größe, Beispielort" in dry and "3\trefused\tBücherei Minus, X\t1:" in dry
        assert len(server.fetch("/api/v1/libraries?limit=200").json["items"]) == len(libraries)
        assert "1 new, 0 updated, 0 unchanged, 1 refused" in server.run("import", "libraries", str(file))
        found = server.fetch("/api/v1/libraries?q=groesse").json["items"]
        assert [library["population"]["value"] for library in found] == [1234]
        assert "1 unchanged" in server.run("import", "libraries", str(file))
        server.run("import", "libraries", str(tmp_path / "nichts-2025.csv"), succeeds=False)
        server.run("import", "libraries", str(file), "--mapping", "name=Unsinn", succeeds=False)


def test_published_results_filter_and_compare_until_they_are_withdrawn() -> None:
    """The model library has published what its workshop found out; its member takes that back and publishes again."""
    with serving() as server, browser() as opened:
        def found(query: str) -> list[str]:
            return [item["id"] for item in server.fetch(f"/api/v1/libraries?{query}").json["items"]]

        [library] = found("target_group=teenagers")
        assert found("topic=gaming") == [library] and found("target_group=seniors") == []
        printed = server.run(
            "person", "add", "team@beispielsee.example", "--name", "Team", "--role", "member",
            "--organisation", library)
        link = re.search(r"(?:https?://[^\s/]+)?(/\S+)", printed)
        assert link, printed
        member = Person(opened)
        sign_in(member, server.url + link[1])
        member.open(f"{server.url}/netzwerk/bibliotheken?target_group=teenagers")
        member.reads("Jugendliche (1)")
        member.reads("1 von 14 Bibliotheken")
        member.open(f"{server.url}/netzwerk/werkstatt/meine")
        number = max(int(mark) for mark in re.findall(r"/werkstatt/moderation/(\d+)", member.page.content()))

        member.open(f"{server.url}/netzwerk/werkstatt/moderation/{number}/veroeffentlichung")
        member.press("Alles zurückziehen")
        member.reads("Es ist nichts mehr öffentlich.")
        assert found("target_group=teenagers") == [] and found("topic=gaming") == []
        member.open(f"{server.url}/netzwerk/bibliotheken")
        member.misses("Aus der Werkstatt")

        member.open(f"{server.url}/netzwerk/werkstatt/moderation/{number}/veroeffentlichung")
        member.tick(re.compile("^Zielgruppen"))
        member.press("Auswahl veröffentlichen")
        member.reads("Die Auswahl gilt ab jetzt.")
        assert found("target_group=teenagers") == [library]
        assert found("topic=gaming") == [], "the challenge stays private"
        member.leave()


BROKEN_WORDS = """selector => Array.from(document.querySelectorAll(selector)).flatMap(element => {
    const words = [], texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        for (const found of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
            const word = document.createRange()
            word.setStart(texts.currentNode, found.index)
            word.setEnd(texts.currentNode, found.index + found[0].length)
            if (new Set(Array.from(word.getClientRects(), line => line.top)).size > 1) words.push(found[0])
        }
    }
    return words
})"""


def test_words_stay_whole_in_narrow_places_and_pictures_keep_the_order_of_their_numbers() -> None:
    """Seven doors on a wide screen, the name of a library on a phone, and counts under bars on an Arabic page."""
    with serving() as server, browser() as opened:
        pages = server.run("pages")
        office = re.search(r'"/netzwerk/fachstellen/(\d+)"', pages)
        results = re.search(r'"(/netzwerk/werkstatt/moderation/\w+/ergebnis)"', pages)
        assert office and results
        adviser = Person(opened)
        sign_in(adviser, server.sign_in_link("amt@fachstelle.example", "manager", organisation=office[1]))
        adviser.open(f"{server.url}/netzwerk")
        assert adviser.page.locator(".door").count() == 7
        assert adviser.page.evaluate(BROKEN_WORDS, ".door strong") == []
        phone = Person(opened, viewport={"width": 320, "height": 640})
        phone.open(f"{server.url}/netzwerk/bibliotheken")
        phone.follow("Gemeindebücherei Beispielhausen")
        assert phone.page.evaluate(BROKEN_WORDS, "h1") == []
        reader = Person(opened, locale="ar")
        reader.open(server.url + results[1])
        assert reader.page.locator(".scroll > .scales td:nth-child(2)").count() > 0
        backward = reader.page.evaluate(
            """() => Array.from(document.querySelectorAll('.scroll > .scales td:nth-child(2)')).filter(cell => {
                const digits = cell.lastChild, ends = [0, digits.length - 1].map(place => {
                    const one = document.createRange()
                    one.setStart(digits, place)
                    one.setEnd(digits, place + 1)
                    return one.getBoundingClientRect().left
                })
                return digits.length > 1 && ends[0] > ends[1]
            }).length""")
        assert backward == 0
        for person in (adviser, phone, reader):
            person.leave()
