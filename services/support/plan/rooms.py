"""What the wing consists of: a line for each room."""

from collections.abc import Sequence

from services.support.plan.pages import (
    activities,
    contributions,
    difficulties,
    proposals,
    training,
)
from services.support.plan.room import Room

ROOMS: Sequence[Room] = (
    activities.ROOM,
    training.ROOM,
    difficulties.ROOM,
    proposals.ROOM,
    contributions.ROOM,
)
