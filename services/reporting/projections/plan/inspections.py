"""Inspections with what has to be put right, and tips about labour brokers as numbers: no business, no person is read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from services.reporting.projections.plan.ledgers import Numbered, OfLedger, by_ledger, with_changed
from services.reporting.projections.shape import Shape
from shared.journal import JournalEntry
from shared.kernel.words import AgencyId, Code, UnitCode


class InspectionPlanned(Shape, frozen=True, kw_only=True):
    """Without an agency a business is inspected; which one is not read."""

    topic: Code
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    planned_for: date


class InspectionCalledOff(Shape, frozen=True, kw_only=True):
    """Nobody goes there."""


class SiteVisited(Shape, frozen=True, kw_only=True):
    """Somebody was there."""


class FindingMade(Shape, frozen=True, kw_only=True):
    grave: bool


class RemedyOrdered(Shape, frozen=True, kw_only=True):
    """Of a unit or an agency; without one, of the business that was inspected."""

    number: int
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    until: date


class RemedyReported(Shape, frozen=True, kw_only=True):
    """As learned from whoever was asked, or as their paper says."""

    number: int


class RemedyRechecked(Shape, frozen=True, kw_only=True):
    number: int
    result: Code
    again_by: date | None = None


class InspectionConcluded(Shape, frozen=True, kw_only=True):
    """The conclusion is signed."""


class TipStep(Shape, frozen=True, kw_only=True):
    """That it happened. Of whom, from whom, how and where is not read."""


class TipTaken(Shape, frozen=True, kw_only=True):
    """`ours`: whoever took it checks it too."""

    ours: bool


InspectionFact: TypeAlias = (
    InspectionPlanned | InspectionCalledOff | SiteVisited | FindingMade | RemedyOrdered | RemedyReported
    | RemedyRechecked | InspectionConcluded
)  # fmt: skip
TipFact: TypeAlias = TipTaken | TipStep
INSPECTION_READ: dict[str, type[InspectionFact]] = {
    "support.inspection.InspectionPlanned": InspectionPlanned,
    "support.inspection.InspectionCalledOff": InspectionCalledOff,
    "support.inspection.SiteVisited": SiteVisited,
    "support.inspection.FindingMade": FindingMade,
    "support.inspection.RemedyOrdered": RemedyOrdered,
    "support.inspection.RemedyReportLearned": RemedyReported,
    "support.inspection.RemedyReportFiled": RemedyReported,
    "support.inspection.RemedyRechecked": RemedyRechecked,
    "support.inspection.InspectionConcluded": InspectionConcluded,
}
TIP_STAGES: Mapping[str, Code] = {
    "support.broker.BrokerTipPassedOn": "passed",
    "support.broker.BrokerTipReceiptLearned": "with_lead",
    "support.broker.BrokerTipCame": "came",
    "support.broker.BrokerTipReceived": "to_check",
    "support.broker.BrokerChecked": "checked",
    "support.broker.BrokerTipForwarded": "forwarded",
    "support.broker.BrokerOutcomeRecorded": "outcome_known",
    "support.broker.BrokerTipClosed": "tip_closed",
}
"""How far a tip is after each step."""
TIP_READ: dict[str, type[TipFact]] = {
    "support.broker.BrokerTipTaken": TipTaken, **dict.fromkeys(TIP_STAGES, TipStep)
}  # fmt: skip


@dataclass(frozen=True)
class Remedy(Numbered):
    """What has to be put right, by a day that a person set."""

    agency: AgencyId | None
    unit: UnitCode | None
    until: date
    state: Code = "to_remedy"

    def is_late(self, day: date) -> bool:
        """At the end of this day its day was over, and nobody had reported it."""
        return self.state == "to_remedy" and self.until < day


@dataclass(frozen=True)
class Inspection(OfLedger):
    """An inspection as whoever inspects has it."""

    topic: Code = "-"
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    planned_for: date | None = None
    called_off: bool = False
    visited: bool = False
    concluded: bool = False
    findings: int = 0
    grave: int = 0
    remedies: tuple[Remedy, ...] = ()

    @property
    def stage(self) -> Code:
        """The conclusion waits for no remedy; settled it is when the last of them is fulfilled."""
        if self.called_off:
            return "called_off"
        if not self.visited:
            return "to_visit"
        if not self.concluded:
            return "visited"
        return "settled" if all(each.state == "remedy_fulfilled" for each in self.remedies) else "followed"


@dataclass(frozen=True)
class Tip(OfLedger):
    stage: Code = "none"


def _inspection(file: Inspection, fact: InspectionFact, _: JournalEntry) -> Inspection:
    match fact:
        case InspectionPlanned(topic=topic, agency=agency, unit=unit, planned_for=day):
            return replace(file, topic=topic, agency=agency, unit=unit, planned_for=day)
        case InspectionCalledOff():
            return replace(file, called_off=True)
        case SiteVisited():
            return replace(file, visited=True)
        case FindingMade(grave=grave):
            return replace(file, findings=file.findings + 1, grave=file.grave + grave)
        case RemedyOrdered(number=number, agency=agency, unit=unit, until=until):
            return replace(file, remedies=(*file.remedies, Remedy(number, agency, unit, until)))
        case RemedyReported(number=number):
            return _remedy(file, number, state="remedied")
        case RemedyRechecked(number=number, result="fulfilled"):
            return _remedy(file, number, state="remedy_fulfilled")
        case RemedyRechecked(number=number, again_by=again_by):
            return _remedy(file, number, state="to_remedy", **({"until": again_by} if again_by else {}))
        case InspectionConcluded():
            return replace(file, concluded=True)


def _remedy(file: Inspection, number: int, **now: Any) -> Inspection:
    return replace(file, remedies=with_changed(file.remedies, number, **now))


def _tip(tip: Tip, fact: TipFact, entry: JournalEntry) -> Tip:
    if isinstance(fact, TipTaken):
        return replace(tip, stage="to_check" if fact.ours else "to_pass")
    return replace(tip, stage=TIP_STAGES[entry.name])


INSPECTIONS = by_ledger("reporting.inspections.v1", Inspection, INSPECTION_READ, _inspection)
TIPS = by_ledger("reporting.broker_tips.v1", Tip, TIP_READ, _tip)
