"""An office of the town, as one room names it to another: an agency of the day, and of an agency of units which one."""

from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Source, UnitCode


def must_be_an_office(law: Law, agency: AgencyId, unit: UnitCode | None) -> None:
    """Of an agency of units it is said which one, and of no other."""
    if agency not in law.agencies:
        raise Refused("code.unknown", f"no agency {agency} on that day")
    units = law.units_of(agency)
    if units and unit is None:
        raise Refused("office.unit_missing", f"{agency} consists of units: which one?")
    if unit is not None and unit not in units:
        raise Refused("office.unit_elsewhere", f"unit {unit} does not belong to {agency}")


def inbox_of(law: Law, agency: AgencyId | None, own: AgencyId | None = None) -> Source | None:
    """Where an office is told; None: by letter, or it is our `own`."""
    return None if agency == own else law.inbox("support", agency)
