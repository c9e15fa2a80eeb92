"""Whom something was heard about is folded again: by any number of processes, each case by one at a time; nothing is lost where
one of them dies."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from psycopg_pool import ConnectionPool

from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.folding import PARTITIONS, TOGETHER, Folding
from services.reporting.projections.keeping import Journals
from services.reporting.projections.persons import PERSONS
from shared.views import Shelf
from tests.reporting.kept import hear
from tests.reporting.town import PROVEN, VICTIM, Town, linked, may, walked
from tests.reporting.towns import towns

Pool = ConnectionPool[Any]
CASES = 6


def waiting(pool: Pool) -> int:
    with pool.connection() as conn:
        (found,) = conn.execute("SELECT count(DISTINCT subject) FROM touched").fetchone() or (0,)
        return int(found)


def test_what_is_kept_waits_until_it_is_folded_and_then_no_more(pool: Pool) -> None:
    Journals(pool).keep(walked().journal())
    assert waiting(pool) >= CASES
    assert Shelf(PERSONS, pool).where() == {}
    hear(pool, [])
    assert (waiting(pool), len(Shelf(PERSONS, pool).where())) == (0, CASES)
    assert Folding(pool)() == 0


def test_two_share_the_partitions_and_together_do_what_one_would(pool: Pool) -> None:
    entries = list(towns(40))
    chance = random.Random(3)
    batches = [entries[at : at + 200] for at in range(0, len(entries), 200)]
    chance.shuffle(batches)
    both = (Folding(pool), Folding(pool))

    def work(folding: Folding) -> None:
        while waiting(pool):
            folding()

    with ThreadPoolExecutor(2) as threads:
        for batch in batches:
            Journals(pool).keep(batch)
        for done in [threads.submit(work, each) for each in both]:
            done.result()
    shared = [sum(each.folded.values()) for each in both]
    assert all(shared), f"one did nothing: {shared}"
    assert {part for each in both for part in each.folded} == set(range(PARTITIONS))
    whole, persons = Shelf(PERSONS, pool).where(), Counted(pool).ask(PEOPLE, ["sex"], AsOf())
    assert len(whole) == 40 * CASES
    hear(pool, [])
    with pool.connection() as conn:
        for table in ("view_document", "counted", "counted_before"):
            conn.execute(f"DELETE FROM {table}".encode())
        conn.execute("INSERT INTO touched SELECT DISTINCT 0, subject FROM journal_entry")
    hear(pool, [])
    assert (Shelf(PERSONS, pool).where(), Counted(pool).ask(PEOPLE, ["sex"], AsOf())) == (whole, persons)


def test_whose_cases_are_one_persons_is_folded_together_while_nobody_else_folds(pool: Pool) -> None:
    folding, journals = Folding(pool), Journals(pool)
    journals.keep([entry for entry in linked(Town(), until=may(9)).journal() if entry.at.day < 9])
    while folding():
        pass
    assert TOGETHER not in folding.folded
    assert Counted(pool).ask(PEOPLE, [], AsOf())[()].things == 2
    journals.keep(linked(Town(), until=may(9)).journal())
    while folding():
        pass
    assert folding.folded[TOGETHER]
    (her,) = Counted(pool).things(PEOPLE, AsOf())
    assert set(her.cases) == {VICTIM, PROVEN}


FOLDER = """
import sys
from psycopg_pool import ConnectionPool
from services.reporting.projections.folding import Folding
with ConnectionPool(sys.argv[1], min_size=1, max_size=2, kwargs={"autocommit": True}) as pool:
    folding = Folding(pool)
    print("begins", flush=True)
    while folding():
        print("some", flush=True)
"""


@pytest.mark.slow
def test_one_who_is_killed_while_folding_leaves_what_is_left_to_the_next(pool: Pool) -> None:
    for at in range(8):
        Journals(pool).keep(list(towns(40))[at::8])
    whole = waiting(pool)
    chance = random.Random(11)
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", FOLDER, str(pool.conninfo)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.2))
            os.kill(child.pid, signal.SIGKILL)
        assert waiting(pool) <= whole
    hear(pool, [])
    assert (waiting(pool), len(Shelf(PERSONS, pool).where())) == (0, 40 * CASES)
    assert sum(each.things for each in Counted(pool).ask(PEOPLE, ["sex"], AsOf()).values()) == 40 * CASES
