"""The invariant of the whole town, read from databases and topics: nothing lost, nothing twice, order kept.

For every ledger: dense positions, stamps that never go back, versions without holes, told numbers without holes. Between
ledgers: every line that was told was heard by its listener exactly once and in order, and caused an entry there that
names it. On the broker: every journal holds every entry, byte for byte, each subject in order.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import msgspec
from kafka import KafkaConsumer, TopicPartition

from tests.town.running import RunningTown


class _Line(msgspec.Struct):
    inbox: str
    seq: int


class _Body(msgspec.Struct):
    at: str
    subject: str
    because: str
    to: list[_Line]


_decode = msgspec.json.Decoder(_Body).decode


@dataclass
class Ledger:
    source: str
    rows: list[tuple[int, str, int, str, bytes]]
    heard: list[tuple[str, str, int, int, int]]
    bodies: list[_Body] = field(init=False)

    def __post_init__(self) -> None:
        self.bodies = [_decode(row[4]) for row in self.rows]


@dataclass
class Found:
    """What was counted while all of it held."""

    ledgers: int = 0
    entries: int = 0
    told: int = 0
    journal_records: int = 0
    repeated_records: int = 0


def check(town: RunningTown) -> Found:
    """Raises AssertionError that names the first ledger and line where the invariant does not hold."""
    found = Found()
    ledgers = {i.source: _read(town, i.source) for i in town.profile.instances}
    for ledger in ledgers.values():
        _alone(ledger)
        found.ledgers += 1
        found.entries += len(ledger.rows)
    for ledger in ledgers.values():
        found.told += _between(ledger, ledgers)
    for source, ledger in ledgers.items():
        records = _journal(town, source)
        _same(ledger, records, _since(town, ledger))
        found.journal_records += len(records)
        found.repeated_records += len(records) - len(ledger.rows)
    return found


def _read(town: RunningTown, source: str) -> Ledger:
    name = source.replace(".", "_")
    rows: Any = town.sql(
        name,
        "SELECT notification_id, originator_id::text, originator_version, topic, state FROM stored_events ORDER BY 1",
    )
    heard: Any = town.sql(name, "SELECT sender, subject, seq, first, last FROM heard ORDER BY sender, subject, seq")
    return Ledger(source, rows, heard)


def _since(town: RunningTown, ledger: Ledger) -> dict[int, bytes]:
    """What was written while we looked: a notice may fall due at any time."""
    sql = "SELECT notification_id, state FROM stored_events WHERE notification_id > %s"
    found: Any = town.sql(ledger.source.replace(".", "_"), sql, len(ledger.rows))
    return dict(found)


def _alone(ledger: Ledger) -> None:
    assert [row[0] for row in ledger.rows] == list(range(1, len(ledger.rows) + 1)), f"{ledger.source}: positions"
    stamps = [body.at for body in ledger.bodies]
    assert stamps == sorted(stamps), f"{ledger.source}: a stamp went back"
    versions: Counter[str] = Counter()
    for _, stream, version, *_ in ledger.rows:
        versions[stream] += 1
        assert version == versions[stream], f"{ledger.source}: version {version} of {stream}"
    numbers: Counter[tuple[str, str]] = Counter()
    for body in ledger.bodies:
        for line in body.to:
            numbers[line.inbox, body.subject] += 1
            assert line.seq == numbers[line.inbox, body.subject], f"{ledger.source}: number {line.seq} to {line.inbox}"
    last: dict[tuple[str, str], tuple[int, int]] = {}
    for sender, subject, seq, first, _ in ledger.heard:
        before = last.get((sender, subject), (0, 0))
        assert seq == before[0] + 1, f"{ledger.source}: heard {seq} of {sender} after {before[0]}"
        assert first >= before[1], f"{ledger.source}: {sender} was heard out of order"
        last[sender, subject] = (seq, first)


def _between(teller: Ledger, ledgers: dict[str, Ledger]) -> int:
    heard = {
        source: {
            (subject, seq): (first, end) for sender, subject, seq, first, end in ledger.heard if sender == teller.source
        }
        for source, ledger in ledgers.items()
    }
    told = 0
    for (position, *_), body in zip(teller.rows, teller.bodies, strict=True):
        for line in body.to:
            told += 1
            marks = heard[line.inbox].pop((body.subject, line.seq), None)
            assert marks, f"{line.inbox} never heard {teller.source}/{position}"
            for entry in range(marks[0], marks[1] + 1):
                because = ledgers[line.inbox].bodies[entry - 1].because
                assert because == f"{teller.source}/{position}", f"{line.inbox}/{entry} names {because}"
    assert not any(heard.values()), f"somebody heard of {teller.source} what it never told"
    return told


def _journal(town: RunningTown, source: str) -> list[tuple[int, str, bytes]]:
    consumer = KafkaConsumer(bootstrap_servers=town.bootstrap, group_id=None, **town.broker_login())
    topic = f"journal.{source}"
    parts = [TopicPartition(topic, n) for n in sorted(consumer.partitions_for_topic(topic) or ())]
    consumer.assign(parts)
    consumer.seek_to_beginning(*parts)
    ends = consumer.end_offsets(parts)
    records: list[tuple[int, str, bytes]] = []
    while any(consumer.position(part) < ends[part] for part in parts):
        for batch in consumer.poll(timeout_ms=1000).values():
            for record in batch:
                headers = dict(record.headers)
                records.append((int(headers["position"]), record.key.decode(), record.value))
    consumer.close()
    return records


def _same(ledger: Ledger, records: list[tuple[int, str, bytes]], since: dict[int, bytes]) -> None:
    bytes_of = {position: value for position, _, value in records}
    for row in ledger.rows:
        assert bytes_of.get(row[0]) == row[4], f"journal.{ledger.source} does not hold entry {row[0]} as it stands"
    more = bytes_of.keys() - {row[0] for row in ledger.rows}
    assert all(bytes_of[position] == since.get(position) for position in more), (
        f"journal.{ledger.source} holds more than the ledger"
    )
    first_seen: dict[str, list[int]] = defaultdict(list)
    seen: set[int] = set()
    for position, subject, _ in records:
        if position not in seen:
            seen.add(position)
            first_seen[subject].append(position)
    assert all(positions == sorted(positions) for positions in first_seen.values()), f"journal.{ledger.source}: order"
