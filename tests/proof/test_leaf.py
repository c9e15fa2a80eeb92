"""An entry as a leaf of its log: fixed for good."""

from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared.proof import NotProved, leaf_hash
from shared.proof.leaf import FORM, Leaf, bytes_of

STREAM = UUID("0f6e1a4a-1111-5222-8333-444455556666")


def test_the_form_never_changes() -> None:
    leaf = Leaf.of_body(7, STREAM, 3, "intake.case.Reported", b'{"v":1}')
    assert leaf_hash(leaf.data).hex() == "0260970e4ae88a1f3fdc2caaae5c3d0a625395ece2652b703c406d8769dbc636"
    assert leaf.data == (
        b"trove-leaf/v1\n"
        + (7).to_bytes(8)
        + (3).to_bytes(8)
        + STREAM.bytes
        + sha256(b'{"v":1}').digest()
        + b"intake.case.Reported"
    )


@given(
    some.integers(1, 2**63), some.uuids(), some.integers(1, 2**31), some.text(min_size=1, max_size=80), some.binary()
)
def test_a_leaf_is_read_as_it_was_written(position: int, stream: UUID, version: int, name: str, body: bytes) -> None:
    leaf = Leaf.of_body(position, stream, version, name, body)
    assert Leaf.read(leaf.data) == leaf


@pytest.mark.parametrize(
    "data", [b"", FORM, b"trove-leaf/v2\n" + bytes(64), FORM + bytes(63), FORM + bytes(64) + b"\xff"]
)
def test_what_is_no_leaf_is_refused(data: bytes) -> None:
    with pytest.raises(NotProved):
        Leaf.read(data)


@given(some.uuids())
def test_an_id_as_it_is_written_is_its_sixteen_bytes(stream: UUID) -> None:
    assert bytes_of(str(stream)) == stream.bytes


@pytest.mark.parametrize(
    "written", ["", "x", str(STREAM)[:-2], f"{STREAM}00", f"{STREAM}"[:-1], "ă" * 32, f"{STREAM}".replace("-", " ")]
)
def test_what_is_no_id_has_no_place_in_a_leaf(written: str) -> None:
    """Filled up with nothing, one that lacks its end would be the leaf of another."""
    with pytest.raises(ValueError, match=r"no id|hex"):
        bytes_of(written)
