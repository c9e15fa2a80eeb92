"""An old backup of a ledger is restored: nothing may be written until the missing end is back from the journal, and proved to be
what others have seen."""

import asyncio
import random
import string
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg_pool import ConnectionPool

from deploy import topics
from deploy.parts.kafka import Kafka
from deploy.parts.postgres import Postgres
from deploy.town import town
from shared.kafka.bus import Sender, broker
from shared.kafka.restoring import Lost
from shared.kafka.wire import Record
from shared.kernel.when import When
from shared.proof.notes import Checkpoint, Kind, Note, Signer
from shared.transparency.comparing import Broker, difference, last_seen, repair
from shared.transparency.log import COSIGNATURE
from shared.transparency.sealer import Sealer
from shared.transparency.witness import Said, Witness
from tests.ledger.places import fresh
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY
from tests.ledger.toy import Note as Remark
from tests.parts.sample import profile
from tests.real.test_between_ledgers import eventually
from tests.real.toy_instance import Running, Spec, Toy

pytestmark = [pytest.mark.real, pytest.mark.timeout(240)]
WITNESS = Signer("toy.trove/witness/health", Kind.WITNESS, Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32))
STRANGER = Signer("toy.trove/witness/health", Kind.WITNESS, Ed25519PrivateKey.from_private_bytes(bytes([3]) * 32))
TABLES = ("stored_events", "commands", "heard", "told", "receipts", "log_checkpoint", "log_cosignature")
Backup = dict[str, list[tuple[Any, ...]]]


class Agency:
    """A labour office that hears of the police and writes on its own; its log is sealed and co-signed."""

    def __init__(self, kafka: Kafka, postgres: Postgres) -> None:
        name = "toy" + "".join(random.choices(string.ascii_lowercase, k=8))
        self.police, self.labour = f"{name}.police", f"{name}.labour"
        self.passwords = {source: uuid4().hex for source in (self.police, self.labour)}
        admin = kafka.admin()
        topics.apply(admin, town(profile(self.police, self.labour)), self.passwords)
        admin.close()
        self.kafka, (_, self.app_police), (self.owner, self.app) = kafka, fresh(postgres), fresh(postgres)
        self.broker = Broker(kafka.bootstrap, self.labour, self.passwords[self.labour])
        self.signer = Signer(
            f"{name}.trove/{self.labour}", Kind.LOG, Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
        )
        self.cases, self.heard = [uuid4() for _ in range(3)], 0
        self.after: Backup = {}

    def spec(self, source: str) -> Spec:
        app = self.app if source == self.labour else self.app_police
        return Spec(source, app, self.kafka.bootstrap, self.passwords[source], {self.police: 10, self.labour: 20})

    def work(self, times: int) -> None:
        """The police tell something of each case, the labour office hears it; it writes something itself and tells it back."""
        police, labour = Running(self.spec(self.police)), Running(self.spec(self.labour))
        try:
            for _ in range(times):
                for case in self.cases:
                    for book, to in ((police.toy.ledger, self.labour), (labour.toy.ledger, self.police)):
                        book.handle(
                            TOY, case, Remark(uuid4().hex[:8], to), command_id=uuid4(), by=OFFICER, law=LAW,
                            when=When.instant(MAY_5),
                        )  # fmt: skip
            self.heard += 3 * times
            eventually(lambda: self.count("SELECT count(*) FROM heard") == self.heard)
            eventually(lambda: labour.worker.health()["told"] == labour.toy.store.last())
        finally:
            police.stop()
            labour.stop()

    def seen(self, by: Signer = WITNESS, before: Checkpoint | None = None) -> Checkpoint:
        """Seal everything, and let a witness see it and say so; `before`: what others had seen when the ledger was compared."""
        toy = Toy(self.spec(self.labour))
        sealer = Sealer(self.signer, toy.pool)
        sealer.seen = before
        while sealer.seal():
            pass
        sealer.sign()
        said, note = Said(), None
        with ConnectionPool(self.app_police, min_size=1, max_size=2, kwargs={"autocommit": True}, open=True) as pool:
            for size, shown in sealer.untold():
                Witness(WITNESS, {self.signer.name: self.signer.key}, pool).hear(str(shown), said)
                sealer.told(size)
                note = shown.note
        toy.close()
        assert note
        assert not said.evidence, said.evidence[0].lie
        signed = Note(note.text, (by.sign(note.text, 1_700_000_000),))
        asyncio.run(self._send([Record(COSIGNATURE, self.signer.name.encode(), str(signed).encode(), {})]))
        return Checkpoint.of(note.text)

    async def _send(self, records: Sequence[Record]) -> None:
        sender = Sender(lambda: broker(self.kafka.bootstrap, self.labour, self.passwords[self.labour]))
        await sender(records)
        await sender.close()

    def back_up(self) -> Backup:
        with psycopg.connect(self.owner) as conn:
            return {
                table: conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3".encode()).fetchall() for table in TABLES
            }

    def restore(self, backup: Backup) -> None:
        with psycopg.connect(self.owner) as conn:
            for table, rows in backup.items():
                conn.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
                conn.execute(f"DELETE FROM {table}".encode())
                for row in rows:
                    marks = ", ".join(["%s"] * len(row))
                    conn.execute(f"INSERT INTO {table} VALUES ({marks})".encode(), row)
            conn.execute("DELETE FROM progress")
            conn.execute("DELETE FROM log_tile")

    def sql(self, statement: str) -> None:
        with psycopg.connect(self.owner) as conn:
            conn.execute("ALTER TABLE stored_events DISABLE TRIGGER ALL")
            conn.execute(statement.encode())

    def count(self, statement: str) -> int:
        with psycopg.connect(self.owner) as conn:
            row = conn.execute(statement.encode()).fetchone()
        assert row
        return int(row[0])

    def last_seen(self) -> Checkpoint | None:
        return asyncio.run(last_seen(self.broker, self.signer.name, [WITNESS.key]))


