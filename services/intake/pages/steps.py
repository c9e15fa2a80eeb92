"""The current step of a case as a task list: what is done, what is to be done now, what comes later."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from services.intake.domain import File
from services.intake.domain.words import Stage
from shared.kernel.words import Code
from shared.web.cases import Offer

NOT_MINE = frozenset({"right.role", "right.power"})
"""Deeds that are never this officer's are not shown; those that are, but not now, stay visible with the reason."""


class Step(NamedTuple):
    """`state` is done, doing or open; then the deeds of the step, greyed while they cannot be done yet."""

    word: Code
    state: Code
    offers: tuple[Offer, ...]


class _Plan(NamedTuple):
    word: Code
    done: Callable[[File], object]
    deeds: tuple[str, ...]


_REPORTER = (
    _Plan("step.notice", lambda file: file.stage is not Stage.RETURNED, ("notice",)),
    _Plan("step.handover", lambda file: file.stage is Stage.RECEIVED, ("essential-needs",)),
)
_RECEIVER = (
    _Plan("step.report", lambda file: file.stage is not Stage.RETURNED, ("handover-return",)),
    _Plan("step.reception", lambda file: file.reception, ("reception", "essential-needs")),
    _Plan("step.information", lambda file: file.information, ("initial-information",)),
    _Plan(
        "step.verification", lambda file: file.request or file.status or file.police_refusal,
        ("verification-request", "verification-letter", "proof", "police-refusal"),
    ),
    _Plan("step.answer", lambda file: file.status, ("verification-letter-answer",)),
)  # fmt: skip
_VERIFIER = (
    _Plan("step.task", lambda file: file.stage is not Stage.RETURNED, ("verification-return",)),
    _Plan("step.task_answer", lambda file: file.answer, ("verification-answer", "verification-extension")),
)


def steps(file: File, offers: Sequence[Offer]) -> list[Step]:
    """The steps of our side of the procedure; the first that is not done is the current one."""
    plans = _VERIFIER if file.task else _REPORTER if file.notified else _RECEIVER
    return list(_steps(plans, file, {o.deed.path: o for o in offers if o.verdict.rule not in NOT_MINE}))


def _steps(plans: Sequence[_Plan], file: File, mine: dict[str, Offer]) -> Iterator[Step]:
    current = True
    for plan in plans:
        done = bool(plan.done(file))
        state = "done" if done else "doing" if current else "open"
        current = current and done
        offered = (mine[path] for path in plan.deeds if path in mine)
        yield Step(plan.word, state, tuple(offer for offer in offered if offer.verdict.allowed or not done))
