"""A question counted anew at the command line: beside what is asked, compared with it, and put in its place or thrown away."""

import time
from collections.abc import Callable
from typing import Any

from psycopg_pool import ConnectionPool

from services.reporting.definitions.comparing import differences
from services.reporting.projections.building import Build, Builds, State
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.questions import QUESTIONS

PAUSE = 0.5
"""Seconds until one looks again while another process counts."""


def count_anew(pool: ConnectionPool[Any], name: str, say: Callable[[str], None], *, swap: bool, drop: bool) -> None:
    """Count a question beside, or go on with it; say what would be another number. `swap`: then put it in place. `drop`: throw
    away what is counted beside, and nothing else. Raises `LookupError` where there is no such question, or nothing beside it."""
    builds = Builds(pool)
    if drop:
        builds.drop(builds.of(name).slot)
        say(f"what was counted beside of {name} is gone; what is asked is as it was")
        return
    build = builds.begin(name)
    while build.state is State.RUNNING:
        say(f"{build.percent} %, {build.done} of {build.subjects}")
        if not builds.advance():
            time.sleep(PAUSE)
        if (now := _now(builds, name)) is None:
            say(f"{name} is in place: it was not asked before")
            return
        build = now
    if build.state is not State.READY:
        say(f"{name} came to nothing ({build.why or build.state}); what is asked is as it was")
        return
    _compared(pool, build, say)
    if swap:
        builds.swap(build.slot)
        say(f"{name} is in place")
    else:
        say(f"{name} is ready beside: again with --swap puts it in place, with --drop throws it away")


def _now(builds: Builds, name: str) -> Build | None:
    try:
        return builds.of(name)
    except LookupError:
        return None


def _compared(pool: ConnectionPool[Any], build: Build, say: Callable[[str], None]) -> None:
    question = next(each for each in QUESTIONS if each.name == build.question)
    found = differences(Counted(pool), question, build.slot)
    for each in found:
        what = f"{each.dimension} {each.value}" if each.dimension else "all"
        say(f"{what}: was {each.before.things} ({each.before.amount}), is {each.after.things} ({each.after.amount})")
    if not found:
        say("every number is the same")
