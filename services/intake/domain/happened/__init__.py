"""What happened in intake. Stored for good: fields are added with defaults, nothing is ever renamed or removed."""

from services.intake.domain.happened.notice import (
    NoticeCameBack,
    NoticeEvent,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    ReceptionLearned,
    ReportRecorded,
)
from services.intake.domain.happened.reception import (
    EssentialNeedsGiven,
    InitialInformationRecorded,
    PersonReceived,
    PoliceRefused,
    ReceptionEvent,
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
    VictimIdentified,
)
from services.intake.domain.happened.verifier import (
    VerificationAnswered,
    VerificationExtended,
    VerificationReceived,
    VerificationReturnedToSender,
    VerifierEvent,
)

Event = NoticeEvent | ReceptionEvent | AskerEvent | StatusEvent | VerifierEvent

__all__ = [
    "AskerEvent",
    "EssentialNeedsGiven",
    "Event",
    "FoundNotVictim",
    "FoundUnresolved",
    "InitialInformationRecorded",
    "LateAnswerFiled",
    "NoticeCameBack",
    "NoticeEvent",
    "NoticeReturnedToSender",
    "NoticeSentAgain",
    "NoticeTaken",
    "PersonReceived",
    "PoliceRefused",
    "ReceptionEvent",
    "ReceptionLearned",
    "ReportRecorded",
    "StatusEvent",
    "VerificationAnswered",
    "VerificationAsked",
    "VerificationAskedByLetter",
    "VerificationCameBack",
    "VerificationDelayed",
    "VerificationExtended",
    "VerificationReceived",
    "VerificationReturnedToSender",
    "VerifierEvent",
    "VictimIdentified",
]
