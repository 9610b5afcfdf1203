# SPDX-License-Identifier: EUPL-1.2
"""People in front of a browser: with a mouse, without JavaScript, with nothing but a keyboard."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}
FIREFOX = {"executable_path": "/usr/bin/firefox-esr", "channel": "moz-firefox"}

WIDTH = """addEventListener('load', () => {
    const page = document.documentElement, wider = page.scrollWidth - page.clientWidth
    if (wider > 0) console.error(`${wider} px wider than the screen: ${location}`)
})"""


@contextmanager
def browser(kind: str = "chromium") -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.firefox.launch(**FIREFOX) if kind == "firefox" else playwright.chromium.launch(**CHROMIUM)
        yield opened
        opened.close()


class Person:
    """Does what is to be done with mouse and keyboard, and fails on any error that the browser tells of."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.context = browser.new_context(**({"locale": "de-DE", "viewport": {"width": 1280, "height": 900}} | options))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, url: str) -> None:
        self.page.goto(url)

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Takes the first link of that name."""
        self.activate(self.page.get_by_role("link", name=name).first)

    def press(self, name: str | re.Pattern[str]) -> None:
        self.activate(self.page.get_by_role("button", name=name).first)

    def write(self, label: str | re.Pattern[str], text: str, within: str | None = None) -> None:
        place: Any = self.page.get_by_role("group", name=within, exact=True) if within else self.page
        self.enter(place.get_by_label(label).first, text)

    def tick(self, label: str | re.Pattern[str]) -> None:
        self.page.get_by_label(label).first.check()

    def choose(self, label: str) -> None:
        """One of several buttons of a choice."""
        self.page.get_by_label(label).check()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """The page says so."""
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def misses(self, text: str) -> None:
        expect(self.page.get_by_role("main")).not_to_contain_text(text)

    def leave(self) -> None:
        assert not self.complaints, self.complaints
        self.context.close()

    def activate(self, target: Locator) -> None:
        target.click()
        self.page.wait_for_load_state()

    def enter(self, field: Locator, text: str) -> None:
        field.fill(text)


class Walker(Person):
    """Sees to it that no page is wider than the screen and none complains, and counts what a person has to do.

    What each act takes is the keystroke-level model's (Card, Moran, Newell 1980), for an average typist who thinks
    before each click; silent reading is 238 words a minute (Brysbaert 2019).
    """

    key, click, word = 0.28, 0.4 + 1.35 + 1.1 + 0.2, 60 / 238

    def __init__(self, browser: Browser, **options: Any) -> None:
        super().__init__(browser, **options)
        self.clicks = self.keys = self.words = 0
        self.context.add_init_script(WIDTH)
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)

    def activate(self, target: Locator) -> None:
        self.scroll_to(target)
        super().activate(target)
        self.clicks += 1

    def enter(self, field: Locator, text: str) -> None:
        self.scroll_to(field)
        super().enter(field, text)
        self.clicks += 1
        self.keys += len(text)

    def scroll_to(self, target: Locator) -> None:
        """One key a screen."""
        box, height = target.bounding_box(), self.page.viewport_size["height"]  # type: ignore[index]
        if box:
            self.keys += math.ceil(max(0.0, box["y"] + box["height"] - height, -box["y"]) / height)

    def peruse(self, text: Locator) -> str:
        self.words += len(text.inner_text().split())
        return text.inner_text()

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text, timeout=20_000)

    @property
    def seconds(self) -> float:
        return self.clicks * self.click + self.keys * self.key + self.words * self.word


class KeyboardPerson(Person):
    """Never touches the mouse, and always sees where the focus is."""

    longest_way = 250

    def activate(self, target: Locator) -> None:
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def enter(self, field: Locator, text: str) -> None:
        self.reach(field)
        kind = field.get_attribute("type")
        if kind == "date":  # Chromium's field takes the month first
            year, month, day = text.split("-")
            self.page.keyboard.type(month + day + year)
        elif kind == "time":
            hour, minute = map(int, text.split(":"))
            self.page.keyboard.type(f"{(hour + 11) % 12 + 1:02}{minute:02}{'PM' if hour >= 12 else 'AM'}")
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        assert field.input_value() == text

    def tick(self, label: str | re.Pattern[str]) -> None:
        box = self.page.get_by_label(label).first
        self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, label: str) -> None:
        button = self.page.get_by_label(label)
        # One tab stop a group of radio buttons; arrows go on from there.
        group = self.page.locator(f"input[name='{button.get_attribute('name')}']")
        self.reach(next((one for one in group.all() if one.is_checked()), group.first))
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if button.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert button.is_checked()

    def reach(self, target: Locator) -> None:
        """Tabs from where the focus is to the target."""
        target.wait_for()
        for _ in range(self.longest_way):
            if target.evaluate("element => element === document.activeElement"):
                assert self.sees_focus(), target
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"cannot be reached by keyboard: {target}")

    def sees_focus(self) -> bool:
        return bool(
            self.page.evaluate(
                """() => {
                    const style = getComputedStyle(document.activeElement)
                    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
                        || style.boxShadow !== 'none'
                }"""))


def sign_in(person: Person, link: str) -> None:
    person.open(link)
    person.press("Jetzt anmelden")
