"""Who is told what of a report, under which grant; and what becomes of our own file after another agency told us."""

from dataclasses import fields
from typing import Any

import pytest

from services.intake.domain.report import REPORT, Event
from services.intake.domain.report.happened import (
    AnswerSentToReporter,
    HotlineNotified,
    ReportClosed,
    ReportHandedOver,
    ReportJoinedToCase,
    ReportReopened,
    TipCameBack,
    TipPassedOn,
    TipReceiptLearned,
    TipReturnedToSender,
    UrgentCallRecorded,
)
from services.intake.domain.report.learned import LearnTipAnswer, LearnTipReceipt, TakeTip, TakeTipBack
from services.intake.domain.report.words import Stage
from services.intake.messages.reports import tell_report
from services.intake.policies import POLICIES
from shared.contracts import intake as told
from shared.kernel.decider import Act
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Happened, Heard, Tell
from shared.kernel.when import When
from shared.testing import deliver
from tests.intake.report.samples import (
    CALL,
    HER_CASE,
    HIGH,
    HT,
    LATER,
    LINKED,
    NOTIFIED,
    PASS_ON,
    PASSED,
    REPORT_ID,
    RETURN,
    STORY,
    TAKE,
    TAKE_TIP,
    TB,
    TIP,
    TRIAGED,
)
from tests.intake.report.ways import ReportTown
from tests.intake.report.ways import told as walked

CALLED = UrgentCallRecorded(**vars(CALL))
CLOSED = ReportClosed(LATER, "unfounded")
ANSWERED = AnswerSentToReporter("15/UBND", LATER, "111/2023-77")


def told_of(event: Event, *past: Event) -> list[Tell]:
    happened = Happened(REPORT_ID, event, By("officer", "labour"), When.unknown())
    return list(tell_report(happened, REPORT.replay([*past, event])))


def test_a_report_that_is_passed_on_goes_whole_under_a_grant_of_what_is_sealed() -> None:
    (tip,) = told_of(PASSED, HIGH)
    assert (tip.inbox, type(tip.message)) == ("intake.labour", told.TipPassedOn)
    assert (tip.message.code, tip.message.level, tip.message.signs) == (TB, "high", ("threatened",))
    assert (tip.message.story, tip.message.name) == (HIGH.story, HIGH.name)
    assert tip.grant is not None
    assert set(tip.grant.sections) == {"identity", "contact", "story", "informant", "note"}
    assert (tip.grant.purpose, tip.grant.basis) == ("reception", "legal_duty")


def test_it_says_whether_a_unit_of_the_sender_has_it_and_one_told_before_that_is_still_taken() -> None:
    (nobodys,) = told_of(TipPassedOn(LATER, "labour", None, in_no_unit=True), HIGH)
    (tip,) = told_of(PASSED, HIGH)
    assert (nobodys.message.in_no_unit, tip.message.in_no_unit) == (True, False)
    earlier = told.TipPassedOn(**{name: value for name, value in vars(tip.message).items() if name != "in_no_unit"})
    for message in (nobodys.message, earlier):
        (act,) = POLICIES[told.TipPassedOn](Heard("intake.communes", REPORT_ID, 1, 7, message))
        assert act.command.in_no_unit is message.in_no_unit


def test_every_sealed_value_of_the_message_is_in_a_section_that_is_granted() -> None:
    (tip,) = told_of(PASSED, HIGH)
    assert tip.grant is not None
    sealed = {f.name for f in fields(tip.message) if isinstance(getattr(tip.message, f.name), Sealed)}
    assert sealed == {"story", "name", "contact", "informant", "safe_hours", "note"}


@pytest.mark.parametrize("first", [TRIAGED, CALLED, LINKED, ReportJoinedToCase(LATER, HER_CASE, HT), CLOSED])
def test_the_first_thing_done_with_a_tip_is_its_receipt_and_later_ones_are_none(first: Event) -> None:
    (receipt,) = told_of(first, TIP)
    assert (receipt.inbox, receipt.message, receipt.grant) == ("intake.communes", told.TipReceived(LATER), None)
    assert told_of(first, TIP, CALLED) == []
    assert told_of(first, HIGH) == []


