"""Before an instance writes anything: is its ledger still the one that others have seen? After a restore it may be shorter, or
another; then nothing may be written until the missing end is back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg_pool import ConnectionPool

from shared.kafka.restoring import Lost, told, whole_topic
from shared.kernel.words import Source
from shared.ledger import InPostgres
from shared.ledger.stored import decode_body
from shared.ledger.units import Message, Row
from shared.proof.leaf import entry_hash
from shared.proof.merkle import Hash, NotProved
from shared.proof.notes import Checkpoint, Key, Note
from shared.proof.tiles import Grown
from shared.transparency.log import COSIGNATURE
from shared.transparency.sealer import AT_ONCE, read_leaves

NEWEST = 5_000
"""Records of the topic that are looked through first; where none of them is ours, all are."""


@dataclass(frozen=True)
class Broker:
    """How an instance reaches the broker."""

    servers: str
    source: Source
    password: str


async def last_seen(broker: Broker, origin: str, witnesses: Sequence[Key]) -> Checkpoint | None:
    """The largest checkpoint of this log that a witness of another agency signed; None where there is none. Raises the broker's
    errors."""
    for newest in (NEWEST, None):
        seen: list[Checkpoint] = []
        async for _, value in whole_topic(COSIGNATURE, broker.servers, broker.source, broker.password, newest=newest):
            if value.startswith(f"{origin}\n".encode()) and (found := _signed(value, witnesses)):
                seen.append(found)
        if seen:
            return max(seen, key=lambda each: each.size)
    return None


def _signed(value: bytes, witnesses: Sequence[Key]) -> Checkpoint | None:
    """What is not signed by a witness says nothing: everybody may write to the topic."""
    try:
        note = Note.of(value.decode())
        return Checkpoint.of(note.text) if note.signed_by(witnesses) else None
    except (NotProved, UnicodeDecodeError):
        return None


def difference(pool: ConnectionPool[Any], seen: Checkpoint | None) -> str | None:
    """In what a ledger differs from the checkpoint that others have seen; None where it goes on from there."""
    if seen is None:
        return None
    try:
        kept = root_of(pool, seen.size)
    except NotProved as hole:
        return str(hole)
    if kept.size < seen.size:
        return f"it ends at entry {kept.size}, others have seen {seen.size}"
    if kept.root() != seen.root:
        return f"its first {seen.size} entries are not those that others have seen"
    return None


def root_of(pool: ConnectionPool[Any], most: int) -> Grown:
    """The tree of the first entries of a ledger, hashed anew. Raises `NotProved` where one is missing among them."""
    kept = Grown()
    with pool.connection() as conn:
        while kept.size < most and (leaves := read_leaves(conn, kept.size, min(AT_ONCE, most - kept.size))):
            kept.add(leaves)
    return kept


async def repair(store: InPostgres, pool: ConnectionPool[Any], broker: Broker, seen: Checkpoint) -> int:
    """Bring the missing end of a ledger back from its journal; how many entries came. Raises `Lost` where that would not be the
    history others have seen: then nothing was changed."""
    try:
        kept = root_of(pool, seen.size)
    except NotProved as hole:
        raise Lost(f"{hole}, and there are later ones: an older backup is needed") from hole
    last = store.last()
    journal = await told(broker.servers, broker.source, broker.password)
    tail = [journal[at] for at in range(last + 1, max(journal, default=0) + 1) if at in journal]
    if [row.position for row in tail] != list(range(last + 1, last + len(tail) + 1)) or last + len(tail) < seen.size:
        raise Lost(f"the journal does not hold all entries from {last + 1} to {seen.size}")
    kept.add([_leaf(row) for row in tail[: max(0, seen.size - last)]])
    if kept.root() != seen.root:
        raise Lost(_first_changed(store, journal, min(last, seen.size)))
    if tail:
        store.bring_back(tail, await _heard(broker, tail))
    return len(tail)


def _leaf(row: Row) -> Hash:
    return entry_hash(row.position, row.version, row.stream.bytes, row.body, row.name)


def _first_changed(store: InPostgres, journal: Mapping[int, Row], last: int) -> str:
    for row in store.since(0, last):
        if row != journal.get(row.position):
            return f"entry {row.position} is not the one that was told: what stands there was changed"
    return "what was told on the journal is not what others have seen"


async def _heard(broker: Broker, tail: Sequence[Row]) -> Mapping[int, Message]:
    """Which numbered message each of these entries answers. A skipped one says so itself; of the others the numbers stand in the
    inbox, for thirty days."""
    asked: dict[tuple[str, str], int] = {}
    found: dict[int, Message] = {}
    for row in tail:
        body = decode_body(row.body)
        sender, skipped, seq = body.because.partition("#")
        if skipped:
            found[row.position] = Message(sender, str(body.subject), int(seq))
        elif "/" in sender:
            sender, _, position = sender.rpartition("/")
            asked.setdefault((sender, position), row.position)
    if asked:
        async for headers, _ in whole_topic(f"inbox.{broker.source}", broker.servers, broker.source, broker.password):
            said = {name: headers.get(name, b"").decode("utf-8", "replace") for name in ("ce_id", "ce_subject", "seq")}
            sender, _, position = said["ce_id"].rpartition("/")
            if (at := asked.get((sender, position))) and said["seq"].isdigit() and int(said["seq"]):
                found[at] = Message(sender, str(UUID(said["ce_subject"])), int(said["seq"]))
    if missing := sorted(set(asked.values()) - found.keys()):
        raise Lost(f"the inbox no longer holds the message that entry {missing[0]} answers")
    return found
