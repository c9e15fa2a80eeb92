"""Files between two instances on a real broker: chunk by chunk, nothing lost, nothing twice, and no message waits for one."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from deploy.parts.kafka import Kafka
from deploy.parts.postgres import Postgres, fresh_database
from shared.files import rows, travel
from shared.files.kinds import PDF
from shared.files.parcel import Posting
from shared.files.rows import RowsInPostgres
from shared.files.shelf import CHUNK, Attachments
from shared.files.travel import STEPS
from shared.kafka.bus import Sender, broker
from shared.kafka.wire import Record, Teller
from shared.kernel.when import When
from shared.sealing import schema as keys
from tests.files import samples
from tests.ledger.toy import FILING, LAW, MAY_5, OFFICER, FilePaper
from tests.real.test_between_ledgers import Pair, eventually, process
from tests.real.toy_instance import Running, Spec, Toy

pytestmark = [pytest.mark.real, pytest.mark.timeout(240)]
LARGE = samples.jpeg(9_000_000)
HER = uuid4()


class Desks(Pair):
    """A pair whose keys outlive its processes; `send` lays a file down at A and tells B of it."""

    def __init__(self, kafka: Kafka, postgres: Postgres) -> None:
        super().__init__(kafka, postgres)
        self.key_places = {source: _key_place(postgres) for source in (self.a, self.b)}

    def spec(self, source: str, **more: Any) -> Spec:
        return super().spec(source, keys=self.key_places[source], **more)

    def send(self, at: Toy, content: bytes, case: UUID = HER, tell: bool = True) -> str:
        file = BytesIO(content)
        digest = at.attachments.lay(case, file, at.attachments.check(file))
        paper = FilePaper(uuid4().hex[:12], digest, self.b if tell else None)
        at.ledger.handle(FILING, case, paper, command_id=uuid4(), by=OFFICER, law=LAW, when=When.instant(MAY_5))
        if tell:
            self.told.setdefault(case, []).append(paper.need)
        return digest

    def arrived(self, digest: str) -> bool:
        sql = "SELECT 1 FROM attachment WHERE digest = %s AND kind IS NOT NULL"
        return bool(self.sql(self.owner_b, sql, digest))

    def awaited(self) -> int:
        return int(self.sql(self.owner_b, "SELECT count(*) FROM attachment_awaited")[0][0])

    def due(self) -> int:
        return int(self.sql(self.owner_a, "SELECT count(*) FROM attachment_due")[0][0])


def _key_place(postgres: Postgres) -> str:
    owner, app, role = fresh_database(postgres)
    with psycopg.connect(owner) as conn:
        keys.apply(conn, role)
    return app


@pytest.fixture
def pair(kafka: Kafka, postgres: Postgres) -> Iterator[Desks]:
    made = Desks(kafka, postgres)
    yield made
    made.admin.close()


@pytest.fixture
def quickly_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (rows, travel):
        monkeypatch.setattr(module, "ASK_AFTER", timedelta(seconds=1))


@pytest.fixture
def running(pair: Desks) -> Iterator[tuple[Running, Running]]:
    both = Running(pair.spec(pair.a)), Running(pair.spec(pair.b))
    yield both
    for one in both:
        one.stop()


def read(at: Toy, digest: str, case: UUID = HER) -> bytes:
    whole = at.attachments.rows.find(case, digest)
    assert whole
    return b"".join(at.attachments.read(case, digest, whole.chunks))


def well(one: Running) -> bool:
    return bool(one.worker.health()["well"])


def test_a_file_of_nine_megabytes_travels_in_chunks_and_is_sealed_anew(
    pair: Desks, running: tuple[Running, Running]
) -> None:
    digest = pair.send(running[0].toy, LARGE)
    eventually(lambda: pair.arrived(digest))
    assert read(running[1].toy, digest) == LARGE
    chunks = -(-len(LARGE) // CHUNK)
    assert pair.sql(pair.owner_b, "SELECT count(*) FROM attachment_chunk") == [(chunks,)]
    told = [pair.sql(owner, "SELECT DISTINCT key FROM attachment_chunk") for owner in (pair.owner_a, pair.owner_b)]
    assert [len(by) for by in told] == [1, 1]
    assert told[0] != told[1], "the listener's own key"
    eventually(lambda: (pair.due(), pair.awaited()) == (0, 0))
    eventually(lambda: well(running[0]) and well(running[1]))


def test_nothing_of_a_file_lies_readable_on_the_disk_of_the_broker(
    pair: Desks, running: tuple[Running, Running], scratch_home: Path
) -> None:
    digest = pair.send(running[0].toy, LARGE)
    eventually(lambda: pair.arrived(digest))
    logs = [log.read_bytes() for log in scratch_home.rglob(f"files.{pair.b}-*/*.log")]
    assert sum(map(len, logs)) > len(LARGE), "the chunks lie there"
    looked_for = [LARGE[at : at + 24] for at in range(0, len(LARGE), 400_000)]
    assert not [piece for piece in looked_for if any(piece in log for log in logs)]


def test_no_message_waits_for_a_file(pair: Desks, running: tuple[Running, Running]) -> None:
    gate = asyncio.Event()
    send = running[0].worker._travel._send

    async def slow(records: Sequence[Record]) -> None:
        await gate.wait()
        await send(records)

    running[0].worker._travel._send = slow
    digest = pair.send(running[0].toy, LARGE)
    pair.tell(1, 3, running[0].toy.ledger)
    eventually(pair.all_heard, 10)
    eventually(pair.receipts_are_complete, 10)
    assert not pair.arrived(digest)
    assert pair.awaited() == 1, "it is known that it will come"
    running[0]._loop.call_soon_threadsafe(gate.set)
    eventually(lambda: pair.arrived(digest))


def test_every_chunk_twice_changes_nothing(pair: Desks, running: tuple[Running, Running]) -> None:
    digest = pair.send(running[0].toy, LARGE)
    eventually(lambda: pair.arrived(digest))
    before = pair.sql(pair.owner_b, "SELECT number, nonce FROM attachment_chunk ORDER BY 1")
    again = "INSERT INTO attachment_due (inbox, subject, digest) VALUES (%s, %s, %s)"
    pair.sql(pair.owner_a, again, pair.b, HER, digest)
    eventually(lambda: pair.due() == 0)
    marker = pair.send(running[0].toy, samples.pdf())  # of the same case: it comes after all doubles
    eventually(lambda: pair.arrived(marker))
    after = "SELECT number, nonce FROM attachment_chunk WHERE digest = %s ORDER BY 1"
    assert pair.sql(pair.owner_b, after, digest) == before


def losing(send: Callable[[Sequence[Record]], Any], number: str) -> Callable[[Sequence[Record]], Any]:
    """A way to send that loses one chunk, once."""
    lost: list[Record] = []

    async def sent(records: Sequence[Record]) -> None:
        kept = [r for r in records if lost or r.headers.get("number") != number]
        lost.extend(r for r in records if r not in kept)
        await send(kept)

    return sent


def test_a_lost_chunk_is_missed_asked_for_and_sent_again(
    pair: Desks, running: tuple[Running, Running], quickly_asked: None
) -> None:
    running[0].worker._travel._send = losing(running[0].worker._travel._send, "5")
    digest = pair.send(running[0].toy, LARGE)
    eventually(lambda: pair.sql(pair.owner_b, "SELECT asked > 0 FROM attachment_awaited") == [(True,)])
    assert running[1].worker.health()["files"] == 1
    eventually(lambda: pair.arrived(digest))
    assert read(running[1].toy, digest) == LARGE
    eventually(lambda: pair.awaited() == 0 and well(running[1]))


def test_a_file_that_was_asked_for_and_does_not_come_is_seen_in_health(
    pair: Desks, running: tuple[Running, Running], quickly_asked: None
) -> None:
    running[0].worker._travel._send = losing(running[0].worker._travel._send, "1")
    running[0].worker._our_turn = False  # as if the sender's worker had died after the first try
    digest = pair.send(running[0].toy, samples.pdf())
    eventually(pair.all_heard)
    eventually(lambda: running[1].worker.health()["trouble"].keys() == {"files.missing"})
    running[0].worker._our_turn = True
    eventually(lambda: pair.arrived(digest) and well(running[1]))


def test_a_forged_chunk_is_set_aside_and_nothing_of_it_is_kept(pair: Desks, running: tuple[Running, Running]) -> None:
    digest = "f" * 64
    forger = Toy(Spec(pair.a, pair.app_a, pair.kafka.bootstrap, pair.passwords[pair.a], {pair.a: 60, pair.b: 20}))
    made = Posting(pair.a, forger.vault, forger.directory, 24).record(pair.b, HER, digest, 1, 1, samples.pdf())
    lying = Posting(pair.a, running[0].toy.vault, forger.directory, 24)  # the sender itself, but not that file
    fake = [made, Record(made.topic, made.key, b"x", {}), lying.record(pair.b, HER, digest, 1, 1, samples.pdf())]

    async def send() -> None:
        sender = Sender(lambda: broker(pair.kafka.bootstrap, pair.a, pair.passwords[pair.a]))
        await sender(fake)
        await sender.close()

    asyncio.run(send())
    forger.close()
    eventually(lambda: pair.sql(pair.owner_b, "SELECT count(*) FROM unreadable") == [(3,)])
    assert pair.sql(pair.owner_b, "SELECT count(*) FROM attachment_chunk") == [(0,)]
    assert not well(running[1])
    genuine = pair.send(running[0].toy, samples.pdf())
    eventually(lambda: pair.arrived(genuine))


def test_who_was_never_told_of_a_file_asks_for_it_in_vain(pair: Desks, running: tuple[Running, Running]) -> None:
    digest = pair.send(running[0].toy, LARGE, tell=False)
    toy = running[1].toy
    asked = Teller(pair.b, toy.vault, toy.directory, toy.clear).ask_file(pair.a, str(HER), digest)

    async def send() -> None:
        sender = Sender(lambda: broker(pair.kafka.bootstrap, pair.b, pair.passwords[pair.b]))
        await sender([asked])
        await sender.close()

    running[0].worker._our_turn = False
    asyncio.run(send())
    eventually(lambda: pair.due() == 1)
    running[0].worker._our_turn = True
    eventually(lambda: pair.due() == 0)
    marker = pair.send(running[0].toy, samples.pdf())
    eventually(lambda: pair.arrived(marker))
    assert pair.sql(pair.owner_b, "SELECT digest FROM attachment") == [(marker,)]


def test_a_file_on_its_way_to_us_is_sent_on_once_it_is_here(pair: Desks, running: tuple[Running, Running]) -> None:
    """Told on by whoever was told of it: the file may be slower than both messages."""
    toy, content = running[0].toy, samples.pdf()
    digest = Attachments(rows.RowsInMemory(), toy.vault, len(content)).lay(HER, BytesIO(content), PDF)
    toy.attachments.rows.expect(pair.b, HER, digest)
    paper = FilePaper("forwarded", digest, pair.b)
    toy.ledger.handle(FILING, HER, paper, command_id=uuid4(), by=OFFICER, law=LAW, when=When.instant(MAY_5))
    pair.told[HER] = ["forwarded"]
    eventually(pair.all_heard)
    time.sleep(2.5)  # two rounds of the sender
    assert pair.due() == 1
    file = BytesIO(content)
    assert isinstance(toy.attachments.rows, RowsInPostgres)
    toy.attachments.lay(HER, file, PDF)
    eventually(lambda: pair.arrived(digest) and pair.due() == 0)


@pytest.mark.slow
def test_a_process_killed_at_every_step_of_a_file_s_way_loses_none(pair: Desks, tmp_path: Path) -> None:
    teller = Toy(pair.spec(pair.a))  # lays files down and tells of them, while the workers are killed
    sent: dict[str, bytes] = {}
    hit: Counter[str] = Counter()
    plan = [(pair.a, step) for step in ("relay.sent", *STEPS[:3])] + [(pair.b, step) for step in STEPS[3:]]
    for n, (source, step) in enumerate(plan):
        content = samples.jpeg(2_000_000, seed=n)
        sent[pair.send(teller, content)] = content
        other = process(pair.spec(pair.b if source == pair.a else pair.a), tmp_path)
        victim = process(pair.spec(source, crash=step, at_count=2 if step in STEPS[3:] else 1), tmp_path)
        assert victim.wait(60) == -signal.SIGKILL, f"{step} was never reached"
        hit[step] += 1
        other.terminate()
        other.wait(20)
    both = [process(pair.spec(source), tmp_path) for source in (pair.a, pair.b)]
    try:
        eventually(lambda: all(map(pair.arrived, sent)), 90)
        eventually(lambda: (pair.due(), pair.awaited()) == (0, 0), 30)
    finally:
        for one in both:
            one.terminate()
            one.wait(20)
    listener = Toy(pair.spec(pair.b))
    assert {digest: read(listener, digest) for digest in sent} == sent
    assert set(hit) == {"relay.sent", *STEPS}
    teller.close()
    listener.close()
