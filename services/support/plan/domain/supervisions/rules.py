"""What can be written into the file of a supervision, and what follows."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never, get_args

from services.support.plan.domain.offices import inbox_of, must_be_an_office
from services.support.plan.domain.supervisions.commands import (
    CloseRecommendation,
    Command,
    DropSupervision,
    FileRecommendationAnswer,
    FinishSupervision,
    LearnRecommendationAnswer,
    MakeRecommendation,
    PlanSupervision,
    RecordSupervision,
)
from services.support.plan.domain.supervisions.events import (
    Event,
    RecommendationAnswerFiled,
    RecommendationAnswerLearned,
    RecommendationClosed,
    RecommendationDrawnUp,
    SupervisionCarriedOut,
    SupervisionDropped,
    SupervisionFinished,
    SupervisionPlanned,
)
from services.support.plan.domain.supervisions.supervision import Recommendation, Supervision, evolve
from services.support.plan.domain.supervisions.words import RecommendationState, Stage, must_hang_together
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId

SUPERVISES = "supervision"
"""The power of who supervises the plan."""


def decide(command: Command, file: Supervision, law: Law) -> Sequence[Event]:
    match command:
        case PlanSupervision():
            return _plan(command, file, law)
        case DropSupervision():
            return _drop(command, file, law)
        case RecordSupervision():
            return _record(command, file)
        case MakeRecommendation():
            return _recommend(command, file, law)
        case LearnRecommendationAnswer():
            return _learn(command, file)
        case FileRecommendationAnswer():
            return _file(command, file, law)
        case CloseRecommendation():
            return _close(command, file)
        case FinishSupervision():
            return _finish(command, file)
        case _:
            assert_never(command)


def _plan(command: PlanSupervision, file: Supervision, law: Law) -> list[Event]:
    must_know(law, "supervision_subjects", command.topic)
    _must_be_another(law, command.agency)
    must_be_an_office(law, command.agency, command.unit)
    event = SupervisionPlanned(**vars(command))
    if file.planned == event:
        return []
    if file.planned:
        raise Refused("supervision.planned_already", "this file is of another supervision")
    return [event]


def _drop(command: DropSupervision, file: Supervision, law: Law) -> list[Event]:
    must_know(law, "inspection_calling_off_reasons", command.reason)
    if file.dropped:
        return []
    if file.stage is not Stage.FORESEEN:
        raise Refused("supervision.not_foreseen", f"the supervision is {file.stage}")
    return [SupervisionDropped(command.reason)]


def _record(command: RecordSupervision, file: Supervision) -> list[Event]:
    event = SupervisionCarriedOut(command.carried_out_on, command.paper)
    if file.carried_out == event:
        return []
    if file.stage is not Stage.FORESEEN:
        raise Refused("supervision.not_foreseen", f"the supervision is {file.stage}")
    return [event]


def _recommend(command: MakeRecommendation, file: Supervision, law: Law) -> list[Event]:
    must_know(law, "recommendation_kinds", command.advice)
    carried_out_on, planned = _carried_out(file), file.planned
    assert planned is not None
    must_follow(command.dated, carried_out_on, "recommendation.before_supervision")
    if command.answer_by:
        must_follow(command.answer_by, command.dated, "recommendation.answer_by_before_paper")
    agency, unit = (command.agency, command.unit) if command.agency else (planned.agency, command.unit or planned.unit)
    _must_be_another(law, agency)
    must_be_an_office(law, agency, unit)
    event = RecommendationDrawnUp(
        len(file.recommendations) + 1, command.advice, agency, unit, inbox_of(law, agency), command.paper, command.dated,
        command.answer_by, command.scan,
    )  # fmt: skip
    same = ((each.made.advice, each.made.agency, each.made.unit, each.made.paper) for each in file.recommendations)
    if (event.advice, agency, unit, event.paper) in set(same):
        return []
    if file.finished:
        raise Refused("supervision.finished_already", "the supervision is finished")
    return [event]


def _learn(command: LearnRecommendationAnswer, file: Supervision) -> list[Event]:
    """Taken only from whom it was made to."""
    one = _one(file, command.number)
    if one.made.inbox != command.teller:
        raise Refused("recommendation.not_theirs", f"it was not made to {command.teller}")
    told = {name: value for name, value in vars(command).items() if name != "teller"}
    return _answered(one, RecommendationAnswerLearned(**told))


def _file(command: FileRecommendationAnswer, file: Supervision, law: Law) -> list[Event]:
    one = _one(file, command.number)
    if one.made.inbox:
        raise Refused("recommendation.answers_itself", f"{one.made.inbox} answers itself")
    reason, measure = must_hang_together(law, command.reply, command.reason, command.measure)
    must_follow(command.dated, one.made.dated, "recommendation.answer_before_paper")
    event = RecommendationAnswerFiled(
        command.number, command.reply, reason, measure, command.paper, command.dated
    )  # fmt: skip
    return _answered(one, event)


def _answered(one: Recommendation, event: RecommendationAnswerLearned | RecommendationAnswerFiled) -> list[Event]:
    if one.answer == event:
        return []
    if one.answer:
        raise Refused("recommendation.answered_already", f"recommendation {event.number} was answered")
    return [event]


def _close(command: CloseRecommendation, file: Supervision) -> list[Event]:
    one = _one(file, command.number)
    if one.closed:
        return []
    if one.state is not RecommendationState.REPLIED or one.answer is None:
        raise Refused("recommendation.not_answered", f"recommendation {command.number} was not answered")
    must_follow(command.closed_on, one.answer.dated, "recommendation.closed_before_answer")
    return [RecommendationClosed(command.number, command.closed_on)]


def _finish(command: FinishSupervision, file: Supervision) -> list[Event]:
    if file.finished:
        return []
    must_follow(command.finished_on, _carried_out(file), "supervision.finished_before")
    if any(file.open_ones()):
        raise Refused("supervision.still_open", "a recommendation is not closed yet")
    return [SupervisionFinished(command.finished_on)]


def _must_be_another(law: Law, agency: AgencyId) -> None:
    holder = law.holder(SUPERVISES)
    if holder and holder.id == agency:
        raise Refused("supervision.own", "nobody supervises themselves")


def _carried_out(file: Supervision) -> date:
    if file.carried_out is None:
        raise Refused("supervision.not_carried_out", f"the supervision is {file.stage}")
    return file.carried_out.carried_out_on


def _one(file: Supervision, number: int) -> Recommendation:
    if (found := file.recommendation(number)) is None:
        raise Refused("recommendation.unknown", f"no recommendation {number}")
    return found


SUPERVISION: Decider[Supervision, Command, Event] = Decider(
    "support.supervision", "plan", Supervision(), evolve, decide, get_args(Event)
)
