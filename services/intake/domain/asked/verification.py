"""What people ask of verification, by message or by letter."""

from dataclasses import dataclass

from services.intake.domain.words import Outcome, RecallReason, Wish
from shared.kernel.sealed import Note
from shared.kernel.words import Code, Digest, PaperNumber, PastDate


@dataclass(frozen=True)
class AskVerification:
    asked_on: PastDate
    told_her: bool
    her_wish: Wish


@dataclass(frozen=True)
class AskVerificationByLetter:
    asked_on: PastDate
    to: Code
    number: PaperNumber
    dated: PastDate
    signer: Note
    told_her: bool
    her_wish: Wish
    scan: Digest | None = None


@dataclass(frozen=True)
class RecordLetterAnswer:
    outcome: Outcome
    number: PaperNumber
    dated: PastDate
    certificate: PaperNumber | None = None
    certificate_on: PastDate | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class RecallVerification:
    """Nobody is to verify it any more: she has shown a proof, or does not want it."""

    reason: RecallReason
    note: Note | None = None
