"""Who is told of a supervision: the agency something is recommended to, and the Front of its answer. Nobody's data travels."""

from collections.abc import Iterable
from typing import assert_never

from services.support.plan.domain.supervisions import asked
from services.support.plan.domain.supervisions.asked import AskedRecommendation
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
from services.support.plan.domain.supervisions.supervision import Supervision
from shared.contracts import support_inspections as told
from shared.kernel.tell import Grant, Happened, Tell

SCAN = Grant(("papers",), "supervision", "legal_duty")
"""The paper of the recommendation travels to whom it is addressed; no paper travels back."""


def tell_of_supervision(happened: Happened, file: Supervision) -> Iterable[Tell]:
    event: Event = happened.fact
    match event:
        case RecommendationDrawnUp():
            return _made(event, file)
        case (
            SupervisionPlanned()
            | SupervisionDropped()
            | SupervisionCarriedOut()
            | RecommendationClosed()
            | SupervisionFinished()
        ):
            return []
        case RecommendationAnswerLearned() | RecommendationAnswerFiled():
            return []  # they told us
        case _:
            assert_never(event)


def _made(event: RecommendationDrawnUp, file: Supervision) -> list[Tell]:
    if event.inbox is None:
        return []
    assert file.planned is not None
    message = told.RecommendationMade(
        event.number, event.unit, file.planned.topic, event.advice, event.paper, event.dated, event.answer_by, event.scan
    )  # fmt: skip
    return [Tell(event.inbox, message, SCAN if event.scan else None)]


def tell_of_recommendation(happened: Happened, file: AskedRecommendation) -> Iterable[Tell]:
    event: asked.Event = happened.fact
    match event:
        case asked.RecommendationAnswerGiven(reply, reason, measure, paper, dated):
            received = file.received
            assert received is not None
            message = told.RecommendationAnswered(
                received.supervision, received.number, reply, reason, measure, paper, dated
            )  # fmt: skip
            return [Tell(received.supervisor, message)]
        case asked.RecommendationReceived():
            return []  # told to us
        case _:
            assert_never(event)
