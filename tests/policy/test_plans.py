"""The plan as data: what is due when, by whom, and what a fault in its file says."""

from datetime import date
from pathlib import Path

import pytest

from shared.kernel.plans import Cadence, Plan, PlanTask, ReportingDate
from shared.kernel.words import Confidence
from shared.policy import Profile, ProfileFault, load
from tests.policy.conftest import Change

PLAN = "plans/2023/plan.yaml"


def task(cadence: Cadence, day: tuple[int, int] | None = None) -> PlanTask:
    return PlanTask("t", "việc", "II.1.a", (), ("communes",), (), cadence, 1, day, Confidence.VERIFIED, None)


def plan(first: date, last: date) -> Plan:
    return Plan("p", "kế hoạch", first, last)


def test_the_plan_is_part_of_the_law_of_its_days_and_of_no_other(profile: Profile) -> None:
    plan = profile.law_on(date(2023, 5, 5)).plan
    assert plan is not None
    assert (plan.effective_from, plan.effective_to) == (date(2023, 2, 9), date(2023, 12, 31))
    assert profile.law_on(date(2023, 2, 8)).plan is None
    assert profile.law_on(date(2024, 1, 1)).plan is None


def test_its_codes_are_lists_from_its_first_day_on_and_still_spoken_after_its_last(profile: Profile) -> None:
    assert not profile.law_on(date(2023, 2, 8)).knows("activity_topics", "tricks")
    assert profile.law_on(date(2023, 5, 5)).knows("activity_topics", "tricks")
    assert profile.law_on(date(2024, 1, 1)).knows("activity_topics", "tricks")


def test_the_hash_of_the_law_covers_the_plan(profile: Profile, change: Change, folder: Path) -> None:
    change(PLAN, "before: 2023-11-30", "before: 2023-12-15")
    assert load(folder).law_on(date(2023, 5, 5)).hash != profile.law_on(date(2023, 5, 5)).hash


def test_a_monthly_task_is_due_from_the_month_in_which_the_plan_begins_and_not_twelve_times() -> None:
    monthly = task(Cadence.MONTHLY)
    due = plan(date(2023, 2, 9), date(2023, 12, 31)).due_days(monthly)
    assert len(due) == 11
    assert due[0] == date(2023, 2, 28)
    assert plan(date(2023, 2, 9), date(2023, 4, 10)).due_days(monthly)[-1] == date(2023, 4, 10)


def test_what_is_done_before_the_plan_began_counts_for_no_month() -> None:
    begun = plan(date(2023, 2, 9), date(2023, 12, 31))
    assert begun.opens(task(Cadence.MONTHLY), date(2023, 2, 28)) == date(2023, 2, 9)
    assert begun.opens(task(Cadence.MONTHLY), date(2023, 3, 31)) == date(2023, 3, 1)


def test_a_day_of_the_year_is_due_where_it_falls_into_the_plan() -> None:
    july = task(Cadence.ON_THE_DAY, (7, 30))
    assert plan(date(2023, 2, 9), date(2024, 12, 31)).due_days(july) == (date(2023, 7, 30), date(2024, 7, 30))
    assert plan(date(2023, 8, 1), date(2023, 12, 31)).due_days(july) == ()


def test_once_is_due_at_the_end_and_what_is_needed_at_no_day() -> None:
    whole = plan(date(2023, 2, 9), date(2023, 12, 31))
    assert whole.due_days(task(Cadence.ONCE)) == (date(2023, 12, 31),)
    assert whole.due_days(task(Cadence.WHEN_NEEDED)) == ()


def test_before_a_day_means_until_the_end_of_the_day_before(profile: Profile) -> None:
    dates = profile.law_on(date(2023, 5, 5)).plan
    assert dates is not None
    assert dates.dates["unit_plan"].last_day == date(2023, 2, 27)
    assert dates.dates["result_report"].last_day == date(2023, 11, 29)


def test_no_period_of_the_report_to_the_chairman_is_guessed(profile: Profile) -> None:
    plan = profile.law_on(date(2023, 5, 5)).plan
    assert plan is not None
    assert plan.chairman_every is None
    assert plan.chairman_reason


def test_every_reading_that_the_text_does_not_say_has_its_reason(profile: Profile) -> None:
    plan = profile.law_on(date(2023, 5, 5)).plan
    assert plan is not None
    read: list[PlanTask | ReportingDate] = [*plan.tasks.values(), *plan.dates.values()]
    assert [each.code for each in read if each.confidence is not Confidence.VERIFIED and not each.reason] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("responsible: [communes]", "responsible: [nobody]", "unknown agency `nobody`"),
        ("section: II.1.a\n    kinds", "section: IX\n    kinds", "unknown section `IX`"),
        ("kinds: [loudspeaker_broadcast]", "kinds: [song]", "unknown kind `song`"),
        ("day: 07-30", "day: 02-30", "there is no 02-30 in a year"),
        ("before: 2023-02-28", "before: 2022-02-28", "lies outside the plan"),
        ("id: KH2023\n", "id: KH2023\nlists:\n  needs: {basis: [], confidence: verified, items: {a: {vi: a, en: a}}}\n",
         "already in the law"),
        ("effective_to: 2023-12-31", "effective_to: 2023-01-01", "is before effective_from"),
        ("asks: [link, reach], needs: [link]", "asks: [reach], needs: [link]", "needs link and does not ask for it"),
        ("    day: 07-30\n", "", "a `day` belongs to the cadence on_the_day"),
        ("  every: null\n  confidence: unknown\n  reason: ", "  every: null\n  confidence: verified\n  # ", "needs its `reason`"),
    ],
)  # fmt: skip
def test_a_fault_says_its_line_and_what_is_wrong(change: Change, folder: Path, old: str, new: str, said: str) -> None:
    change(PLAN, old, new)
    with pytest.raises(ProfileFault, match=r"plans/2023/plan.yaml:\d+: ") as fault:
        load(folder)
    assert said in str(fault.value)


def test_two_plans_may_not_run_on_one_day(folder: Path) -> None:
    text = (folder / PLAN).read_text("utf-8").replace("id: KH2023", "id: other")
    (folder / "plans" / "again.yaml").write_text(text, "utf-8")  # a plan may be one file
    with pytest.raises(ProfileFault, match="in force while `KH2023`"):
        load(folder)
