"""Journals as they were heard, held against what other agencies have seen of each ledger, on a real PostgreSQL."""

from collections.abc import Sequence
from random import Random
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from services.reporting.projections.keeping import Journals
from services.reporting.projections.seals import Seals
from shared.journal import JournalEntry
from shared.kafka.inbox import Arrived
from shared.kernel.words import Source, agency_of
from shared.proof import NotProved
from shared.proof.evidence import Evidence
from shared.proof.merkle import consistency
from shared.proof.notes import Note
from shared.proof.witnessing import Lie, Shown
from shared.transparency.log import CHECKPOINT, COSIGNATURE, EVIDENCE
from tests.reporting.kept import hear
from tests.reporting.logs import NOON, checkpoint, known, leaf, others, record, seen, shown, signer_of, tree
from tests.reporting.town import SOURCES, walked

Pool = ConnectionPool[Any]
POLICE = "intake.police"
JOURNAL: Sequence[JournalEntry] = [entry for entry in walked().journal() if entry.source == POLICE]
LEAVES = [leaf(entry) for entry in sorted(JOURNAL, key=lambda entry: entry.position)]
OTHERS = others(POLICE, SOURCES)


@pytest.fixture
def seals(pool: Pool) -> Seals:
    hear(pool, JOURNAL)
    return Seals(pool, known(SOURCES))


def sealed(
    size: int = len(LEAVES), leaves: Sequence[bytes] = LEAVES, witnesses: Sequence[Source] = ()
) -> list[Arrived]:
    """Everything that is said of a checkpoint of so many entries."""
    text = checkpoint(POLICE, leaves[:size])
    return [shown(text, POLICE), *(seen(text, each) for each in witnesses or OTHERS)]


def test_what_most_agencies_have_seen_is_checked_up_to_there(seals: Seals) -> None:
    seals.hear(sealed(3))
    seals.check([POLICE])
    (seal,) = seals.of([POLICE])
    assert (seal.heard, seal.checked, seal.differs, seal.lies) == (len(LEAVES), 3, None, ())
    assert seal.seen_by == tuple(sorted(agency_of(at) for at in OTHERS))
    assert (seal.seen_at, seal.open_since is None) == (NOON, False)
    seals.hear(sealed())
    seals.check([POLICE])
    (seal,) = seals.of([POLICE])
    assert (seal.checked, seal.open_since) == (len(LEAVES), None)


def test_in_whatever_order_it_is_said_and_how_often_it_comes_to_the_same(seals: Seals) -> None:
    told = [*sealed(2), *sealed(5), *sealed()] * 2
    Random(7).shuffle(told)
    for each in told:
        seals.hear([each])
        seals.check([POLICE])
    (seal,) = seals.of([POLICE])
    assert (seal.checked, seal.differs) == (len(LEAVES), None)


def test_what_too_few_have_seen_or_the_log_did_not_sign_proves_nothing(seals: Seals) -> None:
    text = checkpoint(POLICE, LEAVES)
    seals.hear(sealed(witnesses=OTHERS[:1]))
    seals.check([POLICE])
    assert seals.of([POLICE])[0].checked == 0
    seals.hear([seen(text, each) for each in OTHERS])
    seals.check([POLICE])
    assert seals.of([POLICE])[0].checked == len(LEAVES)


def test_witnesses_without_the_signature_of_the_log_are_not_enough(seals: Seals) -> None:
    seals.hear([seen(checkpoint(POLICE, LEAVES), each) for each in OTHERS])
    seals.check([POLICE])
    assert seals.of([POLICE])[0].checked == 0


def test_a_journal_that_is_not_what_others_have_seen_differs_and_says_so_for_good(seals: Seals) -> None:
    other = [b"\1" * 32, *LEAVES[1:]]
    seals.hear(sealed(4, other))
    seals.check([POLICE])
    seals.hear(sealed())
    seals.check([POLICE])
    (seal,) = seals.of([POLICE])
    assert (seal.differs, seal.broken) == (4, True)


def test_a_smaller_checkpoint_of_another_history_is_found_though_a_larger_one_fits(seals: Seals) -> None:
    seals.hear(sealed())
    seals.check([POLICE])
    seals.hear(sealed(4, [b"\1" * 32, *LEAVES[1:]]))
    seals.check([POLICE])
    assert seals.of([POLICE])[0].differs == 4


def test_what_is_said_before_the_journal_was_heard_waits_for_it(pool: Pool) -> None:
    seals = Seals(pool, known(SOURCES))
    seals.hear(sealed())
    seals.check([POLICE])
    assert seals.of([POLICE])[0].checked == 0
    hear(pool, JOURNAL)
    seals.check([POLICE])
    assert seals.of([POLICE])[0].checked == len(LEAVES)


