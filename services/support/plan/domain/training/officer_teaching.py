"""What follows for an officer's line from a class, beside the deed on the class."""

from typing import assert_never
from uuid import UUID

from services.support.plan.domain.training.officer_commands import (
    CertifyOfficer,
    TakeTrainingBack,
    Taught,
    TrainOfficer,
)
from services.support.plan.domain.training.officer_events import (
    OfficerCertified,
    OfficerEvent,
    OfficerTrained,
    TrainingTakenBack,
)
from services.support.plan.domain.training.roster import Attended, RosterLine
from shared.kernel.decider import Refused


def teach(command: Taught, line: RosterLine) -> list[OfficerEvent]:
    """Beside a deed on a class: nobody but who was on the roster on its day attended it."""
    match command:
        case TrainOfficer():
            return _train(command, line)
        case CertifyOfficer(training=training, certificate=certificate, dated=dated):
            attended = _must_have_attended(line, training)
            same = (attended.certificate, attended.dated) == (certificate, dated)
            return [] if same else [OfficerCertified(training, certificate, dated)]
        case TakeTrainingBack(training=training, reason=reason):
            return [TrainingTakenBack(training, reason)] if line.at(training) else []
        case _:
            assert_never(command)


def _train(command: TrainOfficer, line: RosterLine) -> list[OfficerEvent]:
    if not line.spells:
        raise Refused("attendance.not_on_roster", "nobody on the roster has this id")
    if command.unit and (line.teller or line.unit != command.unit):
        raise Refused("attendance.of_another_unit", f"a class of {command.unit} takes its own officers")
    if not line.on_roster(command.held_on):
        if command.held_on < line.spells[0].since:
            raise Refused("attendance.not_yet_on_roster", f"on the roster only from {line.spells[0].since}")
        raise Refused("attendance.off_roster", f"not on the roster on {command.held_on}")
    if before := line.at(command.training):
        same = (before.held_on, before.subjects, before.hours) == (command.held_on, command.subjects, command.hours)
        if same:
            return []
    return [OfficerTrained(command.training, command.held_on, command.subjects, command.hours)]


def _must_have_attended(line: RosterLine, training: UUID) -> Attended:
    if (attended := line.at(training)) is None:
        raise Refused("attendance.unknown", "this officer did not attend it")
    return attended
