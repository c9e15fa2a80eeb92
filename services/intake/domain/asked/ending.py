"""What people ask when contact is lost or found again, when she is answered in writing, and when a file ends or goes on."""

from dataclasses import dataclass

from services.intake.domain.words import EndingReason, ReopeningReason
from shared.kernel.sealed import Note
from shared.kernel.words import Digest, PaperNumber, PastDate


@dataclass(frozen=True)
class RecordLostContact:
    last_reached_on: PastDate
    note: Note | None = None


@dataclass(frozen=True)
class RecordContactRegained:
    regained_on: PastDate
    note: Note | None = None


@dataclass(frozen=True)
class GiveWrittenAnswer:
    """Not a victim: she is answered in writing and shown the way to general assistance (L2011 Điều 24)."""

    number: PaperNumber
    dated: PastDate
    signer: Note
    given_on: PastDate
    assistance_offered: bool
    scan: Digest | None = None


@dataclass(frozen=True)
class EndFile:
    """`past` is said by the desk of past cases alone: it was over before anybody wrote it down here (decision 47)."""

    ended_on: PastDate
    reason: EndingReason
    note: Note | None = None
    past: bool = False


@dataclass(frozen=True)
class ReopenFile:
    reopened_on: PastDate
    reason: ReopeningReason
    note: Note | None = None
