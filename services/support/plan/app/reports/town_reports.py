"""The desk of the reports of the town: put together from those of the units, and to the chairman."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from services.support.plan.app.files import Kind
from services.support.plan.app.reports.lead import Lead
from services.support.plan.app.reports.of_the_town import OfTown, TownFiles
from services.support.plan.app.reports.places import deed, of_lead
from services.support.plan.app.units import KEPT, everybody
from services.support.plan.domain.reports.town.town_report import (
    TOWN_REPORT,
    IssueTownReport,
    ReportToChairman,
    SetChairmanDay,
    TownReports,
    consolidated,
)
from services.support.plan.domain.reports.words import town_file
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId
from shared.web.cases import About
from shared.web.words import Words

TOWN_REPORTS = About(
    "townreport", "townreports", "townreports", "/townreports", lambda file: f"BCTH-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e05"), of_people=False,
)  # fmt: skip


def deeds(agency: AgencyId) -> list[Deed]:
    at = of_lead(agency, TOWN_REPORT.name)
    return [
        deed("support.town_report.issue", "issue", IssueTownReport, TOWN_REPORT, at, "dated"),
        deed("support.town_report.chairman", "chairman", ReportToChairman, TOWN_REPORT, at, "dated"),
        deed("support.town_report.day", "day", SetChairmanDay, TOWN_REPORT, at),
    ]


class TownReportFiles(TownFiles):
    by_the_desk: ClassVar = {IssueTownReport: ("parts", "missing", "figures"), ReportToChairman: ("progress",)}

    def __init__(self, desk: Desk, words: Words, lead: Lead) -> None:
        read = "support.town_report.read"
        kind = Kind(TOWN_REPORTS, TOWN_REPORT, read, read, lambda at, _: Subject(at, None, KEPT), bool, _sealed)
        super().__init__(kind, desk, words, lead, town_file)

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        if isinstance(command, ReportToChairman):
            return replace(command, progress=self.lead.progress())
        if isinstance(command, IssueTownReport):
            made = consolidated(self.lead.reports.states(), everybody(self.desk), command.from_on, command.to_on)
            missing = frozenset(who.code for who in made.missing)
            return replace(command, parts=made.parts, missing=missing, figures=made.figures)
        return command

    def known(self, deed: Deed, actor: Actor, file: TownReports, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        now, today = self.lead.now, self.desk.today()
        return {"dated": today, "from_on": now.plan.effective_from, "to_on": min(today, now.plan.effective_to)}


def _sealed(opened: OfTown) -> SealedParts:
    file: TownReports = opened.state
    notes = {f"issued:{n}": each.note for n, each in enumerate(file.issued, 1)}
    return {"note": notes | {f"chairman:{n}": each.note for n, each in enumerate(file.chairman, 1)}}
