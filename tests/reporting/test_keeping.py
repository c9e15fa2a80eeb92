"""What was heard is kept once, exactly as it came, and folded the same in whatever order and pieces it came."""

import os
import random
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import fresh_database, start_postgres
from services.intake.domain.person import person_of_both
from services.reporting.projections.ball import BALL
from services.reporting.projections.books import BOOKS
from services.reporting.projections.folding import rebuild
from services.reporting.projections.keeping import Heard, Journals
from services.reporting.projections.links import LINKS, Links
from services.reporting.projections.order import in_order
from services.reporting.projections.persons import PERSONS
from services.reporting.projections.plan.all import WORK
from services.reporting.projections.plan.inspections import INSPECTIONS
from services.reporting.projections.told import told
from shared.journal import JournalEntry
from shared.kafka.inbox import Arrived
from shared.kafka.listening import Listening
from shared.ledger import schema
from shared.sealing.keys import KeysInMemory
from shared.views import Shelf, fold
from tests.kafka.heard import hear as hear_records
from tests.plan import activity_lives, inspections_lives
from tests.reporting.conftest import SCHEMA
from tests.reporting.hearing import journal
from tests.reporting.kept import command, hear
from tests.reporting.town import PROVEN, SOURCES, VICTIM, Town, linked, may, walked
from tests.retold import retold

Pool = ConnectionPool[Any]


def docs(pool: Pool) -> tuple[dict[str, Any], dict[str, Any]]:
    return Shelf(PERSONS, pool).where(), Shelf(BALL, pool).where()


def folded_whole() -> tuple[dict[str, Any], dict[str, Any]]:
    lines = [told(entry) for entry in in_order(walked().journal())]
    return fold(PERSONS, lines), fold(BALL, lines)


def shuffled(seed: int) -> list[JournalEntry]:
    """All journals mixed as partitions would mix them: each case of each source keeps its order, nothing else does."""
    lanes: dict[Any, list[JournalEntry]] = {}
    for entry in walked().journal():
        lanes.setdefault((entry.source, entry.subject), []).append(entry)
    found, chance = [], random.Random(seed)
    while lanes:
        key = chance.choice(sorted(lanes, key=str))
        found.append(lanes[key].pop(0))
        if not lanes[key]:
            del lanes[key]
    return found


@pytest.mark.parametrize(("seed", "size"), [(1, 1), (2, 7), (3, 500)])
def test_kept_step_by_step_in_any_order_is_folded_whole(pool: Pool, seed: int, size: int) -> None:
    entries = shuffled(seed)
    for at in range(0, len(entries), size):
        hear(pool, entries[at : at + size])
    assert docs(pool) == folded_whole()
    assert all(each.well for each in Journals(pool).sources(SOURCES))


def test_entries_heard_twice_are_kept_once(pool: Pool) -> None:
    journals = hear(pool, walked().journal() * 2)
    once, sources = docs(pool), journals.sources(SOURCES)
    hear(pool, shuffled(4))
    assert docs(pool) == once == folded_whole()
    assert [each._replace(heard_at=None) for each in journals.sources(SOURCES)] == [
        each._replace(heard_at=None) for each in sources
    ]


def test_what_was_heard_outlives_a_crash_of_the_database_while_the_listener_goes_on(scratch_home: Path) -> None:
    """Kafka is not asked again for what it gave to somebody who lives: the last entry is there, though nothing came after it."""
    home = scratch_home / "journals"
    home.mkdir(mode=0o711)
    server = start_postgres(home)
    if server.pid is None:
        pytest.skip("only a server of our own is killed")
    owner, app, role = fresh_database(server)
    with psycopg.connect(owner, autocommit=True) as conn:
        schema.apply(conn, role)
        schema.run(conn, SCHEMA.read_text("utf-8"), role)
    told_by_all = [record for source in SOURCES for record in walked().records(source)]
    records = [
        Arrived(each.topic, 0, n, {name: value.encode() for name, value in each.headers.items()}, each.value)
        for n, each in enumerate(told_by_all)
    ]
    with ConnectionPool(app, min_size=1, max_size=3, kwargs={"autocommit": True}) as pool:
        listening = Listening(pool, Journals(pool).keep)
        for record in records[:20]:
            hear_records(listening, [record])
        os.kill(server.pid, signal.SIGKILL)
    again = start_postgres(home)
    with ConnectionPool(app, min_size=1, max_size=3, kwargs={"autocommit": True}) as pool:
        listening = Listening(pool, Journals(pool).keep)
        for record in records[20:]:
            hear_records(listening, [record])
        hear(pool, [])
        assert sum(each.highest for each in Journals(pool).sources(SOURCES)) == len(records)
        assert all(each.well for each in Journals(pool).sources(SOURCES))
        assert docs(pool) == folded_whole()
    again.stop()


