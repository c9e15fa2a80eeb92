"""What can be written down of her stays, and how many days of meals the text that is followed pays.

A stay is a fact, however long it lasts: only the days that are paid have a limit (`stays`). Nobody is counted beyond it unless a
person extended it for a reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.support.domain.stays.stay_commands import Command, EnterFacility, ExtendMeals, LeaveFacility
from services.support.domain.stays.stay_events import (
    Event,
    FacilityEntered,
    FacilityLeft,
    MealsExtended,
    MealsLimitMoved,
)
from services.support.domain.stays.stays import ONE_DAY, Counted, Stay, Stays, after_stay
from shared.kernel.checks import must_follow, must_know
from shared.kernel.days import months_later
from shared.kernel.deadlines import Count, Term
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

MEALS = "facility_meals"
"""The benefit whose days are counted (ND09 Điều 19, TT84: 60 days or 03 months)."""
STAYS_AT_FACILITY = "stays_at_facility"
"""The condition that an open stay meets (list `circumstances`)."""


def meals_term(chosen: Mapping[Code, Code], law: Law) -> Term | None:
    """The term that limits meals by the text that was chosen; before anybody chose, by the one that favours her. None: the
    law in force has none."""
    benefit = law.benefits.get(MEALS)
    for conflict in benefit.conflicts.values() if benefit else ():
        reading = conflict.readings.get(chosen.get(conflict.code, conflict.favours))
        if reading and reading.limit:
            return law.terms.get(reading.limit)
    return None


def allowed_days(term: Term | None, first: date) -> int | None:
    """How many days a term comes to that begins with this day, the day itself counted. None: nobody confirmed it, so that a
    person sets the last day."""
    if term is None or term.length is None:
        return None
    if term.count is Count.MONTHS:
        return (months_later(first, term.length) - first).days
    return term.length if term.count is Count.CALENDAR_DAYS else None


def decide_stay(command: Command, stays: Stays, term: Term | None, law: Law) -> Sequence[Event]:
    match command:
        case EnterFacility():
            return _enter(command, stays, term, law)
        case LeaveFacility():
            return _leave(command, stays)
        case ExtendMeals():
            return _extend(command, stays, law)
        case _:
            assert_never(command)


def day_of(command: Command) -> date:
    match command:
        case EnterFacility(entered_on=day) | LeaveFacility(left_on=day) | ExtendMeals(extended_on=day):
            return day
        case _:
            assert_never(command)


def limit_moved(stays: Stays, term: Term | None) -> list[Event]:
    """Another text is followed: what is paid of her stays follows. Nothing, where that changes nothing."""
    if not stays.all:
        return []
    allowed, limit = allowed_days(term, stays.all[0].entered.entered_on), term.code if term else None
    if (allowed, limit) == (stays.allowed, stays.limit):
        return []
    moved = replace(stays, allowed=allowed, limit=limit)
    return [MealsLimitMoved(allowed, limit, moved.paid_until, ended=stays.open is None)]


def at_facility(stays: Stays, said_on: date | None) -> bool | None:
    """Does she stay at a facility? An open stay says yes until she left; one that ended says no, unless an officer wrote down
    otherwise on a later day (`said_on`). None: no stay says anything."""
    last = stays.last
    if last is None or (last.left_on and said_on and said_on > last.left_on):
        return None
    return last.left_on is None


def _enter(command: EnterFacility, stays: Stays, term: Term | None, law: Law) -> list[Event]:
    if _same(command, stays.open.entered if stays.open else None):
        return []
    if stays.open:
        raise Refused("stay.open_already", f"she is at a facility since {stays.open.entered.entered_on}")
    must_follow(command.entered_on, stays.last.left_on if stays.last else None, "stay.before_leaving")
    must_know(law, "facility_kinds", command.kind)
    first = stays.all[0].entered.entered_on if stays.all else command.entered_on
    entered = FacilityEntered(
        allowed=allowed_days(term, first), limit=term.code if term else None, **vars(command)
    )  # fmt: skip
    return [replace(entered, paid_until=after_stay(stays, entered).paid_until)]


def _leave(command: LeaveFacility, stays: Stays) -> list[Event]:
    left = FacilityLeft(**vars(command))
    if stays.last and left == stays.last.left:
        return []
    must_follow(command.left_on, _open_stay(stays).entered.entered_on, "stay.left_before_entering")
    return [left]


def _extend(command: ExtendMeals, stays: Stays, law: Law) -> list[Event]:
    """Later than the day that holds; of no use to somebody whose days were all paid when she left."""
    last = stays.counted_last()
    if last is None:
        raise Refused("stay.none", "no stay was written down")
    if last.stay.extensions and _same(command, last.stay.extensions[-1]):
        return []
    must_know(law, "meals_extension_reasons", command.reason)
    _must_be_longer(command.until, last)
    return [MealsExtended(ended=last.stay.left is not None, **vars(command))]


def _must_be_longer(until: date, last: Counted) -> None:
    left_on, paid_until = last.stay.left_on, last.paid_until
    if left_on and paid_until and left_on <= paid_until:
        raise Refused("stay.paid_in_full", f"she left on {left_on}, paid until {paid_until}")
    must_follow(until, paid_until + ONE_DAY if paid_until else last.first, "stay.extension_not_longer")


def _open_stay(stays: Stays) -> Stay:
    if stays.open is None:
        raise Refused("stay.none_open", "she is at no facility")
    return stays.open


def _same(command: Command, event: Event | None) -> bool:
    """Was just this written down?"""
    return event is not None and all(getattr(event, name) == value for name, value in vars(command).items())