@pytest.fixture
def agency(kafka: Kafka, postgres: Postgres) -> Agency:
    return Agency(kafka, postgres)


@pytest.fixture
def restored(agency: Agency) -> Agency:
    """It worked, was backed up, worked on and was seen; then the backup came back."""
    agency.work(2)
    backup = agency.back_up()
    agency.work(2)
    agency.seen()
    agency.after = agency.back_up()
    agency.restore(backup)
    return agency


def test_a_ledger_that_others_have_seen_as_it_is_may_be_written(agency: Agency) -> None:
    assert agency.last_seen() is None
    agency.work(1)
    seen = agency.seen()
    assert agency.last_seen() == seen
    toy = Toy(agency.spec(agency.labour))
    assert difference(toy.pool, seen) is None
    assert difference(toy.pool, None) is None
    toy.close()


def test_what_no_witness_signed_was_not_seen(agency: Agency) -> None:
    agency.work(1)
    agency.seen(by=STRANGER)
    assert agency.last_seen() is None


def test_an_old_backup_is_behind_and_its_missing_end_comes_back_word_for_word(restored: Agency) -> None:
    seen, toy = restored.last_seen(), Toy(restored.spec(restored.labour))
    assert seen
    why = difference(toy.pool, seen)
    assert why
    assert why.startswith("it ends at entry ")
    back = asyncio.run(repair(toy.store, toy.pool, restored.broker, seen))
    assert back == 12
    assert difference(toy.pool, seen) is None
    now, was = restored.back_up(), restored.after
    for table in ("stored_events", "told"):
        assert now[table] == was[table], table
    assert {row[0] for row in now["commands"]} == {row[0] for row in was["commands"]}
    assert [row[:3] for row in now["heard"]] == [row[:3] for row in was["heard"]]
    toy.close()
    entries = restored.count("SELECT count(*) FROM stored_events")
    restored.work(1)
    assert restored.count("SELECT count(*) FROM stored_events") == entries + 6, "nothing was heard a second time"
    assert restored.seen(before=seen).size == entries + 6, "its witness believes what comes after"


def test_an_entry_changed_in_the_backup_is_named_and_nothing_is_brought_back(restored: Agency) -> None:
    restored.sql("UPDATE stored_events SET state = state || ' '::bytea WHERE notification_id = 4")
    toy, entries = Toy(restored.spec(restored.labour)), restored.count("SELECT count(*) FROM stored_events")
    seen = restored.last_seen()
    assert seen
    with pytest.raises(Lost, match="entry 4 is not the one that was told"):
        asyncio.run(repair(toy.store, toy.pool, restored.broker, seen))
    assert restored.count("SELECT count(*) FROM stored_events") == entries
    toy.close()


def test_a_changed_entry_is_a_difference_even_where_nothing_is_missing(agency: Agency) -> None:
    agency.work(1)
    seen = agency.seen()
    agency.sql("UPDATE stored_events SET state = state || ' '::bytea WHERE notification_id = 2")
    toy = Toy(agency.spec(agency.labour))
    assert difference(toy.pool, seen) == f"its first {seen.size} entries are not those that others have seen"
    toy.close()


def test_a_hole_is_not_filled_from_behind(restored: Agency) -> None:
    restored.sql("DELETE FROM stored_events WHERE notification_id = 3")
    toy, seen = Toy(restored.spec(restored.labour)), restored.last_seen()
    assert seen
    with pytest.raises(Lost, match="has no entry 3"):
        asyncio.run(repair(toy.store, toy.pool, restored.broker, seen))
    toy.close()
