"""What is asked of a report."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.reporting.domain.official.events import Files, Made, ReportNumbered
from services.reporting.domain.official.kinds import Kind, Part
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, PaperNumber, PastDate, UnitCode

WITHDRAWALS = "report_withdrawals"


@dataclass(frozen=True, kw_only=True)
class DraftReport:
    """Of a period, with both days; as known at the end of a day (None: now). The desk adds from what it is made, and of a report
    of one unit, which."""

    kind: Kind
    since: PastDate
    until: date
    as_of: PastDate | None = None
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    made: Made | None = None


@dataclass(frozen=True, kw_only=True)
class DraftUnitReport:
    """The results of the officer's own unit: a report of it is drafted."""

    since: PastDate
    until: date
    as_of: PastDate | None = None
    draft: DraftReport | None = None


@dataclass(frozen=True, kw_only=True)
class SupplementReport:
    """A signed report is corrected by another of the same period, as known at the end of a day (None: now). The desk adds which
    it is and what was signed, and from what the other is made."""

    report: UUID
    as_of: PastDate | None = None
    signed: ReportNumbered | None = None
    draft: DraftReport | None = None


@dataclass(frozen=True, kw_only=True)
class EditReport:
    part: Part
    text: Note


@dataclass(frozen=True, kw_only=True)
class SubmitReport:
    """For signature on paper. The desk adds which, and the files."""

    report: UUID
    files: Files | None = None


@dataclass(frozen=True, kw_only=True)
class RecordNumber:
    """As it stands on the signed paper. The desk adds which, and whether another report of that year bears it."""

    report: UUID
    number: PaperNumber
    signed_on: PastDate
    taken: bool = False


@dataclass(frozen=True, kw_only=True)
class WithdrawReport:
    reason: Annotated[Code, Meta(extra={"list": WITHDRAWALS})]
    note: Note | None = None


Command = DraftReport | DraftUnitReport | SupplementReport | EditReport | SubmitReport | RecordNumber | WithdrawReport
