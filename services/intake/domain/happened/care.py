"""What happened for her safety and wishes, with her interpreter, those who came with her, and a child's own path."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Contact, Identity, Note, Relatives
from shared.kernel.words import AgeGroup, Code, Digest, Sex


@dataclass(frozen=True)
class SafetyAssessed:
    assessed_on: date
    level: Code
    concerns: tuple[Code, ...] = ()
    confidentiality: tuple[Code, ...] = ()
    safe_contact: Contact | None = None
    note: Note | None = None


@dataclass(frozen=True)
class InterpreterEngaged:
    engaged_on: date
    from_her_village: bool
    pledge_signed_on: date
    language: Identity | None = None
    interpreter: Note | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class AccompanyingMinorRecorded:
    recorded_on: date
    relation: Code
    sex: Sex
    age_group: AgeGroup
    needs: tuple[Code, ...] = ()
    minor: Relatives | None = None


@dataclass(frozen=True)
class ChildCareArranged:
    """`age_group` is her age now; two lines of the law: under 16 a child (trẻ em), under 18 a minor."""

    arranged_on: date
    age_group: AgeGroup
    age_at_act: AgeGroup
    representative: Code
    representative_suspected: bool
    child_officer: Note | None = None
    representative_person: Relatives | None = None


CareEvent = SafetyAssessed | InterpreterEngaged | AccompanyingMinorRecorded | ChildCareArranged
