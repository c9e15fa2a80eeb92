"""The browser of the tests: the system's Chromium, or Playwright's own where the system has none a program can drive."""

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.doors import LAN, SOURCE, HandPulse

PROGRAMS = ("chromium", "google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; each test opens a context of its own in it."""
    found = (path for name in PROGRAMS if (path := shutil.which(name)) and not path.startswith("/snap/"))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=next(found, None), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def entered(app: FastAPI, browser: Browser, width: int, **who: Any) -> Iterator[Page]:
    """The first page of an application for somebody who logged in (the made-up Lan, but for what `who` says otherwise), in a
    window of this width (px)."""
    with served(app) as address:
        context = browser.new_context(viewport={"width": width, "height": 800}, base_url=address)
        cookie = app.state.door.sessions.open(msgspec.structs.replace(LAN, **who))
        context.add_cookies([{"name": f"trove-{SOURCE}", "value": cookie, "url": address}])
        page = context.new_page()
        page.goto("/")
        yield page
        context.close()


@contextmanager
def served(app: FastAPI, pulse: HandPulse | None = None) -> Iterator[str]:
    """The application at an address of its own, as long as it is looked at; `pulse` beats in its loop."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=2))

    async def serve() -> None:
        if pulse is not None:
            pulse.loop = asyncio.get_running_loop()
        await server.serve()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
