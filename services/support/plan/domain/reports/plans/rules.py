"""What can be done with a unit's own plan, and what follows."""

from collections.abc import Sequence
from typing import Any, assert_never

from services.support.plan.domain.checks import plan_of
from services.support.plan.domain.reports.plans.commands import (
    ApproveUnitPlan,
    Command,
    CommentOnUnitPlan,
    DraftUnitPlan,
    IssueUnitPlan,
    LearnUnitPlanApproval,
    LearnUnitPlanComment,
    SendUnitPlan,
    TakeUnitPlan,
)
from services.support.plan.domain.reports.plans.events import (
    Content,
    Event,
    OwnTarget,
    UnitPlanApprovalLearned,
    UnitPlanApproved,
    UnitPlanCommented,
    UnitPlanCommentLearned,
    UnitPlanDrafted,
    UnitPlanIssued,
    UnitPlanSent,
    UnitPlanTaken,
)
from services.support.plan.domain.reports.plans.unit_plan import Comment, UnitPlan, Version, evolve
from services.support.plan.domain.reports.words import (
    OfUnit,
    is_late,
    lead_inbox,
    must_be_theirs,
    must_lie_there,
    said_again,
)
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.unit_papers import HandedIn, Obliged
from shared.kernel.words import Source


def decide(command: Command, file: UnitPlan, law: Law) -> Sequence[Event]:
    if isinstance(command, OfUnit):
        plan_of(law, command.plan)
        must_lie_there(law, Obliged(command.agency, command.unit))
    match command:
        case DraftUnitPlan():
            return _draft(command, file, law)
        case IssueUnitPlan():
            return _issue(command, file)
        case SendUnitPlan():
            return _send(command, file, law)
        case CommentOnUnitPlan():
            return _comment(command, file, law)
        case ApproveUnitPlan():
            return _approve(command, file, law)
        case TakeUnitPlan():
            return _take(command, file, law)
        case LearnUnitPlanComment():
            whose, known = _known(file, command.version)
            learned = UnitPlanCommentLearned(
                *whose, command.version, command.missing, command.commented_on, command.note
            )
            return [] if _repeats(known, learned) else [learned]
        case LearnUnitPlanApproval():
            whose, known = _known(file, command.version)
            approval = UnitPlanApprovalLearned(*whose, command.version, command.approved_on)
            return [] if approval in known.said else [approval]
        case _:
            assert_never(command)


def _draft(command: DraftUnitPlan, file: UnitPlan, law: Law) -> list[Event]:
    for item in sorted(command.covered):
        must_know(law, "plan_checklist", item)
    for target in command.targets:
        must_know(law, "plan_tasks", target.task)
    if len({target.task for target in command.targets}) != len(command.targets):
        raise Refused("unit_plan.target_twice", "a task has two targets")
    meant = (each for each in command.targets if each.number is not None or each.by)  # a row left open says nothing
    targets = tuple(sorted((OwnTarget(each.task, each.number, each.by) for each in meant), key=lambda each: each.task))
    content = Content(tuple(sorted(command.covered)), targets)
    if not content.covered and not content.targets:
        raise Refused("unit_plan.empty", "no item of the checklist and no target")
    before = file.draft
    if before and before.content == content and said_again(command.note, before.note):
        return []
    return [UnitPlanDrafted(*_whose(command), content, command.note)]


def _issue(command: IssueUnitPlan, file: UnitPlan) -> list[Event]:
    newest = file.issued
    if (
        newest
        and newest.issued
        and (newest.issued.number, newest.issued.issued_on)
        == (
            command.number,
            command.issued_on,
        )
    ):
        return []
    if file.draft is None:
        raise Refused("unit_plan.no_draft", "nothing was drafted")
    if newest and newest.issued:
        must_follow(command.issued_on, newest.issued.issued_on, "unit_plan.issued_before_last")
    version = newest.number + 1 if newest else 1
    return [
        UnitPlanIssued(
            *_whose(command), version, command.number, command.issued_on, file.draft.content, command.scan
        )
    ]  # fmt: skip


