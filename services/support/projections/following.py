"""How visits move the line of their case: the risk as seen last, and the day of the next one."""

from dataclasses import replace

from services.support.domain.case_events import FollowingEvent
from services.support.domain.following.events import FollowUpRecorded, VisitMissed, VisitsAgreed
from services.support.domain.words import Stage
from services.support.projections.lines import QueueLine


def with_following(line: QueueLine, event: FollowingEvent) -> QueueLine:
    match event:
        case FollowUpRecorded():
            met = replace(line, stage=Stage.FOLLOWING, next_visit_on=event.next_on)
            late = line.met_on is not None and event.on < line.met_on
            return met if late else replace(met, risk=event.risk, alarming=event.alarming, met_on=event.on)
        case VisitMissed():
            return replace(line, next_visit_on=event.next_on)
        case VisitsAgreed():
            return replace(line, next_visit_on=event.first_on)
        case _:
            return line
