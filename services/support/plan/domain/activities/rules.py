"""What can be written into a book of activities, and what follows."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from services.support.plan.domain.activities.book import Activity, Book, State, evolve
from services.support.plan.domain.activities.commands import (
    Command,
    CorrectActivity,
    ListNeighbourhoods,
    NotHeld,
    OfBook,
    PlanActivity,
    RecordActivity,
    StrikeActivity,
)
from services.support.plan.domain.activities.events import (
    ActivityCarriedOut,
    ActivityCorrected,
    ActivityNotHeld,
    ActivityPlanned,
    ActivityStruck,
    Details,
    Event,
    NeighbourhoodsListed,
)
from services.support.plan.domain.checks import must_be_a_unit_then, plan_of
from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.plans import Asked, Plan
from shared.kernel.words import AgencyId, Code

BLOCK = "Tổ dân phố"
SAID: Mapping[Asked, tuple[str, ...]] = {
    Asked.PLACES: ("everywhere", "places", "in_units"),
    Asked.AUDIENCE: ("audience",),
    Asked.LINK: ("link",),
    Asked.REACH: ("reach",),
    Asked.COPIES: ("copies",),
    Asked.JOBS: ("jobs",),
    Asked.PROGRAMMES: ("programmes",),
    Asked.MODEL: ("members", "copied_to"),
}
"""In which fields it is said, what the form of a kind asks for."""


def decide(command: Command, book: Book, law: Law) -> Sequence[Event]:
    """`law` is that of the day on which it was done: its plan, and the units of that day."""
    plan = plan_of(law, command.plan)
    must_be_a_unit_then(law, command.unit)
    match command:
        case RecordActivity():
            return _record(command, book, plan, law)
        case CorrectActivity():
            return _correct(command, book, plan, law)
        case PlanActivity():
            return _plan(command, book, plan, law)
        case NotHeld():
            return _not_held(command, book, law)
        case StrikeActivity():
            return _strike(command, book, law)
        case ListNeighbourhoods():
            return _list(command, book)
        case _:
            assert_never(command)


def task_for(plan: Plan, agency: AgencyId, kind: Code) -> Code | None:
    """The task of this agency that an activity of this kind carries out: the first, where several could be meant."""
    return next((task.code for task in plan.tasks_of(agency) if kind in task.kinds), None)


def _record(command: RecordActivity, book: Book, plan: Plan, law: Law) -> list[Event]:
    number = len(book.lines) + 1
    if command.number is not None:
        planned = _line(book, command.number)
        if planned.state is not State.PLANNED:
            raise Refused("activity.not_planned", f"activity {command.number} is {planned.state}")
        number = planned.number
    details = _details(command, book, plan, law)
    _must_not_stand_here(command, details, book)
    return [
        ActivityCarriedOut(*_whose(command), number, command.carried_out_on, details, command.evidence, command.note)
    ]


def _correct(command: CorrectActivity, book: Book, plan: Plan, law: Law) -> list[Event]:
    line = _line(book, command.number)
    if line.done is None or line.struck:
        raise Refused("activity.not_carried_out", f"activity {command.number} is {line.state}")
    details = _details(command, book, plan, law)
    evidence = command.evidence or line.done.evidence
    same = (line.done.carried_out_on, line.done.details, line.done.evidence) == (
        command.carried_out_on, details, evidence
    )  # fmt: skip
    if same and command.note is None:
        return []
    _must_not_stand_here(command, details, book, line.number)
    return [ActivityCorrected(*_whose(command), line.number, command.carried_out_on, details, evidence, command.note)]


def _plan(command: PlanActivity, book: Book, plan: Plan, law: Law) -> list[Event]:
    must_know(law, "activity_kinds", command.kind)
    task = _task(command.task, command.kind, command.agency, plan)
    for line in book.lines:
        if line.state is State.PLANNED and (line.kind, line.task, line.day) == (
            command.kind,
            task,
            command.planned_for,
        ):
            raise Refused("activity.planned_already", f"activity {line.number} is the same")
    number = len(book.lines) + 1
    return [ActivityPlanned(*_whose(command), number, command.kind, task, command.planned_for, command.note)]


def _not_held(command: NotHeld, book: Book, law: Law) -> list[Event]:
    line = _line(book, command.number)
    must_know(law, "not_held_reasons", command.reason)
    event = ActivityNotHeld(*_whose(command), line.number, command.reason, command.note)
    if line.not_held == event:
        return []
    if line.state is not State.PLANNED:
        raise Refused("activity.not_planned", f"activity {command.number} is {line.state}")
    return [event]


def _strike(command: StrikeActivity, book: Book, law: Law) -> list[Event]:
    line = _line(book, command.number)
    must_know(law, "striking_reasons", command.reason)
    if line.struck:
        return []
    return [ActivityStruck(*_whose(command), line.number, command.reason, command.note)]


def _list(command: ListNeighbourhoods, book: Book) -> list[Event]:
    blocks = [f"{BLOCK} {n}" for n in range(1, command.blocks + 1)]
    listed = tuple(dict.fromkeys([*(each.neighbourhood for each in command.others), *blocks]))
    if not listed:
        raise Refused("neighbourhoods.none", "no part of the unit is named")
    return [] if listed == book.neighbourhoods else [NeighbourhoodsListed(*_whose(command), listed)]


def _details(command: RecordActivity | CorrectActivity, book: Book, plan: Plan, law: Law) -> Details:
    """What was said of it. What its kind does not ask for is left out: it was asked on a form of another kind."""
    for list_, codes in (
        ("activity_kinds", {command.kind}), ("activity_topics", command.topics), ("programmes", command.programmes),
        ("audience_groups", command.audience), ("money_sources", {command.money} - {None}),
    ):  # fmt: skip
        for code in sorted(codes):  # type: ignore[type-var]  # None was taken away
            must_know(law, list_, code)
    if strange := sorted(command.places - set(book.neighbourhoods)):
        raise Refused("activity.unknown_place", f"{len(strange)} places are not in the list of the unit")
    kind = plan.kinds[command.kind]
    asked = {name for each in kind.asks for name in SAID[each]}
    said = {name: getattr(command, name) for name in asked}
    for need in sorted(kind.needs):
        if not any(said[name] for name in SAID[need]):
            raise Refused(f"activity.needs_{need}", f"{command.kind} needs {need}")
    if command.money and command.cost is None:
        raise Refused("activity.money_without_cost", "a source of money without an amount")
    task = _task(command.task, command.kind, command.agency, plan)
    said = {name: tuple(sorted(value)) if isinstance(value, frozenset) else value for name, value in said.items()}
    if "audience" in said:
        said["audience"] = {group: people for group, people in sorted(said["audience"].items()) if people}
    return Details(
        kind=kind.code, task=task, topics=tuple(sorted(command.topics)), cost=command.cost, money=command.money, **said
    )


def _task(task: Code | None, kind: Code, agency: AgencyId, plan: Plan) -> Code | None:
    if task is None:
        return task_for(plan, agency, kind)
    if task not in plan.tasks or kind not in plan.tasks[task].kinds:
        raise Refused("activity.other_task", f"{kind} does not carry out {task}")
    return task


def _must_not_stand_here(
    command: RecordActivity | CorrectActivity, details: Details, book: Book, but: int | None = None
) -> None:
    if not command.again and (same := book.alike(command.carried_out_on, details, but)):
        raise Refused("activity.twice", f"it is activity {same.number} already")


def _line(book: Book, number: int) -> Activity:
    if (line := book.line(number)) is None:
        raise Refused("activity.unknown", f"no activity {number}")
    return line


def _whose(command: OfBook) -> tuple[AgencyId, Code | None, Code]:
    return command.agency, command.unit, command.plan


BOOK: Decider[Book, Command, Event] = Decider(
    "support.activity", "plan", Book(), evolve, decide,
    (NeighbourhoodsListed, ActivityPlanned, ActivityCarriedOut, ActivityNotHeld, ActivityCorrected, ActivityStruck),
)  # fmt: skip
