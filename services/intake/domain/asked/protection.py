"""What people ask about her protection and that of her relatives, and what the protecting agency asks."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.words import (
    ProtectedPerson,
    ProtectionDeclineReason,
    ProtectionEndingReason,
    ProtectionMeasure,
    RecallReason,
    Wish,
)
from shared.kernel.sealed import Note
from shared.kernel.words import Digest, PaperNumber, PastDate


@dataclass(frozen=True)
class AskProtection:
    """Whom it protects, by which measures, and what she wishes. No term of the law is confirmed: `answer_by` is the day
    the asker sets."""

    asked_on: PastDate
    protects: tuple[ProtectedPerson, ...]
    measures: tuple[ProtectionMeasure, ...]
    told_her: bool
    her_wish: Wish
    answer_by: date | None = None
    why: Note | None = None


@dataclass(frozen=True)
class RecallProtection:
    """Our own request, while nobody has answered it: for the wrong person, or no longer needed."""

    reason: RecallReason
    note: Note | None = None


@dataclass(frozen=True)
class GrantProtection:
    """Granted again, it is changed or prolonged: the newer decision holds, both stay. Without `until` it lasts until it is
    ended."""

    granted_on: PastDate
    protects: tuple[ProtectedPerson, ...]
    measures: tuple[ProtectionMeasure, ...]
    number: PaperNumber
    until: date | None = None
    note: Note | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class DeclineProtection:
    declined_on: PastDate
    reason: ProtectionDeclineReason
    note: Note | None = None


@dataclass(frozen=True)
class RecordProtectionRefusal:
    """She does not want to be protected: her right, and from then on her safety is her own (ND62 chương I)."""

    refused_on: PastDate
    told_what_it_means: bool
    note: Note | None = None


@dataclass(frozen=True)
class EndProtection:
    ended_on: PastDate
    reason: ProtectionEndingReason
    note: Note | None = None
