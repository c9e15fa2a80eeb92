"""The desk of inspections: which deeds there are, who may look at one, and what stands in a form already."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, day_of, first_of
from services.support.plan.domain.inspections import commands as asked
from services.support.plan.domain.inspections.inspection import Inspection, Remedy
from services.support.plan.domain.inspections.rules import INSPECTION
from services.support.plan.domain.inspections.words import RemedyState, Stage
from shared.desk import Deed, SealedParts
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.web.cases import About, Values
from shared.web.fields import LEFT_OUT, Choice
from shared.web.pages import desk_name, small

AN_INSPECTION = About(
    "inspection", "inspections", "inspections", "/inspections", lambda id_: f"KT-{id_.hex[:6].upper()}",
    UUID("3f0c8f2e-7b55-4d0e-9a63-5a2f5d1c7e84"), of_people=False,
)  # fmt: skip
READ, LIST, PRINT = "support.inspection.read", "support.inspection.list", "support.inspection.print"


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can write into the file of an inspection, in the order of the procedure."""

    def place(file: Inspection, _: Any, actor: Actor) -> Subject:
        return Subject(agency, actor.unit if file.stage is Stage.NONE else None, file.stage)

    def deed(name: Code, path: str, command: type[Any], day: str = "") -> Deed:
        on = day_of(day)
        return Deed(f"support.inspection.{name}", path, command, INSPECTION, place, on)

    return [
        deed("plan", "new", asked.PlanInspection),
        deed("call_off", "calling-off", asked.CallOffInspection),
        deed("visit", "visit", asked.RecordSiteVisit, "visited_on"),
        deed("find", "finding", asked.MakeFinding),
        deed("order", "remedy", asked.OrderRemedy),
        deed("file_report", "report-by-letter", asked.FileRemedyReport, "done_on"),
        deed("recheck", "recheck", asked.RecheckRemedy, "checked_on"),
        deed("conclude", "conclusion", asked.ConcludeInspection, "concluded_on"),
    ]


def place_of(agency: AgencyId, file: Inspection) -> Subject:
    return Subject(agency, None, file.stage)


def _sealed(file: Inspection) -> SealedParts:
    """Names under `identity`; notes by what they stand beside, the newest of each."""
    planned = file.planned
    notes: dict[str, Sealed | None] = {"plan": planned.note if planned else None}
    notes["called_off"] = file.called_off.note if file.called_off else None
    notes |= {f"visit:{n}": visit.note for n, visit in enumerate(file.visits, 1)}
    notes |= {f"finding:{each.made.number}": each.made.note for each in file.findings}
    for each in file.remedies:
        steps = {"ordered": each.ordered, "reported": each.report, "rechecked": each.rechecked}
        notes |= {f"{name}:{each.ordered.number}": getattr(step, "note", None) for name, step in steps.items()}
    return {
        "identity": {"business": planned.business if planned else None, "team": planned.team if planned else None},
        "note": {name: note for name, note in notes.items() if note},
    }


KIND = Kind(AN_INSPECTION, INSPECTION, READ, LIST, place_of, lambda file: file.planned is not None, _sealed)


class Inspections(PlanFiles):
    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        return {"inspector": self.agency} if deed is self.opening else {}

    def known(self, deed: Deed, actor: Actor, file: Inspection, typed: Values) -> Values:  # noqa: ARG002
        law, today = self.desk.law(), self.desk.today()
        match deed.command:
            case asked.PlanInspection:
                return {"planned_for": today}
            case asked.RecordSiteVisit:
                return {"visited_on": today}
            case asked.OrderRemedy:
                return {"finding": findings_of(file, law), **_holder(file, law)}
            case asked.FileRemedyReport:
                by_letter = (each for each in file.remedies if each.ordered.inbox is None)
                waiting = (each for each in by_letter if each.state is RemedyState.TO_REMEDY)
                return {"number": remedies_of(waiting, law), "done_on": today}
            case asked.RecheckRemedy:
                waiting = (each for each in file.remedies if each.state is RemedyState.REMEDIED)
                return {"number": remedies_of(waiting, law), "checked_on": today}
            case asked.ConcludeInspection:
                return {"concluded_on": today}
            case _:
                return {}


def findings_of(file: Inspection, law: Law) -> Choice:
    """Which finding is meant, the newest first."""
    told = [
        (str(f.made.number), f"{f.made.number}. {law.called('finding_kinds', f.made.found)}") for f in file.findings
    ]
    return first_of(reversed(told))


def remedies_of(remedies: Iterable[Remedy], law: Law) -> Choice:
    """Which remedy is meant, the one that is due first before the others."""
    due = sorted(remedies, key=lambda each: (each.until, each.ordered.number))
    return first_of((str(each.ordered.number), called(each, law)) for each in due)


def called(remedy: Remedy, law: Law) -> str:
    """A remedy in a few words: its number, what it is, whose it is."""
    ordered = remedy.ordered
    what = f"{ordered.number}. {law.called('remedy_kinds', ordered.measure)}"
    return f"{what} ({desk_name(law, ordered.agency, ordered.unit)})" if ordered.agency else what


def _holder(file: Inspection, law: Law) -> dict[str, Any]:
    """Who has to act: the office that was inspected, unless somebody says another; a business has no office."""
    planned = file.planned
    if planned is None or planned.agency is None:
        return {}
    units: frozenset[UnitCode] = law.units_of(planned.agency)
    return {"agency": planned.agency, "unit": planned.unit if units else LEFT_OUT}


def whom(file: Inspection, law: Law, business: str) -> str:
    """Who was inspected, in words; a business without its name."""
    planned = file.planned
    if planned is None or planned.agency is None:
        return business
    return small(desk_name(law, planned.agency, planned.unit))
