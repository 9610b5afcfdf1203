# SPDX-License-Identifier: EUPL-1.2
"""A team runs the toolkit: five phones, one of them without network for a while; two people at one device by keyboard."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from harness import Server, fetch
from people import KeyboardPerson, Person, browser

pytestmark = pytest.mark.browser

START = "/netzwerk/werkstatt"


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as one:
        yield one


def prepare(person: Person, server: Server, way: str, mode: str) -> str:
    """From the first page to a prepared workshop; its secret address."""
    person.open(server.url + START)
    person.follow(way)
    person.write("Wie heißt eure Runde?", "Gemeindebücherei Beispielsee")
    person.choose(mode)
    person.press("Vorbereiten")
    person.reads("Hebt diesen Link auf")
    return person.page.url


def answer_spaces(page: Page, today: int, wanted: int) -> None:
    for name, value in (("today.meeting", today), ("wanted.meeting", wanted)):
        page.locator(f"input[name='{name}'][value='{value}']").check()


def answer_groups(page: Page, importance: int, reach: int) -> None:
    page.locator("select[name='importance.teenagers']").select_option(str(importance))
    page.locator("select[name='reach.teenagers']").select_option(str(reach))


def read_code(page: Page) -> str:
    """What a phone's camera reads off the screen."""
    box = page.locator("svg.qr")
    raw = box.evaluate(
        """async svg => {
            const side = 400, canvas = document.createElement('canvas')
            canvas.width = canvas.height = side
            const drawing = canvas.getContext('2d')
            const scale = side / svg.viewBox.baseVal.width
            drawing.fillStyle = '#fff'
            drawing.fillRect(0, 0, side, side)
            drawing.scale(scale, scale)
            drawing.stroke(new Path2D(svg.querySelector('path').getAttribute('d')))
            const pixels = drawing.getImageData(0, 0, side, side).data
            return Array.from({length: side * side}, (_, index) => pixels[index * 4])
        }""")
    found = zxingcpp.read_barcodes(memoryview(bytes(raw)).cast("B", (400, 400)))
    assert len(found) == 1
    return str(found[0].text)


def test_five_phones_run_the_short_path(demo: Server, opened: Browser) -> None:
    leader = Person(opened)
    moderation = prepare(leader, demo, "20 Minuten: vorbereiten", "Jede Person für sich")
    address = read_code(leader.page)
    assert re.fullmatch(demo.url + START + r"/beitreten/[2-9A-Z]{6}", address)
    ways = [
        {}, {"viewport": {"width": 320, "height": 640}}, {"java_script_enabled": False},
        {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}, {}]
    phones = [Person(opened, **way) for way in ways]
    for phone in phones:
        phone.open(address)
        phone.reads("Du antwortest anonym")
        phone.press("Jetzt mitmachen")
        phone.reads("Gleich geht es los")
    # The page may be refreshed by its own script at any time, so the moderator's count is waited for.
    expect(leader.page.locator("[data-joined]").first).to_have_text("5")
    leader.press("Beginnen")
    phones[0].reads("Schaut jetzt gemeinsam")
    leader.write("Menschen, für die ihr da seid", "4.200")
    leader.write("Fläche in m²", "180 m²")
    leader.write("Stellen (VZÄ)", "1,5")
    leader.press("Weiter: Vier Räume")
    lost = phones[1]
    lost.reads("Vier Räume")
    lost.context.set_offline(True)
    for phone in phones:
        if phone is phones[2]:
            phone.page.reload()
        phone.reads("Vier Räume")
        answer_spaces(phone.page, 0, 4)
        phone.press("Fertig") if phone is not lost else phone.page.get_by_role("button", name="Fertig").click()
        if phone is not lost:
            phone.reads("Gespeichert.")
    lost.reads("wartet auf Netz")
    expect(leader.page.locator("[data-done]")).to_have_text("4")
    leader.press("Weiter: Zielgruppen")
    for phone in phones:
        if phone is lost:
            continue
        if phone is phones[2]:
            phone.page.reload()
        phone.reads("Zielgruppen")
        answer_groups(phone.page, 4, 1)
        phone.press("Fertig")
        phone.reads("Gespeichert.")
    lost.reads("Vier Räume")
    lost.context.set_offline(False)
    lost.reads("Zielgruppen")
    answer_groups(lost.page, 4, 1)
    lost.press("Fertig")
    lost.reads("Gespeichert.")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert lost.page.evaluate(overflow) == 0
    expect(leader.page.locator("[data-done]")).to_have_text("5")
    leader.press("Weiter: Was ihr könnt und habt")
    for phone in phones:
        if phone is phones[2]:
            phone.page.reload()
        phone.reads("Was kannst du gut?")
        phone.tick("Handwerk")
        phone.press("Fertig")
        phone.reads("Gespeichert.")
    leader.write("Freie Stunden im Monat", "6")
    leader.press("Werkstatt beenden")
    phones[0].reads("Die Werkstatt ist zu Ende")
    leader.press("Ergebnisse für alle freigeben")
    phones[3].reads("Ergebnisse ansehen")
    phones[3].follow("Ergebnisse ansehen")
    phones[3].reads("5 Personen haben geantwortet")
    leader.follow("Ergebnisse ansehen")
    leader.reads("5 Personen haben geantwortet")
    leader.reads("Raum: Begegnung (Lücke 4)")
    leader.reads("Zielgruppe: Jugendliche (Lücke 3)")
    form = leader.page.locator("form[action='/netzwerk/massnahmen#treffer']")
    chosen = form.locator("input:checked, input[type=hidden]")
    sent = {f"{one.get_attribute('name')}={one.get_attribute('value')}" for one in chosen.all()}
    assert sent == {
        "space=meeting", "target_group=teenagers", "hours_per_month_max=6", "skill=crafts", "einwohner=4200",
        "flaeche=180", "vzae=1,5"}
    # The sixth comes too late.
    late = Person(opened)
    late.open(address)
    late.reads("Diese Werkstatt ist zu Ende")
    late.follow("Ergebnisse ansehen")
    late.reads("5 Personen haben geantwortet")
    assert moderation.startswith(demo.url + START)
    for person in [leader, late, *phones]:
        person.leave()


