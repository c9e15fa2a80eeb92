"""A search as tokens: in which order cases are looked for, what of it a case answers to, and which answer is nearer. Pure
but for the key."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from shared.search.terms import Kind, Term, plain, spelled, whole
from shared.search.tokens import Blinder
from shared.search.typed import Typed

NUMBERS = (Kind.PHONE, Kind.PAPER, Kind.CODE)
"""What finds a case by itself. A year only helps a name along, unless nothing else was typed."""


class Mark(StrEnum):
    """What of a search a case answers to. `OTHER_ACCENTS`: the same letters, but other accents than were typed."""

    NAME = "name"
    OTHER_ACCENTS = "other_accents"
    YEAR = "year"
    PHONE = "phone"
    PAPER = "paper"
    CODE = "code"


class Answer(NamedTuple):
    """What a case answers to, and how near its name is: 4 the same, 3 all its words, 2 and 1 likewise without accents."""

    marks: tuple[Mark, ...]
    nearness: int

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts the nearest first: a number, then how much agrees, then the accents."""
        certain = sum(2 for mark in self.marks if mark in (Mark.PHONE, Mark.PAPER, Mark.CODE))
        return -(certain + len(self.marks)), -self.nearness


@dataclass(frozen=True, repr=False)
class Asked:
    """The tokens of a search. A name has four: as a whole and word by word, with accents and without."""

    name: tuple[frozenset[bytes], ...]
    years: frozenset[bytes]
    numbers: dict[Kind, frozenset[bytes]]
    accented: bool

    @classmethod
    def of(cls, typed: Typed, blinder: Blinder) -> "Asked":
        def tokens(kind: Kind, texts: Iterable[str]) -> frozenset[bytes]:
            return blinder.tokens(Term(kind, text) for text in texts)

        with_accents, without = (tuple(map(spell, typed.words)) for spell in (spelled, plain))
        name = (
            tokens(Kind.NAME, [whole(with_accents)]), tokens(Kind.WORD, with_accents),
            tokens(Kind.PLAIN_NAME, [whole(without)]), tokens(Kind.PLAIN_WORD, without),
        )  # fmt: skip
        numbers = {kind: tokens(kind, typed.of(kind)) for kind in NUMBERS}
        return cls(name if typed.words else (), tokens(Kind.YEAR, typed.of(Kind.YEAR)), numbers, typed.accented)

    @property
    def tokens(self) -> frozenset[bytes]:
        """All of them."""
        return self.years.union(*self.name, *self.numbers.values())

    def levels(self, *, crowded: bool = False) -> list[list[bytes]]:
        """Where to look, the nearest first; each level names tokens that must all lead to the same case. What has the same
        accents is found without them too: it is looked for apart only where so much is found that some is left out."""
        numbers = [[token] for kind in NUMBERS for token in sorted(self.numbers[kind])]
        wanted = (0, 1, 2, 3) if crowded else (0, 2, 3)
        names = [sorted(self.name[n]) for n in wanted if self.name and (self.accented or n > 1)]
        with_year = [[*name, year] for year in sorted(self.years) for name in names]
        alone = [[year] for year in sorted(self.years)] if not numbers and not names else []
        return [*numbers, *with_year, *names, *alone]

    def answer(self, tokens: Collection[bytes]) -> Answer:
        """What a case with these tokens answers to."""
        found = set(tokens)
        near = next((4 - n for n, spelling in enumerate(self.name) if spelling <= found), 0)
        return Answer(tuple(self._marks(found, near)), near)

    def _marks(self, found: set[bytes], near: int) -> Iterable[Mark]:
        if near:
            yield Mark.NAME if near > 2 or not self.accented else Mark.OTHER_ACCENTS
        if self.years & found:
            yield Mark.YEAR
        for kind in NUMBERS:
            if self.numbers[kind] & found:
                yield Mark(kind.value)


def finds(answer: Answer, asked: Asked) -> bool:
    """Is that enough to show the case? A year is, where nothing else was typed."""
    only_a_year = not asked.name and not any(asked.numbers.values())
    return bool(answer.marks) and (only_a_year or answer.marks != (Mark.YEAR,))
