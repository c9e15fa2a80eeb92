"""Stays at a facility on the page of a case: their days, and whether a person chose which text limits them."""

from typing import Any

from services.support.app import Folder
from services.support.domain.entitlement import person_of
from services.support.domain.stays.stay_rules import MEALS
from shared.kernel.law import Law


def stays_of(folder: Folder, law: Law) -> dict[str, Any]:
    """`stays` with their days, oldest first; `meals_chosen`: somebody chose between the texts that limit meals."""
    if folder.lead is None:
        return {"stays": (), "meals_chosen": False}
    benefit = law.benefits.get(MEALS)
    chosen = person_of(folder.lead, law).chosen.keys() & (benefit.conflicts.keys() if benefit else ())
    return {"stays": tuple(folder.lead.stays.counted()), "meals_chosen": bool(chosen)}
