"""Kế hoạch hỗ trợ: the plan that holds, line by line, with her yes or no; the plan before it is named."""

from collections.abc import Iterator

from services.support.domain.file import File
from services.support.domain.words import PlanItem
from services.support.pages.case_papers.about import Told, named, unit_of, who
from shared.desk import SealedParts
from shared.kernel.words import Code
from shared.papers import PlanLine, SupportPlan
from shared.web.cases import Look
from shared.web.office import Office, full_name
from shared.web.pages import vn_date
from shared.web.words import say


def waits_for(file: File) -> Code | None:
    return None if file.plan else "paper.no_plan"


def sealed(file: File) -> SealedParts:
    """Her name, and the goals in her own words: line by line, or in one text where the plan is of the first version."""
    lines = {f"goal:{n}": goal.words for n, goal in enumerate(file.following.standing_goals)}
    return {"identity": who(file), "note": lines or {"goals": file.plan.goals if file.plan else None}}


def fill(file: File, seen: Look, told: Told, office: Office) -> SupportPlan:  # noqa: ARG001 - as the catalogue asks
    plan, words = file.plan, office.words
    assert plan is not None
    before = file.plans[-2] if len(file.plans) > 1 else None
    said = {"number": len(file.plans) - 1, "agreed_on": vn_date(before.agreed_on)} if before else {}
    return SupportPlan(
        office.head, words["plan.which"].format(number=len(file.plans)), vn_date(plan.agreed_on),
        tuple(_line(each, file, office) for each in plan.items),
        named(told, "name"), named(told, "birth"),
        replaces=words["plan.replaces"].format(**said) if before else None,
        goals=tuple(_goals(file, told, office)), remarks=tuple(say(words, each) for each in plan.warnings),
    )  # fmt: skip


def _goals(file: File, told: Told, office: Office) -> Iterator[str]:
    """One a line: the area, until when, and what she said."""
    note = told.get("note", {})
    for n, goal in enumerate(file.following.standing_goals):
        until = office.words["plan.goal_until"].format(on=vn_date(goal.target_on)) if goal.target_on else ""
        said = f": {note[f'goal:{n}']}" if note.get(f"goal:{n}") else ""
        yield f"{office.law.called('reintegration_areas', goal.area)}{until}{said}"
    yield from filter(None, map(str.strip, str(note.get("goals") or "").splitlines()))


def _line(item: PlanItem, file: File, office: Office) -> PlanLine:
    return PlanLine(
        office.law.called("services", item.service),
        full_name(office.law, item.agency, unit_of(file)),
        office.words["plan.no" if item.declined else "plan.yes"],
        office.law.called("regimes", item.regime) if item.regime else None,
        vn_date(item.due_on) if item.due_on else None,
    )
