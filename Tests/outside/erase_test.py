# SPDX-License-Identifier: EUPL-1.2
"""Who is erased leaves no trace in what the server keeps, nor in a backup, nor by restoring one."""

from __future__ import annotations

import base64
import json
import subprocess
from datetime import datetime
from pathlib import Path

from harness import Server, eventually, link_in
from rooms import Room, booking, free_times, rooms

NAME, ADDRESS, PHONE = "Quetzalina Vroomsdottir", "quetzalina.v@spur.example", "+49 341 5550199"
NEEDLES = [b"Quetzalina", b"Vroomsdottir", b"quetzalina.v", b"spur.example", b"5550199"]


def encodings(needle: bytes) -> list[bytes]:
    """The needle as bytes, hexadecimal, UTF-16, and within Base64 at each of the three offsets."""
    within = [base64.b64encode(b"\0" * offset + needle)[(4 if offset else 0):-4] for offset in range(3)]
    return [needle, needle.hex().encode(), needle.decode().encode("utf-16-le"), *[code for code in within if len(code) > 7]]


def traces(path: Path) -> list[str]:
    """Where the person is found below a path, whatever the case."""
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    found = []
    for file in files:
        content = file.read_bytes()
        for needle in NEEDLES:
            for code in encodings(needle):
                if code in content or needle.lower() in content.lower():
                    found.append(f"{file.name}: {needle.decode()}")
                    break
    return found


def everything(server: Server) -> list[str]:
    found = traces(server.directory)
    if server.database:
        dump = server.directory / "dump.sql"
        dump.write_bytes(subprocess.run(["pg_dump", "--inserts", server.database], capture_output=True, check=True).stdout)
        found += traces(dump)
        dump.unlink()
    return found


def book_and_confirm(server: Server, place: Room, start: datetime, mails: int) -> None:
    wish = booking(start, title="Stricken")
    wish["organiser"] = {"name": NAME, "email": ADDRESS, "phone": PHONE}
    answer = server.fetch(f"{place.path}/bookings", "POST", wish)
    assert answer.status == 201, answer.text
    link = link_in(server.wait_for_mail(ADDRESS, mails))
    confirmed = server.fetch(link.removeprefix(server.url) + "/bestaetigung", "POST", b"", Sec_Fetch_Site="same-origin")
    assert confirmed.status == 303, confirmed.text
    server.wait_for_mail(ADDRESS, mails + 1)


def test_an_erased_guest_leaves_no_trace(server: Server, tmp_path: Path) -> None:
    places = rooms(server)
    starts = free_times(server, places[0])
    book_and_confirm(server, places[0], starts[0], mails=1)
    held = json.loads(server.run("export", ADDRESS))
    assert NAME in json.dumps(held, ensure_ascii=False) and "Stricken" in json.dumps(held)
    backup = tmp_path / "backup"
    server.run("backup", str(backup))
    assert traces(backup) == []
    assert traces(server.mail) != [], "the search finds what is there"
    for number, start in enumerate(starts[1:3]):
        wish = booking(start, email=ADDRESS)
        assert server.fetch(f"{places[0].path}/bookings", "POST", wish).status == (201 if number == 0 else 409)

    server.run("erase", ADDRESS)
    eventually(lambda: not traces(server.mail), what="the removal of delivered copies")
    assert everything(server) == []
    server.run("export", ADDRESS, succeeds=False)

    server.stop()
    assert everything(server) == []
    server.run("restore", str(backup), succeeds=False)
    server.run("restore", str(backup), "--force")
    server.start()
    server.run("export", ADDRESS, succeeds=False)
    assert everything(server) == []
    server.run("check")
