"""A file is handed on: to another agency of the town that may lead, or to another place by letter; nothing is lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from services.support.domain import case_commands as asked
from services.support.domain import work_commands as at_work
from services.support.domain.benefits.claim_events import GuidedToApply
from services.support.domain.case import CASE
from services.support.domain.case_events import (
    CaseClosed,
    DeliveryConfirmed,
    HandingEvent,
    NeedsAssessed,
    PlanAgreed,
    StatusLearned,
)
from services.support.domain.following.commands import RecordFollowUp
from services.support.domain.handing_on import request
from services.support.domain.handing_on.commands import (
    LearnLeadTaken,
)
from services.support.domain.handing_on.events import (
    LeadCameBack,
    LeadOffered,
    LeadWasTaken,
    ReceivedElsewhere,
    SentElsewhere,
)
from services.support.domain.handing_on.request import REQUEST, HearLeadOffered, LeadAsked, ReturnLead, TakeOverLead
from services.support.domain.words import Risk, Stage, Truth
from services.support.domain.work import WORK
from services.support.policies import POLICIES
from services.support.projections import QUEUE
from shared.contracts import support as told
from shared.kernel.decider import Refused
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Heard
from shared.ledger import Ledger
from shared.testing import actor, deliver, entries, given, record
from shared.views import Kept, fold
from tests.support.handing_lives import (
    ELSEWHERE,
    LAW,
    NOTE,
    OFFER_LEAD,
    RECEIVED_THERE,
    UNION,
    Town,
    lived,
)
from tests.support.living import live
from tests.support.office import Office, as_citizen, lead_with_case
from tests.support.samples import CASE_ID, FIRST, HEALTH, LATER, LEAD, NAME, NEXT, PHONE, UNTIL, open_case, opened
from tests.support.test_pages import PAGE, send, text

ASKED = LeadAsked(LEAD, "HT-7K2Q4-9", "20035", NEXT, "nearer_to_her")
OFFERED = LeadOffered("union", UNION, NEXT, "nearer_to_her", ("identity", "contact", "health"), NOTE)
TAKEN = LeadWasTaken("union", UNION, LATER, ("identity", "contact", "health"))


def case(*past: Any) -> given:
    return given(CASE, *past, law=LAW)


def state(ledger: Ledger) -> Any:
    return ledger.load(CASE, CASE_ID).state


# At the lead that hands it on


def test_another_agency_that_may_lead_is_asked_with_her_agreement() -> None:
    assert case(opened()).when(OFFER_LEAD).then(OFFERED).state_now.stage is Stage.OPEN
    case(opened()).when(OFFER_LEAD, OFFER_LEAD).nothing()
    case(opened()).when(replace(OFFER_LEAD, she_agrees=False)).refused("handing_on.without_consent")
    case(opened()).when(replace(OFFER_LEAD, reason="rain")).refused("code.unknown")


@pytest.mark.parametrize("agency", ["health", "labour", "bank", "navy"])
def test_who_may_not_lead_or_leads_already_is_not_asked(agency: str) -> None:
    case(opened()).when(replace(OFFER_LEAD, agency=agency)).refused("handing_on.may_not_lead")


def test_nobody_else_is_asked_before_the_first_has_answered() -> None:
    case(opened(), OFFERED).when(replace(OFFER_LEAD, offered_on=LATER)).refused("handing_on.already_offered")
    back = LeadCameBack("union", "incomplete")
    assert len(case(opened(), OFFERED, back).when(replace(OFFER_LEAD, offered_on=LATER)).answer) == 1


def test_money_that_is_under_way_is_finished_first() -> None:
    guided = GuidedToApply(FIRST, "allowance", "health", HEALTH, NEXT)
    case(opened(), guided).when(OFFER_LEAD).refused("handing_on.benefits_open")


def test_only_whom_we_asked_takes_it_over_and_then_nothing_is_written_here() -> None:
    case(opened(), OFFERED).when(LearnLeadTaken("support.health", LATER)).refused("answer.not_from_whom_we_asked")
    taken = case(opened(), OFFERED).when(LearnLeadTaken(UNION, LATER)).then(TAKEN)
    assert taken.state_now.stage is Stage.HANDED_ON
    case(opened(), OFFERED).when(LearnLeadTaken(UNION, LATER), LearnLeadTaken(UNION, LATER)).nothing()
    for command in (asked.AssessNeeds(LATER, ("health",)), asked.CloseCase(LATER, "completed"), ELSEWHERE):
        case(opened(), OFFERED, TAKEN).when(command).refused("case.handed_on")


def test_the_risk_as_seen_last_her_circumstances_and_the_next_visit_are_not_lost_on_the_way() -> None:
    town = Town()
    known = asked.RecordCircumstances(NEXT, {"at_home": Truth.MET, "in_facility": Truth.NOT_MET})
    visit = RecordFollowUp(NEXT, risk=Risk.HIGH, next_on=LATER, note=NOTE)
    for command in (known, visit):
        record(town.lead, CASE, CASE_ID, command, law=LAW)
    town.hand_on()
    old, new = state(town.lead), state(town.union)
    assert (new.circumstances.met, new.circumstances.not_met) == (("at_home",), ("in_facility",))
    assert (new.following.last.risk, new.following.last.alarming, new.following.next_on) == (Risk.HIGH, True, LATER)
    assert new.following.last.note is None, "what was noted stays with whoever wrote it"
    assert old.following.last.risk is Risk.HIGH


# At the agency that is asked


def test_a_request_to_lead_is_answered_once() -> None:
    take, back = TakeOverLead(LATER), ReturnLead(LATER, "incomplete", NOTE)
    assert given(REQUEST, ASKED, law=LAW).when(take).then(request.LeadTaken(LATER)).state_now.stage is Stage.TAKEN_OVER
    given(REQUEST, ASKED, law=LAW).when(take, take).nothing()
    given(REQUEST, ASKED, law=LAW).when(back).then(request.LeadReturned(LATER, "incomplete", NOTE))
    given(REQUEST, ASKED, law=LAW).when(take, back).refused("handing_on.already_answered")
    given(REQUEST, law=LAW).when(take).refused("handing_on.not_asked")
    early = TakeOverLead(NEXT - timedelta(days=1))
    given(REQUEST, ASKED, law=LAW).when(early).refused("handing_on.answered_before_offer")
    given(REQUEST, ASKED, law=LAW).when(replace(back, reason="rain")).refused("code.unknown")
    hear = HearLeadOffered(**vars(ASKED))
    given(REQUEST, law=LAW).when(hear, hear).nothing()


# Two ledgers and more


def test_the_new_lead_has_status_needs_plan_and_referrals_and_what_she_let_go_along() -> None:
    town = Town()
    town.hand_on()
    old, new = state(town.lead), state(town.union)
    assert (old.stage, new.stage) == (Stage.HANDED_ON, Stage.PLANNED)
    assert (new.status, new.plan) == (old.status, old.plan)
    assert (new.needs.needs, new.needs.assessed_on) == (old.needs.needs, old.needs.assessed_on)
    assert town.union.open(new.opened.name) == NAME
    assert town.union.open(new.opened.contact) == PHONE
    assert town.union.open(new.needs.health) == "dị ứng thuốc"
    (referral,) = new.referrals
    assert (referral.offered.agency, referral.stage, referral.until, referral.via) == ("health", "offered", UNTIL, LEAD)


def test_what_she_does_not_let_go_along_stays_and_the_case_goes_all_the_same() -> None:
    town = Town()
    record(town.lead, CASE, CASE_ID, replace(OFFER_LEAD, sections=()), law=LAW)
    town.deliver()
    record(town.union, REQUEST, CASE_ID, TakeOverLead(LATER), law=LAW)
    town.deliver()
    new = state(town.union)
    assert (new.stage, new.opened.name, new.opened.contact, new.needs.health) == (Stage.PLANNED, None, None, None)


def test_before_it_said_yes_the_agency_knows_the_request_and_nothing_of_her() -> None:
    town = Town()
    record(town.lead, CASE, CASE_ID, OFFER_LEAD, law=LAW)
    town.deliver()
    (asked_,) = (entry.fact for entry in entries(town.union))
    assert isinstance(asked_, LeadAsked)
    assert state(town.union).opened is None


def test_a_request_that_is_returned_leaves_the_lead_where_it_was() -> None:
    town = Town()
    record(town.lead, CASE, CASE_ID, OFFER_LEAD, law=LAW)
    town.deliver()
    record(town.union, REQUEST, CASE_ID, ReturnLead(LATER, "incomplete"), law=LAW)
    town.deliver()
    old = state(town.lead)
    assert (old.stage, old.handing.offered, old.handing.came_back.reason) == (Stage.PLANNED, None, "incomplete")


def test_agencies_answer_as_before_and_the_answer_reaches_the_new_lead() -> None:
    town = Town()
    town.hand_on()
    assert town.health.load(WORK, CASE_ID).state.leads.agency == "union"
    record(town.health, WORK, CASE_ID, at_work.AcceptReferral(FIRST, LATER), law=LAW)
    town.deliver()
    assert [state(each).referral(FIRST).stage for each in (town.lead, town.union)] == ["accepted", "accepted"]
    record(town.health, WORK, CASE_ID, at_work.DeliverService(FIRST, LATER, 2, True, Sealed("đã khám")), law=LAW)
    town.deliver()
    reached = state(town.union).referral(FIRST)
    assert (reached.stage, reached.passed_on.quantity) == ("delivered", 2)
    assert town.union.open(reached.passed_on.note) == "đã khám"
    counted = [entry for each in town.all for entry in entries(each) if isinstance(entry.fact, DeliveryConfirmed)]
    assert len(counted) == 1, "a service counts once, at the lead that asked for it"


def test_what_intake_still_tells_the_old_lead_is_passed_on() -> None:
    town = Town()
    town.hand_on()
    wishes = asked.LearnWishes("worried", ("no_calls",), False, False, Sealed("gọi dì"))
    record(town.lead, CASE, CASE_ID, wishes, law=LAW)
    record(town.lead, CASE, CASE_ID, asked.LearnStatus("not_victim", LATER), law=LAW)
    town.deliver()
    new = state(town.union)
    assert (new.confidentiality, new.reachable, new.status.status) == (("no_calls",), False, "not_victim")
    assert town.union.open(new.safe_contact) == "gọi dì"


def test_the_new_lead_asks_under_numbers_of_its_own_and_closes_for_all() -> None:
    town = Town()
    town.hand_on()
    record(town.union, CASE, CASE_ID, asked.OfferReferral("counselling", "health", LATER, False), law=LAW)
    town.deliver()
    tasks = town.health.load(WORK, CASE_ID).state.tasks
    assert len({task.received.referral for task in tasks}) == 2
    record(town.union, CASE, CASE_ID, asked.CloseCase(LATER, "lost_contact"), law=LAW)
    town.deliver()
    assert [task.stage for task in town.health.load(WORK, CASE_ID).state.tasks] == ["ended", "ended"]


def test_a_case_can_come_back_to_the_lead_that_handed_it_on() -> None:
    town = Town()
    town.hand_on()
    record(town.union, CASE, CASE_ID, asked.AssessNeeds(LATER, ("schooling",)), law=LAW)
    back = replace(OFFER_LEAD, giver="union", agency="labour", offered_on=LATER)
    record(town.union, CASE, CASE_ID, back, law=LAW)
    town.deliver()
    record(town.lead, REQUEST, CASE_ID, TakeOverLead(LATER), law=LAW)
    town.deliver()
    old, new = state(town.union), state(town.lead)
    assert (old.stage, new.stage, new.needs.needs) == (Stage.HANDED_ON, Stage.PLANNED, ("schooling",))
    record(town.health, WORK, CASE_ID, at_work.AcceptReferral(FIRST, LATER), law=LAW)
    town.deliver()
    assert state(town.lead).referral(FIRST).stage == "accepted"


def test_only_whoever_handed_the_file_over_passes_answers_on() -> None:
    town = Town()
    town.hand_on()
    told_ = told.AnswerPassedOn(FIRST, "delivered")
    (act,) = POLICIES[told.AnswerPassedOn](Heard(HEALTH, CASE_ID, 1, 1, told_))
    with pytest.raises(Refused, match="not_from_whom"):
        CASE.decide(act.command, state(town.union), LAW)


# Another place, by letter


SENT = SentElsewhere(LATER, "48", "9/CV", LATER, UNTIL, (), ELSEWHERE.addressee)


def test_she_moves_and_the_file_stays_open_until_the_other_place_has_answered() -> None:
    sent = case(opened()).when(ELSEWHERE).then(SENT)
    assert (sent.state_now.stage, sent.state_now.handing.ask_again_on) == (Stage.OPEN, UNTIL)
    case(opened()).when(ELSEWHERE, ELSEWHERE).nothing()
    received = ReceivedElsewhere(LATER, "5/TL", LATER, NOTE, NOTE)
    closed = case(opened(), SENT).when(RECEIVED_THERE).then(received, CaseClosed(LATER, "moved_away", NOTE))
    assert (closed.state_now.stage, closed.state_now.handing.ask_again_on) == (Stage.CLOSED, None)
    case(opened(), SENT).when(RECEIVED_THERE, RECEIVED_THERE).nothing()


def test_whoever_moves_is_asked_what_she_thinks_before_the_file_is_closed_with_the_answer() -> None:
    silent = replace(RECEIVED_THERE, her_view=None)
    case(opened(), SENT).when(silent).refused("closing.her_view_missing")
    case(opened(), SENT).when(replace(RECEIVED_THERE, not_asked="away")).refused("closing.asked_or_not")


def test_nobody_answered_so_it_is_asked_again_by_another_letter() -> None:
    again = replace(ELSEWHERE, letter="10/CV", sent_on=UNTIL, ask_again_on=UNTIL + timedelta(days=30))
    case(opened(), SENT).when(again).then(
        replace(SENT, letter="10/CV", sent_on=UNTIL, ask_again_on=UNTIL + timedelta(days=30))
    )


def test_money_still_to_come_keeps_the_file_open_when_the_other_place_has_her() -> None:
    guided = GuidedToApply(FIRST, "allowance", "health", HEALTH, NEXT)
    received = case(opened(), guided, SENT).when(RECEIVED_THERE)
    assert [type(each) for each in received.answer] == [ReceivedElsewhere]


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (replace(ELSEWHERE, she_agrees=False), "handing_on.without_consent"),
        (replace(ELSEWHERE, province="99"), "code.unknown"),
        (replace(ELSEWHERE, ask_again_on=NEXT), "handing_on.asked_again_before"),
        (replace(ELSEWHERE, sent_on=NEXT), "handing_on.sent_before_letter"),
        (RECEIVED_THERE, "handing_on.nothing_sent"),
    ],
)
def test_a_letter_to_another_place_is_checked(command: Any, rule: str) -> None:
    case(opened()).when(command).refused(rule)


def test_the_other_place_does_not_receive_before_it_was_asked() -> None:
    early = replace(RECEIVED_THERE, received_on=NEXT)
    case(opened(), SENT).when(early).refused("handing_on.received_before_sent")


# Laws


COMMANDS: st.SearchStrategy[Any] = st.sampled_from(
    [
        OFFER_LEAD, replace(OFFER_LEAD, offered_on=LATER), LearnLeadTaken(UNION, LATER), LearnLeadTaken(HEALTH, LATER),
        asked.AssessNeeds(NEXT, ("health",)), asked.CloseCase(LATER, "completed"), asked.ReopenCase(LATER, "new_need"),
        asked.LearnStatus("not_victim", LATER), ELSEWHERE, RECEIVED_THERE,
    ]
)  # fmt: skip


@settings(max_examples=200)
@tried(st.lists(COMMANDS, max_size=10))
def test_twice_is_once_and_every_history_of_handing_on_can_be_replayed(commands: list[Any]) -> None:
    happened = live(CASE, [open_case(), *commands], LAW)
    file = CASE.replay(happened)
    led = [each for each in happened if isinstance(each, LeadWasTaken)]
    assert (file.stage is Stage.HANDED_ON) <= bool(led)


def test_everything_of_it_has_happened_and_reads_back_and_the_queue_is_the_same_folded_whole_or_step_by_step() -> None:
    ledgers = lived()
    facts = {type(entry.fact) for ledger in ledgers for entry in entries(ledger)}
    assert {*get_args(HandingEvent), *get_args(request.Event), NeedsAssessed, PlanAgreed, StatusLearned} <= facts
    for ledger in ledgers:
        loaded = ledger.load(CASE, CASE_ID)
        assert loaded.state == CASE.replay(entry.fact for entry in loaded.entries)
        kept = Kept(QUEUE)
        for entry in entries(ledger):
            kept.keep([entry], entry.position)
        assert kept.docs == fold(QUEUE, entries(ledger))
    old, new = (fold(QUEUE, entries(ledger))[str(CASE_ID)] for ledger in ledgers[:2])
    assert (old.stage, old.leads, new.stage) == (Stage.HANDED_ON, "union", Stage.CLOSED)


# Pages


def test_where_nobody_else_may_lead_the_deed_stands_greyed_with_the_reason() -> None:
    office = lead_with_case()
    assert "Chưa có cơ quan nào khác được chủ trì hồ sơ." in text(office.browser("case_lead").get(PAGE))
    allowed = {o.deed.path: o.verdict.rule for o in office.support.look(actor("labour", "case_lead"), CASE_ID).offers}
    assert allowed["lead-offer"] == "handing_on.nobody_else"


def test_the_page_says_what_was_sent_to_another_place_and_when_to_ask_again() -> None:
    office = lead_with_case()
    officer = office.browser("case_lead")
    typed = {
        "sent_on": "22/05/2023", "province": "48", "addressee": "Phòng LĐ-TB&XH nơi đến", "letter": "9/CV",
        "letter_on": "22/05/2023", "ask_again_on": "31/12/2023", "she_agrees": "true",
    }  # fmt: skip
    assert send(officer, "elsewhere", typed).status_code == 303
    page = text(officer.get(PAGE))
    assert "Công văn 9/CV ngày 22/05/2023 gửi nơi chuyển đến, Đà Nẵng." in page
    assert "Chưa có trả lời, hồ sơ vẫn mở ở đây." in page
    assert "nơi đến" not in officer.get(PAGE).text.split("Quá trình giải quyết")[1]
    answer = {"received_on": "30/05/2023", "letter": "5/TL", "letter_on": "30/05/2023"}
    unasked = send(officer, "elsewhere-received", answer)
    assert (unasked.status_code, "closing.her_view_missing" in unasked.text) == (409, True), "was she asked?"
    answer |= {"her_view": "Muốn về gần mẹ."}
    assert send(officer, "elsewhere-received", answer).status_code == 303
    page = text(officer.get(PAGE))
    assert "Nơi đó đã nhận ngày 30/05/2023, công văn 5/TL." in page
    assert "Kết thúc hỗ trợ: Chuyển nơi cư trú" in page


def office_that_may_lead(agency: str) -> Office:
    """An office of the town in which the Women's Union may lead, too."""
    office = Office(agency)
    union = office.law.agencies["womens_union"]
    leads = replace(union, powers=union.powers | {"may_lead"})
    office.law = replace(office.law, agencies={**office.law.agencies, "womens_union": leads})
    rights = office.support.desk.rights
    powers = rights.powers | {"womens_union": rights.powers["womens_union"] | {"may_lead"}}
    office.support.desk.rights = replace(rights, powers=powers)
    return office


