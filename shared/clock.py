"""The town's clock: real time, unless the demo or a test has set another day for all instances together."""

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

TOWN = ZoneInfo("Asia/Ho_Chi_Minh")


def local(moment: datetime) -> datetime:
    """An instant as the town's wall clock shows it."""
    return moment.astimezone(TOWN)


def day_over(day: date) -> datetime:
    """The first moment that is no longer of this day in town."""
    return datetime(day.year, day.month, day.day, tzinfo=TOWN) + timedelta(days=1)


def real() -> datetime:
    return datetime.now(UTC)


def town_clock(path: Path | None) -> Callable[[], datetime]:
    """A clock that follows the file at `path` (`{"offset_seconds": n}`; no file: real time), looked at five times a
    second at most. Never used for tokens or TLS."""
    if path is None:
        return real
    offset, looked = timedelta(0), -1.0

    def now() -> datetime:
        nonlocal offset, looked
        if (at := time.monotonic()) - looked >= 0.2:
            offset, looked = read_offset(path), at
        return real() + offset

    return now


def read_offset(path: Path) -> timedelta:
    try:
        return timedelta(seconds=float(json.loads(path.read_text("utf-8"))["offset_seconds"]))
    except FileNotFoundError:
        return timedelta(0)


def set_clock(path: Path, moment: datetime | None) -> None:
    """Set the town's time to `moment` (None: real again), for everybody who follows this file."""
    offset = (moment - real()).total_seconds() if moment else 0.0
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"offset_seconds": offset}), "utf-8")
    fresh.replace(path)
