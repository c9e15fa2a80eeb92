"""When something was true: an instant, a day, only a month or a year, an interval, or not known."""

from datetime import UTC, date, datetime
from enum import StrEnum

import msgspec


class Precision(StrEnum):
    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


class When(msgspec.Struct, frozen=True, gc=False):
    """`start` as exact as `precision` says (ISO 8601: an instant in UTC, `2023-05-05`, `2023-05`, `2023`); `end` for
    intervals only; both None when unknown. What the ledger adds (`at`) is when we wrote it down: the other clock."""

    precision: Precision
    start: str | None = None
    end: str | None = None

    @classmethod
    def instant(cls, moment: datetime) -> "When":
        if moment.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return cls(Precision.INSTANT, stamp(moment))

    @classmethod
    def day(cls, day: date) -> "When":
        return cls(Precision.DAY, day.isoformat())

    @classmethod
    def unknown(cls) -> "When":
        return cls(Precision.UNKNOWN)


def stamp(moment: datetime) -> str:
    """An instant as every entry writes it: UTC, microseconds, always 27 characters, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
