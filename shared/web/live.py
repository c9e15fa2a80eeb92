"""Tells open pages what stands around them by now: how much waits in each queue, how many notices are unread, what came to
the list that is being read. Server-sent events (WHATWG HTML, 9.2); a page that does not listen stays as it was."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Protocol

import msgspec
from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from shared.kernel.people import Actor
from shared.web.pages import Link
from shared.web.problems import AWAY

if TYPE_CHECKING:
    from shared.web.door import Door

live = APIRouter(include_in_schema=False)
PAUSE, SHARE, LONGEST = 0.5, 4, 3.0
"""Seconds between two rounds: at least PAUSE, SHARE times as long as the round took, but no longer than LONGEST."""
LOOK = 30.0
"""Seconds until it is noticed that a session ended although nothing happened."""
BEAT = 25.0
"""Seconds after which a silent line says that it is still there."""
ENDED = b"event: ended\ndata:\n\n"
MOST = 500
"""Of so many lines of a list it is said which are new; a longer one only has its count."""


class Pulse(Protocol):
    """`shared.pulse.Pulse`, as far as it is needed here."""

    changes: int

    def watcher(self) -> asyncio.Event: ...


@dataclass(eq=False)
class Line:
    """One open page: the name of its session, and the list that is shown there, as the menu calls it."""

    session: str
    shown: str
    message: bytes = b""
    seen: tuple[int, date] | None = None
    over: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, message: bytes) -> None:
        if message != self.message:
            self.message = message
            self.news.set()

    def end(self, last: bytes = b"") -> None:
        """No more is told after these words. A browser that was not told that the session ended comes again."""
        self.message, self.over = last, True
        self.news.set()


class Live:
    """All open pages of one process. While there are any, one task looks after them: nobody asks the database for each."""

    def __init__(self, door: "Door", pulse: Pulse) -> None:
        self._door, self._pulse = door, pulse
        self._count = door.pages.environment.get_template("look.html").module.count  # type: ignore[attr-defined]
        self._lines: set[Line] = set()
        self._wake = pulse.watcher()
        self._rounds: asyncio.Task[None] | None = None
        self._over = False

    async def follow(self, session: str, shown: str) -> AsyncIterator[bytes]:
        """What is said to one page until it closes or its session ends."""
        self._lines.add(line := Line(session, shown, over=self._over))
        self._wake.set()
        if self._rounds is None or self._rounds.done():
            self._rounds = asyncio.create_task(self._go_round())
        try:
            yield b"retry: 10000\n\n"
            while not line.over:
                try:
                    await asyncio.wait_for(line.news.wait(), BEAT)
                except TimeoutError:
                    yield b":\n\n"
                    continue
                line.news.clear()
                yield line.message
        finally:
            self._lines.discard(line)

    def end(self) -> None:
        """The process ends: so does every line, or the server would wait for them."""
        self._over = True
        self._leave()

    def _leave(self) -> None:
        for line in self._lines:
            line.end()

    async def _go_round(self) -> None:
        looked = time.monotonic()
        try:
            while self._lines:
                await self._wake.wait()
                self._wake.clear()
                began, now = time.monotonic(), (self._pulse.changes, self._door.today())
                due = {line for line in self._lines if line.seen != now}
                if due or began - looked > LOOK:
                    looked = began
                    await self._look(frozenset(self._lines), due, now)
                    await asyncio.sleep(min(max(PAUSE, SHARE * (time.monotonic() - began)), LONGEST))
        finally:
            self._leave()  # whatever went wrong: nobody waits for words that never come

    async def _look(self, lines: Collection[Line], due: Collection[Line], now: tuple[int, date]) -> None:
        """While the database is away the pages stay as they are; it is asked again at the next beat."""
        try:
            said = await run_in_threadpool(self._messages, lines, due)
        except AWAY:
            return
        for line, message in said.items():
            line.seen = now
            line.end(ENDED) if message is None else line.tell(message)

    def _messages(self, lines: Collection[Line], due: Collection[Line]) -> Mapping[Line, bytes | None]:
        """For each page what it is told, None when its session has ended. One officer's figures are counted once."""
        visits = self._door.sessions.running({line.session for line in lines})
        said: dict[Line, bytes | None] = {line: None for line in lines if line.session not in visits}
        here = sorted((line for line in due if line.session in visits), key=lambda line: visits[line.session].sub)
        for actor, theirs in groupby(here, key=lambda line: visits[line.session].actor):
            links = self._links(actor)
            said |= {line: self._message(links, line.shown) for line in theirs}
        return said

    def _links(self, actor: Actor) -> Mapping[str, Link]:
        """Everything that has a count around this officer's pages, under the name it has there; rights are asked anew."""
        around = self._door.around
        links = {link.href: link for menu in around.menu(actor) for link in menu.links}
        bell = around.bell(actor)
        return links | ({"bell": bell} if bell else {})

    def _message(self, links: Mapping[str, Link], shown: str) -> bytes:
        counts = {
            name: str(self._count(link.count, link.late)) for name, link in links.items() if link.count is not None
        }
        if "bell" in counts:
            counts["bell"] = str(links["bell"].count)
        keys = links[shown].keys if shown in links else None
        told = {"counts": counts} | ({} if keys is None or len(keys) > MOST else {"list": sorted(keys)})
        return b"data: %s\n\n" % msgspec.json.encode(told)


@live.get("/live")
async def follow(request: Request, shown: Annotated[str, Query(alias="list")] = "") -> Response:
    """The line of one page. Whose session it is turns out in the first round: a line that ends at once is no fault."""
    lines: Live | None = request.app.state.live
    session = request.cookies.get(request.app.state.door.sessions.cookie)
    if lines is None or not session:
        return Response(status_code=204)  # a browser does not ask again
    return StreamingResponse(lines.follow(session, shown), media_type="text/event-stream")
