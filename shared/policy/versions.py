"""Makes the law that the rules read out of the files: one version with its hash, and the town as it was on a day."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from shared.kernel.days import Calendar
from shared.kernel.deadlines import Stop, Term
from shared.kernel.law import Agency, Item, Law, RiskScale, Threshold, Unit
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.policy.law_shapes import LawFile, ListShape, RiskScaleShape, TermShape
from shared.policy.plans import PlanFile, codes_of, plan_of, plan_on, spoken_on
from shared.policy.procedures import procedures_of
from shared.policy.regimes import benefits_of, readings_of, regimes_of
from shared.policy.shapes import CalendarFile, TownFile


def law_of(law: LawFile, town: TownFile, calendar: CalendarFile, day: date, plans: Sequence[PlanFile] = ()) -> Law:
    """The version with the agencies, units and plan of a day; its hash covers all of them with their dates, and so
    all plans: each day of the version has the same."""
    terms, plan, spoken = law.terms.items(), plan_on(plans, day), spoken_on(plans, day)
    lists = {name: _items(shape) for name, shape in (*law.lists.items(), *(spoken.lists.items() if spoken else ()))}
    # A clerk needs words for terms, readings and benefits too: they are lists like the others.
    lists["terms"] = {code: Item(code, each.vi, each.en, None, each.basis, each.confidence) for code, each in terms}
    lists |= codes_of(spoken) if spoken else {}
    lists["readings"] = readings_of(law.regimes)
    lists["benefits"] = benefits_of(law.regimes)
    return Law(
        id=law.id,
        hash=hash_of(law, town, calendar, plans),
        effective_from=law.effective_from,
        effective_to=law.effective_to,
        terms={code: _term(code, shape) for code, shape in terms},
        lists=lists,
        procedures=procedures_of(law.procedures),
        regimes=regimes_of(law.regimes),
        agencies=_agencies(town, day),
        units=_units(town, day),
        calendar=_calendar(calendar),
        risk_scale=_risk_scale(law.risk_scale),
        plan=plan_of(plan) if plan else None,
        latest_plan=plan_of(spoken) if spoken else None,
    )


def turning_days(law: LawFile, town: TownFile, plans: Sequence[PlanFile] = ()) -> list[date]:
    """The first day of the version, and each later day of it on which an agency, unit or plan comes or goes."""
    dated = (*town.agencies.values(), *town.units)
    comes = {each.valid_from for each in dated if each.valid_from}
    goes = {each.valid_to + timedelta(days=1) for each in dated if each.valid_to}
    comes |= {plan.effective_from for plan in plans}
    goes |= {plan.effective_to + timedelta(days=1) for plan in plans}
    end = law.effective_to or date.max
    return sorted({law.effective_from} | {day for day in comes | goes if law.effective_from < day <= end})


def hash_of(law: LawFile, town: TownFile, calendar: CalendarFile, plans: Sequence[PlanFile] = ()) -> str:
    """SHA-256 of all that the rules can see of a version; comments, order and spacing of the files do not matter."""
    services = sorted(f"{each.service}.{each.agency}" for each in town.instances)
    units = sorted(town.units, key=lambda unit: (unit.code, unit.valid_from or date.min))
    seen = [law, town.agencies, services, units, calendar, *plans]
    return hashlib.sha256(canonical(seen)).hexdigest()


def canonical(content: object) -> bytes:
    """One way to write the same content: JSON with text keys, keys and sets sorted."""
    return msgspec.json.encode(msgspec.to_builtins(content, str_keys=True, order="sorted"), order="sorted")


def _items(shape: ListShape) -> dict[Code, Item]:
    return {
        code: Item(
            code,
            item.vi,
            item.en,
            item.group,
            shape.basis if item.basis is None else item.basis,
            item.confidence or shape.confidence,
            item.form,
            item.answers,
            item.measure,
            item.outcomes,
            item.own_notes,
        )
        for code, item in shape.items.items()
    }


def _calendar(calendar: CalendarFile) -> Calendar:
    years = calendar.years.values()
    return Calendar(
        holidays=frozenset(entry.day for year in years for entry in year.holidays),
        worked=frozenset(entry.day for year in years for entry in year.working_days),
        years=frozenset(calendar.years),
        undecided=frozenset(entry.day for year in years for entry in year.undecided),
    )


def _term(code: Code, shape: TermShape) -> Term:
    return Term(
        code,
        shape.count,
        shape.length,
        shape.basis,
        shape.confidence,
        shape.reason,
        shape.since,
        {stop: Stop(stop, each.vi, each.basis, each.confidence, each.reason) for stop, each in shape.stops.items()},
        shape.extends,
        shape.counted_from,
    )


def _risk_scale(shape: RiskScaleShape | None) -> RiskScale:
    if shape is None:
        return RiskScale()
    return RiskScale(tuple(Threshold(t.level, t.weight, t.at_least) for t in shape.thresholds), shape.children)


def _agencies(town: TownFile, day: date) -> Mapping[AgencyId, Agency]:
    return {
        id_: Agency(id_, shape.vi, shape.short, shape.powers, _services(town, id_))
        for id_, shape in town.agencies.items()
        if shape.valid_on(day)
    }


def _services(town: TownFile, agency: AgencyId) -> frozenset[Code]:
    return frozenset(each.service for each in town.instances if each.agency == agency)


def _units(town: TownFile, day: date) -> Mapping[UnitCode, Unit]:
    return {unit.code: Unit(unit.code, unit.vi, unit.kind, unit.agency) for unit in town.units if unit.valid_on(day)}
