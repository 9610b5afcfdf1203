# SPDX-License-Identifier: EUPL-1.2
"""The page registry, completed by pages that only a letter leads to, and those who look at them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser

from harness import Answer, Server, link_in
from people import Person, sign_in
from rooms import book, free_times, room

Example = dict[str, Any]
# Whose sight it is, and of which library; guests and staff belong to none.
Viewer = tuple[str, str]
GUEST: Viewer = ("guest", "")


def viewer(example: Example) -> Viewer:
    return example["viewer"], example.get("library", "")


def registry(server: Server) -> list[Example]:
    return [json.loads(line) for line in server.run("pages").splitlines()]


def session(server: Server, opened: Browser, viewer: Viewer) -> Any:
    """The cookies of an administrator, or of somebody who manages the library."""
    role, library = viewer
    person = Person(opened)
    link = (
        server.sign_in_link(member_address(library), "manager", organisation=library) if role == "member"
        else server.sign_in_link())
    sign_in(person, link)
    state = person.context.storage_state()
    person.leave()
    return state


def member_address(library: str) -> str:
    return f"mitglied-{library}@bibliothek.example"


def cookies(session: Any) -> str:
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in session["cookies"]) if session else ""


def send(server: Server, path: str, fields: Iterable[tuple[str, str]], session: Any = None) -> Answer:
    """A form as a browser sends it from a page of the server."""
    body = urlencode([(name, value) for name, value in fields]).encode()
    return server.fetch(
        path, "POST", body, Content_Type="application/x-www-form-urlencoded", Sec_Fetch_Site="same-origin",
        Accept="text/html", Cookie=cookies(session))


def ask(server: Server, example: Example, session: Any) -> tuple[str, Answer]:
    """What an example is answered with, and by which path when it was led on."""
    if "post" not in example:
        return example["path"], look(server, example["path"], session)
    answer = post(server, example, session)
    if answer.status != 303:
        return example["path"], answer
    path = answer.headers["location"]
    return path, look(server, path, session)


def look(server: Server, path: str, session: Any) -> Answer:
    return server.fetch(path, Accept="text/html", Accept_Language="de", Cookie=cookies(session))


def post(server: Server, example: Example, session: Any) -> Answer:
    if "file" not in example:
        return send(server, example["path"], example["post"], session)
    file, border = example["file"], "grenze-7f3a"
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in example["post"]]
    parts.append(
        f'name="{file["field"]}"; filename="{file["name"]}"\r\nContent-Type: {file["content_type"]}\r\n\r\n'
        f'{file["content"]}')
    body = "".join(f"--{border}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + f"--{border}--\r\n"
    return server.fetch(
        example["path"], "POST", body.encode(), Content_Type=f"multipart/form-data; boundary={border}",
        Sec_Fetch_Site="same-origin", Accept="text/html", Cookie=cookies(session))


# How a page in such a state answers. What is posted and refused has no page of its own, so it may not answer 200.
STATUSES = {
    "forbidden": {403}, "expired": {404, 410}, "unknown": {404, 410}, "conflict": {409}, "without a password": {409},
}


def statuses(example: Example) -> set[int]:
    if example["state"] in STATUSES:
        return STATUSES[example["state"]]
    if "post" in example and example["state"] != "preview":
        return {409, 413, 415, 422}
    return {200, 404, 422} if example["state"] == "error" else {200}


def submit(server: Server, path: str, fields: Iterable[tuple[str, str]], session: Any = None) -> str:
    """The path that a form leads on to."""
    answer = send(server, path, fields, session)
    assert answer.status == 303, f"{path}: {answer.status}\n{answer.text}"
    return answer.headers["location"]


def path_in(server: Server, address: str, number: int = 1) -> str:
    return urlsplit(link_in(server.wait_for_mail(address, number))).path


def by_letter(server: Server, opened: Browser) -> list[Example]:
    """Pages whose addresses stand in letters alone; what is done to have them sent also fills pages of the registry."""
    link = urlsplit(server.sign_in_link("neu@haus.example", "staff", "leipzigzimmer")).path
    return [
        {"path": link, "state": "full", "viewer": "guest"}, *of_a_booking(server), of_an_application(server),
        of_an_inquiry(server), of_a_message(server, opened)]


def of_a_booking(server: Server) -> list[Example]:
    place, address = room(server), "erika@buchung.example"
    answer = book(server, place, free_times(server, place)[-1], email=address)
    assert answer.status == 201, answer.text
    own = path_in(server, address)
    found = re.match(r"/[^/]+/buchungen/[0-9a-f]+", own)
    assert found, own
    asking = {"path": own, "state": "unconfirmed", "viewer": "guest"}
    acts = [{"path": f"{found[0]}/{act}", "state": "full", "viewer": "guest"} for act in ("verlegung", "absage")]
    return [asking, *acts]


def of_an_application(server: Server) -> Example:
    address = "alma@bewerbung.example"
    submit(server, "/netzwerk/mitmachen", [
        ("name", "Bücherei Beispielwald"), ("ort", "Beispielwald"), ("einwohner", "4.200"), ("flaeche", "180"),
        ("mail", address), ("funktion", "Leitung"), ("person", "Alma Beispiel"), ("person_mail", address)])
    return {"path": path_in(server, address), "state": "unconfirmed", "viewer": "guest"}


def of_an_inquiry(server: Server) -> Example:
    address = "erika@anfrage.example"
    form = next(
        example["path"] for example in registry(server)
        if example["path"].endswith("/nachfrage") and example["viewer"] == "guest")
    submit(server, form, [("name", "Erika Beispiel"), ("text", "Wie lange dauert es?"), ("email", address)])
    own = path_in(server, address)
    submit(server, f"{own}/bestaetigung", [])
    return {"path": own, "state": "sent", "viewer": "guest"}


def of_a_message(server: Server, opened: Browser) -> Example:
    """Somebody asks and is written to; beside, they close a task that has brought what it should."""
    libraries = server.fetch("/api/v1/libraries?limit=200").json["items"]
    first, second = sorted((library["id"] for library in libraries), key=int)[:2]
    asker, other = (session(server, opened, ("member", library)) for library in (first, second))
    notice = urlsplit(submit(server, "/netzwerk/fragen", [
        ("art", "request"), ("title", "Wer hat ein Regal?"), ("words", "Es darf alt sein."), ("topic", "making"),
        ("last_day", day_of(server, asker))], asker)).path
    submit(server, f"{notice}/kontakt", [("words", "Wir haben eines.")], other)
    task = urlsplit(submit(server, "/netzwerk/aufgaben", [
        ("title", "Ein Aushang"), ("words", "Für alle."), ("topic", "making"), ("part1.title", "Text"),
        ("part1.deliverable", "Eine Seite"), ("part1.hours", "2"), ("part1.due", day_of(server, asker))], asker)).path
    part = re.search(rf"{task}/teile/(\d+)", server.fetch(task, Cookie=cookies(asker), Accept="text/html").text)
    assert part
    submit(server, f"{part[0]}/uebernahme", [], asker)
    submit(server, f"{part[0]}/ergebnis", [("spent", "2"), ("result", "Eine Seite.")], asker)
    return {
        "path": path_in(server, member_address(first)), "state": "full", "viewer": "member", "library": first}


def day_of(server: Server, session: Any) -> str:
    """The day that the form for a request proposes."""
    page = server.fetch("/netzwerk/fragen/neu", Cookie=cookies(session), Accept="text/html")
    found = re.search(r'name="last_day"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="last_day"', page.text)
    assert found, page.text
    return found[1] or found[2]


# What answers GET and is no page: for programs and scripts, and files.
NO_PAGE = re.compile(
    r"/api/.*|/assets/.*|/dateien/.*|.*\.(css|csv|ics|json|txt|xml)|/(livez|readyz|metrics)"
    r"|/netzwerk/werkstatt/moderation/\{key}/verlauf|/netzwerk/werkstatt/teilnahme/\{token}/stand")


def page_routes(server: Server) -> list[str]:
    """The paths of all pages as the routes write them."""
    return [route for route in server.run("pages", "--routes").splitlines() if not NO_PAGE.fullmatch(route)]


def route_of(path: str, routes: list[str]) -> str | None:
    """The route that a path leads to: literal parts go before parameters, from left to right."""
    parts = urlsplit(path).path.strip("/").split("/")
    fitting = [route for route in routes if fits(route.strip("/").split("/"), parts)]
    return min(fitting, key=lambda route: ["{" in part for part in route.strip("/").split("/")], default=None)


def fits(route: list[str], parts: list[str]) -> bool:
    return len(route) == len(parts) and all(
        part and named.startswith("{") or named == part for named, part in zip(route, parts, strict=True))
