"""What can have happened to an officer's line of the roster.

Events are stored for good: fields are added with defaults, none is renamed or removed. The name is sealed; all else is coarse.
`told_to` is the lead's instance, that counts all officers of the town; None, where this is it.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Identity
from shared.kernel.words import AgencyId, Code, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class Spell:
    """A time on the roster, both days included; `until` None: it lasts."""

    since: date
    until: date | None = None
    reason: Code | None = None


@dataclass(frozen=True)
class OfficerListed:
    """Somebody supports victims at this agency or unit from this day on."""

    agency: AgencyId
    unit: UnitCode | None
    position: Code
    since: date
    name: Identity
    told_to: Source | None = None


@dataclass(frozen=True)
class OfficerCorrected:
    """The line was written down wrongly, or the position is another now. `name` None: it stays."""

    position: Code
    since: date
    name: Identity | None = None


@dataclass(frozen=True)
class OfficerLeft:
    """The officer supports victims here no more: `until` is the last day."""

    until: date
    reason: Code


@dataclass(frozen=True)
class OfficerCameBack:
    since: date


@dataclass(frozen=True)
class OfficerStruck:
    """The line was a mistake, or stands there twice: it counts on no day."""

    reason: Code


@dataclass(frozen=True)
class OfficerTrained:
    """The officer attended a class kept at this desk; said again of the same class, this is how it was."""

    training: UUID
    held_on: date
    subjects: tuple[Code, ...]
    hours: int


@dataclass(frozen=True)
class OfficerCertified:
    training: UUID
    certificate: PaperNumber
    dated: date


@dataclass(frozen=True)
class OfficerTrainedElsewhere:
    """The officer attended a class that no desk of ours keeps: of the province, or at an earlier place of work."""

    training: UUID
    held_on: date
    subjects: tuple[Code, ...]
    hours: int
    certificate: PaperNumber | None = None
    dated: date | None = None


@dataclass(frozen=True)
class TrainingTakenBack:
    """The officer was put down as having attended that class by mistake."""

    training: UUID
    reason: Code


@dataclass(frozen=True)
class OfficerWasListed:
    """Another agency told us of an officer on its roster."""

    teller: Source
    agency: AgencyId
    unit: UnitCode | None
    position: Code
    since: date
    name: Identity | None = None


@dataclass(frozen=True)
class OfficerWasChanged:
    """That agency told us how the line stands now; without `spells` it was struck. `name` None: it stays."""

    position: Code
    spells: tuple[Spell, ...]
    name: Identity | None = None


@dataclass(frozen=True)
class OfficerHadLeft:
    until: date
    reason: Code


@dataclass(frozen=True)
class OfficerWasTrained:
    """Another desk told us that the officer attended a class kept there."""

    teller: Source
    training: UUID
    held_on: date
    subjects: tuple[Code, ...]
    hours: int
    certificate: PaperNumber | None = None
    dated: date | None = None


@dataclass(frozen=True)
class TrainingWasTakenBack:
    training: UUID


OfficerEvent = (
    OfficerListed
    | OfficerCorrected
    | OfficerLeft
    | OfficerCameBack
    | OfficerStruck
    | OfficerTrained
    | OfficerCertified
    | OfficerTrainedElsewhere
    | TrainingTakenBack
    | OfficerWasListed
    | OfficerWasChanged
    | OfficerHadLeft
    | OfficerWasTrained
    | TrainingWasTakenBack
)
