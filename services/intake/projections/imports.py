"""Which spreadsheets of past cases were brought in, by whom, and how far each is."""

from dataclasses import dataclass, replace
from datetime import date

from services.intake.domain.happened import ReportRecorded
from services.intake.domain.past import ImportBegun, ImportEnded
from shared.clock import local
from shared.kernel.words import AgencyId, Code, Fingerprint, UnitCode
from shared.ledger import Entry
from shared.views import View


@dataclass(frozen=True)
class ImportLine:
    """`by`, `agency`, `unit` and `role` are those of the officer who said yes; `rows`: how many are
    wanted; `done`: cases that are here by now."""

    file: Fingerprint | None = None
    by: Code = "-"
    agency: AgencyId = "none"
    unit: UnitCode | None = None
    role: Code | None = None
    on: date | None = None
    rows: int = 0
    last_row: int = 0
    done: int = 0
    refused: int = 0
    runs: bool = False


def _key(entry: Entry) -> str | None:
    match entry.fact:
        case ImportBegun() | ImportEnded():
            return str(entry.body.subject)
        case ReportRecorded(from_import=of) if of:
            return str(of)
        case _:
            return None


def _evolve(line: ImportLine, entry: Entry) -> ImportLine:
    match entry.fact:
        case ImportBegun(file=file, last_row=last) as begun:
            by = entry.body.by
            who = replace(line, by=by.actor, agency=by.agency, unit=by.unit, role=by.role)
            return replace(
                who,
                file=file,
                last_row=last,
                on=local(entry.at).date(),
                rows=begun.rows - len(begun.left_out),
                runs=True,
                refused=0,
            )
        case ImportEnded(refused=refused):
            return replace(line, refused=refused, runs=False)
        case _:
            return replace(line, done=line.done + 1)


IMPORTS = View("intake.imports.v1", ImportLine, ImportLine(), _key, _evolve)
