"""What reporting reads of the plan's own work: books of activities, whose they are, and what was done of which task."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from services.reporting.projections.shape import Shape
from shared.kernel.words import AgencyId, Code, Neighbourhood, UnitCode


class OfBook(Shape, frozen=True, kw_only=True):
    """Whose book it is, under which plan."""

    agency: AgencyId
    unit: UnitCode | None = None
    plan: Code


class ActivityDetails(Shape, frozen=True, kw_only=True):
    kind: Code
    task: Code | None = None
    everywhere: bool = False
    places: tuple[Neighbourhood, ...] = ()
    audience: Mapping[Code, int] = {}
    reach: int | None = None
    copies: int | None = None
    jobs: int | None = None


class NeighbourhoodsListed(OfBook, frozen=True, kw_only=True):
    neighbourhoods: tuple[Neighbourhood, ...]


class ActivityCarriedOut(OfBook, frozen=True, kw_only=True):
    """Or corrected: this is how it was."""

    number: int
    carried_out_on: date
    details: ActivityDetails


class ActivityStruck(OfBook, frozen=True, kw_only=True):
    number: int


PlanFact: TypeAlias = NeighbourhoodsListed | ActivityCarriedOut | ActivityStruck
PLAN_FACTS: dict[str, type[PlanFact]] = {
    "support.activity.NeighbourhoodsListed": NeighbourhoodsListed,
    "support.activity.ActivityCarriedOut": ActivityCarriedOut,
    "support.activity.ActivityCorrected": ActivityCarriedOut,
    "support.activity.ActivityStruck": ActivityStruck,
}