@pytest.mark.parametrize(
    "forged", [{"position": "0"}, {"position": "9" * 30}, {"ce_type": "intake.case.\x00"}], ids=str
)
def test_what_no_ledger_could_have_told_is_set_aside_and_holds_up_nobody(pool: Pool, forged: dict[str, str]) -> None:
    true, other = walked().records("intake.police")[:2]
    headers = other.headers | forged
    headers |= {"ce_id": f"intake.police/{headers['position']}"}
    told = [
        Arrived(true.topic, 0, n, {name: value.encode() for name, value in given.items()}, record.value)
        for n, (record, given) in enumerate([(other, headers), (true, true.headers)])
    ]
    hear_records(Listening(pool, Journals(pool).keep), told)
    assert of(pool, "intake.police").contiguous == 1
    with pool.connection() as conn:
        assert conn.execute('SELECT "offset" FROM unreadable').fetchall() == [(0,)]


def test_what_is_kept_is_what_was_told_byte_for_byte(pool: Pool) -> None:
    hear(pool, walked().journal())
    for entry in walked().journal("intake.labour"):
        assert Journals(pool).entry("intake.labour", entry.position) == entry
    assert Journals(pool).entry("intake.labour", 9999) is None
    expected = in_order(entry for entry in walked().journal() if entry.subject == VICTIM)
    assert Journals(pool).case(VICTIM) == expected


def of(pool: Pool, source: str) -> Heard:
    return Journals(pool).sources([source])[0]


def test_a_source_is_complete_only_when_nothing_is_missing_in_between(pool: Pool) -> None:
    entries = walked().journal("intake.communes")
    assert of(pool, "intake.communes") == Heard("intake.communes", 0, 0, None, None, 0, 0)
    hear(pool, [entries[1], entries[4]])
    assert (of(pool, "intake.communes").contiguous, of(pool, "intake.communes").highest) == (0, 5)
    hear(pool, [entries[0]])
    assert (of(pool, "intake.communes").contiguous, of(pool, "intake.communes").highest) == (2, 5)
    assert not of(pool, "intake.communes").well
    hear(pool, [entries[3]])
    assert of(pool, "intake.communes").contiguous == 2
    hear(pool, [entries[2]])
    assert (of(pool, "intake.communes").contiguous, of(pool, "intake.communes").highest) == (5, 5)
    assert of(pool, "intake.communes").well


def test_a_place_told_twice_with_other_content_is_kept_as_a_contradiction(pool: Pool) -> None:
    entry = walked().journal("intake.police")[0]
    other = msgspec.structs.replace(entry, body=entry.body.replace(b"police", b"polize"))
    hear(pool, [entry])
    hear(pool, [other])
    assert of(pool, "intake.police").contradictions == 1
    assert not of(pool, "intake.police").well
    assert Journals(pool).entry("intake.police", 1) == entry


def test_an_entry_no_view_can_use_is_kept_counted_and_stops_nobody(pool: Pool) -> None:
    entries = walked().journal("intake.labour")
    broken = next(entry for entry in entries if entry.name == "intake.case.PersonReceived")
    fact = msgspec.json.decode(broken.fact)
    del fact["received_on"]
    unfit = retold(broken, fact=fact)
    hear(pool, [unfit if entry is broken else entry for entry in entries])
    assert of(pool, "intake.labour").unfit == 1
    assert len(docs(pool)[0]) == 5


