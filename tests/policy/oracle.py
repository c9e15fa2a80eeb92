"""Deadlines counted by somebody else: this file imports nothing of ours.

Source: the library `holidays` (github.com/vacanza/holidays, 0.108, MIT), whose Vietnam follows Labour Code 2019 art. 111 and
112 and the swaps published by the Government Office. Where it and the announcements differ, `DIFFERS` says so, with the
announcement. Here a deadline is a place in one long list of working days; the product walks from day to day.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from itertools import count, islice

import holidays

YEARS = range(2022, 2027)
DIFFERS = {
    date(2026, 1, 2): (False, "given free by 12729/VPCP-KGVX of 25/12/2025; the library has no such swap"),
    date(2026, 1, 10): (True, "worked for 02/01 by the same letter"),
}
"""Day → whether it is worked, and why we do not believe the library."""
UNDECIDED = (date(2026, 11, 23), date(2026, 11, 28))
"""A swap around 24/11/2026 was proposed; neither the library nor any report we found knows a decision."""
VIETNAM = holidays.country_holidays("VN", years=YEARS)


def is_worked(day: date) -> bool:
    return DIFFERS[day][0] if day in DIFFERS else VIETNAM.is_working_day(day)


FIRST = date(YEARS[0], 1, 1)
WORKED = [d for n in range((date(YEARS[-1] + 1, 1, 1) - FIRST).days) if is_worked(d := FIRST + timedelta(days=n))]


def last_day(kind: str, length: int, start: date, stopped: Collection[date] = ()) -> date | None:
    """The last day of `length` calendar days, working days or months after `start`, on which the days in `stopped` do not
    count; None when it runs out of what is known."""
    if kind == "working_days":
        after = (day for day in WORKED[bisect_right(WORKED, start) :] if day not in stopped)
        used_up = next(islice(after, length - 1, None), None)
        asked_from = start + timedelta(days=1)
    else:
        run = length if kind == "calendar_days" else (_same_day(start, length) - start).days
        counted = (day for n in count(1) if (day := start + timedelta(days=n)) not in stopped)
        used_up = next(islice(counted, run - 1, None)) if stopped else start + timedelta(days=run)
        asked_from = used_up
    if used_up is None or start < FIRST:
        return None
    end = next((day for day in WORKED[bisect_left(WORKED, used_up) :] if day not in stopped), None)
    unsure = end is None or any(asked_from <= day <= end for day in UNDECIDED)
    return None if unsure else end


def _same_day(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
