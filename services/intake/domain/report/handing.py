"""Rules of what becomes of a report: a case is opened from it, it joins one, or another desk has it from now on."""

from typing import assert_never

from services.intake.domain.report.asked import JoinReport, LinkCase, PassReportOn, ReturnTip
from services.intake.domain.report.happened import (
    CaseOpenedFromReport,
    Event,
    ReportHandedOver,
    ReportJoinedToCase,
    TipCameBack,
    TipPassedOn,
    TipReceiptLearned,
    TipReturnedToSender,
)
from services.intake.domain.report.known import Report
from services.intake.domain.report.learned import LearnTipReceipt, TakeTipBack
from services.intake.domain.report.words import Stage
from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, UnitCode

HandingCommand = LinkCase | JoinReport | PassReportOn | ReturnTip | TakeTipBack | LearnTipReceipt
POWER = "report"
"""What an agency must hold to work on reports at all."""


def decide_handing(command: HandingCommand, report: Report, law: Law) -> list[Event]:
    match command:
        case LinkCase():
            return _link(command, report)
        case JoinReport():
            return _join(command, report)
        case PassReportOn():
            return _pass_on(command, report, law)
        case ReturnTip():
            return _return(command, report, law)
        case TakeTipBack(sender, reason, note):
            must_have_asked(sender, report)
            waits = report.stage is Stage.PASSED_ON and report.passed and report.passed.to == sender
            return [TipCameBack(reason, note)] if waits else []
        case LearnTipReceipt():
            must_have_asked(command.sender, report)
            learned = TipReceiptLearned(**vars(command))
            return [] if learned == report.receipt else [learned]
        case _:
            assert_never(command)


def must_have_asked(sender: AgencyId, report: Report) -> None:
    """Many agencies work on reports: only one we passed this on to can say anything about it."""
    if sender not in report.asked:
        raise Refused("answer.not_from_whom_we_asked", f"this report was never passed on to {sender}")


def _link(command: LinkCase, report: Report) -> list[Event]:
    """A report about several people leads to a case for each, and to no more; whose case it joined has one."""
    opened = CaseOpenedFromReport(**vars(command))
    if command.case in [each.case for each in report.cases]:
        return []
    more = report.stage is Stage.LINKED and report.led_to < (report.told.persons or 1)
    if not (report.is_open or more):
        raise Refused("link.not_open", f"at {report.stage} no case is opened from it")
    return [opened]


def _join(command: JoinReport, report: Report) -> list[Event]:
    if command.case is None or command.code is None:
        raise Refused("join.unknown_case", "no case of this desk has this code")
    if report.joined and report.joined.case == command.case:
        return []
    if not report.is_open:
        raise Refused("join.not_open", f"at {report.stage} it joins no other case")
    return [ReportJoinedToCase(command.on, command.case, command.code)]


def _pass_on(command: PassReportOn, report: Report, law: Law) -> list[Event]:
    in_no_unit = lies_in_no_unit(command.giver, report.unit, law)
    passed = TipPassedOn(command.on, command.to, command.unit, command.note, in_no_unit)
    if report.stage is Stage.PASSED_ON and passed == report.passed:
        return []
    if not report.is_open:
        raise Refused("pass.not_open", f"at {report.stage} it is not ours to pass on")
    _must_be_a_desk(command, law)
    if command.to == command.giver:
        return _hand_over(command, report)
    if command.to == report.sender and not report.has_no_way_back:
        raise Refused("pass.back_to_sender", "what came from there is returned, with a reason")
    return [passed]


def _must_be_a_desk(command: PassReportOn, law: Law) -> None:
    """Somebody there must be able to see it: an intake of its own, and the unit where an agency is one of units."""
    if command.to not in law.connected(POWER, "intake"):
        raise Refused("pass.by_letter_only", f"{command.to} has no desk for reports")
    units = law.units_of(command.to)
    if units and command.unit is None:
        raise Refused("pass.unit_missing", "each unit there sees its own reports only")
    if command.unit is not None and command.unit not in units:
        raise Refused("pass.unit_elsewhere", f"{command.unit} is no unit of {command.to}")


def lies_in_no_unit(agency: AgencyId, unit: UnitCode | None, law: Law) -> bool:
    """Where an agency is one of units, nobody there sees what no unit has."""
    return unit is None and bool(law.units_of(agency))


def _hand_over(command: PassReportOn, report: Report) -> list[Event]:
    moved = ReportHandedOver(command.on, command.unit, command.note) if command.unit else None
    if moved and moved == report.moved and moved.unit == report.unit:
        return []
    if moved is None or moved.unit == report.unit:
        raise Refused("pass.same_desk", "it lies there already")
    return [moved]


def _return(command: ReturnTip, report: Report, law: Law) -> list[Event]:
    must_know(law, "return_reasons", command.reason)
    if report.sender is None:
        raise Refused("tip.own", "there is no sender to return our own report to")
    if report.stage is Stage.SENT_BACK:
        return []
    if not report.is_open:
        raise Refused("tip.not_open", f"at {report.stage} it cannot go back")
    if report.has_no_way_back:
        raise Refused("tip.nobody_there", "no unit of the sender has it: pass it on to one")
    return [TipReturnedToSender(**vars(command))]
