"""Who may do what at the desks of support, by the table of the real profile: strangers and wrong roles first."""

from uuid import uuid4

import pytest

from services.support.app import Support
from services.support.domain.case import CASE
from services.support.domain.case_commands import AssessNeeds, OfferReferral
from services.support.domain.referrals import referral_id
from services.support.domain.words import Disclosure
from services.support.domain.work import WORK
from services.support.domain.work_commands import AcceptReferral, DeclineReferral, DeliverService
from shared.access import SectionsOpened, Way
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.sealed import Sealed
from shared.testing import actor, deliver, entries, record
from tests.house.test_words import deeds as offered
from tests.support.office import CASE_ID, Office, asked_office, lead_with_case, profile
from tests.support.samples import FIRST, LATER, NAME, NEXT, PHONE, UNTIL

LEAD = actor("labour", "case_lead")
NURSE = actor("health", "service_officer")
STRANGERS = [
    actor("labour"), actor("labour", "intake_officer"), actor("labour", "clerk"), actor("health", "case_lead"),
    actor("police", "police_officer"), actor("fatherland_front", "supervisor"),
]  # fmt: skip


def do(support: Support, who: Actor, path: str, command: object) -> None:
    support.desk.do(who, support.desk.deeds[path], CASE_ID, command, command_id=uuid4())


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda who: f"{who.agency} {' '.join(sorted(who.roles))}")
def test_a_stranger_neither_looks_nor_opens_nor_does(stranger: Actor) -> None:
    support = lead_with_case().support
    with pytest.raises(NotPermitted):
        support.look(stranger, CASE_ID)
    with pytest.raises(NotPermitted):
        support.open(stranger, CASE_ID, ["identity"], Way.API)
    with pytest.raises(NotPermitted):
        do(support, stranger, "needs", AssessNeeds(NEXT, ("health",)))


def test_nobody_finds_a_case_that_is_not_there() -> None:
    with pytest.raises(LookupError):
        Office("labour").support.look(LEAD, CASE_ID)


def test_the_lead_sees_a_case_and_what_can_be_done_now() -> None:
    seen = lead_with_case().support.look(LEAD, CASE_ID)
    allowed = {offer.deed.path for offer in seen.offers if offer.verdict.allowed}
    assert (seen.code, seen.stage, seen.version) == ("HT-7K2Q4-9", "open", 1)
    casework = {
        "needs",
        "circumstances",
        "reading",
        "plan",
        "referrals",
        "referral-letter-answer",
        "visits",
        "referral-prolonging",
        "elsewhere",
        "elsewhere-received",
        "follow-up",
        "missed-visit",
        "reintegration",
        "death",
        "closure",
    }
    benefits = {f"benefit-{step}" for step in ("guidance", "return", "appraisal", "decision", "stop", "complaint")}
    assert allowed == {*casework, *benefits, "stay", "stay-leaving", "stay-meals", "difficulty"}
    assert {o.deed.path: o.verdict.rule for o in seen.offers}["reopening"] == "right.stage"


def test_a_reading_is_recorded_before_it_is_answered() -> None:
    office = lead_with_case()
    opened = office.support.open(LEAD, CASE_ID, ["identity", "contact"], Way.VIEWED)
    assert opened == {"contact": {"contact": PHONE}, "identity": {"birth": "1999", "name": NAME}}
    assert entries(office.ledger)[-1].fact == SectionsOpened(("contact", "identity"), Way.VIEWED)


def test_before_it_accepts_an_agency_sees_the_request_but_not_the_person() -> None:
    _, health = asked_office()
    with pytest.raises(NotPermitted) as refused:
        health.support.open(NURSE, CASE_ID, ["identity"], Way.API)
    assert refused.value.rule == "right.stage"
    do(health.support, NURSE, "referral-acceptance", AcceptReferral(FIRST, NEXT))
    assert health.support.open(NURSE, CASE_ID, ["identity"], Way.API)["identity"]["name"] == NAME


def test_an_agency_that_declined_does_not_see_the_person() -> None:
    _, health = asked_office()
    do(health.support, NURSE, "referral-refusal", DeclineReferral(FIRST, "no_capacity"))
    with pytest.raises(NotPermitted):
        health.support.open(NURSE, CASE_ID, ["identity"], Way.API)


