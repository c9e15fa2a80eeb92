"""Where the following of a case stands: the goals, the schedule that runs, every visit, and each area of her life."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from services.support.domain.following.events import (
    DeathRecorded,
    Event,
    FollowUpRecorded,
    GoalAgreed,
    ReintegrationReviewed,
    Visit,
    VisitMissed,
    VisitsAgreed,
)
from services.support.domain.following.words import Interval
from shared.kernel.days import months_later
from shared.kernel.words import Code


@dataclass(frozen=True)
class AreaSaid:
    """What was said last of an area of her life."""

    area: Code
    reached: bool
    said_on: date


@dataclass(frozen=True)
class Following:
    """`agreed` is the schedule that runs, `before` the last one that was stopped by a closing; `visits` are by day, the ones
    that did not take place among them; `next_on` is the day that stands."""

    goals: tuple[GoalAgreed, ...] = ()
    agreed: VisitsAgreed | None = None
    before: VisitsAgreed | None = None
    visits: tuple[Visit, ...] = ()
    next_on: date | None = None
    areas: tuple[AreaSaid, ...] = ()
    reviews: tuple[ReintegrationReviewed, ...] = ()
    death: DeathRecorded | None = None

    @property
    def last(self) -> FollowUpRecorded | None:
        """The latest visit at which she was met."""
        return self.met_by(date.max)

    def met_by(self, day: date) -> FollowUpRecorded | None:
        """The latest visit at which she was met, up to a day."""
        met = (each for each in reversed(self.visits) if isinstance(each, FollowUpRecorded) and each.on <= day)
        return next(met, None)

    @property
    def last_on(self) -> date | None:
        """The day of the latest visit, whether she was met or not."""
        return self.visits[-1].on if self.visits else None

    def next_after(self, day: date) -> date | None:
        """The day the schedule gives after a visit on this one; None where there is no schedule, or it ends before."""
        agreed = self.agreed
        if agreed is None or agreed.every is None or agreed.each is None:
            return None
        weeks = agreed.each is Interval.WEEKS
        then = day + timedelta(weeks=agreed.every) if weeks else months_later(day, agreed.every)
        return None if agreed.until and then > agreed.until else then

    @property
    def standing_goals(self) -> tuple[GoalAgreed, ...]:
        """The goal agreed last for each area."""
        return tuple({goal.area: goal for goal in self.goals}.values())

    def said_of(self, area: Code) -> AreaSaid | None:
        return next((each for each in self.areas if each.area == area), None)

    @property
    def not_reached(self) -> tuple[Code, ...]:
        """The areas of which it was said last that they are not well yet."""
        return tuple(each.area for each in self.areas if not each.reached)

    def stopped(self) -> "Following":
        """A closing ends the schedule for good: after a reopening it is agreed anew."""
        return replace(self, agreed=None, before=self.agreed or self.before, next_on=None)


def after(now: Following, event: Event) -> Following:
    """The following once this has happened."""
    match event:
        case GoalAgreed():
            return replace(now, goals=(*now.goals, event))
        case VisitsAgreed():
            return replace(now, agreed=event, next_on=event.first_on)
        case FollowUpRecorded():
            return _said(_visited(now, event), event.on, event.reached, event.not_reached)
        case VisitMissed():
            return _visited(now, event)
        case ReintegrationReviewed():
            reviewed = replace(now, reviews=(*now.reviews, event))
            return _said(reviewed, event.reviewed_on, event.reached, event.not_reached)
        case DeathRecorded():
            return replace(now, death=event)
        case _:
            assert_never(event)


def _visited(now: Following, visit: Visit) -> Following:
    """A visit written down late takes its place among the others."""
    visits = tuple(sorted((*now.visits, visit), key=lambda each: each.on))
    return replace(now, visits=visits, next_on=visit.next_on)


def _said(now: Following, on: date, reached: tuple[Code, ...], not_reached: tuple[Code, ...]) -> Following:
    """What is said of an earlier day does not cover what is known of a later one."""
    said = [AreaSaid(area, True, on) for area in reached] + [AreaSaid(area, False, on) for area in not_reached]
    known = {each.area: each for each in now.areas}
    for each in said:
        if each.area not in known or known[each.area].said_on <= on:
            known[each.area] = each
    return replace(now, areas=tuple(known.values()))