def test_figures_of_a_past_moment_are_folded_from_what_was_known_then(pool: Pool) -> None:
    hear(pool, walked().journal())
    assert Journals(pool).known_until(datetime(2023, 5, 5, tzinfo=UTC)) == ({}, [])
    past = Journals(pool).known_until(datetime(2023, 5, 7, tzinfo=UTC))[0]
    assert {person.status for person in past.values()} == {"received", "reported"}
    assert Journals(pool).known_until(datetime(2024, 1, 1, tzinfo=UTC))[0] == folded_whole()[0]


def test_the_plans_work_is_kept_in_any_order_and_known_as_of_any_moment(pool: Pool) -> None:
    told_in_order = journal(*inspections_lives.lived(KeysInMemory()))
    mixed = told_in_order[:]
    random.Random(5).shuffle(mixed)
    for at in range(0, len(mixed), 7):
        hear(pool, mixed[at : at + 7])
    assert docs(pool) == ({}, {}), "nobody is a case for it"
    for view in WORK:
        assert Shelf(view, pool).where() == fold(view, [told(entry) for entry in in_order(told_in_order)])
    first, last = min(entry.at for entry in mixed), max(entry.at for entry in mixed)
    assert Journals(pool).work_until(first) == []
    lines = Journals(pool).work_until(last + timedelta(days=1))
    assert fold(INSPECTIONS, lines) == Shelf(INSPECTIONS, pool).where() != {}


def test_books_of_activities_are_known_as_of_any_moment_too(pool: Pool) -> None:
    hear(pool, journal(*activity_lives.lived(KeysInMemory())))
    lines = Journals(pool).work_until(datetime(2033, 1, 1, tzinfo=UTC))
    assert fold(BOOKS, lines) == Shelf(BOOKS, pool).where() != {}


def test_links_are_kept_by_the_person_they_are_about_and_known_as_of_any_moment(pool: Pool) -> None:
    town = linked(Town(), until=may(9))
    for entry in town.journal():
        hear(pool, [entry])
    one, other = sorted((VICTIM, PROVEN))
    pair = (one, other)
    assert Shelf(LINKS, pool).where() == {str(person_of_both(VICTIM, PROVEN)): Links((pair,))}
    assert len(docs(pool)[0]) == 2, "a link makes nobody a case"
    assert Journals(pool).known_until(datetime(2023, 5, 8, tzinfo=UTC))[1] == []
    assert Journals(pool).known_until(datetime(2023, 5, 10, tzinfo=UTC))[1] == [Links((pair,))]
    assert rebuild(pool) == 2


def test_dropped_views_are_rebuilt_the_same(pool: Pool) -> None:
    hear(pool, walked().journal())
    with pool.connection() as conn:
        conn.execute("DELETE FROM view_document")
    assert docs(pool) == ({}, {})
    assert rebuild(pool) == len(folded_whole()[0])
    assert docs(pool) == folded_whole()


def test_the_command_folds_what_was_kept_again(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hear(pool, walked().journal())
    with pool.connection() as conn:
        conn.execute("DELETE FROM view_document")
    command(monkeypatch, pool, "rebuild")
    assert capsys.readouterr().out == "6 cases folded again\n"
    assert docs(pool) == folded_whole()


def test_a_rebuild_that_fails_leaves_everything_as_it_was(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    hear(pool, walked().journal())

    def fails(*_: Any) -> None:
        raise RuntimeError("stopped between two cases")

    monkeypatch.setattr("services.reporting.projections.histories.told", fails)
    with pytest.raises(RuntimeError):
        rebuild(pool)
    assert docs(pool) == folded_whole()


def test_nothing_heard_can_be_changed_by_the_instance(pool: Pool) -> None:
    hear(pool, walked().journal())
    for change in ("UPDATE journal_entry SET name = 'x'", "DELETE FROM journal_entry", "TRUNCATE contradiction"):
        with pool.connection() as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(change.encode())


def test_an_empty_batch_is_no_work(pool: Pool) -> None:
    hear(pool, [])
    assert docs(pool) == ({}, {})
