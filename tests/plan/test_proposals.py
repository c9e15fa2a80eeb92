"""Proposals on the law: drafted on difficulties or on none, sent, answered, or dropped."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.support.plan.domain.proposals.commands import (
    AddDifficulties,
    ConcludeProposal,
    DraftProposal,
    DropProposal,
    RewordProposal,
    SendProposal,
)
from services.support.plan.domain.proposals.events import (
    DifficultiesAdded,
    ProposalConcluded,
    ProposalDrafted,
    ProposalDropped,
    ProposalReworded,
    ProposalSent,
)
from services.support.plan.domain.proposals.file import Stage
from services.support.plan.domain.proposals.rules import BEFORE, PROPOSAL, fits
from shared.kernel.sealed import Sealed
from shared.testing import given, identity
from tests.plan.office import profile

LAW = profile().law_on(date(2023, 6, 15))
ON = date(2023, 6, 1)
ONE, TWO = sorted((identity("one"), identity("two")))
WORDS = Sealed("nâng mức hỗ trợ tiền ăn")
DRAFTED = ProposalDrafted(ON, "ND09", "amend", 19, (ONE,))
SENT = ProposalSent(date(2023, 6, 5), "province_labour", "21/LĐTBXH")
DONE = ProposalConcluded(date(2023, 7, 1), "noted")


def draft(**more: Any) -> DraftProposal:
    said = {"drafted_on": ON, "document": "ND09", "article": 19, "change": "amend", "note": WORDS}
    return DraftProposal(**said | {"difficulties": frozenset({ONE})} | more)  # type: ignore[arg-type]


def then(*past: Any) -> given:
    return given(PROPOSAL, DRAFTED, *past, law=LAW)


def test_drafted_on_difficulties_or_on_none() -> None:
    given(PROPOSAL, law=LAW).when(draft()).then(ProposalDrafted(ON, "ND09", "amend", 19, (ONE,), WORDS))
    alone = ProposalDrafted(ON, "ND09", "amend", 19, (), WORDS)
    given(PROPOSAL, law=LAW).when(draft(difficulties=frozenset[UUID]())).then(alone)
    then().when(draft()).nothing()


def test_reworded_while_it_is_a_draft() -> None:
    then().when(RewordProposal(document="ND09", change="replace", note=WORDS)).then(
        ProposalReworded("ND09", "replace", None, WORDS)
    )
    then(SENT).when(RewordProposal(document="ND09", change="replace", note=WORDS)).refused("proposal.sent")


def test_more_difficulties_are_added_each_once() -> None:
    then().when(AddDifficulties(difficulties=frozenset({ONE, TWO}))).then(DifficultiesAdded((TWO,)))
    then().when(AddDifficulties(difficulties=frozenset({ONE}))).nothing()
    assert then(SENT).when(AddDifficulties(difficulties=frozenset({TWO}))).state_now.difficulties == (ONE, TWO)


def test_sent_to_several_and_answered_by_several() -> None:
    ask = SendProposal(sent_on=SENT.sent_on, to=SENT.to, number=SENT.number)
    then().when(ask).then(SENT)
    then(SENT).when(ask).nothing()
    then(SENT).when(SendProposal(sent_on=date(2023, 6, 6), to="province_justice", number="22/LĐTBXH")).then(
        ProposalSent(date(2023, 6, 6), "province_justice", "22/LĐTBXH")
    )
    answer = ConcludeProposal(concluded_on=DONE.concluded_on, outcome="noted")
    then(SENT).when(answer).then(DONE)
    then(SENT, DONE).when(answer).nothing()
    later = ConcludeProposal(concluded_on=date(2023, 9, 1), outcome="taken_up", number="5/BLĐ")
    then(SENT, DONE).when(later).then(ProposalConcluded(date(2023, 9, 1), "taken_up", "5/BLĐ"))


def test_dropped_with_its_reason() -> None:
    then().when(DropProposal(dropped_on=ON, note=WORDS)).then(ProposalDropped(ON, WORDS))
    then(ProposalDropped(ON)).when(DropProposal(dropped_on=ON, note=WORDS)).nothing()


@pytest.mark.parametrize(
    ("past", "command", "rule"),
    [
        ((), ConcludeProposal(concluded_on=ON, outcome="noted"), "proposal.not_sent"),
        ((), SendProposal(sent_on=date(2023, 5, 1), to="ministry", number="1/A"), "proposal.sent_before_drafted"),
        ((), SendProposal(sent_on=ON, to="the_moon", number="1/A"), "code.unknown"),
        ((), RewordProposal(document="ND00", change="amend", note=WORDS), "code.unknown"),
        ((), RewordProposal(document="ND09", change="sing", note=WORDS), "code.unknown"),
        ((SENT,), ConcludeProposal(concluded_on=ON, outcome="noted"), "proposal.concluded_before_sent"),
        ((SENT,), ConcludeProposal(concluded_on=date(2023, 7, 1), outcome="lost"), "code.unknown"),
        ((SENT, DONE), DropProposal(dropped_on=ON, note=WORDS), "proposal.concluded"),
        ((SENT, DONE), AddDifficulties(difficulties=frozenset({TWO})), "proposal.concluded"),
        ((ProposalDropped(ON),), SendProposal(sent_on=ON, to="ministry", number="1/A"), "proposal.dropped"),
    ],
)
def test_what_cannot_be(past: tuple[Any, ...], command: Any, rule: str) -> None:
    then(*past).when(command).refused(rule)


def test_nothing_comes_of_what_was_never_drafted() -> None:
    given(PROPOSAL, law=LAW).when(DropProposal(dropped_on=ON, note=WORDS)).refused("proposal.unknown")
    given(PROPOSAL, law=LAW).when(draft(change="sing")).refused("code.unknown")


def test_a_page_offers_what_the_stage_allows() -> None:
    ways = {
        Stage.DRAFTED: (),
        Stage.PROPOSED: (SENT,),
        Stage.CONCLUDED: (SENT, DONE),
        Stage.DROPPED: (ProposalDropped(ON),),
    }
    for stage, past in ways.items():
        state = then(*past).state
        assert state.stage is stage
        assert {command for command in BEFORE if fits(command, state)} == {
            command for command, stages in BEFORE.items() if stage in stages
        }
