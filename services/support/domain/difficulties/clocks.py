"""How long a difficulty takes, in days: pure counting. No law and no plan names a term, so nothing here is ever overdue by a
rule; a day that a person set for an answer from above can have passed."""

from datetime import date
from typing import NamedTuple

from services.support.domain.difficulties.file import Standing
from services.support.domain.difficulties.words import HOLDS, Holder, Stage


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
