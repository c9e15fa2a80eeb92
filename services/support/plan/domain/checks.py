"""What every room of the plan's work asks of what it is told."""

from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.plans import Plan
from shared.kernel.words import Code, UnitCode


def plan_of(law: Law, id_: Code) -> Plan:
    """The plan under which this is done. `law` is that of the day of the deed: the plan has to run on it."""
    if law.plan is None or law.plan.id != id_:
        raise Refused("plan.not_in_force", f"plan {id_} does not run on that day")
    return law.plan


def must_be_a_unit_then(law: Law, unit: UnitCode | None) -> None:
    """`law` is that of the day on which it was done."""
    if unit is not None and unit not in law.units:
        raise Refused("unit.not_then", f"unit {unit} was none on that day")
