"""What can be asked of a review round. Which month it is, its id says: the desk adds it."""

from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.reports.words import OfPlan, OfUnit, ReviewCount
from shared.kernel.words import AgencyId, Code, PastDate, UnitCode


@dataclass(frozen=True, kw_only=True)
class OpenReview(OfPlan):
    month: date
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class AnswerReview(OfUnit):
    """`of` is whose answer it is, where those of others are kept at one desk too."""

    month: date
    cases: ReviewCount
    answered_on: PastDate
    of: Code | None = None


@dataclass(frozen=True, kw_only=True)
class HearReview:
    plan: Code
    month: date
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class TakeReviewAnswer:
    plan: Code
    month: date
    agency: AgencyId
    unit: UnitCode | None
    cases: int
    answered_on: date
    late: bool


Command = OpenReview | AnswerReview | HearReview | TakeReviewAnswer