def test_phones_take_an_answer_back(demo: Server, opened: Browser) -> None:
    """Without JavaScript, by keyboard alone, and without network; nothing older comes after it."""
    leader = Person(opened)
    prepare(leader, demo, "20 Minuten: vorbereiten", "Jede Person für sich")
    address = read_code(leader.page)
    plain, keys = Person(opened, java_script_enabled=False), KeyboardPerson(opened)
    lost = Person(opened, viewport={"width": 320, "height": 640})
    for phone in (plain, keys, lost):
        phone.open(address)
        phone.press("Jetzt mitmachen")
    leader.press("Beginnen")
    leader.press("Weiter: Vier Räume")
    plain.page.reload()
    for phone in (plain, keys, lost):
        phone.reads("Vier Räume")
        expect(phone.page.get_by_role("search")).to_have_count(0)

    def has(phone: Person, today: list[str], wanted: list[str]) -> None:
        for name, values in (("today.meeting", today), ("wanted.meeting", wanted)):
            checked = phone.page.locator(f"input[name='{name}']:checked")
            expect(checked).to_have_count(len(values))
            assert [one.input_value() for one in checked.all()] == values

    answer_spaces(plain.page, 2, 4)
    plain.press("Fertig")
    has(plain, ["2"], ["4"])
    plain.page.get_by_role("group", name="Begegnung").get_by_label("keine Antwort").first.check()
    plain.press("Ändern und noch einmal senden")
    plain.reads("Gespeichert.")
    has(plain, [], ["4"])

    for name, act in (("today.meeting", "ArrowLeft"), ("wanted.meeting", "ArrowRight")):
        keys.reach(keys.page.locator(f"input[name='{name}']").first)
        keys.page.keyboard.press("Space")
        keys.page.keyboard.press(act)
    keys.press("Fertig")
    keys.reads("Gespeichert.")
    has(keys, [], ["1"])

    words: list[str] = []
    lost.page.on("request", lambda one: words.append(one.post_data or "") if one.method == "POST" else None)
    status = lost.page.locator("[data-status]")
    answer_spaces(lost.page, 3, 4)
    expect(status).to_have_text("gespeichert")
    lost.context.set_offline(True)
    lost.page.locator("input[name='today.meeting'][value='']").check()
    expect(status).to_contain_text("wartet auf Netz")
    lost.context.set_offline(False)
    expect(status).to_have_text("gespeichert")
    lost.page.reload()
    has(lost, [], ["4"])
    late = fetch(
        lost.page.url, "POST", next(word for word in words if "today.meeting=3" in word).encode(),
        Accept="application/json", Content_Type="application/x-www-form-urlencoded")
    assert late.status == 200
    lost.page.reload()
    has(lost, [], ["4"])
    for person in (leader, plain, keys, lost):
        person.leave()


