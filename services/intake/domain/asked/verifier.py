"""What people of the verifying agency ask."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import ExtensionReason, Outcome, ReturnReason
from shared.kernel.sealed import Note
from shared.kernel.words import Digest, PaperNumber, PastDate


@dataclass(frozen=True)
class ReturnVerification:
    reason: ReturnReason
    note: Note | None = None


@dataclass(frozen=True)
class ExtendVerification:
    """`due_on` is asked for only where the law's longest term is not confirmed."""

    reason: ExtensionReason
    due_on: date | None = None


@dataclass(frozen=True)
class AnswerVerification:
    """A victim gets a certificate: its number and day."""

    outcome: Outcome
    answered_on: PastDate
    number: PaperNumber
    certificate: PaperNumber | None = None
    certificate_on: PastDate | None = None
    scan: Digest | None = None
