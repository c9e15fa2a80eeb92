"""The current step of a case as a task list: what is done, what is to be done now, what comes later, and who has it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from services.intake.domain import File
from services.intake.domain.happened import (
    FoundNotVictim,
    PersonRescued,
    ProtectionGranted,
    VerificationAsked,
    VerificationAskedByLetter,
    VictimIdentified,
)
from services.intake.domain.words import Stage
from shared.kernel.law import Law
from shared.kernel.procedures import Procedure, ProcedureStep
from shared.kernel.words import AgeGroup, AgencyId, Code
from shared.web.cases import Offer

MINORS = (AgeGroup.UNDER_16, AgeGroup.FROM_16_TO_17)
NOT_MINE = frozenset({"right.role", "right.power"})
"""Deeds that are never this officer's are not shown; those that are, but not now, stay visible with the reason."""


class Step(NamedTuple):
    """`state` is done, doing or open; then the deeds that can be done, and those that cannot yet. `after` is the step
    that must come first; `law` what the procedure says of this step, where it is known which procedure it is; `holder` the
    agency whose turn it is."""

    word: Code
    state: Code
    offers: tuple[Offer, ...]
    barred: tuple[Offer, ...]
    after: Code | None
    law: ProcedureStep | None
    holder: AgencyId


class Group(NamedTuple):
    """Deeds that belong to no step: what can be done whenever it is needed."""

    word: Code
    offers: tuple[Offer, ...]
    barred: tuple[Offer, ...]


GROUPS: Mapping[Code, tuple[str, ...]] = {
    "group.wishes": ("interpreter",),
    "group.children": ("child-care", "accompanying-minors"),
    "group.rescue": ("rescue",),
    "group.protection": ("protection-request", "protection", "protection-refusal"),
    "group.contact": ("lost-contact", "regained-contact"),
    "group.letters": ("letters-sent", "letters-received", "signed-papers"),
    "group.difficulty": ("difficulty",),
    "group.ending": ("notice-recall", "verification-recall", "end", "reopening"),
}


class _Plan(NamedTuple):
    """`again` are deeds of the step that make sense after it is done. What is not `urged` may stay undone."""

    word: Code
    done: Callable[[File], object]
    deeds: tuple[str, ...]
    again: tuple[str, ...] = ()
    urged: bool = True


def _told(file: File) -> bool:
    return file.stage is not Stage.RETURNED


def _answer_deeds(file: File) -> tuple[str, ...]:
    """An agency with a desk of its own answers by itself; only a letter is answered by a letter."""
    return () if isinstance(file.request, VerificationAsked) else ("verification-letter-answer",)


_REPORTER = (
    _Plan("step.notice", _told, ("notice",)),
    _Plan("step.handover", lambda file: file.stage is Stage.RECEIVED, ("essential-needs",)),
)
_VERIFIER = (
    _Plan("step.task", _told, ("verification-return",), ("verification-return",)),
    _Plan("step.task_answer", lambda file: file.answer, ("verification-answer", "verification-extension")),
)


_WISHES = ("safety", "consent")
_CHILD = _Plan("step.child", lambda file: file.care.child, ("child-care",), ("child-care",))
_FACTS = _Plan(
    "step.facts", lambda file: file.facts, ("trafficking-facts",), ("trafficking-facts-correction",), urged=False
)  # fmt: skip
_WRITTEN_ANSWER = _Plan("step.written_answer", lambda file: file.written_answer, ("written-answer",))


def _receiver(file: File) -> tuple[_Plan, ...]:
    return (
        _Plan("step.report", _told, (), () if file.handover else ("handover-acceptance", "handover-return")),
        _Plan("step.reception", lambda file: file.reception, ("reception", "essential-needs"), ("essential-needs",)),
        *([_CHILD] if file.person.age_group in MINORS else []),
        _Plan("step.wishes", lambda file: file.care.safety, _WISHES, _WISHES),
        _Plan(
            "step.information", lambda file: file.information, ("initial-information",), ("initial-information",)
        ),
        _Plan(
            "step.verification", lambda file: file.request or file.status or file.police_refusal,
            ("verification-request", "verification-letter", "proof", "police-refusal"), ("proof",),
        ),
        _Plan("step.answer", lambda file: file.status, _answer_deeds(file)),
        *([_WRITTEN_ANSWER] if isinstance(file.status, FoundNotVictim) else []),
    )  # fmt: skip


