"""An application for a benefit: who is told of what, and that the twelve months are called to mind before they are over."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from services.notifications.domain import REMINDERS, NoticeRaised
from shared.journal import JournalEntry
from shared.kafka.wire import journal_record
from shared.testing import identity
from tests.notifications.office import COMMUNE, LEAD, OTHER_COMMUNE, Office, done, told
from tests.notifications.test_pages import page, text
from tests.reporting.town import heard as from_the_wire
from tests.support.benefit_lives import lived

DESK, LAB = "support.communes", "support.labour"
ONE, TWO = str(identity("one application")), str(identity("another application"))
LAST = date(2024, 5, 9)
"""A year after she was certified; nine months are over on 9 February, eleven on 9 April."""
NINE, ELEVEN = LAST - timedelta(days=92), LAST - timedelta(days=31)
OPENED = told("support.case.CaseOpened", 1, LAB, unit="20035")


def guided(application: str = ONE, position: int = 2, last: date = LAST) -> JournalEntry:
    return done(
        "support.case.GuidedToApply", position, LAB,
        application=application, benefit="initial_allowance", agency="communes", inbox=DESK, apply_by=f"{last}",
    )  # fmt: skip


def expected(application: str = ONE, position: int = 1, unit: str | None = "20035") -> JournalEntry:
    return told(
        "support.application.ApplicationExpected", position, DESK,
        application=application, unit=unit, benefit="initial_allowance", apply_by=f"{LAST}",
    )  # fmt: skip


def made(application: str = ONE, position: int = 2) -> JournalEntry:
    return done("support.application.ApplicationMade", position, DESK, application=application, send_by="2024-05-30")


def office(*more: JournalEntry) -> Office:
    """She was guided in May 2023; the notices of that are left out below."""
    return Office().hear(OPENED, guided(), expected(), *more)


def called(town: Office, desk: str) -> list[tuple[date, str]]:
    """The day and the matter of each deadline raised at this desk, first things first."""
    days = [notice for notice in town.raised() if notice.kind in ("due_soon", "overdue") and notice.desk == desk]
    return [(notice.due_on or date.min, f"{notice.kind} {notice.what}") for notice in days]


def walk(town: Office, first: date, last: date) -> dict[date, list[str]]:
    """What is raised on each day, at all desks; the clock ticks twice a day."""
    found: dict[date, list[str]] = {}
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        before = len(town.raised())
        town.on(day)
        if new := town.raised()[before:]:
            found[day] = sorted(f"{notice.desk} {notice.kind} {notice.what}" for notice in new)
    return found


def both(said: str) -> list[str]:
    return [f"{DESK} {said}", f"{LAB} {said}"]


def test_the_twelve_months_are_called_to_mind_after_nine_and_eleven_and_the_day_before_each_once_at_both_ends() -> None:
    assert walk(office(), LAST - timedelta(days=120), LAST + timedelta(days=20)) == {
        NINE: both("due_soon application_in_3_months"),
        ELEVEN: both("due_soon application_in_1_month"),
        LAST - timedelta(days=1): both("due_soon application"),
        LAST + timedelta(days=1): both("overdue application"),
    }


@pytest.mark.parametrize(
    ("last", "nine", "eleven"),
    [
        (LAST, date(2024, 2, 9), date(2024, 4, 9)),
        (date(2024, 2, 29), date(2023, 11, 29), date(2024, 1, 29)),
        (date(2023, 9, 30), date(2023, 6, 30), date(2023, 8, 30)),
    ],
)
def test_nine_and_eleven_months_are_never_over_before_it_is_called_to_mind(
    last: date, nine: date, eleven: date
) -> None:
    first, second = (last - timedelta(days=max(days)) for days in REMINDERS.values())
    assert 0 <= (nine - first).days <= 3
    assert 0 <= (eleven - second).days <= 3


@pytest.mark.parametrize("after", [timedelta(days=-1), timedelta(days=70)])
def test_nothing_is_called_to_mind_at_either_desk_once_she_has_applied(after: timedelta) -> None:
    town = office().on(NINE + after)
    before = len(town.raised())
    town.hear(made())
    assert not [n for n in town.on(LAST - timedelta(days=1)).raised()[before:] if n.what.startswith("application_in")]
    assert not [
        n for n in town.on(LAST + timedelta(days=9)).raised() if n.what == "application" and n.kind == "overdue"
    ]


def test_the_lead_is_not_called_either_though_the_file_has_not_been_sent_to_it() -> None:
    assert called(office(made()).on(NINE), LAB) == []


def test_what_she_wants_no_more_and_a_closed_case_are_not_called_to_mind() -> None:
    withdrawn = done("support.application.ApplicationWithdrawn", 2, DESK, application=ONE)
    ended = told("support.application.ApplicationsEnded", 2, DESK)
    closed = done("support.case.CaseClosed", 3, LAB)
    assert walk(office(withdrawn), NINE, LAST + timedelta(days=9)) == {}
    assert walk(office(ended, closed), NINE, LAST + timedelta(days=9)) == {}


def test_another_application_is_still_called_to_mind() -> None:
    town = office(guided(TWO, 3), expected(TWO, 2), made(ONE, 3)).on(NINE)
    assert called(town, DESK) == called(town, LAB) == [(LAST, "due_soon application_in_3_months")]


def test_a_lead_that_nobody_at_the_desk_heard_yet_is_called_all_the_same() -> None:
    town = Office().hear(OPENED, guided()).on(NINE)
    assert called(town, LAB) == [(LAST, "due_soon application_in_3_months")]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (NINE - timedelta(days=1), []),
        (ELEVEN - timedelta(days=1), ["due_soon application_in_3_months"]),
        (LAST - timedelta(days=2), ["due_soon application_in_1_month"]),
        (LAST, ["due_soon application"]),
        (LAST + timedelta(days=5), ["overdue application"]),
    ],
)
def test_a_clock_that_was_away_or_a_late_guidance_calls_only_what_is_true_now(day: date, said: list[str]) -> None:
    assert [each for _, each in called(office().on(day), DESK)] == said


def test_only_the_desk_of_her_unit_and_the_lead_see_it() -> None:
    town = office().on(NINE)
    assert town.seen_by(COMMUNE) == ["arrived application", "due_soon application_in_3_months"]
    assert town.seen_by(LEAD) == ["arrived case", "due_soon application_in_3_months"]
    assert town.seen_by(OTHER_COMMUNE) == []


def test_the_page_names_the_desk_that_acts_until_she_has_applied() -> None:
    town = office().on(NINE)
    assert "Chưa nộp đơn, còn không quá ba tháng." in text(page(town, LEAD))
    held = [line.holders for line in town.app.notices(LEAD).values() if line.line.kind == "due_soon"]
    assert held == [("communes",)]
    town.hear(made())
    assert "Đã xử lý" in text(page(town, LEAD))
    assert "Đã xử lý" in text(page(town, COMMUNE))


# Who is told


def told_of(name: str, position: int, desk: str, **fact: Any) -> JournalEntry:
    return told(f"support.{name}", position, desk, **({"application": ONE} | fact))


def test_the_commune_is_told_to_expect_her_what_came_back_and_what_she_is_to_be_told() -> None:
    back = told_of("application.ApplicationCameBack", 4, DESK, send_by="2023-05-30")
    heard = told_of("application.DecisionHeard", 5, DESK, granted=False)
    town = Office().hear(expected(), made(), back, heard)
    assert town.seen_by(COMMUNE) == ["answered decision", "arrived application", "returned application_file"]
    assert {f"{n.what}": n.due_on for n in town.raised()} == {
        "application": LAST, "application_file": date(2023, 5, 30), "decision": None,
    }  # fmt: skip


def test_the_lead_is_told_of_the_file_with_its_last_day_of_a_withdrawal_and_of_the_money() -> None:
    town = Office().hear(
        OPENED,
        told_of("case.ApplicationArrived", 2, LAB, appraise_by="2023-05-22"),
        told_of("case.ApplicationWasWithdrawn", 3, LAB),
        told_of("case.BenefitWasPaid", 4, LAB),
        told_of("case.BenefitWasHeldBack", 5, LAB, held_by=TWO),
    )
    assert town.seen_by(LEAD) == [
        "answered application", "answered payment", "arrived appraisal", "arrived case", "arrived payment_check",
    ]  # fmt: skip
    assert [n.due_on for n in town.raised() if n.what == "appraisal"] == [date(2023, 5, 22)]


def test_whoever_pays_is_told_of_the_order_and_of_the_register_only_when_it_holds_the_money_back() -> None:
    ordered = told_of("payment.PaymentOrdered", 1, DESK, unit="20035")
    assert Office().hear(ordered, told_of("payment.RegisterAnswered", 2, DESK, reserved=True)).seen_by(COMMUNE) == [
        "arrived payment"
    ]
    held = Office().hear(ordered, told_of("payment.RegisterAnswered", 2, DESK, reserved=False))
    assert held.seen_by(COMMUNE) == ["answered payment_check", "arrived payment"]
    assert held.seen_by(OTHER_COMMUNE) == []


def test_what_waits_for_nobody_but_an_officer_is_late_at_her_desk() -> None:
    made_now = done("support.application.ApplicationMade", 2, DESK, application=ONE, send_by="2023-05-12")
    arrived = told_of("case.ApplicationArrived", 3, LAB, appraise_by="2023-05-19")
    assert called(office(made_now).on(date(2023, 5, 13)), DESK) == [(date(2023, 5, 12), "overdue application_file")]
    assert called(office(arrived).on(date(2023, 5, 20)), LAB) == [(date(2023, 5, 19), "overdue appraisal")]


# A whole life of benefits, from the real ledgers


@cache
def journals() -> tuple[JournalEntry, ...]:
    lead, communes = lived()
    return tuple(
        from_the_wire(journal_record(ledger.source, row))
        for ledger in (lead, communes)
        for row in ledger.store.since(0, 10_000)
    )


DAYS = (date(2023, 5, 20), date(2024, 2, 10), date(2024, 4, 20), date(2024, 6, 30))


def raised(heard: list[JournalEntry], size: int = 1_000) -> list[NoticeRaised]:
    town = Office()
    for at in range(0, len(heard), size):
        town.hear(*heard[at : at + size])
    for day in DAYS:
        town.on(day)
    return town.raised()


def test_each_hop_of_three_applications_is_noticed_and_what_was_decided_or_ended_is_not_reminded_of() -> None:
    found = raised([*journals()])
    hops = {(n.desk, f"{n.kind} {n.what}") for n in found if n.kind in ("arrived", "answered", "returned")}
    assert hops >= {
        (DESK, "arrived application"), (DESK, "returned application_file"), (DESK, "answered decision"),
        (DESK, "arrived payment"), (LAB, "arrived appraisal"), (LAB, "answered application"), (LAB, "answered payment"),
        (LAB, "arrived payment_check"), (LAB, "answered payment_check"), (LAB, "arrived payment"),
    }  # fmt: skip
    assert not [n for n in found if n.kind in ("due_soon", "overdue")]


@settings(max_examples=25)
@given(some.permutations(journals()), some.lists(some.sampled_from(journals()), max_size=20), some.integers(1, 60))
def test_the_journals_in_any_order_and_twice_raise_the_same(
    mixed: list[JournalEntry], again: list[JournalEntry], size: int
) -> None:
    found = raised([*mixed, *again], size)
    assert len(found) == len(set(found))
    assert set(found) == set(raised([*journals()]))


@settings(max_examples=25)
@given(some.data())
def test_a_person_who_never_applied_is_called_the_same_in_whatever_order_it_is_heard(data: some.DataObject) -> None:
    whole = [OPENED, guided(), expected(), guided(TWO, 3), expected(TWO, 2), made(TWO, 3)]
    mixed = [*data.draw(some.permutations(whole)), *data.draw(some.lists(some.sampled_from(whole), max_size=6))]
    found = raised(mixed, data.draw(some.integers(1, 4)))
    assert len(found) == len(set(found))
    assert set(found) == set(raised(whole))
    assert [f"{n.kind} {n.what}" for n in found if n.desk == LAB] [1:] == [
        "due_soon application_in_3_months", "due_soon application_in_1_month", "overdue application",
    ]  # fmt: skip


def test_no_notice_of_a_benefit_says_which_one_how_much_or_to_whom() -> None:
    said = msgspec.json.encode(raised([*journals()])).decode()
    assert "payment_check" in said
    for secret in ("initial_allowance", "vocational_training", "3000000", "QĐ-UBND", "Hư Cấu"):
        assert secret not in said
