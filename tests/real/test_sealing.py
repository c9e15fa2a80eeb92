"""A log on a real PostgreSQL: however a ledger grows, its tiles and checkpoints are those of its entries; witnesses believe
honest growth once, and nothing else."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from shared.kernel.when import When
from shared.ledger import Ledger
from shared.proof import NotProved, leaf_hash
from shared.proof.leaf import Leaf
from shared.proof.notes import Checkpoint, Kind, Note, Signer
from shared.proof.tiles import Grown, Tile, tiles_of
from shared.proof.witnessing import Lie, Shown, check_evidence
from shared.transparency.cosigned import Cosigned
from shared.transparency.sealer import Sealer
from shared.transparency.witness import Said, Witness
from tests.ledger.places import fresh, on_postgres
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY
from tests.ledger.toy import Note as Remark

POLICE = Signer("toy.trove/intake.police", Kind.LOG, Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32))
HEALTH = Signer("toy.trove/witness/health", Kind.WITNESS, Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32))


class Place:
    """A ledger with its log; its owner is a superuser who can do anything."""

    def __init__(self, owner: str, pool: ConnectionPool[Any], ledger: Ledger) -> None:
        self.owner, self.pool, self.ledger = owner, pool, ledger
        self.sealer = Sealer(POLICE, pool)

    def write(self, count: int) -> None:
        for _ in range(count):
            self.ledger.handle(
                TOY, uuid4(), Remark("meals", "support.labour"), command_id=uuid4(), by=OFFICER, law=LAW,
                when=When.instant(MAY_5),
            )  # fmt: skip

    def as_owner(self, *statements: str) -> None:
        """With all triggers off."""
        with psycopg.connect(self.owner) as conn:
            for table in ("stored_events", "log_checkpoint"):
                conn.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
            for statement in statements:
                conn.execute(statement.encode())

    def grown(self) -> Grown:
        """The tree of the entries as they stand there, made another way."""
        kept = Grown()
        rows = self.ledger.store.since(0, 100_000)
        kept.add([leaf_hash(Leaf.of_body(r.position, r.stream, r.version, r.name, r.body).data) for r in rows])
        return kept

    def show(self) -> list[str]:
        """Seal, sign, and what is shown to everybody."""
        while self.sealer.seal():
            pass
        self.sealer.sign()
        shown = self.sealer.untold()
        for size, _ in shown:
            self.sealer.told(size)
        return [str(each) for _, each in shown]


@pytest.fixture
def place(postgres: Postgres) -> Iterator[Place]:
    owner, app = fresh(postgres)
    with on_postgres(app) as ledger, ConnectionPool(app, min_size=1, max_size=8, kwargs={"autocommit": True}) as pool:
        yield Place(owner, pool, ledger)


@pytest.fixture
def other(postgres: Postgres) -> Iterator[ConnectionPool[Any]]:
    """Where the witness of another agency keeps what it saw."""
    _, app = fresh(postgres)
    with ConnectionPool(app, min_size=1, max_size=8, kwargs={"autocommit": True}) as pool:
        yield pool


def checkpoint(shown: str) -> Checkpoint:
    return Checkpoint.of(Shown.of(shown).note.text)


def test_whatever_was_written_is_in_the_tree_and_every_tile_is_served(place: Place) -> None:
    for count in (1, 3, 252, 1, 44):
        place.write(count)
        (shown,) = place.show()
        assert checkpoint(shown).root == place.grown().root()
        assert checkpoint(shown).size == place.grown().size
    for tile in tiles_of(301):
        assert len(place.sealer.tile(tile) or b"") == 32 * tile.width
    assert place.sealer.tile(Tile(0, 1, 46)) is None
    assert place.sealer.tile(Tile(0, 0, 7)) == (place.sealer.tile(Tile(0, 0)) or b"")[: 7 * 32]


def test_nothing_new_signs_nothing(place: Place) -> None:
    assert place.show() == []
    place.write(2)
    assert len(place.show()) == 1
    assert place.show() == []


def test_two_sealers_at_once_seal_every_entry_once(place: Place) -> None:
    place.write(120)
    with ThreadPoolExecutor(4) as pool:
        sealed = sum(pool.map(lambda _: place.sealer.seal(7), range(40)))
    assert sealed == 120
    (shown,) = place.show()
    assert checkpoint(shown).root == place.grown().root()


def test_a_ledger_with_a_hole_is_not_sealed_beyond_it(place: Place) -> None:
    place.write(5)
    place.as_owner("DELETE FROM stored_events WHERE notification_id = 3")
    with pytest.raises(NotProved, match="no entry 3"):
        place.sealer.seal()


def test_a_witness_believes_honest_growth_and_its_word_comes_back(place: Place, other: ConnectionPool[Any]) -> None:
    witness, ours = Witness(HEALTH, {POLICE.name: POLICE.key}, other), Cosigned(POLICE.name, [HEALTH.key], place.pool)
    assert ours.latest() is None
    for count in (1, 5, 300):
        place.write(count)
        said = Said()
        for shown in place.show() * 2:  # heard twice, it is said twice
            witness.hear(shown, said)
        assert [origin for origin, _ in said.cosigned] == [POLICE.name] * 2
        assert not said.evidence
        for _, note in said.cosigned:
            assert ours.hear(str(note))
        latest = ours.latest(least=1)
        assert latest
        assert latest.signed_by([POLICE.key, HEALTH.key]).keys() == {POLICE.key, HEALTH.key}
        assert Checkpoint.of(latest.text).size == place.grown().size == ours.size()


HIDDEN = "DELETE FROM log_checkpoint"
"""Whoever rewrites may also hide what was shown before; then nothing but the witness remembers it."""


@pytest.mark.parametrize(("also", "lie"), [((), Lie.REWRITE), ((HIDDEN,), Lie.UNPROVED)])
def test_a_history_rewritten_behind_the_log_is_refused(
    place: Place, other: ConnectionPool[Any], also: tuple[str, ...], lie: Lie
) -> None:
    witness, said = Witness(HEALTH, {POLICE.name: POLICE.key}, other), Said()
    place.write(7)
    for shown in place.show():
        witness.hear(shown, said)
    place.as_owner(
        "UPDATE stored_events SET state = convert_to(replace(convert_from(state, 'UTF8'), 'meals', 'money'), 'UTF8')"
        " WHERE notification_id = 3",
        "DELETE FROM log_tile", "DELETE FROM progress WHERE name = 'sealer'", *also,
    )  # fmt: skip
    place.write(2)
    for shown in place.show():
        witness.hear(shown, said)
    assert len(said.cosigned) == 1
    (evidence,) = said.evidence
    assert evidence.refused.lie is lie
    assert witness.contradicted() == {POLICE.name: lie}
    if lie is Lie.REWRITE:
        check_evidence(evidence.refused, POLICE.key)
    latest = witness.latest(sha256(POLICE.name.encode()).hexdigest())
    assert latest
    assert Checkpoint.of(latest.text).size == 7, "the original is what the witness goes on showing"


def test_what_is_no_checkpoint_of_a_watched_log_says_nothing(place: Place, other: ConnectionPool[Any]) -> None:
    witness, said = Witness(HEALTH, {}, other), Said()
    place.write(1)
    (shown,) = place.show()
    witness.hear(shown, said)
    witness.hear("nonsense", said)
    forged = Shown.of(shown)
    lines = [POLICE.sign("something else\n")]
    Witness(HEALTH, {POLICE.name: POLICE.key}, other).hear(str(Shown(0, [], Note(forged.note.text, lines))), said)
    assert (said.cosigned, said.evidence, said.strange) == ([], [], 2)


def test_a_signature_below_another_checkpoint_is_not_kept(place: Place) -> None:
    ours = Cosigned(POLICE.name, [HEALTH.key], place.pool)
    place.write(1)
    place.show()
    other = str(Checkpoint(POLICE.name, 1, leaf_hash(b"another")))
    assert not ours.hear(str(Note(other, (HEALTH.sign(other, 1),))))
    assert not ours.hear("nonsense")
    assert ours.size() == 0


def test_two_copies_of_an_agency_contradict_each_other_before_every_witness(
    place: Place, other: ConnectionPool[Any], postgres: Postgres
) -> None:
    """Both hold the key, both write on: whoever comes second is refused, and the two notes prove it to anybody."""
    witness, said = Witness(HEALTH, {POLICE.name: POLICE.key}, other), Said()
    owner, app = fresh(postgres)
    with on_postgres(app) as ledger, ConnectionPool(app, min_size=1, max_size=8, kwargs={"autocommit": True}) as pool:
        copy = Place(owner, pool, ledger)
        for each in (place, copy):
            each.write(3)
            for shown in each.show():
                witness.hear(shown, said)
    assert len(said.cosigned) == 1
    (evidence,) = said.evidence
    assert evidence.refused.lie is Lie.FORK
    check_evidence(evidence.refused, POLICE.key)
    assert witness.evidence() == [evidence]
