"""Who looked: a file that is shown to a person or a program, its open part or a sealed section, is an entry like any
other, written before the answer is given. Lists show no file and leave none; a list that leaves the screen, on paper or
as a file, is an entry too."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.kernel.decider import Decider
from shared.kernel.law import Law
from shared.kernel.words import Code

OPEN_PART: Code = "open_part"
"""What a case page shows before any section is opened: where the case stands, and what is known in coarse words."""


READING = ".access."
"""Stands in the stored name of every reading, and of nothing else."""


def is_reading(name: Code) -> bool:
    """Is this the stored name of a reading: did somebody look, and do nothing?"""
    return READING in name


class Way(StrEnum):
    """How it was read."""

    VIEWED = "viewed"
    PRINTED = "printed"
    SAVED = "saved"
    API = "api"


@dataclass(frozen=True)
class OpenSections:
    sections: tuple[Code, ...]
    way: Way
    paper: Code | None = None


@dataclass(frozen=True)
class SectionsOpened:
    """These sections of the file, or its open part, were shown to the person in `by`; printed, on which `paper`."""

    sections: tuple[Code, ...]
    way: Way
    paper: Code | None = None


def access(service: str) -> Decider[None, OpenSections, SectionsOpened]:
    """The aggregate of readings of one service."""
    return Decider(f"{service}.access", "case", None, _evolve, _decide, (SectionsOpened,))


def stream(case: UUID, day: date) -> UUID:
    """Readings have a stream of their own for each case and month: they make no form stale and fatten no replay."""
    return uuid5(NAMESPACE_URL, f"trove:access/{case}/{day:%Y-%m}")


def _evolve(_: None, __: SectionsOpened) -> None:
    return None


def _decide(command: OpenSections, _: None, __: Law) -> list[SectionsOpened]:
    return [SectionsOpened(command.sections, command.way, command.paper)]