def test_what_was_granted_with_an_unanswered_request_stays_closed_beside_an_accepted_one() -> None:
    lead, health = asked_office()
    record(lead.ledger, CASE, CASE_ID, AssessNeeds(NEXT, ("health",), Sealed("dị ứng thuốc")), law=lead.law)
    offer = OfferReferral("counselling", "health", NEXT, True, (Disclosure.HEALTH,), until=UNTIL)
    record(lead.ledger, CASE, CASE_ID, offer, law=lead.law)
    deliver(lead.ledger, health.ledger, since=health.ledger.store.last())
    do(health.support, NURSE, "referral-acceptance", AcceptReferral(FIRST, NEXT))
    assert health.support.open(NURSE, CASE_ID, ["health"], Way.API) == {"health": {}}


def test_a_commune_sees_only_its_own_units_requests() -> None:
    lead = lead_with_case()
    record(lead.ledger, CASE, CASE_ID, OfferReferral("home_visit", "communes", NEXT, True), law=lead.law)
    communes = Office("communes")
    deliver(lead.ledger, communes.ledger)
    communes.keep()
    here, elsewhere = (actor("communes", "commune_officer", unit=unit) for unit in ("20035", "20041"))
    assert communes.support.look(here, CASE_ID).stage == "offered"
    assert set(communes.support.queue(here)) == {str(CASE_ID)}
    with pytest.raises(NotPermitted) as refused:
        communes.support.look(elsewhere, CASE_ID)
    assert refused.value.rule == "right.unit"
    assert communes.support.queue(elsewhere) == {}


def test_a_delivery_said_twice_is_done_once_though_the_stage_has_moved_on() -> None:
    _, health = asked_office()
    do(health.support, NURSE, "referral-acceptance", AcceptReferral(FIRST, NEXT))
    deed, command_id = health.support.desk.deeds["delivery"], uuid4()
    deliver_it = DeliverService(FIRST, LATER, 1, True, outcome="treated_here")
    first = health.support.desk.do(NURSE, deed, CASE_ID, deliver_it, command_id=command_id)
    again = health.support.desk.do(NURSE, deed, CASE_ID, deliver_it, command_id=command_id)
    assert (again.first, again.last, again.again) == (first.first, first.last, True)


def test_an_unknown_referral_is_refused_not_permitted() -> None:
    _, health = asked_office()
    with pytest.raises(Refused, match=r"referral\.unknown"):
        do(health.support, NURSE, "referral-acceptance", AcceptReferral(referral_id(CASE_ID, 9), NEXT))


def test_the_queue_is_for_those_who_may_list() -> None:
    office = lead_with_case()
    assert set(office.support.queue(LEAD, "open")) == {str(CASE_ID)}
    assert office.support.queue(LEAD, "closed") == {}
    with pytest.raises(NotPermitted):
        office.support.queue(actor("labour"))


def test_every_deed_has_its_row_in_the_table_and_every_row_its_deed() -> None:
    named = {deed.name for of, deed in offered() if of.name == "support"}
    known = {name for name in profile().deeds if name.startswith("support.")}
    queries = {name for name in known if name.endswith((".read", ".list", ".print"))} | {"support.case.open"}
    assert named == known - queries


def test_the_profile_has_every_list_the_rules_ask_for() -> None:
    law = profile().law_on(NEXT)
    asked = (
        "services", "needs", "decline_reasons", "return_reasons", "not_delivered_reasons", "reasons",
        "closing_reasons", "reopening_reasons", "statuses", "person_statuses", "grant_purposes",
        "reintegration_areas", "retrafficking_signs", "missed_visit_reasons", "not_asked_reasons",
    )  # fmt: skip
    assert all(law.lists[name] for name in asked)
    assert {"deceased", "lost_contact"} <= set(law.lists["closing_reasons"])
    assert law.knows("grant_purposes", "referral")
    assert law.knows("services", "first_examination")
    assert {item.group for item in law.lists["person_statuses"].values()} <= set(law.lists["statuses"])


def test_work_and_file_of_the_same_case_do_not_share_a_stream() -> None:
    lead, health = asked_office()
    assert lead.ledger.load(WORK, CASE_ID).version == 0
    assert health.ledger.load(CASE, CASE_ID).version == 0
