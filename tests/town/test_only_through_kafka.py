"""Everything reporting and notifications show came through Kafka: their roles open nothing else, and what is dropped
comes back from the journals, to the byte.

Reading a timeline is itself an entry of reporting's own ledger, and a line of that timeline from then on. It changes no
figure, and no timeline as of a moment before; the ledger itself comes back from its own journal, so it is compared too.
"""

import asyncio
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import sleep
from typing import Any, NamedTuple
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from deploy import databases, prepare
from deploy.demo.story import Told
from deploy.parts.postgres import Postgres
from deploy.prepare import settings_kept
from deploy.town import town as implied
from shared.clock import local, read_offset, real, set_clock
from shared.kafka.restoring import Lost, restore
from shared.ledger.units import Row
from tests.town.asking import Desk, still
from tests.town.invariants import check
from tests.town.running import FOLDER, RunningTown, eventually

REPORTING, NOTIFICATIONS = "reporting.labour", "notifications.office"
FIGURES = ("statistics", "statistics?as_of=2023-05-06", "ball", "cases", "sources")
PAGES = ("/", "/ball", "/cases", "/sources")
HEARD_AT = re.compile(rb'"heard_at":"[^"]+"')
OFFICERS = ("lan.labour", "khoa.police", "mai.health", "thuy.womens_union", "thao.20008")


def role(source: str) -> str:
    return source.replace(".", "_")


def own_conninfo(town: RunningTown, source: str, database: str | None = None) -> str:
    """How the instance itself reaches a database, with its real password."""
    settings = settings_kept(town.home, source)
    own = settings[f"{source.partition('.')[0].upper()}_DATABASE"]
    return make_conninfo(own, dbname=database) if database else own


@pytest.mark.parametrize("source", [REPORTING, NOTIFICATIONS])
def test_the_role_opens_its_own_database_and_its_keys_and_no_other(town: RunningTown, source: str) -> None:
    opened = set()
    every = [name for (name,) in town.sql("postgres", "SELECT datname FROM pg_database ORDER BY 1")]
    for database in every:
        try:
            psycopg.connect(own_conninfo(town, source, database), connect_timeout=5).close()
            opened.add(database)
        except psycopg.OperationalError as refused:
            assert re.search("permission denied|not currently accepting|does not have CONNECT", str(refused)), database  # noqa: PT017
    assert len(every) > 2 * len(town.profile.instances)
    assert opened == {role(source), f"{role(source)}_keys"}


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT pg_read_file('postgresql.conf')",
        "COPY stored_events TO PROGRAM 'true'",
        "CREATE EXTENSION dblink",
        "CREATE EXTENSION postgres_fdw",
        "SET ROLE postgres",
        "SET ROLE intake_labour",
        "UPDATE stored_events SET topic = topic",
        "UPDATE journal_entry SET name = name",
        "DELETE FROM journal_entry",
        "CREATE TABLE beside (word text)",
    ],
)
def test_the_role_has_no_way_around(town: RunningTown, attempt: str) -> None:
    with psycopg.connect(own_conninfo(town, REPORTING)) as conn, pytest.raises(psycopg.Error) as refused:
        conn.execute(attempt.encode())
    assert isinstance(refused.value, psycopg.errors.InsufficientPrivilege | psycopg.errors.FeatureNotSupported)


class Shown(NamedTuple):
    """What reporting shows, byte for byte; `sources` without the minute at which something was heard."""

    answers: dict[str, bytes]
    pages: dict[str, bytes]
    timelines: dict[str, bytes]
    reports: dict[str, bytes]
    ledger: list[tuple[Any, ...]]


def shown(town: RunningTown, then: datetime) -> Shown:
    """Timelines as of a moment; every report in its three forms. The ledger is read last: what was read before stands in it."""
    leader, inspector = Desk(town, "son.office", REPORTING), Desk(town, "thanh.office", REPORTING)
    answers = {path: HEARD_AT.sub(b"", leader.send("GET", f"/api/{path}").content) for path in FIGURES}
    pages = {path: leader.page(path).content for path in PAGES}
    cases = [line["case"] for line in inspector.send("GET", "/api/cases").json()["cases"]]
    moment, minute = f"as_of={quote(then.isoformat())}", f"as_of={then:%d/%m/%Y}&at={then:%H:%M}"
    timelines = {case: inspector.send("GET", f"/api/cases/{case}/timeline?{moment}").content for case in cases[:20]}
    timelines |= {f"page {case}": inspector.page(f"/cases/{case}?{minute}").content for case in cases[:5]}
    return Shown(answers, pages, timelines, files(leader), ledger(town, REPORTING))


def handed_over(town: RunningTown) -> None:
    """A report of the year is drafted, edited, and handed over for signature."""
    lan = Desk(town, "lan.labour", REPORTING)
    drafted = lan.api("/api/reports", {"kind": "town_consolidated", "since": "2022-12-15", "until": "2023-12-14"})
    report = f"/api/reports/{drafted.raise_for_status().json()['report']}"
    lan.api(f"{report}/editing", {"part": "closing", "text": "Kính trình xem xét, cho ý kiến./."}).raise_for_status()
    lan.api(f"{report}/submission", {}).raise_for_status()


def files(desk: Desk) -> dict[str, bytes]:
    addresses = sorted({*re.findall(r"/reports/[0-9a-f-]{36}", desk.page("/reports").text)})
    forms = [f"/api{report}/file.{form}" for report in addresses for form in ("pdf", "docx", "xlsx")]
    return {form: desk.send("GET", form).raise_for_status().content for form in forms}


def ledger(town: RunningTown, source: str) -> list[tuple[Any, ...]]:
    return town.sql(
        role(source),
        "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events ORDER BY 1",
    )


