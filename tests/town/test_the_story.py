"""One person's way home through every agency, and what the town shows of it afterwards."""

import time
from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from deploy.demo import run
from deploy.demo.officers import Officer
from deploy.demo.way import Way
from shared.clock import read_offset, real, set_clock
from tests.town.invariants import check
from tests.town.running import FOLDER, RunningTown, eventually


@pytest.mark.alone
def test_the_story_is_told_in_under_a_minute_and_every_ledger_agrees(town: RunningTown) -> None:
    began = time.monotonic()
    told = run(town.home, 1, FOLDER)[0]
    assert time.monotonic() - began < 60
    eventually(town.quiet, 60, "quiet")
    found = check(town)
    assert found.ledgers == len(town.profile.instances)
    assert found.told >= 20
    leader, inspector = town.story.officer("son.office"), town.story.officer("thanh.office")
    eventually(
        lambda: str(told.case) in {line["case"] for line in inspector.get("reporting", "/api/cases")["cases"]}, 10
    )
    timeline = inspector.get("reporting", f"/api/cases/{told.case}/timeline")["lines"]
    agencies = {line["source"] for line in timeline}
    wanted = {
        "intake.communes",
        "intake.labour",
        "intake.police",
        "support.labour",
        "support.health",
        "support.womens_union",
    }
    assert wanted <= agencies
    assert told.person.name not in str(timeline)
    assert leader.get("reporting", "/api/statistics")["persons"] >= 1


HOPS = {
    "lan.labour": {
        "arrived reception": 2, "returned verification": 1, "answered verification": 1,
        "arrived case": 1, "answered status": 1, "answered referral": 5, "answered delivery": 4,
        "arrived appraisal": 1, "answered payment": 1,
    },
    "khoa.police": {"arrived verification": 2},
    "mai.health": {"arrived referral": 2, "arrived closing": 1},
    "thuy.womens_union": {"arrived referral": 2, "arrived closing": 1},
    "tam.justice": {"arrived referral": 1, "arrived closing": 1},
    "duc.education": {},
    "thanh.office": {},
}  # fmt: skip
"""The notices of the whole way, hop by hop: the notice and the request for verification each came twice (returned once)."""
OF_HER_COMMUNE = {
    "returned notice": 1, "answered notice": 1, "arrived application": 1, "answered decision": 1, "arrived payment": 1,
}  # fmt: skip
COMMUNES = ("thao.20008", "minh.20011", "nhung.20035")


def test_each_hop_raised_one_notice_for_the_one_who_has_the_ball(town: RunningTown) -> None:
    told = run(town.home, 4, FOLDER)
    eventually(town.quiet, 60, "quiet")
    whole = next(each for each in told if each.way == "whole")
    for username, hops in HOPS.items():
        officer = town.story.officer(username)
        now = partial(_hops, officer, whole.case)
        eventually(lambda now=now, wanted=hops: now() == wanted, 60, now)  # type: ignore[misc]
    seen = [_hops(town.story.officer(username), whole.case) for username in COMMUNES]
    assert sorted(seen, key=len) == [{}, {}, OF_HER_COMMUNE]


def test_a_notice_nobody_answers_is_reminded_of_and_read_once_though_the_process_dies(town: RunningTown) -> None:
    monday = town.today + timedelta(days=(7 - town.today.weekday()) % 7)
    _become(town, monday)  # the silence that is let pass has two working days, the reception three days of any kind
    way = Way(town.story, 1, town.today, lambda _: None, lambda _: town.today)
    lan, binh, case = way.lan, way.binh, way.report()
    town.kill("notifications.office")
    eventually(lambda: _hops(lan, case) == {"arrived reception": 1}, 60, "the notice")
    due = date.fromisoformat(_notices(lan, case)[0]["due_on"])
    _become(town, due)
    reminded = {"arrived reception": 1, "due_soon reception": 1, "awaited notice": 1}
    eventually(lambda: _hops(lan, case) == reminded, 30, "the first reminder, and that the commune waits for a word")
    _become(town, due + timedelta(days=1))
    eventually(lambda: _hops(lan, case)["overdue reception"] == 1, 30, "the second reminder")
    (late,) = (notice for notice in _notices(lan, case) if notice["kind"] == "overdue")
    lan.post("notifications", f"/api/notices/{late['id']}/reading", {})
    eventually(lambda: [n["kind"] for n in _notices(binh, case) if n["read"]] == ["overdue"], 10, "read for all")


def _become(town: RunningTown, day: date) -> None:
    """The town's day becomes this one, for all agencies together."""
    set_clock(town.clock, real() + read_offset(town.clock) + (day - town.today))
    time.sleep(1)  # every instance looks at the clock a few times a second


def _notices(officer: Officer, case: UUID) -> list[dict[str, Any]]:
    return [n for n in officer.get("notifications", "/api/notices")["notices"] if n["case"] == str(case)]


def _hops(officer: Officer, case: UUID) -> Counter[str]:
    """How many notices of each kind and matter this officer sees of a case."""
    return Counter(f"{notice['kind']} {notice['what']}" for notice in _notices(officer, case))
