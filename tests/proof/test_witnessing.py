"""What a witness does with a checkpoint: honest growth is co-signed, every lie refused, with evidence where there can be any."""

from collections.abc import Sequence

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from shared.proof import EMPTY, NotProved, leaf_hash
from shared.proof.evidence import Evidence
from shared.proof.merkle import consistency, root
from shared.proof.notes import Checkpoint, Kind, Note, Signer
from shared.proof.tiles import Tiles
from shared.proof.witnessing import Believed, Lie, Refused, Shown, check_evidence, judge
from tests.proof.trees import data, grown

ORIGIN = "trove.example/police"
LOG = Signer(ORIGIN, Kind.LOG, Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32))
HONEST = [leaf_hash(each) for each in data(300)]
REWRITTEN = [leaf_hash(b"rewritten") if at == 3 else each for at, each in enumerate(HONEST)]


def tree(leaves: Sequence[bytes]) -> Tiles:
    stored = grown(leaves, 100)
    return Tiles(len(leaves), lambda tile: stored[tile.level, tile.n])


def note(leaves: Sequence[bytes], size: int) -> Note:
    text = str(Checkpoint(ORIGIN, size, root(tree(leaves), size)))
    return Note(text, (LOG.sign(text),))


def shown(leaves: Sequence[bytes], old: int, size: int) -> Shown:
    return Shown(old, consistency(tree(leaves), old, size), note(leaves, size))


def seen(*sizes: int) -> dict[int, Note]:
    return {size: note(HONEST, size) for size in sizes}


def refused(what: Believed | Refused) -> Refused:
    assert isinstance(what, Refused)
    return what


@given(some.lists(some.integers(0, 40), min_size=1, max_size=8))
def test_honest_growth_is_believed_step_by_step(steps: list[int]) -> None:
    last, known = 0, dict[int, Note]()
    for step in steps:
        now = shown(HONEST, last, last + step)
        found = judge(Shown.of(str(now)), LOG.key, known, last)
        assert found == Believed(Checkpoint.of(now.note.text), again=last in known and step == 0)
        last += step
        known[last] = now.note


def test_a_rewritten_history_is_refused_and_the_two_notes_prove_it() -> None:
    lie = refused(judge(shown(REWRITTEN, 25, 30), LOG.key, seen(25), 25))
    assert lie.lie is Lie.REWRITE
    check_evidence(lie, LOG.key)


def test_two_trees_of_one_size_are_a_fork_and_the_two_notes_prove_it() -> None:
    lie = refused(judge(shown(REWRITTEN, 0, 25), LOG.key, seen(25), 25))
    assert lie.lie is Lie.FORK
    check_evidence(lie, LOG.key)


def test_a_smaller_tree_after_a_larger_one_is_refused() -> None:
    lie = refused(judge(shown(HONEST, 10, 20), LOG.key, seen(25), 25))
    assert lie.lie is Lie.ROLLBACK
    with pytest.raises(NotProved):
        check_evidence(lie, LOG.key)


def test_the_same_word_again_is_no_lie() -> None:
    assert judge(shown(HONEST, 10, 20), LOG.key, seen(20, 25), 25) == Believed(
        Checkpoint.of(note(HONEST, 20).text), again=True
    )


@pytest.mark.parametrize("old", [0, 10, 26])
def test_growth_out_of_another_tree_than_the_one_seen_is_not_shown(old: int) -> None:
    proof = consistency(tree(HONEST), old, 30)
    assert refused(judge(Shown(old, proof, note(HONEST, 30)), LOG.key, seen(25), 25)).lie is Lie.UNPROVED


@pytest.mark.parametrize("proof", [[], [EMPTY], [EMPTY] * 5])
def test_a_proof_that_proves_nothing_is_refused_and_accuses_nobody(proof: list[bytes]) -> None:
    lie = refused(judge(Shown(25, proof, note(HONEST, 30)), LOG.key, seen(25), 25))
    assert lie.lie is Lie.UNPROVED
    with pytest.raises(NotProved):
        check_evidence(lie, LOG.key)


def test_a_rewrite_from_a_power_of_two_is_refused_though_the_proof_does_not_betray_it() -> None:
    lie = refused(judge(shown(REWRITTEN, 16, 30), LOG.key, seen(16), 16))
    assert lie.lie is Lie.UNPROVED


def test_what_the_log_did_not_sign_is_nobodys_lie() -> None:
    text = note(HONEST, 30).text
    forger = Signer(ORIGIN, Kind.LOG, Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32))
    with pytest.raises(NotProved, match="not signed"):
        judge(Shown(0, [], Note(text, (forger.sign(text),))), LOG.key, {}, 0)


def test_a_log_does_not_speak_for_another() -> None:
    text = str(Checkpoint("trove.example/labour", 0, EMPTY))
    with pytest.raises(NotProved, match="not one of this log"):
        judge(Shown(0, [], Note(text, (LOG.sign(text),))), LOG.key, {}, 0)


def test_evidence_that_was_made_up_proves_nothing() -> None:
    honest = Refused(Lie.REWRITE, note(HONEST, 25), shown(HONEST, 25, 30))
    same = Refused(Lie.FORK, note(HONEST, 25), shown(HONEST, 0, 25))
    for made_up in (honest, same):
        with pytest.raises(NotProved, match="do not contradict"):
            check_evidence(made_up, LOG.key)
    other = Signer(ORIGIN, Kind.LOG, Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32))
    with pytest.raises(NotProved, match="not signed"):
        check_evidence(Refused(Lie.FORK, note(HONEST, 25), shown(REWRITTEN, 0, 25)), other.key)


@given(some.integers(2, 200), some.integers(1, 60), some.integers(0, 260))
def test_no_rewrite_of_what_was_seen_is_ever_believed(last: int, more: int, place: int) -> None:
    other = [leaf_hash(b"rewritten") if at == place else each for at, each in enumerate(HONEST)]
    found = judge(shown(other, last, last + more), LOG.key, seen(last), last)
    assert isinstance(found, Believed) == (place >= last)
    if isinstance(found, Refused) and found.lie is Lie.REWRITE:
        check_evidence(found, LOG.key)


@pytest.mark.parametrize(
    "written", ["", "old 1", "old 01\n\n", "old x\n\n", "new 1\n\n", "old 1\nAAAA\n\n", "old 1\n" + "A" * 43 + "=\n\n"]
)
def test_what_is_no_shown_checkpoint_is_refused(written: str) -> None:
    with pytest.raises(NotProved):
        Shown.of(written)


@pytest.mark.parametrize(
    "written",
    [b"not json", b'{"origin":1}', pytest.param(b'{"new":' + b"[" * 100_000 + b"]" * 100_000 + b"}", id="without end")],
)
def test_what_is_no_evidence_says_so_however_deep_it_is_nested(written: bytes) -> None:
    with pytest.raises(NotProved):
        Evidence.read(written)
