"""Who hears of an officer: the lead of every line of a roster, each agency of the classes its officers attended elsewhere.

A class itself is told to nobody.
"""

from collections.abc import Iterable
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
    TrainingTakenBack,
    TrainingWasTakenBack,
)
from services.support.plan.domain.training.roster import Officer, RosterLine
from shared.contracts import support_training as told
from shared.kernel.tell import Grant, Happened, Tell
from shared.kernel.words import Source

TRAINING = "training"
"""The purpose for which an officer's name travels (list `grant_purposes`)."""
PLAN_TASK = "plan_task"
"""On what word it travels: the plan gives the lead the task of training officers and counting them (list `grant_bases`)."""
NAME = Grant(("identity",), TRAINING, PLAN_TASK)


def tell_of_officer(happened: Happened, officer: Officer) -> Iterable[Tell]:
    event: OfficerEvent = happened.fact
    line = officer.line
    match event:
        case OfficerListed(agency, unit, position, since, name, inbox):
            return [Tell(inbox, told.OfficerListed(agency, unit, position, since, name), NAME)] if inbox else []
        case OfficerCorrected(name=name):
            return _changed(line, told.OfficerChanged(line.position, _spells(line), name), NAME if name else None)
        case OfficerCameBack() | OfficerStruck():
            return _changed(line, told.OfficerChanged(line.position, _spells(line)))
        case OfficerLeft(until, reason):
            return _changed(line, told.OfficerLeft(until, reason))
        case OfficerTrained() | OfficerCertified() | OfficerTrainedElsewhere():
            return _attended(event.training, line)
        case TrainingTakenBack(training=training):
            return [Tell(inbox, told.TrainingTakenBack(training)) for inbox in _other(line)]
        case OfficerWasListed() | OfficerWasChanged() | OfficerHadLeft() | OfficerWasTrained() | TrainingWasTakenBack():
            return []  # told to us
        case _:
            assert_never(event)


def _changed(line: RosterLine, message: object, grant: Grant | None = None) -> list[Tell]:
    return [Tell(line.told_to, message, grant)] if line.told_to else []


def _spells(line: RosterLine) -> tuple[told.OnRoster, ...]:
    return tuple(told.OnRoster(each.since, each.until, each.reason) for each in line.spells)


def _attended(training: UUID, line: RosterLine) -> list[Tell]:
    one = line.at(training)
    assert one is not None
    message = told.OfficerTrained(training, one.held_on, one.subjects, one.hours, one.certificate, one.dated)
    return [Tell(inbox, message) for inbox in _other(line)]


def _other(line: RosterLine) -> list[Source]:
    """The other desk that keeps a line of this officer: whose officer it is, or the lead that counts."""
    inbox = line.teller or line.told_to
    return [inbox] if inbox else []
