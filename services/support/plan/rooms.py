"""What the wing consists of: a line for each room."""

from collections.abc import Sequence

from services.support.plan.pages import (
    activities,
    brokers,
    contributions,
    difficulties,
    inspections,
    money,
    proposals,
    reports,
    supervisions,
    training,
)
from services.support.plan.room import Room

ROOMS: Sequence[Room] = (
    activities.ROOM,
    reports.ROOM,
    training.ROOM,
    difficulties.ROOM,
    proposals.ROOM,
    inspections.ROOM,
    brokers.ROOM,
    supervisions.ROOM,
    contributions.ROOM,
    money.ROOM,
)
