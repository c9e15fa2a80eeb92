"""Supervisions of the plan, and what was recommended to whom."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from services.reporting.projections.plan.ledgers import Numbered, OfLedger, by_ledger, with_changed
from services.reporting.projections.shape import Shape
from shared.journal import JournalEntry
from shared.kernel.words import AgencyId, Code, UnitCode


class SupervisionPlanned(Shape, frozen=True, kw_only=True):
    topic: Code
    agency: AgencyId
    unit: UnitCode | None = None
    planned_for: date


class SupervisionDropped(Shape, frozen=True, kw_only=True):
    """It is not carried out."""


class SupervisionCarriedOut(Shape, frozen=True, kw_only=True):
    """It took place."""


class RecommendationDrawnUp(Shape, frozen=True, kw_only=True):
    number: int
    advice: Code
    agency: AgencyId
    unit: UnitCode | None = None
    answer_by: date | None = None


class RecommendationAnswered(Shape, frozen=True, kw_only=True):
    """As learned from whoever was asked, or as their paper says."""

    number: int
    reply: Code


class RecommendationClosed(Shape, frozen=True, kw_only=True):
    number: int


class SupervisionFinished(Shape, frozen=True, kw_only=True):
    """Nothing more is expected of it."""


SupervisionFact: TypeAlias = (
    SupervisionPlanned | SupervisionDropped | SupervisionCarriedOut | RecommendationDrawnUp | RecommendationAnswered
    | RecommendationClosed | SupervisionFinished
)  # fmt: skip
SUPERVISION_READ: dict[str, type[SupervisionFact]] = {
    "support.supervision.SupervisionPlanned": SupervisionPlanned,
    "support.supervision.SupervisionDropped": SupervisionDropped,
    "support.supervision.SupervisionCarriedOut": SupervisionCarriedOut,
    "support.supervision.RecommendationDrawnUp": RecommendationDrawnUp,
    "support.supervision.RecommendationAnswerLearned": RecommendationAnswered,
    "support.supervision.RecommendationAnswerFiled": RecommendationAnswered,
    "support.supervision.RecommendationClosed": RecommendationClosed,
    "support.supervision.SupervisionFinished": SupervisionFinished,
}


@dataclass(frozen=True)
class Recommendation(Numbered):
    """What was recommended, to be answered by a day where one was set."""

    advice: Code
    agency: AgencyId
    unit: UnitCode | None
    answer_by: date | None
    state: Code = "to_answer"
    reply: Code | None = None

    def is_late(self, day: date) -> bool:
        """At the end of this day its day was over, and no answer had come."""
        return self.state == "to_answer" and self.answer_by is not None and self.answer_by < day


@dataclass(frozen=True)
class Supervision(OfLedger):
    """A supervision as whoever supervises has it."""

    stage: Code = "none"
    topic: Code = "-"
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    planned_for: date | None = None
    recommendations: tuple[Recommendation, ...] = ()


def _supervision(file: Supervision, fact: SupervisionFact, _: JournalEntry) -> Supervision:
    match fact:
        case SupervisionPlanned(topic=topic, agency=agency, unit=unit, planned_for=day):
            return replace(file, stage="foreseen", topic=topic, agency=agency, unit=unit, planned_for=day)
        case SupervisionDropped():
            return replace(file, stage="dropped")
        case SupervisionCarriedOut():
            return replace(file, stage="supervised")
        case RecommendationDrawnUp():
            made = Recommendation(fact.number, fact.advice, fact.agency, fact.unit, fact.answer_by)
            return replace(file, recommendations=(*file.recommendations, made))
        case RecommendationAnswered(number=number, reply=reply):
            return _moved(file, number, state="replied", reply=reply)
        case RecommendationClosed(number=number):
            return _moved(file, number, state="recommendation_closed")
        case SupervisionFinished():
            return replace(file, stage="finished")


def _moved(file: Supervision, number: int, **now: Code) -> Supervision:
    return replace(file, recommendations=with_changed(file.recommendations, number, **now))


SUPERVISIONS = by_ledger("reporting.supervisions.v1", Supervision, SUPERVISION_READ, _supervision)
