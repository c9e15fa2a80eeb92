"""The small words of supervision: how far one is, and how a recommendation stands."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from msgspec import Meta

from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

RECOMMENDATIONS = UUID("d1c2f0a6-9a54-4a0e-8d4f-6f3c1b7e2a95")
Topic = Annotated[Code, Meta(extra={"list": "supervision_subjects"})]
Advice = Annotated[Code, Meta(extra={"list": "recommendation_kinds"})]
WhyNot = Annotated[Code, Meta(extra={"list": "recommendation_refusal_reasons"})]
Undertaking = Annotated[Code, Meta(extra={"list": "recommendation_measures"})]


class Stage(StrEnum):
    """How far a supervision is."""

    NONE = "none"
    FORESEEN = "foreseen"
    SUPERVISED = "supervised"
    FINISHED = "finished"
    DROPPED = "dropped"


class RecommendationState(StrEnum):
    """How a recommendation stands."""

    NONE = "none"
    TO_ANSWER = "to_answer"
    REPLIED = "replied"
    CLOSED = "recommendation_closed"


class Reply(StrEnum):
    """What the agency says to it."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"


def recommendation_id(supervision: UUID, number: int) -> UUID:
    """The file of a recommendation at the agency it was made to: both sides find the same."""
    return uuid5(RECOMMENDATIONS, f"{supervision}/{number}")


def must_hang_together(
    law: Law, reply: Reply, reason: Code | None, measure: Code | None
) -> tuple[Code | None, Code | None]:
    """What was accepted says what is done, what was not says why; the other of the two falls away."""
    if reply is Reply.ACCEPTED:
        if measure is None:
            raise Refused("recommendation.measure_missing", "what is done about it")
        must_know(law, "recommendation_measures", measure)
        return None, measure
    if reason is None:
        raise Refused("recommendation.reason_missing", "why it is not accepted")
    must_know(law, "recommendation_refusal_reasons", reason)
    return reason, None
