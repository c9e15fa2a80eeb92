"""What support tells of training: who is on the rosters of officers who support victims, and which classes they attended."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.handed import OnRoster
from shared.kernel.sealed import Identity
from shared.kernel.words import AgencyId, Code, PaperNumber, UnitCode

__all__ = ["OfficerChanged", "OfficerLeft", "OfficerListed", "OfficerTrained", "OnRoster", "TrainingTakenBack"]


@dataclass(frozen=True)
class OfficerListed:
    """To the lead: this officer supports victims here from this day on. The name comes along for training."""

    agency: AgencyId
    unit: UnitCode | None
    position: Code
    since: date
    name: Identity | None = None


@dataclass(frozen=True)
class OfficerChanged:
    """To the lead: so the line stands now; without `spells` it was a mistake. `name` only where it was corrected."""

    position: Code
    spells: tuple[OnRoster, ...]
    name: Identity | None = None


@dataclass(frozen=True)
class OfficerLeft:
    """To the lead: `until` was the last day."""

    until: date
    reason: Code


@dataclass(frozen=True)
class OfficerTrained:
    """To the officer's agency, or from it to the lead: a class was attended; told again, this is how it was."""

    training: UUID
    held_on: date
    subjects: tuple[Code, ...]
    hours: int
    certificate: PaperNumber | None = None
    dated: date | None = None


@dataclass(frozen=True)
class TrainingTakenBack:
    """To the same: that class was put down by mistake."""

    training: UUID
