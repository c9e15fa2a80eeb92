"""Words of following that the rules themselves know, and codes of lists that the profile keeps."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from shared.kernel.words import Code

Area = Annotated[Code, Meta(extra={"list": "reintegration_areas"})]
RetraffickingSign = Annotated[Code, Meta(extra={"list": "retrafficking_signs"})]
MissedVisitReason = Annotated[Code, Meta(extra={"list": "missed_visit_reasons"})]
NotAskedReason = Annotated[Code, Meta(extra={"list": "not_asked_reasons"})]


COMPLETED, DECEASED = "completed", "deceased"
"""Reasons for closing (list `closing_reasons`) of which the rules know: she is at home again; she died."""


class AreaState(StrEnum):
    """How far somebody is in an area of her life; of what is not known nothing is said."""

    REACHED = "reached"
    NOT_YET = "not_yet"


class Interval(StrEnum):
    """What the time from one visit to the next is counted in."""

    WEEKS = "weeks"
    MONTHS = "months"


class VisitWay(StrEnum):
    """How she is met; by telephone at the safe number only."""

    HOME = "at_home"
    OFFICE = "at_office"
    PHONE = "by_phone"


class DeathPlace(StrEnum):
    """Where somebody died, as coarse as the law asks: it buries who died at a facility and has nobody (ND09 art. 20)."""

    FACILITY = "facility"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class RelativesCare(StrEnum):
    """Whether relatives know of her death, and bury her."""

    TAKE_CARE = "take_care"
    CANNOT = "cannot"
    NONE_FOUND = "none_found"
    NOT_TOLD = "not_told"
