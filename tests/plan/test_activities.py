"""The book of activities: what can be written into it, what it refuses, and what it says is due."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as some

from services.support.plan.domain.activities.book import Book, State, book_id
from services.support.plan.domain.activities.commands import (
    Command,
    CorrectActivity,
    ListNeighbourhoods,
    Named,
    NotHeld,
    PlanActivity,
    RecordActivity,
    StrikeActivity,
)
from services.support.plan.domain.activities.due import Standing, standings
from services.support.plan.domain.activities.events import (
    ActivityCarriedOut,
    ActivityPlanned,
    ActivityStruck,
    Details,
    NeighbourhoodsListed,
)
from services.support.plan.domain.activities.rules import BOOK
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.plans import Due, Plan
from shared.testing import given
from tests.plan.activity_lives import OURS, PLAN, UNIT, broadcast, law
from tests.plan.office import profile

HERE = ("communes", UNIT, PLAN)
LISTED = NeighbourhoodsListed(*HERE, ("Thôn Lại Bằng", "Tổ dân phố 1"))
TALK: dict[str, Any] = {
    "kind": "direct_talk", "carried_out_on": date(2023, 5, 4), "places": frozenset({"Thôn Lại Bằng"}), "audience": {"women": 40}
}  # fmt: skip


def plan() -> Plan:
    running = law().plan
    assert running
    return running


def done(
    number: int, day: date, kind: str = "loudspeaker_broadcast", task: str = "monthly_broadcast"
) -> ActivityCarriedOut:
    return ActivityCarriedOut(*HERE, number, day, Details(kind, task, everywhere=True))


def ask(*past: Any) -> given:
    return given(BOOK, *past, law=law())


def stands(task: str, today: date, *past: Any) -> Standing:
    found = standings(BOOK.replay(past), plan(), "communes", today)
    return next(each for each in found if each.task.code == task)


def test_a_broadcast_is_written_down_with_the_task_it_carries_out() -> None:
    topics = Details("loudspeaker_broadcast", "monthly_broadcast", ("tricks",), True)
    ask().when(broadcast()).then(ActivityCarriedOut(*HERE, 1, date(2023, 5, 4), topics))


def test_a_broadcast_entered_twice_is_told_so_and_a_second_one_that_day_is_taken() -> None:
    ask(done(1, date(2023, 5, 4))).when(broadcast()).refused("activity.twice")
    again = ask(done(1, date(2023, 5, 4))).when(broadcast(again=True))
    assert len(again.state_now.lines) == 2


def test_another_day_or_another_place_is_another_activity() -> None:
    assert ask(done(1, date(2023, 5, 4))).when(broadcast(date(2023, 5, 5))).answer
    elsewhere = broadcast(everywhere=False, places=frozenset({"Thôn Lại Bằng"}))
    assert ask(LISTED, done(1, date(2023, 5, 4))).when(elsewhere).answer


def test_what_was_struck_stands_in_nobodys_way() -> None:
    struck = ActivityStruck(*HERE, 1, "mistake")
    assert ask(done(1, date(2023, 5, 4)), struck).when(broadcast()).answer


def test_what_a_kind_does_not_ask_for_is_left_out_and_what_it_needs_must_be_said() -> None:
    said = ask().when(broadcast(jobs=3, link="https://example.vn/tin")).answer[0]
    assert (said.details.jobs, said.details.link) == (None, None)
    ask(LISTED).when(RecordActivity(**OURS, **{**TALK, "audience": {}})).refused("activity.needs_audience")
    ask(LISTED).when(RecordActivity(**OURS, **{**TALK, "places": frozenset()})).refused("activity.needs_places")
    online: dict[str, Any] = {"kind": "online_item", "carried_out_on": date(2023, 5, 4)}
    ask().when(RecordActivity(**OURS, **online)).refused("activity.needs_link")
    ask().when(RecordActivity(**OURS, **{**online, "kind": "job_fair"})).refused("activity.needs_jobs")
    ask().when(RecordActivity(**OURS, **{**online, "kind": "material"})).refused("activity.needs_copies")
    ask().when(RecordActivity(**OURS, **{**online, "kind": "integration"})).refused("activity.needs_programmes")
    ask().when(RecordActivity(**OURS, **{**online, "kind": "good_model"})).refused("activity.needs_model")


def test_a_place_that_the_unit_never_listed_is_refused() -> None:
    unknown = RecordActivity(**OURS, **{**TALK, "places": frozenset({"Thôn Khác"})})
    ask(LISTED).when(unknown).refused("activity.unknown_place")


@pytest.mark.parametrize(
    ("day", "rule"), [(date(2023, 2, 8), "plan.not_in_force"), (date(2024, 1, 2), "plan.not_in_force")]
)
def test_nothing_is_done_under_a_plan_that_does_not_run_that_day(day: date, rule: str) -> None:
    given(BOOK, law=profile().law_on(day)).when(broadcast(day)).refused(rule)


def test_an_activity_in_a_unit_outside_its_dates_is_refused() -> None:
    """`law` is that of the day of the activity: its units are those of that day."""
    without = Law(**{**vars(law()), "units": {code: each for code, each in law().units.items() if code != UNIT}})
    given(BOOK, law=without).when(broadcast()).refused("unit.not_then")


def test_money_without_an_amount_and_codes_nobody_knows_are_refused() -> None:
    ask().when(broadcast(money="recurrent")).refused("activity.money_without_cost")
    ask().when(broadcast(topics=frozenset({"football"}))).refused("code.unknown")
    ask().when(broadcast(kind="song")).refused("code.unknown")
    ask().when(broadcast(task="national_day")).refused("activity.other_task")


def test_what_was_planned_is_carried_out_or_not_and_once() -> None:
    planned = ActivityPlanned(*HERE, 1, "loudspeaker_broadcast", "monthly_broadcast", date(2023, 5, 10))
    carried_out = ask(planned).when(broadcast(number=1))
    assert [line.state for line in carried_out.state_now.lines] == [State.CARRIED_OUT]
    ask(planned, *carried_out.answer).when(broadcast(date(2023, 5, 6), number=1)).refused("activity.not_planned")
    dropped = ask(planned).when(NotHeld(**OURS, number=1, reason="equipment"))
    assert [line.state for line in dropped.state_now.lines] == [State.NOT_HELD]
    ask(planned, *dropped.answer).when(NotHeld(**OURS, number=1, reason="equipment")).nothing()
    ask(planned, *dropped.answer).when(NotHeld(**OURS, number=1, reason="weather")).refused("activity.not_planned")
    ask(planned).when(NotHeld(**OURS, number=2, reason="weather")).refused("activity.unknown")
    same = PlanActivity(**OURS, kind="loudspeaker_broadcast", planned_for=date(2023, 5, 10))
    ask(planned).when(same).refused("activity.planned_already")


def test_a_correction_takes_the_place_of_what_was_said_and_said_twice_is_nothing() -> None:
    other = CorrectActivity(
        **OURS, kind="loudspeaker_broadcast", number=1, carried_out_on=date(2023, 5, 3), everywhere=True
    )
    corrected = ask(done(1, date(2023, 5, 4))).when(other)
    assert corrected.state_now.lines[0].day == date(2023, 5, 3)
    ask(done(1, date(2023, 5, 4)), *corrected.answer).when(other).nothing()
    planned = ActivityPlanned(*HERE, 1, "loudspeaker_broadcast", "monthly_broadcast", date(2023, 5, 10))
    ask(planned).when(other).refused("activity.not_carried_out")


def test_a_line_that_is_struck_does_not_count_and_is_struck_once() -> None:
    struck = ask(done(1, date(2023, 5, 4))).when(StrikeActivity(**OURS, number=1, reason="mistake"))
    assert list(struck.state_now.carried_out()) == []
    ask(done(1, date(2023, 5, 4)), *struck.answer).when(StrikeActivity(**OURS, number=1, reason="double")).nothing()


def test_the_parts_of_a_unit_are_listed_once_and_reached_one_by_one() -> None:
    listed = ask().when(ListNeighbourhoods(**OURS, blocks=2, others=(Named(neighbourhood="Thôn Lại Bằng"),)))
    assert listed.state_now.neighbourhoods == ("Thôn Lại Bằng", "Tổ dân phố 1", "Tổ dân phố 2")
    ask().when(ListNeighbourhoods(**OURS)).refused("neighbourhoods.none")
    talk = ask(*listed.answer).when(RecordActivity(**OURS, **TALK)).state_now
    assert talk.reached() == {"Thôn Lại Bằng": date(2023, 5, 4)}
    everywhere = ask(*listed.answer).when(broadcast(date(2023, 5, 9))).state_now
    assert set(everywhere.reached()) == {"Thôn Lại Bằng", "Tổ dân phố 1", "Tổ dân phố 2"}


def test_a_month_is_kept_by_one_broadcast_in_it_and_missed_without() -> None:
    history = [done(1, date(2023, 3, 31)), done(2, date(2023, 5, 4))]
    states = [turn.state for turn in stands("monthly_broadcast", date(2023, 5, 20), *history).turns]
    assert states[:5] == [Due.MISSED, Due.DONE, Due.MISSED, Due.DONE, Due.LATER]


def test_the_last_day_of_a_month_still_counts_for_it() -> None:
    (current,) = [t for t in stands("monthly_broadcast", date(2023, 2, 28)).turns if t.state is Due.NOW]
    assert current.last == date(2023, 2, 28)
    late = stands("monthly_broadcast", date(2023, 3, 1), done(1, date(2023, 2, 28)))
    assert late.missed == 0


def test_the_national_day_is_due_on_30_july_and_an_activity_in_the_weeks_before_counts() -> None:
    assert stands("national_day", date(2023, 7, 30)).turns[0].state is Due.NOW
    assert stands("national_day", date(2023, 7, 31)).turns[0].state is Due.MISSED
    before = done(1, date(2023, 7, 20), "national_day_activity", "national_day")
    assert stands("national_day", date(2023, 7, 31), before).turns[0].state is Due.DONE


def test_what_is_due_after_a_unit_is_gone_is_not_asked_of_it() -> None:
    turns = {
        each.task.code: each.turns
        for each in standings(Book(), plan(), "communes", date(2023, 6, 1), last=date(2023, 4, 10))
    }
    assert turns["monthly_broadcast"][-1].last == date(2023, 4, 30)


def test_everybody_finds_the_same_book_and_each_unit_and_plan_another() -> None:
    assert book_id(PLAN, "communes", UNIT) == book_id(PLAN, "communes", UNIT)
    assert (
        len({book_id(PLAN, "communes", UNIT), book_id(PLAN, "communes", None), book_id("KH2024", "communes", UNIT)})
        == 3
    )


DAYS = some.dates(date(2023, 2, 9), date(2023, 12, 31))
NUMBERS = some.integers(1, 6)
COMMANDS: some.SearchStrategy[Command] = some.one_of(
    DAYS.map(broadcast),
    some.builds(lambda day, n: broadcast(day, number=n), DAYS, NUMBERS),
    some.builds(lambda day, n: CorrectActivity(**OURS, kind="material", number=n, carried_out_on=day, copies=1), DAYS, NUMBERS),
    DAYS.map(lambda day: PlanActivity(**OURS, kind="loudspeaker_broadcast", planned_for=day)),
    NUMBERS.map(lambda n: NotHeld(**OURS, number=n, reason="weather")),
    NUMBERS.map(lambda n: StrikeActivity(**OURS, number=n, reason="mistake")),
)  # fmt: skip


@whatever(some.lists(COMMANDS, max_size=25), DAYS)
def test_whatever_is_asked_the_months_kept_are_those_an_independent_count_finds(
    commands: Sequence[Command], today: date
) -> None:
    book, history = Book(), list[Any]()
    for command in commands:
        try:
            events = BOOK.decide(command, book, law())
        except Refused:
            continue
        for event in events:
            history.append(event)
            book = BOOK.evolve(book, event)
    assert book == BOOK.replay(history)
    assert [line.number for line in book.lines] == list(range(1, len(book.lines) + 1))
    said = {event.number: event for event in history if hasattr(event, "carried_out_on")}
    struck = {event.number for event in history if isinstance(event, ActivityStruck)}
    broadcasts = [e for e in said.values() if e.details.task == "monthly_broadcast" and e.number not in struck]
    months = {(event.carried_out_on.year, event.carried_out_on.month) for event in broadcasts}
    standing = next(
        each for each in standings(book, plan(), "communes", today) if each.task.code == "monthly_broadcast"
    )
    assert {(turn.last.year, turn.last.month) for turn in standing.turns if turn.state is Due.DONE} == months
    due = [turn for turn in standing.turns if turn.last < today]
    assert standing.missed == sum((turn.last.year, turn.last.month) not in months for turn in due)


def test_a_group_of_which_nobody_came_is_left_out() -> None:
    said = ask(LISTED).when(RecordActivity(**OURS, **{**TALK, "audience": {"women": 0, "youth": 3}})).answer[0]
    assert said.details.audience == {"youth": 3}


def test_planned_a_day_later_than_the_plan_runs_is_refused_when_it_is_written_down_as_done() -> None:
    after = date(2023, 12, 31) + timedelta(days=3)
    given(BOOK, law=profile().law_on(after)).when(broadcast(after)).refused("plan.not_in_force")
