"""An analyst of the running town asks with SQL, by the login the set-up made: what was heard stands there, nothing else opens."""

import time

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from deploy.demo.story import Told
from deploy.prepare import settings_kept
from tests.town.running import RunningTown

ROLE = "reporting_labour_town"


def reaches(town: RunningTown, database: str = "reporting_labour") -> str:
    own = settings_kept(town.home, "reporting.labour")["REPORTING_DATABASE"]
    password = (town.home / "passwords" / f"{ROLE}.analyst").read_text("utf-8").strip()
    return make_conninfo(own, dbname=database, user=ROLE, password=password)


def test_an_analyst_of_the_running_town_finds_what_was_heard_and_nothing_else(
    town: RunningTown, told: dict[str, Told]
) -> None:
    deadline = time.monotonic() + 90
    with psycopg.connect(reaches(town), autocommit=True) as conn:
        while not (known := conn.execute("SELECT source FROM known").fetchall()) and time.monotonic() < deadline:
            time.sleep(1)
        assert known, "written as soon as anything was heard"
        assert conn.execute("SELECT count(*) FROM dictionary").fetchone() != (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("SELECT * FROM public.journal_entry")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(reaches(town, "support_labour"), connect_timeout=5)
