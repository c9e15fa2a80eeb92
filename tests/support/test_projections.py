"""The queue: where each case stands, and that it is the same folded whole or kept step by step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.support.domain import work_commands as at_work
from services.support.domain.case import CASE
from services.support.domain.case_commands import (
    AgreePlan,
    CloseCase,
    LearnAnswer,
    OfferReferral,
    ReopenCase,
)
from services.support.domain.following.commands import RecordFollowUp
from services.support.domain.words import Answer, ReferralStage, Risk, Stage
from services.support.domain.work import WORK
from services.support.messages import tell_of_case, tell_of_work
from services.support.projections import QUEUE, QueueLine
from shared import access
from shared.access import OpenSections, Way
from shared.kernel.decider import AnyDecider
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.testing import entries, memory_ledger, record
from shared.views import Kept, fold
from tests.support.samples import (
    CASE_ID,
    FIRST,
    HEALTH,
    LATER,
    LAW,
    LEAD,
    NEXT,
    PLAN_ITEM,
    RECEIVED,
    SECOND,
    open_case,
    received,
)

SOON = LATER + timedelta(days=7)
OFFER = OfferReferral("health_care", "health", NEXT, she_agrees=False, answer_by=LATER)
WHOLE_LIFE = [
    open_case(),
    AgreePlan(NEXT, (PLAN_ITEM,), she_agrees=True),
    OFFER,
    LearnAnswer(FIRST, Answer.DECLINED, reason="no_capacity", teller=HEALTH),
    replace(OFFER, offered_on=LATER, answer_by=SOON),
    LearnAnswer(SECOND, Answer.ACCEPTED, LATER, teller=HEALTH),
    LearnAnswer(SECOND, Answer.DELIVERED, SOON, teller=HEALTH),
    RecordFollowUp(LATER, Risk.HIGH, SOON),
    CloseCase(SOON, "lost_contact"),
    ReopenCase(SOON, "new_need"),
]
TAKE = at_work.TakeReferral(**vars(received()))
WORK_DONE = [TAKE, at_work.AcceptReferral(FIRST, NEXT), at_work.DeliverService(FIRST, LATER, 1, True)]


def after(decider: AnyDecider, commands: Sequence[Any]) -> Ledger:
    reading = access.access("support")
    tells = [(CASE, tell_of_case), (WORK, tell_of_work), (reading, nobody)]
    ledger = memory_ledger(LEAD, tells=tells, law=LAW)  # type: ignore[arg-type]
    for command in commands:
        record(ledger, decider, CASE_ID, command, law=LAW)
    record(ledger, reading, CASE_ID, OpenSections(("identity",), Way.VIEWED))
    return ledger


def line(decider: AnyDecider, commands: Sequence[Any]) -> QueueLine:
    return fold(QUEUE, entries(after(decider, commands)))[str(CASE_ID)]


@pytest.mark.parametrize(
    ("steps", "stage"),
    [
        (1, Stage.OPEN),
        (2, Stage.PLANNED),
        (7, Stage.PLANNED),
        (8, Stage.FOLLOWING),
        (9, Stage.CLOSED),
        (10, Stage.FOLLOWING),
    ],
)
def test_a_case_stands_in_the_queue_where_its_file_stands(steps: int, stage: Stage) -> None:
    ledger = after(CASE, WHOLE_LIFE[:steps])
    found = fold(QUEUE, entries(ledger))[str(CASE_ID)]
    assert found.stage == ledger.load(CASE, CASE_ID).state.stage == stage


def test_a_line_says_since_when_and_what_was_sent_where() -> None:
    found = line(CASE, WHOLE_LIFE[:6])
    assert (found.code, found.since) == ("HT-7K2Q4-9", RECEIVED)
    assert [(sent.agency, sent.stage) for sent in found.sent] == [
        ("health", ReferralStage.DECLINED),
        ("health", ReferralStage.ACCEPTED),
    ]


def test_the_first_open_day_is_the_day_it_is_due() -> None:
    assert line(CASE, WHOLE_LIFE[:3]).due_on(NEXT) == LATER
    assert line(CASE, WHOLE_LIFE[:4]).due_on(NEXT) is None
    assert line(CASE, WHOLE_LIFE[:8]).due_on(NEXT) == SOON
    assert line(CASE, WHOLE_LIFE[:9]).due_on(NEXT) is None


def test_work_stands_in_the_queue_where_its_referral_stands() -> None:
    stages = [line(WORK, WORK_DONE[:steps]).work for steps in (1, 2, 3)]
    assert stages == [ReferralStage.OFFERED, ReferralStage.ACCEPTED, ReferralStage.DELIVERED]
    assert line(WORK, [TAKE, at_work.EndWork(LATER, "deceased")]).work is ReferralStage.ENDED


@pytest.mark.parametrize(("decider", "commands"), [(CASE, WHOLE_LIFE), (WORK, WORK_DONE)], ids=["case", "work"])
def test_folded_whole_is_kept_step_by_step(decider: AnyDecider, commands: Sequence[Any]) -> None:
    written = entries(after(decider, commands))
    kept = Kept(QUEUE)
    for entry in written:
        kept.keep([entry], entry.position)
    assert kept.docs == fold(QUEUE, written)


def test_who_looked_is_no_line_in_the_queue() -> None:
    assert set(fold(QUEUE, entries(after(CASE, WHOLE_LIFE[:1])))) == {str(CASE_ID)}
