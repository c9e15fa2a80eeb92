"""At an office that was inspected: one remedy it has to carry out, from the day it was told until somebody looked again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, get_args
from uuid import UUID

from services.support.plan.domain.inspections.words import Recheck, RemedyState
from shared.kernel.checks import must_follow
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Note
from shared.kernel.words import Code, Digest, PaperNumber, PastDate, Source, UnitCode


@dataclass(frozen=True)
class HearRemedyAsked:
    """Who inspected us tells us what to put right: remedy `number` of `inspection`."""

    inspector: Source
    inspection: UUID
    number: int
    unit: UnitCode | None
    topic: Code
    found: Code
    grave: bool
    measure: Code
    decision: PaperNumber
    visited_on: date
    until: date
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class ReportRemedy:
    """We have put it right."""

    done_on: PastDate
    evidence: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class HearRemedyRechecked:
    """What was seen when somebody looked again. `teller` is who said so."""

    teller: Source
    checked_on: date
    result: Recheck
    again_by: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RemedyReceived:
    """Who inspected us told us what to put right, until when. Stored for good, like the two below."""

    inspector: Source
    inspection: UUID
    number: int
    unit: UnitCode | None
    topic: Code
    found: Code
    grave: bool
    measure: Code
    decision: PaperNumber
    visited_on: date
    until: date
    note: Note | None = None


@dataclass(frozen=True)
class RemedyCarriedOut:
    """It was put right, and whoever inspected us is told."""

    done_on: date
    evidence: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RecheckLearned:
    """They looked again: it is fulfilled, or it has a new last day."""

    checked_on: date
    result: Recheck
    again_by: date | None = None
    note: Note | None = None


Command = HearRemedyAsked | ReportRemedy | HearRemedyRechecked
Event = RemedyReceived | RemedyCarriedOut | RecheckLearned


@dataclass(frozen=True)
class AskedRemedy:
    """`open_report` is a report nobody looked at yet."""

    received: RemedyReceived | None = None
    report: RemedyCarriedOut | None = None
    rechecked: RecheckLearned | None = None
    open_report: bool = False

    @property
    def state(self) -> RemedyState:
        if self.received is None:
            return RemedyState.NONE
        if self.rechecked and self.rechecked.result is Recheck.FULFILLED:
            return RemedyState.FULFILLED
        return RemedyState.REMEDIED if self.open_report else RemedyState.TO_REMEDY

    @property
    def until(self) -> date | None:
        again = self.rechecked.again_by if self.rechecked else None
        return again or (self.received.until if self.received else None)

    @property
    def was_late(self) -> bool:
        """Was the report that stands here of a day after the last one?"""
        until = self.until
        return bool(self.report and until and self.state is not RemedyState.TO_REMEDY and self.report.done_on > until)


def evolve(remedy: AskedRemedy, event: Event) -> AskedRemedy:
    match event:
        case RemedyReceived():
            return replace(remedy, received=event)
        case RemedyCarriedOut():
            return replace(remedy, report=event, open_report=True)
        case RecheckLearned():
            return replace(remedy, rechecked=event, open_report=False)
        case _:
            assert_never(event)


def decide(command: Command, remedy: AskedRemedy, _: Law) -> Sequence[Event]:
    match command:
        case HearRemedyAsked():
            return [] if remedy.received else [RemedyReceived(**vars(command))]
        case ReportRemedy():
            return _report(command, remedy)
        case HearRemedyRechecked():
            return _hear(command, remedy)
        case _:
            assert_never(command)


def _report(command: ReportRemedy, remedy: AskedRemedy) -> list[Event]:
    if remedy.received is None:
        raise Refused("remedy.unknown", "nobody asked us for it")
    event = RemedyCarriedOut(command.done_on, command.evidence, command.note)
    if remedy.state is not RemedyState.TO_REMEDY:
        if remedy.report == event:
            return []
        fulfilled = remedy.state is RemedyState.FULFILLED
        raise Refused("remedy.fulfilled" if fulfilled else "remedy.reported_already", f"it is {remedy.state}")
    must_follow(command.done_on, remedy.received.visited_on, "remedy.done_before_visit")
    return [event]


def _hear(command: HearRemedyRechecked, remedy: AskedRemedy) -> list[Event]:
    if remedy.received is None or remedy.received.inspector != command.teller:
        raise Refused("remedy.not_theirs", f"{command.teller} has not asked us for it")
    event = RecheckLearned(command.checked_on, command.result, command.again_by, command.note)
    if not remedy.open_report:
        if remedy.rechecked == event:
            return []
        raise Refused("remedy.not_reported", "we have reported nothing to look at")
    return [event]


REMEDY: Decider[AskedRemedy, Command, Event] = Decider(
    "support.remedy", "plan", AskedRemedy(), evolve, decide, get_args(Event)
)
