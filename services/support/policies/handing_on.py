"""Whenever a file is handed on: what the one that asked, the one that is asked, and whoever works for her do about it."""

from collections.abc import Callable, Mapping

from services.support.domain.case import CASE
from services.support.domain.case_commands import LearnStatus, LearnWishes
from services.support.domain.handing_on.commands import (
    LearnLeadReturned,
    LearnLeadTaken,
    LearnPassedOnAnswer,
    OpenHandedFile,
)
from services.support.domain.handing_on.events import EarlierReferral
from services.support.domain.handing_on.request import REQUEST, HearLeadOffered
from services.support.domain.words import PlanItem, Risk
from services.support.domain.work import WORK
from services.support.domain.work_commands import HearNewLead
from shared.contracts.support import (
    AnswerPassedOn,
    FileHandedOver,
    LeadChanged,
    LeadOffered,
    LeadReturned,
    LeadTaken,
    StatusPassedOn,
    WishesHandedOn,
)
from shared.kernel.decider import Act
from shared.kernel.tell import Heard
from shared.kernel.words import CaseId


def answer_whenever_we_were_asked_to_lead(heard: Heard) -> list[Act]:
    told: LeadOffered = heard.message
    return [Act(REQUEST, heard.subject, HearLeadOffered(lead=heard.sender, **vars(told)))]


def hand_the_file_over_whenever_the_lead_was_taken(heard: Heard) -> list[Act]:
    told: LeadTaken = heard.message
    return [Act(CASE, heard.subject, LearnLeadTaken(heard.sender, told.taken_on))]


def go_on_leading_whenever_the_lead_was_returned(heard: Heard) -> list[Act]:
    told: LeadReturned = heard.message
    return [Act(CASE, heard.subject, LearnLeadReturned(teller=heard.sender, **vars(told)))]


def open_the_file_whenever_it_was_handed_over(heard: Heard) -> list[Act]:
    told: FileHandedOver = heard.message
    earlier = tuple(EarlierReferral(**vars(each)) for each in told.referrals)
    plan = tuple(PlanItem(**vars(each)) for each in told.items)
    risk = Risk(told.risk) if told.risk else None
    whole = {**vars(told), "referrals": earlier, "items": plan, "risk": risk}
    return [Act(CASE, heard.subject, OpenHandedFile(CaseId(heard.subject), heard.sender, **whole))]


def know_who_leads_whenever_that_changed(heard: Heard) -> list[Act]:
    told: LeadChanged = heard.message
    return [Act(WORK, heard.subject, HearNewLead(**vars(told)))]


def learn_it_whenever_an_answer_was_passed_on(heard: Heard) -> list[Act]:
    told: AnswerPassedOn = heard.message
    return [Act(CASE, heard.subject, LearnPassedOnAnswer(teller=heard.sender, **vars(told)))]


def learn_it_whenever_the_status_was_passed_on(heard: Heard) -> list[Act]:
    told: StatusPassedOn = heard.message
    return [Act(CASE, heard.subject, LearnStatus(**vars(told)))]


def learn_them_whenever_her_wishes_were_handed_on(heard: Heard) -> list[Act]:
    told: WishesHandedOn = heard.message
    return [Act(CASE, heard.subject, LearnWishes(**vars(told)))]


HANDED_ON: Mapping[type, Callable[[Heard], list[Act]]] = {
    LeadOffered: answer_whenever_we_were_asked_to_lead,
    LeadTaken: hand_the_file_over_whenever_the_lead_was_taken,
    LeadReturned: go_on_leading_whenever_the_lead_was_returned,
    FileHandedOver: open_the_file_whenever_it_was_handed_over,
    LeadChanged: know_who_leads_whenever_that_changed,
    AnswerPassedOn: learn_it_whenever_an_answer_was_passed_on,
    StatusPassedOn: learn_it_whenever_the_status_was_passed_on,
    WishesHandedOn: learn_them_whenever_her_wishes_were_handed_on,
}
