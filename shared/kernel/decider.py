"""The shape of every domain in this house: a start, a way to remember, a way to decide under a law."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from shared.kernel.law import Law

State = TypeVar("State")
Command = TypeVar("Command")
Event = TypeVar("Event")


class Refused(Exception):
    """The rules forbid the command. Expected; shown to the person; nothing is written; never retried.

    `rule` is a stable code (`reception.before_verification`) that pages turn into Vietnamese; `detail` is plain
    English for the API and never holds personal data.
    """

    def __init__(self, rule: str, detail: str) -> None:
        super().__init__(f"{rule}: {detail}")
        self.rule, self.detail = rule, detail


@dataclass(frozen=True)
class Decider(Generic[State, Command, Event]):
    """One aggregate. `name` is `<service>.<aggregate>` and heads every stored name; `kind` says what its streams are
    about, and so whose keys seal its fields (`case`, `access`, `activity`…).

    `decide` answers what happened, `[]` when there is nothing new (said twice, done once), or raises `Refused`.
    """

    name: str
    kind: str
    initial: State
    evolve: Callable[[State, Event], State]
    decide: Callable[[Command, State, Law], Sequence[Event]]
    events: tuple[type[Event], ...]

    def replay(self, events: Iterable[Event]) -> State:
        return reduce(self.evolve, events, self.initial)


AnyDecider = Decider[Any, Any, Any]


class Act(NamedTuple):
    """A policy's answer: on which aggregate, about which subject, which command."""

    decider: AnyDecider
    subject: UUID
    command: Any
