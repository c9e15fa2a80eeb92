"""The tree cut into tiles of 256 hashes (C2SP tlog-tiles): how it grows, how a node is found in it, how a tile is addressed.

The tile `(level, n)` holds the hashes over `256 ** level` leaves each, from the one numbered `n * 256` on. Full tiles never
change; the last of each level grows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from shared.proof.merkle import EMPTY, Hash, NotProved, node_hash, over, root

WIDTH = 256
"""Hashes in a full tile."""
HASH = 32
DEEPEST = 63
"""The deepest level of a tile that has an address."""


class Tile(NamedTuple):
    """Which tile: of which level, which one there, and how many hashes of it (256: all)."""

    level: int
    n: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its address below `tile/`: `0/x001/234`, `0/x001/234.p/17` while it grows."""
        return f"{self.level}/{_number(self.n)}{_part(self.width)}"


def bundle_path(n: int, width: int = WIDTH) -> str:
    """The address below `tile/` of the entries whose hashes stand in the tile `n` of level 0."""
    return f"entries/{_number(n)}{_part(width)}"


_PATH = re.compile(r"(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def parse_path(path: str) -> tuple[int | None, int, int]:
    """(level, or None for entries; n; width) of an address below `tile/`. Raises ValueError."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise ValueError("no address of a tile")
    what, number, width = found.groups()
    n, wide = int(number.replace("x", "").replace("/", "")), int(width or WIDTH)
    if (width and wide >= WIDTH) or _number(n) != number:
        raise ValueError("no address of a tile")
    return None if what == "entries" else int(what), n, wide


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree of `size` leaves."""
    level = 0
    while size:
        for n in range(size // WIDTH):
            yield Tile(level, n)
        if size % WIDTH:
            yield Tile(level, size // WIDTH, size % WIDTH)
        size, level = size // WIDTH, level + 1


def grow(size: int, leaves: Sequence[Hash], last: Callable[[int, int], bytes]) -> Mapping[tuple[int, int], bytes]:
    """The tiles that are new or longer when `leaves` follow the first `size`. `last(level, n)` gives the hashes of a tile that
    is there already, and is asked for at most one a level."""
    changed: dict[tuple[int, int], bytes] = {}
    level, new = 0, leaves
    while new:
        n, there = divmod(size, WIDTH)
        hashes = [*cut(last(level, n)), *new] if there else list(new)
        if len(hashes) != there + len(new):
            raise NotProved(f"the last tile of level {level} does not hold {there} hashes")
        full = [hashes[at : at + WIDTH] for at in range(0, len(hashes), WIDTH)]
        changed |= {(level, n + at): b"".join(tile) for at, tile in enumerate(full)}
        new = [over(tile) for tile in full if len(tile) == WIDTH]
        size, level = size // WIDTH, level + 1
    return changed


def cut(hashes: bytes) -> list[Hash]:
    """The hashes of a tile. Raises `NotProved` where they are not whole."""
    return [hashes[at * HASH : (at + 1) * HASH] for at in range(_held(hashes))]


def _held(hashes: bytes) -> int:
    """How many."""
    whole, rest = divmod(len(hashes), HASH)
    if rest:
        raise NotProved("a tile is not made of whole hashes")
    return whole


class Tiles:
    """Nodes of the tree of `size` leaves; `read` gives the bytes of a tile. A tile of another width than it should have is
    `NotProved`."""

    def __init__(self, size: int, read: Callable[[Tile], bytes]) -> None:
        self.size, self._read = size, lru_cache(64)(read)

    def node(self, level: int, index: int) -> Hash:
        above, within = divmod(level, 8)
        n, at = divmod(index << within, WIDTH)
        return over(cut(self._tile(above, n)[at * HASH : (at + (1 << within)) * HASH]))

    def root(self) -> Hash:
        return root(self, self.size)

    def _tile(self, level: int, n: int) -> bytes:
        width = min(WIDTH, (self.size >> 8 * level) - n * WIDTH)
        tile = self._read(Tile(level, n, width))
        if (held := _held(tile)) < width:
            raise NotProved(f"tile {level}/{n} holds {held} hashes of {width}")
        return tile


class Grown:
    """A tree that only needs its root: what is left of it when leaves are added one after another (256 at a time is quickest).
    It holds one hash for each full subtree."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[tuple[int, Hash]] = []

    def add(self, leaves: Sequence[Hash]) -> None:
        """The leaves that follow."""
        at = 0
        while at < len(leaves):
            level = 8 if self.size % WIDTH == 0 and len(leaves) - at >= WIDTH else 0
            self._push(level, over(leaves[at : at + (1 << level)]))
            self.size, at = self.size + (1 << level), at + (1 << level)

    def root(self) -> Hash:
        """The root of all that was added."""
        if not self._edge:
            return EMPTY
        *left, (_, found) = self._edge
        for _, each in reversed(left):
            found = node_hash(each, found)
        return found

    def _push(self, level: int, found: Hash) -> None:
        while self._edge and self._edge[-1][0] == level:
            found, level = node_hash(self._edge.pop()[1], found), level + 1
        self._edge.append((level, found))


def _number(n: int) -> str:
    """In groups of three digits, each but the last with an x before it: 1234067 is `x001/x234/067`."""
    digits = f"{n:0{(len(str(n)) + 2) // 3 * 3}}"
    *first, last = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "".join(f"x{each}/" for each in first) + last


def _part(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"
