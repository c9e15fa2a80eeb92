"""The small words of what is handed in: the ids of its files, and whom a code means."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from msgspec import Meta

from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.plans import Plan
from shared.kernel.sealed import Sealed
from shared.kernel.unit_papers import Obliged, last_day_of
from shared.kernel.words import AgencyId, Code, Source, UnitCode

FILES = UUID("5d1c7f0a-93b4-4d0e-8f6a-2b7c1e9a4d53")
LEAD: Code = "lead"
ChecklistCode = Code
"""An item of the list `plan_checklist`. No form checks it against the law of today, which does not know it any more when the plan
has run out: the rules do, under the law of the plan."""
ReturnReason = Code
"""One of the list `report_return_reasons`; the same."""
TaskCode = Annotated[Code, Meta(extra={"list": "plan_tasks"})]
Number = Annotated[int, Meta(ge=0, le=10_000_000)]
ReviewCount = Annotated[int, Meta(ge=0, le=10_000)]
"""So many cases a unit holds: never less than none."""


class ReportKind(StrEnum):
    """The report on the whole, for which the plan names a day; or one in between, for which it names none."""

    RESULT = "result"
    INTERIM = "interim"


@dataclass(frozen=True, kw_only=True)
class OfPlan:
    """`under` is the day whose law judges it: the day of the deed, or the last of the plan when it has run out since. What comes
    late is never refused for it."""

    plan: Code
    under: date


@dataclass(frozen=True, kw_only=True)
class OfUnit(OfPlan):
    """Whose file it is: the desk says so, nobody types it."""

    agency: AgencyId
    unit: UnitCode | None = None


def plan_file(plan: Code, agency: AgencyId, unit: UnitCode | None) -> UUID:
    """The own plan of a unit (None: of the agency itself): everybody finds the same."""
    return uuid5(FILES, f"unit plan/{plan}/{agency}/{unit or ''}")


def report_file(plan: Code, agency: AgencyId, unit: UnitCode | None) -> UUID:
    """The reports of a unit under a plan."""
    return uuid5(FILES, f"unit report/{plan}/{agency}/{unit or ''}")


def round_file(plan: Code, month: date) -> UUID:
    """The review round of a month."""
    return uuid5(FILES, f"review/{plan}/{month:%Y-%m}")


def urging_file(plan: Code) -> UUID:
    """The letters that urge, under a plan."""
    return uuid5(FILES, f"urging/{plan}")


def town_file(plan: Code) -> UUID:
    """The reports of the town under a plan."""
    return uuid5(FILES, f"town report/{plan}")


def review_code(month: date) -> Code:
    """A review round as a letter names it beside plan and report."""
    return f"review.{month:%Y-%m}"


def lead_inbox(law: Law, of: AgencyId) -> Source | None:
    """Where it goes. None: it lies at the lead already, whose own it is or who keeps it for an agency without a place here; or
    the lead has no instance, and it goes as a paper."""
    lead = law.holder(LEAD)
    own_desk = law.inbox("support", of)
    return law.inbox("support", lead.id) if lead and own_desk and lead.id != of else None


def must_lie_there(law: Law, who: Obliged) -> None:
    """The unit is one of the agency's on this day; an agency with units hands in nothing of its own."""
    units = law.units_of(who.agency)
    if (who.unit not in units) if units else (who.unit is not None):
        raise Refused("unit.not_then", f"{who.code} has nothing to hand in on that day")


def must_be_theirs(law: Law, who: Obliged) -> None:
    """What was told: nobody tells for the unit of another agency. A unit that is none any more may have told before."""
    unit = law.units.get(who.unit or "")
    if unit and unit.agency != who.agency:
        raise Refused("unit.of_another", f"{who.code} is the unit of another agency")


def is_late(plan: Plan, what: Code, on: date) -> bool:
    """Handed in after the last day the plan names for it. It is marked, and counts all the same."""
    last = last_day_of(plan, what)
    return last is not None and on > last


def said_again(told: Sealed | None, before: Sealed | None) -> bool:
    """Free text that is not new: none was typed, or the same."""
    return told is None or told == before