def holder(file: File, ours: AgencyId) -> AgencyId:
    """The agency that has to act now."""
    if file.task:
        return ours if file.stage is Stage.ASKED else file.task.asker
    match file.stage:
        case Stage.REPORTED | Stage.RECEIVED | Stage.VICTIM:
            return file.notified or ours
        case Stage.RETURNED:
            return ours if file.came_back else file.reporter or ours
        case Stage.VERIFYING:
            return _verifier(file) or ours
        case _:
            return ours


def _verifier(file: File) -> AgencyId | None:
    match file.request:
        case VerificationAsked(of=agency) | VerificationAskedByLetter(to=agency):
            return agency
        case _:
            return None


def procedure(file: File, law: Law) -> Procedure | None:
    """The way home that the law has for her, as far as it is known; a proof she holds decides."""
    if file.rescue:
        return law.procedures.get("rescued")
    if isinstance(file.status, VictimIdentified) and file.request is None:
        return law.procedures.get("holds_proof")
    asked = file.information or file.reception
    return law.procedure_on(asked.route if asked else None)


def steps(file: File, offers: Sequence[Offer], law: Law, ours: AgencyId) -> list[Step]:
    """The steps of our side of the procedure, the first that is not done is the current one; then what runs beside it."""
    mine = _mine(offers)
    main = _steps(_plans(file), file, mine, procedure(file, law), holder(file, ours))
    return [
        *main,
        *(step for plan, has in _beside(file, mine, ours) for step in _steps((plan,), file, mine, None, has)),
    ]


def _plans(file: File) -> tuple[_Plan, ...]:
    if file.stage is Stage.PROTECTING:
        return ()
    return _VERIFIER if file.task else _REPORTER if file.notified else _receiver(file)


def _beside(file: File, mine: Mapping[str, Offer], ours: AgencyId) -> Iterator[tuple[_Plan, AgencyId]]:
    """What can be waiting here whatever the procedure waits for, and whose turn it is."""
    protection = file.protection
    if isinstance(file.rescue, PersonRescued) and file.stage in (Stage.RECEIVED, Stage.VICTIM):
        yield _Plan("step.rescue_certificate", lambda file: file.status, ("proof",), urged=False), ours
    if "trafficking-facts" in mine:
        yield _FACTS, ours
    if protection.received or isinstance(protection.standing, ProtectionGranted):
        ends = ("protection-refusal", "protection-end") if protection.standing else ()
        answers = ("protection", "protection-decline", "protection-refusal")
        yield _Plan("step.protection", lambda file: not file.protection.asks, answers, ("protection", *ends)), ours
    elif protection.protector:
        refusal = ("protection-refusal",)
        again = ("protection-request", *(refusal if protection.standing else ()))
        waiting = (*refusal, "protection-recall")
        yield (
            _Plan("step.protection_asked", lambda file: not file.protection.asked, waiting, again),
            protection.protector,
        )


def groups(file: File, offers: Sequence[Offer], steps: Sequence[Step]) -> list[Group]:
    """What can be done beside the steps, by topic; a topic of which nothing is this officer's is left out, and so is what
    a step offers already, or what is done once and was."""
    shown = {offer.deed.path for step in steps for offer in (*step.offers, *step.barred)}
    shown |= ({"rescue"} if file.rescue else set()) | ({"protection-request"} if file.protection.asked else set())
    mine = {path: offer for path, offer in _mine(offers).items() if path not in shown}
    of_topic = ((word, [mine[path] for path in paths if path in mine]) for word, paths in GROUPS.items())
    return [
        Group(word, tuple(o for o in found if o.verdict.allowed), tuple(o for o in found if not o.verdict.allowed))
        for word, found in of_topic
        if any(offer.verdict.allowed for offer in found)
    ]


def _mine(offers: Sequence[Offer]) -> dict[str, Offer]:
    return {offer.deed.path: offer for offer in offers if offer.verdict.rule not in NOT_MINE}


def _steps(
    plans: Sequence[_Plan], file: File, mine: Mapping[str, Offer], way: Procedure | None, has: AgencyId
) -> Iterator[Step]:
    current: Code | None = None
    for plan in plans:
        done = bool(plan.done(file))
        state = "done" if done else "open" if current or not plan.urged else "doing"
        offered = [mine[path] for path in (plan.again if done else plan.deeds) if path in mine]
        may = tuple(offer for offer in offered if offer.verdict.allowed)
        barred = tuple(offer for offer in offered if not (offer.verdict.allowed or done))
        said = way.step(plan.word.removeprefix("step.")) if way else None
        yield Step(plan.word, state, may, barred, current, said, has)
        current = current or (None if done else plan.word)
