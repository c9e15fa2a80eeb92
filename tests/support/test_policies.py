"""Whenever another ledger tells support something: the lead and the agencies it asks, each with a real ledger."""

from dataclasses import replace
from typing import Any

import pytest

from services.support.domain import work_commands as at_work
from services.support.domain.benefits.application import EndApplications
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.payment import PAYMENT, SuspendPayments
from services.support.domain.case import CASE
from services.support.domain.case_commands import (
    AssessNeeds,
    CloseCase,
    LearnAnswer,
    LearnStatus,
    LearnWishes,
    OfferReferral,
)
from services.support.domain.case_events import DeliveryConfirmed
from services.support.domain.words import Answer, Disclosure, ReferralStage
from services.support.domain.work import WORK
from services.support.domain.work_commands import EndWork, HearWishes, TakeReferral
from services.support.messages import tell_of_case, tell_of_work
from services.support.policies import POLICIES
from shared.contracts import intake, support
from shared.kernel.decider import Act, AnyDecider
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Heard
from shared.ledger import Ledger, TellRule
from shared.testing import deliver, memory_ledger, record
from tests.support.samples import CASE_ID, FIRST, HEALTH, LATER, LAW, LEAD, NAME, NEXT, PHONE, open_case, received

NOTE = Sealed("hẹn lại")


def policy(message: Any, sender: str = "support.health") -> Act:
    (act,) = POLICIES[type(message)](Heard(sender, CASE_ID, 1, 1, message))
    return act


def test_a_support_file_is_opened_whenever_a_person_was_received() -> None:
    told = {name: value for name, value in vars(open_case(True)).items() if name != "case"}
    assert policy(intake.PersonReceived(**told), "intake.labour") == Act(CASE, CASE_ID, open_case(True))


def test_the_status_is_learned_whenever_it_was_decided() -> None:
    assert policy(intake.StatusDecided("victim", NEXT, "POLICE_DISTRICT_CERT"), "intake.labour") == Act(
        CASE, CASE_ID, LearnStatus("victim", NEXT, "POLICE_DISTRICT_CERT")
    )


def test_her_wishes_are_learned_whenever_they_were_recorded() -> None:
    wishes = intake.WishesRecorded("in_danger", ("no_calls",), True, True)
    assert policy(wishes, "intake.labour") == Act(CASE, CASE_ID, LearnWishes(**vars(wishes)))


def test_her_wishes_are_kept_to_whenever_they_were_passed_on() -> None:
    wishes = support.WishesPassedOn(("no_calls",), True, False, Sealed("gọi dì, buổi tối"))
    assert policy(wishes, LEAD) == Act(WORK, CASE_ID, HearWishes(**vars(wishes)))


def test_a_referral_is_taken_whenever_one_was_offered_and_remembers_who_asked() -> None:
    asked = {name: value for name, value in vars(received()).items() if name != "lead"}
    assert policy(support.ReferralOffered(**asked), LEAD) == Act(WORK, CASE_ID, TakeReferral(**vars(received())))


