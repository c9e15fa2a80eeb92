"""Which files were made to be given away, for whom and for what. Kept from reporting's own ledger."""

from dataclasses import dataclass
from datetime import date

from services.reporting.domain.export import ExportGiven, Form
from shared.clock import local
from shared.kernel.words import Code
from shared.ledger import Entry
from shared.views import View


@dataclass(frozen=True)
class ExportLine:
    given_on: date = date.min
    form: Form = Form.TABLES
    as_of: date = date.min
    recipient: Code = ""
    purpose: Code = ""
    basis: Code = ""
    records: int = 0


def _key(entry: Entry) -> str | None:
    return str(entry.body.subject) if isinstance(entry.fact, ExportGiven) else None


def _evolve(_: ExportLine, entry: Entry) -> ExportLine:
    given: ExportGiven = entry.fact
    return ExportLine(
        local(entry.at).date(), given.form, given.as_of, given.recipient, given.purpose, given.basis, given.made.records
    )


EXPORTS = View("reporting.exports.v1", ExportLine, ExportLine(), _key, _evolve)
