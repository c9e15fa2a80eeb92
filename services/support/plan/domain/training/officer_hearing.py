"""What another desk tells of an officer: it is believed of its own only."""

from typing import assert_never

from services.support.plan.domain.training.officer_commands import (
    HeardOfOfficer,
    HearOfficerChanged,
    HearOfficerLeft,
    HearOfficerListed,
    HearOfficerTrained,
    HearTrainingTakenBack,
)
from services.support.plan.domain.training.officer_events import (
    OfficerEvent,
    OfficerHadLeft,
    OfficerWasChanged,
    OfficerWasListed,
    OfficerWasTrained,
    TrainingWasTakenBack,
)
from services.support.plan.domain.training.roster import Attended, RosterLine
from shared.kernel.decider import Refused
from shared.kernel.words import Source


def hear(command: HeardOfOfficer, line: RosterLine) -> list[OfficerEvent]:
    if isinstance(command, HearOfficerListed):
        if line.there:
            _must_be_told_by(line.teller, command.teller)
            return []
        return [OfficerWasListed(**vars(command))]
    if not line.there:
        raise Refused("officer.unknown", "no such officer was told of")
    match command:
        case HearOfficerChanged(teller=teller, position=position, spells=spells, name=name):
            _must_be_told_by(line.teller, teller)
            same = (position, spells) == (line.position, line.spells) and name is None
            return [] if same else [OfficerWasChanged(position, spells, name)]
        case HearOfficerLeft(teller=teller, until=until, reason=reason):
            _must_be_told_by(line.teller, teller)
            last = line.last
            return [] if last and (last.until, last.reason) == (until, reason) else [OfficerHadLeft(until, reason)]
        case HearOfficerTrained():
            _must_be_told_by(line.teller or line.told_to, command.teller)
            known = Attended(
                command.training, command.held_on, command.subjects, command.hours, command.certificate,
                command.dated, command.teller,
            )  # fmt: skip
            return [] if line.at(command.training) == known else [OfficerWasTrained(**vars(command))]
        case HearTrainingTakenBack(teller=teller, training=training):
            _must_be_told_by(line.teller or line.told_to, teller)
            return [TrainingWasTakenBack(training)] if line.at(training) else []
        case _:
            assert_never(command)


def _must_be_told_by(whose: Source | None, teller: Source) -> None:
    """Of an officer only the agency whose roster it is says anything, and the lead which classes were attended there."""
    if whose != teller:
        raise Refused("officer.not_theirs", f"this officer is not {teller}'s to speak of")
