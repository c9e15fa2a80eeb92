"""Open pages are told what waits by now: each officer by their own rights, each page once, until the session ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import msgspec
import psycopg
import pytest

from shared.kernel.people import Actor
from shared.testing import StillClock
from shared.web import live as room
from shared.web.live import ENDED, Live
from shared.web.pages import Link, Menu, Surroundings
from tests.web.doors import LAN, HandPulse, Moving, SessionsInMemory, app, browser, door, logged_in, sessions

PATIENCE = 5.0


class Desk:
    """A queue of two agencies, each officer sees the own; and a bell."""

    def __init__(self) -> None:
        self.clock, self.town, self.pulse, self.asked = Moving(), StillClock(date(2023, 5, 8)), HandPulse(), 0
        self.queue: dict[str, list[str]] = {"police": ["one"], "labour": []}
        self.away, self.refused = False, 0
        self.sessions: SessionsInMemory = sessions(self.clock)
        around = Surroundings("Thị xã Hương Trà", "Công an thị xã", self._menu, self._bell)
        self.live = Live(door(sessions=self.sessions, around=around, clock=self.town), self.pulse)

    def _menu(self, actor: Actor) -> list[Menu]:
        self.asked += 1
        if self.away:
            self.refused += 1
            raise psycopg.OperationalError("terminating connection")
        mine = self.queue[actor.agency]
        return [
            Menu("Việc", [Link("Chờ", "/?queue=take", len(mine), "late" in mine, frozenset(mine)), Link("Số", "/x")])
        ]

    def _bell(self, _: Actor) -> Link:
        return Link("Thông báo", "http://notices", len(self.queue["police"]), keys=frozenset(self.queue["police"]))

    def page(self, agency: str = "police", shown: str = "/?queue=take", **more: Any) -> AsyncIterator[bytes]:
        visit = msgspec.structs.replace(LAN, agency=agency, sub=f"sub-{agency}", **more)
        return self.live.follow(self.sessions.open(visit), shown)


async def said(page: AsyncIterator[bytes]) -> Any:
    """The next words, as the page reads them; None when the line is closed."""
    while True:
        try:
            words = await asyncio.wait_for(anext(page), PATIENCE)
        except StopAsyncIteration:
            return None
        if words.startswith(b"data: "):
            return msgspec.json.decode(words[6:])
        if words == ENDED:
            return "ended"


async def until(true: Callable[[], object]) -> None:
    async def waited() -> None:
        while not true():  # noqa: ASYNC110 - what is waited for is nobody's event
            await asyncio.sleep(0.01)

    await asyncio.wait_for(waited(), PATIENCE)


def run(story: Callable[[Desk], Awaitable[None]]) -> None:
    async def told() -> None:
        await story(Desk())

    asyncio.run(told())


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PAUSE", 0.01)


def test_a_page_is_told_its_counts_at_once_and_again_when_they_change() -> None:
    async def story(desk: Desk) -> None:
        page = desk.page()
        assert (await said(page))["counts"] == {"/?queue=take": '<span class="count">1</span>', "bell": "1"}
        desk.queue["police"] = ["one", "late"]
        desk.pulse.beat()
        told = (await said(page))["counts"]["/?queue=take"]
        assert "count late" in told
        assert told.endswith("2</span>")

    run(story)


def test_the_list_that_is_read_is_told_what_it_holds_and_no_other() -> None:
    async def story(desk: Desk) -> None:
        reading, elsewhere, notices = desk.page(), desk.page(shown=""), desk.page(shown="bell")
        assert (await said(reading))["list"] == ["one"]
        assert "list" not in await said(elsewhere)
        assert (await said(notices))["list"] == ["one"]
        desk.queue["police"] = [f"case-{n}" for n in range(501)]
        desk.pulse.beat()
        assert "list" not in await said(reading)

    run(story)


def test_each_officer_is_told_by_their_own_rights_and_one_officer_s_pages_are_counted_once() -> None:
    async def story(desk: Desk) -> None:
        pages = [desk.page("labour"), *(desk.page() for _ in range(20))]
        told = await asyncio.gather(*map(said, pages))
        assert [page["counts"]["/?queue=take"][-8:] for page in told] == ["0</span>", *["1</span>"] * 20]
        before = desk.asked
        desk.queue["police"].append("two")
        desk.pulse.beat()
        await asyncio.gather(*map(said, pages[1:]))
        assert desk.asked - before == 2

    run(story)


def test_nothing_is_said_when_nothing_changed_and_nothing_is_asked_while_nothing_happens() -> None:
    async def story(desk: Desk) -> None:
        page = desk.page()
        await said(page)
        desk.pulse.beat()
        await until(lambda: desk.asked == 2)
        for _ in range(5):
            desk.pulse.beat(changed=0)
            await until(lambda: not desk.live._wake.is_set())
        assert desk.asked == 2
        desk.queue["police"] = []
        desk.pulse.beat()
        assert (await said(page))["counts"]["bell"] == "0"

    run(story)


def test_a_line_ends_with_its_session_and_keeps_none_alive() -> None:
    async def story(desk: Desk) -> None:
        page = desk.page()
        await said(page)
        desk.clock.pass_(timedelta(minutes=20))
        desk.pulse.beat()
        desk.clock.pass_(timedelta(minutes=11))
        desk.queue["police"] = ["nobody may hear this"]
        desk.pulse.beat()
        assert await said(page) == "ended"
        assert await said(page) is None

    run(story)


def test_a_closed_session_is_noticed_although_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LOOK", 0.05)

    async def story(desk: Desk) -> None:
        name = desk.sessions.open(LAN)
        page = desk.live.follow(name, "")
        await said(page)
        desk.sessions.close(name)
        await asyncio.sleep(2 * room.LOOK)
        desk.pulse.beat(changed=0)
        assert await said(page) == "ended"

    run(story)


def test_nobody_without_a_session_is_told_anything() -> None:
    async def story(desk: Desk) -> None:
        page = desk.live.follow("made up", "")
        assert await said(page) == "ended"

    run(story)


def test_while_the_database_is_away_pages_stay_as_they_are_and_are_told_afterwards() -> None:
    async def story(desk: Desk) -> None:
        page = desk.page()
        await said(page)
        desk.away, desk.queue["police"] = True, []
        desk.pulse.beat()
        await until(lambda: desk.refused)
        desk.away = False
        desk.pulse.beat(changed=0)
        assert (await said(page))["counts"]["bell"] == "0"

    run(story)


def test_the_day_that_changes_is_news() -> None:
    async def story(desk: Desk) -> None:
        page = desk.page()
        await said(page)
        desk.town.set(date(2023, 5, 9))
        desk.queue["police"] = ["late"]
        desk.pulse.beat(changed=0)
        assert "late" in (await said(page))["counts"]["/?queue=take"]

    run(story)


def test_a_line_still_beats_while_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BEAT", 0.02)

    async def story(desk: Desk) -> None:
        page = desk.page()
        await said(page)
        assert await asyncio.wait_for(anext(page), PATIENCE) == b":\n\n"

    run(story)


def test_when_the_process_ends_every_line_ends_and_a_new_one_too() -> None:
    async def story(desk: Desk) -> None:
        page = desk.page()
        await said(page)
        desk.live.end()
        assert await said(page) is None
        assert await said(desk.page()) is None

    run(story)


def test_the_last_page_that_closes_ends_the_rounds() -> None:
    async def story(desk: Desk) -> None:
        page = desk.page()
        await said(page)
        await page.aclose()  # type: ignore[attr-defined]
        desk.pulse.beat()
        rounds = desk.live._rounds
        assert rounds is not None
        await until(rounds.done)

    run(story)


def test_a_browser_that_may_hear_nothing_does_not_ask_again() -> None:
    the_app = app()
    assert logged_in(the_app).get("/live").status_code == 204  # nothing is told by this process
    assert browser(the_app).get("/live").status_code == 204
