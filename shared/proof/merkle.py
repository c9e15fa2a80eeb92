"""The Merkle tree of RFC 6962 section 2.1, and its proofs as RFC 9162 sections 2.1.3 and 2.1.4 make and check them.

A tree is never held whole: whoever asks gives `Nodes`, which know the hash of each full subtree.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Protocol

Hash = bytes
"""32 bytes of SHA-256."""
EMPTY: Hash = sha256(b"").digest()
"""The root of a tree without leaves."""


class NotProved(ValueError):
    """What was laid before us does not prove what it should. The message says why, and holds nothing of its content."""


class Nodes(Protocol):
    def node(self, level: int, index: int) -> Hash:
        """The hash over the leaves `index << level` up to `(index + 1) << level`, all of which are there."""
        ...


def leaf_hash(data: bytes) -> Hash:
    return sha256(b"\x00" + data).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    return sha256(b"\x01" + left + right).digest()


def over(hashes: Sequence[Hash]) -> Hash:
    """The node over a power of two of neighbouring hashes."""
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return hashes[0]


def root(nodes: Nodes, size: int) -> Hash:
    """The root of the first `size` leaves."""
    return _over_range(nodes, 0, size) if size else EMPTY


def inclusion(nodes: Nodes, index: int, size: int) -> list[Hash]:
    """That leaf `index` is in the tree of `size` leaves: its sibling first (RFC 9162 2.1.3.1). Raises IndexError."""
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} is not in a tree of {size}")
    proof, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(_over_range(nodes, middle, high))
            high = middle
        else:
            proof.append(_over_range(nodes, low, middle))
            low = middle
    return proof[::-1]


def consistency(nodes: Nodes, old: int, new: int) -> list[Hash]:
    """That the tree of `new` leaves begins with that of `old` (RFC 9162 2.1.4.1). Raises IndexError."""
    if not 0 <= old <= new:
        raise IndexError(f"a tree of {new} does not begin with one of {old}")
    if old in (0, new):
        return []
    proof, low, high, whole = [], 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_over_range(nodes, middle, high))
            high = middle
        else:
            proof.append(_over_range(nodes, low, middle))
            low, whole = middle, False
    return [*([] if whole else [_over_range(nodes, low, high)]), *proof[::-1]]


def check_inclusion(leaf: Hash, index: int, size: int, proof: Sequence[Hash], top: Hash) -> None:
    """Raises `NotProved` (RFC 9162 2.1.3.2)."""
    if len(leaf) != len(EMPTY) or not 0 <= index < size:
        raise NotProved(f"leaf {index} is not in a tree of {size}")
    found = leaf
    for left, each in _sides(index, size - 1, proof):
        found = node_hash(each, found) if left else node_hash(found, each)
    if found != top:
        raise NotProved(f"the proof of leaf {index} leads to another root")


def check_consistency(old: int, new: int, proof: Sequence[Hash], old_top: Hash, new_top: Hash) -> None:
    """Raises `NotProved` (RFC 9162 2.1.4.2); also for the empty tree, with which every other begins: that proves nothing."""
    if not 0 <= old <= new or (old == 0 and new):
        raise NotProved(f"a tree of {new} is not proved to begin with one of {old}")
    if old == new:
        if proof:
            raise NotProved("the proof is too long")
        if old_top != new_top or (old == 0 and old_top != EMPTY):
            raise NotProved(f"two trees of {old} differ")
        return
    if _both(old, new, [*([] if old & (old - 1) else [old_top]), *proof]) != (old_top, new_top):
        raise NotProved(f"the tree of {new} does not begin with that of {old}")


def leading_to(old: int, new: int, proof: Sequence[Hash], new_top: Hash) -> Hash | None:
    """The root of the first `old` leaves of a tree, as its own proof of consistency betrays it: whatever root was claimed for
    them, the tree of `new` leaves under `new_top` begins with this one. None where the proof says nothing of it."""
    if not 0 < old < new or not old & (old - 1):
        return None  # of a power of two the proof leaves out just this root
    try:
        found_old, found_new = _both(old, new, proof)
    except NotProved:
        return None
    return found_old if found_new == new_top else None


def _both(old: int, new: int, proof: Sequence[Hash]) -> tuple[Hash, Hash]:
    """The two roots a proof of consistency leads to. Raises `NotProved` where it is too short or too long."""
    if not proof:
        raise NotProved("the proof is too short")
    full = (old & -old).bit_length() - 1  # the last leaf of the old tree ends a full subtree of this level
    found_old = found_new = proof[0]
    for left, each in _sides(old - 1 >> full, new - 1 >> full, proof[1:]):
        found_new = node_hash(each, found_new) if left else node_hash(found_new, each)
        found_old = node_hash(each, found_old) if left else found_old
    return found_old, found_new


def _sides(at: int, last: int, proof: Sequence[Hash]) -> Iterator[tuple[bool, Hash]]:
    """Each hash of a proof, and whether it stands on the left, on the way up from node `at` of those up to `last`."""
    for each in proof:
        if last == 0:
            raise NotProved("the proof is too long")
        left = bool(at & 1) or at == last
        while left and at and not at & 1:
            at, last = at >> 1, last >> 1
        yield left, each
        at, last = at >> 1, last >> 1
    if last:
        raise NotProved("the proof is too short")


def _over_range(nodes: Nodes, low: int, high: int) -> Hash:
    """Over the leaves from `low` up to `high`, where `low` is a multiple of the power of two not below their number: the full
    subtrees from the left, hashed together from the right."""
    parts = []
    while low < high:
        level = (high - low).bit_length() - 1
        parts.append(nodes.node(level, low >> level))
        low += 1 << level
    found = parts.pop()
    while parts:
        found = node_hash(parts.pop(), found)
    return found


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
