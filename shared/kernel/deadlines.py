"""Deadlines: a term of the law that runs from an event, what stopped it, and its last day or why it has none.

Counted as Civil Code 2015 art. 147-148 says: the day of the event is not counted; months end on the same day of the month
or on its last; a last day that is no working day moves to the end of the next working day; hours run from the moment on.
What nobody confirmed is never guessed: such a deadline has no end but a reason, and a person sets the day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from shared.kernel.days import ONE_DAY, Calendar, days, months_later
from shared.kernel.words import Code, Confidence


class Count(StrEnum):
    """What a term is counted in. The law says "ngày" (calendar) in verification and "ngày làm việc" in benefits; hours
    only where a rule says hours."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    HOURS = "hours"


class From(StrEnum):
    """What an extension is counted from: the event its deadline began with, or the end it replaces."""

    START = "start"
    END = "end"


@dataclass(frozen=True)
class Stop:
    """Something for which the law stops the clock of a term, until it is over."""

    code: Code
    vi: str
    legal_basis: tuple[str, ...]
    confidence: Confidence
    reason: str | None = None


@dataclass(frozen=True)
class Term:
    """A rule of the law: `length` units of `count` after the event `since` names in Vietnamese ("ngày được thông báo").

    `length` None: not confirmed, `reason` says why. `stops` are the only things that stop its clock. A term that
    `extends` another one replaces its end, counted from the event or the end as `counted_from` says.
    """

    code: Code
    count: Count
    length: int | None
    legal_basis: tuple[str, ...]
    confidence: Confidence
    reason: str | None = None
    since: str = ""
    stops: Mapping[Code, Stop] = field(default_factory=dict)
    extends: Code | None = None
    counted_from: From = From.START


@dataclass(frozen=True)
class Pause:
    """A stop that happened. No day after `since` is counted, up to and with `until`; None: it lasts still."""

    stop: Code
    since: date
    until: date | None = None


class Open(StrEnum):
    """Why a deadline has no computed end."""

    NO_RULE = "no_rule"
    """The law in force knows no such term."""
    NO_LENGTH = "no_length"
    """Nobody confirmed how long it is: the term's `reason` says more."""
    NO_CALENDAR = "no_calendar"
    """The days off of a year it runs through are not announced."""
    UNDECIDED = "undecided"
    """Whether a day it needs is worked has not been decided."""
    NO_HOUR = "no_hour"
    """It is counted in hours, and only the day of the event is known."""
    STOPPED = "stopped"
    """Its clock stands."""


