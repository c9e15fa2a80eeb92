"""Tips about unlicensed labour brokers: their steps, what is refused, what travels, and who may read whom a tip is about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as some

from services.support.plan.domain.brokers.commands import (
    CheckBroker,
    CloseBrokerTip,
    Command,
    ForwardBrokerTip,
    HearBrokerTip,
    LearnBrokerTipReceipt,
    PassBrokerTipOn,
    ReceiveBrokerTip,
    RecordBrokerOutcome,
)
from services.support.plan.domain.brokers.events import (
    BrokerChecked,
    BrokerOutcomeRecorded,
    BrokerTipCame,
    BrokerTipClosed,
    BrokerTipForwarded,
    BrokerTipPassedOn,
    BrokerTipReceiptLearned,
    BrokerTipReceived,
    BrokerTipTaken,
)
from services.support.plan.domain.brokers.rules import TIP
from services.support.plan.domain.brokers.tip import Stage
from services.support.plan.pages import brokers as room_of_brokers
from services.support.plan.projections.brokers import BROKER_TIPS
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.testing import deliver, entries, given, told
from shared.views import fold
from tests.plan.inspections_lives import (
    AGAIN,
    CHECKED,
    COMMUNES,
    DONE,
    LABOUR,
    MG,
    OTHER,
    UNIT,
    VISITED,
    Town,
    law,
    take_tip,
)
from tests.plan.office import Office, facts, profile

ROOMS = (room_of_brokers.ROOM,)

WHO, TOLD_BY, NOTE = Sealed("Công ty Thử Nghiệm"), Sealed("Bà Thử"), Sealed("hứa đi Nhật")
TAKEN = BrokerTipTaken("communes", UNIT, False, "in_person", VISITED, OTHER, WHO, TOLD_BY, NOTE)
AT_LEAD = BrokerTipTaken("labour", None, True, "letter", VISITED, None, WHO)
CAME = BrokerTipCame(COMMUNES, UNIT, "in_person", VISITED, VISITED, OTHER, WHO, TOLD_BY, NOTE)
CHECK = CheckBroker(checked_on=DONE, result="no_licence")
FORWARD = ForwardBrokerTip(to="town_police", number="9/CV", dated=CHECKED)
OUTCOME = RecordBrokerOutcome(outcome="fined", known_on=AGAIN)
CLOSE = CloseBrokerTip(reason="settled")
WAS_CHECKED, WENT_ON = BrokerChecked(DONE, "no_licence"), BrokerTipForwarded("town_police", "9/CV", CHECKED)
CAME_OF_IT, SHUT = BrokerOutcomeRecorded("fined", AGAIN), BrokerTipClosed("settled")
PASS, RECEIVE = PassBrokerTipOn(on=VISITED), ReceiveBrokerTip(on=VISITED)
PASSED = BrokerTipPassedOn(LABOUR, VISITED)


def ask(*past: Any, under: Law | None = None) -> given:
    return given(TIP, *past, law=under or law())


def test_a_commune_takes_a_tip_and_passes_it_on() -> None:
    ask().when(take_tip()).then(TAKEN)
    ask(TAKEN).when(take_tip()).nothing()
    ask(TAKEN).when(take_tip(channel="letter")).refused("broker.taken_already")
    ask().when(take_tip(channel="dream")).refused("code.unknown")
    ask().when(take_tip(place="99999")).refused("unit.not_then")
    ask(TAKEN).when(PASS).then(PASSED)
    ask(TAKEN, PASSED).when(PASS).nothing()
    ask(TAKEN).when(PassBrokerTipOn(on=date(2023, 6, 4))).refused("broker.before_tip")
    ask().when(PASS).refused("broker.is_here")
    assert ask(TAKEN).state.stage is Stage.TO_PASS


def test_where_nobody_checks_or_nobody_can_be_told_it_stays_and_says_so() -> None:
    ask(TAKEN, under=Law("none", "0" * 64, date(2023, 1, 1))).when(PASS).refused("broker.nobody_checks")


def test_the_lead_that_took_one_itself_checks_it_and_passes_nothing_on() -> None:
    ask().when(take_tip(agency="labour", unit=None)).then(
        BrokerTipTaken("labour", None, True, "in_person", VISITED, OTHER, WHO, TOLD_BY, NOTE)
    )
    assert ask(AT_LEAD).state.stage is Stage.TO_CHECK
    ask(AT_LEAD).when(PASS).refused("broker.is_here")
    ask(AT_LEAD).when(RECEIVE).refused("broker.not_passed_on")
    ask(AT_LEAD).when(CHECK).then(WAS_CHECKED)


def test_the_receipt_comes_from_whom_it_was_passed_to() -> None:
    learned = BrokerTipReceiptLearned(VISITED)
    ask(TAKEN, PASSED).when(LearnBrokerTipReceipt(LABOUR, VISITED)).then(learned)
    ask(TAKEN, PASSED, learned).when(LearnBrokerTipReceipt(LABOUR, VISITED)).nothing()
    ask(TAKEN, PASSED).when(LearnBrokerTipReceipt("support.health", VISITED)).refused("broker.not_theirs")
    ask(TAKEN).when(LearnBrokerTipReceipt(LABOUR, VISITED)).refused("broker.not_theirs")


def test_what_came_is_received_before_it_is_checked() -> None:
    hear = HearBrokerTip(COMMUNES, UNIT, "in_person", VISITED, VISITED, OTHER, WHO, TOLD_BY, NOTE)
    ask().when(hear).then(CAME)
    ask(CAME).when(hear).nothing()
    ask(CAME).when(CHECK).refused("broker.not_to_check")
    ask(CAME).when(RECEIVE).then(BrokerTipReceived(VISITED))
    ask(CAME, BrokerTipReceived(VISITED)).when(RECEIVE).nothing()
    ask(CAME, BrokerTipReceived(VISITED)).when(CHECK).then(WAS_CHECKED)


def test_check_forward_outcome_close_each_in_its_order_and_said_twice_once() -> None:
    past: tuple[Any, ...] = (AT_LEAD,)
    for command, event, stage in (
        (CHECK, WAS_CHECKED, Stage.CHECKED), (FORWARD, WENT_ON, Stage.FORWARDED),
        (OUTCOME, CAME_OF_IT, Stage.OUTCOME_KNOWN), (CLOSE, SHUT, Stage.CLOSED),
    ):  # fmt: skip
        ask(*past).when(command).then(event)
        past = (*past, event)
        assert ask(*past).state.stage is stage
        ask(*past).when(command).nothing()


@pytest.mark.parametrize(
    ("past", "command", "rule"),
    [
        ((TAKEN,), CHECK, "broker.not_to_check"),
        ((AT_LEAD,), CheckBroker(checked_on=date(2023, 6, 4), result="no_licence"), "broker.before_tip"),
        ((AT_LEAD,), CheckBroker(checked_on=DONE, result="rumour"), "code.unknown"),
        ((AT_LEAD, WAS_CHECKED, WENT_ON), CheckBroker(checked_on=AGAIN, result="has_licence"), "broker.not_to_check"),
        ((AT_LEAD,), FORWARD, "broker.not_checked"),
        ((AT_LEAD, WAS_CHECKED), ForwardBrokerTip(to="nobody", number="9/CV", dated=CHECKED), "code.unknown"),
        (
            (AT_LEAD, WAS_CHECKED),
            ForwardBrokerTip(to="town_police", number="9/CV", dated=VISITED),
            "broker.forwarded_before_check",
        ),
        ((AT_LEAD, WAS_CHECKED, WENT_ON), ForwardBrokerTip(to="town_police", number="8/CV", dated=CHECKED), "broker.not_checked"),
        ((AT_LEAD, WAS_CHECKED), OUTCOME, "broker.not_forwarded"),
        ((AT_LEAD, WAS_CHECKED, WENT_ON), RecordBrokerOutcome(outcome="no", known_on=AGAIN), "code.unknown"),
        (
            (AT_LEAD, WAS_CHECKED, WENT_ON),
            RecordBrokerOutcome(outcome="fined", known_on=DONE),
            "broker.outcome_before_letter",
        ),
        (
            (AT_LEAD, WAS_CHECKED, WENT_ON, CAME_OF_IT, SHUT),
            RecordBrokerOutcome(outcome="stopped", known_on=AGAIN),
            "broker.not_forwarded",
        ),
        ((AT_LEAD, WAS_CHECKED, WENT_ON), CLOSE, "broker.outcome_missing"),
        ((AT_LEAD,), CLOSE, "broker.not_checked"),
        ((TAKEN, PASSED), CLOSE, "broker.not_checked"),
        ((AT_LEAD, WAS_CHECKED), CloseBrokerTip(reason="no"), "code.unknown"),
    ],
)  # fmt: skip
def test_what_is_out_of_order_or_of_no_list_is_refused(past: tuple[Any, ...], command: Any, rule: str) -> None:
    ask(*past).when(command).refused(rule)


def test_a_second_check_counts_in_place_of_the_first_and_what_needs_no_forwarding_is_closed() -> None:
    again = CheckBroker(checked_on=CHECKED, result="has_licence")
    ask(AT_LEAD, WAS_CHECKED).when(again).then(BrokerChecked(CHECKED, "has_licence"))
    ask(AT_LEAD, BrokerChecked(CHECKED, "has_licence")).when(CloseBrokerTip(reason="licensed")).then(
        BrokerTipClosed("licensed")
    )


DAYS = some.dates(date(2023, 6, 1), date(2023, 7, 31))
COMMANDS: some.SearchStrategy[Command] = some.one_of(
    some.builds(take_tip, agency=some.sampled_from(["communes", "labour"]), taken_on=DAYS),
    some.builds(HearBrokerTip, some.just(COMMUNES), some.just(UNIT), some.just("letter"), DAYS, DAYS),
    some.builds(PassBrokerTipOn, on=DAYS),
    some.builds(LearnBrokerTipReceipt, some.just(LABOUR), DAYS),
    some.builds(ReceiveBrokerTip, on=DAYS),
    some.builds(CheckBroker, checked_on=DAYS, result=some.sampled_from(["no_licence", "not_found"])),
    some.builds(ForwardBrokerTip, to=some.just("town_police"), number=some.just("9/CV"), dated=DAYS),
    some.builds(RecordBrokerOutcome, outcome=some.sampled_from(["fined", "stopped"]), known_on=DAYS),
    some.builds(CloseBrokerTip, reason=some.just("settled")),
)


def live(commands: Sequence[Command]) -> list[Any]:
    happened: list[Any] = []
    for command in commands:
        try:
            happened += TIP.decide(command, TIP.replay(happened), law())
        except Refused:
            continue
        assert not TIP.decide(command, TIP.replay(happened), law()), "said twice was done twice"
    return happened


@whatever(some.lists(COMMANDS, max_size=30))
def test_whatever_is_asked_nobody_forwards_what_was_not_checked_and_an_outcome_has_its_letter(
    commands: list[Command],
) -> None:
    kinds: list[type] = []
    for event in live(commands):
        if isinstance(event, BrokerTipForwarded):
            assert BrokerChecked in kinds
        if isinstance(event, BrokerOutcomeRecorded):
            assert BrokerTipForwarded in kinds
        if isinstance(event, BrokerTipClosed):
            assert BrokerChecked in kinds
            assert BrokerTipForwarded not in kinds or BrokerOutcomeRecorded in kinds
        if isinstance(event, BrokerChecked):
            assert BrokerTipPassedOn not in kinds, "it was checked by an office that had passed it on"
        kinds.append(type(event))


# -- between the offices


def test_it_goes_whole_to_who_checks_and_only_the_receipt_comes_back() -> None:
    town = Town()
    town.do(town.communes, TIP, MG, take_tip(), PASS)
    assert town.communes.load(TIP, MG).state.stage is Stage.PASSED
    (message,) = told(town.communes, town.labour)
    assert (message.message.suspect, message.message.informant, message.message.note) == (WHO, TOLD_BY, NOTE)
    (line,) = (line for entry in entries(town.communes) for line in entry.body.to)
    assert line.grant
    assert (line.grant.sections, line.grant.purpose) == (("suspect", "informant", "note"), "labour_brokers")
    town.do(town.labour, TIP, MG, RECEIVE)
    assert town.communes.load(TIP, MG).state.stage is Stage.WITH_LEAD
    town.do(town.labour, TIP, MG, CHECK, FORWARD, OUTCOME, CLOSE)
    assert [type(each.message).__name__ for each in told(town.labour, town.communes)] == ["BrokerTipReceived"]
    lines = [fold(BROKER_TIPS, entries(each))[str(MG)] for each in (town.communes, town.labour)]
    assert [line.stage for line in lines] == [Stage.WITH_LEAD, Stage.CLOSED]
    assert [line.unit for line in lines] == [UNIT, None]
    assert (lines[1].sender, lines[1].sender_unit, lines[1].result, lines[1].outcome) == (
        "communes",
        UNIT,
        "no_licence",
        "fined",
    )


def test_its_streams_are_of_a_kind_of_their_own_and_nobody_else_is_told() -> None:
    assert TIP.kind == "broker"
    town = Town()
    town.do(town.labour, TIP, MG, take_tip(agency="labour", unit=None), CHECK, FORWARD, OUTCOME, CLOSE)
    assert not [line for entry in entries(town.labour) for line in entry.body.to]


# -- through the doors

FORM = {
    "channel": "in_person", "taken_on": "14/06/2023", "suspect": "Công ty Thử Nghiệm", "informant": "Đỗ Thị Thử",
    "place": OTHER, "note": "hứa đi Nhật",
}  # fmt: skip
SECRET = ("Công ty Thử Nghiệm", "Đỗ Thị Thử", "hứa đi Nhật")
SECTIONS = ("suspect", "informant", "note")


class Two:
    def __init__(self) -> None:
        self.labour, self.communes = Office("labour"), Office("communes")
        self.thao, self.nhung = (self.communes.officer("commune_officer", unit=unit) for unit in (UNIT, OTHER))
        self.lan = self.labour.officer("intake_officer")
        self.at: str = self.thao.send("/brokers/new", **FORM).headers["location"].partition("?")[0]

    def passed(self) -> "Two":
        self.thao.send(f"{self.at}/passing-on")
        deliver(self.communes.ledger, self.labour.ledger)
        self.labour.keep()
        return self


def test_a_commune_reads_what_it_wrote_until_it_passed_it_on() -> None:
    two = Two()
    page = two.thao.page(two.at)
    assert not any(secret in page for secret in SECRET)
    for section, secret in zip(SECTIONS, SECRET, strict=True):
        assert secret in two.thao.send(f"{two.at}/sections", 200, section=section).text
    two.passed()
    for section in SECTIONS:
        two.thao.send(f"{two.at}/sections", 403, section=section)
    assert "Đang giữ: Phòng LĐ-TB&amp;XH" in two.thao.page(two.at)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("role", ["clerk", "leader", "inspector", "service_officer", "finance_officer"])
def test_nobody_at_the_lead_but_its_two_roles_reads_whom_it_is_about_or_who_told(role: str, section: str) -> None:
    two = Two().passed()
    stranger = two.labour.officer(role)
    stranger.send(f"{two.at}/sections", 403, section=section)
    api = f"/api{two.at}"
    assert stranger.browser.get(f"{api}/sections?open={section}").status_code in (401, 403)


@pytest.mark.parametrize("role", ["intake_officer", "case_lead"])
def test_the_lead_reads_it_while_it_works_on_it_and_not_after_it_was_closed(role: str) -> None:
    two = Two().passed()
    lan = two.labour.officer(role)
    for section, secret in zip(SECTIONS, SECRET, strict=True):
        assert secret in lan.send(f"{two.at}/sections", 200, section=section).text
    lan.send(f"{two.at}/receipt")
    lan.send(f"{two.at}/check", checked_on="15/06/2023", result="has_licence")
    lan.send(f"{two.at}/closure", reason="licensed")
    for section in SECTIONS:
        lan.send(f"{two.at}/sections", 403, section=section)


def test_another_unit_and_another_office_see_nothing_of_it() -> None:
    two = Two()
    two.nhung.page(two.at, 403)
    two.nhung.send(f"{two.at}/sections", 403, section="suspect")
    assert two.at not in two.nhung.page("/brokers")
    front = Office("fatherland_front").officer("supervisor")
    front.page("/brokers", 403)


def test_the_list_says_what_waits_and_names_nobody() -> None:
    two = Two()
    page = two.thao.page("/brokers")
    assert "Chuyển cho cơ quan kiểm tra" in page
    assert not any(secret in page for secret in SECRET)
    two.passed()
    assert "Chờ nơi khác · 1" in two.thao.page("/brokers")
    mine = two.lan.page("/brokers")
    assert "Nhận tin" in mine
    assert "UBND phường Hương Vân" in mine
    (menu,) = two.labour.menu(_actor("labour", "intake_officer"))
    assert [(link.label, link.count) for link in menu.links if link.href == "/brokers"] == [("Môi giới trái phép", 1)]


def _actor(agency: str, role: str) -> Any:
    from shared.testing import actor

    return actor(agency, role)


def test_the_receipt_is_seen_at_the_commune_and_the_letter_says_number_day_and_to_whom_only() -> None:
    two = Two().passed()
    assert "chờ nhận" in two.thao.page(two.at)
    two.lan.send(f"{two.at}/receipt")
    deliver(two.labour.ledger, two.communes.ledger)
    assert "Cơ quan kiểm tra đã nhận" in two.thao.page(two.at)
    two.lan.send(f"{two.at}/check", checked_on="15/06/2023", result="no_licence", note="không có trong danh sách")
    two.lan.send(f"{two.at}/forwarding", to="town_police", number="9/CV-LĐTBXH", dated="15/06/2023")
    page = two.lan.page(two.at)
    assert "Công an thị xã, số 9/CV-LĐTBXH ngày 15/06/2023" in page
    (letter,) = (fact for fact in facts(two.labour) if isinstance(fact, BrokerTipForwarded))
    assert vars(letter) == {"to": "town_police", "number": "9/CV-LĐTBXH", "dated": date(2023, 6, 15)}
    refused = two.lan.send(f"{two.at}/closure", 409, reason="settled").text
    assert "chờ kết quả" in refused
    two.lan.send(f"{two.at}/outcome", outcome="fined", known_on="15/06/2023")
    two.lan.send(f"{two.at}/closure", reason="settled")
    assert "Đã đóng" in two.lan.page(two.at)


def test_a_look_at_a_tip_is_written_down_since_it_is_about_somebody() -> None:
    two = Two()
    before = len(facts(two.communes))
    two.thao.page(two.at)
    assert len(facts(two.communes)) == before + 1


def test_a_tip_without_whom_it_is_about_is_sent_back_with_what_was_typed() -> None:
    two = Two()
    wrong = two.thao.send("/brokers/new", 422, **{**FORM, "suspect": ""}).text
    assert "hứa đi Nhật" in wrong
    forged = two.thao.send("/brokers/new", 422, **FORM, agency="labour").text
    assert "Môi giới" in forged


def test_a_commune_cannot_check_or_forward() -> None:
    two = Two()
    two.thao.send(f"{two.at}/check", 403, checked_on="15/06/2023", result="no_licence")
    two.thao.send(f"{two.at}/forwarding", 403, to="town_police", number="9/CV", dated="15/06/2023")
    page = two.thao.page(two.at)
    assert f"{two.at}/check" not in page


def test_no_row_but_the_two_of_the_lead_and_those_of_who_took_it_opens_suspect_or_informant_of_a_tip() -> None:
    opening = {
        row.rule
        for row in profile().rights.rows
        if row.of == "support.broker" and {"suspect", "informant"} & row.sections
    }
    assert opening == {"lead.brokers_open", "commune.brokers_pass", "offices.brokers_pass"}
