"""What can be asked of a unit's own plan."""

from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.reports.plans.events import Content
from services.support.plan.domain.reports.words import ChecklistCode, Number, OfUnit, TaskCode
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, PastDate, UnitCode


@dataclass(frozen=True, kw_only=True)
class Target:
    task: TaskCode
    number: Number | None = None
    by: date | None = None


@dataclass(frozen=True, kw_only=True)
class DraftUnitPlan(OfUnit):
    covered: frozenset[ChecklistCode] = frozenset()
    targets: tuple[Target, ...] = ()
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class IssueUnitPlan(OfUnit):
    number: PaperNumber
    issued_on: PastDate
    scan: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class SendUnitPlan(OfUnit):
    """The newest version that was issued."""

    sent_on: PastDate


@dataclass(frozen=True, kw_only=True)
class CommentOnUnitPlan(OfUnit):
    """On the newest version that was sent."""

    missing: frozenset[ChecklistCode] = frozenset()
    commented_on: PastDate
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class ApproveUnitPlan(OfUnit):
    approved_on: PastDate


@dataclass(frozen=True, kw_only=True)
class TakeUnitPlan:
    """A unit told its plan to the lead."""

    agency: AgencyId
    unit: UnitCode | None
    plan: Code
    version: int
    number: PaperNumber
    issued_on: date
    sent_on: date
    late: bool
    content: Content
    scan: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class LearnUnitPlanComment:
    version: int
    missing: tuple[Code, ...]
    commented_on: date
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class LearnUnitPlanApproval:
    version: int
    approved_on: date


Command = (
    DraftUnitPlan | IssueUnitPlan | SendUnitPlan | CommentOnUnitPlan | ApproveUnitPlan | TakeUnitPlan
    | LearnUnitPlanComment | LearnUnitPlanApproval
)  # fmt: skip
