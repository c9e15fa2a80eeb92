"""One version of the policy, as the rules of one day see it: data from the profile, never code.

A number nobody confirmed is None, with the reason, and a person is asked; a rule below "verified" warns and never
refuses by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.procedures import Procedure
from shared.kernel.words import AgencyId, Code, Source, UnitCode


class Confidence(StrEnum):
    """How sure we are of a rule (the marks of our legal notes): only VERIFIED may refuse."""

    VERIFIED = "verified"
    INFERRED = "inferred"
    RECALLED = "recalled"
    UNKNOWN = "unknown"


class Count(StrEnum):
    """What a term is counted in. The law says "ngày" (calendar) in verification and "ngày làm việc" in benefits."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True)
class Term:
    """A legal deadline: `length` units of `count` after the day of the event. None = not confirmed, see `reason`."""

    code: Code
    count: Count
    length: int | None
    legal_basis: tuple[str, ...]
    confidence: Confidence
    reason: str | None = None


@dataclass(frozen=True)
class Item:
    """One code of a list of the profile (purpose, route, country, regime, service, reason, proof…) and its words.

    `form` is for papers: the number of the form and the text it belongs to, printed on it as it stands here.
    """

    code: Code
    vi: str
    en: str
    group: Code | None = None
    legal_basis: tuple[str, ...] = ()
    confidence: Confidence = Confidence.VERIFIED
    form: str | None = None


@dataclass(frozen=True)
class Regime:
    """A support regime of the law, with what it is worth: `amount` is None unless a resolution set it."""

    code: Code
    vi: str
    en: str
    point: str
    eligible: frozenset[Code]
    conditions: tuple[Code, ...]
    legal_basis: tuple[str, ...]
    confidence: Confidence
    amount: int | None = None
    amount_reason: str | None = None


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
    """All that is in force on one day: `id` names the version, `hash` its content (SHA-256, hex)."""

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
    holidays: frozenset[date] = frozenset()
    working_saturdays: frozenset[date] = frozenset()
    """Weekend days worked to make up for a swapped one, announced each year."""
    calendar_years: frozenset[int] = frozenset()
    """Years whose holidays are known; a working-day term that leaves them has no computed end."""

    def listed(self, kind: Code) -> Mapping[Code, Item | Regime]:
        """A list of codes by its name; the regimes are one too."""
        return self.regimes if kind == "regimes" else self.lists.get(kind, {})

    def knows(self, kind: Code, code: Code) -> bool:
        return code in self.listed(kind)

    def regimes_for(self, status: Code) -> tuple[Regime, ...]:
        """The regimes for which somebody of this status can be eligible (L2011 Điều 32): necessary, never enough."""
        return tuple(regime for regime in self.regimes.values() if status in regime.eligible)

    def procedure_on(self, route: Code | None) -> Procedure | None:
        """The procedure to which a way of coming home leads; None where it is not known yet."""
        item = self.lists.get("routes", {}).get(route) if route else None
        return self.procedures.get(item.group) if item and item.group else None

    def works(self, day: date) -> bool:
        """Is it a working day? Saturday, Sunday and public holidays are not, make-up days are."""
        return day in self.working_saturdays or (day.weekday() < 5 and day not in self.holidays)

    def due(self, term: Code, start: date) -> date | None:
        """The last day of a term that began with an event on `start`: the end of that day is the deadline.

        The day of the event is not counted, and a last day that is no working day moves to the end of the next working
        day (Civil Code 2015 art. 147-148). None when the length is not confirmed or the calendar of that year is not
        known: a person sets the day.
        """
        rule = self.terms.get(term)
        if rule is None or rule.length is None:
            return None
        end = start
        match rule.count:
            case Count.CALENDAR_DAYS:
                end += timedelta(days=rule.length)
            case Count.MONTHS:
                end = _months_later(start, rule.length)
            case Count.WORKING_DAYS:
                for _ in range(rule.length):
                    end = self._next_working_day(end + timedelta(days=1))
        end = self._next_working_day(end)
        return end if {start.year, end.year} <= self.calendar_years else None

    def _next_working_day(self, day: date) -> date:
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def holder(self, power: Code) -> Agency | None:
        """The one agency that holds a power (`lead`, `verification`, `first_examination`…), if any does."""
        return next((a for _, a in sorted(self.agencies.items()) if power in a.powers), None)

    def inbox(self, service: Code, agency: AgencyId | None) -> Source | None:
        """The inbox of an agency's instance; None when it has none and is reached by official letter."""
        known = self.agencies.get(agency) if agency else None
        return f"{service}.{known.id}" if known and service in known.services else None


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (Civil Code 2015 art. 148.3)."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)
