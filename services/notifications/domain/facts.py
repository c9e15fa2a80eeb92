"""What notifications reads of the facts others record: per stored name the few fields it needs, and nothing else.

How an identification ended is not among them: one fact stands for every answer.
"""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.notifications.domain.of_benefits import BenefitBegin, BenefitFact
from services.notifications.domain.of_reports import ReportBegin, ReportFact
from services.notifications.domain.of_support import SupportBegin, SupportFact
from services.notifications.domain.shape import FirstShape, Shape
from shared.kernel.words import AgencyId, Code, UnitCode


class ReportRecorded(FirstShape, frozen=True):
    notified: AgencyId | None
    reception_due: date | None
    from_import: UUID | None = None

    @property
    def is_past(self) -> bool:
        return self.from_import is not None


class NoticeTaken(FirstShape, frozen=True):
    reception_due: date | None
    past: bool | None = None  # entries written before it could be said have none

    @property
    def is_past(self) -> bool:
        return bool(self.past)


class VerificationReceived(FirstShape, frozen=True):
    due_on: date | None


class NoticeSentAgain(Shape, frozen=True):
    unit: UnitCode | None = None


class NoticeReturnedToSender(Shape, frozen=True):
    """By the agency that was to receive the person."""


class NoticeAccepted(Shape, frozen=True):
    """By the agency that was to receive the person, or as the sender learned."""


class NoticeCameBack(Shape, frozen=True):
    """To the agency that had sent it."""


class NoticeRecalled(Shape, frozen=True):
    """At the agency that took it back, and at the one it was taken back from: nobody is to receive her."""


class ReceptionLearned(Shape, frozen=True):
    """By the agency that had sent the notice."""


class PersonReceived(Shape, frozen=True):
    """By the agency whose task it is."""


class VerificationExtended(Shape, frozen=True):
    due_on: date


class VerificationEnded(Shape, frozen=True):
    """At the verifying agency: answered, or returned to the asker."""


class VerificationAsked(Shape, frozen=True):
    of: AgencyId


class DueDaySet(Shape, frozen=True):
    """A person set the last day of a term that the law gives none."""

    term: Code
    due_on: date


class VerificationAskedByLetter(Shape, frozen=True):
    due_on: date | None
    to: Code | None = None


class VerificationDelayed(Shape, frozen=True):
    due_on: date


class VerificationCameBack(Shape, frozen=True):
    """To the agency that had asked."""


class AnswerLearned(Shape, frozen=True):
    """By the agency that had asked, or read from another proof: however it ended."""


class ProtectionReceived(FirstShape, frozen=True):
    """At the protecting agency; where it knew nothing of her, its file begins with it."""

    due_on: date | None
    asker: AgencyId | None = None


class ProtectionRecalledByAsker(Shape, frozen=True):
    """At the protecting agency: what this one asked waits no more, what others asked does."""

    asker: AgencyId


class ProtectionGranted(Shape, frozen=True):
    """At the protecting agency."""

    until: date | None = None


class ProtectionRefused(Shape, frozen=True):
    """By her, at this desk or another: nothing is asked any more and nothing stands."""


class ProtectionDeclined(Shape, frozen=True):
    """At the protecting agency: what stands goes on."""


class ProtectionEnded(Shape, frozen=True):
    """At the protecting agency: what is asked stays asked."""


class ProtectionAsked(Shape, frozen=True):
    of: AgencyId
    due_on: date | None


class ProtectionRecalled(Shape, frozen=True):
    """By the agency that had asked."""


class ProtectionAnswerLearned(Shape, frozen=True):
    """By an agency that had asked, or works on her case: however it was answered."""


class ProtectionWasEnded(Shape, frozen=True):
    """Learned by the agencies that work on her case."""


class FileEnded(Shape, frozen=True):
    """By the agency whose task she was."""


Begin: TypeAlias = (
    ReportRecorded | NoticeTaken | VerificationReceived | ProtectionReceived | SupportBegin | ReportBegin | BenefitBegin
)
Fact: TypeAlias = (
    Begin | NoticeSentAgain | NoticeAccepted | NoticeReturnedToSender | NoticeCameBack | NoticeRecalled | ReceptionLearned
    | PersonReceived | FileEnded | VerificationExtended | VerificationEnded
    | DueDaySet | VerificationAsked | VerificationAskedByLetter | VerificationDelayed | VerificationCameBack
    | ProtectionGranted | ProtectionRefused | ProtectionDeclined | ProtectionEnded | ProtectionAsked
    | ProtectionRecalled | ProtectionRecalledByAsker | ProtectionAnswerLearned | ProtectionWasEnded
    | AnswerLearned | SupportFact | ReportFact | BenefitFact
)  # fmt: skip
