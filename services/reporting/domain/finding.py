"""What inspectors say of a finding: it is explained, or it is so. What it said then stays with what they said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, assert_never, get_args
from uuid import UUID

from msgspec import Meta

from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, CaseId, Code, Source, UnitCode

DISMISSALS, CONFIRMATIONS, REOPENINGS = "finding_dismissals", "finding_confirmations", "finding_reopenings"


class Stage(StrEnum):
    OPEN = "open"
    EXPLAINED = "explained"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, order=True)
class Place:
    """An entry, by its ledger and its number there."""

    source: Source
    position: int


@dataclass(frozen=True, kw_only=True)
class Said:
    """A finding in codes: by which rule, under which version of the thresholds, resting on which entries; of which
    case or ledger, at whose desk, in whose hands it lay; `since` when; and what the rule counted. `what` is the kind of step
    that was due, or the window in which somebody read; `number` the days, seconds, cases or entries."""

    rule: Code
    thresholds: Code
    entries: tuple[Place, ...]
    since: date
    case: CaseId | None = None
    source: Source | None = None
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    holder: Code | None = None
    what: Code | None = None
    due_on: date | None = None
    ended_on: date | None = None
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class DismissFinding:
    """The desk adds which finding, and takes over what it says now."""

    finding: UUID
    reason: Annotated[Code, Meta(extra={"list": DISMISSALS})]
    note: Note | None = None
    said: Said | None = None


@dataclass(frozen=True, kw_only=True)
class ConfirmFinding:
    finding: UUID
    reason: Annotated[Code, Meta(extra={"list": CONFIRMATIONS})]
    note: Note | None = None
    said: Said | None = None


@dataclass(frozen=True, kw_only=True)
class ReopenFinding:
    finding: UUID
    reason: Annotated[Code, Meta(extra={"list": REOPENINGS})]
    note: Note | None = None
    said: Said | None = None


Command = DismissFinding | ConfirmFinding | ReopenFinding


@dataclass(frozen=True)
class FindingDismissed:
    """An inspector looked: it has its reason, and is open no more until it rests on other entries."""

    said: Said
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class FindingConfirmed:
    """An inspector looked: it is so, and this follows."""

    said: Said
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class FindingReopened:
    """What was said of it was taken back."""

    said: Said
    reason: Code
    note: Note | None = None


Event = FindingDismissed | FindingConfirmed | FindingReopened


@dataclass(frozen=True)
class Finding:
    """The newest word of the inspectors, if it was not taken back; `said` is what the finding said when they last spoke."""

    verdict: FindingDismissed | FindingConfirmed | None = None
    said: Said | None = None

    @property
    def stage(self) -> Stage:
        match self.verdict:
            case FindingDismissed():
                return Stage.EXPLAINED
            case FindingConfirmed():
                return Stage.CONFIRMED
            case None:
                return Stage.OPEN


def stands(stage: Stage, seen: Said | None, now: Said | None) -> Stage:
    """Where a finding stands of which inspectors said so much when it said what they have `seen`: once it rests on other
    entries it is open again. `now` is what it says today; None, where no rule finds it any more."""
    same = seen is not None and (now is None or set(now.entries) == set(seen.entries))
    return stage if same else Stage.OPEN


def evolve(finding: Finding, event: Event) -> Finding:
    match event:
        case FindingDismissed() | FindingConfirmed():
            return replace(finding, verdict=event, said=event.said)
        case FindingReopened():
            return replace(finding, verdict=None, said=event.said)
        case _:
            assert_never(event)


def decide(command: Command, finding: Finding, law: Law) -> Sequence[Event]:
    said = command.said
    if said is None:
        raise Refused("finding.unknown", "there is no such finding")
    match command:
        case DismissFinding():
            must_know(law, DISMISSALS, command.reason)
            return _decided(FindingDismissed(said, command.reason, command.note), finding)
        case ConfirmFinding():
            must_know(law, CONFIRMATIONS, command.reason)
            return _decided(FindingConfirmed(said, command.reason, command.note), finding)
        case ReopenFinding():
            must_know(law, REOPENINGS, command.reason)
            if stands(finding.stage, finding.said, said) is Stage.OPEN:
                raise Refused("finding.not_decided", "nobody decided about it, or it rests on other entries now")
            return [FindingReopened(said, command.reason, command.note)]
        case _:
            assert_never(command)


def _decided(verdict: FindingDismissed | FindingConfirmed, finding: Finding) -> list[Event]:
    """What stands is taken back before it is decided otherwise: so the history says why."""
    if stands(finding.stage, finding.said, verdict.said) is Stage.OPEN:
        return [verdict]
    if type(finding.verdict) is type(verdict) and finding.verdict and finding.verdict.reason == verdict.reason:
        return []
    raise Refused("finding.decided_already", "it was decided about; take that back first")


FINDING: Decider[Finding, Command, Event] = Decider(
    "reporting.finding", "finding", Finding(), evolve, decide, get_args(Event)
)
