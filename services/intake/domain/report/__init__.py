"""A report (TB-…): somebody told us something. A lead and not a case: nobody is a victim in it, nothing personal is needed.

Read in this order: asked (what people ask), learned (what our policies ask), happened (events), known (the file), risk
(how grave it looks), then the rules: triage, handing, ending.
"""

from typing import assert_never, get_args

from services.intake.domain.report.asked import TakeReport
from services.intake.domain.report.ending import EndingCommand, decide_ending
from services.intake.domain.report.handing import HandingCommand, decide_handing
from services.intake.domain.report.happened import Event
from services.intake.domain.report.known import Report, evolve
from services.intake.domain.report.learned import TakeTip
from services.intake.domain.report.triage import TriageCommand, decide_triage
from services.intake.domain.report.words import Stage
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law

Command = TriageCommand | HandingCommand | EndingCommand


def decide(command: Command, report: Report, law: Law) -> list[Event]:
    if report.stage is Stage.NONE and not isinstance(command, TakeReport | TakeTip):
        raise Refused("tip.unknown", "there is no such report here")
    if isinstance(command, TriageCommand):
        return decide_triage(command, report, law)
    if isinstance(command, HandingCommand):
        return decide_handing(command, report, law)
    if isinstance(command, EndingCommand):
        return decide_ending(command, report, law)
    assert_never(command)


REPORT = Decider("intake.report", "report", Report(), evolve, decide, get_args(Event))

__all__ = ["REPORT", "Command", "Event", "Report", "decide", "evolve"]