@dataclass(frozen=True)
class Deadline:
    """A term that runs from `start`, until the end of the day `end`; a term in hours until the moment `ends_at` of it.

    Without an end `open` says why, and `because` the day that stands in the way. The rest is how it was counted:
    `falls_on` is the last day counted where it is no working day; `skipped` the holidays that a term in working days
    left out; `pauses` what stopped it. `by_person`: a person set the day; `by_law` is the one the rule would give.
    """

    term: Term
    start: date
    end: date | None = None
    ends_at: datetime | None = None
    open: Open | None = None
    because: date | None = None
    falls_on: date | None = None
    skipped: tuple[date, ...] = ()
    pauses: tuple[Pause, ...] = ()
    by_person: bool = False
    by_law: date | None = None

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why its rule, or what stopped it, may be wrong; none where all of it is confirmed."""
        rules: list[Term | Stop] = [self.term, *(self.term.stops[pause.stop] for pause in self.pauses)]
        return tuple(rule.reason or rule.code for rule in rules if rule.confidence is not Confidence.VERIFIED)

    @property
    def sure(self) -> bool:
        """Whether its rule may be relied on; what is not sure warns."""
        return not self.doubts

    def set_for(self, day: date) -> "Deadline":
        """The same deadline with the day that a person set: nothing was counted."""
        return Deadline(self.term, self.start, day, pauses=self.pauses, by_person=True, by_law=self.end)

    def as_recorded(self, day: date | None, *, by_person: bool = False) -> "Deadline":
        """With the day that an entry has, whatever the law would count today; None: no day was recorded."""
        if day is None or day == self.end:
            return self
        return self.set_for(day) if by_person else Deadline(self.term, self.start, day, pauses=self.pauses)

    def _without_end(self, why: Open, because: date | None = None) -> "Deadline":
        return Deadline(self.term, self.start, open=why, because=because, pauses=self.pauses)


def deadline(term: Term, start: date, calendar: Calendar, pauses: Iterable[Pause] = ()) -> Deadline:
    """The deadline of a term that began with an event on `start` (a term in hours: at that moment, in the town's time).

    A pause that the term does not name stops nothing.
    """
    if isinstance(start, datetime) and term.count is not Count.HOURS:
        start = start.date()
    begun = Deadline(term, start, pauses=tuple(pause for pause in pauses if pause.stop in term.stops))
    if term.length is None:
        return begun._without_end(Open.NO_LENGTH)
    if term.count is Count.HOURS:
        return _in_hours(begun, term.length)
    if start.year not in calendar.years:
        return begun._without_end(Open.NO_CALENDAR, date(start.year, 1, 1))
    return _checked(_counted(begun, term.length, calendar), calendar)


def extension(of: Deadline, longer: Term, calendar: Calendar) -> Deadline:
    """The longest that `longer` lets a deadline last: it takes the place of its end."""
    if longer.counted_from is From.START:
        return deadline(longer, of.start, calendar, of.pauses)
    if of.end is None:
        return replace(of, term=longer)
    return deadline(longer, of.end, calendar)


def _in_hours(begun: Deadline, hours: int) -> Deadline:
    """Hours are not rounded up to days, and run over nights and weekends (art. 147.1)."""
    if not isinstance(begun.start, datetime):
        return begun._without_end(Open.NO_HOUR)
    ends_at = begun.start + timedelta(hours=hours)
    return replace(begun, end=ends_at.date(), ends_at=ends_at)


def _counted(begun: Deadline, length: int, calendar: Calendar) -> Deadline:
    """With its last day, as far as the calendar and the pauses that are over tell it."""
    start = begun.start
    stopped = {day for p in begun.pauses if p.until for day in days(p.since + ONE_DAY, p.until)}
    falls_on = _last_counted(begun.term.count, start, length, calendar, stopped)
    end = falls_on
    while not calendar.works(end) or end in stopped:
        end += ONE_DAY
    off = calendar.weekdays_off(start, falls_on) if begun.term.count is Count.WORKING_DAYS else set()
    return replace(
        begun, end=end, falls_on=None if falls_on == end else falls_on, skipped=tuple(sorted(off - stopped))
    )  # fmt: skip


def _last_counted(count: Count, start: date, length: int, calendar: Calendar, stopped: set[date]) -> date:
    """The day on which the length is used up."""
    if count is Count.WORKING_DAYS:
        day = start
        while length:
            day += ONE_DAY
            length -= calendar.works(day) and day not in stopped
        return day
    end = months_later(start, length) if count is Count.MONTHS else start + length * ONE_DAY
    for day in sorted(stopped):
        if start < day <= end:  # a day on which the clock stood comes on top
            end += ONE_DAY
    return end


def _checked(counted: Deadline, calendar: Calendar) -> Deadline:
    """As it was counted, unless its clock stands, or something was counted on that nobody has announced."""
    assert counted.end is not None
    lasting = [pause.since for pause in counted.pauses if pause.until is None and pause.since < counted.end]
    if lasting:
        return counted._without_end(Open.STOPPED, min(lasting))
    if year := calendar.unannounced(counted.start, counted.end):
        return counted._without_end(Open.NO_CALENDAR, date(year, 1, 1))
    working = counted.term.count is Count.WORKING_DAYS
    asked_from = counted.start + ONE_DAY if working else counted.falls_on or counted.end
    if day := calendar.undecided_day(asked_from, counted.end):
        return counted._without_end(Open.UNDECIDED, day)
    return counted