def _send(command: SendUnitPlan, file: UnitPlan, law: Law) -> list[Event]:
    newest = file.issued
    if newest is None or newest.issued is None:
        raise Refused("unit_plan.not_issued", "no version was issued")
    if newest.sent_on:
        return []
    must_follow(command.sent_on, newest.issued.issued_on, "unit_plan.sent_before_issued")
    late = file.first_sent_on is None and is_late(plan_of(law, command.plan), HandedIn.PLAN, command.sent_on)
    inbox = lead_inbox(law, command.agency)
    return [UnitPlanSent(*_whose(command), newest.number, command.sent_on, late, inbox)]


def _comment(command: CommentOnUnitPlan, file: UnitPlan, law: Law) -> list[Event]:
    version = _sent(file)
    if not command.missing and command.note is None:
        raise Refused("unit_plan.no_comment", "nothing is missing and nothing is said")
    for item in sorted(command.missing):
        must_know(law, "plan_checklist", item)
    must_follow(command.commented_on, version.sent_on, "unit_plan.judged_before_sent")
    event = UnitPlanCommented(
        *_whose(command), version.number, tuple(sorted(command.missing)), command.commented_on, _back(file, law),
        command.note,
    )  # fmt: skip
    return [] if _repeats(version, event) else [event]


def _approve(command: ApproveUnitPlan, file: UnitPlan, law: Law) -> list[Event]:
    version = _sent(file)
    if version.approved:
        return []
    covered = version.content.covered
    if lacking := [item for item in plan_of(law, command.plan).checklist if item not in covered]:
        raise Refused("unit_plan.not_complete", f"{len(lacking)} items of the checklist are not covered")
    must_follow(command.approved_on, version.sent_on, "unit_plan.judged_before_sent")
    return [UnitPlanApproved(*_whose(command), version.number, command.approved_on, _back(file, law))]


def _take(command: TakeUnitPlan, file: UnitPlan, law: Law) -> list[Event]:
    must_be_theirs(law, Obliged(command.agency, command.unit))
    known = file.version(command.version)
    return [] if known and known.issued else [UnitPlanTaken(**vars(command))]


def _sent(file: UnitPlan) -> Version:
    if file.sent is None:
        raise Refused("unit_plan.not_sent", "the lead has no version")
    return file.sent


def _known(file: UnitPlan, number: int) -> tuple[tuple[Any, Any, Any], Version]:
    """A version that is spoken of, and whose it is."""
    version = file.version(number)
    if version is None or version.issued is None:
        raise Refused("unit_plan.version_unknown", f"there is no version {number}")
    return (version.issued.agency, version.issued.unit, version.issued.plan), version


def _repeats(version: Version, event: Comment) -> bool:
    """Is it what was said of this version last?"""
    last = version.last_said
    if not isinstance(last, Comment):
        return False
    same = (last.missing, last.commented_on) == (event.missing, event.commented_on)
    return same and said_again(event.note, last.note)


def _back(file: UnitPlan, law: Law) -> Source | None:
    """Where the one hears of it that sent it; None where it lies here itself."""
    return law.inbox("support", file.whose.agency) if file.told and file.whose else None


def _whose(command: OfUnit) -> tuple[Any, Any, Any]:
    return command.agency, command.unit, command.plan


UNIT_PLAN: Decider[UnitPlan, Command, Event] = Decider(
    "support.unit_plan", "plan", UnitPlan(), evolve, decide,
    (
        UnitPlanDrafted, UnitPlanIssued, UnitPlanSent, UnitPlanTaken, UnitPlanCommented, UnitPlanApproved,
        UnitPlanCommentLearned, UnitPlanApprovalLearned,
    ),
)  # fmt: skip
