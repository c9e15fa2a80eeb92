"""What can be said of an officer's line of the roster, and what follows."""

from collections.abc import Sequence
from typing import assert_never, get_args
from uuid import UUID, uuid5

from services.support.plan.domain.checks import must_be_a_unit_then
from services.support.plan.domain.training.checks import taught_in
from services.support.plan.domain.training.officer_commands import (
    CorrectOfficer,
    ListOfficer,
    OfficerCommand,
    OnTheRoster,
    RecordEarlierTraining,
    RecordLeaving,
    StrikeEarlierTraining,
    StrikeOfficer,
    TakeOfficerBack,
    Taught,
)
from services.support.plan.domain.training.officer_events import (
    OfficerCameBack,
    OfficerCorrected,
    OfficerEvent,
    OfficerLeft,
    OfficerListed,
    OfficerStruck,
    OfficerTrainedElsewhere,
    Spell,
    TrainingTakenBack,
)
from services.support.plan.domain.training.officer_hearing import hear
from services.support.plan.domain.training.officer_teaching import teach
from services.support.plan.domain.training.roster import Attended, Officer, RosterLine, evolve
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Source

SERVICE, LEADS = "support", "lead"
ELSEWHERE = UUID("c2f0a2e5-9a3b-4a5c-8f3c-6b0f2d1e7a43")


def decide(command: OfficerCommand, officer: Officer, law: Law) -> Sequence[OfficerEvent]:
    """`law` is today's: a roster is older and lives longer than any plan. A class judges by the law of its day."""
    if isinstance(command, OnTheRoster):
        return _on_the_roster(command, officer.line, law)
    if isinstance(command, Taught):
        return teach(command, officer.line)
    return hear(command, officer.line)


def told_to(law: Law, agency: AgencyId) -> Source | None:
    """The instance that counts the officers of the town, where it is not this agency's own."""
    lead = law.holder(LEADS)
    return law.inbox(SERVICE, lead.id) if lead and lead.id != agency else None


def _on_the_roster(command: OnTheRoster, line: RosterLine, law: Law) -> list[OfficerEvent]:
    if isinstance(command, ListOfficer):
        return _list(command, line, law)
    if not line.there:
        raise Refused("officer.unknown", "no such officer on the roster")
    if line.teller:
        raise Refused("officer.not_ours", f"the roster is kept by {line.teller}")
    if line.last is None:
        if isinstance(command, StrikeOfficer):
            return []
        raise Refused("officer.struck", "the line was struck")
    return _said_of(command, line, line.last, law)


def _said_of(
    command: CorrectOfficer
    | RecordLeaving
    | TakeOfficerBack
    | StrikeOfficer
    | RecordEarlierTraining
    | StrikeEarlierTraining,
    line: RosterLine,
    last: Spell,
    law: Law,
) -> list[OfficerEvent]:
    match command:
        case CorrectOfficer():
            return _correct(command, line, last, law)
        case RecordLeaving():
            return _leave(command, line, last, law)
        case TakeOfficerBack():
            return _take_back(command, last)
        case StrikeOfficer():
            return _strike(command, line, law)
        case RecordEarlierTraining():
            return _trained_elsewhere(command, line, law)
        case StrikeEarlierTraining():
            return _strike_elsewhere(command, line, law)
        case _:
            assert_never(command)


def _list(command: ListOfficer, line: RosterLine, law: Law) -> list[OfficerEvent]:
    must_know(law, "officer_positions", command.position)
    must_be_a_unit_then(law, command.unit)
    agency, unit = command.agency, command.unit
    if command.of and command.of != agency:
        lead = law.holder(LEADS)
        keeps = lead is not None and lead.id == agency and command.of in law.agencies
        if not keeps or law.inbox(SERVICE, command.of):
            raise Refused("officer.roster_of_another", f"{command.of} keeps its own roster")
        agency, unit = command.of, None
    listed = OfficerListed(agency, unit, command.position, command.since, command.name, told_to(law, command.agency))
    if line.there:
        raise Refused("officer.listed_already", "this line is on the roster")
    return [listed]


def _correct(command: CorrectOfficer, line: RosterLine, last: Spell, law: Law) -> list[OfficerEvent]:
    must_know(law, "officer_positions", command.position)
    if (command.position, command.since) == (line.position, last.since) and command.name is None:
        return []
    if last.until and command.since > last.until:
        raise Refused("officer.since_after_until", f"{command.since} is after {last.until}")
    earlier = line.spells[-2].until if len(line.spells) > 1 else None
    if earlier and command.since <= earlier:
        raise Refused("officer.back_before_leaving", f"{command.since} is not after {earlier}")
    if any(each for each in _in(line, last) if each.held_on < command.since):
        raise Refused("officer.attended_then", f"a class was attended before {command.since}")
    return [OfficerCorrected(command.position, command.since, command.name)]


def _leave(command: RecordLeaving, line: RosterLine, last: Spell, law: Law) -> list[OfficerEvent]:
    must_know(law, "officer_leaving_reasons", command.reason)
    if (command.until, command.reason) == (last.until, last.reason):
        return []
    must_follow(command.until, last.since, "officer.left_before_since")
    if any(each for each in _in(line, last) if each.held_on > command.until):
        raise Refused("officer.attended_then", f"a class was attended after {command.until}")
    return [OfficerLeft(command.until, command.reason)]


def _take_back(command: TakeOfficerBack, last: Spell) -> list[OfficerEvent]:
    if last.until is None:
        if last.since == command.since:
            return []
        raise Refused("officer.never_left", f"on the roster since {last.since}")
    if command.since <= last.until:
        raise Refused("officer.back_before_leaving", f"{command.since} is not after {last.until}")
    return [OfficerCameBack(command.since)]


def _strike(command: StrikeOfficer, line: RosterLine, law: Law) -> list[OfficerEvent]:
    must_know(law, "striking_reasons", command.reason)
    if not all(each.elsewhere for each in line.attended):
        raise Refused("officer.attended_then", "who attended a class was there")
    return [OfficerStruck(command.reason)]


def _trained_elsewhere(command: RecordEarlierTraining, line: RosterLine, law: Law) -> list[OfficerEvent]:
    subjects = taught_in(command.subjects, law)
    if command.dated and command.certificate is None:
        raise Refused("certificate.number_missing", "a day without a number")
    must_follow(command.dated, command.held_on, "certificate.before_class")
    training = uuid5(ELSEWHERE, f"{command.held_on}/{','.join(subjects)}")
    event = OfficerTrainedElsewhere(
        training, command.held_on, subjects, command.hours, command.certificate, command.dated
    )  # fmt: skip
    known = line.at(training)
    return [] if known and known == Attended(**vars(event), elsewhere=True) else [event]


def _strike_elsewhere(command: StrikeEarlierTraining, line: RosterLine, law: Law) -> list[OfficerEvent]:
    must_know(law, "striking_reasons", command.reason)
    known = line.at(command.training)
    if known is None:
        return []
    if not known.elsewhere:
        raise Refused("attendance.kept_in_class", "it is struck in the class that was attended")
    return [TrainingTakenBack(command.training, command.reason)]


def _in(line: RosterLine, spell: Spell) -> list[Attended]:
    """The classes attended in this time on the roster."""
    ours = (each for each in line.attended if not each.elsewhere)
    return [
        each for each in ours if spell.since <= each.held_on and (spell.until is None or each.held_on <= spell.until)
    ]


OFFICER: Decider[Officer, OfficerCommand, OfficerEvent] = Decider(
    "support.officer", "officer", Officer(), evolve, decide, get_args(OfficerEvent)
)
