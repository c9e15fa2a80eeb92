"""Which reports were drafted, and how far each is. Kept from reporting's own ledger."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from services.reporting.domain.official.events import (
    ReportDrafted,
    ReportEdited,
    ReportNumbered,
    ReportSubmitted,
    ReportWithdrawn,
)
from services.reporting.domain.official.kinds import Kind
from services.reporting.domain.official.report import Stage
from shared.kernel.words import AgencyId, PaperNumber, UnitCode
from shared.ledger import Entry
from shared.views import View


class OfficialLine(msgspec.Struct, frozen=True):
    kind: Kind = Kind.VICTIM_STATISTICS
    since: date = date.min
    until: date = date.min
    as_of: date = date.min
    stage: Stage = Stage.DRAFTED
    number: PaperNumber | None = None
    signed_on: date | None = None
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    supplements: PaperNumber | None = None
    corrects: UUID | None = None


def _key(entry: Entry) -> str | None:
    ours = ReportDrafted | ReportEdited | ReportSubmitted | ReportNumbered | ReportWithdrawn
    return str(entry.body.subject) if isinstance(entry.fact, ours) else None


def _evolve(line: OfficialLine, entry: Entry) -> OfficialLine:
    match entry.fact:
        case ReportDrafted(
            kind=kind, since=since, until=until, as_of=as_of, agency=agency, unit=unit, supplements=number, corrects=corrects
        ):  # fmt: skip
            return OfficialLine(
                kind, since, until, as_of, agency=agency, unit=unit, supplements=number, corrects=corrects
            )
        case ReportEdited():
            return replace(line, stage=Stage.DRAFTED)
        case ReportSubmitted():
            return replace(line, stage=Stage.SUBMITTED)
        case ReportNumbered(number=number, signed_on=signed_on):
            return replace(line, stage=Stage.NUMBERED, number=number, signed_on=signed_on)
        case _:
            return replace(line, stage=Stage.WITHDRAWN)


OFFICIALS = View("reporting.officials.v1", OfficialLine, OfficialLine(), _key, _evolve)
