"""Save and handle: our writer and ledger beside the eventsourcing library's own, on the same server."""

from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from psycopg.conninfo import conninfo_to_dict

from deploy.parts.postgres import Postgres, fresh_database
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.ledger import Ledger
from shared.ledger.units import Entry, Unit
from shared.ledger.writer import Writer
from tests.bench.meter import TURNS, Figure, Line, measure
from tests.ledger.places import fresh, on_postgres
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, Note

REST = b'"subject":"%s","because":"b","fact":{"pad":"' + b"x" * 300 + b'"}}'
CASES = 3000


class Case(Aggregate):
    """The same work in the library's own words."""

    def __init__(self, note: str) -> None:
        self.notes = [note]

    @event("Noted")
    def note(self, text: str) -> None:
        self.notes.append(text)


@contextmanager
def library(postgres: Postgres) -> Iterator[Application[UUID]]:
    owner, _, _ = fresh_database(postgres)
    to = {key: str(value) for key, value in conninfo_to_dict(owner).items()}
    app: Application[UUID] = Application({
        "PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_DBNAME": to["dbname"], "POSTGRES_HOST": to["host"],
        "POSTGRES_PORT": to["port"], "POSTGRES_USER": to["user"], "POSTGRES_PASSWORD": to["password"],
        "POSTGRES_POOL_SIZE": "16", "POSTGRES_MAX_OVERFLOW": "0", "POSTGRES_CONNECT_TIMEOUT": "60",
    })  # fmt: skip
    yield app
    app.close()


def saves(postgres: Postgres) -> list[Line]:
    """One new stream with one entry of ~400 bytes, from 1 and from 64 callers."""
    _, app = fresh(postgres)
    writer = Writer(app)

    def ours(_: int) -> object:
        stream = uuid4()
        return writer.write(Unit(uuid4(), {stream: 0}, [Entry(stream, "toy.notes.Noted", REST % str(stream).encode())]))

    lines = []
    with library(postgres) as lib:
        for callers, least in ((1, 0.9), (64, 5.0)):
            a, b = Figure(f"writer, {callers} callers"), Figure(f"library save, {callers} callers")
            for _ in range(TURNS):
                measure(b, callers, lambda _: lib.save(Case("x" * 380)))
                measure(a, callers, ours)
            lines.append(Line(f"save, {callers} caller{'s' * (callers > 1)}", a, b, least))
    writer.close()
    return lines


def handles(postgres: Postgres) -> list[Line]:
    """Load ten entries, decide, seal, save: `Ledger.handle` beside the library's load + save (which seals nothing)."""
    _, app = fresh(postgres)
    lines = []
    with library(postgres) as lib, on_postgres(app) as book:
        cases, others = _ours(book), _theirs(lib)
        for callers, least in ((1, None), (16, 3.0)):
            a, b = Figure(f"handle, {callers} callers"), Figure(f"library load + save, {callers} callers")
            for turn in range(TURNS):
                # each turn goes on through the cases, so that streams stay about as long on both sides
                measure(b, callers, lambda n: _their_note(lib, others[n % CASES]), start=turn * CASES // TURNS)
                measure(a, callers, lambda n: _note(book, cases[n % CASES]), start=turn * CASES // TURNS)
            lines.append(Line(f"handle, {callers} caller{'s' * (callers > 1)}", a, b, least))
    return lines


def _note(book: Ledger, case: UUID) -> object:
    command = Note(uuid4().hex[:12], None, Sealed("Nguyễn Thị Thử"))
    return book.handle(TOY, case, command, command_id=uuid4(), by=OFFICER, law=LAW, when=When.instant(MAY_5))


def _their_note(lib: Application[UUID], case: UUID) -> None:
    found: Any = lib.repository.get(case)
    found.note("x" * 200)
    lib.save(found)


def _ours(book: Ledger) -> list[UUID]:
    from shared.ledger.ledger import _Writing
    from shared.ledger.stored import stream_of

    writing = _Writing(OFFICER, When.instant(MAY_5), "bench", LAW, None, None)
    cases = [uuid4() for _ in range(CASES)]
    waiting = []
    for case in cases:
        stream, past = stream_of(TOY, case), book.load(TOY, case)
        entries = [
            e for n in range(10)
            for e in book._step(TOY, case, Note(f"n{n}", None, Sealed("Trần Thị Mẫu")), writing, stream,
                                type(past)(past.state, n, ()))
        ]  # fmt: skip
        store: Any = book.store
        waiting.append(store.writer.submit(Unit(uuid4(), {stream: 0}, entries)))
    wait(waiting)
    return cases


def _theirs(lib: Application[UUID]) -> list[UUID]:
    cases = [Case("x" * 200) for _ in range(CASES)]
    for case in cases:
        for _ in range(9):
            case.note("x" * 200)
    for at in range(0, CASES, 10):
        lib.save(*cases[at : at + 10])
    return [case.id for case in cases]


def replay(postgres: Postgres) -> list[Line]:
    """Read and decode a whole ledger, beside COPY of the same rows with no decoding at all."""
    owner, app = fresh(postgres)
    a, b = Figure("replay: read and decode every entry"), Figure("COPY of the same rows")
    with on_postgres(app) as book:
        _ours(book)
        count = book.store.last()
        for _ in range(TURNS):
            _turn(b, count, lambda: _copy(owner))
            _turn(a, count, lambda: _replay(book))
    return [Line("replay", a, b, 0.05)]


def _turn(figure: Figure, count: int, work: Any) -> None:
    from tests.bench.meter import once

    once(figure, count, work)


def _copy(owner: str) -> None:
    with psycopg.connect(owner) as conn, conn.cursor().copy("COPY stored_events TO STDOUT (FORMAT binary)") as rows:
        for _ in rows:
            pass


def _replay(book: Ledger) -> None:
    position = 0
    while rows := book.store.since(position, 5000):
        for row in rows:
            book.decode(row)
        position = rows[-1].position
