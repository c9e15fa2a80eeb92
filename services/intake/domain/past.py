"""A spreadsheet of past cases that is brought in: which one, by which columns, which rows of it; and how it went.

What stands in its rows becomes ordinary entries of ordinary cases; here is only what binds them together. The name of the file
is not kept: somebody's name may stand in it.
"""

from dataclasses import dataclass, replace
from typing import assert_never, get_args
from uuid import UUID, uuid5

from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import CaseId, Code, Fingerprint, ImportId, Source

IMPORTS = UUID("5b0f4c8e-2d7a-4a55-9a0e-8f6b1e0d4c47")
"""Ids of imports and of their cases are made under this name: for good, or the same file would be brought in twice."""


def import_of(source: Source, file: Fingerprint) -> ImportId:
    """The same file at the same desk is the same import, whoever sends it and however often."""
    return ImportId(uuid5(IMPORTS, f"{source} {file}"))


def kept_at(of: ImportId, officer: Code) -> UUID:
    """Where the bytes wait that this officer sent: nobody else's."""
    return uuid5(of, officer)


def case_of(of: ImportId, row: int) -> CaseId:
    """The case that a row becomes."""
    return CaseId(uuid5(of, f"row {row}"))


def step_of(of: ImportId, row: int, step: int) -> UUID:
    """The id of a command of a row: asked again, it is the same command."""
    return uuid5(of, f"row {row} step {step}")


@dataclass(frozen=True)
class BeginImport:
    """`rows` of them, the last with this number in the sheet. `columns` says of each column what it is (`ignored`: nothing
    to us); `left_out` are the rows that the officer does not want, by their number."""

    file: Fingerprint
    rows: int
    last_row: int
    columns: tuple[Code, ...]
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class FinishImport:
    cases: int
    refused: int


@dataclass(frozen=True)
class ImportBegun:
    """An officer has seen what becomes of each row, and said yes."""

    file: Fingerprint
    rows: int
    last_row: int
    columns: tuple[Code, ...]
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class ImportEnded:
    """Every row was gone through: so many became cases, so many were refused. The file is not kept any longer."""

    cases: int
    refused: int


Command = BeginImport | FinishImport
Event = ImportBegun | ImportEnded


@dataclass(frozen=True)
class Import:
    begun: ImportBegun | None = None
    ended: ImportEnded | None = None

    @property
    def runs(self) -> bool:
        return self.begun is not None and self.ended is None


def evolve(import_: Import, event: Event) -> Import:
    match event:
        case ImportBegun():
            return Import(begun=event)
        case ImportEnded():
            return replace(import_, ended=event)
        case _:
            assert_never(event)


def decide(command: Command, import_: Import, _: Law) -> list[Event]:
    match command:
        case BeginImport():
            begun = ImportBegun(**vars(command))
            if begun == import_.begun:
                return []  # said twice, or the same file once more: what it had to say is said
            if import_.runs:
                raise Refused("import.runs", "this file is being brought in")
            return [begun]
        case FinishImport():
            return [ImportEnded(**vars(command))] if import_.runs else []
        case _:
            assert_never(command)


IMPORT = Decider("intake.import", "import", Import(), evolve, decide, get_args(Event))
