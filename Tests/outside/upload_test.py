# SPDX-License-Identifier: EUPL-1.2
"""Files with forms: by a browser, by a program, by curl; too large, malformed, cut off, killed in between."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
import requests
from playwright.sync_api import sync_playwright

from harness import BINARY, Server, eventually

SITE = BINARY.parent / "UploadSite"
HUGE = 200_000_000


def png(width: int = 40, height: int = 20) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    rows = (b"\0" + b"\xff\0\0" * width) * height
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", b"Author\0Geheim") + chunk(
        b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@dataclass
class Site:
    """The test site of Tests/UploadSite."""

    data: Path
    url: str = ""
    process: subprocess.Popen[str] | None = None

    def start(self, **environment: str) -> None:
        self.process = subprocess.Popen(
            [str(SITE), str(self.data)], stdout=subprocess.PIPE, text=True, env=os.environ | environment)
        assert self.process.stdout
        self.url = self.process.stdout.readline().removeprefix("Listening on ").strip()
        assert self.url

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def send(self, files: list[tuple[str, bytes]], path: str = "/material", **fields: str) -> requests.Response:
        return requests.post(
            self.url + path, data={"title": "Märchen & Co", "public": "1"} | fields,
            files=[("files", file) for file in files], allow_redirects=False, timeout=60,
            headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": "de"})

    def links(self) -> list[str]:
        page = requests.get(self.url + "/material", timeout=10).text
        return [part.split('"')[0] for part in page.split('href="')[1:] if part.startswith("/dateien/")]

    @property
    def stored(self) -> list[Path]:
        return [path for path in (self.data / "files").rglob("*") if path.is_file() and path.name != "lock"]

    @property
    def arrivals(self) -> list[Path]:
        return list((self.data / "files" / "arriving").iterdir())

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def memory(self, line: str = "VmHWM") -> int:
        """Bytes resident, at most so far or (VmRSS) now."""
        assert self.process
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split(f"{line}:")[1].split()[0]) * 1024


@contextmanager
def uploading(data: Path) -> Iterator[Site]:
    site = Site(data)
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with uploading(tmp_path / "data") as site:
        yield site


def test_a_program_sends_files_and_reads_them(site: Site) -> None:
    text = "Räume\r\n--für alle\r\n".encode() * 1_000
    answer = site.send([("räume.txt", text), ("leer; \"x\".csv", b"a;b\n")])
    assert answer.status_code == 303, answer.text
    links = {unquote(link.rsplit("/", 1)[1]): link for link in site.links()}
    assert set(links) == {"räume.txt", "leer; x.csv"}
    read = requests.get(site.url + links["räume.txt"], timeout=10)
    assert read.content == text
    assert read.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert read.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''r%C3%A4ume.txt" in read.headers["Content-Disposition"]
    assert read.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in read.headers["Content-Security-Policy"]
    assert site.arrivals == []


def test_an_image_loses_what_it_tells(site: Site) -> None:
    assert site.send([("bild.png", png())]).status_code == 303
    read = requests.get(site.url + site.links()[0], timeout=10)
    assert read.headers["Content-Type"] == "image/png" and read.headers["Content-Disposition"].startswith("inline;")
    assert b"Geheim" in png() and b"Geheim" not in read.content


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.pdf", b"MZ\x90\0" + bytes(100), "ein Programm"), ("plan.pdf", png(), "ein Bild (PNG)"),
        ("seite.txt", b"<!DOCTYPE html><script>alert(1)</script>", "eine Webseite"), ("leer.pdf", b"", "ist leer"),
        ("a.svg", b"<svg xmlns='x'/>", "SVG"), ("bild.png", png()[:60], "beschädigt"),
        ("bombe.png", png()[:16] + (50_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0" + bytes(60), "beschädigt"),
    ])
def test_what_is_not_what_its_name_says_is_refused(site: Site, name: str, content: bytes, words: str) -> None:
    answer = site.send([(name, content)], note="bleibt <hier>")
    assert answer.status_code in (413, 422) and words in answer.text
    assert 'value="Märchen &amp; Co"' in answer.text and "bleibt &lt;hier>" in answer.text.replace("&gt;", ">")
    assert site.stored == []


def test_two_hundred_megabytes_are_refused_and_no_field_is_lost(site: Site) -> None:
    site.send([("klein.txt", b"x")])
    before = site.memory()
    peak = [0]
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.01):
            peak[0] = max(peak[0], sum(path.stat().st_size for path in site.arrivals if path.exists()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    begin = time.monotonic()
    answer = site.send([("film.txt", bytes(HUGE))], note="bleibt")
    took = time.monotonic() - begin
    stop.set()
    watcher.join()
    assert answer.status_code == 413
    assert "größer als 20 MB" in answer.text and 'value="Märchen &amp; Co"' in answer.text and "bleibt" in answer.text
    grown = site.memory() - before
    print(f"{took:.2f} s, {grown / 1e6:.0f} MB more memory, {peak[0] / 1e6:.0f} MB of disk at most")
    assert grown < 60_000_000 and peak[0] <= 20_000_000 and site.arrivals == []


def test_who_asks_before_sending_is_told_at_once(site: Site, tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(HUGE)
    printed = subprocess.run(
        ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{size_upload}", "-H", "Expect: 100-continue", "-H",
         "Sec-Fetch-Site: same-origin", "-F", "title=x", "-F", f"files=@{huge}", site.url + "/material"],
        capture_output=True, text=True, timeout=60).stdout
    status, sent = printed.split()
    assert status == "413" and int(sent) < HUGE / 10, printed


def test_who_may_not_send_fills_no_disk(site: Site) -> None:
    answer = site.send([("a.txt", b"x" * 1_000_000)], path="/geschlossen")
    assert answer.status_code == 401 and "Märchen &amp; Co" in answer.text
    assert site.stored == []


@pytest.mark.parametrize("cut", [10, 200, 5_000])
def test_a_body_that_breaks_off_leaves_nothing(site: Site, cut: int) -> None:
    body = (b"--X\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n--X\r\nContent-Disposition: form-data; "
            b"name=\"files\"; filename=\"a.txt\"\r\n\r\n" + b"y" * 10_000)
    head = (f"POST /material HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Type: multipart/form-data; boundary=X\r\nContent-Length: {len(body)}\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.sendall(head + body[:cut])
        if cut > 1_000:
            eventually(lambda: site.arrivals, what="the beginning of a file")
    eventually(lambda: not site.arrivals, what="its end")
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.sendall(head + body)
        client.settimeout(10)
        assert client.recv(100).startswith(b"HTTP/1.1 400")
    eventually(lambda: not site.arrivals, what="its end")


def test_who_dawdles_is_let_go(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.sendall(
            f"POST /material HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nSec-Fetch-Site: same-origin\r\n"
            "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 5000\r\n\r\n".encode()
            + b"--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nbeginning")
        client.settimeout(20)
        assert client.recv(100).startswith(b"HTTP/1.1 400")
    eventually(lambda: not site.arrivals, what="the end of the file")


def test_a_file_is_read_in_parts_and_only_by_whom_it_is_for(site: Site) -> None:
    content = bytes(range(32, 127)) * 20_000
    site.send([("teile.txt", content)])
    site.send([("geheim.txt", b"geheim")], public="")
    links = site.links()
    part = next(link for link in links if "teile" in link)

    def curl(*arguments: str) -> tuple[str, bytes]:
        command = ["curl", "-s", "-D", "/dev/stderr", *arguments, site.url + part]
        result = subprocess.run(command, capture_output=True, timeout=30)
        return result.stderr.decode(), result.stdout

    head, body = curl("-r", "100-199")
    assert " 206 " in head and f"content-range: bytes 100-199/{len(content)}" in head.lower() and body == content[100:200]
    assert curl("-r", "-5")[1] == content[-5:] and curl("-r", f"{len(content) - 3}-")[1] == content[-3:]
    assert " 416 " in curl("-r", f"{len(content)}-")[0]
    head, body = curl("-I")
    assert " 200 " in head and f"content-length: {len(content)}" in head.lower()
    tag = next(line.split(": ", 1)[1].strip() for line in head.splitlines() if line.lower().startswith("etag"))
    assert " 304 " in curl("-H", f"If-None-Match: {tag}")[0]
    head, body = curl("-r", "0-9", "-H", 'If-Range: "other"')
    assert " 200 " in head and body == content
    secret = next(link for link in links if "geheim" in link)
    assert requests.get(site.url + secret, timeout=10).status_code == 404
    assert requests.get(site.url + part.replace("teile", "anders"), timeout=10).status_code == 404
    assert requests.get(f"{site.url}/dateien/{'0' * 64}/x.txt", timeout=10).status_code == 404


def test_a_good_file_waits_for_the_rest_of_its_form(site: Site) -> None:
    refused = site.send([("plan.txt", b"Plan"), ("programm.pdf", b"MZ" + bytes(100))], title="")
    assert refused.status_code == 422 and "„plan.txt“ (TXT, 1 kB) ist schon da" in refused.text
    marks = re.findall(r'name="files\.da" value="([^"]+)" checked', refused.text)
    assert len(marks) == 1 and len(site.stored) == 1 and site.links() == []
    for forged in (marks[0].replace(".text.", ".pdf."), marks[0][:-1] + "10"[marks[0][-1] == "1"]):
        answer = site.send([("neu.txt", b"Neu")], **{"files.da": forged})
        assert answer.status_code == 422 and "muss noch einmal gewählt werden" in answer.text and site.links() == []
    assert site.send([("neu.txt", b"Neu")], **{"files.da": marks[0]}).status_code == 303
    links = {unquote(link.rsplit("/", 1)[1]): link for link in site.links()}
    assert set(links) == {"plan.txt", "neu.txt"}
    assert requests.get(site.url + links["plan.txt"], timeout=10).content == b"Plan" and site.arrivals == []


def test_killed_between_file_and_row(site: Site) -> None:
    site.send([("da.txt", b"da")])
    site.stop()
    site.start(STOP_BEFORE_ROW="1")
    with pytest.raises(requests.ConnectionError):
        site.send([("neu.txt", b"neu")])
    assert site.process
    assert site.process.wait(10) == -signal.SIGKILL
    site.start()
    assert len(site.links()) == 1 and len(site.stored) == 2
    assert requests.get(site.url + site.links()[0], timeout=10).content == b"da"
    assert site.send([("neu.txt", b"neu")]).status_code == 303 and len(site.stored) == 2


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_a_person_sends_files_by_browser(site: Site, scripts: bool, tmp_path: Path) -> None:
    (tmp_path / "programm.pdf").write_bytes(b"MZ" + bytes(100))
    (tmp_path / "Übersicht.txt").write_text("Übersicht")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=scripts, locale="de").new_page()
        page.goto(site.url + "/material")
        page.get_by_label("Titel").fill("Vorlesen")
        chooser = page.get_by_label("Dateien")
        assert "jede bis 20 MB" in page.content() and ".jpg" in (chooser.get_attribute("accept") or "")
        chooser.set_input_files(tmp_path / "programm.pdf")
        page.get_by_role("button", name="Senden").click()
        page.wait_for_selector(".error-summary")
        assert page.get_by_label("Titel").input_value() == "Vorlesen" and "ein Programm" in page.content()
        page.get_by_label("Dateien").set_input_files(tmp_path / "Übersicht.txt")
        page.get_by_role("button", name="Senden").click()
        page.wait_for_selector(".files")
        browser.close()
    assert len(site.links()) == 1


def test_a_backup_holds_the_files(site: Site, engine: str, tmp_path: Path) -> None:
    """The store of a server without the demonstration is filled by hand."""
    site.send([("da.txt", b"da"), ("bild.png", png())])
    site.stop()
    files = {path.relative_to(site.data): path.read_bytes() for path in site.stored}
    server = Server(engine=engine, demo=False)
    try:
        server.run("migrate")
        plain = tmp_path / "plain"
        server.run("backup", str(plain))
        assert plain.read_bytes()[:5] in (b"SQLit", b"PGDMP"), "without files a backup is the database alone"
        for path, content in files.items():
            target = server.data / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
            hash = path.parts[-2] + path.parts[-1]
            server.query(
                f"INSERT INTO stored_file VALUES ('{hash}', {len(content)}, 'text/plain', 1000, {int(time.time())}) "
                "RETURNING hash")
        server.run("check")
        backup = tmp_path / "backup"
        server.run("backup", str(backup))
        some = server.data / next(iter(files))
        some.write_bytes(b"damaged")
        server.run("check", succeeds=False)
        some.unlink()
        server.run("check", succeeds=False)
        server.run("backup", str(tmp_path / "not-whole"), succeeds=False)
        server.run("restore", str(backup), succeeds=False)
        server.run("restore", str(backup), "--force")
        server.run("check")
        assert some.read_bytes() == files[next(iter(files))]
        server.run("restore", str(plain), "--force")
        server.run("check")
        assert not list(server.data.glob("files/restoring")) and not list(tmp_path.glob("*.part"))
    finally:
        server.remove()
