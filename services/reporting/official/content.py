"""What a report says, before it is written as a file: from what it was made, its sections, and their tables."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from services.reporting.definitions.periods import Period
from services.reporting.domain.official.kinds import Part
from services.reporting.made_again import program
from services.reporting.official.figures import COUNTED
from shared.kernel.words import Code, Digest, Source
from shared.papers.of_figures import FigureSection

ROOM = Path(__file__).parent


@dataclass(frozen=True)
class Pin:
    """From what a report is made. The same pin and the same texts are the same bytes; `address` is that of its page, without
    anybody's data in it."""

    kind: Code
    period: Period
    as_of: date
    positions: Mapping[Source, int]
    address: str
    definition: Digest

    @property
    def end(self) -> date:
        """Up to which day it tells: the last of the period, or that on which it was made before."""
        return min(self.period.until, self.as_of)

    @property
    def partial(self) -> bool:
        """It was made before the period was over, and says so."""
        return self.end < self.period.until


class Figure(NamedTuple):
    """A number of a report and what it is called there."""

    called: str
    number: int


@dataclass(frozen=True)
class Section:
    """A part of a report: what stands on paper, and the numbers its drafted text tells (those of its tables are in them)."""

    part: Part
    said: FigureSection
    told: tuple[Figure, ...] = ()

    def saying(self, **otherwise: Any) -> "Section":
        """With another title, other text, or without its tables."""
        return replace(self, said=replace(self.said, **otherwise))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All its numbers, in the order in which they stand."""
        in_tables = (
            Figure(f"{table.title}: {row[0]}, {head}", int(cell))
            for table in self.said.tables
            for row in table.rows
            for head, cell in zip(table.heads[1:], row[1:], strict=True)
            if cell
        )
        return (*self.told, *in_tables)


@dataclass(frozen=True)
class Content:
    """One report. `subject` stands under the heading; the sections are drafted, and may be edited before it is signed."""

    pin: Pin
    subject: str
    opening: str
    sections: tuple[Section, ...]
    closing: str

    @property
    def texts(self) -> Mapping[Part, str]:
        """The text of each part as it is drafted or was edited; paragraphs on lines of their own."""
        sections = {each.part: "\n".join(each.said.told) for each in self.sections}
        return {Part.OPENING: self.opening, **sections, Part.CLOSING: self.closing}

    def edited(self, texts: Mapping[Part, str]) -> "Content":
        """With these parts written otherwise."""
        sections = (
            each.saying(told=tuple(texts[each.part].splitlines())) if each.part in texts else each
            for each in self.sections
        )
        return replace(
            self, opening=texts.get(Part.OPENING, self.opening), sections=tuple(sections),
            closing=texts.get(Part.CLOSING, self.closing),
        )  # fmt: skip


@cache
def definition() -> Digest:
    """By what it is made: SHA-256 over the questions it counts, and the words and the program of this room."""
    return program(ROOM, *(each.name for each in COUNTED))


def renderers() -> dict[str, str]:
    """The libraries whose versions the bytes depend on."""
    return {name: version(name) for name in ("openpyxl", "segno", "typst")}
