"""An officer on a roster, folded from what happened: the open part, in which target T3 counts, and the sealed name."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from services.support.plan.domain.training.officer_events import (
    OfficerCameBack,
    OfficerCertified,
    OfficerCorrected,
    OfficerEvent,
    OfficerHadLeft,
    OfficerLeft,
    OfficerListed,
    OfficerStruck,
    OfficerTrained,
    OfficerTrainedElsewhere,
    OfficerWasChanged,
    OfficerWasListed,
    OfficerWasTrained,
    Spell,
    TrainingTakenBack,
    TrainingWasTakenBack,
)
from services.support.plan.domain.training.words import RosterStage
from shared.kernel import trained
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgencyId, Code, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class Attended:
    """A class the officer attended. `kept_at` is the desk that told us; None: it is kept here, or, where it was `elsewhere`, by
    no desk of ours."""

    training: UUID
    held_on: date
    subjects: tuple[Code, ...]
    hours: int
    certificate: PaperNumber | None = None
    dated: date | None = None
    kept_at: Source | None = None
    elsewhere: bool = False


@dataclass(frozen=True)
class RosterLine:
    """The open part. `teller` is the instance whose officer it is (None: this one's), `told_to` the lead's, if it is another.
    `spells` are the times on the roster, oldest first; none: the line was struck, or there is none."""

    agency: AgencyId = "-"
    unit: UnitCode | None = None
    position: Code = "-"
    spells: tuple[Spell, ...] = ()
    attended: tuple[Attended, ...] = ()
    teller: Source | None = None
    told_to: Source | None = None
    there: bool = False

    @property
    def stage(self) -> RosterStage:
        if not self.there:
            return RosterStage.NONE
        if self.teller:
            return RosterStage.TOLD
        return RosterStage.ON_ROSTER if self.last and self.last.until is None else RosterStage.OFF_ROSTER

    @property
    def last(self) -> Spell | None:
        return self.spells[-1] if self.spells else None

    def on_roster(self, day: date) -> bool:
        return trained.on_roster(self, day)

    def trained_by(self, day: date) -> bool:
        """Has the officer attended a class by the end of this day?"""
        return trained.trained_by(self, day)

    def at(self, training: UUID) -> Attended | None:
        return next((each for each in self.attended if each.training == training), None)


@dataclass(frozen=True)
class Officer:
    line: RosterLine = field(default_factory=RosterLine)
    name: Sealed | None = None

    def __bool__(self) -> bool:
        return self.line.there


def evolve(officer: Officer, event: OfficerEvent) -> Officer:
    return Officer(line_after(officer.line, event), getattr(event, "name", None) or officer.name)


def line_after(line: RosterLine, event: OfficerEvent) -> RosterLine:
    """The open part after this: what the list of the roster keeps, too."""
    match event:
        case OfficerListed(agency, unit, position, since):
            return replace(
                line,
                agency=agency,
                unit=unit,
                position=position,
                spells=(Spell(since),),
                told_to=event.told_to,
                there=True,
            )
        case OfficerWasListed(teller, agency, unit, position, since):
            return replace(
                line, agency=agency, unit=unit, position=position, spells=(Spell(since),), teller=teller, there=True
            )
        case OfficerCorrected(position, since):
            return replace(line, position=position, spells=_last(line, since=since))
        case OfficerWasChanged(position, spells):
            return replace(line, position=position, spells=spells)
        case OfficerLeft(until, reason) | OfficerHadLeft(until, reason):
            return replace(line, spells=_last(line, until=until, reason=reason))
        case OfficerCameBack(since):
            return replace(line, spells=(*line.spells, Spell(since)))
        case OfficerStruck():
            return replace(line, spells=())
        case _:
            return replace(line, attended=_attended(line, event))


def _last(line: RosterLine, **said: object) -> tuple[Spell, ...]:
    """The times on the roster, of the last of which something else is said."""
    return (*line.spells[:-1], replace(line.spells[-1], **said)) if line.spells else ()  # type: ignore[arg-type]


Taught = (
    OfficerTrained
    | OfficerCertified
    | OfficerTrainedElsewhere
    | TrainingTakenBack
    | OfficerWasTrained
    | TrainingWasTakenBack
)


def _attended(line: RosterLine, event: Taught) -> tuple[Attended, ...]:
    before, others = line.at(event.training), tuple(each for each in line.attended if each.training != event.training)
    match event:
        case TrainingTakenBack() | TrainingWasTakenBack():
            return others
        case OfficerTrained(training, held_on, subjects, hours):
            number, dated = (before.certificate, before.dated) if before else (None, None)
            one = Attended(training, held_on, subjects, hours, number, dated)
        case OfficerWasTrained(teller, training, held_on, subjects, hours, certificate, dated):
            one = Attended(training, held_on, subjects, hours, certificate, dated, teller)
        case OfficerTrainedElsewhere(training, held_on, subjects, hours, certificate, dated):
            one = Attended(training, held_on, subjects, hours, certificate, dated, elsewhere=True)
        case OfficerCertified(_, certificate, dated):
            if before is None:
                return others
            one = replace(before, certificate=certificate, dated=dated)
        case _:
            assert_never(event)
    return tuple(sorted((*others, one), key=lambda each: (each.held_on, each.training.hex)))
