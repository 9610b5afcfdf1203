# SPDX-License-Identifier: EUPL-1.2
"""What every client may rely on: HTTP, headers, cookies, problems."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import uuid
from urllib.parse import urlsplit

import pytest

from harness import Server, fetch, serving
from rooms import book, booking, free_times, room, rooms

PUBLIC = ["/", "/leipzigzimmer", "/leipzigzimmer/raeume", "/anmelden", "/leipzigzimmer/impressum"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_protects_its_reader(demo: Server, path: str) -> None:
    answer = demo.fetch(path, Accept="text/html", Accept_Language="de")
    assert answer.status == 200
    assert "set-cookie" not in answer.headers
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer", "strict-origin-when-cross-origin")
    assert "<script>" not in answer.text and "style=" not in answer.text and "onclick" not in answer.text


@pytest.mark.parametrize("path", [*PUBLIC, "/robots.txt", "/sitemap.xml", "/openapi.json", "/api/v1/houses"])
def test_head_answers_as_get(demo: Server, path: str) -> None:
    get, head = demo.fetch(path), demo.fetch(path, "HEAD")
    assert head.status == get.status == 200
    assert head.body == b"" and head.headers["content-type"] == get.headers["content-type"]


def test_a_wrong_method_is_told_which_is_right(demo: Server) -> None:
    answer = demo.fetch("/leipzigzimmer", "DELETE")
    assert answer.status == 405 and {"GET", "HEAD"} <= set(answer.headers["allow"].split(", "))


def test_an_etag_saves_the_second_transfer(demo: Server) -> None:
    first = demo.fetch("/api/v1/houses")
    assert first.headers["access-control-allow-origin"] == "*"
    again = demo.fetch("/api/v1/houses", If_None_Match=first.headers["etag"])
    assert again.status == 304 and again.body == b""


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/.well-known/security.txt", "/robots.txt", "/sitemap.xml"])
def test_machines_find_what_they_look_for(demo: Server, path: str) -> None:
    assert demo.fetch(path).status == 200


def test_a_problem_is_one_for_programs_and_a_page_for_people(demo: Server) -> None:
    program = demo.fetch("/api/v1/rooms/999999")
    assert program.status == 404 and program.headers["content-type"].startswith("application/problem+json")
    assert {"type", "title", "status", "detail"} <= program.json.keys() and program.json["status"] == 404
    person = demo.fetch("/gibt/es/nicht", Accept="text/html", Accept_Language="de")
    assert person.status == 404 and person.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "change",
    [
        {"ends_at": "2027-01-01T10:00:00Z", "starts_at": "2027-01-01T12:00:00Z"},
        {"starts_at": "2020-01-01T10:00:00Z", "ends_at": "2020-01-01T12:00:00Z"},
        {"attendees": 1_000_000}, {"attendees": 0}, {"attendees": "viele"},
        {"title": ""}, {"title": "a\u0000b"}, {"title": "x" * 10_000},
        {"starts_at": "übermorgen"}, {"accept_rules": False}, {"spaces": ["999999"]},
        {"organiser": {"name": "E", "email": "keine Adresse"}},
        {"organiser": {"name": "E", "email": "a@b.example\r\nBcc: c@d.example"}},
    ],
    ids=lambda value: str(value)[:60])
def test_bad_input_is_refused_at_its_field(demo: Server, change: dict[str, object]) -> None:
    place = room(demo)
    wish = booking(free_times(demo, place)[0], email="falsch@gast.example") | change
    answer = demo.fetch(f"{place.path}/bookings", "POST", wish)
    assert answer.status == 422, answer.text
    assert answer.json["errors"] and all({"field", "message"} <= error.keys() for error in answer.json["errors"])


def test_a_huge_body_is_refused(demo: Server) -> None:
    place = room(demo)
    wish = booking(free_times(demo, place)[0], email="falsch@gast.example", description="x" * 10_000_000)
    assert demo.fetch(f"{place.path}/bookings", "POST", wish).status == 413


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[]", b'"text"', b"{\"a\": 1e999999}"])
def test_what_cannot_be_read_is_malformed(demo: Server, body: bytes) -> None:
    answer = demo.fetch(f"{room(demo).path}/bookings", "POST", body, Content_Type="application/json")
    assert answer.status in (400, 422), answer.text


def test_another_type_of_body_is_not_taken(demo: Server) -> None:
    answer = demo.fetch(f"{room(demo).path}/bookings", "POST", b"<a/>", Content_Type="application/xml")
    assert answer.status == 415


def test_a_key_makes_a_booking_happen_once(demo: Server, token: str) -> None:
    place = room(demo)
    start = free_times(demo, place, days=90)[-2]
    key = str(uuid.uuid4())
    first, again = [
        demo.fetch(f"{place.path}/bookings", "POST", booking(start), token, Idempotency_Key=key) for _ in range(2)]
    assert first.status == again.status == 201 and first.json == again.json
    other = demo.fetch(f"{place.path}/bookings", "POST", booking(start, title="Anderes"), token, Idempotency_Key=key)
    assert other.status == 422
    assert book(demo, place, start, token).status == 409


def test_a_form_from_elsewhere_is_refused(demo: Server) -> None:
    path = f"/leipzigzimmer/raeume/{room(demo).id}/buchung"
    answer = demo.fetch(path, "POST", b"title=x", Sec_Fetch_Site="cross-site", Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 403
    answer = demo.fetch(path, "POST", b"title=x", Origin="https://boese.example", Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 403


def test_a_stranger_learns_nothing_of_a_private_booking(demo: Server, token: str) -> None:
    place = next(place for place in rooms(demo) if not demo.fetch(place.path).json["open_to_all"])
    answer = book(demo, place, free_times(demo, place)[-3], token, public=False)
    assert answer.status == 201, answer.text
    path = f"/api/v1/bookings/{answer.json['id']}"
    assert demo.fetch(path, token=token).status == 200
    assert demo.fetch(path).status == 404 == demo.fetch("/api/v1/bookings/999999").status
    assert demo.fetch(path, token="0" * 32).status == 401


def test_slow_and_large_requests_do_not_stay() -> None:
    with serving() as server:
        address = urlsplit(server.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        connection.request("GET", "/", headers={"X-Long": "x" * 100_000})
        assert connection.getresponse().status in (400, 431)
        assert server.fetch("/livez").status == 200


def test_too_many_requests_are_told_when_to_come_back() -> None:
    with serving() as server:
        form = b"email=viele%40gast.example"
        answers = [
            server.fetch("/anmelden", "POST", form, Content_Type="application/x-www-form-urlencoded", Sec_Fetch_Site="same-origin")
            for _ in range(40)]
        refused = [answer for answer in answers if answer.status == 429]
        assert refused and int(refused[0].headers["retry-after"]) > 0
        assert fetch(server.url + "/", Accept="text/html").status == 200


def test_openapi_lists_every_json_route(demo: Server) -> None:
    document = json.loads(demo.fetch("/openapi.json").body)
    assert document["openapi"].startswith("3.1")
    assert all(path.startswith(("/api/v1/", "/openapi")) for path in document["paths"])
    assert {"/api/v1/houses", "/api/v1/rooms/{room}", "/api/v1/rooms/{room}/bookings"} <= document["paths"].keys()


def test_assets_travel_compressed_for_who_takes_it(demo: Server) -> None:
    asset = re.search(r'href="(/assets/stadtzimmer[^"]+\.css)"', demo.fetch("/", Accept="text/html").text)
    assert asset
    plain, compressed = demo.fetch(asset[1]), demo.fetch(asset[1], Accept_Encoding="br, gzip;q=0.9")
    assert "content-encoding" not in plain.headers and compressed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(compressed.body) == plain.body and len(compressed.body) < len(plain.body) / 2
    assert plain.headers["vary"] == compressed.headers["vary"] == "Accept-Encoding"
    assert plain.headers.get("etag") != compressed.headers.get("etag") or "etag" not in plain.headers
