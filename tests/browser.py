"""The browser of the tests: the system's Chromium, or Playwright's own where the system has none a program can drive."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

PROGRAMS = ("chromium", "google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; each test opens a context of its own in it."""
    found = (path for name in PROGRAMS if (path := shutil.which(name)) and not path.startswith("/snap/"))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=next(found, None), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
