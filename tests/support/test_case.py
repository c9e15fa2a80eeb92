"""The lead's file of a case: what may be done, what is refused, and that saying it twice changes nothing."""

from dataclasses import replace
from datetime import date

import pytest

from services.support.domain.case import CASE
from services.support.domain.case_commands import (
    AgreePlan,
    AssessNeeds,
    CloseCase,
    LearnAnswer,
    LearnStatus,
    LearnWishes,
    OfferReferral,
    RecordLetterAnswer,
    ReopenCase,
)
from services.support.domain.case_events import (
    CaseClosed,
    CaseReopened,
    DeliveryConfirmed,
    DeliveryFailed,
    Event,
    NeedsAssessed,
    PlanAgreed,
    ReferralCameBack,
    ReferralOffered,
    ReferralWasAccepted,
    ReferralWasDeclined,
    StatusLearned,
    WishesLearned,
)
from services.support.domain.following.commands import Goal, RecordFollowUp
from services.support.domain.following.events import FollowUpRecorded, GoalAgreed
from services.support.domain.referrals import LEGAL_DUTY
from services.support.domain.words import Answer, Disclosure, PlanItem, ReferralStage, Risk, Stage
from shared.kernel.sealed import Sealed
from shared.testing import given
from tests.support.samples import (
    FIRST,
    HEALTH,
    LATER,
    LAW,
    NEXT,
    PLAN_ITEM,
    RECEIVED,
    SECOND,
    UNTIL,
    offered,
    offered_by_letter,
    open_case,
    opened,
)

VICTIM = StatusLearned("victim", NEXT, "police_district_cert")
OFFER = OfferReferral(
    "health_care", "health", NEXT, she_agrees=True, sections=(Disclosure.CONTACT, Disclosure.IDENTITY), until=UNTIL
)
NUMBER = "12/CV-LĐTBXH"


def letter(answer: Answer, on: date = LATER, reason: str | None = None) -> RecordLetterAnswer:
    return RecordLetterAnswer(FIRST, answer, on, letter=NUMBER, letter_on=NEXT, reason=reason)


def case(*past: Event) -> given:
    return given(CASE, *past, law=LAW)


# Opening


def test_a_person_who_was_received_gets_a_support_file() -> None:
    case().when(open_case()).then(opened())


def test_a_file_opened_twice_is_opened_once() -> None:
    case().when(open_case(), open_case()).nothing()


def test_the_first_examination_is_asked_for_with_the_opening_before_any_verification() -> None:
    asked = ReferralOffered(
        FIRST,
        "first_examination",
        "health",
        "support.health",
        RECEIVED,
        ("identity", "contact", "health"),
        LEGAL_DUTY,
        purpose="examine",
    )
    case().when(open_case(first_examination=True)).then(replace(opened(), first_examination=True), asked)


def test_without_an_instance_for_it_the_first_examination_waits_for_an_officers_letter() -> None:
    unconnected = replace(LAW.agencies["health"], services=frozenset[str]())
    law = replace(LAW, agencies={**LAW.agencies, "health": unconnected})
    given(CASE, law=law).when(open_case(first_examination=True)).then(replace(opened(), first_examination=True))


def test_her_wishes_as_last_told_hold() -> None:
    told = LearnWishes("worried", ("no_calls",), False, True, Sealed("gọi dì, buổi tối"))
    file = case(replace(opened(), confidentiality=("not_family",))).when(told).then(WishesLearned(**vars(told)))
    assert (file.state.confidentiality, file.state_now.confidentiality) == (("not_family",), ("no_calls",))
    assert not file.state_now.representative_suspected
    case(opened()).when(told, told).nothing()
    case().when(told).nothing()


def test_a_status_is_learned_once_and_a_new_one_stands_beside() -> None:
    learn = LearnStatus("victim", NEXT, "police_district_cert")
    case(opened()).when(learn).then(VICTIM)
    case(opened()).when(learn, learn).nothing()
    case(opened(), StatusLearned("unresolved", NEXT)).when(learn).then(VICTIM)


# Needs and plan


def test_needs_are_assessed_and_a_later_assessment_stands_beside() -> None:
    assess = AssessNeeds(NEXT, ("health", "shelter"), note=Sealed("ngủ kém"))
    case(opened()).when(assess).then(NeedsAssessed(NEXT, ("health", "shelter"), note=Sealed("ngủ kém")))
    case(opened()).when(assess, assess).nothing()
    case(opened()).when(assess, AssessNeeds(LATER, ("shelter",))).then(NeedsAssessed(LATER, ("shelter",)))


