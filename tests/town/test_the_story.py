"""One person's way home through every agency, and what the town shows of it afterwards."""

import time
from collections.abc import Callable

from deploy.demo import run
from deploy.demo.officers import Officer
from deploy.demo.story import Told
from tests.town.invariants import check
from tests.town.running import FOLDER, RunningTown, eventually


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


def test_each_hop_raised_a_notice_for_the_one_who_has_the_ball(town: RunningTown) -> None:
    told = run(town.home, 4, FOLDER)
    eventually(town.quiet, 60, "quiet")
    whole = next(each for each in told if each.way == "whole")
    for username in ("lan.labour", "khoa.police", "mai.health", "thuy.womens_union"):
        officer = town.story.officer(username)
        eventually(_noticed(officer, whole), 20, f"a notice for {username}")


def _noticed(officer: Officer, told: Told) -> Callable[[], bool]:
    return lambda: str(told.case) in {n["case"] for n in officer.get("notifications", "/api/notices")["notices"]}