def test_who_passed_it_on_hears_that_it_went_further() -> None:
    further = TipPassedOn(LATER, "police", None)
    assert [(t.inbox, type(t.message)) for t in told_of(further, TIP)] == [
        ("intake.police", told.TipPassedOn), ("intake.communes", told.TipReceived),
    ]  # fmt: skip


def test_a_tip_goes_back_with_its_reason_and_a_sealed_note() -> None:
    (back,) = told_of(TipReturnedToSender(**vars(RETURN)), TIP)
    assert (back.inbox, back.message) == ("intake.communes", told.TipReturned("incomplete", RETURN.note))
    assert back.grant is not None
    assert back.grant.sections == ("note",)


def test_an_answer_goes_to_the_agency_that_told_us_and_to_the_hotline_on_paper_only() -> None:
    (answer,) = told_of(ANSWERED, TIP)
    assert (answer.inbox, answer.message) == (
        "intake.communes", told.TipAnswered("15/UBND", LATER, "111/2023-77"),
    )  # fmt: skip
    assert told_of(ANSWERED, HIGH) == []


@pytest.mark.parametrize(
    "event",
    [
        HIGH, TIP, ReportHandedOver(LATER, "20011"), NOTIFIED, HotlineNotified(**vars(NOTIFIED)),
        ReportReopened(LATER, "news"), TipReceiptLearned("labour", LATER), TipCameBack("incomplete"),
    ],
    ids=lambda event: type(event).__name__,
)  # fmt: skip
def test_all_else_stays_inside(event: Event) -> None:
    assert told_of(event, *(() if event in (HIGH, TIP) else (HIGH,))) == []


def without(command: Any, *names: str) -> dict[str, Any]:
    return {name: value for name, value in vars(command).items() if name not in names}


@pytest.mark.parametrize(
    ("sender", "message", "command"),
    [
        ("intake.communes", told.TipPassedOn(**without(TAKE_TIP, "sender")), TAKE_TIP),
        ("intake.labour", told.TipReceived(LATER), LearnTipReceipt("labour", LATER)),
        ("intake.labour", told.TipReturned("incomplete"), TakeTipBack("labour", "incomplete")),
        ("intake.labour", told.TipAnswered("15/LĐ", LATER), LearnTipAnswer("labour", "15/LĐ", LATER)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whenever_a_message_is_heard_our_own_report_is_asked(sender: str, message: Any, command: Any) -> None:
    heard = Heard(sender, REPORT_ID, 1, 7, message)
    assert list(POLICIES[type(message)](heard)) == [Act(REPORT, REPORT_ID, command)]


def test_a_level_that_nobody_knows_is_no_level() -> None:
    message = told.TipPassedOn(**without(TAKE_TIP, "sender") | {"level": "dreadful"})
    with pytest.raises(ValueError, match="dreadful"):
        POLICIES[type(message)](Heard("intake.communes", REPORT_ID, 1, 7, message))


def test_what_was_told_at_the_commune_is_read_there_and_at_labour_under_a_key_of_its_own() -> None:
    town = walked()
    ours, theirs = town.report("communes").state.told.story, town.report("labour").state.told.story
    assert town.ledgers["labour"].open(theirs) == STORY
    assert ours.box.key != theirs.box.key
    assert town.report("labour").state.sender == "communes"
    assert isinstance(town.report("communes").state.receipt, TipReceiptLearned)


def test_what_is_heard_twice_changed_nothing() -> None:
    town = ReportTown()
    town.about("communes", TAKE, PASS_ON)
    before = town.ledgers["labour"].store.last()
    deliver(town.ledgers["communes"], town.ledgers["labour"])
    assert town.ledgers["labour"].store.last() == before
    assert town.report("labour").state.stage is Stage.UNTRIAGED


def _first_two() -> tuple[Any, ...]:
    from tests.intake.report.samples import PASS_ON, TAKE

    return TAKE, PASS_ON


def test_a_tip_is_no_more_than_its_message_and_its_sender() -> None:
    assert {f.name for f in fields(told.TipPassedOn)} == {f.name for f in fields(TakeTip)} - {"sender"}