def test_a_need_nobody_knows_is_refused() -> None:
    case(opened()).when(AssessNeeds(NEXT, ("health", "gold"))).refused("code.unknown")


def test_nothing_is_done_before_a_file_was_opened() -> None:
    case().when(AssessNeeds(NEXT, ("health",))).refused("case.unknown")


def test_nothing_is_dated_before_the_reception() -> None:
    case(opened()).when(AssessNeeds(RECEIVED.replace(day=1), ("health",))).refused("date.before_reception")


def test_a_plan_she_agrees_to_is_agreed() -> None:
    plan = AgreePlan(NEXT, (PLAN_ITEM,), she_agrees=True)
    agreed = case(opened()).when(plan).then(PlanAgreed(NEXT, (PLAN_ITEM,)))
    assert agreed.state_now.stage is Stage.PLANNED
    case(opened()).when(plan, plan).nothing()


def test_a_plan_she_does_not_agree_to_is_no_plan() -> None:
    case(opened()).when(AgreePlan(NEXT, (PLAN_ITEM,), she_agrees=False)).refused("plan.without_her_agreement")


def test_she_says_yes_or_no_to_each_line_and_a_plan_she_wants_nothing_of_is_none() -> None:
    unwanted = replace(PLAN_ITEM, service="counselling", declined=True)
    words = Sealed("mở quán ăn sáng")
    plan = AgreePlan(NEXT, (PLAN_ITEM, unwanted), True, goals=(Goal("work", LATER, words),))
    case(opened()).when(plan).then(PlanAgreed(NEXT, (PLAN_ITEM, unwanted)), GoalAgreed("work", NEXT, LATER, words))
    case(opened()).when(AgreePlan(NEXT, (unwanted,), True)).refused("plan.all_declined")


def test_what_was_assessed_and_agreed_before_stays_beside_it() -> None:
    first, later = NeedsAssessed(NEXT, ("health",)), NeedsAssessed(LATER, ("shelter",))
    old, new = PlanAgreed(NEXT, (PLAN_ITEM,)), PlanAgreed(LATER, (replace(PLAN_ITEM, due_on=LATER),))
    file = case(opened(), first, old, later, new).state
    assert (file.assessments, file.needs) == ((first, later), later)
    assert (file.plans, file.plan) == ((old, new), new)


def test_a_plan_without_any_service_is_refused() -> None:
    case(opened()).when(AgreePlan(NEXT, (), she_agrees=True)).refused("plan.empty")


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (PlanItem("flying", "health"), "code.unknown"),
        (PlanItem("loan_advice", "health"), "agency.not_competent"),
        (PlanItem("health_care", "navy"), "agency.unknown"),
        (PlanItem("health_care", "health", "palace"), "code.unknown"),
    ],
)
def test_a_plan_names_known_services_of_competent_agencies(item: PlanItem, rule: str) -> None:
    case(opened()).when(AgreePlan(NEXT, (item,), she_agrees=True)).refused(rule)


def test_a_changed_plan_in_follow_up_leaves_the_case_in_follow_up() -> None:
    past = (opened(), PlanAgreed(NEXT, (PLAN_ITEM,)), FollowUpRecorded(NEXT, Risk.LOW))
    changed = case(*past).when(AgreePlan(LATER, (PLAN_ITEM,), she_agrees=True))
    assert changed.state_now.stage is Stage.FOLLOWING


# Referrals


def test_a_referral_is_offered_with_the_sections_she_agreed_to() -> None:
    case(opened()).when(OFFER).then(offered())


def test_a_referral_offered_twice_is_offered_once() -> None:
    case(opened()).when(OFFER, OFFER).nothing()


def test_an_agency_is_not_asked_again_for_what_it_has_not_finished() -> None:
    case(opened(), offered()).when(replace(OFFER, offered_on=LATER)).refused("referral.already_open")


def test_what_was_declined_can_be_offered_again_under_a_new_number() -> None:
    past = (opened(), offered(), ReferralWasDeclined(FIRST, "no_capacity"))
    case(*past).when(replace(OFFER, offered_on=LATER)).then(replace(offered(), referral=SECOND, offered_on=LATER))


def test_nothing_of_her_file_goes_along_against_her_will() -> None:
    case(opened()).when(replace(OFFER, she_agrees=False)).refused("referral.disclosure_without_consent")
    case(opened()).when(replace(OFFER, she_agrees=False, sections=())).then(replace(offered(), sections=()))


