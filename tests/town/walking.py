"""An officer at a browser of their own: what is pressed, typed and seen, in the words of the page."""

import io
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, ViewportSize
from pypdf import PdfReader

from shared.clock import TOWN, set_clock
from tests.town.keyboard import by_keyboard, follows
from tests.town.running import RunningTown, passwords

PICTURES = Path(os.environ.get("TROVE_PICTURES", "build/pictures"))
DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
TALLEST = 6000
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""A window that just grew shows its lower part only once it was drawn."""
HOP = 30.0
"""Seconds in which a case comes from one agency to the next."""
COMMON = ("reporting", "notifications")


@dataclass
class Walk:
    """One walk through the town: its officers, its pictures, and everything that was wrong on any page."""

    browser: Browser
    town: RunningTown
    secrets: tuple[str, ...]
    pictures: Path = PICTURES
    code: str = ""
    wrong: list[str] = field(default_factory=list)
    taken: int = 0

    def day(self, later: int = 0) -> str:
        """The town's day as it is typed here."""
        return f"{self.town.today + timedelta(days=later):%d/%m/%Y}"

    def on(self, year: int, month: int, day: int) -> None:
        """From now on it is this day in the town, in the morning. Days only go by."""
        set_clock(self.town.clock, datetime(year, month, day, 9, tzinfo=TOWN))
        time.sleep(0.5)

    def desk(self, username: str, service: str) -> "AtDesk":
        """An officer who just came in."""
        return AtDesk(self, username).comes_to(service)

    def look(self, page: Page) -> None:
        """The title and the address of a page name nobody."""
        shown = {"address": page.url, "title": page.title()}
        self.wrong += [
            f"a name in the {what}" for what, said in shown.items() if any(name in said for name in self.secrets)
        ]

    def console(self, said: ConsoleMessage) -> None:
        refused = "status of 4" in said.text  # a refused form is answered with its own page, and a status that says so
        if said.type == "error" and not refused:
            self.wrong.append(f"console: {said.text[:120]}")

    def picture(self, page: Page, name: str, *, phone: bool) -> None:
        """The whole page as it is, and for `phone` also as a telephone shows it: there it must fit."""
        self.taken += 1
        self.pictures.mkdir(parents=True, exist_ok=True)
        self._shoot(page, f"{self.taken:02d}-{name}.png")
        if phone:
            page.set_viewport_size(PHONE)
            if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                self.wrong.append(f"{name} runs {over} px over a phone")
            self._shoot(page, f"{self.taken:02d}-{name}-360.png")
            page.set_viewport_size(DESK)

    def _shoot(self, page: Page, name: str) -> None:
        """All of the page, or its first screens where it is a list of hundreds: a window that high, for Chromium lays out
        all of a "full page" however much of it is cut away afterwards."""
        width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        seen = page.viewport_size or DESK
        page.set_viewport_size(ViewportSize(width=width, height=min(height, TALLEST)))
        page.evaluate(PAINTED)
        page.screenshot(path=self.pictures / name, timeout=60_000)  # a busy machine draws slowly; nobody waits for it
        page.set_viewport_size(seen)


