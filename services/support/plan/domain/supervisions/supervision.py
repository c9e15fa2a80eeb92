"""The file of one supervision: what its events made of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from services.support.plan.domain.supervisions.events import (
    Event,
    RecommendationAnswerFiled,
    RecommendationAnswerLearned,
    RecommendationClosed,
    RecommendationDrawnUp,
    SupervisionCarriedOut,
    SupervisionDropped,
    SupervisionFinished,
    SupervisionPlanned,
)
from services.support.plan.domain.supervisions.words import RecommendationState, Stage


@dataclass(frozen=True)
class Recommendation:
    made: RecommendationDrawnUp
    answer: RecommendationAnswerLearned | RecommendationAnswerFiled | None = None
    closed: RecommendationClosed | None = None

    @property
    def state(self) -> RecommendationState:
        if self.closed:
            return RecommendationState.CLOSED
        return RecommendationState.REPLIED if self.answer else RecommendationState.TO_ANSWER

    @property
    def was_late(self) -> bool:
        return bool(self.answer and self.made.answer_by and self.answer.dated > self.made.answer_by)

    def is_late(self, today: date) -> bool:
        waits = self.state is RecommendationState.TO_ANSWER
        return bool(waits and self.made.answer_by and self.made.answer_by < today)


@dataclass(frozen=True)
class Supervision:
    """Its recommendations in the order of their numbers."""

    planned: SupervisionPlanned | None = None
    dropped: SupervisionDropped | None = None
    carried_out: SupervisionCarriedOut | None = None
    recommendations: tuple[Recommendation, ...] = ()
    finished: SupervisionFinished | None = None

    @property
    def stage(self) -> Stage:
        if self.planned is None:
            return Stage.NONE
        if self.dropped:
            return Stage.DROPPED
        if self.carried_out is None:
            return Stage.FORESEEN
        return Stage.FINISHED if self.finished else Stage.SUPERVISED

    def recommendation(self, number: int) -> Recommendation | None:
        return self.recommendations[number - 1] if 0 < number <= len(self.recommendations) else None

    def open_ones(self) -> Iterator[Recommendation]:
        return (each for each in self.recommendations if each.state is not RecommendationState.CLOSED)


def evolve(file: Supervision, event: Event) -> Supervision:
    match event:
        case SupervisionPlanned():
            return replace(file, planned=event)
        case SupervisionDropped():
            return replace(file, dropped=event)
        case SupervisionCarriedOut():
            return replace(file, carried_out=event)
        case RecommendationDrawnUp():
            return replace(file, recommendations=(*file.recommendations, Recommendation(event)))
        case RecommendationAnswerLearned() | RecommendationAnswerFiled():
            return _with(file, event.number, answer=event)
        case RecommendationClosed():
            return _with(file, event.number, closed=event)
        case SupervisionFinished():
            return replace(file, finished=event)
        case _:
            assert_never(event)


def _with(file: Supervision, number: int, **new: object) -> Supervision:
    before, (one, *after) = file.recommendations[: number - 1], file.recommendations[number - 1 :]
    return replace(file, recommendations=(*before, replace(one, **new), *after))  # type: ignore[arg-type]
