"""Trees and their proofs: as the RFC defines them, as Certificate Transparency's published cases want them."""

import json
from base64 import b64decode
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared.proof import EMPTY, NotProved, leaf_hash
from shared.proof.merkle import check_consistency, check_inclusion, consistency, inclusion, root
from shared.proof.tiles import Grown
from tests.proof import plainly
from tests.proof.trees import data, tree

PUBLISHED = json.loads((Path(__file__).parent / "vectors" / "merkle.json").read_text("utf-8"))


def hashes(encoded: list[str] | None) -> list[bytes]:
    return [b64decode(each) for each in encoded or []]


def named(case: dict[str, Any]) -> str:
    return str(case["case"])


@pytest.mark.parametrize("case", PUBLISHED["inclusion"], ids=named)
def test_the_published_cases_of_inclusion(case: dict[str, Any]) -> None:
    def check() -> None:
        check_inclusion(
            b64decode(case["leafHash"]),
            case["leafIdx"],
            case["treeSize"],
            hashes(case["proof"]),
            b64decode(case["root"]),
        )

    if case["wantErr"]:
        with pytest.raises(NotProved):
            check()
    else:
        check()


@pytest.mark.parametrize("case", PUBLISHED["consistency"], ids=named)
def test_the_published_cases_of_consistency(case: dict[str, Any]) -> None:
    def check() -> None:
        tops = b64decode(case["root1"]), b64decode(case["root2"])
        check_consistency(case["size1"], case["size2"], hashes(case["proof"]), *tops)

    if case["wantErr"]:
        with pytest.raises(NotProved):
            check()
    else:
        check()


def test_every_tree_of_up_to_three_hundred_leaves_has_the_root_the_rfc_defines() -> None:
    for size in range(301):
        assert tree(size).root() == plainly.root(data(size))


@given(some.integers(0, 300), some.data())
def test_proofs_of_small_trees_are_those_the_rfc_defines_and_hold(size: int, drawn: Any) -> None:
    leaves, nodes = data(size), tree(size)
    old = drawn.draw(some.integers(0, size))
    proof = consistency(nodes, old, size)
    assert proof == plainly.proof(old, leaves)
    if old or not size:
        check_consistency(old, size, proof, plainly.root(leaves[:old]), nodes.root())
    if size:
        index = drawn.draw(some.integers(0, size - 1))
        way = inclusion(nodes, index, size)
        assert way == plainly.path(index, leaves)
        check_inclusion(leaf_hash(leaves[index]), index, size, way, nodes.root())


@pytest.mark.parametrize(
    "size", sorted({1, 255, 256, 257, 65_535, 65_536, 65_537, *Random(7).sample(range(100_000), 5)})
)
def test_proofs_of_large_trees_hold_and_none_holds_for_another_leaf(size: int) -> None:
    nodes, leaves, chance = tree(100_000), data(size), Random(size)
    top = root(nodes, size)
    for index in {0, size - 1, *chance.choices(range(size), k=20)}:
        way = inclusion(nodes, index, size)
        check_inclusion(leaf_hash(leaves[index]), index, size, way, top)
        with pytest.raises(NotProved):
            check_inclusion(leaf_hash(leaves[index]), index ^ 1, size, way, top)
        with pytest.raises(NotProved):
            check_inclusion(leaf_hash(b"another"), index, size, way, top)
    for old in {size, *chance.choices(range(1, size + 1), k=20)}:
        proof, before = consistency(nodes, old, size), root(nodes, old)
        check_consistency(old, size, proof, before, top)
        with pytest.raises(NotProved):
            check_consistency(old, size, proof, leaf_hash(b"another"), top)


@given(some.lists(some.integers(1, 700), max_size=6))
def test_a_root_kept_while_leaves_come_is_that_of_all_of_them(parts: list[int]) -> None:
    kept, leaves = Grown(), list(map(leaf_hash, data(sum(parts))))
    assert kept.root() == EMPTY
    for part in parts:
        kept.add(leaves[kept.size : kept.size + part])
        assert kept.root() == root(tree(100_000), kept.size)
    assert kept.size == sum(parts)


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(IndexError):
        inclusion(tree(size), index, size)
    with pytest.raises(NotProved):
        check_inclusion(EMPTY, index, size, [], EMPTY)


def test_that_a_tree_begins_with_the_empty_one_proves_nothing() -> None:
    with pytest.raises(NotProved, match="not proved"):
        check_consistency(0, 5, consistency(tree(5), 0, 5), EMPTY, tree(5).root())


def test_no_tree_begins_with_a_larger_one() -> None:
    with pytest.raises(IndexError):
        consistency(tree(5), 6, 5)
    with pytest.raises(NotProved):
        check_consistency(6, 5, [], EMPTY, EMPTY)
