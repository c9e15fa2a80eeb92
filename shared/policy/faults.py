"""What is wrong with a profile, said so that whoever edits it finds the line."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing to put right: where it stands, what is wrong and what is expected."""

    path: Path
    line: int
    wrong: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong}"


class ProfileFault(Exception):
    """The profile cannot be used; the message has one line `file:line: what is wrong` for each fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class NoLaw(LookupError):
    """No law version of the profile is in force on the day that was asked for, or none has the id."""
