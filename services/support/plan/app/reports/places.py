"""What the deeds with what is handed in have in common: by which law they are judged, and where they lie."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from services.support.plan.app.files import day_of
from services.support.plan.app.units import KEPT, TOLD
from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from shared.desk import Deed
from shared.kernel.decider import AnyDecider
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code


def deed(name: Code, path: str, command: type[Any], decider: AnyDecider, place: Any, day: str = "") -> Deed:
    on = day_of(day)
    return Deed(name, path, command, decider, place, on, judged_on=attrgetter("under"))


def place_of_unit(agency: AgencyId, kind: Code) -> Callable[[Any, Any, Actor], Subject]:
    def place(state: UnitPlan | UnitReports, command: Any, actor: Actor) -> Subject:
        unit = state.whose.unit if state.whose else command.unit if command else actor.unit
        return Subject(agency, unit, TOLD if state.told else KEPT, kind)

    return place


def of_lead(agency: AgencyId, kind: Code) -> Callable[[Any, Any, Actor], Subject]:
    return lambda _, __, ___: Subject(agency, None, KEPT, kind)
