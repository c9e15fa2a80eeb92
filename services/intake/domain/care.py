"""Rules of care: her safety and wishes, her interpreter, the minors who came with her, and the path of a child."""

from typing import assert_never

from services.intake.domain.ages import must_have_grown
from services.intake.domain.asked import ArrangeChildCare, AssessSafety, EngageInterpreter, RecordAccompanyingMinor
from services.intake.domain.checks import must_be_ours, must_follow_report
from services.intake.domain.file import File
from services.intake.domain.happened import (
    AccompanyingMinorRecorded,
    ChildCareArranged,
    EssentialNeedsGiven,
    Event,
    InterpreterEngaged,
    SafetyAssessed,
)
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgeGroup

CareCommand = AssessSafety | EngageInterpreter | RecordAccompanyingMinor | ArrangeChildCare


def decide_care(command: CareCommand, file: File, law: Law) -> list[Event]:
    must_be_ours(file, "care.not_ours")
    match command:
        case AssessSafety():
            return _assess_safety(command, file, law)
        case EngageInterpreter():
            return _engage(command, file)
        case RecordAccompanyingMinor():
            return _record_minor(command, file, law)
        case ArrangeChildCare():
            return _arrange_child_care(command, file, law)
        case _:
            assert_never(command)


def _assess_safety(command: AssessSafety, file: File, law: Law) -> list[Event]:
    must_know(law, "safety_levels", command.level)
    must_know(law, "safety_concerns", *command.concerns)
    must_know(law, "confidentiality_choices", *command.confidentiality)
    must_follow_report(command.assessed_on, file, "care.before_report")
    assessed = SafetyAssessed(**vars(command))
    return [] if assessed == file.care.safety else [assessed]


def _engage(command: EngageInterpreter, file: File) -> list[Event]:
    """Who hears her story has signed to keep it (L2011 Điều 31); a neighbour hears it only if she wants that."""
    if command.pledge_signed_on is None:
        raise Refused("interpreter.pledge_missing", "an interpreter signs the pledge of secrecy first")
    must_follow(command.engaged_on, command.pledge_signed_on, "interpreter.pledge_after")
    must_follow_report(command.engaged_on, file, "care.before_report")
    if command.from_her_village and not command.she_agrees:
        raise Refused("interpreter.she_disagrees", "an interpreter from her own village only if she agrees")
    said = {name: value for name, value in vars(command).items() if name != "she_agrees"}
    engaged = InterpreterEngaged(**said)
    return [] if engaged == file.care.interpreter else [engaged]


def _record_minor(command: RecordAccompanyingMinor, file: File, law: Law) -> list[Event]:
    must_know(law, "companion_relations", command.relation)
    must_know(law, "essential_needs", *command.needs)
    if command.age_group is AgeGroup.ADULT:
        raise Refused("accompanying_minor.adult", "an adult who came along has a file of their own")
    if file.reception:
        must_follow(command.recorded_on, file.reception.received_on, "accompanying_minor.before_reception")
    must_follow_report(command.recorded_on, file, "care.before_report")
    minor = AccompanyingMinorRecorded(**vars(command))
    if minor in file.care.minors:
        return []
    given = [EssentialNeedsGiven(command.needs, command.recorded_on)] if command.needs else []
    return [minor, *given]


def _arrange_child_care(command: ArrangeChildCare, file: File, law: Law) -> list[Event]:
    """Under 16 is a child (Luật Trẻ em 2016 Điều 1), under 18 a minor: both at the act and now decide."""
    must_know(law, "representative_kinds", command.representative)
    if command.age_group is AgeGroup.ADULT and command.age_at_act is AgeGroup.ADULT:
        raise Refused("child.adult", "she is of age now and was when it happened")
    must_have_grown(command.age_group, command.age_at_act, "child.younger_now")
    must_follow_report(command.arranged_on, file, "care.before_report")
    arranged = ChildCareArranged(**vars(command))
    return [] if arranged == file.care.child else [arranged]
