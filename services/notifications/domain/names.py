"""Under which stored names others record what notifications reads, and which names have nothing for it."""

from collections.abc import Mapping

import msgspec

from services.notifications.domain import facts
from services.notifications.domain.facts import Fact
from services.notifications.domain.of_benefits import BENEFIT_FACTS, NO_NOTICE_OF_BENEFITS
from services.notifications.domain.of_reports import NO_NOTICE, REPORT_FACTS
from services.notifications.domain.of_support import NO_NOTICE_OF_SUPPORT, SUPPORT_FACTS
from shared.journal import JournalEntry

FACTS: Mapping[str, type[Fact]] = {
    "intake.case.ReportRecorded": facts.ReportRecorded,
    "intake.case.NoticeSentAgain": facts.NoticeSentAgain,
    "intake.case.NoticeTaken": facts.NoticeTaken,
    "intake.case.HandoverAccepted": facts.NoticeAccepted,
    "intake.case.AcceptanceLearned": facts.NoticeAccepted,
    "intake.case.NoticeReturnedToSender": facts.NoticeReturnedToSender,
    "intake.case.NoticeCameBack": facts.NoticeCameBack,
    "intake.case.NoticeRecalled": facts.NoticeRecalled,
    "intake.case.NoticeRecalledBySender": facts.NoticeRecalled,
    "intake.case.ReceptionLearned": facts.ReceptionLearned,
    "intake.case.PersonReceived": facts.PersonReceived,
    "intake.case.VerificationReceived": facts.VerificationReceived,
    "intake.case.VerificationExtended": facts.VerificationExtended,
    "intake.case.DueDaySet": facts.DueDaySet,
    "intake.case.VerificationAnswered": facts.VerificationEnded,
    "intake.case.VerificationReturnedToSender": facts.VerificationEnded,
    "intake.case.VerificationRecalledByAsker": facts.VerificationEnded,
    "intake.case.VerificationRecalled": facts.AnswerLearned,
    "intake.case.VerificationAsked": facts.VerificationAsked,
    "intake.case.VerificationAskedByLetter": facts.VerificationAskedByLetter,
    "intake.case.VerificationDelayed": facts.VerificationDelayed,
    "intake.case.VerificationCameBack": facts.VerificationCameBack,
    "intake.case.VictimIdentified": facts.AnswerLearned,
    "intake.case.FoundNotVictim": facts.AnswerLearned,
    "intake.case.FoundUnresolved": facts.AnswerLearned,
    "intake.case.LateAnswerFiled": facts.AnswerLearned,
    "intake.case.ProtectionReceived": facts.ProtectionReceived,
    "intake.case.ProtectionGranted": facts.ProtectionGranted,
    "intake.case.ProtectionDeclined": facts.ProtectionDeclined,
    "intake.case.ProtectionRefused": facts.ProtectionRefused,
    "intake.case.ProtectionEnded": facts.ProtectionEnded,
    "intake.case.ProtectionAsked": facts.ProtectionAsked,
    "intake.case.ProtectionRecalled": facts.ProtectionRecalled,
    "intake.case.ProtectionRecalledByAsker": facts.ProtectionRecalledByAsker,
    "intake.case.ProtectionWasGranted": facts.ProtectionAnswerLearned,
    "intake.case.ProtectionWasDeclined": facts.ProtectionAnswerLearned,
    "intake.case.ProtectionWasRefused": facts.ProtectionRefused,
    "intake.case.ProtectionWasEnded": facts.ProtectionWasEnded,
    "intake.case.FileEnded": facts.FileEnded,
    **REPORT_FACTS,
    **SUPPORT_FACTS,
    **BENEFIT_FACTS,
}
NOTHING_FOR_US = NO_NOTICE | NO_NOTICE_OF_SUPPORT | NO_NOTICE_OF_BENEFITS | frozenset({
    "intake.case.RecallCameTooLate",
    "intake.case.ProtectionRecallCameTooLate",
    "intake.case.SafetyAssessed",
    "intake.case.InterpreterEngaged",
    "intake.case.AccompanyingMinorRecorded",
    "intake.case.ChildCareArranged",
    "intake.case.ConsentAnswered",
    "intake.case.LetterSent",
    "intake.case.LetterFiled",
    "intake.case.SignedPaperRecorded",
    "intake.case.ContactLost",
    "intake.case.ContactRegained",
    "intake.case.WrittenAnswerGiven",
    "intake.case.FileReopened",
    "intake.case.PersonRescued",
    "intake.case.RescueLearned",
    "intake.case.TraffickingFactsRecorded",
    "intake.case.TraffickingFactsCorrected",
    "intake.case.EssentialNeedsGiven",
    "intake.case.InitialInformationRecorded",
    "intake.case.PoliceRefused",
})  # fmt: skip
"""Done at the own desk and without a last day there. Entries that are no step of a case (readings, skipped messages)
have names of other aggregates and are left alone too."""


def fact_of(entry: JournalEntry) -> Fact | None:
    """What we need of an entry; None when there is nothing in it for us. Raises msgspec's ValidationError (it names a
    field, never a value) for a fact that is not what its name promises."""
    kind = FACTS.get(entry.name)
    return msgspec.json.decode(entry.fact, type=kind) if kind else None