class AtDesk:
    """One officer, logged in as in life. Everything is found by the words on the page."""

    def __init__(self, walk: Walk, username: str) -> None:
        self.walk, self.username, self.line = walk, username, ""
        self.agency = next(user.agency for user in walk.town.profile.users if user.username == username)
        self.page = walk.browser.new_context(viewport=DESK, locale="vi-VN").new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", walk.console)
        self.page.on("pageerror", lambda error: walk.wrong.append(f"script: {str(error)[:120]}"))

    # Coming in

    def comes_to(self, service: str) -> "AtDesk":
        """The front page of a service of this officer's agency, through Keycloak's own page where it asks."""
        source = next(
            i.source
            for i in self.walk.town.profile.instances
            if i.service == service and (service in COMMON or i.agency == self.agency)
        )
        self.origin = self.walk.town.story.origin(source)
        self.page.goto(self.origin + "/")
        if self.page.locator("#password").count():
            self.page.fill("#username", self.username)
            self.page.fill("#password", passwords(self.walk.town)[self.username])
            self.page.keyboard.press("Enter")
            self.page.wait_for_url(self.origin + "/**")
        return self._seen()

    def opens(self, code: str, queue: str | None = None) -> "AtDesk":
        """The case, from the queue where it must lie; waited for while it travels. `line` is what the queue says of it."""
        deadline = time.monotonic() + HOP
        while True:
            self.page.goto(self.origin + "/")
            if queue:
                self.menu(queue)
            line, further = (self.page.locator("main").get_by_role("link", name=name) for name in (code, "Xem tiếp"))
            while not line.count() and further.count():
                self._follow(further)
            if line.count():
                break
            assert time.monotonic() < deadline, f"no case for {self.username} in {queue or 'the first queue'}"
            time.sleep(0.2)
        row = line.first.locator("xpath=ancestor::tr[1]")
        self.line = " ".join(row.inner_text().split()) if row.count() else ""
        return self._follow(line.first)

    def searches(self, words: str) -> "AtDesk":
        """What is typed into the box in the head of every page."""
        self.page.fill("#search", words)
        return self._follow(self.page.get_by_role("search").get_by_role("button"))

    def again_until(self, words: str) -> "AtDesk":
        """The same page, asked again until it says so: something is on its way."""
        deadline = time.monotonic() + HOP
        while words not in self.text():
            assert time.monotonic() < deadline, f"{self.username} never saw “{words}” at {self.path()}"
            time.sleep(0.2)
            self.page.goto(self.page.url.partition("?")[0])
        return self

    # Pressing and typing

    def menu(self, label: str) -> "AtDesk":
        return self._follow(self._menu(label))

    def press(self, label: str) -> "AtDesk":
        """The first link or button whose words begin so."""
        begins = re.compile(f"^\\s*{re.escape(label)}")
        return self._follow(self.page.locator("main").locator("a, button").filter(has_text=begins).first)

    def fill(self, label: str, text: str) -> "AtDesk":
        self._field(label).fill(text)
        return self

    def pick(self, label: str, *options: str) -> "AtDesk":
        """Choices of a list, or of round or square boxes."""
        group = self.page.get_by_role("group", name=re.compile("^" + re.escape(label))).first
        for option in options:
            if group.count():
                group.first.get_by_label(option, exact=True).check()
            else:
                self._field(label).select_option(label=option)
        return self

    def tick(self, label: str) -> "AtDesk":
        self._field(label).check()
        return self

    def row(self, number: int, said: Mapping[str, str]) -> "AtDesk":
        """A row of a form with rows: what is chosen or typed in it."""
        row = self.page.locator("fieldset.row").nth(number)
        for label, word in said.items():
            field = row.get_by_label(label)
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(label=word)
            else:
                field.fill(word)
        return self

    def unfolds(self) -> "AtDesk":
        """What a form asks for only of whoever wants to say more."""
        self.page.locator("main form details.more > summary").first.click()
        return self

    def of(self, words: str, label: str = "Mở") -> "AtDesk":
        """The link of these words in the line of a table, or of a list, that is about so and so."""
        return self._follow(self._line(words).get_by_role("link", name=re.compile("^" + re.escape(label))).first)

    def under(self, heading: str, label: str) -> str:
        """Where the first link of these words after a heading leads."""
        titled = self.page.locator("main").locator("h2, h3").filter(has_text=heading).first
        link = titled.locator(f"xpath=following::a[starts-with(normalize-space(), '{label}')]").first
        return urljoin(self.page.url, link.get_attribute("href"))

    def types_by_keyboard(self, typed: Mapping[str, str]) -> "AtDesk":
        """The form filled in and sent with the keyboard alone."""
        by_keyboard(self.page, typed)
        return self._seen()

    def follows_by_keyboard(self, label: str) -> "AtDesk":
        """A link of the page or of its menu, come to with Tab."""
        follows(self.page, label)
        return self._seen()

    def leaves_quickly(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Escape")
        self.page.wait_for_url("**/calendar")

    def entry(self, words: str) -> "AtDesk":
        """The entry whose line of the timeline says so."""
        return self._follow(self.page.locator(".timeline li").filter(has_text=words).first.locator("a.entry"))

    def paper(self, label: str, about: str = "") -> bytes:
        """A paper, printed from its link on the page (in the line about so and so), or from its form as it stands there."""
        place = self._line(about) if about else self.page.locator("body")
        link, button = (place.get_by_role(kind, name=label, exact=True) for kind in ("link", "button"))
        return self.paper_at(
            link.first.get_attribute("href") if link.count() else button.evaluate("b => b.form.action")
        )

    def paper_at(self, address: str | None) -> bytes:
        answer = self.page.context.request.get(urljoin(self.page.url, address))
        assert answer.ok, f"{address}: {answer.status}"
        return answer.body()

    def reads(self, label: str, about: str = "") -> str:
        """What stands on such a paper."""
        return words_of(self.paper(label, about))

    # Seeing

    def text(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    def sees(self, *words: str) -> "AtDesk":
        seen = self.text()
        missing = [word for word in words if word not in seen]
        assert not missing, f"{self.username} does not see {missing} at {self.path()}:\n{seen}"
        return self

    def sees_not(self, *words: str) -> "AtDesk":
        shown = sum(word in self.text() for word in words)
        assert not shown, f"{self.username} sees {shown} words too many at {self.path()}"
        return self

    def next_step(self) -> str:
        """What the page urges: the one filled button among the steps."""
        urged = self.page.locator(".tasks .button:not(.quiet, [aria-disabled])")
        assert urged.count() <= 1, f"{self.username} is urged to do {urged.count()} things at once"
        return urged.inner_text() if urged.count() else ""

    def urged(self) -> list[str]:
        """What a page of the plan's work urges: the filled buttons."""
        return self.page.locator("main .ways .button:not(.quiet, .small, [aria-disabled])").all_inner_texts()

    def counts(self, queue: str) -> int:
        """What the navigation says of a queue."""
        return int(self._menu(queue).locator(".count").inner_text().split()[-1])

    def fault_at(self, label: str) -> str:
        """What is said beside a field."""
        fault = self._field(label).locator("xpath=ancestor::*[contains(@class,'field')][1]").locator(".fault")
        return fault.inner_text().strip() if fault.count() else ""

    def value(self, label: str) -> str:
        """What stands in a field: a text, or the words of what is chosen."""
        return str(self._field(label).evaluate("e => e.selectedOptions ? e.selectedOptions[0].textContent : e.value"))

    def choice(self, label: str, begins: str) -> str:
        """The whole words of the choice that begins so."""
        group = self.page.get_by_role("group", name=re.compile("^" + re.escape(label))).first
        offered = group.first.locator("label") if group.count() else self._field(label).locator("option")
        return offered.filter(has_text=re.compile("^\\s*" + re.escape(begins))).first.inner_text().strip()

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def picture(self, name: str, *, phone: bool = False) -> "AtDesk":
        self.walk.picture(self.page, name, phone=phone)
        return self

    def shown(self, name: str) -> "AtDesk":
        """A picture of the page on a desk, and one on a phone."""
        return self.picture(name, phone=True)

    def _line(self, words: str) -> Locator:
        return self.page.locator("main").locator("tbody tr, li").filter(has_text=words).first

    def _menu(self, label: str) -> Locator:
        return self.page.locator("nav.side").get_by_role("link", name=re.compile("^" + re.escape(label))).first

    def _field(self, label: str) -> Locator:
        return self.page.locator("main").get_by_label(re.compile("^" + re.escape(label))).first

    def _follow(self, pressed: Locator) -> "AtDesk":
        """A click returns before the page it leads to has come: for a moment there is no page at all (seen)."""
        with self.page.expect_navigation():
            pressed.click()
        return self._seen()

    def _seen(self) -> "AtDesk":
        self.walk.look(self.page)
        return self


def words_of(pdf: bytes) -> str:
    """All that is to be read in a paper, in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
