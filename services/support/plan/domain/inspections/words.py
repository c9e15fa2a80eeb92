"""The small words of inspections: how far one is, how a remedy stands, how it was found when somebody looked again."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from msgspec import Meta

from shared.kernel.words import Code

Topic = Annotated[Code, Meta(extra={"list": "inspection_subjects"})]
Found = Annotated[Code, Meta(extra={"list": "finding_kinds"})]
Measure = Annotated[Code, Meta(extra={"list": "remedy_kinds"})]
REMEDIES = UUID("5b9d1c0e-64c4-4a0b-9f5e-3e7a2d1f8c46")


class Stage(StrEnum):
    """How far an inspection is. `FOLLOWED`: concluded, and a remedy is still open."""

    NONE = "none"
    TO_VISIT = "to_visit"
    VISITED = "visited"
    FOLLOWED = "followed"
    SETTLED = "settled"
    CALLED_OFF = "called_off"


class RemedyState(StrEnum):
    """How a remedy stands: whoever holds it has to act, or we have to look again, or it is done."""

    NONE = "none"
    TO_REMEDY = "to_remedy"
    REMEDIED = "remedied"
    FULFILLED = "remedy_fulfilled"


class Recheck(StrEnum):
    """What was seen when somebody looked again."""

    FULFILLED = "fulfilled"
    NOT_FULFILLED = "not_fulfilled"


def remedy_id(inspection: UUID, number: int) -> UUID:
    """The file of a remedy at whoever carries it out: both sides find the same."""
    return uuid5(REMEDIES, f"{inspection}/{number}")
