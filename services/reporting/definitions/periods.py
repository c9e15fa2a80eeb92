"""The usual periods of reports by their names, with the cut-offs that the rules of reporting name (`periods.yaml`)."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_NAMED = re.compile(r"([a-z_0-9]{1,20})-(\d{4})(?:-(\d{2}))?")
MONTH = "month"
HALVES = ("first_half", "second_half")


class Period(NamedTuple):
    """From a day to a day, with both."""

    since: date
    until: date


@cache
def usual() -> Mapping[str, Any]:
    """The file, as it stands."""
    found: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return found


def period(name: str) -> Period:
    """The days of `first_half-2023` or `month-2023-05`. Raises `LookupError` where there is no such period."""
    if not (said := _NAMED.fullmatch(name)):
        raise LookupError(name)
    kind, year, month = said[1], int(said[2]), said[3]
    try:
        return _month(year, int(month)) if kind == MONTH and month else _of(usual()["periods"][kind], year)
    except ValueError as none:
        raise LookupError(name) from none


def half_of(day: date) -> Period:
    """The half year in which a day lies: the one its reports are about next."""
    halves = (_of(usual()["periods"][half], year) for year in (day.year, day.year + 1) for half in HALVES)
    return next(each for each in halves if each.since <= day <= each.until)


def names(year: int) -> list[tuple[str, str]]:
    """The periods of a year, and what they are called."""
    whole = [(f"{kind}-{year}", f"{each['vi']} {year}") for kind, each in usual()["periods"].items()]
    months = [(f"{MONTH}-{year}-{n:02}", f"{usual()[MONTH]['vi']} {n}/{year}") for n in range(1, 13)]
    return whole + months


def _of(said: Mapping[str, Any], year: int) -> Period:
    since, until = (date(year + years, month, day) for day, month, years in (said["from"], said["to"]))
    return Period(since, until)


def _month(year: int, month: int) -> Period:
    last = usual()["cut_off"]
    before = date(year, month, 1) - timedelta(days=1)
    return Period(date(before.year, before.month, last + 1), date(year, month, last))