def drop_and_lay_out_again(town: RunningTown, source: str) -> None:
    """As somebody loses a database: the instance is killed, its database dropped, and the set-up run again. The
    supervisor starts the instance until it stands."""
    town.kill(source)
    town.sql("postgres", f"DROP DATABASE {role(source)} WITH (FORCE)")
    kept = prepare.keep(town.home, town.profile, FOLDER)
    server = Postgres(town.admin(), None, "embedded", lambda: None)
    changed = databases.apply(server, implied(town.profile), prepare.database_passwords(kept))
    assert changed == (f"database {role(source)} is new",)


def heard_all(town: RunningTown) -> bool:
    """Reporting has heard every entry of every ledger it listens to, and folded the cases they are about: what waits to
    be folded is looked for last, since what is heard waits from then on."""
    if not town.health(REPORTING).get("well"):
        return False
    answer = Desk(town, "son.office", REPORTING).send("GET", "/api/sources")
    contiguous = {s["source"]: s["contiguous"] for s in answer.json()["sources"]} if answer.is_success else {}
    heard = bool(contiguous) and all(contiguous[source] == len(ledger(town, source)) for source in contiguous)
    return heard and not town.sql(role(REPORTING), "SELECT FROM touched LIMIT 1")


def look_at(town: RunningTown, person: Told) -> None:
    """A timeline is read, which stands in it from then on, proved or not, as any other line."""
    Desk(town, "thanh.office", REPORTING).send("GET", f"/api/cases/{person.case}/timeline").raise_for_status()


def still_for_minutes(town: RunningTown) -> datetime:
    """A moment after everything so far; whoever looks does it some minutes later."""
    then = local(real() + read_offset(town.clock))
    set_clock(town.clock, then + timedelta(minutes=2))
    sleep(0.5)
    return then


def all_proved(town: RunningTown, own: int) -> bool:
    """Every ledger stands, as reporting heard it, in a checkpoint that most agencies have seen; of its own, which grows
    by each look at it, the first `own` entries."""
    seals = Desk(town, "thanh.office", REPORTING).send("GET", "/api/seals").json()["seals"]
    return all(seal["checked"] >= (own if seal["source"] == REPORTING else seal["heard"]) for seal in seals)


@pytest.mark.timeout(300)
def test_reporting_dropped_and_heard_again_shows_the_same_to_the_byte(town: RunningTown, told: dict[str, Told]) -> None:
    look_at(town, told["whole"])
    handed_over(town)
    eventually(town.quiet, 120, "quiet")
    eventually(lambda: heard_all(town), 30, "everything heard")
    then, own = still_for_minutes(town), len(ledger(town, REPORTING))
    eventually(lambda: all_proved(town, own), 60, "everything seen by others")
    before = shown(town, then)
    assert len(before.timelines) > len(told)
    assert len(before.ledger) >= len(before.timelines)
    assert len(before.reports) >= 3
    eventually(town.quiet, 30, "the readings told")
    drop_and_lay_out_again(town, REPORTING)
    eventually(lambda: heard_all(town), 90, "everything heard again")
    assert ledger(town, REPORTING) == before.ledger
    eventually(lambda: all_proved(town, own), 60, "everything held against what others have seen")
    after = shown(town, then)
    for part in ("answers", "pages", "timelines", "reports"):
        was, now = getattr(before, part), getattr(after, part)
        assert [place for place in was if was[place] != now.get(place)] == []
        assert was.keys() == now.keys()
    assert after.ledger[: len(before.ledger)] == before.ledger, "the new readings stand behind the old"
    eventually(town.quiet, 60, "quiet")
    check(town)


@pytest.mark.timeout(300)
def test_notifications_dropped_come_back_with_the_same_notices_read_and_unread(
    town: RunningTown, told: dict[str, Told]
) -> None:
    mai = town.story.officer("mai.health")
    first = mai.get("notifications", "/api/notices?unread=true")["notices"][0]["id"]
    mai.post("notifications", f"/api/notices/{first}/reading", {})
    still(town)
    before, entries = notices(town), ledger(town, NOTIFICATIONS)
    drop_and_lay_out_again(town, NOTIFICATIONS)
    still(town)
    assert ledger(town, NOTIFICATIONS) == entries, "nothing was raised twice, and nothing falsely"
    eventually(lambda: notices(town) == before, 60, "the same notices")  # the list is folded after the ledger is back
    check(town)


def notices(town: RunningTown) -> dict[str, bytes]:
    return {username: Desk(town, username, NOTIFICATIONS).send("GET", "/api/notices").content for username in OFFICERS}


class Empty:
    """A store with nothing in it; whatever is put there is seen."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def last(self) -> int:
        return len(self.rows)

    def restore(self, rows: Sequence[Row]) -> None:
        self.rows += rows


def test_an_instance_that_hears_messages_does_not_begin_a_second_history(town: RunningTown) -> None:
    """What it heard, and under which number, stands in no journal of its own: it comes back from a backup."""
    store, password = Empty(), settings_kept(town.home, "intake.police")["INTAKE_KAFKA_PASSWORD"]
    place: Any = (store, town.bootstrap, "intake.police", password)
    with pytest.raises(Lost, match="restore its database"):
        asyncio.run(restore(*place, hears_messages=True))
    assert not store.rows


def test_a_ledger_with_entries_is_left_as_it_is(town: RunningTown) -> None:
    store, password = Empty(), settings_kept(town.home, "intake.police")["INTAKE_KAFKA_PASSWORD"]
    place: Any = (store, town.bootstrap, "intake.police", password)
    assert asyncio.run(restore(*place, hears_messages=False)) == len(ledger(town, "intake.police"))
    assert asyncio.run(restore(*place, hears_messages=True)) == 0
