"""A report to those above, from its draft to its number, and one that goes nowhere: the ledger in which both happen."""

from dataclasses import replace
from datetime import date

from services.reporting.domain.finding import Place
from services.reporting.domain.official.commands import (
    DraftReport,
    DraftUnitReport,
    EditReport,
    RecordNumber,
    SubmitReport,
    SupplementReport,
    WithdrawReport,
)
from services.reporting.domain.official.events import Files, Made, Renderer
from services.reporting.domain.official.kinds import Kind, Part
from services.reporting.domain.official.report import OFFICIAL
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import identity, memory_ledger, record
from tests.reporting.town import law, may

MADE = Made(
    positions=(Place("intake.labour", 30),), definition="a" * 64, renderers=(Renderer(library="typst", version="0.0.0"),)
)  # fmt: skip
FILES = Files(pdf="b" * 64, docx="c" * 64, xlsx="d" * 64)


def lived(keys: KeyStore) -> list[Ledger]:
    ledger = memory_ledger("reporting.labour", tells=[(OFFICIAL, nobody)], law=law(), keys=keys)
    first, second = identity("a report"), identity("a report that supplements it")
    draft = DraftReport(
        kind=Kind.VICTIM_STATISTICS, since=date(2022, 12, 15), until=date(2023, 6, 14), as_of=may(31), made=MADE
    )  # fmt: skip
    commands = (
        draft, EditReport(part=Part.CLOSING, text=Sealed("câu chữ bịa")), SubmitReport(report=first, files=FILES),
        RecordNumber(report=first, number="12/BC-LĐTBXH", signed_on=may(31)),
    )  # fmt: skip
    for command in commands:
        record(ledger, OFFICIAL, first, command, law=law())
    signed = ledger.now(OFFICIAL, first).state.numbered
    again = SupplementReport(report=first, signed=signed, draft=draft)
    for each in (again, WithdrawReport(reason="other", note=Sealed("lý do bịa"))):
        record(ledger, OFFICIAL, second, each, law=law())
    own = DraftUnitReport(
        since=draft.since, until=draft.until,
        draft=replace(draft, kind=Kind.UNIT_RESULT, agency="communes", unit="20008"),
    )  # fmt: skip
    record(ledger, OFFICIAL, identity("a report of a unit"), own, law=law())
    return [ledger]
