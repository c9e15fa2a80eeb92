"""The desk of the reports of units: figures come from the book, nobody types them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind
from services.support.plan.app.reports.of_units import Opened, Papers, UnitFiles
from services.support.plan.app.reports.places import deed, place_of_unit
from services.support.plan.app.units import KEPT, Whose, running
from services.support.plan.domain.activities.book import book_id
from services.support.plan.domain.activities.rules import BOOK
from services.support.plan.domain.reports.figures import Figures, figures_of
from services.support.plan.domain.reports.unit_reports import commands as of_report
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.unit_reports.unit_report import TEXTS, UnitReports
from services.support.plan.domain.reports.words import report_file
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.unit_papers import HandedIn
from shared.kernel.words import AgencyId
from shared.web.cases import About
from shared.web.words import Words

UNIT_REPORTS = About(
    "unitreport", "unitreports", "unitreports", "/unitreports", lambda file: f"BCDV-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e02"), of_people=False,
)  # fmt: skip


def deeds(agency: AgencyId) -> list[Deed]:
    at = place_of_unit(agency, UNIT_REPORT.name)
    return [
        deed("support.unit_report.write", "report", of_report.WriteUnitReport, UNIT_REPORT, at),
        deed("support.unit_report.nothing", "nothing", of_report.ReportNothing, UNIT_REPORT, at, "sent_on"),
        deed("support.unit_report.send", "sending", of_report.SendUnitReport, UNIT_REPORT, at, "sent_on"),
        deed("support.unit_report.receive", "receipt", of_report.ReceiveUnitReport, UNIT_REPORT, at, "received_on"),
        deed("support.unit_report.return", "return", of_report.ReturnUnitReport, UNIT_REPORT, at, "returned_on"),
    ]


class UnitReportFiles(UnitFiles):
    own, what = ("report", "nothing", "sending"), HandedIn.REPORT

    def __init__(self, desk: Desk, agency: AgencyId, words: Words, lines: Papers) -> None:
        kind = Kind(
            UNIT_REPORTS, UNIT_REPORT, "support.unit_report.read", "support.unit_report.read",
            lambda at, _: Subject(at, None, KEPT), bool, _sealed,
        )  # fmt: skip
        super().__init__(kind, desk, agency, words, lines, report_file)

    def figures(self, whose: Whose, from_on: date, to_on: date) -> Figures:
        """What the book of this unit says of a period, today."""
        book = self.desk.ledger.now(BOOK, book_id(whose.plan.id, whose.agency, whose.unit)).state
        return figures_of(book, whose.plan, whose.agency, from_on, to_on)

    def so_far(self, whose: Whose) -> tuple[date, date]:
        """The time the plan has run."""
        return whose.plan.effective_from, min(self.desk.today(), whose.plan.effective_to)

    def more(self, deed: Deed, whose: Whose | None) -> dict[str, str]:
        if deed.command is of_report.WriteUnitReport:
            return {"figures": ""}
        if deed.command is of_report.ReportNothing:
            from_on, to_on = self.so_far(whose) if whose else (date.min, date.min)
            today = self.desk.today()
            return {
                "figures": "", "from_on": from_on.isoformat(), "to_on": to_on.isoformat(), "sent_on": today.isoformat(),
            }  # fmt: skip
        return {}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """The book is read for the period that was named: nobody types its figures."""
        if not isinstance(command, of_report.WriteUnitReport | of_report.ReportNothing):
            return command
        if command.to_on < command.from_on:
            return command  # the rules say so
        whose = self.whose(report_file(command.plan, command.agency, command.unit))
        return replace(command, figures=self.figures(whose, command.from_on, command.to_on))

    def known(self, deed: Deed, actor: Actor, file: UnitReports, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        today = self.desk.today()
        if deed.command is of_report.WriteUnitReport:
            begun = file.unsent or (file.last_sent if file.last_sent and file.last_sent.returned else None)
            if begun and begun.written:
                return {"kind": begun.written.kind, "from_on": begun.period[0], "to_on": begun.period[1]}
            now = running(self.desk)
            return {"from_on": now.plan.effective_from, "to_on": min(today, now.plan.effective_to)} if now else {}
        if deed.command is of_report.ReturnUnitReport:
            return {"reason": self.choice("report_return_reasons"), "returned_on": today}
        return {"signed_on": today, "sent_on": today, "received_on": today}


def _sealed(opened: Opened) -> SealedParts:
    """What was written by hand in each report, and what the lead wrote to it."""
    file: UnitReports = opened.state
    notes: dict[str, Any] = {}
    for report in file.reports:
        notes |= {f"{name}:{report.number}": report.text(name) for name in TEXTS}
        notes |= {f"said:{report.number}:{n}": getattr(said, "note", None) for n, said in enumerate(report.said, 1)}
    return {"note": notes}
