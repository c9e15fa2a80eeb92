"""Rules of rescue: cared for at once, reported to whoever receives people, and certified by the rescue body with grounds.

Rescue is a way to reception, never a way around it (L2011 Điều 25).
"""

from typing import assert_never

from services.intake.domain.asked import RecordRescue
from services.intake.domain.checks import code_of_group, must_be_born_by, must_be_open, must_know_unit
from services.intake.domain.file import File
from services.intake.domain.happened import (
    EssentialNeedsGiven,
    Event,
    LateAnswerFiled,
    PersonRescued,
    ReportRecorded,
    RescueLearned,
    VictimIdentified,
)
from services.intake.domain.learned import LearnCertificate, LearnRescue
from services.intake.domain.notice import whom_to_notify
from services.intake.domain.words import RECEPTION_TERM, Outcome, Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgeGroup, Ethnicity, Sex

RescueCommand = RecordRescue | LearnRescue | LearnCertificate
RESCUE = ("rescued_on", "unit", "place", "rescued_by", "essential_needs")
PERSON = ("sex", "age_group", "ethnicity", "name", "birth", "contact", "story")


def decide_rescue(command: RescueCommand, file: File, law: Law) -> list[Event]:
    match command:
        case RecordRescue():
            return _rescue(command, file, law)
        case LearnRescue():
            learned = RescueLearned(**vars(command))
            return [] if file.reporter is None or learned == file.rescue else [learned]
        case LearnCertificate():
            return _learn_certificate(command, file)
        case _:
            assert_never(command)


def _rescue(command: RecordRescue, file: File, law: Law) -> list[Event]:
    must_know(law, "outside_bodies", command.rescued_by)
    must_know(law, "essential_needs", *command.essential_needs)
    must_know_unit(law, command.unit)
    must_be_born_by(command.birth, command.rescued_on, "rescue.born_later")
    given = EssentialNeedsGiven(command.essential_needs, command.rescued_on)
    needs = [given] if command.essential_needs else []
    said = {name: getattr(command, name) for name in RESCUE}
    if file.stage is Stage.NONE:
        return [_report(command, law), PersonRescued(**said), *needs]
    if file.rescue:
        if all(getattr(file.rescue, name) == said[name] for name in ("rescued_on", "unit", "rescued_by")):
            return []
        raise Refused("rescue.already_recorded", "this person's rescue was recorded")
    if file.notice is None:
        raise Refused("rescue.not_reported_here", "there is no report of this person here")
    if file.reception or file.task or file.stage not in (Stage.REPORTED, Stage.RETURNED):
        if file.reception is None and file.task is None:
            must_be_open(file)
        raise Refused("rescue.already_received", "the person was received: nobody can be rescued any more")
    return [PersonRescued(**said, **{name: getattr(command, name) for name in PERSON}), *needs]


def _report(command: RecordRescue, law: Law) -> ReportRecorded:
    """A case that begins with a rescue begins with its report: the receiving agency is told at once, as always."""
    must_follow(command.notified_on, command.rescued_on, "report.in_future")
    return ReportRecorded(
        command.code, command.unit, code_of_group(law, "channels", "rescue"), command.rescued_on, command.notified_on,
        command.sex or Sex.UNKNOWN, command.age_group or AgeGroup.UNKNOWN, command.ethnicity or Ethnicity.UNKNOWN,
        command.urgent, whom_to_notify(command.recorder, law), law.due(RECEPTION_TERM, command.notified_on),
        command.name, command.birth, command.contact, command.story,
    )  # fmt: skip


def _learn_certificate(command: LearnCertificate, file: File) -> list[Event]:
    """Of two papers the first decided; the second is filed."""
    proven = VictimIdentified(
        command.proof_type, command.number, command.dated, decided_on=command.dated, scan=command.scan
    )
    if proven == file.status:
        return []
    if file.reception is None:
        raise Refused("proof.before_reception", "she is received before her papers are looked at")
    if file.stands is not Stage.VICTIM:
        return [proven]
    late = LateAnswerFiled(Outcome.VICTIM, command.dated, command.number, command.number, command.dated, command.scan)
    return [] if late == file.late_answer else [late]
