"""What people ask of intake."""

from services.intake.domain.asked.notice import (
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
    RecordLetterAnswer,
)
from services.intake.domain.asked.verifier import (
    AnswerVerification,
    ExtendVerification,
    ReturnVerification,
)

__all__ = [
    "AnswerVerification",
    "AskVerification",
    "AskVerificationByLetter",
    "ExtendVerification",
    "GiveEssentialNeeds",
    "RecordInitialInformation",
    "RecordLetterAnswer",
    "RecordPoliceRefusal",
    "RecordProof",
    "RecordReception",
    "RecordReport",
    "ReturnNotice",
    "ReturnVerification",
    "SendNoticeAgain",
]
