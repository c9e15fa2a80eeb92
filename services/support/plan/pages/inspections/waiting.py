"""What waits: inspections that are not settled, and remedies asked of this office, the most urgent first."""

from typing import Any
from uuid import UUID

from services.support.plan.app.inspections import Inspections
from services.support.plan.app.remedies import Remedies
from services.support.plan.domain.inspections.words import RemedyState, Stage
from services.support.plan.pages.lines import DONE_AT_ONCE, Row, by_urgency
from services.support.plan.projections.inspections import AskedRemedyLine, InspectionLine
from shared.kernel.people import Actor
from shared.web.pages import desk_name


def rows_of(ours: Inspections, actor: Actor) -> list[Row]:
    """Our inspections that are not settled, the most urgent first."""
    if not ours.may_list(actor):
        return []
    lines = {UUID(key): line for key, line in ours.queue(actor).items()}
    return by_urgency(_row(ours, key, line) for key, line in lines.items() if line.is_open)


def settled_of(ours: Inspections, actor: Actor) -> list[Row]:
    lines = {UUID(key): line for key, line in ours.queue(actor).items()} if ours.may_list(actor) else {}
    done = [_row(ours, key, line) for key, line in lines.items() if not line.is_open]
    return sorted(done, key=lambda row: row.code)[:DONE_AT_ONCE]


def _row(ours: Inspections, inspection: UUID, line: InspectionLine) -> Row:
    words, law = ours.words, ours.desk.law()
    at = desk_name(law, line.agency, line.at_unit) if line.agency else words["inspections.business"]
    step, due, holder = _next(ours, line)
    about = ours.about
    return Row(
        about.at(inspection), about.code(inspection), law.called("inspection_subjects", line.topic), at, step, due, holder,
        TONES[line.stage],
    )  # fmt: skip


TONES = {Stage.CALLED_OFF: "held", Stage.SETTLED: "done"}
TONES |= {stage: "open" for stage in Stage if stage not in TONES}


def _next(ours: Inspections, line: InspectionLine) -> tuple[str, Any, str]:
    """What is to be done next, until when, at whose desk."""
    words, law = ours.words, ours.desk.law()
    us, remedy = desk_name(law, ours.agency, None), line.next_remedy
    if line.to_look_at:
        return words["inspections.next.look_again"].format(number=line.to_look_at), None, us
    if remedy is not None and (line.stage is Stage.FOLLOWED or remedy.until < ours.desk.today()):
        holder = desk_name(law, remedy.agency, remedy.unit) if remedy.agency else words["inspections.business"]
        return words["inspections.next.remedy"].format(number=remedy.number), remedy.until, holder
    return words[f"inspections.next.{line.stage}"], line.due_on if line.stage is Stage.TO_VISIT else None, us


def asked_of(asked: Remedies, actor: Actor, *, done: bool = False) -> list[Row]:
    """The remedies asked of us: those we have to carry out, the most urgent first; or the others."""
    if not asked.may_list(actor):
        return []
    lines = {UUID(key): line for key, line in asked.queue(actor).items()}
    chosen = {key: line for key, line in lines.items() if (line.stage is RemedyState.TO_REMEDY) is not done}
    return by_urgency(_asked_row(asked, key, line) for key, line in chosen.items())


def _asked_row(asked: Remedies, remedy: UUID, line: AskedRemedyLine) -> Row:
    words, law = asked.words, asked.desk.law()
    ours = line.stage is RemedyState.TO_REMEDY
    holder = desk_name(law, asked.agency, line.unit) if ours else desk_name(law, line.inspector, None)
    return Row(
        asked.about.at(remedy), asked.about.code(remedy), law.called("remedy_kinds", line.measure),
        desk_name(law, line.inspector, None), words[f"remedy.state.{line.stage}"], line.until if ours else None, holder,
        "done" if line.stage is RemedyState.FULFILLED else "open" if ours else "held",
    )  # fmt: skip
