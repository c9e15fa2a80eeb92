"""The journey in which somebody was recruited, moved and exploited: its legs, in order, as far as they are known."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from services.intake.domain.words import Country, LegType

Year = Annotated[int, Meta(ge=1900, le=2100)]
Month = Annotated[int, Meta(ge=1, le=12)]
EXPLOITATION: LegType = "Exploitation"
"""The kind of leg (HTCDS `hte_Type`) that a country alone stands for: where she was brought to."""


@dataclass(frozen=True)
class Leg:
    """A leg of the journey (HTCDS `hte_Type`, `hte_Country`, `hte_Date`): as exact as a year or a month, or without."""

    type: LegType
    country: Country
    year: Year | None = None
    month: Month | None = None
