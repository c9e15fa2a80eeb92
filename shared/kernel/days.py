"""Which days are worked here: weekends, public holidays, days moved; and which of that nobody has announced yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The announced days of the profile. `worked` are weekend days worked to make up for a weekday given free; `years`
    are those that were announced; of the `undecided` days of such a year nobody has said yet whether they are worked."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    undecided: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Is it a working day? Saturday, Sunday and public holidays are not, made-up days are (Labour Code 2019
        art. 111, 112)."""
        return day in self.worked or (day.weekday() < 5 and day not in self.holidays)

    def weekdays_off(self, after: date, until: date) -> set[date]:
        """The holidays that fall on a weekday, after one day and up to another."""
        return {day for day in self.holidays if after < day <= until and day.weekday() < 5}

    def unannounced(self, first: date, last: date) -> int | None:
        """The first year from one day to another whose days off are not known."""
        return next((year for year in range(first.year, last.year + 1) if year not in self.years), None)

    def undecided_day(self, first: date, last: date) -> date | None:
        return min((day for day in self.undecided if first <= day <= last), default=None)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from one to another, both included; none when the last is before the first."""
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (Civil Code 2015 art. 148.3)."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
    return min(first + timedelta(days=day.day - 1), last)
