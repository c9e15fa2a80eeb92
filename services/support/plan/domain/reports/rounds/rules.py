"""What can be done in a review round, and what follows. A number and nothing else: nobody is named in it."""

from collections.abc import Sequence
from typing import assert_never

from services.support.plan.domain.checks import plan_of
from services.support.plan.domain.reports.rounds.commands import (
    AnswerReview,
    Command,
    HearReview,
    OpenReview,
    TakeReviewAnswer,
)
from services.support.plan.domain.reports.rounds.events import (
    Event,
    ReviewAnswered,
    ReviewAnswerTaken,
    ReviewHeard,
    ReviewOpened,
)
from services.support.plan.domain.reports.rounds.review import Review, evolve
from services.support.plan.domain.reports.words import LEAD, lead_inbox, must_be_theirs, must_lie_there
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import Source


def decide(command: Command, review: Review, law: Law) -> Sequence[Event]:
    match command:
        case OpenReview():
            return _open(command, review, law)
        case AnswerReview():
            return _answer(command, review, law)
        case HearReview():
            heard = ReviewHeard(command.plan, command.month, command.answer_by)
            return [] if review.asked == heard else [heard]
        case TakeReviewAnswer():
            who = Obliged(command.agency, command.unit)
            must_be_theirs(law, who)
            taken = ReviewAnswerTaken(**vars(command))
            return [] if review.answer(who) == taken else [taken]
        case _:
            assert_never(command)


def _open(command: OpenReview, review: Review, law: Law) -> list[Event]:
    plan_of(law, command.plan)
    if command.answer_by < command.month:
        raise Refused("review.answer_before_month", f"{command.answer_by} is before the month")
    if review.asked and review.asked.answer_by == command.answer_by:
        return []
    return [ReviewOpened(command.plan, command.month, command.answer_by, _everybody(law))]


def _answer(command: AnswerReview, review: Review, law: Law) -> list[Event]:
    plan_of(law, command.plan)
    who = Obliged(command.agency, command.unit)
    must_lie_there(law, who)
    if review.asked is None:
        raise Refused("review.not_open", "nobody asked for this month yet")
    before = review.answer(who)
    if before and before.cases == command.cases:
        return []
    late = before.late if before else command.answered_on > review.asked.answer_by
    return [
        ReviewAnswered(
            command.plan, command.month, *who, command.cases, command.answered_on, late,
            lead_inbox(law, command.agency),
        )
    ]  # fmt: skip


def _everybody(law: Law) -> tuple[Source, ...]:
    """Every agency that is asked and has a place here; the lead itself knows."""
    lead = law.holder(LEAD)
    others = (agency for agency in law.agencies if lead is None or agency != lead.id)
    return tuple(sorted(inbox for agency in others if (inbox := law.inbox("support", agency))))


REVIEW: Decider[Review, Command, Event] = Decider(
    "support.review", "plan", Review(), evolve, decide,
    (ReviewOpened, ReviewHeard, ReviewAnswered, ReviewAnswerTaken),
)  # fmt: skip
