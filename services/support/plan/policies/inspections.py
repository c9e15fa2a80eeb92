"""Whenever an inspection asks something of us, or somebody answers ours."""

from collections.abc import Callable, Mapping

from services.support.plan.domain.inspections.asked import REMEDY, HearRemedyAsked, HearRemedyRechecked
from services.support.plan.domain.inspections.commands import LearnRemedyReport
from services.support.plan.domain.inspections.rules import INSPECTION
from services.support.plan.domain.inspections.words import Recheck, remedy_id
from shared.contracts.support_inspections import RemedyAsked, RemedyRechecked, RemedyReported
from shared.kernel.decider import Act
from shared.kernel.tell import Heard


def put_it_right_whenever_a_remedy_was_asked(heard: Heard) -> list[Act]:
    told: RemedyAsked = heard.message
    command = HearRemedyAsked(inspector=heard.sender, inspection=heard.subject, **vars(told))
    return [Act(REMEDY, remedy_id(heard.subject, told.number), command)]


def look_again_whenever_a_remedy_was_reported(heard: Heard) -> list[Act]:
    told: RemedyReported = heard.message
    command = LearnRemedyReport(heard.sender, told.number, told.done_on, told.evidence, told.note)
    return [Act(INSPECTION, told.inspection, command)]


def learn_it_whenever_a_remedy_was_rechecked(heard: Heard) -> list[Act]:
    told: RemedyRechecked = heard.message
    command = HearRemedyRechecked(heard.sender, told.checked_on, Recheck(told.result), told.again_by, told.note)
    return [Act(REMEDY, remedy_id(heard.subject, told.number), command)]


INSPECTED: Mapping[type, Callable[[Heard], list[Act]]] = {
    RemedyAsked: put_it_right_whenever_a_remedy_was_asked,
    RemedyReported: look_again_whenever_a_remedy_was_reported,
    RemedyRechecked: learn_it_whenever_a_remedy_was_rechecked,
}
