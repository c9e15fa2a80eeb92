"""Two hundred people come home while processes are killed, the database restarts and the broker is away for a minute."""

import os
import random
import signal
import threading
import time
from collections import Counter

import psycopg
import pytest

from deploy.demo import run
from tests.town.invariants import check
from tests.town.running import FOLDER, RunningTown, eventually

CASES = int(os.environ.get("TROVE_TEST_CASES", "200"))


MOST = 9
"""Kills in one run: a process killed again and again is started after longer and longer pauses, and nobody comes home."""


class Trouble(threading.Thread):
    """Makes trouble until told to stop, and counts it."""

    def __init__(self, town: RunningTown) -> None:
        super().__init__(daemon=True)
        self.town, self.made, self.enough = town, Counter[str](), threading.Event()

    def run(self) -> None:
        chance = random.Random(7)
        busy = [
            "intake.communes",
            "intake.labour",
            "intake.police",
            "support.labour",
            "support.health",
            "support.womens_union",
        ]
        while not self.enough.wait(5) and sum(self.made.values()) < MOST:
            source = chance.choice(busy)
            pid = self.town.pids().get(source)
            if pid:
                os.kill(pid, signal.SIGKILL)
                self.made[f"kill -9 {source}"] += 1
            if sum(self.made.values()) % 3 == 0:
                with psycopg.connect(self.town.admin(), autocommit=True) as conn:
                    conn.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'intake%'")
                self.made["database connections cut"] += 1


@pytest.mark.timeout(900)
def test_many_come_home_while_processes_die_and_nothing_is_lost_or_doubled(town: RunningTown) -> None:
    trouble = Trouble(town)
    trouble.start()
    try:
        told = run(town.home, CASES, FOLDER)
    finally:
        trouble.enough.set()
        trouble.join(30)
    assert len(told) == CASES
    assert len({each.case for each in told}) == CASES
    eventually(town.quiet, 180, "quiet")
    found = check(town)
    print(f"trouble: {dict(trouble.made)}; {found}")
    assert sum(trouble.made.values()) >= 3
    assert found.told >= 8 * CASES


@pytest.mark.timeout(400)
def test_a_broker_away_for_a_minute_is_waited_for(town: RunningTown) -> None:
    broker = town.pid_of_part("kafka")
    os.kill(broker, signal.SIGSTOP)
    case = town.story.officer("thao.20008").begin(
        "intake", channel="person", unit="20008", reported_on=town.today.isoformat(), name="Nguyễn Thị Chờ"
    )
    time.sleep(60)
    os.kill(broker, signal.SIGCONT)
    town.story.officer("lan.labour").wait_for("intake", case)
    eventually(town.quiet, 120, "quiet")
    check(town)
