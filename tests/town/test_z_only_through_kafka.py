"""Reporting lives on the journals alone: its database is dropped, and comes back the same from Kafka.

The last test of its town (hence its name): with the database go the entries of who read what, which only the journal
still holds, so that the invariant of all ledgers does not hold for reporting afterwards.
"""

import os
import signal
from pathlib import Path

import psycopg
import pytest

from deploy import databases, prepare
from deploy.demo import run
from deploy.parts.postgres import Postgres
from deploy.town import town as implied
from tests.town.running import FOLDER, RunningTown, eventually

SOURCE = "reporting.labour"


@pytest.mark.timeout(400)
def test_reporting_dropped_and_rebuilt_from_the_journals_shows_the_same(town: RunningTown) -> None:
    told = run(town.home, 4, FOLDER)
    eventually(town.quiet, 60, "quiet")
    leader, inspector = town.story.officer("son.office"), town.story.officer("thanh.office")

    def shown() -> tuple[object, ...]:
        lines = [inspector.get("reporting", f"/api/cases/{each.case}/timeline")["lines"] for each in told]
        return (
            leader.get("reporting", "/api/statistics"),
            leader.get("reporting", "/api/ball"),
            [[line["sentence"] for line in case if line["source"] != SOURCE] for case in lines],
        )

    before, heads = shown(), _heads(town)
    _drop(town)
    eventually(lambda: bool(town.health(SOURCE).get("well")), 90, "reporting well again")
    eventually(lambda: _heads(town) == heads, 90, "journals read again")
    assert shown() == before


def _heads(town: RunningTown) -> dict[str, tuple[int, int]]:
    """How far reporting has read each journal but its own: (without a gap, at most)."""
    found = town.story.officer("thanh.office").get("reporting", "/api/sources")["sources"]
    return {each["source"]: (each["contiguous"], each["highest"]) for each in found if each["source"] != SOURCE}


def _drop(town: RunningTown) -> None:
    """Nothing of reporting's database stays; only what Kafka has can bring it back."""
    os.kill(town.pids()[SOURCE], signal.SIGKILL)
    with psycopg.connect(town.admin(), autocommit=True) as conn:
        conn.execute("DROP DATABASE reporting_labour WITH (FORCE)")
    admin = town.broker_admin()
    admin.delete_groups([f"{SOURCE}.journal"])
    admin.close()
    kept = prepare.keep(town.home, town.profile, Path(FOLDER))
    server = Postgres(town.admin(), None, "given", lambda: None)
    databases.apply(server, implied(town.profile), prepare.database_passwords(kept))
