"""Signed notes, checkpoints, cosignatures: the published example, what is signed, what is refused."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from shared.proof import EMPTY, NotProved
from shared.proof.notes import Checkpoint, Key, Kind, Note, Signer

EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""
"""C2SP signed-note, section "Example"."""
LOG = Signer("trove.example/police", Kind.LOG, Ed25519PrivateKey.from_private_bytes(bytes(32)))
WITNESS = Signer("trove.example/w/health", Kind.WITNESS, Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32))
CHECKPOINT = Checkpoint("trove.example/police", 0, EMPTY)
NOTE = Note(str(CHECKPOINT), (LOG.sign(str(CHECKPOINT)), WITNESS.sign(str(CHECKPOINT), 1_679_315_147)))


def test_the_published_example_is_signed_by_its_key() -> None:
    key = Key.of(EXAMPLE_KEY)
    assert Note.of(EXAMPLE).signed_by([key]) == {key: None}
    assert str(Note.of(EXAMPLE)) == EXAMPLE
    assert key.vkey == EXAMPLE_KEY


def test_a_log_and_a_witness_sign_one_checkpoint() -> None:
    again = Note.of(str(NOTE))
    assert again.signed_by([LOG.key, WITNESS.key]) == {LOG.key: None, WITNESS.key: 1_679_315_147}
    assert Checkpoint.of(again.text) == CHECKPOINT


def test_what_a_witness_signs_is_what_the_specification_says() -> None:
    signature = WITNESS.sign(str(CHECKPOINT), 1_679_315_147)
    said = f"cosignature/v1\ntime 1679315147\n{CHECKPOINT}"
    WITNESS.private.public_key().verify(signature.value[8:], said.encode())


def test_a_signature_of_nobody_asked_for_is_passed_over() -> None:
    assert NOTE.signed_by([WITNESS.key]).keys() == {WITNESS.key}
    assert NOTE.signed_by([Key(LOG.name, Kind.LOG, WITNESS.key.public)]) == {}


@pytest.mark.parametrize("place", [0, 1])
def test_a_forged_signature_makes_the_whole_note_worthless(place: int) -> None:
    lines = list(NOTE.signatures)
    was = lines[place]
    lines[place] = type(was)(was.name, was.number, was.value[:-1] + bytes([was.value[-1] ^ 1]))
    with pytest.raises(NotProved, match="does not fit"):
        Note(NOTE.text, lines).signed_by([LOG.key, WITNESS.key])


def test_the_time_of_a_witness_cannot_be_changed() -> None:
    was = NOTE.signatures[1]
    later = type(was)(was.name, was.number, (1_679_315_148).to_bytes(8) + was.value[8:])
    with pytest.raises(NotProved, match="does not fit"):
        Note(NOTE.text, [later]).signed_by([WITNESS.key])


def test_who_signs_twice_is_refused() -> None:
    with pytest.raises(NotProved, match="signed twice"):
        NOTE.with_([LOG.sign(NOTE.text)]).signed_by([LOG.key])


def test_another_text_is_not_signed() -> None:
    other = Checkpoint("trove.example/police", 1, EMPTY)
    with pytest.raises(NotProved, match="does not fit"):
        Note(str(other), NOTE.signatures).signed_by([LOG.key])


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "no signed note"),
        ("text\n", "no signed note"),
        (f"text\n\n{NOTE.signatures[0].line}"[:-1], "no signed note"),
        (f"te\txt\n\n{NOTE.signatures[0].line}", "control"),
        (f"text\r\n\n{NOTE.signatures[0].line}", "control"),
        ("text\n\n- name AAAAAAA=\n", "signature line"),
        ("text\n\n— name AAAAAA==\n", "signature line"),
        ("text\n\n— na+me AAAAAAA=\n", "signature line"),
        ("text\n\n— name AAAAAAB=\n", "base64"),
        ("text\n\n— name ???\n", "base64"),
        ("text\n\n" + NOTE.signatures[0].line * 101, "too many"),
        ("x" * 100_001, "too long"),
    ],
)
def test_what_is_no_note_is_refused_with_the_reason(written: str, why: str) -> None:
    with pytest.raises(NotProved, match=why):
        Note.of(written)


@pytest.mark.parametrize(
    ("vkey", "why"),
    [
        ("", "no base64|no verifier key"),
        ("name", "no verifier key"),
        ("name+00000000+", "no verifier key"),
        (EXAMPLE_KEY.replace("530d903a", "530d903b"), "belong together"),
        (EXAMPLE_KEY.replace("example.com/foo", "example.com/fo o"), "no verifier key"),
        (EXAMPLE_KEY[:-4], "belong together"),
        ("name+00000000+" + b64encode(b"\x06" + bytes(1312)).decode(), "unknown kind"),
        ("name+00000000+" + b64encode(b"\x02" + bytes(32)).decode(), "unknown kind"),
    ],
)
def test_what_is_no_key_is_refused_with_the_reason(vkey: str, why: str) -> None:
    with pytest.raises(NotProved, match=why):
        Key.of(vkey)


@pytest.mark.parametrize(
    "text",
    [
        "", "a\n1\n", f"a\n01\n{b64encode(EMPTY).decode()}\n", f"a\n-1\n{b64encode(EMPTY).decode()}\n", "a\n1\nAAAA\n",
        f"\n1\n{b64encode(EMPTY).decode()}\n", f"a\n1\n{b64encode(EMPTY).decode()}", f"a\n1\n{b64encode(EMPTY).decode()}\n\n",
        f"a\n{'9' * 20}\n{b64encode(EMPTY).decode()}\n", f"a\n１\n{b64encode(EMPTY).decode()}\n",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NotProved):
        Checkpoint.of(text)


@given(some.text(max_size=300))
def test_no_text_at_all_is_more_than_refused(text: str) -> None:
    for read in (Note.of, Key.of, Checkpoint.of):
        try:
            read(text)
        except NotProved:
            continue
