"""At the agency a recommendation was made to: the recommendation, and its answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, get_args
from uuid import UUID

from services.support.plan.domain.supervisions.words import (
    RecommendationState,
    Reply,
    Undertaking,
    WhyNot,
    must_hang_together,
)
from shared.kernel.checks import must_follow
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import Code, Digest, PaperNumber, PastDate, Source, UnitCode


@dataclass(frozen=True)
class HearRecommendation:
    """Who supervises the plan recommends something to us: `number` of `supervision`."""

    supervisor: Source
    supervision: UUID
    number: int
    unit: UnitCode | None
    topic: Code
    advice: Code
    paper: PaperNumber
    dated: date
    answer_by: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerRecommendation:
    reply: Reply
    measure: Undertaking | None = None
    reason: WhyNot | None = None
    paper: PaperNumber
    dated: PastDate


@dataclass(frozen=True)
class RecommendationReceived:
    """Who supervises the plan recommended something to us. Stored for good, like the one below."""

    supervisor: Source
    supervision: UUID
    number: int
    unit: UnitCode | None
    topic: Code
    advice: Code
    paper: PaperNumber
    dated: date
    answer_by: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class RecommendationAnswerGiven:
    """We answered: accepted, with what is done; or not, and why."""

    reply: Reply
    reason: Code | None
    measure: Code | None
    paper: PaperNumber
    dated: date


Command = HearRecommendation | AnswerRecommendation
Event = RecommendationReceived | RecommendationAnswerGiven


@dataclass(frozen=True)
class AskedRecommendation:
    received: RecommendationReceived | None = None
    answer: RecommendationAnswerGiven | None = None

    @property
    def state(self) -> RecommendationState:
        if self.received is None:
            return RecommendationState.NONE
        return RecommendationState.REPLIED if self.answer else RecommendationState.TO_ANSWER

    @property
    def was_late(self) -> bool:
        by = self.received.answer_by if self.received else None
        return bool(self.answer and by and self.answer.dated > by)


def evolve(file: AskedRecommendation, event: Event) -> AskedRecommendation:
    match event:
        case RecommendationReceived():
            return replace(file, received=event)
        case RecommendationAnswerGiven():
            return replace(file, answer=event)
        case _:
            assert_never(event)


def decide(command: Command, file: AskedRecommendation, law: Law) -> Sequence[Event]:
    match command:
        case HearRecommendation():
            return [] if file.received else [RecommendationReceived(**vars(command))]
        case AnswerRecommendation():
            return _answer(command, file, law)
        case _:
            assert_never(command)


def _answer(command: AnswerRecommendation, file: AskedRecommendation, law: Law) -> list[Event]:
    if file.received is None:
        raise Refused("recommendation.unknown", "nobody recommended anything to us")
    reason, measure = must_hang_together(law, command.reply, command.reason, command.measure)
    must_follow(command.dated, file.received.dated, "recommendation.answer_before_paper")
    event = RecommendationAnswerGiven(command.reply, reason, measure, command.paper, command.dated)
    if file.answer == event:
        return []
    if file.answer:
        raise Refused("recommendation.answered_already", "it was answered")
    return [event]


RECOMMENDATION: Decider[AskedRecommendation, Command, Event] = Decider(
    "support.recommendation", "plan", AskedRecommendation(), evolve, decide, get_args(Event)
)
