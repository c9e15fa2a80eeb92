"""Which of it may be done while she is followed: the schedule, visits, the risk, how far she is at home again, a death."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from services.support.domain.case_events import CaseClosed
from services.support.domain.file import File
from services.support.domain.following.commands import (
    AgreeVisits,
    Command,
    Goal,
    RecordDeath,
    RecordFollowUp,
    RecordMissedVisit,
    ReviewReintegration,
)
from services.support.domain.following.ending import closed_by_death
from services.support.domain.following.events import (
    DeathRecorded,
    Event,
    FollowUpRecorded,
    GoalAgreed,
    ReintegrationReviewed,
    VisitMissed,
    VisitsAgreed,
)
from services.support.domain.following.track import Following
from services.support.domain.following.words import AreaState, VisitWay
from services.support.domain.words import Risk, Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

AREAS, SIGNS = "reintegration_areas", "retrafficking_signs"
AGAINST_HER_WISH = {VisitWay.HOME: "no_visits", VisitWay.PHONE: "no_calls"}
"""What she may have asked not to be done (list `confidentiality_choices`)."""
RISKS = tuple(Risk)


def decide_following(command: Command, file: File, law: Law) -> Sequence[Event | CaseClosed]:
    match command:
        case AgreeVisits():
            return _schedule(command, file)
        case RecordFollowUp():
            return _visit(command, file, law)
        case RecordMissedVisit():
            return _missed(command, file, law)
        case ReviewReintegration():
            return _review(command, file, law)
        case RecordDeath():
            return _death(command, file)
        case _:
            assert_never(command)


def goals_agreed(goals: Sequence[Goal], agreed_on: date, now: Following, law: Law) -> list[GoalAgreed]:
    """What a plan says of its goals, as far as it is new. One goal for an area of her life, so that at a visit it can be
    said whether that one is reached."""
    must_know(law, AREAS, *(goal.area for goal in goals))
    if len({goal.area for goal in goals}) < len(goals):
        raise Refused("plan.goal_twice", "one area has two goals")
    agreed = [GoalAgreed(goal.area, agreed_on, goal.target_on, goal.words) for goal in goals]
    for goal in agreed:
        must_follow(goal.target_on, agreed_on, "plan.goal_before_plan")
    return [goal for goal in agreed if goal not in now.standing_goals]


def _schedule(command: AgreeVisits, file: File) -> list[Event]:
    file.must_be_open(command.agreed_on)
    if not command.she_agrees:
        raise Refused("visits.without_her_agreement", "nobody is visited who does not agree to it")
    if AGAINST_HER_WISH.get(command.way) in file.confidentiality:
        raise Refused("visits.against_her_wish", f"she does not want {command.way}")
    if (command.every is None) != (command.each is None):
        raise Refused("visits.interval_incomplete", "a number of weeks or of months")
    must_follow(command.first_on, command.agreed_on, "visits.first_before_agreed")
    must_follow(command.first_on, file.following.last_on, "visits.first_before_last")
    must_follow(command.until, command.first_on, "visits.until_before_first")
    agreed = VisitsAgreed(**{name: value for name, value in vars(command).items() if name != "she_agrees"})
    return [] if agreed == file.following.agreed else [agreed]


def _visit(command: RecordFollowUp, file: File, law: Law) -> list[Event]:
    file.must_be_open(command.on)
    must_know(law, SIGNS, *command.signs)
    if command.signs and command.risk is Risk.LOW and command.note is None:
        raise Refused("follow_up.low_with_signs", "there are signs, and the risk is said to be low: why?")
    before = file.following.met_by(command.on)
    rose = before is not None and RISKS.index(command.risk) > RISKS.index(before.risk)
    reached, not_reached = _areas(command.areas, law)
    visit = FollowUpRecorded(
        command.on, command.risk, _next(command, file.following), command.note, command.signs, command.way, reached,
        not_reached, alarming=rose or command.risk is Risk.HIGH,
    )  # fmt: skip
    return _unless_known(visit, file.following)


def _missed(command: RecordMissedVisit, file: File, law: Law) -> list[Event]:
    file.must_be_open(command.on)
    must_know(law, "missed_visit_reasons", command.reason)
    missed = VisitMissed(**vars(command) | {"next_on": _next(command, file.following)})
    return _unless_known(missed, file.following)


def _next(command: RecordFollowUp | RecordMissedVisit, now: Following) -> date | None:
    """The day the officer sets, else the one of the schedule. A visit written down late moves no day that stands."""
    must_follow(command.next_on, command.on, "follow_up.next_before_this")
    must_follow(command.next_on, now.last_on, "follow_up.next_before_last")
    if command.next_on:
        return command.next_on
    return now.next_on if now.last_on and command.on < now.last_on else now.next_after(command.on)


def _unless_known(visit: FollowUpRecorded | VisitMissed, now: Following) -> list[Event]:
    """Said twice, done once: what it is beside what came before it may have changed since."""
    known = (each for each in now.visits if isinstance(each, type(visit)))
    return [] if any(vars(each) | {"alarming": None} == vars(visit) | {"alarming": None} for each in known) else [visit]


def _review(command: ReviewReintegration, file: File, law: Law) -> list[Event]:
    file.must_be_open(command.reviewed_on)
    reached, not_reached = _areas(command.areas, law)
    if not reached and not not_reached:
        raise Refused("reintegration.nothing_said", "of no area anything was said")
    reviewed = ReintegrationReviewed(command.reviewed_on, reached, not_reached, command.note)
    return [] if reviewed in file.following.reviews[-1:] else [reviewed]


def _areas(said: Mapping[Code, AreaState], law: Law) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
    """The areas that are well again, and those that are not yet."""
    must_know(law, AREAS, *said)
    reached = tuple(area for area, state in said.items() if state is AreaState.REACHED)
    return reached, tuple(area for area in said if area not in reached)


def _death(command: RecordDeath, file: File) -> list[Event | CaseClosed]:
    died = DeathRecorded(**vars(command))
    if died == file.following.death and file.stage is Stage.CLOSED:
        return []
    file.must_be_open(command.died_on)
    met = file.following.last
    must_follow(command.died_on, met.on if met else None, "death.before_a_visit")
    return [died, closed_by_death(command)]
