"""A small town whose logs can be proved, and every way to lie about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid5

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.audit.folder import About, EntryLine, Folder
from shared.audit.leaves import hash_of
from shared.audit.written import Writing
from shared.kernel.words import Source
from shared.proof.merkle import root
from shared.proof.notes import Checkpoint, Kind, Note, Signer
from shared.proof.policy import Group, Policy
from shared.proof.tiles import Tiles, tiles_of
from tests.proof.trees import grown

AGENCIES = ("health", "labour", "police")
ANYWHERE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


def signer(name: str, kind: Kind) -> Signer:
    return Signer(name, kind, Ed25519PrivateKey.from_private_bytes(uuid5(ANYWHERE, name).bytes * 2))


def log_of(source: Source) -> Signer:
    return signer(f"toy.trove/{source}", Kind.LOG)


WITNESSES = {agency: signer(f"toy.trove/witness/{agency}", Kind.WITNESS) for agency in AGENCIES}
LOGS = {f"intake.{agency}": log_of(f"intake.{agency}") for agency in AGENCIES}
POLICY = Policy(
    tuple(log.key for log in LOGS.values()), {name: each.key for name, each in WITNESSES.items()},
    {"agencies": Group(2, AGENCIES)}, "agencies",
)  # fmt: skip


def entries(count: int, *, tells: Source = "intake.labour", salt: str = "") -> list[EntryLine]:
    """A ledger of so many entries about ten files, each telling one message."""
    found, versions, numbers = [], dict[str, int](), dict[str, int]()
    for position in range(1, count + 1):
        subject = str(uuid5(ANYWHERE, f"{salt}{position % 10}"))
        versions[subject] = versions.get(subject, 0) + 1
        numbers[subject] = numbers.get(subject, 0) + 1
        body = {
            "v": 1, "at": f"2023-05-05T08:{position // 60 % 60:02}:{position % 60:02}.{position:06}+00:00",
            "to": [{"inbox": tells, "seq": numbers[subject], "type": "toy.Told", "data": {}}], "subject": subject,
            "because": str(uuid5(ANYWHERE, f"{salt}command {position}")), "fact": {"need": "meals", "n": position},
        }  # fmt: skip
        name = "toy.case.Noted"
        found.append(EntryLine(position, subject, versions[subject], name, msgspec.json.encode(body).decode()))
    return found


def changed(line: EntryLine, **what: object) -> EntryLine:
    return EntryLine(**{**{name: getattr(line, name) for name in line.__struct_fields__}, **what})


def tree(lines: Sequence[EntryLine]) -> Tiles:
    stored = grown([hash_of(line) for line in lines], 5_000)
    return Tiles(len(lines), lambda tile: stored[tile.level, tile.n][: 32 * tile.width])


def note(
    source: Source, lines: Sequence[EntryLine], size: int | None = None, *, by: Iterable[str] | None = None
) -> Note:
    """A checkpoint of the first `size` of these, co-signed by these agencies: all others than its own unless said."""
    size = len(lines) if size is None else size
    text = str(Checkpoint(LOGS[source].name, size, root(tree(lines), size)))
    witnesses = [name for name in AGENCIES if name != source.partition(".")[2]] if by is None else by
    return Note(text, (LOGS[source].sign(text), *(WITNESSES[name].sign(text, 1_700_000_000) for name in witnesses)))


@dataclass
class Shown:
    """What an agency shows: what stands in its ledger now, and what its log says of it."""

    lines: Sequence[EntryLine]
    sealed: Sequence[EntryLine] = ()
    checkpoint: Note | None = None
    witnessed: dict[str, Note] = field(default_factory=dict)
    copies: Sequence[EntryLine] = ()


def folder(path: Path, shown: dict[Source, Shown], policy: Policy = POLICY) -> Folder:
    writing = Writing(path, policy)
    for source, each in shown.items():
        sealed = each.sealed or each.lines
        told = each.checkpoint or note(source, sealed)
        writing.checkpoint(source, told)
        nodes = tree(sealed)
        for tile in tiles_of(len(sealed)):
            writing.tile(source, tile, nodes._read(tile))
        for at in range(0, len(each.lines), 1_000):
            some = (msgspec.json.encode(line) + b"\n" for line in each.lines[at : at + 1_000])
            writing.entries(source, each.lines[at].position, some)
        if each.copies:
            writing.copies(source, 1, (msgspec.json.encode(line) + b"\n" for line in each.copies))
        for witness, seen in each.witnessed.items():
            writing.witnessed(source, witness, seen)
    writing.done(About("toy", "2026-11-26T21:00:00+00:00"))
    return Folder(path)
