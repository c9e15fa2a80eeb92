"""The desk of the plans of units."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind
from services.support.plan.app.reports.of_units import Opened, Papers, UnitFiles
from services.support.plan.app.reports.places import deed, place_of_unit
from services.support.plan.app.units import KEPT, running
from services.support.plan.domain.reports.plans import commands as of_plan
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.words import plan_file
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.unit_papers import HandedIn
from shared.kernel.words import AgencyId
from shared.web.cases import About
from shared.web.words import Words

UNIT_PLANS = About(
    "unitplan", "unitplans", "unitplans", "/unitplans", lambda file: f"KHDV-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e01"), of_people=False,
)  # fmt: skip


def deeds(agency: AgencyId) -> list[Deed]:
    at = place_of_unit(agency, UNIT_PLAN.name)
    return [
        deed("support.unit_plan.draft", "draft", of_plan.DraftUnitPlan, UNIT_PLAN, at),
        deed("support.unit_plan.issue", "issue", of_plan.IssueUnitPlan, UNIT_PLAN, at, "issued_on"),
        deed("support.unit_plan.send", "sending", of_plan.SendUnitPlan, UNIT_PLAN, at, "sent_on"),
        deed("support.unit_plan.comment", "comment", of_plan.CommentOnUnitPlan, UNIT_PLAN, at, "commented_on"),
        deed("support.unit_plan.approve", "approval", of_plan.ApproveUnitPlan, UNIT_PLAN, at, "approved_on"),
    ]


class UnitPlans(UnitFiles):
    own, what = ("draft", "issue", "sending"), HandedIn.PLAN

    def __init__(self, desk: Desk, agency: AgencyId, words: Words, lines: Papers) -> None:
        kind = Kind(
            UNIT_PLANS, UNIT_PLAN, "support.unit_plan.read", "support.unit_plan.read",
            lambda at, _: Subject(at, None, KEPT), bool, _sealed,
        )  # fmt: skip
        super().__init__(kind, desk, agency, words, lines, plan_file)

    def known(self, deed: Deed, actor: Actor, file: UnitPlan, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        today = self.desk.today()
        if deed.command is of_plan.CommentOnUnitPlan:
            now = running(self.desk)
            missing = file.sent.lacks(now.plan) if file.sent and now else ()
            return {"missing": self.choice("plan_checklist", tuple(missing)), "commented_on": today}
        if deed.command is of_plan.DraftUnitPlan:
            return self._drafted(file)
        return {"issued_on": today, "sent_on": today, "approved_on": today}

    def _drafted(self, file: UnitPlan) -> dict[str, Any]:
        """The draft as it stands; the first one has a line for each task of the plan that is theirs."""
        now = running(self.desk)
        agency = file.whose.agency if file.whose else self.agency
        tasks = {task.code for task in now.plan.tasks_of(agency)} if now else set()
        standing = file.draft.content.targets if file.draft else ()
        open_ = [task for task in (now.plan.tasks if now else ()) if task in tasks - {each.task for each in standing}]
        rows = [of_plan.Target(task=each.task, number=each.number, by=each.by) for each in standing]
        rows += [of_plan.Target(task=task) for task in open_]
        covered = file.draft.content.covered if file.draft else ()
        return {"covered": self.choice("plan_checklist", covered), "targets": tuple(rows)}


def _sealed(opened: Opened) -> SealedParts:
    """The note on the draft, and what the lead wrote to each version."""
    file: UnitPlan = opened.state
    notes = {"draft": file.draft.note if file.draft else None}
    for version in file.versions:
        for n, said in enumerate(version.said, 1):
            notes[f"said:{version.number}:{n}"] = getattr(said, "note", None)
    return {"note": notes}
