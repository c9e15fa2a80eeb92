"""How alike two files are: what of them agrees, and what that weighs. The weights are data of the profile; whether two files
are about one person is decided by a person, never by a number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Other = TypeVar("Other")


class Likeness(StrEnum):
    """What two files can have in common. `PLAIN_NAME`: the same name but for its accents."""

    NAME = "name"
    PLAIN_NAME = "plain_name"
    YEAR = "year"
    PHONE = "phone"
    PAPER = "paper"


class Strength(StrEnum):
    """`WEAK` is shown to a person who asks and told to nobody: half a town shares its names."""

    WEAK = "weak"
    POSSIBLE = "possible"
    STRONG = "strong"


@dataclass(frozen=True)
class Weighing:
    """Points for each thing in common, and from how many on a likeness is possible or strong. What more than `most` files
    have in common tells them apart from nobody: the number of an office, a name given by everybody."""

    points: Mapping[Likeness, int]
    possible: int
    strong: int
    most: int

    def strength(self, shared: Collection[Likeness]) -> Strength | None:
        """How strong a likeness is; None where there is none. The same name is not counted twice, with accents and
        without; a year of birth adds to something else and is nothing by itself."""
        agree = set(shared)
        if Likeness.NAME in agree:
            agree.discard(Likeness.PLAIN_NAME)
        if agree <= {Likeness.YEAR}:
            return None
        points = sum(self.points.get(each, 0) for each in agree)
        return (
            Strength.STRONG
            if points >= self.strong
            else Strength.POSSIBLE
            if points >= self.possible
            else Strength.WEAK
        )

    def worth_telling(self, alike: Mapping[Other, Collection[Likeness]]) -> dict[Other, Strength]:
        """Of the files that have something in common with one, those its agencies are told of."""
        found = {other: self.strength(shared) for other, shared in alike.items()}
        return {
            other: strength
            for other, strength in found.items()
            if strength in (Strength.POSSIBLE, Strength.STRONG) and list(found.values()).count(strength) <= self.most
        }