def test_an_agency_without_an_instance_is_asked_by_letter() -> None:
    ask = OfferReferral("loan_advice", "bank", NEXT, she_agrees=True)
    case(opened()).when(ask).refused("referral.letter_missing")
    by_letter = case(opened()).when(replace(ask, letter=NUMBER, letter_on=NEXT)).answer[0]
    assert (by_letter.inbox, by_letter.letter, by_letter.letter_on) == (None, NUMBER, NEXT)


def test_an_answer_is_not_due_before_the_offer() -> None:
    case(opened()).when(replace(OFFER, answer_by=RECEIVED)).refused("referral.answer_before_offer")


def test_a_confirmed_rule_refuses_a_regime_before_the_proof_and_gives_it_after() -> None:
    ask = replace(OFFER, regime="medical")
    case(opened()).when(ask).refused("regime.not_for_status")
    case(opened(), VICTIM).when(ask).then(replace(offered(), regime="medical"))


def test_a_minor_who_came_with_her_needs_no_proof_of_its_own() -> None:
    minor = replace(opened(), person_status="accompanying_minor")
    case(minor).when(replace(OFFER, regime="medical")).then(replace(offered(), regime="medical"))


def test_an_unconfirmed_rule_warns_and_never_refuses() -> None:
    ask = replace(OFFER, regime="loan")
    case(opened()).when(ask).then(replace(offered(), regime="loan", warnings=("regime.perhaps_not_for_status",)))


def test_somebody_who_is_no_victim_can_still_get_general_services() -> None:
    case(opened(), StatusLearned("not_victim", NEXT)).when(OFFER).then(offered())
    case(opened(), StatusLearned("police_refused", NEXT)).when(OFFER).then(offered())


# Answers


ANSWERS = [
    (
        LearnAnswer(FIRST, Answer.ACCEPTED, NEXT, teller=HEALTH),
        ReferralWasAccepted(FIRST, NEXT),
        ReferralStage.ACCEPTED,
    ),
    (
        LearnAnswer(FIRST, Answer.DECLINED, reason="no_capacity", teller=HEALTH),
        ReferralWasDeclined(FIRST, "no_capacity"),
        ReferralStage.DECLINED,
    ),
    (
        LearnAnswer(FIRST, Answer.RETURNED, reason="no_capacity", teller=HEALTH),
        ReferralCameBack(FIRST, "no_capacity"),
        ReferralStage.RETURNED,
    ),
    (
        LearnAnswer(FIRST, Answer.DELIVERED, LATER, quantity=3, confirmed_by_person=True, teller=HEALTH),
        DeliveryConfirmed(FIRST, "health_care", "health", None, LATER, 3, True),
        ReferralStage.DELIVERED,
    ),
    (
        LearnAnswer(FIRST, Answer.NOT_DELIVERED, reason="no_capacity", teller=HEALTH),
        DeliveryFailed(FIRST, "no_capacity"),
        ReferralStage.NOT_DELIVERED,
    ),
]


@pytest.mark.parametrize(("told", "event", "stage"), ANSWERS, ids=[str(told.answer) for told, *_ in ANSWERS])
def test_what_the_agency_answers_is_learned_once(told: LearnAnswer, event: Event, stage: ReferralStage) -> None:
    learned = case(opened(), offered()).when(told).then(event)
    assert learned.state_now.referral(FIRST).stage is stage
    case(opened(), offered()).when(told, told).nothing()


def test_an_answer_to_something_never_asked_is_refused() -> None:
    case(opened(), offered()).when(LearnAnswer(SECOND, Answer.ACCEPTED, NEXT, teller=HEALTH)).refused(
        "referral.unknown"
    )


def test_what_crosses_the_closing_is_kept_all_the_same() -> None:
    past = (opened(), offered(), ReferralWasAccepted(FIRST, NEXT), CaseClosed(LATER, "deceased"))
    crossing = case(*past).when(LearnAnswer(FIRST, Answer.DELIVERED, NEXT, teller=HEALTH))
    assert isinstance(crossing.answer[0], DeliveryConfirmed)
    assert crossing.state_now.stage is Stage.CLOSED


