"""A review round: until when it is answered, and the answers of each unit, the newest last."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from services.support.plan.domain.reports.rounds.events import (
    Event,
    ReviewAnswered,
    ReviewAnswerTaken,
    ReviewHeard,
    ReviewOpened,
)
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Code

Answer = ReviewAnswered | ReviewAnswerTaken


@dataclass(frozen=True)
class Review:
    """`answers` of each unit by its code (`communes.20008`), oldest first."""

    asked: ReviewOpened | ReviewHeard | None = None
    answers: Mapping[Code, tuple[Answer, ...]] = field(default_factory=dict)

    def answer(self, of: Obliged) -> Answer | None:
        """The answer that counts: the newest."""
        said = self.answers.get(of.code, ())
        return said[-1] if said else None

    def only(self, these: Callable[[Code], bool]) -> "Review":
        """The same round with the answers of these alone."""
        return replace(self, answers={code: said for code, said in self.answers.items() if these(code)})

    def first_answered_on(self, of: Obliged) -> date | None:
        return min((each.answered_on for each in self.answers.get(of.code, ())), default=None)


def evolve(review: Review, event: Event) -> Review:
    match event:
        case ReviewOpened() | ReviewHeard():
            return replace(review, asked=event)
        case ReviewAnswered() | ReviewAnswerTaken():
            code = Obliged(event.agency, event.unit).code
            return replace(review, answers={**review.answers, code: (*review.answers.get(code, ()), event)})
        case _:
            assert_never(event)
