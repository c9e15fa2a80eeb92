"""What people ask of intake."""

from services.intake.domain.asked.care import (
    ArrangeChildCare,
    AssessSafety,
    EngageInterpreter,
    RecordAccompanyingMinor,
)
from services.intake.domain.asked.consent import (
    AnswerConsent,
)
from services.intake.domain.asked.deadlines import (
    SetDueDay,
)
from services.intake.domain.asked.ending import (
    EndFile,
    GiveWrittenAnswer,
    RecordContactRegained,
    RecordLostContact,
    ReopenFile,
)
from services.intake.domain.asked.letters import (
    FileLetter,
    RecordLetterSent,
    RecordSignedPaper,
)
from services.intake.domain.asked.notice import (
    AcceptHandover,
    RecallNotice,
    RecordReport,
    ReturnNotice,
    SendNoticeAgain,
)
from services.intake.domain.asked.reception import (
    GiveEssentialNeeds,
    RecordInitialInformation,
    RecordPoliceRefusal,
    RecordProof,
    RecordReception,
)
from services.intake.domain.asked.verification import (
    AskVerification,
    AskVerificationByLetter,
    RecallVerification,
    RecordLetterAnswer,
)
from services.intake.domain.asked.verifier import (
    AnswerVerification,
    ExtendVerification,
    ReturnVerification,
)

__all__ = [
    "AcceptHandover",
    "AnswerConsent",
    "AnswerVerification",
    "ArrangeChildCare",
    "AskVerification",
    "AskVerificationByLetter",
    "AssessSafety",
    "EndFile",
    "EngageInterpreter",
    "ExtendVerification",
    "FileLetter",
    "GiveEssentialNeeds",
    "GiveWrittenAnswer",
    "RecallNotice",
    "RecallVerification",
    "RecordAccompanyingMinor",
    "RecordContactRegained",
    "RecordInitialInformation",
    "RecordLetterAnswer",
    "RecordLetterSent",
    "RecordLostContact",
    "RecordPoliceRefusal",
    "RecordProof",
    "RecordReception",
    "RecordReport",
    "RecordSignedPaper",
    "ReopenFile",
    "ReturnNotice",
    "ReturnVerification",
    "SendNoticeAgain",
    "SetDueDay",
]
