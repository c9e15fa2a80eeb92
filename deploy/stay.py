"""Holds a town's home for as long as the town runs, and leaves nothing running behind, however it ends."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from deploy.processes import alone_in, end_orphans
from deploy.watch import Watch

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def watching(home: Path, say: Callable[[str], None]) -> Iterator[Watch]:
    """Alone in this home, with what an earlier run left behind ended; everything started is stopped at the end, also
    when somebody presses Ctrl-C, closes the terminal or asks us to end."""
    with alone_in(home):
        if orphans := end_orphans(home / "run"):
            say(f"An earlier run was killed and left {', '.join(orphans)} behind: ended.")
        watch = Watch(home / "run", say)
        before = {number: signal.signal(number, _stop) for number in _STOPPING}
        try:
            yield watch
        finally:
            _listen_no_more()
            watch.stop()
            for number, handler in before.items():
                signal.signal(number, handler)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Heard once: a second Ctrl-C does not leave half of the town behind."""
    _listen_no_more()
    raise KeyboardInterrupt


def _listen_no_more() -> None:
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)
