"""The small words of training, as forms offer them."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from shared.kernel.words import Code

Position = Annotated[Code, Meta(extra={"list": "officer_positions"})]
LeavingReason = Annotated[Code, Meta(extra={"list": "officer_leaving_reasons"})]
StrikingReason = Annotated[Code, Meta(extra={"list": "striking_reasons"})]
NotHeldReason = Annotated[Code, Meta(extra={"list": "not_held_reasons"})]
TrainingSubject = Annotated[Code, Meta(extra={"list": "training_subjects"})]
Hours = Annotated[int, Meta(ge=1, le=400)]
"""How long a class lasts, in hours."""


class RosterStage(StrEnum):
    """How an officer stands on the roster of this desk. `TOLD`: on that of another agency, which told us."""

    NONE = "none"
    ON_ROSTER = "on_roster"
    OFF_ROSTER = "off_roster"
    TOLD = "told"


class ClassStage(StrEnum):
    """How far a class is."""

    NONE = "none"
    PLANNED = "planned"
    HELD = "held"
    NOT_HELD = "not_held"
