"""What happened while verification was asked of another agency, and what came of it."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import Outcome, Wish
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber


@dataclass(frozen=True)
class VerificationAsked:
    of: AgencyId
    asked_on: date
    due_on: date | None
    told_her: bool
    her_wish: Wish


@dataclass(frozen=True)
class VerificationAskedByLetter:
    to: Code
    asked_on: date
    due_on: date | None
    number: PaperNumber
    dated: date
    signer: Note
    told_her: bool
    her_wish: Wish
    scan: Digest | None = None


@dataclass(frozen=True)
class VerificationCameBack:
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class VerificationRecalled:
    """`of` is the agency that was asked; None where it was asked by letter."""

    of: AgencyId | None
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class VerificationDelayed:
    """`by_person`: the verifying agency set the day, and not the law."""

    due_on: date
    reason: Code
    by_person: bool = False


@dataclass(frozen=True)
class VictimIdentified:
    """On the paper that proves it: what kind, its number and day. What stands in it is not kept here."""

    proof_type: Code
    number: PaperNumber
    dated: date
    decided_on: date
    answer: PaperNumber | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class FoundNotVictim:
    decided_on: date
    number: PaperNumber
    scan: Digest | None = None


@dataclass(frozen=True)
class FoundUnresolved:
    decided_on: date
    number: PaperNumber
    scan: Digest | None = None


@dataclass(frozen=True)
class LateAnswerFiled:
    """An answer came although she had been identified on another paper: kept with the file, changing nothing."""

    outcome: Outcome
    answered_on: date
    number: PaperNumber
    certificate: PaperNumber | None = None
    certificate_on: date | None = None
    scan: Digest | None = None


AskerEvent = (
    VerificationAsked | VerificationAskedByLetter | VerificationCameBack | VerificationRecalled | VerificationDelayed
)
StatusEvent = VictimIdentified | FoundNotVictim | FoundUnresolved | LateAnswerFiled
