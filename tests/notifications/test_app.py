"""Notices for whoever has the ball: raised once, reminded of as days pass, seen only by those they concern."""

from dataclasses import replace
from functools import cache
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifications.domain import NoticeRaised
from shared.journal import JournalEntry
from shared.kernel.decider import Refused
from shared.kernel.rights import NotPermitted
from shared.testing import actor, entries, identity
from tests.notifications.office import (
    CASE_ID,
    CLERK,
    COMMUNE,
    HEALTH,
    INSPECTOR,
    LEAD,
    OTHER_COMMUNE,
    POLICE,
    Office,
    done,
    may,
    told,
)
from tests.reporting.town import NAME, UNREAD, VICTIM, WAITING, walked

ASKED = told("intake.case.VerificationReceived", 3, unit="20035", due_on="2023-05-25")
ANSWERED = done("intake.case.VerificationAnswered", 4)
UNION = actor("womens_union", "service_officer")


@cache
def journals() -> tuple[JournalEntry, ...]:
    return tuple(walked().journal())


def raised(*heard: JournalEntry) -> set[NoticeRaised]:
    """What they raise when each is heard once and in order, until the end of the month."""
    return set(Office().hear(*heard).on(may(31)).raised())


def test_each_agency_of_a_persons_way_is_noticed_of_each_hop_that_came_to_it() -> None:
    office = Office().hear(*(entry for entry in journals() if entry.subject == VICTIM))
    assert office.seen_by(COMMUNE) == ["answered notice"]
    assert office.seen_by(CLERK) == ["answered verification", "arrived reception"]
    assert office.seen_by(POLICE) == ["arrived verification"]
    assert office.seen_by(LEAD).count("answered delivery") == 2
    assert {"arrived case", "answered status", "answered referral"} <= {*office.seen_by(LEAD)}
    assert office.seen_by(HEALTH) == ["arrived closing", "arrived referral", "arrived referral"]
    assert office.seen_by(UNION) == ["arrived closing", "arrived referral"]


def test_only_what_still_waits_is_reminded_of() -> None:
    office = Office().hear(*journals()).on(may(31))
    late = {(fact.case, fact.desk) for fact in office.raised() if fact.kind == "overdue"}
    assert late == {(WAITING, "intake.police")}  # hers is due on 29 May; all others were answered in time


def test_a_notice_nobody_took_in_is_no_deadline_of_the_desk_that_has_not_heard_it_but_silence_at_both_ends() -> None:
    office = Office().hear(*journals()).on(may(31))
    found = sorted((fact.desk, str(fact.kind)) for fact in office.raised() if fact.case == UNREAD)
    assert found == [("intake.communes", "unanswered"), ("intake.labour", "awaited")]


def test_a_last_day_is_reminded_of_once_before_and_once_after_however_often_the_clock_ticks() -> None:
    office = Office().hear(ASKED)
    for day in (20, 23, 24, 24, 25, 26, 27):
        office.on(may(day))
    assert office.seen_by(POLICE) == ["arrived verification", "due_soon verification", "overdue verification"]


def test_a_clock_that_was_away_for_days_reminds_of_what_is_late_now() -> None:
    assert Office().hear(ASKED).on(may(30)).seen_by(POLICE) == ["arrived verification", "overdue verification"]


def test_an_answered_request_is_not_reminded_of() -> None:
    assert Office().hear(ASKED, ANSWERED).on(may(30)).seen_by(POLICE) == ["arrived verification"]


def test_something_heard_on_the_same_day_is_looked_at_by_the_next_tick() -> None:
    office = Office().on(may(26)).hear(ASKED).on(may(26))
    assert office.seen_by(POLICE) == ["arrived verification", "overdue verification"]


def test_a_plan_agreed_again_does_not_remind_again_of_the_same_last_day() -> None:
    items = [{"service": "shelter", "agency": "labour", "due_on": "2023-05-20"}]
    opened = told("support.case.CaseOpened", 1, "support.labour", unit="20035")
    office = Office().hear(opened, done("support.case.PlanAgreed", 2, "support.labour", items=items)).on(may(21))
    office.hear(done("support.case.PlanAgreed", 3, "support.labour", items=items)).on(may(22))
    assert office.seen_by(LEAD) == ["arrived case", "overdue plan"]


def test_entries_heard_twice_raise_nothing_more() -> None:
    office = Office().hear(*journals()).on(may(31))
    before = len(entries(office.ledger))
    office.hear(*journals()).on(may(31))
    assert len(entries(office.ledger)) == before


@settings(max_examples=25)
@given(st.permutations(journals()), st.lists(st.sampled_from(journals()), max_size=20), st.integers(1, 60))
def test_holes_repeats_and_any_order_neither_lose_nor_double_a_notice(
    mixed: list[JournalEntry], again: list[JournalEntry], size: int
) -> None:
    office, heard = Office(), [*mixed, *again]
    for at in range(0, len(heard), size):
        office.hear(*heard[at : at + size])
    found = office.on(may(31)).raised()
    assert len(found) == len(set(found))
    assert set(found) == raised(*journals())


class _Away(Exception):
    """The database went away."""


