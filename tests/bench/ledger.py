"""Save, handle and replay: our writer and ledger beside the eventsourcing library's own, on the same server."""

import gc
from uuid import uuid4

import psycopg

from deploy.parts.postgres import Postgres
from shared.ledger import Ledger
from shared.ledger.units import Entry, Unit
from shared.ledger.writer import Writer
from shared.running import settle
from tests.bench import cases, library
from tests.bench.meter import SHORT, TURNS, Figure, Line, each, measure, once
from tests.bench.office import LABOUR, Offices
from tests.ledger.places import fresh

REST = b'"subject":"%s","because":"b","fact":{"pad":"' + b"x" * 300 + b'"}}'
CASES = 800
REPLAY_LEAST = 0.05
"""COPY gives rows away as they lie there; we make typed facts of them. Seen: 0.1."""


def saves(postgres: Postgres) -> list[Line]:
    """One new stream with one entry of ~400 bytes, from 1 and from 64 callers."""
    _, app = fresh(postgres)
    writer = Writer(app)

    def ours(_: int) -> object:
        stream = uuid4()
        return writer.write(Unit(uuid4(), {stream: 0}, [Entry(stream, "toy.notes.Noted", REST % str(stream).encode())]))

    lines = []
    with library.library(library.settings(postgres)) as lib:
        for callers, least in ((1, 0.9), (64, 5.0)):
            a, b = Figure(f"writer, {_callers(callers)}"), Figure(f"library save, {_callers(callers)}")
            for _ in range(TURNS):
                measure(b, callers, lambda _: lib.save(library.Note("x" * 380)))
                measure(a, callers, ours)
            lines.append(Line(f"save, {_callers(callers)}", a, b, least))
    writer.close()
    return lines


def cases_of_ten(postgres: Postgres, of: Offices) -> list[Line]:
    """Load a case of ten entries, decide, seal, save: the office's own ledger beside the library's load + save (which
    seals nothing and asks no rule). Then the whole ledger is read again."""
    with of.instance(LABOUR) as instance, library.library(library.settings(postgres)) as lib:
        ours, theirs = cases.prepare(instance.ledger, of.law, CASES), library.prepare(lib, CASES)
        settle()  # as our instances do at their start
        lines = []
        for callers, deeds, least in ((1, 100, None), (16, 300, 3.0)):
            a, b = Figure(f"handle, {_callers(callers)}"), Figure(f"library load + save, {_callers(callers)}")
            for turn in range(SHORT):
                numbers = range(turn * deeds, (turn + 1) * deeds)
                each(b, callers, lambda n: library.load_and_save(lib, theirs[n % CASES]), numbers)
                each(
                    a,
                    callers,
                    lambda n: cases.ask(instance.ledger, of.law, ours[n % CASES], cases.information()),
                    numbers,
                )
            lines.append(Line(f"handle, {_callers(callers)}", a, b, least))
        gc.unfreeze()
        return [*lines, _replay(postgres, instance.ledger)]


def _replay(postgres: Postgres, book: Ledger) -> Line:
    """Read and decode a whole ledger, beside COPY of the same rows with no decoding at all."""
    a, b = Figure("replay: read and decode every entry"), Figure("COPY of the same rows")
    count, owner = book.store.last(), postgres.admin_of(LABOUR.replace(".", "_"))
    for _ in range(TURNS):
        once(b, count, lambda: _copy(owner))
        once(a, count, lambda: _read(book))
    return Line("replay", a, b, REPLAY_LEAST)


def _copy(owner: str) -> None:
    with psycopg.connect(owner) as conn, conn.cursor().copy("COPY stored_events TO STDOUT (FORMAT binary)") as rows:
        for _ in rows:
            pass


def _read(book: Ledger) -> None:
    position = 0
    while rows := book.store.since(position, 5000):
        for row in rows:
            book.decode(row)
        position = rows[-1].position


def _callers(count: int) -> str:
    return f"{count} caller{'s' * (count > 1)}"
