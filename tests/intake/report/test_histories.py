"""Whatever is asked of a report in whatever order: it is done or refused by a rule, and said twice it is done once."""

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as some

from services.intake import main
from services.intake.domain import report as domain
from services.intake.domain.report import REPORT, Event, Report
from services.intake.domain.report.asked import CloseReport
from services.intake.domain.report.learned import LearnTipAnswer, LearnTipReceipt, TakeTip, TakeTipBack
from services.intake.domain.report.words import RiskLevel, Stage, YesNo
from shared.kernel.words import CaseId, ReportId
from shared.testing import given, identity
from shared.web import words
from tests.intake.report.samples import (
    ANSWER,
    CALL,
    CLOSE,
    HOTLINE_ANSWER,
    JOIN,
    LATER,
    LAW,
    LINK,
    NOTIFY,
    PASS_ON,
    REOPEN,
    RETURN,
    TAKE,
    TAKE_TIP,
    TB,
    TRIAGE,
)

OTHER = ReportId(identity("another report"))
TO_A_UNIT = replace(PASS_ON, to="communes", unit="20011")
ASKED: tuple[Any, ...] = (
    TAKE, replace(TAKE, channel="citizen"), replace(TAKE, unit=None), replace(TAKE, signs=("nonsense",)),
    TAKE_TIP, replace(TAKE_TIP, sender="labour"), TRIAGE, replace(TRIAGE, signs=(), persons=2),
    replace(TRIAGE, level=RiskLevel.NORMAL), CALL, replace(CALL, to="drums"), LINK,
    replace(LINK, case=CaseId(identity("her sister's case"))), JOIN, replace(JOIN, case=None), PASS_ON,
    replace(PASS_ON, giver="labour", to="communes", unit="20035"), replace(PASS_ON, to="police"), TO_A_UNIT,
    replace(TO_A_UNIT, unit="20035"), RETURN, TakeTipBack("labour", "incomplete"), TakeTipBack("police", "incomplete"),
    LearnTipReceipt("labour", LATER), LearnTipAnswer("labour", "15/LĐ", LATER), ANSWER, NOTIFY, HOTLINE_ANSWER, CLOSE,
    CloseReport(LATER, "opened"), CloseReport(LATER, "repeats", duplicate_of="TB-77777-7", original=OTHER),
    CloseReport(LATER, "repeats", duplicate_of=TB, original=OTHER), CloseReport(LATER, "elsewhere", passed_to="social"),
    REOPEN, replace(REOPEN, on=date(2023, 6, 1)),
)  # fmt: skip


REFUSALS = words.load(main.FOLDER)


def ask(command: Any, happened: list[Event]) -> list[Event] | None:
    """What follows; None where a rule refuses. Anything else that is raised is a fault of ours."""
    asked = given(REPORT, *happened, law=LAW).when(command)
    assert asked.refusal is None or asked.refusal.rule in REFUSALS, asked.refusal
    return None if asked.refusal else asked.answer


@settings(max_examples=300)
@any_of(some.lists(some.sampled_from(ASKED), max_size=14))
def test_said_twice_is_done_once_and_every_no_has_its_rule(commands: list[Any]) -> None:
    happened: list[Event] = []
    for command in (TAKE, *commands):
        answer = ask(command, happened)
        happened += answer or []
        if answer is not None:
            assert ask(command, happened) == [], command


@settings(max_examples=300)
@any_of(some.lists(some.sampled_from(ASKED), max_size=14))
def test_a_report_lies_at_one_desk_is_read_from_its_history_alone_and_never_loses_what_was_told(
    commands: list[Any],
) -> None:
    happened: list[Event] = []
    for command in commands:
        before: Report = REPORT.replay(happened)
        happened += ask(command, happened) or []
        now: Report = REPORT.replay(happened)
        assert (now.stage is Stage.NONE) == (not happened)
        assert now.code in (None, TB)
        if before.told.story and not isinstance(command, TakeTip):
            assert now.told.story == before.told.story
        if now.level is RiskLevel.URGENT and now.is_open:
            assert now.act_by is not None
        if now.stage is Stage.LINKED:
            assert now.cases or now.joined
        if now.stage is Stage.DISMISSED:
            assert now.closed


@any_of(some.sampled_from(sorted(LAW.lists["risk_signs"])), some.sampled_from(YesNo))
def test_what_the_scale_says_does_not_depend_on_the_order_of_the_signs(sign: str, children: YesNo) -> None:
    signs = (sign, *sorted(LAW.lists["risk_signs"]))
    levels = {
        event.level
        for told in (signs, signs[::-1])
        for event in REPORT.decide(replace(TAKE, signs=told, children=children), Report(), LAW)
        if isinstance(event, domain.happened.ReportTaken)
    }
    assert len(levels) == 1


def test_an_event_of_a_report_goes_through_json_and_back() -> None:
    """As the ledger stores it; what is sealed is stored beside."""
    events = ask(replace(TAKE, story=None, name=None, contact=None, informant=None, safe_hours=None), [])
    assert events
    again = msgspec.json.decode(msgspec.json.encode(events[0]), type=type(events[0]))
    assert again == events[0]
