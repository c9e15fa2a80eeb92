"""Rules of taking a report and of weighing it: nothing is asked that nobody told, and who is in danger comes first."""

from typing import assert_never

from services.intake.domain.checks import must_know_unit
from services.intake.domain.report.asked import RecordUrgentCall, TakeReport, TriageReport
from services.intake.domain.report.handing import lies_in_no_unit
from services.intake.domain.report.happened import (
    Event,
    ReportTaken,
    ReportTriaged,
    TipPassedOn,
    TipTaken,
    UrgentCallRecorded,
)
from services.intake.domain.report.known import Report
from services.intake.domain.report.learned import TakeTip
from services.intake.domain.report.risk import act_by, level_of
from services.intake.domain.report.words import CallWay, Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law

TriageCommand = TakeReport | TakeTip | TriageReport | RecordUrgentCall
CALLABLE = (Stage.UNTRIAGED, Stage.TRIAGED, Stage.PASSED_ON, Stage.LINKED)


def decide_triage(command: TriageCommand, report: Report, law: Law) -> list[Event]:
    match command:
        case TakeReport():
            return _take(command, report, law)
        case TakeTip():
            return _take_tip(command, report, law)
        case TriageReport():
            return _triage(command, report, law)
        case RecordUrgentCall():
            return _call(command, report, law)
        case _:
            assert_never(command)


def _take(command: TakeReport, report: Report, law: Law) -> list[Event]:
    must_know(law, "channels", command.channel)
    must_know(law, "risk_signs", *command.signs)
    must_know_unit(law, command.unit)
    must_know_unit(law, command.place)
    must_follow(command.taken_on, command.told_on, "tip.in_future")
    level = level_of(command.signs, command.children, law)
    said = {name: value for name, value in vars(command).items() if name != "recorder"}
    taken = ReportTaken(**said, level=level, act_by=act_by(level, command.taken_on, law))
    if report.stage is not Stage.NONE:
        if taken == report.taken:
            return []
        raise Refused("tip.already_taken", "this report was taken before")
    return [taken, *_to_a_desk(command, law)]


def _to_a_desk(command: TakeReport, law: Law) -> list[Event]:
    """What nobody here would see goes at once to the agency that receives people."""
    if not lies_in_no_unit(command.recorder, command.unit, law):
        return []
    receiver = law.holder("reception")
    if receiver is None or law.inbox("intake", receiver.id) is None:
        raise Refused("tip.no_desk", "no unit was named, and nobody else can take it")
    return [TipPassedOn(command.taken_on, receiver.id, None, in_no_unit=True)]


def _take_tip(command: TakeTip, report: Report, law: Law) -> list[Event]:
    if report.stage not in (Stage.NONE, Stage.PASSED_ON, Stage.SENT_BACK):
        return []  # it lies here already, or somebody has dealt with it
    return [TipTaken(**vars(command), act_by=act_by(command.level, command.on, law))]


def _triage(command: TriageReport, report: Report, law: Law) -> list[Event]:
    must_know(law, "risk_signs", *command.signs)
    if not report.is_open:
        raise Refused("triage.not_open", f"at {report.stage} there is nothing to weigh")
    scale = level_of(command.signs, command.children, law)
    level = command.level or scale
    if level is not scale and command.note is None:
        raise Refused("triage.reason_missing", f"the scale says {scale}: whoever says {level} says why")
    said = vars(command) | {"level": level, "scale": scale, "act_by": act_by(level, command.on, law)}
    triaged = ReportTriaged(**said)
    return [] if triaged == report.triage else [triaged]


def _call(command: RecordUrgentCall, report: Report, law: Law) -> list[Event]:
    must_know(law, "urgent_contacts", command.to)
    if report.stage not in CALLABLE:
        raise Refused("call.not_here", f"at {report.stage} the report is closed or elsewhere")
    if command.way is CallWay.LETTER and command.number is None:
        raise Refused("call.number_missing", "a letter is known by its number")
    called = UrgentCallRecorded(**vars(command))
    if called in report.calls:
        return []
    must_follow(command.on, report.told_on, "call.before_report")
    return [called]
