"""Whom an inspector believes: policies as the specification writes them, and what is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.proof import NotProved, leaf_hash
from shared.proof.merkle import inclusion
from shared.proof.notes import Checkpoint, Kind, Note, Signer
from shared.proof.policy import read_policy
from shared.proof.proofs import Proof
from tests.proof.trees import data, tree

SIZE = 1000
ORIGIN = "trove.example/police"


def signer(name: str, kind: Kind, seed: int) -> Signer:
    return Signer(name, kind, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


LOG = signer(ORIGIN, Kind.LOG, 1)
WITNESSES = [
    signer(f"trove.example/w/{agency}", Kind.WITNESS, 10 + n)
    for n, agency in enumerate(["health", "justice", "labour", "front"])
]
HEALTH, JUSTICE, LABOUR, FRONT = WITNESSES
CHECKPOINT = Checkpoint(ORIGIN, SIZE, tree(SIZE).root())
TWO_OF_THREE_AND_THE_FRONT = f"""# whom the inspector of the town believes
log {LOG.key.vkey} https://log.example
witness health {HEALTH.key.vkey}
\twitness   justice {JUSTICE.key.vkey} https://justice.example
witness labour {LABOUR.key.vkey}
witness front {FRONT.key.vkey}

group agencies 2 health justice labour
group both all agencies front
quorum both
"""


def note(*seen_by: Signer, by: Signer = LOG) -> Note:
    text = str(CHECKPOINT)
    return Note(text, (by.sign(text), *(each.sign(text, 1_700_000_000) for each in seen_by)))


def proof(index: int, under: Note) -> Proof:
    return Proof(index, inclusion(tree(SIZE), index, SIZE), under)


def test_enough_witnesses_make_a_checkpoint_believed() -> None:
    policy = read_policy(TWO_OF_THREE_AND_THE_FRONT)
    assert policy.accept(note(HEALTH, LABOUR, FRONT)) == CHECKPOINT
    assert read_policy(str(policy)) == policy


@pytest.mark.parametrize("seen_by", [(), (FRONT,), (HEALTH, FRONT), (HEALTH, JUSTICE, LABOUR)])
def test_too_few_do_not(seen_by: tuple[Signer, ...]) -> None:
    with pytest.raises(NotProved, match="too few"):
        read_policy(TWO_OF_THREE_AND_THE_FRONT).accept(note(*seen_by))


def test_a_checkpoint_nobody_signed_for_the_log_is_not_believed_however_many_saw_it() -> None:
    with pytest.raises(NotProved, match="not signed by its log"):
        read_policy(TWO_OF_THREE_AND_THE_FRONT).accept(note(*WITNESSES, by=signer(ORIGIN, Kind.LOG, 9)))


def test_a_log_the_policy_does_not_name_is_not_believed() -> None:
    policy = read_policy(f"log {signer('another', Kind.LOG, 9).key.vkey}\nquorum none\n")
    with pytest.raises(NotProved, match="does not name"):
        policy.accept(note())


def test_one_log_does_not_sign_for_another() -> None:
    other = signer("trove.example/labour", Kind.LOG, 9)
    policy = read_policy(f"log {LOG.key.vkey}\nlog {other.key.vkey}\nquorum none\n")
    with pytest.raises(NotProved, match="not signed by its log"):
        policy.accept(note(by=other))


def test_a_quorum_may_be_one_witness_or_none() -> None:
    assert read_policy(f"log {LOG.key.vkey}\nquorum none").accept(note()) == CHECKPOINT
    one = read_policy(f"log {LOG.key.vkey}\nwitness h {HEALTH.key.vkey}\nquorum h")
    assert one.accept(note(HEALTH)) == CHECKPOINT
    with pytest.raises(NotProved, match="too few"):
        one.accept(note(JUSTICE))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nothing", "cannot be read"),
        ("quorum health", "a second quorum"),
        (f"witness health {signer('x', Kind.WITNESS, 77).key.vkey}", "taken"),
        (f"witness none {signer('x', Kind.WITNESS, 77).key.vkey}", "taken"),
        (f"witness again {HEALTH.key.vkey}", "twice"),
        (f"witness renamed {signer('y', Kind.WITNESS, 10).key.vkey}", "twice"),
        (f"log {LOG.key.vkey}", "twice"),
        (f"log {HEALTH.key.vkey}", "something else"),
        (f"witness log {LOG.key.vkey}", "something else"),
        ("group empty all", "cannot be read"),
        ("group more 2 front", "cannot be asked|twice"),
        ("group zero 0 health", "cannot be asked"),
        ("group odd ٢ health justice", "cannot be asked"),
        ("group unknown any nobody", "not known"),
        ("group again any health", "twice"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused_with_its_line(line: str, why: str) -> None:
    with pytest.raises(NotProved, match=f"line 12 of the policy: .*({why})"):
        read_policy(TWO_OF_THREE_AND_THE_FRONT + "\n" + line)


@pytest.mark.parametrize("text", ["", "# only words\n", f"log {LOG.key.vkey}\n"])
def test_a_policy_without_a_quorum_is_refused(text: str) -> None:
    with pytest.raises(NotProved, match="no quorum"):
        read_policy(text)


def test_a_proof_file_proves_its_entry_and_no_other() -> None:
    policy, leaves = read_policy(TWO_OF_THREE_AND_THE_FRONT), data(SIZE)
    written = str(proof(777, note(HEALTH, LABOUR, FRONT)))
    read = Proof.of(written)
    assert read.check(leaf_hash(leaves[777]), policy) == CHECKPOINT
    assert str(read) == written
    with pytest.raises(NotProved, match="another root"):
        read.check(leaf_hash(leaves[776]), policy)


def test_a_proof_for_another_index_is_refused() -> None:
    policy = read_policy(TWO_OF_THREE_AND_THE_FRONT)
    written = str(proof(777, note(HEALTH, LABOUR, FRONT))).replace("index 777\n", "index 778\n")
    with pytest.raises(NotProved):
        Proof.of(written).check(leaf_hash(data(SIZE)[777]), policy)


def test_a_proof_carries_more_than_is_proved() -> None:
    written = Proof(0, [], note(), b"where it was found")
    assert Proof.of(str(written)) == Proof(0, (), Note.of(str(note())), b"where it was found")


@pytest.mark.parametrize("cut", range(0, 900, 37))
def test_a_truncated_proof_file_is_refused_and_never_valid(cut: int) -> None:
    policy = read_policy(TWO_OF_THREE_AND_THE_FRONT)
    written = str(proof(777, note(HEALTH, LABOUR, FRONT)))
    with pytest.raises(NotProved):
        Proof.of(written[:cut]).check(leaf_hash(data(SIZE)[777]), policy)


@pytest.mark.parametrize(
    "head",
    [
        "c2sp.org/tlog-proof@v2\nindex 0", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\nindex 00",
        "c2sp.org/tlog-proof@v1\nindex -1", "c2sp.org/tlog-proof@v1\nextra ?\nindex 0",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA", "c2sp.org/tlog-proof@v1\nindex 0" + "\n" + "\n".join(["A" * 43 + "="] * 64),
    ],
)  # fmt: skip
def test_what_is_no_proof_file_is_refused(head: str) -> None:
    with pytest.raises(NotProved):
        Proof.of(f"{head}\n\n{note()}")
