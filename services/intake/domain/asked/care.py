"""What people ask about her safety and her wishes, her interpreter, those who came with her, and a child's own path."""

from dataclasses import dataclass

from services.intake.domain.words import (
    CompanionRelation,
    ConfidentialityChoice,
    EssentialNeed,
    RepresentativeKind,
    SafetyConcern,
    SafetyLevel,
)
from shared.kernel.sealed import Contact, Identity, Note, Relatives
from shared.kernel.words import AgeGroup, Digest, PastDate, Sex


@dataclass(frozen=True)
class AssessSafety:
    """What she fears, and what she wants kept from whom. Asked again: the newer answer holds, both stay."""

    assessed_on: PastDate
    level: SafetyLevel
    concerns: tuple[SafetyConcern, ...] = ()
    confidentiality: tuple[ConfidentialityChoice, ...] = ()
    safe_contact: Contact | None = None
    note: Note | None = None


@dataclass(frozen=True)
class EngageInterpreter:
    """Somebody speaks for her: only under a signed pledge, and from her own village only if she agrees."""

    engaged_on: PastDate
    from_her_village: bool
    she_agrees: bool
    pledge_signed_on: PastDate | None = None
    language: Identity | None = None
    interpreter: Note | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class RecordAccompanyingMinor:
    """A child or minor who came with her has needs of its own."""

    recorded_on: PastDate
    relation: CompanionRelation
    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    needs: tuple[EssentialNeed, ...] = ()
    minor: Relatives | None = None


@dataclass(frozen=True)
class ArrangeChildCare:
    """She is, or was when it happened, under 18: who of the commune looks after the child, and who may speak for it."""

    arranged_on: PastDate
    age_group: AgeGroup
    age_at_act: AgeGroup
    representative: RepresentativeKind
    representative_suspected: bool
    child_officer: Note | None = None
    representative_person: Relatives | None = None
