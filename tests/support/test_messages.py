"""Who is told what: every event is told or kept on purpose, and no section travels without its grant."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from services.support.domain import work_events as at_work
from services.support.domain.case import CASE
from services.support.domain.case_events import (
    CaseClosed,
    CaseReopened,
    CaseworkEvent,
    CircumstancesRecorded,
    DeliveryConfirmed,
    DeliveryFailed,
    FollowingEvent,
    NeedsAssessed,
    PlanAgreed,
    ReadingChosen,
    ReferralCameBack,
    ReferralWasAccepted,
    ReferralWasDeclined,
    StatusLearned,
    StayEvent,
    WishesLearned,
)
from services.support.domain.file import File
from services.support.domain.following.events import (
    DeathRecorded,
    FollowUpRecorded,
    GoalAgreed,
    ReintegrationReviewed,
    VisitMissed,
    VisitsAgreed,
)
from services.support.domain.following.words import DeathPlace, RelativesCare, VisitWay
from services.support.domain.granted import LongerUntilHeard, ReferralProlonged
from services.support.domain.services.parts import PartGiven, PartWasGiven
from services.support.domain.stays import stay_events
from services.support.domain.words import Risk
from services.support.domain.work import WORK
from services.support.messages import tell_of_case, tell_of_work
from shared.contracts import support as told
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Grant, Happened, Tell
from shared.kernel.when import When
from tests.support.samples import (
    CASE_ID,
    FIRST,
    LATER,
    LEAD,
    NAME,
    NEXT,
    PHONE,
    PLAN_ITEM,
    SECOND,
    UNTIL,
    offered,
    offered_by_letter,
    opened,
    received,
)

BY = By("officer", "labour")
NOTE = Sealed("xin gửi lại giấy ra viện")
HEALTH = Sealed("dị ứng thuốc")

KEPT_OF_CASE = [
    opened(),
    StatusLearned("victim", NEXT),
    NeedsAssessed(NEXT, ("health",)),
    CircumstancesRecorded(NEXT, ("at_home",)),
    ReadingChosen(NEXT, "how_long.law"),
    PlanAgreed(NEXT, (PLAN_ITEM,)),
    ReferralWasAccepted(FIRST, NEXT),
    ReferralWasDeclined(FIRST, "no_capacity"),
    ReferralCameBack(FIRST, "incomplete"),
    DeliveryConfirmed(FIRST, "health_care", "health", None, LATER, 1, True),
    DeliveryFailed(FIRST, "person_absent"),
    GoalAgreed("work", NEXT),
    VisitsAgreed(NEXT, LATER, VisitWay.HOME),
    FollowUpRecorded(NEXT, Risk.LOW),
    PartWasGiven(FIRST, "health_care", "health", LATER, 1, "home", True),
    stay_events.FacilityEntered(NEXT, "victim_support"),
    stay_events.MealsExtended(LATER, LATER, "no_home_yet"),
    stay_events.MealsLimitMoved(2, "two_days", LATER),
    stay_events.FacilityLeft(LATER),
    VisitMissed(NEXT, "absent"),
    ReintegrationReviewed(NEXT, ("work",)),
    DeathRecorded(LATER, DeathPlace.UNKNOWN, RelativesCare.NOT_TOLD),
    CaseReopened(LATER, "new_need"),
]
SAFE = Sealed("gọi dì, buổi tối")
WISHES = WishesLearned("worried", ("no_calls",), True, False, SAFE)
TOLD_OF_CASE = [offered(), ReferralProlonged(FIRST, LATER, UNTIL), WISHES, CaseClosed(LATER, "deceased")]
KEPT_OF_WORK = [
    received(),
    LongerUntilHeard(FIRST, UNTIL),
    at_work.NewLeadHeard("union", LATER),
    at_work.WishesHeard(("no_calls",), False, True),
    at_work.SupportWasClosed(LATER, "deceased"),
]
TOLD_OF_WORK: list[tuple[Any, Any, Grant | None]] = [
    (at_work.ReferralAccepted(FIRST, NEXT, LATER), told.ReferralAccepted(FIRST, NEXT, LATER), None),
    (
        at_work.ReferralDeclined(FIRST, "no_capacity", NOTE),
        told.ReferralDeclined(FIRST, "no_capacity", NOTE),
        Grant(("note",), "referral", "legal_duty"),
    ),
    (at_work.ReferralReturnedToSender(FIRST, "incomplete"), told.ReferralReturned(FIRST, "incomplete"), None),
    (
        at_work.ServiceDelivered(FIRST, "health_care", "medical", LATER, 2, True, NOTE, "home", "treated"),
        told.ServiceDelivered(FIRST, LATER, 2, True, NOTE, "home", "treated"),
        Grant(("note",), "referral", "legal_duty"),
    ),
    (
        PartGiven(FIRST, "health_care", NEXT, 1, "home", True, Sealed("chỉ của người tư vấn"), NOTE),
        told.ServicePartGiven(FIRST, NEXT, 1, "home", True, NOTE),
        Grant(("note",), "referral", "legal_duty"),
    ),
    (
        at_work.ServiceNotDelivered(FIRST, "health_care", "person_absent", NOTE),
        told.ServiceNotDelivered(FIRST, "person_absent"),
        None,
    ),
]


def told_after(*past: Any) -> list[Tell]:
    """What the last of these events makes the lead tell."""
    return list(tell_of_case(Happened(CASE_ID, past[-1], BY, When.day(NEXT)), CASE.replay(past)))


@pytest.mark.parametrize("event", KEPT_OF_CASE, ids=lambda event: type(event).__name__)
def test_the_leads_own_work_stays_inside(event: Any) -> None:
    stayed = stay_events.FacilityEntered(NEXT, "victim_support")
    past = () if isinstance(event, type(opened())) else (opened(), offered(), stayed)
    assert told_after(*past, event) == []


def test_a_referral_is_told_to_the_agency_with_what_was_granted_and_nothing_else() -> None:
    sparing = replace(offered(), sections=("identity",), note=NOTE)
    tell = told_after(opened(), NeedsAssessed(NEXT, ("health",), HEALTH), sparing)[0]
    assert tell.inbox == "support.health"
    assert tell.grant == Grant(("identity", "note"), "referral", "consent", UNTIL)
    message: told.ReferralOffered = tell.message
    assert (message.name, message.birth, message.note) == (Sealed(NAME), Sealed("1999"), NOTE)
    assert (message.contact, message.health) == (None, None)


def test_what_a_health_service_must_know_travels_where_it_was_granted() -> None:
    all_of_it = replace(offered(), sections=("identity", "contact", "health"))
    message: told.ReferralOffered = told_after(opened(), NeedsAssessed(NEXT, ("health",), HEALTH), all_of_it)[0].message
    assert (message.contact, message.health) == (Sealed(PHONE), HEALTH)


def test_a_referral_without_any_section_needs_no_grant() -> None:
    tell = told_after(opened(), replace(offered(), sections=()))[0]
    assert (tell.grant, tell.message.name) == (None, None)


def test_what_she_wants_kept_from_whom_goes_with_every_referral_and_the_number_to_call_where_contact_does() -> None:
    past = (opened(), WISHES)
    for sections, number in ((("contact",), SAFE), ((), None)):
        message: told.ReferralOffered = told_after(*past, replace(offered(), sections=sections))[0].message
        assert (message.confidentiality, message.representative_suspected) == (("no_calls",), True)
        assert (message.reachable, message.safe_contact) == (False, number)


def test_changed_wishes_reach_whoever_works_for_her_or_has_and_nobody_who_turned_her_down() -> None:
    school = replace(offered("school", "schooling", "support.school"), referral=SECOND, sections=("identity",))
    bank = replace(offered_by_letter(), referral=CASE_ID)
    wishes = (("no_calls",), True, False)
    contact = Grant(("contact",), "referral", "consent", UNTIL)
    to_health = Tell("support.health", told.WishesPassedOn(*wishes, SAFE), contact)
    to_school = Tell("support.school", told.WishesPassedOn(*wishes))
    asked = (opened(), offered(), school, bank)
    assert told_after(*asked, WISHES) == [to_health, to_school]
    assert told_after(*asked, ReferralWasDeclined(SECOND, "no_capacity"), WISHES) == [to_health]
    helped = DeliveryConfirmed(FIRST, "health_care", "health", None, LATER, 1, True)
    assert told_after(*asked, helped, WISHES) == [to_health, to_school]
    assert told_after(opened(), WISHES) == []


def test_by_letter_nothing_is_told() -> None:
    assert told_after(opened(), offered_by_letter()) == []


def test_the_closing_is_told_once_to_every_agency_that_was_asked() -> None:
    again = replace(offered(), referral=CASE_ID, offered_on=LATER)
    tells = told_after(opened(), offered(), again, CaseClosed(LATER, "deceased"))
    assert tells == [Tell("support.health", told.SupportClosed(LATER, "deceased"))]


@pytest.mark.parametrize(("event", "message", "grant"), TOLD_OF_WORK, ids=[type(e).__name__ for e, *_ in TOLD_OF_WORK])
def test_every_answer_is_told_to_the_lead(event: Any, message: Any, grant: Grant | None) -> None:
    happened = Happened(CASE_ID, event, BY, When.day(NEXT))
    assert list(tell_of_work(happened, WORK.replay([received(), event]))) == [Tell(LEAD, message, grant)]


@pytest.mark.parametrize("event", KEPT_OF_WORK, ids=lambda event: type(event).__name__)
def test_what_the_lead_told_is_not_told_back(event: Any) -> None:
    assert list(tell_of_work(Happened(CASE_ID, event, BY, When.day(NEXT)), WORK.replay([received()]))) == []


def test_every_event_is_told_or_kept() -> None:
    assert {type(e) for e in (*KEPT_OF_CASE, *TOLD_OF_CASE)} == set(
        get_args(CaseworkEvent | StayEvent | FollowingEvent)
    )
    assert {type(e) for e in (*KEPT_OF_WORK, *(e for e, *_ in TOLD_OF_WORK))} == set(WORK.events)


def test_a_file_that_was_never_opened_tells_nothing() -> None:
    assert list(tell_of_case(Happened(CASE_ID, offered(), BY, When.day(NEXT)), File())) == []