def test_two_people_run_the_short_path_at_one_device_by_keyboard_alone(demo: Server, opened: Browser) -> None:
    team = KeyboardPerson(opened)
    prepare(team, demo, "20 Minuten: vorbereiten", "Gemeinsam an einem Gerät")
    team.press("Beginnen")
    team.write("Menschen, für die ihr da seid", "900")
    team.press("Weiter: Vier Räume")
    for name, value in (("today.learning", 0), ("wanted.learning", 4)):
        first = team.page.locator(f"input[name='{name}']").first
        team.reach(first)
        team.page.keyboard.press("Space")
        for _ in range(value):
            team.page.keyboard.press("ArrowRight")
        assert team.page.locator(f"input[name='{name}'][value='{value}']").is_checked()
    team.write("Notiz", "Wir wollen ruhige Plätze.")
    team.press("Speichern")
    team.reads("Gespeichert.")
    team.press("Weiter: Zielgruppen")
    for name, key in (("importance.seniors", "4"), ("reach.seniors", "1")):
        pick = team.page.locator(f"select[name='{name}']")
        team.reach(pick)
        team.page.keyboard.type(key)
        assert pick.input_value() == key
    team.press("Weiter: Was ihr könnt und habt")
    team.reads("Was könnt ihr gut?")
    team.write("Freie Stunden im Monat", "1,5")
    team.press("Werkstatt beenden")
    team.follow("Ergebnisse ansehen")
    team.reads("Das Team hat gemeinsam geantwortet.")
    team.reads("Wir wollen ruhige Plätze.")
    team.reads("Raum: Lernen (Lücke 4)")
    team.reads("Zielgruppe: ältere Menschen (Lücke 3)")
    team.reads("höchstens 1,5 Stunden im Monat")
    team.leave()


def test_a_moderator_without_scripts_loses_nothing(demo: Server, opened: Browser) -> None:
    leader = Person(opened, java_script_enabled=False)
    prepare(leader, demo, "20 Minuten: vorbereiten", "Gemeinsam an einem Gerät")
    leader.press("Beginnen")
    leader.write("Menschen, für die ihr da seid", "viele")
    leader.write("Fläche in m²", "60")
    leader.press("Weiter: Vier Räume")
    leader.reads("Eure Zahlen")
    assert leader.page.get_by_label("Menschen, für die ihr da seid").input_value() == "viele"
    leader.write("Menschen, für die ihr da seid", "900")
    leader.press("Weiter: Vier Räume")
    answer_spaces(leader.page, 1, 4)
    leader.press("Pause machen")
    leader.press("Weitermachen")
    assert leader.page.locator("input[name='wanted.meeting'][value='4']").is_checked()
    leader.press("Zurück: Eure Zahlen")
    assert leader.page.get_by_label("Menschen, für die ihr da seid").input_value() == "900"
    assert leader.page.get_by_label("Fläche in m²").input_value() == "60"
    leader.leave()


def test_the_way_in_is_big_enough_for_everybody_to_scan(demo: Server, opened: Browser) -> None:
    leader = Person(opened)
    prepare(leader, demo, "20 Minuten: vorbereiten", "Jede Person für sich")
    # What is dark, without the quiet zone of four modules on either side.
    wide = leader.page.locator("svg.qr").evaluate(
        "svg => svg.getBoundingClientRect().width * (1 - 8 / svg.viewBox.baseVal.width)")
    assert wide >= 320
    leader.leave()


def test_results_print_on_pages_of_paper(demo: Server, opened: Browser) -> None:
    example = next(
        line for line in demo.run("pages").splitlines() if "/moderation/" in line and "/ergebnis\"" in line)
    found = re.search(r'"path":"([^"]+)"', example)
    assert found
    page = opened.new_page(locale="de-DE")
    page.goto(demo.url + found[1])
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Drucken").is_visible()
    wide = page.evaluate(
        """() => Array.from(document.querySelectorAll('main *'))
            .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible'
                && one.clientWidth > 0).map(one => one.outerHTML.slice(0, 80))""")
    assert wide == []
    paper = page.pdf(format="A4")
    assert paper[:5] == b"%PDF-" and 2 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 12
    page.close()


