"""Tiles: their addresses, how they grow, what is refused."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared.proof import NotProved, leaf_hash
from shared.proof.tiles import Tile, Tiles, bundle_path, grow, parse_path, tiles_of
from tests.proof.trees import data, grown, tree


def test_the_addresses_of_the_specification() -> None:
    assert Tile(3, 1234067).path == "3/x001/x234/067"
    assert Tile(0, 0, 112).path == "0/000.p/112"
    assert bundle_path(273, 1) == "entries/273.p/1"


@given(some.integers(0, 63), some.integers(0, 10**12), some.integers(1, 256))
def test_an_address_is_read_as_it_was_written(level: int, n: int, width: int) -> None:
    assert parse_path(Tile(level, n, width).path) == (level, n, width)
    assert parse_path(bundle_path(n, width)) == (None, n, width)


@pytest.mark.parametrize(
    "path",
    [
        "", "0", "0/", "0/1", "0/0001", "00/000", "64/000", "0/x000/001", "0/000.p/0", "0/000.p/256", "0/000.p/01",
        "0/001/234", "x/000", "0/../000", "0/000/", "entries", "entries/1", "0/000.p/", "0/٣٠٠", " 0/000", "0/000\n",
    ],
)  # fmt: skip
def test_nothing_else_is_an_address(path: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        parse_path(path)


def test_a_tree_of_seventy_thousand_has_the_tiles_the_specification_counts() -> None:
    found = list(tiles_of(70_000))
    assert len([tile for tile in found if tile.level == 0 and tile.width == 256]) == 273
    assert found[273:] == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(some.integers(0, 1500), some.integers(1, 700))
def test_however_it_grows_the_tiles_are_the_same(size: int, at_once: int) -> None:
    leaves = list(map(leaf_hash, data(size)))
    found = grown(leaves, at_once)
    assert found == grown(leaves, 100_000)
    assert {(tile.level, tile.n): 32 * tile.width for tile in tiles_of(size)} == {
        which: len(hashes) for which, hashes in found.items()
    }


def test_a_tile_that_lost_hashes_is_not_grown_upon() -> None:
    stored: Mapping[tuple[int, int], bytes] = {(0, 0): bytes(32 * 3)}
    with pytest.raises(NotProved, match="level 0 does not hold 4"):
        grow(4, [leaf_hash(b"")], lambda level, n: stored[level, n])


@pytest.mark.parametrize("broken", [b"", bytes(31), bytes(32 * 2)])
def test_a_tile_that_is_not_whole_proves_nothing(broken: bytes) -> None:
    with pytest.raises(NotProved):
        Tiles(3, lambda _: broken).root()


def test_a_tile_that_grew_since_still_gives_the_smaller_tree() -> None:
    longer = grown(list(map(leaf_hash, data(40))), 40)
    assert Tiles(30, lambda tile: longer[tile.level, tile.n]).root() == tree(30).root()
