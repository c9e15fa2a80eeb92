"""What notifications reads of the facts others record: per stored name the few fields it needs, and nothing else.

How an identification ended is not among them: one fact stands for every answer.
"""

from datetime import date
from typing import TypeAlias

import msgspec

from services.notifications.domain.of_benefits import BenefitBegin, BenefitFact
from services.notifications.domain.of_reports import ReportBegin, ReportFact
from services.notifications.domain.of_support import SupportBegin, SupportFact
from shared.kernel.words import AgencyId, Code, UnitCode


class _Fact(msgspec.Struct, frozen=True, tag=True):
    """A fact as its reader sees it; kept under the name of its class."""


class _Begin(_Fact, frozen=True):
    """The first fact of an agency's file of a case: it says whose unit the case is, where that is known."""

    unit: UnitCode | None


class ReportRecorded(_Begin, frozen=True):
    notified: AgencyId | None
    reception_due: date | None


class NoticeTaken(_Begin, frozen=True):
    reception_due: date | None


class VerificationReceived(_Begin, frozen=True):
    due_on: date | None


class NoticeSentAgain(_Fact, frozen=True):
    unit: UnitCode | None = None


class NoticeReturnedToSender(_Fact, frozen=True):
    """By the agency that was to receive the person."""


class NoticeAccepted(_Fact, frozen=True):
    """By the agency that was to receive the person, or as the sender learned."""


class NoticeCameBack(_Fact, frozen=True):
    """To the agency that had sent it."""


class NoticeRecalled(_Fact, frozen=True):
    """At the agency that took it back, and at the one it was taken back from: nobody is to receive her."""


class ReceptionLearned(_Fact, frozen=True):
    """By the agency that had sent the notice."""


class PersonReceived(_Fact, frozen=True):
    """By the agency whose task it is."""


class VerificationExtended(_Fact, frozen=True):
    due_on: date


class VerificationEnded(_Fact, frozen=True):
    """At the verifying agency: answered, or returned to the asker."""


class VerificationAsked(_Fact, frozen=True):
    of: AgencyId


class DueDaySet(_Fact, frozen=True):
    """A person set the last day of a term that the law gives none."""

    term: Code
    due_on: date


class VerificationAskedByLetter(_Fact, frozen=True):
    due_on: date | None
    to: Code | None = None


class VerificationDelayed(_Fact, frozen=True):
    due_on: date


class VerificationCameBack(_Fact, frozen=True):
    """To the agency that had asked."""


class AnswerLearned(_Fact, frozen=True):
    """By the agency that had asked, or read from another proof: however it ended."""


class ProtectionReceived(_Begin, frozen=True):
    """At the protecting agency; where it knew nothing of her, its file begins with it."""

    due_on: date | None
    asker: AgencyId | None = None


class ProtectionRecalledByAsker(_Fact, frozen=True):
    """At the protecting agency: what this one asked waits no more, what others asked does."""

    asker: AgencyId


class ProtectionGranted(_Fact, frozen=True):
    """At the protecting agency."""

    until: date | None = None


class ProtectionRefused(_Fact, frozen=True):
    """By her, at this desk or another: nothing is asked any more and nothing stands."""


class ProtectionDeclined(_Fact, frozen=True):
    """At the protecting agency: what stands goes on."""


class ProtectionEnded(_Fact, frozen=True):
    """At the protecting agency: what is asked stays asked."""


class ProtectionAsked(_Fact, frozen=True):
    of: AgencyId
    due_on: date | None


class ProtectionRecalled(_Fact, frozen=True):
    """By the agency that had asked."""


class ProtectionAnswerLearned(_Fact, frozen=True):
    """By an agency that had asked, or works on her case: however it was answered."""


class ProtectionWasEnded(_Fact, frozen=True):
    """Learned by the agencies that work on her case."""


class FileEnded(_Fact, frozen=True):
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
