# SPDX-License-Identifier: EUPL-1.2
"""The network from the first page to the thanks: two people who only look around, and a small library that joins.

Nobody types an address: people go where links lead that they can see, by the names that they read there.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from harness import Server, eventually, link_in, serving
from network_test import moderator_link
from people import Person, Walker, browser, sign_in
from sharing_test import let_a_week_pass

pytestmark = pytest.mark.browser

SCREEN = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 320, "height": 640}}
LIBRARY = "Gemeindebücherei Beispielaue"
LEADER = "alma@beispielaue.example"


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as one:
        yield one


def finds(person: Person) -> Locator:
    return person.page.get_by_role("region", name=re.compile(r"^(\d+|Eine) Maßnahmen?$"))


def fit(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Passt das zu euch?")


def is_ticked(person: Person, name: str) -> None:
    expect(person.page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(name)}( \(\d+\))?$"))).to_be_checked()


def figure(text: str) -> float:
    return float(text.replace("\u202f", "").replace(",", "."))


def number(word: str) -> int:
    """A count of measures: one of them is a word."""
    return int(word) if word.isdigit() else 1


def german(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def rate(person: Person, **values: int) -> None:
    """Marks today and wanted of the spaces: `meeting=14` is 1 today and 4 wanted."""
    for space, pair in values.items():
        for moment, value in zip(("today", "wanted"), divmod(pair, 10), strict=True):
            person.page.locator(f"input[name='{moment}.{space}'][value='{value}']").check()


def weigh(person: Person, group: str, importance: int, reach: int) -> None:
    card = person.page.get_by_role("group", name=group, exact=True)
    card.get_by_label("Wichtigkeit").select_option(str(importance))
    card.get_by_label("Erreicht").select_option(str(reach))


# Two people who only look around


@pytest.mark.parametrize("way", [PHONE, SCREEN], ids=["phone", "screen"])
def test_two_people_find_an_idea_within_a_minute_and_then_think_together(
    demo: Server, opened: Browser, way: dict[str, Any]
) -> None:
    team = Walker(opened, **way)
    begin = time.monotonic()
    team.open(demo.url)
    team.follow("Ihr seid eine Bibliothek? Seht, was zu euch passt.")
    team.write(re.compile("^Einwohner"), "900")
    team.write(re.compile("^Fläche"), "60")
    team.write(re.compile("^Stellen"), "0,5")
    team.press("Zeigen, was passt")
    idea = finds(team).get_by_role("article").first
    words = team.peruse(idea)
    assert "✓" in words and not re.search("passt nicht|noch nicht zu sagen", words), words
    title = idea.get_by_role("heading").inner_text()
    team.activate(idea.get_by_role("link", name=title))
    expect(team.page.get_by_role("heading", level=1)).to_have_text(title)
    assert team.clicks <= 6
    assert team.seconds + time.monotonic() - begin < 60
    expect(fit(team)).to_contain_text(re.compile(r"900 statt [\d\u202f]+ Einwohner"))

    team.follow("Werkstatt")
    team.follow("20 Minuten: vorbereiten")
    expect(team.page.get_by_label("Kurzer Weg")).to_be_checked()
    team.page.get_by_label("Gemeinsam an einem Gerät").check()
    team.write("Wie heißt eure Runde?", "Dorfbücherei Beispielanger")
    team.press("Vorbereiten")
    team.press("Beginnen")
    think_together(team)
    team.reads("Das Team hat gemeinsam geantwortet.")
    for name in ("Raum: Begegnung (Lücke 3)", "Raum: Lernen (Lücke 2)", "höchstens 3 Stunden im Monat"):
        is_ticked(team, name)
    team.press("Passende Maßnahmen suchen")
    is_ticked(team, "Begegnung")
    is_ticked(team, "ältere Menschen")
    expect(finds(team)).to_contain_text("ihr habt 3 Stunden")
    assert team.context.cookies() == []
    team.leave()


def think_together(team: Walker) -> None:
    """The short path, answered jointly."""
    team.write("Menschen, für die ihr da seid", "900")
    team.write("Fläche in m²", "60")
    team.write("Stellen (VZÄ)", "0,5")
    for step, answer in (
        ("Weiter: Vier Räume", lambda: None),
        ("Weiter: Zielgruppen", lambda: rate(team, meeting=14, learning=24)),
        ("Weiter: Was ihr könnt und habt", lambda: weigh(team, "ältere Menschen", 4, 1)),
        ("Werkstatt beenden", lambda: team.write("Freie Stunden im Monat", "3")),
    ):
        answer()
        team.press(step)
    team.follow("Ergebnisse ansehen")


# A library that joins


def test_a_small_library_joins_finds_what_fits_and_passes_on_what_it_learned(opened: Browser) -> None:
    with serving() as server:
        library = Walker(opened, **PHONE)
        apply(library, server)
        admit(opened, server)
        sign_in(library, link_in(server.wait_for_mail(LEADER)))
        library.reads("Willkommen im Netzwerk")
        run_the_workshop(opened, server, library)
        library.press("Passende Maßnahmen suchen")
        see_what_fits(library)
        title = lift_the_cap(library)
        number = re.search(r"massnahmen/(\d+)", library.page.url)
        assert number
        original = server.fetch(f"/api/v1/measures/{number[1]}").json["library"]
        first = member(opened, server, original, "kim@bibliothek.example")
        neighbour = member(opened, server, another(server, original), "nachbarin@bibliothek.example")
        neighbour.follow(re.compile("^Maßnahmen$"))
        neighbour.write("Wonach sucht ihr?", f'"{title}"')
        neighbour.press("Maßnahmen finden")
        neighbour.follow(title)
        neighbour.press(re.compile("^Folgen"))
        neighbour.reads("Nicht mehr folgen")
        adapt(library)
        is_told(server, first, title)
        for person in (library, first, neighbour):
            person.leave()
        let_a_week_pass(server)
        server.start()
        is_in_the_weekly_mail(server, title)


def apply(library: Walker, server: Server) -> None:
    library.open(server.url)
    library.follow("Ins Netzwerk der Bibliotheken")
    library.follow(re.compile("^Mitmachen"))
    library.activate(library.page.locator("summary", has_text="Mehr über eure Bibliothek"))
    for label, text in (
        ("Bibliothek", LIBRARY), ("Ort", "Beispielaue"), ("Einwohner", "4.200"), ("Fläche", "180 m²"),
        ("Stellen", "1,5"), ("E-Mail der Bibliothek", "buecherei@beispielaue.example"),
        ("Euer Name", "Alma Beispiel"), ("Eure Funktion", "Leitung"), ("Eure E-Mail-Adresse", LEADER),
    ):
        library.write(re.compile(f"^{label}"), text)
    library.press("Absenden")
    library.reads("Wir haben eine E-Mail an buecherei@beispielaue.example geschickt")
    library.open(link_in(server.wait_for_mail("buecherei@beispielaue.example")))
    library.press("Ja, wir wollen mitmachen")
    library.reads("Ihr bekommt eine E-Mail, sobald ihr aufgenommen seid")


def admit(opened: Browser, server: Server) -> None:
    moderator = Walker(opened, **PHONE)
    sign_in(moderator, moderator_link(server))
    moderator.follow("Bibliotheken inspirieren Bibliotheken")
    moderator.follow("Schreibtisch")
    moderator.follow(re.compile(f"^Entscheiden.*{LIBRARY}"))
    moderator.reads("180 m²")
    moderator.reads("1,5 Stellen")
    moderator.press("Aufnehmen")
    moderator.reads(f"{LIBRARY} ist aufgenommen")
    moderator.leave()


def run_the_workshop(opened: Browser, server: Server, leader: Walker) -> None:
    """On the short path with five phones, until the leader has the results."""
    leader.follow("Werkstatt")
    leader.follow("20 Minuten: vorbereiten")
    leader.write("Wie heißt eure Runde?", LIBRARY)
    leader.page.get_by_label("Jede Person für sich").check()
    expect(leader.page.get_by_label(LIBRARY)).to_be_checked()
    leader.press("Vorbereiten")
    leader.reads("Mitglieder eurer Bibliothek finden die Werkstatt auch ohne ihn")
    code = leader.page.locator(".join-code").inner_text()
    phones = [join(opened, server, code) for _ in range(5)]
    expect(leader.page.locator("[data-joined]").first).to_have_text("5", timeout=20_000)
    leader.press("Beginnen")
    assert leader.page.get_by_label("Menschen, für die ihr da seid").input_value() == "4200"
    assert leader.page.get_by_label("Stellen (VZÄ)").input_value() == "1,5"
    leader.press("Weiter: Vier Räume")
    for number, phone in enumerate(phones):
        phone.reads("Vier Räume")
        rate(phone, meeting=14, learning=24 if number < 3 else 23)
        finish(phone)
    leader.press("Weiter: Zielgruppen")
    for phone in phones:
        phone.reads("Wer ist euch wichtig")
        weigh(phone, "Jugendliche", 4, 1)
        finish(phone)
    expect(leader.page.locator("[data-done]")).to_have_text("5", timeout=20_000)
    leader.press("Weiter: Was ihr könnt und habt")
    for phone in phones:
        phone.reads("Was kannst du gut?")
        phone.tick("organisieren")
        finish(phone)
    leader.write("Freie Stunden im Monat", "2")
    leader.write("Freies Geld im Jahr", "500")
    leader.press("Werkstatt beenden")
    leader.press("Ergebnisse für alle freigeben")
    for phone in phones:
        phone.reads("Die Werkstatt ist zu Ende")
        phone.follow("Ergebnisse ansehen")
        phone.reads("5 Personen haben geantwortet")
        phone.leave()
    leader.follow("Ergebnisse ansehen")
    for name in (
        "Raum: Begegnung (Lücke 3)", "Raum: Lernen (Lücke 1,6)", "Zielgruppe: Jugendliche (Lücke 3)",
        "höchstens 2 Stunden im Monat", "höchstens 500 Euro im Jahr",
    ):
        is_ticked(leader, name)


def join(opened: Browser, server: Server, code: str) -> Walker:
    phone = Walker(opened, **PHONE)
    phone.open(server.url)
    phone.follow("Ins Netzwerk der Bibliotheken")
    phone.follow("Werkstatt")
    phone.follow("Mitmachen")
    phone.write("Code", code.lower())
    phone.press("Weiter")
    phone.reads("Du antwortest anonym")
    phone.press("Jetzt mitmachen")
    phone.reads("Gleich geht es los")
    return phone


def finish(phone: Walker) -> None:
    phone.press("Fertig")
    phone.reads("Gespeichert.")


def see_what_fits(library: Walker) -> None:
    """The search stands as the results said it, and the first find suits and says why."""
    for name in ("Begegnung", "Lernen", "Jugendliche"):
        is_ticked(library, name)
    frame = library.page.get_by_label("Stunden im Monat", exact=True)
    assert frame.input_value() == "2"
    found = finds(library).get_by_role("article").all()
    assert found
    for article in found:
        assert "passt nicht" not in article.inner_text()
    first = finds(library).get_by_role("article").first
    title = first.get_by_role("heading").inner_text()
    library.activate(first.get_by_role("link", name=title))
    reason = re.compile(r"✓[^✓✗?]*Stunden im Monat[^✓✗?]*(ihr habt 2 Stunden|nichts nötig)")
    expect(fit(library)).to_contain_text(reason)
    expect(fit(library)).not_to_contain_text("passt nicht")
    library.page.go_back()


def lift_the_cap(library: Walker) -> str:
    """Shows as many more as the cap said it hides; opens one of them, which says what is lacking. Its title."""
    heading = finds(library).get_by_role("heading").first
    before = number(heading.inner_text().split()[0])
    cap = finds(library).get_by_role("listitem").filter(has_text="Grenze aufheben").filter(has_text="Stunden im Monat")
    said = re.search(r"(\d+|[Ee]ine) Maßnahmen?", cap.inner_text())
    assert said, cap.inner_text()
    hidden = number(said[1])
    assert hidden > 0
    library.activate(cap.get_by_role("link", name=re.compile("^Grenze aufheben")))
    expect(heading).to_have_text(f"{before + hidden} Maßnahmen")
    unfit = finds(library).get_by_role("article").filter(has_text="passt nicht")
    expect(unfit).to_have_count(hidden)
    reason = re.search(r"braucht(?:en?)? (\S+?) Stunden? im Monat.*, ihr habt 2 Stunden", unfit.first.inner_text())
    assert reason, unfit.first.inner_text()
    title = unfit.first.get_by_role("heading").inner_text()
    library.activate(unfit.first.get_by_role("link", name=title))
    lack = german(figure(reason[1].split("–")[0]) - 2)
    expect(fit(library)).to_contain_text(re.compile(f"Damit es passt, fehlen euch: {lack} Stunden? im Monat"))
    return title


def span(person: Walker, effort: str) -> tuple[float, float]:
    """Least and most of all who said so, as the table of efforts tells it."""
    row = person.page.get_by_role("row", name=re.compile(f"^{re.escape(effort)}")).first
    words = row.get_by_role("cell").nth(1).inner_text()
    numbers = re.match(r"([\d,\u202f]+)(?:–([\d,\u202f]+))?\s\D+$", words)
    assert numbers, words
    return figure(numbers[1]), figure(numbers[2] or numbers[1])


def adapt(library: Walker) -> None:
    """With less time and more money than anybody told so far: the ranges open to both sides."""
    hours, money = span(library, "Zeit im Monat"), span(library, "Geld im Jahr")
    mine = (hours[0] / 2, money[1] + 50)
    library.follow("Haben wir auch gemacht")
    library.write("Stunden im Monat", german(mine[0]))
    library.write(re.compile("^Geld im Jahr"), german(mine[1]))
    library.write(re.compile("^Was habt ihr anders gemacht"), "Mit Brettspielen statt Konsole.")
    library.press("Speichern und zeigen")
    library.reads("Gespeichert. Danke!")
    assert span(library, "Zeit im Monat") == (mine[0], hours[1])
    assert span(library, "Geld im Jahr") == (money[0], mine[1])
    done = library.page.get_by_role("region", name="Wer hat es gemacht?")
    expect(done).to_contain_text(LIBRARY)
    expect(done).to_contain_text("Mit Brettspielen statt Konsole.")


def another(server: Server, library: dict[str, str]) -> dict[str, str]:
    """Some member of the network other than that one and than the library of this story."""
    items = server.fetch("/api/v1/libraries?limit=200").json["items"]
    return next(item for item in items if item["is_member"] and item["name"] not in (library["name"], LIBRARY))


def member(opened: Browser, server: Server, library: dict[str, str], address: str) -> Walker:
    """Of a library of the model network; stands on the network's first page."""
    printed = server.run("person", "add", address, "--name", "Kim", "--role", "member", "--organisation", library["id"])
    found = re.search(r"(?:https?://[^\s/]+)?(/\S+)", printed)
    assert found, printed
    person = Walker(opened, **PHONE)
    sign_in(person, server.url + found[1])
    person.follow(library["name"])
    return person


def words(mail: EmailMessage) -> str:
    """All that somebody gets, head and both bodies."""
    bodies = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *bodies])


def is_told(server: Server, first: Walker, title: str) -> None:
    """Who did it first learns which library did it too, and nobody's name or address."""
    mail = server.wait_for_mail("kim@bibliothek.example")
    assert mail["Subject"] == f"{LIBRARY} hat es auch gemacht: {title}"
    for secret in (LEADER, "buecherei@beispielaue.example", "Alma"):
        assert secret not in words(mail)
    first.open(link_in(mail))
    first.reads(LIBRARY)
    first.reads("Mit Brettspielen statt Konsole.")


def is_in_the_weekly_mail(server: Server, title: str) -> None:
    """Who follows the measure is told once, of the library and not of its people."""
    def weekly() -> list[EmailMessage]:
        mails = server.mails("nachbarin@bibliothek.example")
        return [mail for mail in mails if mail["Subject"] == "Neues aus dem Netzwerk"]

    mail = eventually(weekly, 60, "the weekly mail")[0]
    assert f"{LIBRARY} hat es auch gemacht: {title}" in words(mail)
    assert LEADER not in words(mail) and "Alma" not in words(mail)
