"""One version of the policy, as the rules of one day see it: data from the profile, never code.

A number nobody confirmed is None, with the reason, and a person is asked; a rule below "verified" warns and never
refuses by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from shared.kernel import deadlines
from shared.kernel.days import Calendar
from shared.kernel.deadlines import Count, Deadline, Open, Pause, Term
from shared.kernel.plans import Plan
from shared.kernel.procedures import Procedure
from shared.kernel.regimes import Benefit, Regime
from shared.kernel.words import AgencyId, Code, Confidence, Source, UnitCode


@dataclass(frozen=True)
class Item:
    """One code of a list of the profile (purpose, route, country, regime, service, reason, proof…) and its words.

    `form` is for papers: the number of the form and the text it belongs to, printed on it as it stands here. For services:
    `answers` are the needs they answer, `measure` (list `measures`) what they are counted in, `outcomes` (list `outcomes`) how
    they can end, `own_notes` whether whoever gives them may keep notes that nobody else reads.
    """

    code: Code
    vi: str
    en: str
    group: Code | None = None
    legal_basis: tuple[str, ...] = ()
    confidence: Confidence = Confidence.VERIFIED
    form: str | None = None
    answers: tuple[Code, ...] = ()
    measure: Code | None = None
    outcomes: tuple[Code, ...] = ()
    own_notes: bool = False


@dataclass(frozen=True)
class Threshold:
    """So many signs of this weight make a report one of this level."""

    level: Code
    weight: Code
    at_least: int


@dataclass(frozen=True)
class RiskScale:
    """How signs of risk (the list `risk_signs`; the group of each is its weight) are weighed: the first threshold that is
    reached counts. `children` is the weight of children being among the people. No law prescribes it."""

    thresholds: tuple[Threshold, ...] = ()
    children: Code | None = None


@dataclass(frozen=True)
class Agency:
    """An agency in force on the day: its powers, and its instances. Without an instance for a service it is reached by
    official letter (number, date, signer, scan)."""

    id: AgencyId
    vi: str
    short: str
    powers: frozenset[Code]
    services: frozenset[Code]


@dataclass(frozen=True)
class Unit:
    """A commune or ward as it was on the day; `code` is unique only among units valid together."""

    code: UnitCode
    vi: str
    kind: Code
    agency: AgencyId


@dataclass(frozen=True)
class Law:
    """All that is in force on one day: `id` names the version, `hash` its content (SHA-256, hex); `plan` is that of the town,
    if one runs, `latest_plan` that or the last one that ran: its words are still spoken, its books still written."""

    id: Code
    hash: str
    effective_from: date
    effective_to: date | None = None
    terms: Mapping[Code, Term] = field(default_factory=dict)
    lists: Mapping[Code, Mapping[Code, Item]] = field(default_factory=dict)
    regimes: Mapping[Code, Regime] = field(default_factory=dict)
    procedures: Mapping[Code, Procedure] = field(default_factory=dict)
    agencies: Mapping[AgencyId, Agency] = field(default_factory=dict)
    units: Mapping[UnitCode, Unit] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    risk_scale: RiskScale = RiskScale()
    plan: Plan | None = None
    latest_plan: Plan | None = None

    def listed(self, kind: Code) -> Mapping[Code, Item | Regime | Unit]:
        """A list of codes by its name; the regimes are one too, and so are the units."""
        match kind:
            case "regimes":
                return self.regimes
            case "units":
                return self.units
            case _:
                return self.lists.get(kind, {})

    def knows(self, kind: Code, code: Code) -> bool:
        return code in self.listed(kind)

    def called(self, kind: Code, code: Code) -> str:
        """What a code is called; itself, where this version does not have it (it may be of an earlier one)."""
        item = self.listed(kind).get(code)
        return item.vi if item else code

    def regimes_for(self, status: Code) -> tuple[Regime, ...]:
        """The regimes for which somebody of this status can be eligible (L2011 Điều 32): necessary, never enough."""
        return tuple(regime for regime in self.regimes.values() if status in regime.eligible)

    @cached_property
    def benefits(self) -> Mapping[Code, Benefit]:
        """All that the regimes give, in their order."""
        return {code: each for regime in self.regimes.values() for code, each in regime.benefits.items()}

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day <= (self.effective_to or date.max)

    def procedure_on(self, route: Code | None) -> Procedure | None:
        """The procedure to which a way of coming home leads; None where it is not known yet."""
        item = self.lists.get("routes", {}).get(route) if route else None
        return self.procedures.get(item.group) if item and item.group else None

    def deadline(self, code: Code, start: date, pauses: Iterable[Pause] = ()) -> Deadline:
        """The deadline of the term `code` that began with an event on `start`: its last day, or why it has none."""
        if code not in self.terms:
            unknown = Term(code, Count.CALENDAR_DAYS, None, (), Confidence.UNKNOWN)
            return Deadline(unknown, start, open=Open.NO_RULE)
        return deadlines.deadline(self.terms[code], start, self.calendar, pauses)

    def extension(self, code: Code, of: Deadline) -> Deadline:
        """The longest that the term `code` lets a deadline last, in place of its end."""
        if code not in self.terms:
            return self.deadline(code, of.start)
        return deadlines.extension(of, self.terms[code], self.calendar)

    def due(self, code: Code, start: date) -> date | None:
        """The last day of a deadline: the end of that day. None: a person sets the day."""
        return self.deadline(code, start).end

    def holder(self, power: Code) -> Agency | None:
        """The one agency that holds a power (`lead`, `verification`, `first_examination`…), if any does."""
        return next((a for _, a in sorted(self.agencies.items()) if power in a.powers), None)

    def units_of(self, agency: AgencyId) -> frozenset[UnitCode]:
        """The units of an agency that is one of units: each sees its own, and nobody there sees what no unit has."""
        return frozenset(code for code, unit in self.units.items() if unit.agency == agency)

    def connected(self, power: Code, service: Code) -> tuple[AgencyId, ...]:
        """The agencies that hold a power and run an instance of a service: those that a message can ask to use it."""
        return tuple(a.id for a in self.agencies.values() if power in a.powers and service in a.services)

    def inbox(self, service: Code, agency: AgencyId | None) -> Source | None:
        """The inbox of an agency's instance; None when it has none and is reached by official letter."""
        known = self.agencies.get(agency) if agency else None
        return f"{service}.{known.id}" if known and service in known.services else None
