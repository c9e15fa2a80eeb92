"""How far a difficulty is, who holds it and how long it takes: the same at whoever raised it, at the lead and for who counts.

Days are counted, no more: no law and no plan names a term, so nothing here is ever overdue by a rule; a day that a person set for
an answer from above can have passed.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from shared.kernel.words import Code


class Stage(StrEnum):
    """How far a difficulty is."""

    NONE = "none"
    RAISED = "raised"
    TAKEN = "taken"
    GUIDED = "guided"
    SENT_UP = "sent_up"
    REPLIED = "replied"
    REOPENED = "reopened"
    SETTLED = "settled"


class Holder(StrEnum):
    """Whose turn it is."""

    RAISER = "raiser"
    LEAD = "lead"
    ABOVE = "above"


HOLDS = {
    Stage.RAISED: Holder.LEAD,
    Stage.TAKEN: Holder.LEAD,
    Stage.REOPENED: Holder.LEAD,
    Stage.SENT_UP: Holder.ABOVE,
    Stage.GUIDED: Holder.RAISER,
    Stage.REPLIED: Holder.RAISER,
}
"""Nobody holds what is settled. What was said lies with whoever raised it: they say whether it helps."""
OPEN = frozenset(HOLDS)


@dataclass(frozen=True)
class Standing:
    """How far it is, and `since` when with its present holder; `turn` counts the answers of whoever raised it. While it lies
    above: with whom (`to`), and by which day somebody expects an answer."""

    stage: Stage = Stage.NONE
    since: date | None = None
    turn: int = 0
    to: Code | None = None
    expected_on: date | None = None


Moved = TypeVar("Moved", bound=Standing)


def lies_above(standing: Moved, stage: Stage, on: date, to: Code | None, expected_on: date | None) -> Moved:
    """At another stage, maybe with a body above (`to`), from which somebody expects an answer by a day."""
    after = at_stage(standing, stage, on, again=to != standing.to)
    return replace(after, to=to, expected_on=expected_on)


def at_stage(standing: Moved, stage: Stage, on: date | None, *, again: bool = False) -> Moved:
    """At another stage. The day counts from which its holder has it: who had it before goes on (unless it went to another body
    above: `again`)."""
    holds, held = HOLDS.get(stage), HOLDS.get(standing.stage)
    goes_on = holds is held and not (again and standing.to)
    return replace(standing, stage=stage, since=standing.since if goes_on else on, to=None, expected_on=None)


class Waits(NamedTuple):
    """Who has to act (None: nobody, it is settled), how many days already, and how many since it was raised."""

    holder: Holder | None
    here: int
    all: int


def days(since: date | None, until: date) -> int:
    """Whole days between two days; none where the first is not known or was written down as a later one."""
    return max((until - since).days, 0) if since else 0


def waits(standing: Standing, raised_on: date | None, today: date) -> Waits:
    """What is settled waits no more: its days are those until it was."""
    if standing.stage is Stage.SETTLED:
        return Waits(None, 0, days(raised_on, standing.since or today))
    return Waits(HOLDS.get(standing.stage), days(standing.since or raised_on, today), days(raised_on, today))


def is_awaited(standing: Standing, today: date) -> bool:
    """Has the day passed on which somebody expected the answer from above?"""
    return standing.stage is Stage.SENT_UP and standing.expected_on is not None and standing.expected_on < today