def test_a_delivered_service_carries_the_regime_it_counts_for() -> None:
    with_regime = replace(offered(), regime="medical")
    delivered = case(opened(), with_regime).when(LearnAnswer(FIRST, Answer.DELIVERED, LATER, teller=HEALTH)).answer[0]
    assert (delivered.service, delivered.regime, delivered.agency) == ("health_care", "medical", "health")


def test_a_letters_answer_is_recorded_by_hand_in_the_same_words() -> None:
    accept = letter(Answer.ACCEPTED)
    case(opened(), offered_by_letter()).when(accept).then(ReferralWasAccepted(FIRST, LATER, NUMBER, NEXT))
    case(opened(), offered_by_letter()).when(accept, accept).nothing()
    deliver = letter(Answer.DELIVERED)
    assert isinstance(case(opened(), offered_by_letter()).when(accept, deliver).answer[0], DeliveryConfirmed)


def test_nobody_answers_by_hand_for_an_agency_that_answers_itself() -> None:
    answer = letter(Answer.ACCEPTED)
    case(opened(), offered()).when(answer).refused("answer.not_by_letter")


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (letter(Answer.DECLINED), "answer.reason_missing"),
        (letter(Answer.DECLINED, reason="rain"), "code.unknown"),
        (letter(Answer.ACCEPTED, RECEIVED), "answer.before_offer"),
    ],
)
def test_a_letters_answer_is_checked(answer: RecordLetterAnswer, rule: str) -> None:
    case(opened(), offered_by_letter()).when(answer).refused(rule)


def test_a_letter_does_not_answer_twice_differently() -> None:
    past = (opened(), offered_by_letter(), ReferralWasDeclined(FIRST, "no_capacity"))
    case(*past).when(letter(Answer.ACCEPTED)).refused("answer.already_given")


# Follow-up, closing, reopening


def test_a_follow_up_is_recorded_with_its_risk() -> None:
    visit = RecordFollowUp(NEXT, Risk.HIGH, LATER)
    followed = case(opened()).when(visit).then(FollowUpRecorded(NEXT, Risk.HIGH, LATER, alarming=True))
    assert followed.state_now.stage is Stage.FOLLOWING
    case(opened()).when(visit, visit).nothing()


def test_the_next_visit_is_not_before_this_one() -> None:
    case(opened()).when(RecordFollowUp(NEXT, Risk.LOW, RECEIVED)).refused("follow_up.next_before_this")


def test_a_case_closed_twice_is_closed_once() -> None:
    close = CloseCase(LATER, "completed", her_view=Sealed("đã ổn"))
    case(opened()).when(close).then(CaseClosed(LATER, "completed", Sealed("đã ổn")))
    case(opened()).when(close, close).nothing()


def test_a_case_with_open_referrals_is_not_closed_as_completed() -> None:
    case(opened(), offered()).when(CloseCase(LATER, "completed")).refused("case.referrals_open")


def test_a_case_is_closed_over_open_referrals_when_she_cannot_be_found() -> None:
    close = CloseCase(LATER, "lost_contact")
    closed = case(opened(), offered()).when(close).then(CaseClosed(LATER, "lost_contact"))
    assert closed.state_now.referral(FIRST).stage is ReferralStage.ENDED


def test_a_closed_case_takes_nothing_new_until_it_is_reopened() -> None:
    past = (opened(), PlanAgreed(NEXT, (PLAN_ITEM,)), CaseClosed(LATER, "completed"))
    case(*past).when(OFFER).refused("case.closed")
    case(*past).when(CloseCase(LATER, "lost_contact")).refused("case.closed")
    reopen = ReopenCase(LATER, "new_need")
    reopened = case(*past).when(reopen).then(CaseReopened(LATER, "new_need"))
    assert reopened.state_now.stage is Stage.PLANNED
    case(*past).when(reopen, reopen).nothing()


def test_only_a_closed_case_can_be_reopened_and_not_before_its_closing() -> None:
    case(opened()).when(ReopenCase(LATER, "new_need")).refused("case.not_closed")
    case(opened(), CaseClosed(LATER, "completed")).when(ReopenCase(NEXT, "new_need")).refused(
        "case.reopened_before_closing"
    )


def test_an_answer_counts_only_from_the_agency_that_was_asked() -> None:
    answer = LearnAnswer(FIRST, Answer.ACCEPTED, NEXT, teller="support.womens_union")
    case(opened(), offered()).when(answer).refused("answer.not_from_whom_we_asked")
    case(opened(), offered()).when(replace(answer, teller=HEALTH)).then(ReferralWasAccepted(FIRST, NEXT))
