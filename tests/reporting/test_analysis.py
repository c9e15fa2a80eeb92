"""SQL for analysts on real PostgreSQL: they see the people of their units under pseudonyms and nothing else, try as they may."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from deploy import databases
from deploy.parts.postgres import Postgres
from deploy.town import Town, town
from services.reporting.app.analysis import EVERY, TABLES, Analysis
from services.reporting.exports.columns import tables
from services.reporting.projections.pinned import Pinned
from shared.policy.shapes import AnalystShape
from tests.parts.sample import profile
from tests.reporting.kept import hear
from tests.reporting.town import NAME, PROVEN, SOURCES, VICTIM, law, walked

WHOLE, ONE, NOBODYS = "reporting_labour_town", "reporting_labour_binh_tien", "reporting_labour_elsewhere"
ROLES = ("reporting_labour", WHOLE, ONE, NOBODYS)
PASSWORDS = dict.fromkeys(ROLES, "made up for a test")
DENIED = psycopg.errors.InsufficientPrivilege


def laid_out(*analysts: AnalystShape) -> Town:
    whole = profile("reporting.labour", hears=())
    (instance,) = whole.instances
    return town(replace(whole, instances=(replace(instance, analysts=analysts),)))


ANALYSTS = (
    AnalystShape(login="town"),
    AnalystShape(login="binh_tien", units=("20035",)),
    AnalystShape(login="elsewhere", units=("19996",)),
)


@pytest.fixture(scope="module")
def server(postgres: Postgres) -> Iterator[Postgres]:
    databases.apply(postgres, laid_out(*ANALYSTS), PASSWORDS)
    with ConnectionPool(
        conninfo(postgres, "reporting_labour"), min_size=1, kwargs={"autocommit": True}, open=True
    ) as pool:
        hear(pool, walked().journal())
        assert analysis(pool).keep_up()
    moved(postgres)
    yield postgres
    with psycopg.connect(postgres.admin_conninfo, autocommit=True) as owner:
        for name in ("reporting_labour", "reporting_labour_keys"):
            owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        for role in ROLES:
            owner.execute(f"DROP ROLE IF EXISTS {role}".encode())


def moved(postgres: Postgres) -> None:
    """One of them lives in another unit, one in none that is known."""
    with psycopg.connect(postgres.admin_of("reporting_labour"), autocommit=True) as owner:
        owner.execute("UPDATE analysis.person SET unit = '19996' WHERE status = 'victim' AND closed_on IS NOT NULL")
        owner.execute("UPDATE analysis.person SET unit = NULL WHERE status = 'reported'")
        for table in ("regime", "service", "journey"):
            owner.execute(
                f"UPDATE analysis.{table} t SET unit = p.unit FROM analysis.person p WHERE p.person = t.person".encode()
            )


def conninfo(postgres: Postgres, role: str) -> str:
    return postgres.conninfo("reporting_labour", role, PASSWORDS[role])


def analysis(pool: ConnectionPool[Any], clock: Any = lambda: 0.0) -> Analysis:
    return Analysis(pool, Pinned(pool), b"k" * 32, SOURCES, law, clock)


def ask(server: Postgres, role: str, sql: str, *before: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(conninfo(server, role), autocommit=True) as conn:
        for each in before:
            conn.execute(each.encode())
        return conn.execute(sql.encode()).fetchall()


def count(server: Postgres, role: str, *before: str) -> int:
    ((number,),) = ask(server, role, "SELECT count(*) FROM person", *before)
    return int(number)


def test_an_analyst_of_the_town_sees_everybody_and_one_of_a_unit_its_people_only(server: Postgres) -> None:
    assert (count(server, WHOLE), count(server, ONE), count(server, NOBODYS)) == (6, 4, 1)
    assert ask(server, ONE, "SELECT DISTINCT unit FROM person") == [("20035",)]
    assert ask(server, NOBODYS, "SELECT DISTINCT unit FROM service") == [("19996",)]
    assert ask(server, ONE, "SELECT * FROM service") == []


def test_figures_can_be_reckoned_with_words_from_the_dictionary(server: Postgres) -> None:
    sql = (
        "SELECT d.code_vi, count(*) FROM person p JOIN dictionary d ON d.\"table\" = 'person' AND d.\"column\" = 'purpose'"
        " AND d.code = p.purpose WHERE p.status = 'victim' GROUP BY 1"
    )
    assert ask(server, WHOLE, sql) == [("Cưỡng bức lao động", 2)]
    assert ask(server, WHOLE, "SELECT count(*) FROM known") == [(6,)], "one journal told nothing yet"


def test_no_name_and_no_number_of_a_case_stands_there(server: Postgres) -> None:
    for table in TABLES:
        said = str(ask(server, WHOLE, f"SELECT * FROM {table}"))
        assert NAME not in said
        assert not any(str(case) in said or case.hex in said for case in (VICTIM, PROVEN))


@pytest.mark.parametrize(
    "sql",
    [
        "SET ROLE reporting_labour",
        "SET ROLE reporting_labour_town",
        "SET SESSION AUTHORIZATION reporting_labour_town",
        "SELECT * FROM analysis.scope",
        "SELECT * FROM public.journal_entry",
        "SELECT * FROM public.view_document",
        "SELECT * FROM public.stored_events",
        "SELECT * FROM public.look",
        "SELECT * FROM public.web_session",
        "SELECT * FROM public.web_draft",
        "SELECT * FROM public.search_token",
        "TABLE pg_authid",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_ls_dir('.')",
        "COPY person TO PROGRAM 'cat'",
        "COPY person TO '/tmp/escape'",
        "SELECT pg_advisory_lock(8390886)",
        "SELECT pg_try_advisory_xact_lock(8390886)",
        "SELECT lo_from_bytea(0, 'written')",
        "SELECT lo_create(0)",
        "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY within_units ON person",
        "CREATE OR REPLACE FUNCTION analysis.may_see(unit text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE FUNCTION public.escape() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "CREATE TABLE analysis.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE escape",
        "ALTER ROLE reporting_labour_binh_tien BYPASSRLS",
        "GRANT reporting_labour_town TO reporting_labour_binh_tien",
        "INSERT INTO analysis.scope VALUES ('reporting_labour_binh_tien', '*')",
        "INSERT INTO person (person, unit) VALUES ('P', '20035')",
        "UPDATE person SET unit = '20035'",
        "DELETE FROM person",
        "TRUNCATE person",
        "CREATE PROCEDURE analysis.escape() LANGUAGE sql AS 'SELECT 1'",
        "SET log_statement = 'none'",
    ],
)
def test_whatever_an_analyst_tries_beyond_reading_is_denied(server: Postgres, sql: str) -> None:
    writable = (
        "SET default_transaction_read_only = off"  # anybody may set that: it protects from mistakes, not from intent
    )
    before = count(server, WHOLE)
    with pytest.raises(DENIED):
        ask(server, ONE, sql, writable)
    assert count(server, WHOLE) == before


@pytest.mark.parametrize(
    "setting",
    [
        "SET app.unit = '*'", "SET role = DEFAULT", "SET search_path = pg_catalog, public, analysis",
        "RESET ALL; SET search_path = analysis", "SET row_security = on", "SET default_transaction_read_only = off",
    ],
)  # fmt: skip
def test_no_setting_of_a_session_widens_what_is_seen(server: Postgres, setting: str) -> None:
    assert count(server, ONE, setting) == 4


def test_row_security_switched_off_is_an_error_and_not_a_way_round(server: Postgres) -> None:
    with pytest.raises(DENIED):
        count(server, ONE, "SET row_security = off")


def test_a_condition_that_would_tell_of_others_never_runs_on_them(server: Postgres) -> None:
    """A cast that fails on a line of another unit would say that there is one."""
    sql = "SELECT count(*) FROM person WHERE CASE WHEN unit IS DISTINCT FROM '20035' THEN 1 / (length(unit) - 5) ELSE 1 END > 0"
    assert ask(server, ONE, sql) == [(4,)]


def test_statistics_of_the_database_show_no_value_of_others(server: Postgres) -> None:
    with psycopg.connect(server.admin_of("reporting_labour"), autocommit=True) as owner:
        owner.execute("ANALYZE analysis.person")
    assert ask(server, ONE, "SELECT * FROM pg_stats WHERE schemaname = 'analysis' AND tablename = 'person'") == []
    assert ask(server, ONE, "SELECT * FROM pg_stats WHERE tablename IN ('journal_entry', 'view_document')") == []


def test_an_analyst_enters_no_other_database(server: Postgres) -> None:
    for name in ("postgres", "template1", "reporting_labour_keys"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.conninfo(name, WHOLE, PASSWORDS[WHOLE]), connect_timeout=5)


def test_what_an_analyst_asks_is_in_the_log_of_the_server(server: Postgres) -> None:
    assert ask(server, ONE, "SHOW log_statement") == [("all",)]


def test_the_instance_itself_still_has_its_locks_and_its_own_tables(server: Postgres) -> None:
    with psycopg.connect(conninfo(server, "reporting_labour"), autocommit=True) as conn:
        conn.execute("SELECT pg_advisory_lock(8390886), pg_advisory_unlock(8390886), pg_notify('nobody', '')")
        with pytest.raises(DENIED):
            conn.execute("INSERT INTO analysis.scope VALUES ('reporting_labour', '*')")


def test_laid_out_again_nothing_changes_and_an_analyst_who_left_cannot_enter(server: Postgres) -> None:
    assert databases.apply(server, laid_out(*ANALYSTS), PASSWORDS) == ()
    assert count(server, ONE) == 4, "what was made stays"
    said = databases.apply(server, laid_out(*ANALYSTS[:2]), PASSWORDS)
    assert said == (f"analyst {NOBODYS} may not log in any more",)
    with pytest.raises(psycopg.OperationalError):
        count(server, NOBODYS)
    databases.apply(server, laid_out(*ANALYSTS), PASSWORDS)
    assert count(server, NOBODYS) == 1


def test_the_tables_have_the_columns_of_the_export_that_the_dictionary_explains(server: Postgres) -> None:
    for table, of_export in TABLES.items():
        sql = f"SELECT column_name FROM information_schema.columns WHERE table_schema = 'analysis' AND table_name = '{table}'"
        found = {name for (name,) in ask(server, WHOLE, sql)}
        assert found == tables().tables[of_export].columns.keys() | {"unit"}
    explained = 'SELECT DISTINCT "table" FROM dictionary ORDER BY 1'
    assert [name for (name,) in ask(server, WHOLE, explained)] == sorted(TABLES)


def test_tables_are_written_anew_only_when_something_was_heard_and_not_at_once(server: Postgres) -> None:
    now = [0.0]
    with ConnectionPool(
        conninfo(server, "reporting_labour"), min_size=1, kwargs={"autocommit": True}, open=True
    ) as pool:
        kept = analysis(pool, lambda: now[0])
        assert kept.keep_up(), "after a start the program may be another"
        now[0] = EVERY - 1
        assert not kept.keep_up(), "too early"
        hear(pool, walked().journal())
        now[0] = EVERY + 1
        assert not kept.keep_up(), "what was heard twice is nothing new"
    moved(server)
