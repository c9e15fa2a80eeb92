"""Who is told of an inspection: the office that has to put something right, and whoever asked for it."""

from collections.abc import Iterable
from typing import assert_never

from services.support.messages.grants import remark
from services.support.plan.domain.inspections import asked
from services.support.plan.domain.inspections.asked import AskedRemedy
from services.support.plan.domain.inspections.events import (
    Event,
    FindingMade,
    InspectionCalledOff,
    InspectionConcluded,
    InspectionPlanned,
    RemedyOrdered,
    RemedyRechecked,
    RemedyReportFiled,
    RemedyReportLearned,
    SiteVisited,
)
from services.support.plan.domain.inspections.inspection import Inspection
from shared.contracts import support_inspections as told
from shared.kernel.tell import Grant, Happened, Tell

DUTY = "legal_duty"
"""On whose word a note or a paper travels (list `consent_bases`)."""
PURPOSE = "inspection"
"""For what (list `grant_purposes`)."""
WITH_PAPERS = Grant(("note", "papers"), PURPOSE, DUTY)


def tell_of_inspection(happened: Happened, file: Inspection) -> Iterable[Tell]:
    """An office hears of each remedy it has to carry out, and what was seen when somebody looked again; of the inspection
    itself, of its team and of other remedies it hears nothing."""
    event: Event = happened.fact
    match event:
        case RemedyOrdered():
            return _asked(event, file)
        case RemedyRechecked():
            return _rechecked(event, file)
        case InspectionPlanned() | InspectionCalledOff() | SiteVisited() | FindingMade() | InspectionConcluded():
            return []
        case RemedyReportLearned() | RemedyReportFiled():
            return []  # they told us
        case _:
            assert_never(event)


def _asked(event: RemedyOrdered, file: Inspection) -> list[Tell]:
    finding, planned, visited_on = file.finding(event.finding), file.planned, file.first_visit
    if event.inbox is None:
        return []
    assert finding is not None
    assert planned is not None
    assert visited_on is not None
    message = told.RemedyAsked(
        event.number, event.unit, planned.topic, finding.made.found, finding.made.grave, event.measure, planned.decision,
        visited_on, event.until, event.note,
    )  # fmt: skip
    return [Tell(event.inbox, message, remark(event.note, PURPOSE))]


def _rechecked(event: RemedyRechecked, file: Inspection) -> list[Tell]:
    remedy = file.remedy(event.number)
    if remedy is None or remedy.ordered.inbox is None:
        return []
    message = told.RemedyRechecked(event.number, event.checked_on, event.result, event.again_by, event.note)
    return [Tell(remedy.ordered.inbox, message, remark(event.note, PURPOSE))]


def tell_of_remedy(happened: Happened, remedy: AskedRemedy) -> Iterable[Tell]:
    """Whoever inspected us hears that it is done, with the evidence."""
    event: asked.Event = happened.fact
    match event:
        case asked.RemedyCarriedOut(done_on, evidence, note):
            received = remedy.received
            assert received is not None
            message = told.RemedyReported(received.inspection, received.number, done_on, evidence, note)
            return [Tell(received.inspector, message, WITH_PAPERS if evidence or note else None)]
        case asked.RemedyReceived() | asked.RecheckLearned():
            return []  # told to us
        case _:
            assert_never(event)
