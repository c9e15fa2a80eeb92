"""Until when: an offer is answered and what went along is read up to a day, and not a day longer; nobody waits after it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from services.support.app.folder import Folder
from services.support.app.sealed import sealed_in
from services.support.domain.access_to_services import Reached, access_to_services
from services.support.domain.case import CASE
from services.support.domain.case_commands import CloseCase, LearnAnswer, OfferReferral, RecordLetterAnswer
from services.support.domain.case_events import (
    DeliveryConfirmed,
    NeedsAssessed,
    ReferralOffered,
    ReferralWasAccepted,
    ReferralWasDeclined,
    WishesLearned,
)
from services.support.domain.granted import HearLongerUntil, LongerUntilHeard, ProlongReferral, ReferralProlonged
from services.support.domain.words import Answer, Disclosure, ReferralStage
from services.support.domain.work import WORK
from services.support.domain.work_commands import (
    AcceptReferral,
    DeclineReferral,
    DeliverService,
    EndWork,
    ReturnReferral,
    TakeReferral,
)
from services.support.domain.work_events import ReferralAccepted, ReferralReceived, ServiceDelivered, WishesHeard
from services.support.messages import tell_of_case
from shared.access import Way
from shared.contracts import support as told
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Grant, Happened, Tell
from shared.kernel.when import When
from shared.testing import actor, deliver, given, record
from tests.support.office import CASE_ID, Office, lead_with_case
from tests.support.samples import (
    FIRST,
    HEALTH,
    LATER,
    LAW,
    NAME,
    NEXT,
    PHONE,
    SECOND,
    UNTIL,
    offered,
    offered_by_letter,
    opened,
    received,
)
from tests.support.test_pages import PAGE, send, text

DAY_AFTER = LATER + timedelta(days=1)
ENDS = replace(offered(), until=LATER)
OFFER = OfferReferral("health_care", "health", NEXT, True, (Disclosure.CONTACT, Disclosure.IDENTITY), until=LATER)
LONGER = ProlongReferral(FIRST, DAY_AFTER, UNTIL, she_agrees=True)
ASKED = replace(received(), until=LATER, sections=("identity", "contact"))
LEAD, NURSE = actor("labour", "case_lead"), actor("health", "service_officer")
OFFICE_OFFER = replace(OFFER, service="treatment", purpose="advise", until=LATER)


def case(*past: Any) -> given:
    return given(CASE, *past, law=LAW)


def work(*past: Any) -> given:
    return given(WORK, *past, law=LAW)


# What is said when it is offered


def test_what_goes_along_by_her_consent_goes_along_until_a_day_that_a_person_sets() -> None:
    case(opened()).when(replace(OFFER, until=None)).refused("referral.until_missing")
    case(opened()).when(replace(OFFER, until=None, sections=())).then(replace(offered(), sections=(), until=None))
    case(opened()).when(OFFER).then(ENDS)


@pytest.mark.parametrize(("until", "answer_by"), [(NEXT - timedelta(days=1), None), (LATER, DAY_AFTER)])
def test_the_last_day_is_not_before_the_offer_or_its_answer(until: date, answer_by: date | None) -> None:
    case(opened()).when(replace(OFFER, until=until, answer_by=answer_by)).refused("referral.until_before_answer")


def test_the_purpose_is_one_of_the_list() -> None:
    case(opened()).when(replace(OFFER, purpose="to_gossip")).refused("code.unknown")


def test_purpose_and_last_day_travel_with_the_offer_and_end_its_grant() -> None:
    sent = replace(ENDS, purpose="advise")
    (tell,) = tell_of_case(
        Happened(CASE_ID, sent, By("officer", "labour"), When.day(NEXT)), CASE.replay([opened(), sent])
    )
    assert tell.grant == Grant(("contact", "identity"), "referral", "consent", LATER)
    message: told.ReferralOffered = tell.message
    assert (message.purpose, message.until, message.sections) == ("advise", LATER, ("contact", "identity"))


# Expired


def test_an_offer_stands_until_its_last_day_and_is_expired_the_day_after() -> None:
    file = CASE.replay([opened(), ENDS])
    assert (file.referral(FIRST).stage_on(LATER), file.referral(FIRST).stage_on(DAY_AFTER)) == ("offered", "expired")
    assert [len(file.open_on(day)) for day in (LATER, DAY_AFTER)] == [1, 0]


@pytest.mark.parametrize(
    ("on_time", "late"),
    [
        (AcceptReferral(FIRST, LATER), AcceptReferral(FIRST, DAY_AFTER)),
        (
            DeclineReferral(FIRST, "no_capacity", declined_on=LATER),
            DeclineReferral(FIRST, "no_capacity", declined_on=DAY_AFTER),
        ),
        (
            ReturnReferral(FIRST, "incomplete", returned_on=LATER),
            ReturnReferral(FIRST, "incomplete", returned_on=DAY_AFTER),
        ),
    ],
    ids=["accept", "decline", "return"],
)
def test_an_agency_answers_on_the_last_day_and_not_after_it(on_time: Any, late: Any) -> None:
    assert len(work(ASKED).when(on_time).answer) == 1
    work(ASKED).when(late).refused("referral.has_expired")


def test_what_was_accepted_in_time_is_carried_out_after_the_last_day() -> None:
    delivered = work(ASKED, ReferralAccepted(FIRST, LATER)).when(DeliverService(FIRST, DAY_AFTER, 1, True))
    assert isinstance(delivered.answer[0], ServiceDelivered)


def test_an_answer_given_in_time_is_taken_whenever_it_comes_even_beside_a_new_offer() -> None:
    again = replace(ENDS, referral=SECOND, offered_on=DAY_AFTER, until=UNTIL)
    answer = LearnAnswer(FIRST, Answer.ACCEPTED, LATER, teller=HEALTH)
    taken = case(opened(), ENDS, again).when(answer).then(ReferralWasAccepted(FIRST, LATER))
    assert [each.stage for each in taken.state_now.referrals] == ["accepted", "offered"]


def test_a_letter_says_an_answer_of_a_day_before_the_end() -> None:
    by_letter = replace(offered_by_letter(), until=LATER)
    answer = RecordLetterAnswer(FIRST, Answer.ACCEPTED, LATER, "3/NHCS", LATER)
    case(opened(), by_letter).when(answer).then(ReferralWasAccepted(FIRST, LATER, "3/NHCS", LATER))
    case(opened(), by_letter).when(replace(answer, answered_on=DAY_AFTER)).refused("referral.has_expired")


def test_after_the_end_the_same_agency_is_asked_again_and_before_it_is_not() -> None:
    again = replace(OFFER, offered_on=LATER, until=UNTIL)
    case(opened(), ENDS).when(again).refused("referral.already_open")
    later = case(opened(), ENDS).when(replace(again, offered_on=DAY_AFTER))
    later.then(replace(ENDS, referral=SECOND, offered_on=DAY_AFTER, until=UNTIL))


def test_an_expired_offer_holds_up_no_closing_and_stays_expired() -> None:
    case(opened(), ENDS).when(CloseCase(LATER, "completed")).refused("case.referrals_open")
    closed = case(opened(), ENDS).when(CloseCase(DAY_AFTER, "completed")).state_now
    assert closed.referral(FIRST).stage_on(DAY_AFTER) is ReferralStage.EXPIRED
    ended = work(ASKED).when(EndWork(DAY_AFTER, "completed")).state_now
    assert ended.task(FIRST).stage_on(DAY_AFTER) is ReferralStage.EXPIRED


def test_what_nobody_answered_in_time_is_a_gap_the_lead_must_close() -> None:
    law = lead_with_case().law
    file = CASE.replay([opened(), NeedsAssessed(NEXT, ("health",)), replace(ENDS, service="treatment")])
    (before,), (after,) = (access_to_services(file, law, day) for day in (LATER, DAY_AFTER))
    assert (before.reached, before.holder, before.is_gap) == (Reached.OFFERED, "health", False)
    assert (after.reached, after.holder, after.is_gap) == (Reached.TURNED_DOWN, None, True)


# Prolonged


def test_the_lead_prolongs_with_her_agreement_and_the_agency_is_told() -> None:
    case(opened(), ENDS).when(replace(LONGER, she_agrees=False)).refused("referral.prolonged_without_consent")
    longer = ReferralProlonged(FIRST, DAY_AFTER, UNTIL)
    assert case(opened(), ENDS).when(LONGER).then(longer).state_now.referral(FIRST).open_on(UNTIL)
    case(opened(), ENDS).when(LONGER, LONGER).nothing()
    happened = Happened(CASE_ID, longer, By("officer", "labour"), When.day(DAY_AFTER))
    (tell,) = tell_of_case(happened, CASE.replay([opened(), ENDS, longer]))
    assert tell == Tell(HEALTH, told.ReferralProlonged(FIRST, UNTIL))
    heard = HearLongerUntil(FIRST, UNTIL)
    assert work(ASKED).when(heard).then(LongerUntilHeard(FIRST, UNTIL)).state_now.task(FIRST).runs_on(UNTIL)
    work(ASKED).when(heard, heard).nothing()


@pytest.mark.parametrize("until", [LATER, LATER - timedelta(days=1)])
def test_what_is_prolonged_ends_later_than_before(until: date) -> None:
    case(opened(), ENDS).when(replace(LONGER, prolonged_on=NEXT, until=until)).refused("referral.until_not_later")


def test_what_has_no_last_day_or_was_turned_down_is_not_prolonged() -> None:
    case(opened(), replace(ENDS, until=None)).when(LONGER).refused("referral.not_prolonged")
    declined = ReferralWasDeclined(FIRST, "no_capacity")
    case(opened(), ENDS, declined).when(LONGER).refused("referral.not_prolonged")


def test_what_was_offered_anew_is_not_prolonged_beside_it() -> None:
    again = replace(ENDS, referral=SECOND, offered_on=DAY_AFTER, until=UNTIL)
    case(opened(), ENDS, again).when(LONGER).refused("referral.already_open")


def test_her_number_is_passed_on_only_where_what_was_granted_still_runs() -> None:
    wishes = WishesLearned("worried", ("no_calls",), False, True, Sealed("gọi dì"))
    asked = (opened(), ENDS, DeliveryConfirmed(FIRST, "health_care", "health", None, LATER, 1, True), wishes)
    for day, grant in ((LATER, Grant(("contact",), "referral", "consent", LATER)), (DAY_AFTER, None)):
        (tell,) = tell_of_case(Happened(CASE_ID, wishes, By("policy:x", "labour"), When.day(day)), CASE.replay(asked))
        assert (tell.grant, tell.message.safe_contact is None) == (grant, grant is None)
        assert tell.message.confidentiality == ("no_calls",)


# What can be read


def granted(number: int, until: date | None, *sections: str) -> ReferralReceived:
    values = {name: Sealed(f"{name} {number}") for name in ("name", "contact", "health")}
    of = {"name": "identity", "contact": "contact", "health": "health"}
    told: dict[str, Any] = {name: value if of[name] in sections else None for name, value in values.items()}
    number_to_call = Sealed(f"number {number}") if "contact" in sections else None
    referral = (FIRST, SECOND, CASE_ID)[number]
    return replace(received(), referral=referral, until=until, sections=sections, safe_contact=number_to_call, **told)


def readable(day: date, *events: Any) -> dict[str, Any]:
    work = WORK.replay(events)
    values = sealed_in(Folder(None, work, safe_contact=work.safe_contact), day)
    return {field: value for part in values.values() for field, value in part.items() if value is not None}


def test_what_another_referral_grants_that_still_runs_stays_readable() -> None:
    taken = [ReferralAccepted(FIRST, NEXT), ReferralAccepted(SECOND, NEXT)]
    both = [granted(0, LATER, "identity", "contact"), granted(1, UNTIL, "identity"), *taken]
    assert set(readable(LATER, *both)) == {"name", "contact", "safe_contact"}
    assert readable(DAY_AFTER, *both) == {"name": Sealed("name 1")}
    assert readable(UNTIL + timedelta(days=1), *both) == {}


def test_a_number_passed_on_later_ends_with_the_referral_that_let_it_come() -> None:
    heard = WishesHeard(("no_calls",), False, True, Sealed("gọi dì"))
    past = [granted(0, LATER, "contact"), granted(1, UNTIL, "identity"), ReferralAccepted(FIRST, NEXT)]
    accepted = [*past, ReferralAccepted(SECOND, NEXT), heard]
    assert readable(LATER, *accepted)["safe_contact"] == Sealed("gọi dì")
    assert "safe_contact" not in readable(DAY_AFTER, *accepted)


def test_what_the_agency_wrote_itself_stays_readable() -> None:
    note = Sealed("đã khám hai lần")
    done = ServiceDelivered(FIRST, "health_care", None, LATER, 2, True, note)
    assert readable(DAY_AFTER, granted(0, LATER, "identity"), ReferralAccepted(FIRST, NEXT), done) == {"answer:1": note}


def test_what_was_granted_before_a_last_day_was_said_is_read_as_before() -> None:
    old = replace(granted(0, None, "identity", "contact"), sections=None)
    assert set(readable(UNTIL, old, ReferralAccepted(FIRST, NEXT))) == {"name", "contact", "safe_contact"}


GRANTS = st.builds(
    granted, st.integers(0, 2), st.none() | st.sampled_from([NEXT, LATER, UNTIL]),
    *(st.sampled_from(["identity", "contact", "health"]) for _ in range(2)),
)  # fmt: skip
STEPS = st.one_of(
    GRANTS.map(lambda each: TakeReferral(**vars(each))),
    st.builds(AcceptReferral, st.sampled_from([FIRST, SECOND, CASE_ID]), st.sampled_from([NEXT, LATER])),
    st.builds(HearLongerUntil, st.sampled_from([FIRST, SECOND, CASE_ID]), st.sampled_from([LATER, UNTIL])),
    st.builds(DeliverService, st.sampled_from([FIRST, SECOND, CASE_ID]), st.just(LATER), st.just(1), st.booleans()),
)


@settings(max_examples=300)
@tried(st.lists(STEPS, max_size=10), st.sampled_from([NEXT, LATER, DAY_AFTER, UNTIL, UNTIL + timedelta(days=1)]))
def test_nothing_granted_is_readable_after_its_last_day_whatever_the_order_of_grants(
    steps: list[Any], day: date
) -> None:
    happened = given(WORK, law=LAW)
    for step in steps:
        happened = happened.when(step)
    happened.past += happened.answer
    running = [task for task in happened.state.tasks if task.until is None or day <= task.until]
    sections = {section for task in running for section in task.received.sections or ()}
    needed = {"name": "identity", "contact": "contact", "safe_contact": "contact", "health": "health"}
    for field, value in readable(day, *happened.past).items():
        assert needed[field] in sections
        if field != "safe_contact":
            assert value in [getattr(task.received, field) for task in running]


# At both offices


def asked_until(until: date = LATER) -> tuple[Office, Office]:
    """The lead has asked health on 9 May, until that day."""
    lead, health = lead_with_case(), Office("health")
    lead.clock.set(NEXT)
    health.clock.set(NEXT)
    record(lead.ledger, CASE, CASE_ID, replace(OFFICE_OFFER, until=until), law=lead.law)
    pass_on(lead, health)
    return lead, health


def pass_on(teller: Office, listener: Office) -> None:
    """Everything the teller has told; what was heard before is dropped."""
    deliver(teller.ledger, listener.ledger)
    teller.keep()
    listener.keep()


def test_after_the_last_day_the_page_says_so_and_the_sections_are_gone_until_the_lead_prolongs() -> None:
    lead, health = asked_until()
    nurse = health.browser("service_officer")
    assert send(nurse, "referral-acceptance", {"referral": str(FIRST), "accepted_on": "09/05/2023"}).status_code == 303
    pass_on(health, lead)
    health.clock.set(LATER)
    page = nurse.get(PAGE)
    assert "Đến hết ngày 22/05/2023" in text(page)
    assert "Để: tư vấn, hướng dẫn" in text(page)
    assert NAME in send(nurse, "sections", {"section": "identity"}).text
    health.clock.set(DAY_AFTER)
    closed = text(nurse.get(PAGE))
    assert "Hết hạn xem" in closed
    assert "hết hạn xem phần hồ sơ gửi kèm ngày 22/05/2023" in closed
    assert "liên hệ Phòng LĐ-TB&amp;XH để gia hạn" in closed
    assert "Nhân thân" not in closed
    assert health.support.open(NURSE, CASE_ID, ["identity", "contact"], Way.API) == {
        "identity": {}, "contact": {}
    }  # fmt: skip
    lead.clock.set(DAY_AFTER)
    longer = {"referral": str(FIRST), "prolonged_on": "23/05/2023", "until": "31/12/2023", "she_agrees": "true"}
    assert send(lead.browser("case_lead"), "referral-prolonging", longer).status_code == 303
    pass_on(lead, health)
    assert health.support.open(NURSE, CASE_ID, ["identity", "contact"], Way.API)["contact"]["contact"] == PHONE


def test_nobody_waits_for_an_agency_that_did_not_answer_in_time() -> None:
    lead, health = asked_until()
    officer, nurse = lead.browser("case_lead"), health.browser("service_officer")
    assert "Đang thụ lý: Trung tâm Y tế" in text(officer.get(PAGE))
    for office in (lead, health):
        office.clock.set(DAY_AFTER)
    page = text(officer.get(PAGE))
    assert "Hết hạn, chưa trả lời Để: tư vấn, hướng dẫn Hết hạn ngày 22/05/2023" in page
    assert "Đang thụ lý: Phòng LĐ-TB&amp;XH" in page
    assert "Có đề nghị bị từ chối, trả lại hoặc hết hạn: đề nghị lại, gia hạn, hoặc đề nghị cơ quan khác" in page
    assert "HT-7K2Q4-9" in text(officer.get("/queues/sent_back"))
    assert "HT-7K2Q4-9" not in text(officer.get("/queues/waiting"))
    assert "Đang thụ lý: Phòng LĐ-TB&amp;XH" in text(nurse.get(PAGE))
    assert "HT-7K2Q4-9" not in text(nurse.get("/queues/offered"))


def test_a_late_answer_is_refused_at_its_field_with_what_to_do() -> None:
    _, health = asked_until()
    health.clock.set(DAY_AFTER)
    nurse = health.browser("service_officer")
    answer = send(nurse, "referral-acceptance", {"referral": str(FIRST), "accepted_on": "23/05/2023"})
    assert answer.status_code == 409
    assert "Liên hệ cơ quan chủ trì để gia hạn hoặc đề nghị lại" in text(answer)
    late = send(nurse, "referral-refusal", {"referral": str(FIRST), "reason": "no_capacity"})
    assert (late.status_code, "Đề nghị đã hết hạn" in text(late)) == (409, True)
    on_time = send(nurse, "referral-acceptance", {"referral": str(FIRST), "accepted_on": "22/05/2023"})
    assert on_time.status_code == 303


def test_the_form_begins_with_a_purpose_and_leaves_the_last_day_to_the_officer() -> None:
    lead = lead_with_case()
    page = lead.browser("case_lead").get(f"{PAGE}/referrals").text
    assert re.search(r'value="give_service"\s+checked', page)
    typed = {
        "service": "treatment", "agency": "health", "offered_on": "09/05/2023", "she_agrees": "true",
        "sections": "identity", "purpose": "give_service",
    }  # fmt: skip
    refused = send(lead.browser("case_lead"), "referrals", typed)
    assert refused.status_code == 409
    assert "Có gửi kèm phần hồ sơ thì ghi ngày cuối được xem." in text(refused)


def test_an_agency_without_an_instance_is_prolonged_by_the_lead_alone() -> None:
    sent = ReferralOffered(
        FIRST, "loan_advice", "bank", None, NEXT, (), "consent", letter="1/CV", letter_on=NEXT, until=LATER
    )
    longer = ReferralProlonged(FIRST, DAY_AFTER, UNTIL)
    happened = Happened(CASE_ID, longer, By("officer", "labour"), When.day(DAY_AFTER))
    assert list(tell_of_case(happened, CASE.replay([opened(), sent, longer]))) == []


def test_the_lead_sees_that_its_request_has_come_before_anybody_answered_it() -> None:
    lead, health = lead_with_case(first_examination=True), Office("health")
    on_its_way = text(lead.browser("case_lead").get(PAGE))
    assert "Đang gửi đi, chưa có biên nhận" in on_its_way
    deliver(lead.ledger, health.ledger)
    come = text(lead.browser("case_lead").get(PAGE))
    assert "Đã đến cơ quan được đề nghị" in come
    assert "Đang gửi đi" not in come