@pytest.mark.parametrize("before", range(4))
def test_what_a_crash_left_undone_is_done_when_it_is_heard_again(before: int, monkeypatch: pytest.MonkeyPatch) -> None:
    office, written = Office(), 0
    handle = office.ledger.handle
    heard = [entry for entry in journals() if entry.subject == VICTIM]

    def fails_after_some(*args: object, **more: object) -> object:
        nonlocal written
        if written == before:
            raise _Away
        written += 1
        return handle(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(office.ledger, "handle", fails_after_some)
    with pytest.raises(_Away):
        office.hear(*heard)
    monkeypatch.undo()
    assert set(office.hear(*heard).on(may(31)).raised()) == raised(*heard)


def test_an_entry_that_is_not_what_its_name_promises_stops_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    wrong = told("intake.case.VerificationReceived", 2, "intake.labour", identity("other"), unit=NAME, due_on=NAME)
    assert Office().hear(wrong, ASKED).seen_by(POLICE) == ["arrived verification"]
    assert "intake.labour/2 left out" in caplog.text
    assert NAME not in caplog.text


def test_no_notice_says_more_than_its_case_its_desk_and_its_day() -> None:
    office = Office().hear(*journals()).on(may(31))
    told_services = {"loan_advice", "treatment", "first_examination", "victim", "not_victim"}
    for row in office.ledger.store.since(0, 10_000):
        assert NAME not in row.body.decode()
        assert not told_services & set(msgspec.json.decode(row.body)["fact"].values())


# Who sees them


def test_a_role_without_the_right_sees_no_list() -> None:
    with pytest.raises(NotPermitted):
        Office().app.notices(actor("police", "nobody"))


def test_each_agency_sees_only_its_own() -> None:
    office = Office().hear(ASKED)
    assert office.seen_by(POLICE) == ["arrived verification"]
    assert [office.seen_by(other) for other in (CLERK, LEAD, HEALTH, COMMUNE, INSPECTOR)] == [[]] * 5


def test_each_unit_sees_only_its_own() -> None:
    report = done(
        "intake.case.ReportRecorded", 1, "intake.communes", unit="20035", notified="labour", reception_due="2023-05-08"
    )
    office = Office().hear(report, told("intake.case.NoticeCameBack", 2, "intake.communes")).on(may(9))
    assert office.seen_by(COMMUNE) == ["overdue notice", "returned notice"]
    assert office.seen_by(OTHER_COMMUNE) == []


def test_at_one_agency_each_sees_the_notices_of_the_desks_she_works_at() -> None:
    office = Office().hear(*journals())
    assert {line.desk for line, _ in office.app.notices(CLERK).values()} == {"intake.labour"}
    assert {line.desk for line, _ in office.app.notices(LEAD).values()} == {"intake.labour", "support.labour"}


def test_an_inspector_sees_none_since_nothing_lies_at_her_desk() -> None:
    assert Office().hear(*journals()).seen_by(INSPECTOR) == []


def test_unread_ones_come_first_and_the_newest_on_top() -> None:
    office = Office().hear(ASKED).on(may(24)).on(may(26))
    office.read(POLICE, next(iter(office.app.notices(POLICE))))
    assert [line.kind for line, _ in office.app.notices(POLICE).values()] == ["due_soon", "arrived", "overdue"]
    assert [line.kind for line, _ in office.app.notices(POLICE, unread=True).values()] == ["due_soon", "arrived"]
    assert len(office.app.unread(POLICE)) == 2


def test_a_last_day_runs_until_it_was_done() -> None:
    office = Office().hear(ASKED)
    assert [each.holders for each in office.app.notices(POLICE).values()] == [("police",)]
    office.hear(ANSWERED)
    assert [each.runs for each in office.app.notices(POLICE).values()] == [False]


# Read once


def test_read_by_one_it_is_read_for_all_of_the_desk_and_twice_is_once() -> None:
    office, colleague = Office().hear(ASKED), replace(POLICE, id=str(uuid4()))
    (key,) = office.app.notices(POLICE)
    office.read(POLICE, key).read(POLICE, key).read(colleague, key)
    assert [line.read for line, _ in office.app.notices(colleague).values()] == [True]
    assert [entry.name.rpartition(".")[2] for entry in entries(office.ledger)] == ["NoticeRaised", "NoticeRead"]
    assert entries(office.ledger)[-1].body.by.actor == POLICE.id


@pytest.mark.parametrize("officer", [CLERK, OTHER_COMMUNE, INSPECTOR], ids=lambda officer: officer.agency)
def test_nobody_else_can_mark_it(officer: object) -> None:
    office = Office().hear(ASKED)
    (key,) = office.app.notices(POLICE)
    with pytest.raises(NotPermitted):
        office.app.mark_read(officer, UUID(key), uuid4())  # type: ignore[arg-type]
    assert len(office.app.unread(POLICE)) == 1


def test_a_notice_that_was_never_raised_cannot_be_marked() -> None:
    with pytest.raises(Refused) as refused:
        Office().app.mark_read(POLICE, CASE_ID, uuid4())
    assert refused.value.rule == "notice.unknown"
