"""What happened in intake. Stored for good: fields are added with defaults, nothing is ever renamed or removed."""

from services.intake.domain.happened.care import (
    AccompanyingMinorRecorded,
    CareEvent,
    ChildCareArranged,
    InterpreterEngaged,
    SafetyAssessed,
)
from services.intake.domain.happened.consent import (
    ConsentAnswered,
    ConsentEvent,
)
from services.intake.domain.happened.deadlines import (
    DeadlineEvent,
    DueDaySet,
)
from services.intake.domain.happened.ending import (
    ContactLost,
    ContactRegained,
    EndingEvent,
    FileEnded,
    FileReopened,
    WrittenAnswerGiven,
)
from services.intake.domain.happened.facts import (
    FactsEvent,
    TraffickingFactsCorrected,
    TraffickingFactsRecorded,
)
from services.intake.domain.happened.letters import (
    LetterEvent,
    LetterFiled,
    LetterSent,
    SignedPaperRecorded,
)
from services.intake.domain.happened.notice import (
    AcceptanceLearned,
    HandoverAccepted,
    NoticeCameBack,
    NoticeEvent,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    RecallCameTooLate,
    ReceptionLearned,
    ReportRecorded,
)
from services.intake.domain.happened.protection import (
    ProtectionAsked,
    ProtectionDeclined,
    ProtectionEnded,
    ProtectionEvent,
    ProtectionGranted,
    ProtectionReceived,
    ProtectionRefused,
    ProtectionWasDeclined,
    ProtectionWasEnded,
    ProtectionWasGranted,
    ProtectionWasRefused,
)
from services.intake.domain.happened.reception import (
    EssentialNeedsGiven,
    InitialInformationRecorded,
    PersonReceived,
    PoliceRefused,
    ReceptionEvent,
)
from services.intake.domain.happened.rescue import (
    PersonRescued,
    RescueEvent,
    RescueLearned,
)
from services.intake.domain.happened.verification import (
    AskerEvent,
    FoundNotVictim,
    FoundUnresolved,
    LateAnswerFiled,
    StatusEvent,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationCameBack,
    VerificationDelayed,
    VerificationRecalled,
    VictimIdentified,
)
from services.intake.domain.happened.verifier import (
    VerificationAnswered,
    VerificationExtended,
    VerificationRecalledByAsker,
    VerificationReceived,
    VerificationReturnedToSender,
    VerifierEvent,
)

BesideEvent = CareEvent | ConsentEvent | FactsEvent | ProtectionEvent | LetterEvent | DeadlineEvent
"""What runs beside the procedure and moves none of its stages."""
Event = (
    NoticeEvent | RescueEvent | ReceptionEvent | AskerEvent | StatusEvent | EndingEvent | VerifierEvent | BesideEvent
)

__all__ = [
    "AcceptanceLearned",
    "AccompanyingMinorRecorded",
    "AskerEvent",
    "BesideEvent",
    "CareEvent",
    "ChildCareArranged",
    "ConsentAnswered",
    "ConsentEvent",
    "ContactLost",
    "ContactRegained",
    "DeadlineEvent",
    "DueDaySet",
    "EndingEvent",
    "EssentialNeedsGiven",
    "Event",
    "FactsEvent",
    "FileEnded",
    "FileReopened",
    "FoundNotVictim",
    "FoundUnresolved",
    "HandoverAccepted",
    "InitialInformationRecorded",
    "InterpreterEngaged",
    "LateAnswerFiled",
    "LetterEvent",
    "LetterFiled",
    "LetterSent",
    "NoticeCameBack",
    "NoticeEvent",
    "NoticeRecalled",
    "NoticeRecalledBySender",
    "NoticeReturnedToSender",
    "NoticeSentAgain",
    "NoticeTaken",
    "PersonReceived",
    "PersonRescued",
    "PoliceRefused",
    "ProtectionAsked",
    "ProtectionDeclined",
    "ProtectionEnded",
    "ProtectionEvent",
    "ProtectionGranted",
    "ProtectionReceived",
    "ProtectionRefused",
    "ProtectionWasDeclined",
    "ProtectionWasEnded",
    "ProtectionWasGranted",
    "ProtectionWasRefused",
    "RecallCameTooLate",
    "ReceptionEvent",
    "ReceptionLearned",
    "ReportRecorded",
    "RescueEvent",
    "RescueLearned",
    "SafetyAssessed",
    "SignedPaperRecorded",
    "StatusEvent",
    "TraffickingFactsCorrected",
    "TraffickingFactsRecorded",
    "VerificationAnswered",
    "VerificationAsked",
    "VerificationAskedByLetter",
    "VerificationCameBack",
    "VerificationDelayed",
    "VerificationExtended",
    "VerificationRecalled",
    "VerificationRecalledByAsker",
    "VerificationReceived",
    "VerificationReturnedToSender",
    "VerifierEvent",
    "VictimIdentified",
    "WrittenAnswerGiven",
]
