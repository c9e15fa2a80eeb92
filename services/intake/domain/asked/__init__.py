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
from services.intake.domain.asked.facts import (
    CorrectTraffickingFacts,
    RecordTraffickingFacts,
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
from services.intake.domain.asked.protection import (
    AskProtection,
    DeclineProtection,
    EndProtection,
    GrantProtection,
    RecallProtection,
    RecordProtectionRefusal,
)
from services.intake.domain.asked.reception import (
    GiveEssentialNeeds,
    RecordInitialInformation,
    RecordPoliceRefusal,
    RecordProof,
    RecordReception,
)
from services.intake.domain.asked.rescue import (
    RecordRescue,
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
    "AskProtection",
    "AskVerification",
    "AskVerificationByLetter",
    "AssessSafety",
    "CorrectTraffickingFacts",
    "DeclineProtection",
    "EndFile",
    "EndProtection",
    "EngageInterpreter",
    "ExtendVerification",
    "FileLetter",
    "GiveEssentialNeeds",
    "GiveWrittenAnswer",
    "GrantProtection",
    "RecallNotice",
    "RecallProtection",
    "RecallVerification",
    "RecordAccompanyingMinor",
    "RecordContactRegained",
    "RecordInitialInformation",
    "RecordLetterAnswer",
    "RecordLetterSent",
    "RecordLostContact",
    "RecordPoliceRefusal",
    "RecordProof",
    "RecordProtectionRefusal",
    "RecordReception",
    "RecordReport",
    "RecordRescue",
    "RecordSignedPaper",
    "RecordTraffickingFacts",
    "ReopenFile",
    "ReturnNotice",
    "ReturnVerification",
    "SendNoticeAgain",
    "SetDueDay",
]