def test_on_the_pages_of_both_a_file_goes_from_one_lead_to_the_next() -> None:
    lead, union = office_that_may_lead("labour"), office_that_may_lead("womens_union")
    record(lead.ledger, CASE, CASE_ID, as_citizen(), law=lead.law)
    officer, next_ = lead.browser("case_lead"), union.browser("case_lead")
    form = officer.get(f"{PAGE}/lead-offer").text
    assert 'value="womens_union"' in form
    assert '<option value="health"' not in form
    typed: dict[str, Any] = {
        "agency": "womens_union", "offered_on": "09/05/2023", "reason": "her_wish", "she_agrees": "true",
        "sections": ["identity", "contact"], "note": "chị muốn vậy",
    }  # fmt: skip
    assert send(officer, "lead-offer", typed).status_code == 303
    page = text(officer.get(PAGE))
    assert "Đã đề nghị Hội Liên hiệp Phụ nữ thị xã chủ trì ngày 09/05/2023: theo ý muốn của người được hỗ trợ." in page
    assert "Hội LHPN" in page.partition("Đang thụ lý:")[2][:60]
    hand_over(lead, union)
    asked_page = text(next_.get(PAGE))
    assert "đề nghị cơ quan chủ trì từ ngày 09/05/2023" in asked_page
    assert "Được đề nghị chủ trì" in asked_page
    assert "HT-7K2Q4-9" in text(next_.get("/queues/asked_to_lead"))
    assert "chị muốn vậy" in send(next_, "sections", {"section": "note"}).text
    assert send(next_, "sections", {"section": "identity"}).status_code == 403
    assert send(next_, "lead-taking", {"taken_on": "10/05/2023"}).status_code == 303
    assert "chờ hồ sơ" in text(next_.get(PAGE))
    hand_over(union, lead)
    hand_over(lead, union)
    old, new = text(officer.get(PAGE)), text(next_.get(PAGE))
    assert "Hội Liên hiệp Phụ nữ thị xã chủ trì từ ngày 10/05/2023. Hồ sơ ở đây chỉ để xem" in old
    assert "Đang thụ lý: Hội LHPN" in old
    assert send(officer, "needs", {"assessed_on": "11/05/2023", "needs": "health"}).status_code == 409
    assert "Đã mở hồ sơ" in new
    assert NAME in send(next_, "sections", {"section": "identity"}).text
    assert send(next_, "needs", {"assessed_on": "11/05/2023", "needs": "health"}).status_code == 303
    assert "Vai trò" not in new
    assert "HT-7K2Q4-9" in text(officer.get("/queues/handed_on"))


def hand_over(teller: Office, listener: Office) -> None:
    """What the one told the other and it has not heard."""
    since = HANDED.get((id(teller), id(listener)), 0)
    HANDED[id(teller), id(listener)] = teller.ledger.store.last()
    deliver(teller.ledger, listener.ledger, since=since)
    teller.keep()
    listener.keep()


HANDED: dict[tuple[int, int], int] = {}
