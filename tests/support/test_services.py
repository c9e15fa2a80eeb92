"""Services as their officers know them: planned, given in parts, counted in what they are counted in, ended as they can end."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import NamedTuple

import pytest
from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from services.support.domain.access_to_services import Reached, access_to_services
from services.support.domain.case import CASE
from services.support.domain.case_commands import AssessNeeds, LearnAnswer, OfferReferral, RecordLetterAnswer
from services.support.domain.case_events import DeliveryConfirmed, NeedsAssessed, ReferralWasAccepted
from services.support.domain.services.counted import in_measure, measure_of
from services.support.domain.services.part_rules import given_so_far
from services.support.domain.services.parts import GivePart, LearnPart, PartGiven, PartWasGiven
from services.support.domain.words import Answer, ReferralStage
from services.support.domain.work import WORK
from services.support.domain.work_commands import AcceptReferral, Command, DeliverService, EndWork, ReportNonDelivery
from services.support.domain.work_events import (
    Event,
    ReferralAccepted,
    ReferralReceived,
    ServiceDelivered,
    ServiceNotDelivered,
    SupportWasClosed,
)
from shared.access import Way
from shared.kernel.decider import Refused
from shared.kernel.rights import NotPermitted
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgencyId, Code
from shared.testing import actor, deliver, entries, given, record
from tests.support.office import CASE_ID, TODAY, Office, lead_with_case, post, profile
from tests.support.samples import FIRST, HEALTH, LATER, NEXT, RECEIVED, offered, offered_by_letter, opened, received

LAW = profile().law_on(TODAY)
BEGINS = date(2023, 5, 15)
DAYS = st.sampled_from([RECEIVED, NEXT, BEGINS, LATER])
NOTE, OWN = Sealed("hẹn lần sau"), Sealed("mất ngủ, hay giật mình")


class Known(NamedTuple):
    """A service as whoever gives it would tell of it: two times, then all of it."""

    service: Code
    agency: AgencyId
    place: Code
    quantities: tuple[int, int, int]
    total: str
    outcome: Code | None = None


SERVICES = [
    Known("first_examination", "health", "reception_point", (1, 1, 2), "2 lần khám", "sent_to_hospital"),
    Known("treatment", "health", "agency", (1, 2, 3), "3 lần khám", "treated_here"),
    Known("health_insurance", "health", "agency", (1, 1, 1), "1 thẻ", "card_issued"),
    Known("counselling", "health", "agency", (1, 1, 6), "6 buổi"),
    Known("legal_advice", "justice", "telephone", (1, 1, 2), "2 lần tư vấn"),
    Known("legal_aid_referral", "justice", "agency", (1, 1, 1), "1 lần chuyển vụ việc", "legal_aid_took_on"),
    Known("lost_papers_guidance", "justice", "agency", (1, 1, 2), "2 lần hướng dẫn", "identity_lodged"),
    Known("schooling", "education", "school", (1, 1, 1), "1 chỗ học", "goes_to_continuing_education"),
    Known("school_fees", "education", "school", (1, 1, 2), "2 năm học", "fees_exempted"),
    Known("school_books", "education", "school", (1, 2, 3), "3 bộ"),
    Known("vocational_training", "labour", "school", (1, 1, 1), "1 khóa học", "course_completed"),
    Known("job_placement", "labour", "elsewhere", (1, 1, 3), "3 lượt giới thiệu", "job_found"),
    Known("initial_allowance", "labour", "agency", (1, 1, 1), "1 suất"),
    Known("loan_advice", "womens_union", "agency", (1, 1, 1), "1 khoản vay", "loan_lent_policy_bank"),
    Known("union_life", "womens_union", "elsewhere", (1, 1, 2), "2 buổi sinh hoạt"),
    Known("home_visit", "communes", "home", (1, 1, 4), "4 chuyến thăm"),
    Known("child_protection", "labour", "home", (1, 1, 2), "2 lượt"),
    Known("social_assistance", "communes", "home", (1, 1, 2), "2 lượt"),
]
EACH = pytest.mark.parametrize("known", SERVICES, ids=lambda known: known.service)


def asked(service: Code) -> ReferralReceived:
    return replace(received(), service=service, regime=None)


def part(service: Code, on: date = NEXT, quantity: int = 1) -> PartGiven:
    return PartGiven(FIRST, service, on, quantity, None, False)


def work(*past: Event) -> given:
    return given(WORK, *past, law=LAW)


def under_way(service: Code, *parts: Event) -> given:
    return work(asked(service), ReferralAccepted(FIRST, NEXT), *parts)


def test_every_service_of_the_profile_is_known_and_given_by_whoever_holds_its_power() -> None:
    assert {known.service for known in SERVICES} == LAW.lists["services"].keys()
    for known in SERVICES:
        holder = LAW.holder(LAW.lists["services"][known.service].group or "")
        assert holder is not None
        assert holder.id == known.agency, known.service


@EACH
def test_each_service_is_planned_given_in_parts_and_finished_with_its_measure_place_and_outcome(known: Known) -> None:
    service, place, (once, again, in_all) = known.service, known.place, known.quantities
    planned = ReferralAccepted(FIRST, NEXT, BEGINS)
    first = PartGiven(FIRST, service, BEGINS, once, place, True)
    second = PartGiven(FIRST, service, LATER, again, place, False)
    work(asked(service)).when(AcceptReferral(FIRST, NEXT, BEGINS)).then(planned)
    work(asked(service), planned).when(GivePart(FIRST, BEGINS, once, place, True)).then(first)
    work(asked(service), planned, first).when(GivePart(FIRST, LATER, again, place)).then(second)
    whole = DeliverService(FIRST, LATER, in_all, True, outcome=known.outcome, place=place)
    done = work(asked(service), planned, first, second).when(whole)
    done.then(ServiceDelivered(FIRST, service, None, LATER, in_all, True, None, place, known.outcome))
    measure = measure_of(service, LAW)
    assert measure is not None
    assert f"{in_all} {measure.vi}" == known.total
    (task,) = done.state_now.tasks
    assert (task.stage, task.begins_on, len(task.parts)) == (ReferralStage.DELIVERED, BEGINS, 2)


@EACH
def test_each_service_can_fail_after_parts_of_it_were_given_with_the_reason(known: Known) -> None:
    failed = under_way(known.service, part(known.service)).when(ReportNonDelivery(FIRST, "lost_contact", NOTE))
    failed.then(ServiceNotDelivered(FIRST, known.service, "lost_contact", NOTE))
    (task,) = failed.state_now.tasks
    assert (task.stage, len(task.parts)) == (ReferralStage.NOT_DELIVERED, 1)


@EACH
def test_each_service_ends_only_as_it_can(known: Known) -> None:
    own = LAW.lists["services"][known.service].outcomes
    whole = DeliverService(FIRST, LATER, 1, True)
    if own:
        under_way(known.service).when(whole).refused("service.outcome_missing")
    for outcome in LAW.lists["outcomes"]:
        said = under_way(known.service).when(replace(whole, outcome=outcome))
        if outcome in own:
            said.then(ServiceDelivered(FIRST, known.service, None, LATER, 1, True, outcome=outcome))
        else:
            said.refused("service.outcome_of_another")


def test_no_outcome_names_an_amount_of_money() -> None:
    said = " ".join(f"{item.vi} {item.en}" for item in LAW.lists["outcomes"].values())
    assert not any(letter.isdigit() for letter in said)
    assert "tiền" not in said


@EACH
def test_more_than_one_is_refused_where_only_one_makes_sense(known: Known) -> None:
    several = DeliverService(FIRST, LATER, 2, True, outcome=known.outcome)
    measure = measure_of(known.service, LAW)
    if measure and measure.group == "one":
        under_way(known.service).when(several).refused("service.only_one")
        under_way(known.service).when(GivePart(FIRST, LATER, 2)).refused("service.only_one")
    else:
        under_way(known.service).when(several).then(
            ServiceDelivered(FIRST, known.service, None, LATER, 2, True, outcome=known.outcome)
        )


def test_a_number_is_said_in_its_measure_and_never_promises_what_an_outcome_denies() -> None:
    assert in_measure("counselling", 6, None, LAW) == "6 buổi"
    assert in_measure("initial_allowance", 1, None, LAW) == "1 suất"
    assert in_measure("loan_advice", 1, "loan_refused", LAW) is None
    assert in_measure("flying", 2, None, LAW) == "2"


@pytest.mark.parametrize("quantity", [0, -1])
def test_less_than_one_is_nothing(quantity: int) -> None:
    under_way("counselling").when(GivePart(FIRST, LATER, quantity)).refused("service.nothing_delivered")
    under_way("counselling").when(DeliverService(FIRST, LATER, quantity)).refused("service.nothing_delivered")


def test_the_parts_sum_up_when_nobody_says_a_total() -> None:
    parts = (part("counselling", NEXT, 2), part("counselling", BEGINS))
    whole = (
        under_way("counselling", *parts)
        .when(DeliverService(FIRST, LATER))
        .then(ServiceDelivered(FIRST, "counselling", None, LATER, 3, False))
    )
    assert given_so_far("counselling", whole.state.tasks[0].parts, LAW) == 3
    under_way("counselling").when(DeliverService(FIRST, LATER)).refused("service.nothing_delivered")
    lent = DeliverService(FIRST, LATER, outcome="loan_lent_union_fund")
    under_way("loan_advice", part("loan_advice"), part("loan_advice", BEGINS)).when(lent).then(
        ServiceDelivered(FIRST, "loan_advice", None, LATER, 1, False, outcome="loan_lent_union_fund")
    )


def test_a_total_is_no_less_than_what_was_written_down() -> None:
    parts = (part("counselling", NEXT, 2), part("counselling", BEGINS))
    under_way("counselling", *parts).when(DeliverService(FIRST, LATER, 2)).refused("service.less_than_given")
    under_way("counselling", *parts).when(DeliverService(FIRST, NEXT, 3)).refused("service.delivered_before_part")


def test_a_part_is_given_after_the_request_was_accepted_and_before_the_service_is_finished() -> None:
    once = GivePart(FIRST, LATER)
    work().when(once).refused("referral.unknown")
    work(asked("counselling")).when(once).refused("service.not_accepted")
    under_way("counselling").when(GivePart(FIRST, RECEIVED)).refused("service.given_before_offer")
    for last in (
        ServiceDelivered(FIRST, "counselling", None, NEXT, 1, True),
        ServiceNotDelivered(FIRST, "counselling", "person_absent"),
        SupportWasClosed(NEXT, "completed"),
    ):
        under_way("counselling", last).when(once).refused("service.finished")


def test_a_service_does_not_begin_before_it_was_asked_for() -> None:
    work(asked("counselling")).when(AcceptReferral(FIRST, NEXT, RECEIVED)).refused("service.begins_before_offer")


def test_a_place_is_one_of_the_list() -> None:
    under_way("counselling").when(GivePart(FIRST, LATER, place="moon")).refused("code.unknown")
    under_way("counselling").when(DeliverService(FIRST, LATER, 1, place="moon")).refused("code.unknown")


def test_a_part_said_twice_is_given_once() -> None:
    once = GivePart(FIRST, LATER, 1, "agency", True, OWN, NOTE)
    under_way("counselling").when(once, once).nothing()
    under_way("counselling").when(once, DeliverService(FIRST, LATER), once).nothing()


def test_only_who_counsels_keeps_notes_that_nobody_else_reads() -> None:
    under_way("union_life").when(GivePart(FIRST, LATER, own_notes=OWN)).refused("service.no_own_notes")


ASKED = st.one_of(
    st.builds(AcceptReferral, st.just(FIRST), DAYS, st.none() | DAYS),
    st.builds(
        GivePart, st.just(FIRST), DAYS, st.integers(0, 3), st.sampled_from([None, "home", "moon"]), st.booleans()
    ),
    st.builds(DeliverService, st.just(FIRST), DAYS, st.none() | st.integers(0, 9), st.booleans()),
    st.builds(ReportNonDelivery, st.just(FIRST), st.sampled_from(["lost_contact", "rain"])),
    st.builds(EndWork, DAYS, st.just("completed")),
)


@settings(max_examples=300)
@tried(st.lists(ASKED, max_size=12))
def test_whatever_is_asked_parts_lie_between_acceptance_and_finish_and_all_is_no_less_than_its_parts(
    commands: list[Command],
) -> None:
    happened: list[Event] = [asked("counselling")]
    for command in commands:
        with suppress(Refused):
            happened += WORK.decide(command, WORK.replay(happened), LAW)
            assert not WORK.decide(command, WORK.replay(happened), LAW), "said twice was done twice"
    kinds = [type(event) for event in happened]
    parts = [event for event in happened if isinstance(event, PartGiven)]
    ends = [n for n, kind in enumerate(kinds) if kind in (ServiceDelivered, ServiceNotDelivered, SupportWasClosed)]
    given_at = [n for n, kind in enumerate(kinds) if kind is PartGiven]
    assert all(kinds.index(ReferralAccepted) < n < min(ends, default=len(kinds)) for n in given_at)
    for whole in (event for event in happened if isinstance(event, ServiceDelivered)):
        assert whole.quantity >= max(1, sum(part.quantity for part in parts))
        assert all(part.given_on <= whole.delivered_on for part in parts)
    assert WORK.replay(happened) == reduce(WORK.evolve, happened, WORK.initial)


def lead(*past: object) -> given:
    return given(CASE, opened(), *past, law=LAW)


def test_the_lead_hears_each_part_once_and_only_from_whom_it_asked() -> None:
    told = LearnPart(FIRST, BEGINS, 1, "agency", True, NOTE, HEALTH)
    heard = PartWasGiven(FIRST, "health_care", "health", BEGINS, 1, "agency", True, NOTE)
    accepted = ReferralWasAccepted(FIRST, NEXT, begins_on=BEGINS)
    lead(offered(), accepted).when(told).then(heard)
    lead(offered(), accepted).when(told, told).nothing()
    strange = replace(told, teller="support.justice")
    lead(offered(), accepted).when(strange).refused("answer.not_from_whom_we_asked")
    assert lead(offered(), accepted).state.referral(FIRST).begins_on == BEGINS


def test_what_a_letter_says_of_a_delivery_is_checked_and_what_it_leaves_out_is_not_invented() -> None:
    by_letter = replace(offered_by_letter(), service="loan_advice", agency="womens_union")
    says = RecordLetterAnswer(FIRST, Answer.DELIVERED, LATER, "3/NHCS", LATER, place="agency", outcome="loan_refused")
    confirmed = DeliveryConfirmed(
        FIRST, "loan_advice", "womens_union", None, LATER, 1, False, None, "3/NHCS", LATER, "agency", "loan_refused"
    )
    lead(by_letter).when(says).then(confirmed)
    lead(by_letter).when(replace(says, outcome=None)).then(replace(confirmed, outcome=None))
    for change, rule in (
        ({"outcome": "job_found"}, "service.outcome_of_another"), ({"quantity": 2}, "service.only_one"),
        ({"quantity": 0}, "service.nothing_delivered"), ({"place": "moon"}, "code.unknown"),
    ):  # fmt: skip
        lead(by_letter).when(replace(says, **change)).refused(rule)
    begins = RecordLetterAnswer(FIRST, Answer.ACCEPTED, LATER, "2/NHCS", LATER, begins_on=LATER)
    lead(by_letter).when(begins).then(ReferralWasAccepted(FIRST, LATER, "2/NHCS", LATER, LATER))
    lead(by_letter).when(replace(begins, begins_on=RECEIVED)).refused("service.begins_before_offer")


def test_help_that_comes_in_parts_is_under_way_until_it_is_finished_and_a_gap_when_it_breaks_off() -> None:
    needs = NeedsAssessed(NEXT, ("psychology",))
    counselling = replace(offered(service="counselling"), sections=())
    once = LearnPart(FIRST, BEGINS, 1, None, True, teller=HEALTH)
    accepted = LearnAnswer(FIRST, Answer.ACCEPTED, NEXT, teller=HEALTH)

    def reached(*answers: LearnAnswer) -> Reached:
        file = lead(needs, counselling).when(accepted, once, *answers).state_now
        return access_to_services(file, LAW, LATER)[0].reached

    assert reached() is Reached.ACCEPTED
    assert reached(LearnAnswer(FIRST, Answer.DELIVERED, LATER, quantity=3, teller=HEALTH)) is Reached.DELIVERED
    assert (
        reached(LearnAnswer(FIRST, Answer.NOT_DELIVERED, reason="lost_contact", teller=HEALTH)) is Reached.TURNED_DOWN
    )


@pytest.fixture
def counselled() -> tuple[Office, Office]:
    """The lead asked for counselling; the health centre gave one session, with notes of its own, and told the lead."""
    labour, health = lead_with_case(), Office("health")
    offer = OfferReferral("counselling", "health", NEXT, she_agrees=True)
    for asked_ in (AssessNeeds(NEXT, ("psychology",)), offer):
        record(labour.ledger, CASE, CASE_ID, asked_, law=labour.law)
    deliver(labour.ledger, health.ledger)
    for done in (AcceptReferral(FIRST, NEXT, BEGINS), GivePart(FIRST, BEGINS, 1, "agency", True, OWN, NOTE)):
        record(health.ledger, WORK, CASE_ID, done, law=health.law)
    deliver(health.ledger, labour.ledger)
    return labour, health


def test_a_session_reaches_the_lead_without_the_counsellors_notes(counselled: tuple[Office, Office]) -> None:
    labour, health = counselled
    (heard,) = (e.fact for e in entries(labour.ledger) if isinstance(e.fact, PartWasGiven))
    assert (heard.given_on, heard.quantity, heard.place, heard.confirmed_by_person) == (BEGINS, 1, "agency", True)
    assert labour.ledger.open(heard.note) == NOTE.value
    (given_,) = (e for e in entries(health.ledger) if isinstance(e.fact, PartGiven))
    (line,) = given_.body.to
    assert set(line.sealed) == {"note"}
    assert b"own_notes" not in bytes(line.data)


def test_the_counsellors_notes_are_opened_by_those_who_wrote_them_and_nobody_else(
    counselled: tuple[Office, Office],
) -> None:
    labour, health = counselled
    nurse, leader = actor("health", "service_officer"), actor("labour", "case_lead")
    opened_ = health.support.open(nurse, CASE_ID, ["psychology"], Way.VIEWED)
    assert opened_ == {"psychology": {"time:1": OWN.value}}
    assert labour.support.open(leader, CASE_ID, ["psychology"], Way.VIEWED) == {"psychology": {}}
    with pytest.raises(NotPermitted):
        health.support.open(actor("health", "supervisor"), CASE_ID, ["psychology"], Way.VIEWED)


def test_nothing_is_written_when_a_part_is_refused(counselled: tuple[Office, Office]) -> None:
    _, health = counselled
    before = health.ledger.store.last()
    record(health.ledger, WORK, CASE_ID, EndWork(LATER, "completed"), law=health.law)
    officer = health.program("service_officer")
    answer = post(officer, "service-part", {"referral": str(FIRST), "given_on": str(LATER)})
    assert (answer.status_code, answer.json()["rule"]) == (409, "service.finished")
    assert health.ledger.store.last() == before + 1


def test_an_old_acceptance_and_delivery_without_the_new_fields_still_count() -> None:
    old = (ReferralAccepted(FIRST, NEXT), ServiceDelivered(FIRST, "treatment", None, LATER, 2, True))
    (task,) = WORK.replay([asked("treatment"), *old]).tasks
    assert (task.stage, task.begins_on, task.parts) == (ReferralStage.DELIVERED, None, ())
