"""Our deadlines agree with a calendar that knows nothing of ours, on every day it knows and with every term."""

import ast
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.kernel.days import Calendar, days
from shared.kernel.deadlines import Count, Pause, Stop, Term, deadline
from shared.kernel.words import Confidence
from shared.policy import Profile
from tests.policy import oracle

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
STOP = Stop("supplement", "Yêu cầu bổ sung", ("L2011",), Confidence.VERIFIED)
LENGTHS = {Count.CALENDAR_DAYS: 60, Count.WORKING_DAYS: 30, Count.MONTHS: 24}
"""Of each count the longest term that is tried."""


@pytest.fixture(scope="module")
def calendar(profile: Profile) -> Calendar:
    return profile.law_on(FIRST).calendar


def term(count: Count, length: int) -> Term:
    return Term("t", count, length, (), Confidence.VERIFIED, stops={"supplement": STOP})


def test_the_other_calendar_imports_nothing_of_ours_and_names_its_source() -> None:
    tree = ast.parse(Path(oracle.__file__).read_text("utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert named == {"bisect", "calendar", "collections.abc", "datetime", "itertools", "holidays"}
    assert "github.com/vacanza/holidays" in (oracle.__doc__ or "")


def test_both_work_on_the_same_days_but_for_those_it_names(calendar: Calendar) -> None:
    every = list(days(date(2022, 1, 1), LAST))
    differ = [day for day in every if calendar.works(day) != oracle.VIETNAM.is_working_day(day)]
    assert differ == list(oracle.DIFFERS)
    assert [day for day in every if calendar.works(day) != oracle.is_worked(day)] == []
    assert calendar.years == set(oracle.YEARS)
    assert calendar.undecided == set(oracle.UNDECIDED)


@pytest.mark.slow
def test_every_day_and_every_length_ends_on_the_same_day(calendar: Calendar) -> None:
    for count, longest in LENGTHS.items():
        for length in range(1, longest + 1, 7 if count is Count.CALENDAR_DAYS else 1):
            rule = term(count, length)
            for start in days(FIRST, LAST):
                ours, theirs = deadline(rule, start, calendar).end, oracle.last_day(count, length, start)
                assert ours == theirs, f"{length} {count} from {start}: we say {ours}, they say {theirs}"


@pytest.mark.slow
def test_ten_thousand_random_dates_end_on_the_same_day_stopped_or_not(profile: Profile) -> None:
    seed = random.SystemRandom().randrange(2**32)
    dice = random.Random(seed)
    law = profile.law_on(FIRST)
    known = [rule for rule in law.terms.values() if rule.length]
    for _ in range(10_000):
        start = FIRST + timedelta(days=dice.randrange((LAST - FIRST).days + 1))
        drawn = [term(count, dice.randint(1, longest)) for count, longest in LENGTHS.items()]
        since = start + timedelta(days=dice.randint(-5, 40))
        pause = Pause("supplement", since, since + timedelta(days=dice.randint(0, 30)))
        for rule in (*drawn, *known):
            must_agree(rule, start, law.calendar, (), seed)
        for rule in drawn:
            must_agree(rule, start, law.calendar, (pause,), seed)


def must_agree(rule: Term, start: date, calendar: Calendar, pauses: tuple[Pause, ...], seed: int) -> None:
    stopped = {day for p in pauses for day in days(p.since + timedelta(days=1), p.until or p.since)}
    ours, theirs = (
        deadline(rule, start, calendar, pauses),
        oracle.last_day(rule.count, rule.length or 0, start, stopped),
    )
    about = f"{rule.length} {rule.count} from {start}, pauses {pauses}, seed {seed}"
    assert ours.end == theirs, f"{about}: we say {ours.end}, they say {theirs}"
    assert (ours.end is None) == (ours.open is not None), about
