"""What a unit and the lead tell each other: each stands under the same id at both, and free text travels only under a grant."""

from dataclasses import replace
from typing import Any

import pytest

from services.support.plan.domain.reports.plans.commands import TakeUnitPlan
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.urging.urging import URGING
from services.support.plan.domain.reports.words import plan_file
from services.support.plan.policies.reports import take_the_plan_whenever_a_unit_sent_it
from shared.kernel.decider import Refused
from shared.kernel.tell import Grant
from shared.ledger import Ledger
from shared.testing import deliver, entries, told
from tests.plan.office import profile
from tests.plan.report_samples import (
    DONE,
    PLAN_ID,
    UNIT,
    WHO,
    answer,
    comment,
    draft,
    give_back,
    hand_in,
    issue,
    nothing,
    open_round,
    send,
    write,
)
from tests.plan.reports_lives import LETTERS, NOTE, PLAN_FILE, REPORT_FILE, ROUND, SCAN, do, ledgers, letter, settle

TEXT = "ghi chú mẫu"


def lines(of: Ledger) -> list[Any]:
    return [line for entry in entries(of) for line in entry.body.to]


def test_a_plan_reaches_the_lead_and_its_comment_comes_back() -> None:
    lead, communes = ledgers()
    do(communes, UNIT_PLAN, PLAN_FILE, draft(note=NOTE), issue(scan=SCAN), send())
    settle(lead, communes)
    do(lead, UNIT_PLAN, PLAN_FILE, comment("online", note=NOTE))
    settle(lead, communes)
    ours, theirs = (each.now(UNIT_PLAN, PLAN_FILE).state for each in (communes, lead))
    assert theirs.sent.issued.number == ours.sent.issued.number == "12/KH-UBND"
    assert theirs.sent.content == ours.sent.content
    assert ours.sent.last_said.missing == ("online",)
    assert communes.open(ours.sent.last_said.note) == TEXT
    assert theirs.draft is None, "a draft and its note are the unit's own"
    [plan], [said] = lines(communes), lines(lead)
    assert plan.grant == Grant(("papers",), "plan_work", "legal_duty")
    assert (plan.files, said.grant) == ((SCAN,), Grant(("note",), "plan_work", "legal_duty"))


def test_without_scan_or_text_nothing_is_granted() -> None:
    _, communes = ledgers()
    do(communes, UNIT_PLAN, PLAN_FILE, draft(), issue(), send())
    do(communes, UNIT_REPORT, REPORT_FILE, nothing())
    assert [line.grant for line in lines(communes)] == [None, None]


def test_a_report_reaches_the_lead_whole_and_comes_back_with_its_reason() -> None:
    lead, communes = ledgers()
    do(communes, UNIT_REPORT, REPORT_FILE, write(results=NOTE), hand_in(scan=SCAN))
    settle(lead, communes)
    do(lead, UNIT_REPORT, REPORT_FILE, give_back(note=NOTE))
    settle(lead, communes)
    theirs, ours = lead.now(UNIT_REPORT, REPORT_FILE).state, communes.now(UNIT_REPORT, REPORT_FILE).state
    assert (theirs.last_sent.figures, theirs.last_sent.sent.number) == (DONE, "90/BC-UBND")
    assert lead.open(theirs.last_sent.text("results")) == TEXT
    assert ours.last_sent.returned
    assert ours.last_sent.said[-1].reason == "figures"
    more = write(results=None, difficulties=NOTE)
    do(communes, UNIT_REPORT, REPORT_FILE, more, hand_in("95/BC-UBND"))
    settle(lead, communes)
    supplemented = lead.now(UNIT_REPORT, REPORT_FILE).state
    assert [each.number for each in supplemented.counting()] == [2]
    assert len(supplemented.sent) == 2


def test_a_text_written_before_goes_along_though_it_was_not_typed_again() -> None:
    lead, communes = ledgers()
    do(communes, UNIT_REPORT, REPORT_FILE, write(results=NOTE), write(difficulties=NOTE), hand_in())
    settle(lead, communes)
    report = lead.now(UNIT_REPORT, REPORT_FILE).state.last_sent
    assert [lead.open(report.text(name)) for name in ("results", "difficulties")] == [TEXT, TEXT]


def test_a_round_is_asked_and_answered() -> None:
    lead, communes = ledgers()
    do(lead, REVIEW, ROUND, open_round())
    settle(lead, communes)
    do(communes, REVIEW, ROUND, answer(3), answer(0))
    settle(lead, communes)
    review = lead.now(REVIEW, ROUND).state
    assert [each.cases for each in review.answers[WHO.code]] == [3, 0]
    assert communes.now(REVIEW, ROUND).state.asked.answer_by == review.asked.answer_by


def test_who_is_urged_hears_of_its_own_units_only() -> None:
    lead, communes = ledgers()
    do(lead, URGING, LETTERS, letter(WHO.code, "justice"))
    settle(lead, communes)
    [heard] = communes.now(URGING, LETTERS).state.letters
    assert (heard.whom, heard.number) == ((WHO.code,), "44/CV-LĐTBXH")
    assert {line.inbox for line in lines(lead)} == {"support.communes", "support.justice"}


def test_told_twice_it_is_there_once() -> None:
    lead, communes = ledgers()
    do(communes, UNIT_PLAN, PLAN_FILE, draft(), issue(), send())
    deliver(communes, lead)
    before = lead.store.last()
    deliver(communes, lead)
    assert lead.store.last() == before


def test_whose_it_is_nobody_says_but_the_sender() -> None:
    """A message names a unit; the agency is that of whoever tells it, and a unit of another is refused."""
    lead, communes = ledgers()
    do(communes, UNIT_PLAN, PLAN_FILE, draft(), issue(), send())
    [heard] = told(communes, lead)
    [act] = take_the_plan_whenever_a_unit_sent_it(replace(heard, sender="support.justice"))
    assert (act.command.agency, act.subject) == ("justice", plan_file(PLAN_ID, "justice", UNIT))
    assert isinstance(act.command, TakeUnitPlan)
    with pytest.raises(Refused, match=r"unit\.of_another"):
        lead.hear(replace(heard, sender="support.justice"))
    assert UNIT in profile().law_on(heard.message.sent_on).units


OF_THE_LEAD = (
    "UnitPlanCommented", "UnitPlanApproved", "UnitReportReturned", "UnitReportReceived", "ReviewOpened", "UrgedToReport",
)  # fmt: skip


@pytest.mark.parametrize("what", OF_THE_LEAD)
def test_what_the_lead_says_only_the_lead_may_tell(what: str) -> None:
    rights = profile().rights
    rights.must_tell(f"support.{what}", "support.labour")
    with pytest.raises(Refused, match=r"told\.not_theirs"):
        rights.must_tell(f"support.{what}", "support.communes")
