"""The supervisions of who supervises the plan, and the recommendations that were made to us: what waits, until when."""

from dataclasses import dataclass, replace
from datetime import date

from services.support.plan.domain.supervisions import asked
from services.support.plan.domain.supervisions.asked import RECOMMENDATION
from services.support.plan.domain.supervisions.events import (
    RecommendationAnswerFiled,
    RecommendationAnswerLearned,
    RecommendationClosed,
    RecommendationDrawnUp,
    SupervisionCarriedOut,
    SupervisionDropped,
    SupervisionFinished,
    SupervisionPlanned,
)
from services.support.plan.domain.supervisions.rules import SUPERVISION
from services.support.plan.domain.supervisions.words import RecommendationState, Reply, Stage
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import View


@dataclass(frozen=True)
class RecommendationLine:
    number: int
    agency: AgencyId
    unit: UnitCode | None
    answer_by: date | None
    state: RecommendationState = RecommendationState.TO_ANSWER


@dataclass(frozen=True)
class SupervisionLine:
    """A supervision in its list. `unit` is whose desk it lies on: always the whole agency's."""

    unit: UnitCode | None = None
    stage: Stage = Stage.NONE
    topic: Code = "-"
    agency: AgencyId | None = None
    at_unit: UnitCode | None = None
    planned_for: date | None = None
    recommendations: tuple[RecommendationLine, ...] = ()

    @property
    def to_look_at(self) -> int:
        """Answers nobody looked at yet."""
        return sum(each.state is RecommendationState.REPLIED for each in self.recommendations)

    @property
    def next_answer(self) -> RecommendationLine | None:
        """The open recommendation that is due first; one without a day comes last."""
        waiting = [each for each in self.recommendations if each.state is RecommendationState.TO_ANSWER]
        return min(waiting, key=lambda each: (each.answer_by or date.max, each.number), default=None)

    @property
    def due_on(self) -> date | None:
        if self.stage is Stage.FORESEEN:
            return self.planned_for
        return self.next_answer.answer_by if self.next_answer else None

    @property
    def is_open(self) -> bool:
        return self.stage in (Stage.FORESEEN, Stage.SUPERVISED)


def _of_supervision(line: SupervisionLine, entry: Entry) -> SupervisionLine:
    match entry.fact:
        case SupervisionPlanned(topic, agency, unit, day):
            return replace(line, stage=Stage.FORESEEN, topic=topic, agency=agency, at_unit=unit, planned_for=day)
        case SupervisionDropped():
            return replace(line, stage=Stage.DROPPED)
        case SupervisionCarriedOut():
            return replace(line, stage=Stage.SUPERVISED)
        case RecommendationDrawnUp(number=number, agency=agency, unit=unit, answer_by=by):
            return replace(line, recommendations=(*line.recommendations, RecommendationLine(number, agency, unit, by)))
        case RecommendationAnswerLearned(number=number) | RecommendationAnswerFiled(number=number):
            return _moved(line, number, RecommendationState.REPLIED)
        case RecommendationClosed(number=number):
            return _moved(line, number, RecommendationState.CLOSED)
        case SupervisionFinished():
            return replace(line, stage=Stage.FINISHED)
        case _:
            return line


def _moved(line: SupervisionLine, number: int, state: RecommendationState) -> SupervisionLine:
    moved = (replace(each, state=state) if each.number == number else each for each in line.recommendations)
    return replace(line, recommendations=tuple(moved))


@dataclass(frozen=True)
class AskedRecommendationLine:
    """A recommendation that was made to us."""

    unit: UnitCode | None = None
    stage: RecommendationState = RecommendationState.NONE
    topic: Code = "-"
    advice: Code = "-"
    dated: date | None = None
    answer_by: date | None = None
    reply: Reply | None = None


def _of_recommendation(line: AskedRecommendationLine, entry: Entry) -> AskedRecommendationLine:
    match entry.fact:
        case asked.RecommendationReceived() as told:
            return AskedRecommendationLine(
                told.unit, RecommendationState.TO_ANSWER, told.topic, told.advice, told.dated, told.answer_by
            )  # fmt: skip
        case asked.RecommendationAnswerGiven(reply=reply):
            return replace(line, stage=RecommendationState.REPLIED, reply=reply)
        case _:
            return line


SUPERVISIONS = View(
    "support.supervisions.v1", SupervisionLine, SupervisionLine(), by_subject(SUPERVISION), _of_supervision
)
ASKED_RECOMMENDATIONS = View(
    "support.asked_recommendations.v1", AskedRecommendationLine, AskedRecommendationLine(), by_subject(RECOMMENDATION),
    _of_recommendation,
)  # fmt: skip
