"""Reporting that heard a year in which everything of the plan's work happened once."""

from datetime import date
from functools import cache

from shared.journal import JournalEntry
from shared.sealing.keys import KeysInMemory
from tests.plan import (
    activity_lives,
    contributions_lives,
    difficulties_lives,
    inspections_lives,
    money_lives,
    reports_lives,
    training_lives,
)
from tests.reporting.hearing import joined, journal
from tests.reporting.office import Office

DAY = date(2023, 12, 20)


@cache
def year() -> tuple[JournalEntry, ...]:
    """Everything that can happen in the rooms has happened once."""
    rooms = (
        activity_lives, contributions_lives, difficulties_lives, inspections_lives, money_lives, reports_lives,
        training_lives,
    )  # fmt: skip
    return tuple(joined(*(journal(*room.lived(KeysInMemory())) for room in rooms)))


def office(day: date = DAY) -> Office:
    made = Office(year())
    made.clock.set(day)
    return made
