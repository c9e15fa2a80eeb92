"""Who is told what: an agency that was asked hears the lead, the lead hears every answer; all else stays inside."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from services.support.domain import work_events as of_work
from services.support.domain.benefits.claims import UNDECIDED
from services.support.domain.case_events import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CircumstancesRecorded,
    ClaimEvent,
    DeliveryConfirmed,
    DeliveryFailed,
    Event,
    FollowingEvent,
    HandingEvent,
    NeedsAssessed,
    PlanAgreed,
    ReadingChosen,
    ReferralCameBack,
    ReferralOffered,
    ReferralWasAccepted,
    ReferralWasDeclined,
    StatusLearned,
    StayEvent,
    WishesLearned,
)
from services.support.domain.file import File
from services.support.domain.following.words import DECEASED
from services.support.domain.granted import LongerUntilHeard, ReferralProlonged, runs
from services.support.domain.referrals import CONSENT
from services.support.domain.services.parts import PartGiven, PartWasGiven
from services.support.domain.tasks import Work
from services.support.domain.words import ClaimStage
from services.support.messages.benefits import tell_of_claim
from services.support.messages.grants import day_of, her_wishes, latest, remark
from services.support.messages.handing_on import pass_on, tell_of_handing
from shared.contracts import support as told
from shared.kernel.tell import Grant, Happened, Tell
from shared.kernel.words import Source

REFERRAL = "referral"
"""The purpose of all that is granted here (list `grant_purposes`)."""


def tell_of_case(happened: Happened, file: File) -> Iterable[Tell]:
    """The lead tells agencies what they are asked for, and that the case was closed."""
    event: Event = happened.fact
    if isinstance(event, ClaimEvent):
        return tell_of_claim(event, file)
    if isinstance(event, StayEvent | FollowingEvent):
        return []  # the lead's own file
    if isinstance(event, HandingEvent):
        return tell_of_handing(event, file)
    match event:
        case ReferralOffered():
            return _referral(event, file)
        case ReferralProlonged():
            return _prolonged(event, file)
        case CaseClosed(closed_on, reason):
            asked = {r.offered.inbox for r in file.referrals if r.offered.inbox}
            desks = {claim.guided.inbox for claim in file.claims if claim.stage in UNDECIDED}
            inboxes = sorted(asked | desks | (_tills(file) if reason == DECEASED else set()))
            return [Tell(inbox, told.SupportClosed(closed_on, reason)) for inbox in inboxes]
        case WishesLearned():
            return [*_wishes(file, day_of(happened.when)), *pass_on(event, file)]
        case (
            NeedsAssessed()
            | CircumstancesRecorded()
            | ReadingChosen()
            | PlanAgreed()
            | CaseReopened()
            | CaseOpened()
            | PartWasGiven()
        ):
            return []  # the lead's own file, or told to us
        case (
            StatusLearned()
            | ReferralWasAccepted()
            | ReferralWasDeclined()
            | ReferralCameBack()
            | DeliveryConfirmed()
            | DeliveryFailed()
        ):
            return pass_on(event, file)  # told to us: whoever told it knows
        case _:
            assert_never(event)


def _tills(file: File) -> set[Source]:
    """Those who have to pay what was granted and is not paid yet: once she died they pay it to nobody."""
    return {each.assigned.inbox for each in file.claims if each.stage is ClaimStage.GRANTED and each.assigned}


def _prolonged(event: ReferralProlonged, file: File) -> list[Tell]:
    inbox = file.referral(event.referral).offered.inbox
    return [Tell(inbox, told.ReferralProlonged(event.referral, event.until))] if inbox else []


def _referral(offered: ReferralOffered, file: File) -> list[Tell]:
    """What was offered, with the granted sections as the file has them; by letter nothing is told from here."""
    if offered.inbox is None or file.opened is None:
        return []
    person, health = file.opened, file.needs.health if file.needs else None
    message = told.ReferralOffered(
        referral=offered.referral, code=person.code, unit=person.unit, service=offered.service,
        regime=offered.regime, offered_on=offered.offered_on, answer_by=offered.answer_by,
        sex=person.sex, age_group=person.age_group, ethnicity=person.ethnicity,
        name=person.name if "identity" in offered.sections else None,
        birth=person.birth if "identity" in offered.sections else None,
        contact=person.contact if "contact" in offered.sections else None,
        health=health if "health" in offered.sections else None,
        note=offered.note, purpose=offered.purpose, until=offered.until, sections=offered.sections,
        **her_wishes(file, "contact" in offered.sections),
    )  # fmt: skip
    sections = (*offered.sections, *(("note",) if offered.note else ()))
    return [Tell(offered.inbox, message, Grant(sections, REFERRAL, offered.basis, offered.until) if sections else None)]


def _wishes(file: File, day: date) -> list[Tell]:
    """Who knows her may call again, as long as what was granted runs."""
    grants: dict[Source, Grant] = {}
    for inbox, each in file.at_work:
        if "contact" in each.offered.sections and runs(each.until, day):
            until = latest(each.until, grants[inbox].until) if inbox in grants else each.until
            grants[inbox] = Grant(("contact",), REFERRAL, each.offered.basis, until)
    desks = {claim.guided.inbox for claim in file.claims}  # she agreed that her desk knows her
    grants |= {inbox: Grant(("contact",), REFERRAL, CONSENT) for inbox in desks}
    return [
        Tell(inbox, told.WishesPassedOn(**her_wishes(file, inbox in grants)), grants.get(inbox))
        for inbox in sorted({inbox for inbox, _ in file.at_work} | desks)
    ]


def tell_of_work(happened: Happened, done: Work) -> Iterable[Tell]:
    """The agency answers the lead that asked."""
    event: of_work.Event = happened.fact
    match event:
        case (
            of_work.ReferralReceived()
            | LongerUntilHeard()
            | of_work.NewLeadHeard()
            | of_work.WishesHeard()
            | of_work.SupportWasClosed()
        ):
            return []  # the lead told us
        case (
            of_work.ReferralAccepted()
            | of_work.ReferralDeclined()
            | of_work.ReferralReturnedToSender()
            | of_work.ServiceDelivered()
            | of_work.ServiceNotDelivered()
        ):
            return _answer(event, done.task(event.referral).received)
        case PartGiven(referral, _, given_on, quantity, place, confirmed, _, note):  # never the notes of its own
            part = told.ServicePartGiven(referral, given_on, quantity, place, confirmed, note)
            return [Tell(done.task(referral).received.lead, part, remark(note, REFERRAL))]
        case _:
            assert_never(event)


def _answer(event: of_work.Answered, asked: of_work.ReferralReceived) -> list[Tell]:
    match event:
        case of_work.ReferralAccepted(referral, accepted_on, begins_on):
            return [Tell(asked.lead, told.ReferralAccepted(referral, accepted_on, begins_on))]
        case of_work.ReferralDeclined(referral, reason, note, on):
            return [Tell(asked.lead, told.ReferralDeclined(referral, reason, note, on), remark(note, REFERRAL))]
        case of_work.ReferralReturnedToSender(referral, reason, note, on):
            return [Tell(asked.lead, told.ReferralReturned(referral, reason, note, on), remark(note, REFERRAL))]
        case of_work.ServiceDelivered(referral, _, _, delivered_on, quantity, confirmed, note, place, outcome):
            message = told.ServiceDelivered(referral, delivered_on, quantity, confirmed, note, place, outcome)
            return [Tell(asked.lead, message, remark(note, REFERRAL))]
        case of_work.ServiceNotDelivered(referral, _, reason):
            return [Tell(asked.lead, told.ServiceNotDelivered(referral, reason))]
        case _:
            assert_never(event)
