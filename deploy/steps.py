"""Shows a person what is being done right now, what is done, and how long it took."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.status import Status


class Steps:
    """Several steps may be under way at the same time; each is printed when it is done."""

    def __init__(self, console: Console) -> None:
        self._say = partial(console.print, highlight=False, soft_wrap=True)
        self._open: list[str] = []
        self._turn = threading.Lock()
        self._status: Status = console.status("")

    @contextmanager
    def step(self, words: str) -> Iterator[list[str]]:
        """What is appended to the yielded list is printed behind the words."""
        began, more = time.monotonic(), list[str]()
        self._show(words, opened=True)
        try:
            yield more
        except BaseException:
            self._say(f"[red]✗[/] {words}")
            raise
        finally:
            self._show(words, opened=False)
        behind = " ".join(more)
        self._say(f"[green]✓[/] {words} [dim]{time.monotonic() - began:.1f} s[/] {behind}")

    def _show(self, words: str, *, opened: bool) -> None:
        with self._turn:
            (self._open.append if opened else self._open.remove)(words)
            self._status.update(", ".join(self._open) + " …")
            if self._open:
                self._status.start()
            else:
                self._status.stop()
