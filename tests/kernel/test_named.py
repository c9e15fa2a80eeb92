"""Which files a fact names: by the type of its fields, in its rows too, whatever they are called."""

from dataclasses import dataclass

from shared.kernel.named import digests
from shared.kernel.words import Code, Digest

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)


@dataclass(frozen=True)
class Paper:
    number: Code
    picture: Digest | None = None


@dataclass(frozen=True)
class Filed:
    code: Code
    letter: Digest
    back: Digest | None = None
    pages: tuple[Digest, ...] = ()
    papers: tuple[Paper, ...] = ()
    cover: Paper | None = None


@dataclass(frozen=True)
class Nothing:
    code: Code


def test_every_field_of_the_type_counts_once_and_in_order() -> None:
    assert digests(Filed("x", ONE)) == (ONE,)
    filed = Filed("x", ONE, TWO, (ONE, THREE), (Paper("1"), Paper("2", TWO)), Paper("3", THREE))
    assert digests(filed) == (ONE, TWO, THREE)


def test_a_code_that_looks_like_a_digest_names_no_file() -> None:
    assert digests(Nothing(ONE)) == ()