def test_over_a_hole_nothing_is_checked(pool: Pool) -> None:
    seals = Seals(pool, known(SOURCES))
    hear(pool, [entry for entry in JOURNAL if entry.position != 3])
    seals.hear(sealed())
    seals.check([POLICE])
    (seal,) = seals.of([POLICE])
    assert (seal.heard, seal.checked) == (2, 0)


def test_every_entry_has_its_proof_as_soon_as_others_have_seen_it(seals: Seals) -> None:
    seals.hear(sealed(4))
    seals.check([POLICE])
    proofs = [seals.proof(entry) for entry in sorted(JOURNAL, key=lambda entry: entry.position)]
    assert [proof is not None for proof in proofs] == [at < 4 for at in range(len(LEAVES))]
    for proof, each in zip(proofs[:4], LEAVES, strict=False):
        assert proof
        assert proof.check(each, known(SOURCES).policy()).size == 4
    assert seals.proved(JOURNAL) == {f"{POLICE}/{position}" for position in (1, 2, 3, 4)}


def test_an_entry_that_the_owner_of_this_database_changed_is_no_longer_proved(
    seals: Seals, pool: Pool, database: tuple[str, str, str]
) -> None:
    seals.hear(sealed())
    seals.check([POLICE])
    with psycopg.connect(database[0], autocommit=True) as owner:
        owner.execute("UPDATE journal_entry SET name = name || 'x' WHERE position = 2")
    changed = Journals(pool).entry(POLICE, 2)
    assert changed
    with pytest.raises(NotProved):
        seals.proof(changed)
    assert f"{POLICE}/2" not in seals.proved([changed])


def test_what_an_earlier_program_heard_without_keeping_leaves_leads_to_the_same_tree(
    seals: Seals, database: tuple[str, str, str]
) -> None:
    with psycopg.connect(database[0], autocommit=True) as owner:
        assert owner.execute("UPDATE journal_entry SET leaf = NULL WHERE position % 2 = 0").rowcount
    seals.hear(sealed())
    seals.check([POLICE])
    assert seals.of([POLICE])[0].checked == len(LEAVES)


def test_a_log_that_contradicted_itself_before_a_witness_is_named(seals: Seals) -> None:
    one, other = checkpoint(POLICE, LEAVES), checkpoint(POLICE, [b"\1" * 32, *LEAVES[1:]])
    fork = Evidence(
        signer_of(POLICE).name, Lie.FORK, str(Note(one, (signer_of(POLICE).sign(one),))),
        str(Shown(0, (), Note(other, (signer_of(POLICE).sign(other),)))), "toy.trove/witness/labour",
    )  # fmt: skip
    seals.hear([record(EVIDENCE, fork.written)] * 2)
    assert seals.of([POLICE])[0].lies == ("fork",)


def test_what_nobody_signed_is_nobodys_word(seals: Seals) -> None:
    text = checkpoint(POLICE, [b"\1" * 32])
    forged = Note(text, (signer_of("intake.labour").sign(text),))
    grown = Evidence(
        signer_of(POLICE).name, Lie.UNPROVED, str(Note(checkpoint(POLICE, LEAVES[:2]), (signer_of(POLICE).sign("x\n"),))),
        str(Shown(2, consistency(tree(LEAVES), 2, len(LEAVES)), forged)), "toy.trove/witness/labour",
    )  # fmt: skip
    seals.hear(
        [
            record(CHECKPOINT, str(Shown(0, (), forged))), record(COSIGNATURE, str(forged)), record(CHECKPOINT, "nothing"),
            record(COSIGNATURE, text), record(EVIDENCE, "{}"), record(EVIDENCE, grown.written), seen(text, POLICE),
            Arrived(CHECKPOINT, 0, 0, {}, b"\xff"),
        ]
    )  # fmt: skip
    seals.check([POLICE])
    (seal,) = seals.of([POLICE])
    assert (seal.checked, seal.differs, seal.lies) == (0, None, ())


def test_old_checkpoints_that_fit_are_not_kept(seals: Seals, pool: Pool) -> None:
    for size in range(1, len(LEAVES) + 1):
        seals.hear(sealed(size))
        seals.check([POLICE])
    with pool.connection() as conn:
        assert conn.execute("SELECT count(*), min(size) FROM seal").fetchone() == (1, len(LEAVES))
        assert conn.execute("SELECT count(*) FROM seal_signature").fetchone() == (1 + len(OTHERS),)


def test_where_nothing_is_new_nothing_is_written(seals: Seals, pool: Pool) -> None:
    seals.hear(sealed())
    seals.check([POLICE])
    with pool.connection() as conn:
        before = conn.execute("SELECT xmin::text FROM journal_tree").fetchall()
        seals.check([POLICE])
        assert conn.execute("SELECT xmin::text FROM journal_tree").fetchall() == before