def test_three_hundred_phones_take_part(demo: Server) -> None:
    """All behind one address, eight at a time: joining, answering, asking how far it is."""
    def post(path: str, form: str) -> str:
        kind = "application/x-www-form-urlencoded"
        answer = fetch(demo.url + path, "POST", form.encode(), Content_Type=kind)
        assert answer.status == 303, f"{path}: {answer.status}"
        return answer.headers["location"]

    moderator = post(START + "/neu", "name=Beispiel&length=short&mode=each")
    screen = html.unescape(fetch(demo.url + moderator, Accept_Language="de").text)
    code = re.sub(r"\W", "", re.findall(r'class="join-code">([^<]+)<', screen)[0])
    with ThreadPoolExecutor(8) as crowd:
        phones = list(crowd.map(lambda _: post(f"{START}/beitreten/{code}", "x=1"), range(300)))
        assert len(set(phones)) == 300
        post(moderator + "/stand", "version=0&act=start")
        post(moderator + "/stand", "version=1&act=go.R3")
        form = "step=R3&" + "&".join(
            f"{moment}.{space}=2" for moment in ("today", "wanted")
            for space in ("inspiration", "learning", "meeting", "performative"))
        list(crowd.map(lambda phone: post(phone, form), phones))
        states = list(crowd.map(lambda phone: fetch(demo.url + phone + "/stand"), phones))
        assert {state.status for state in states} == {200}
        again = list(crowd.map(
            lambda pair: fetch(demo.url + pair[0] + "/stand", If_None_Match=pair[1].headers["etag"]).status,
            zip(phones, states, strict=True)))
        assert set(again) == {304}
    progress = fetch(demo.url + moderator + "/verlauf").json
    assert (progress["joined"], progress["done"]) == (300, 300)
    post(moderator + "/stand", "version=2&act=end")
    assert "300 Personen haben geantwortet" in fetch(demo.url + moderator + "/ergebnis", Accept_Language="de").text


def test_two_moderators_see_the_same(demo: Server, opened: Browser) -> None:
    first, second = Person(opened), Person(opened)
    address = prepare(first, demo, "20 Minuten: vorbereiten", "Jede Person für sich")
    second.open(address)
    first.press("Beginnen")
    second.reads("Eure Zahlen")
    second.write("Menschen, für die ihr da seid", "4200")
    first.press("Weiter: Vier Räume")
    # What is being typed is not thrown away; the page says that it is no longer current.
    second.reads("Inzwischen hat jemand anderes weitergeschaltet")
    assert second.page.get_by_label("Menschen, für die ihr da seid").input_value() == "4200"
    second.press("Pause machen")
    second.reads("Inzwischen hat jemand anderes weitergeschaltet")
    second.reads("Gespeichert.")
    second.reads("Vier Räume")
    second.press("Zurück: Eure Zahlen")
    assert second.page.get_by_label("Menschen, für die ihr da seid").input_value() == "4200"
    first.leave()
    second.leave()


def test_answers_that_come_after_the_end_wait_until_it_is_opened_again(demo: Server, opened: Browser) -> None:
    leader, phone = Person(opened), Person(opened)
    prepare(leader, demo, "20 Minuten: vorbereiten", "Jede Person für sich")
    phone.open(read_code(leader.page))
    phone.press("Jetzt mitmachen")
    phone.reads("Gleich geht es los")
    leader.press("Beginnen")
    leader.press("Weiter: Vier Räume")
    phone.reads("Vier Räume")
    phone.context.set_offline(True)
    answer_spaces(phone.page, 0, 4)
    phone.page.get_by_role("button", name="Fertig").click()
    phone.reads("wartet auf Netz")
    for step in ("Weiter: Zielgruppen", "Weiter: Was ihr könnt und habt", "Werkstatt beenden"):
        leader.press(step)
    leader.reads("Die Werkstatt ist zu Ende")
    phone.context.set_offline(False)
    phone.reads("Antworten gehen nur, wenn die Moderation sie wieder öffnet")
    leader.press("Wieder öffnen")
    phone.reads("Was kannst du gut?")
    leader.press("Werkstatt beenden")
    phone.reads("Die Werkstatt ist zu Ende")
    phone.misses("Antworten gehen nur")
    leader.follow("Ergebnisse ansehen")
    leader.reads("1 Person hat geantwortet")
    leader.leave()
    phone.leave()
