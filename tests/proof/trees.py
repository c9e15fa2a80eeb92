"""Trees in memory for tests of proofs."""

from collections.abc import Sequence
from functools import cache

from shared.proof import leaf_hash
from shared.proof.tiles import Tiles, grow


def data(count: int) -> list[bytes]:
    """So many different leaves."""
    return [b"leaf %d" % number for number in range(count)]


@cache
def tree(size: int, *, at_once: int = 100_000) -> Tiles:
    """A tree of these leaves, grown by so many at once."""
    stored = grown(list(map(leaf_hash, data(size))), at_once)
    return Tiles(size, lambda tile: stored[tile.level, tile.n])


def grown(leaves: Sequence[bytes], at_once: int) -> dict[tuple[int, int], bytes]:
    stored: dict[tuple[int, int], bytes] = {}

    def last(level: int, n: int) -> bytes:
        return stored[level, n]

    for at in range(0, len(leaves), at_once):
        stored |= grow(at, leaves[at : at + at_once], last)
    return stored
