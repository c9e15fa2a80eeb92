"""A notice is raised once and read once."""

from dataclasses import replace
from typing import Any

from hypothesis import given as whenever
from hypothesis import strategies as st

from services.notifications.domain import NOTICE, Kind, MarkRead, NoticeRaised, NoticeRead, RaiseNotice, What
from services.notifications.messages import tell
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.people import By
from shared.kernel.tell import Happened
from shared.kernel.when import When
from shared.kernel.words import CaseId
from shared.testing import LAW, given
from tests.notifications.office import CASE_ID, may

RAISE = RaiseNotice(
    CaseId(CASE_ID), case_code(CASE_ID), "intake.police", None, Kind.ARRIVED, What.VERIFICATION, may(25), 3
)
RAISED = NoticeRaised(**vars(RAISE))


def test_a_notice_is_raised_with_everything_it_says() -> None:
    given(NOTICE).when(RAISE).then(RAISED)


def test_raised_again_it_stays_as_it_was_raised_first() -> None:
    given(NOTICE, RAISED).when(replace(RAISE, unit="20035")).nothing()


def test_it_is_read_once() -> None:
    given(NOTICE, RAISED).when(MarkRead()).then(NoticeRead())
    given(NOTICE, RAISED, NoticeRead()).when(MarkRead()).nothing()


def test_what_was_never_raised_cannot_be_read() -> None:
    given(NOTICE).when(MarkRead()).refused("notice.unknown")


def test_nobody_is_told_of_it() -> None:
    for fact in (RAISED, NoticeRead()):
        assert not tell(Happened(RAISE.id, fact, By("somebody", "office"), When.unknown()), NOTICE.initial)


def test_a_hop_is_known_by_the_entry_that_is_its_reason() -> None:
    assert replace(RAISE, unit="20035", due_on=None).id == RAISE.id
    others = [replace(RAISE, position=4), replace(RAISE, desk="intake.labour"), replace(RAISE, kind=Kind.RETURNED)]
    assert len({RAISE.id, *(other.id for other in others)}) == 4


def test_a_deadline_is_known_by_its_last_day_whichever_entry_set_it() -> None:
    late = replace(RAISE, kind=Kind.OVERDUE)
    assert replace(late, position=9).id == late.id
    assert replace(late, due_on=may(26)).id != late.id
    assert replace(late, kind=Kind.DUE_SOON).id != late.id


@whenever(st.lists(st.sampled_from([RAISE, replace(RAISE, unit="20035"), MarkRead()]), max_size=8))
def test_any_history_replays_and_twice_is_once(commands: list[Any]) -> None:
    history: list[Any] = []
    for command in commands:
        history += decided(command, history)
        assert decided(command, history) == []
    assert [type(fact) for fact in history] in ([], [NoticeRaised], [NoticeRaised, NoticeRead])


def decided(command: Any, history: list[Any]) -> list[Any]:
    try:
        return list(NOTICE.decide(command, NOTICE.replay(history), LAW))
    except Refused:
        return []
