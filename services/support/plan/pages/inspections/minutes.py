"""Biên bản kiểm tra: the minutes of an inspection as a paper, set only after its printing was written down."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.inspections import PRINT, Inspections
from services.support.plan.domain.inspections.inspection import Inspection
from shared.kernel.words import Code
from shared.papers import InspectionMinutes, MinutesFinding, MinutesRemedy, render
from shared.web.asking import By
from shared.web.cases import found
from shared.web.office import Office, full_name, mark_of, office_of, pdf
from shared.web.pages import desk_name, small, vn_date

PAPER: Code = "bien_ban_kiem_tra"
Told = Mapping[Code, Mapping[str, Any]]


def minutes_routes(ours: Inspections) -> APIRouter:
    routes = APIRouter()

    @routes.get(f"/inspections/{{inspection:uuid}}/papers/{PAPER}.pdf")
    def minutes(request: Request, inspection: UUID, actor: By) -> Response:
        seen = found(ours, actor, inspection)
        file, place = seen.file, ours.place(seen.file)
        ours.desk.rights.must(actor, PRINT, place)
        office = office_of(ours.desk, ours.words, request, actor, {})
        sealed = ours.kind.sealed(file)
        opened, position = ours.desk.print(actor, inspection, place, sealed, tuple(sealed), PAPER)
        mark = mark_of(ours.desk, PAPER, seen.code, position)
        return pdf(render(PAPER, fill(file, opened, office), printed=mark), PAPER)

    return routes


def fill(file: Inspection, told: Told, office: Office) -> InspectionMinutes:
    """What nobody wrote down yet is the pen's; what the one who prints may not read stays blank."""
    planned, words, law = file.planned, office.words, office.law
    assert planned is not None
    business = told.get("identity", {}).get("business")
    inspected = full_name(law, planned.agency, planned.unit) if planned.agency else business
    with_ = ", ".join(small(law.agencies[each].short) for each in planned.together_with if each in law.agencies)
    return InspectionMinutes(
        office.head,
        words["minutes.about"].format(topic=small(law.called("inspection_subjects", planned.topic))),
        words["minutes.decision"].format(number=planned.decision, day=vn_date(planned.decided_on)),
        words["minutes.members"].format(number=planned.members)
        + (words["minutes.with"].format(agencies=with_) if with_ else ""),
        told.get("identity", {}).get("team"), inspected,
        ", ".join(vn_date(visit.visited_on) for visit in file.visits),
        tuple(_findings(file, told, office)), tuple(_remedies(file, told, office)),
    )  # fmt: skip


def _findings(file: Inspection, told: Told, office: Office) -> Iterator[MinutesFinding]:
    for each in file.findings:
        note = told.get("note", {}).get(f"finding:{each.made.number}")
        what = office.law.called("finding_kinds", each.made.found)
        weight = office.words["minutes.grave" if each.made.grave else "minutes.not_grave"]
        yield MinutesFinding(f"{what}. {note}" if note else what, weight)


def _remedies(file: Inspection, told: Told, office: Office) -> Iterator[MinutesRemedy]:
    for each in file.remedies:
        ordered = each.ordered
        note = told.get("note", {}).get(f"ordered:{ordered.number}")
        what = office.law.called("remedy_kinds", ordered.measure)
        holder = (
            desk_name(office.law, ordered.agency, ordered.unit) if ordered.agency else office.words["minutes.business"]
        )
        finding = office.words["minutes.of_finding"].format(number=ordered.finding)
        yield MinutesRemedy(f"{what} {finding}" + (f". {note}" if note else ""), holder, vn_date(ordered.until))