@pytest.mark.parametrize(
    ("message", "learned"),
    [
        (support.ReferralAccepted(FIRST, NEXT), LearnAnswer(FIRST, Answer.ACCEPTED, NEXT, teller=HEALTH)),
        (
            support.ReferralDeclined(FIRST, "no_capacity", NOTE),
            LearnAnswer(FIRST, Answer.DECLINED, reason="no_capacity", note=NOTE, teller=HEALTH),
        ),
        (
            support.ReferralReturned(FIRST, "incomplete"),
            LearnAnswer(FIRST, Answer.RETURNED, reason="incomplete", teller=HEALTH),
        ),
        (
            support.ServiceDelivered(FIRST, LATER, 3, True, NOTE),
            LearnAnswer(FIRST, Answer.DELIVERED, LATER, quantity=3, confirmed_by_person=True, note=NOTE, teller=HEALTH),
        ),
        (
            support.ServiceNotDelivered(FIRST, "person_absent"),
            LearnAnswer(FIRST, Answer.NOT_DELIVERED, reason="person_absent", teller=HEALTH),
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_lead_learns_whatever_the_agency_answers(message: Any, learned: LearnAnswer) -> None:
    assert policy(message) == Act(CASE, CASE_ID, learned)


def test_the_work_ends_whenever_support_was_closed() -> None:
    closed = support.SupportClosed(LATER, "deceased")
    assert POLICIES[type(closed)](Heard(LEAD, CASE_ID, 1, 1, closed)) == [
        Act(WORK, CASE_ID, EndWork(LATER, "deceased")),
        Act(APPLICATION, CASE_ID, EndApplications(LATER, "deceased")),
        Act(PAYMENT, CASE_ID, SuspendPayments(LATER, "deceased")),
    ]


def test_every_policy_says_in_its_name_what_is_done_and_whenever() -> None:
    assert all("_whenever_" in rule.__name__ for rule in POLICIES.values())


# The whole way, between two real ledgers


def ledger(source: str) -> Ledger:
    tells: list[tuple[AnyDecider, TellRule]] = [(CASE, tell_of_case), (WORK, tell_of_work)]
    return memory_ledger(source, tells=tells, policies=POLICIES, law=LAW)


def test_a_referral_goes_to_the_agency_and_its_delivery_comes_back() -> None:
    lead, health = ledger(LEAD), ledger("support.health")
    record(lead, CASE, CASE_ID, open_case(), law=LAW)
    offer = OfferReferral("health_care", "health", NEXT, True, (Disclosure.IDENTITY, Disclosure.CONTACT), until=LATER)
    record(lead, CASE, CASE_ID, offer, law=LAW)
    assert len(deliver(lead, health)) == 1
    task = health.load(WORK, CASE_ID).state.task(FIRST).received
    assert (health.open(task.name), health.open(task.contact), task.health) == (NAME, PHONE, None)

    record(health, WORK, CASE_ID, at_work.AcceptReferral(FIRST, NEXT), law=LAW)
    record(health, WORK, CASE_ID, at_work.DeliverService(FIRST, LATER, 2, True, NOTE), law=LAW)
    assert len(deliver(health, lead)) == 2
    referral = lead.load(CASE, CASE_ID).state.referral(FIRST)
    assert referral.stage is ReferralStage.DELIVERED
    assert isinstance(referral.answer, DeliveryConfirmed)
    assert lead.open(referral.answer.note) == "hẹn lại"


def test_what_she_wants_kept_from_whom_reaches_the_agency_and_so_does_its_change() -> None:
    lead, health = ledger(LEAD), ledger("support.health")
    record(lead, CASE, CASE_ID, replace(open_case(), confidentiality=("not_family",)), law=LAW)
    offer = OfferReferral("health_care", "health", NEXT, True, (Disclosure.CONTACT,), until=LATER)
    record(lead, CASE, CASE_ID, offer, law=LAW)
    deliver(lead, health)
    before = health.load(WORK, CASE_ID).state
    assert before.wishes
    assert (before.wishes.confidentiality, before.wishes.representative_suspected) == (("not_family",), False)

    wishes = LearnWishes("in_danger", ("no_calls",), True, True, Sealed("gọi dì, buổi tối"))
    record(lead, CASE, CASE_ID, wishes, law=LAW)
    deliver(lead, health)
    now = health.load(WORK, CASE_ID).state
    assert now.wishes
    assert (now.wishes.confidentiality, now.wishes.representative_suspected) == (("no_calls",), True)
    assert health.open(now.safe_contact) == "gọi dì, buổi tối"


def test_what_is_heard_twice_changes_nothing() -> None:
    lead, health = ledger(LEAD), ledger("support.health")
    record(lead, CASE, CASE_ID, open_case(first_examination=True), law=LAW)
    deliver(lead, health)
    last = health.store.last()
    deliver(lead, health)
    assert health.store.last() == last


def test_the_first_examination_carries_her_health_only_once_it_is_known() -> None:
    lead, health = ledger(LEAD), ledger("support.health")
    record(lead, CASE, CASE_ID, open_case(first_examination=True), law=LAW)
    record(lead, CASE, CASE_ID, AssessNeeds(NEXT, ("health",), Sealed("dị ứng thuốc")), law=LAW)
    offer = OfferReferral("counselling", "health", NEXT, True, (Disclosure.HEALTH,), until=LATER)
    record(lead, CASE, CASE_ID, offer, law=LAW)
    deliver(lead, health)
    examination, counselling = health.load(WORK, CASE_ID).state.tasks
    assert examination.received.health is None
    assert health.open(counselling.received.health) == "dị ứng thuốc"


def test_the_closing_of_a_case_ends_the_work_at_the_agencies() -> None:
    lead, health = ledger(LEAD), ledger("support.health")
    record(lead, CASE, CASE_ID, open_case(first_examination=True), law=LAW)
    record(lead, CASE, CASE_ID, CloseCase(LATER, "lost_contact"), law=LAW)
    assert len(deliver(lead, health)) == 2
    assert health.load(WORK, CASE_ID).state.task(FIRST).stage is ReferralStage.ENDED
