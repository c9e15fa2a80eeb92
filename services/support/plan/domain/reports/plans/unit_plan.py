"""The file of a unit's own plan: its draft and every version there was. The newest counts, the others stay.

It lies at the unit's own desk, and once it was sent at the lead too, under the same id. Whatever order it is told in, a version
stands at its number.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from services.support.plan.domain.reports.plans.events import (
    Content,
    Event,
    UnitPlanApprovalLearned,
    UnitPlanApproved,
    UnitPlanCommented,
    UnitPlanCommentLearned,
    UnitPlanDrafted,
    UnitPlanIssued,
    UnitPlanSent,
    UnitPlanTaken,
)
from shared.kernel.plans import Plan
from shared.kernel.unit_papers import Aim, Obliged, PlanPaper, Said, first_sent_on
from shared.kernel.words import Code

Comment = UnitPlanCommented | UnitPlanCommentLearned
Approval = UnitPlanApproved | UnitPlanApprovalLearned


@dataclass(frozen=True)
class Version:
    """One version: as issued, when it went to the lead, and what the lead said of it, in order."""

    number: int
    issued: UnitPlanIssued | UnitPlanTaken | None = None
    sent_on: date | None = None
    late: bool = False
    said: tuple[Comment | Approval, ...] = ()

    @property
    def content(self) -> Content:
        return self.issued.content if self.issued else Content()

    @property
    def last_said(self) -> Comment | Approval | None:
        return self.said[-1] if self.said else None

    @property
    def approved(self) -> bool:
        return isinstance(self.last_said, Approval)

    def lacks(self, plan: Plan) -> tuple[Code, ...]:
        """The items of the checklist that are missing: not covered, or said by the lead to be missing in it."""
        return self.paper.lacks(plan)

    @property
    def paper(self) -> PlanPaper:
        """As it is counted."""
        aims = tuple(Aim(each.task, each.number) for each in self.content.targets)
        return PlanPaper(self.number, self.sent_on, self.late, tuple(map(_said, self.said)), self.content.covered, aims)

    def complete(self, plan: Plan) -> bool:
        return self.issued is not None and not self.lacks(plan)


@dataclass(frozen=True)
class UnitPlan:
    """`told`: another agency's, that was told to the lead."""

    whose: Obliged | None = None
    draft: UnitPlanDrafted | None = None
    versions: tuple[Version, ...] = ()
    told: bool = False

    def version(self, number: int) -> Version | None:
        return next((each for each in self.versions if each.number == number), None)

    @property
    def issued(self) -> Version | None:
        """The newest version."""
        return next((each for each in reversed(self.versions) if each.issued), None)

    @property
    def sent(self) -> Version | None:
        """The newest version that the lead has: the one that counts."""
        return next((each for each in reversed(self.versions) if each.issued and each.sent_on), None)

    @property
    def first_sent_on(self) -> date | None:
        """Since when the lead has one: a later version makes nobody late."""
        return first_sent_on(self.papers)

    @property
    def papers(self) -> tuple[PlanPaper, ...]:
        """All versions, as they are counted."""
        return tuple(each.paper for each in self.versions if each.issued)

    @property
    def changed(self) -> bool:
        """Does the draft say something else than the newest version?"""
        return self.draft is not None and (self.issued is None or self.draft.content != self.issued.content)


def _said(each: Comment | Approval) -> Said:
    if isinstance(each, Comment):
        return Said(each.commented_on, taken=False, missing=each.missing)
    return Said(each.approved_on, taken=True)


def evolve(file: UnitPlan, event: Event) -> UnitPlan:
    file = replace(file, whose=Obliged(event.agency, event.unit))
    match event:
        case UnitPlanDrafted():
            return replace(file, draft=event)
        case UnitPlanIssued():
            return _at(file, event.version, lambda known: replace(known, issued=event))
        case UnitPlanSent():
            return _at(file, event.version, lambda known: replace(known, sent_on=event.sent_on, late=event.late))
        case UnitPlanTaken():
            told = replace(file, told=True)
            return _at(
                told, event.version, lambda known: replace(known, issued=event, sent_on=event.sent_on, late=event.late)
            )
        case UnitPlanCommented() | UnitPlanCommentLearned() | UnitPlanApproved() | UnitPlanApprovalLearned():
            return _at(file, event.version, lambda known: replace(known, said=(*known.said, event)))
        case _:
            assert_never(event)


def _at(file: UnitPlan, number: int, change: Callable[[Version], Version]) -> UnitPlan:
    others = [each for each in file.versions if each.number != number]
    made = change(file.version(number) or Version(number))
    return replace(file, versions=tuple(sorted([*others, made], key=lambda each: each.number)))
