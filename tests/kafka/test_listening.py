"""Journals as they are heard: kept together with how far, and what is no entry stops nobody."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from shared.journal import JournalEntry
from shared.kafka.inbox import Arrived
from shared.kafka.listening import Listening
from shared.kafka.wire import journal_record
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.ledger import InMemory
from tests.kafka.heard import hear
from tests.ledger.places import fresh
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, Note, ledger

SOURCE = "intake.police"


@pytest.fixture
def pool(postgres: Postgres) -> Iterator[ConnectionPool]:
    with ConnectionPool(fresh(postgres)[1], min_size=1, max_size=2, open=True, kwargs={"autocommit": True}) as pool:
        yield pool


def arrived(count: int) -> list[Arrived]:
    """So many entries of a journal, as they come from the broker."""
    book = ledger(InMemory(lambda: MAY_5))
    for n in range(count):
        note = Note(f"n{n}", None, Sealed("Lê Thị Giả"))
        book.handle(TOY, uuid4(), note, command_id=uuid4(), by=OFFICER, law=LAW, when=When.instant(MAY_5))
    records = [journal_record(SOURCE, row) for row in book.store.since(0)]
    return [
        Arrived(r.topic, 0, offset, {name: value.encode() for name, value in r.headers.items()}, r.value)
        for offset, r in enumerate(records)
    ]


def test_how_far_it_was_heard_is_kept_beside_what_was_heard(pool: ConnectionPool) -> None:
    kept: list[JournalEntry] = []
    listening = Listening(pool, kept.extend)
    assert listening.places() == {}
    hear(listening, arrived(3))
    assert [entry.position for entry in kept] == [1, 2, 3]
    assert listening.places() == {(f"journal.{SOURCE}", 0): 3}


def test_what_is_no_entry_is_set_aside_and_the_others_are_kept(pool: ConnectionPool) -> None:
    kept: list[JournalEntry] = []
    listening, records = Listening(pool, kept.extend), arrived(3)
    records[1] = records[1]._replace(value=b"not an entry")
    hear(listening, records)
    hear(listening, records)
    assert {entry.position for entry in kept} == {1, 3}
    assert listening.places() == {(f"journal.{SOURCE}", 0): 3}
    with pool.connection() as conn:
        assert conn.execute('SELECT topic, part, "offset" FROM unreadable').fetchall() == [(f"journal.{SOURCE}", 0, 1)]


def test_what_could_not_be_kept_is_heard_again(pool: ConnectionPool) -> None:
    def away(_: object) -> None:
        raise ConnectionError("the database went away")

    listening = Listening(pool, away)
    with pytest.raises(ConnectionError):
        hear(listening, arrived(1))
    assert listening.places() == {}
