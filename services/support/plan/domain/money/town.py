"""The money of the plan in the whole town, as finance has it: who estimated what, what went to the UBND, what was allocated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never
from uuid import UUID, uuid5

from services.support.plan.domain.money.town_events import (
    AllocationDecided,
    EstimateReceived,
    EstimatesConsolidated,
    Event,
    Included,
    SettlementHeard,
    StandingHeard,
)
from shared.kernel import town_money
from shared.kernel.town_money import SourceStanding
from shared.kernel.words import AgencyId, Code, UnitCode

TOWNS = UUID("0d7e1b44-7a5f-4f0c-9b1e-5a8f2c6d3e21")


def town_id(year: int) -> UUID:
    """The town's money of a year: one at finance."""
    return uuid5(TOWNS, str(year))


def key(agency: AgencyId, unit: UnitCode | None) -> Code:
    """Whose budget: `labour`, `communes.20008`."""
    return f"{agency}.{unit}" if unit else agency


def whose(key_: Code) -> tuple[AgencyId, UnitCode | None]:
    agency, _, unit = key_.partition(".")
    return agency, unit or None


@dataclass(frozen=True)
class Part:
    """One budget as finance knows it, counted by the rules of the kernel (`town_money`): `granted` is what was allocated by
    source, as decided here; `standing` was told."""

    agency: AgencyId
    unit: UnitCode | None
    estimate: EstimateReceived | None = None
    standing: tuple[SourceStanding, ...] = ()
    granted: Mapping[Code, int] = field(default_factory=dict)
    settled: Mapping[Code, SettlementHeard] = field(default_factory=dict)

    @property
    def estimated(self) -> tuple[SourceStanding, ...]:
        return self.estimate.standing if self.estimate else ()

    def of(self, money: Code | None) -> SourceStanding:
        return town_money.stands(self, money)

    def sources(self) -> list[Code | None]:
        return town_money.sources(self)


@dataclass(frozen=True)
class Town:
    parts: Mapping[Code, Part] = field(default_factory=dict)
    consolidated: tuple[EstimatesConsolidated, ...] = ()
    decided: tuple[AllocationDecided, ...] = ()

    def part(self, agency: AgencyId, unit: UnitCode | None) -> Part:
        return self.parts.get(key(agency, unit)) or Part(agency, unit)

    def estimates(self) -> list[EstimateReceived]:
        """The newest of each budget."""
        return [part.estimate for _, part in sorted(self.parts.items()) if part.estimate]

    def included(self) -> tuple[Included, ...]:
        """What a consolidation of today would hold."""
        return tuple(Included(each.agency, each.unit, each.number, each.dated) for each in self.estimates())

    def totals(self) -> dict[Code, int]:
        """The estimates by source."""
        found: dict[Code, int] = {}
        for each in self.estimates():
            for line in each.standing:
                if line.money and line.estimate:
                    found[line.money] = found.get(line.money, 0) + line.estimate
        return dict(sorted(found.items()))

    def is_new(self) -> bool:
        """Is there an estimate that no consolidation holds yet?"""
        last = self.consolidated[-1].included if self.consolidated else ()
        return self.included() != last

    def sum(self, money: Code | None) -> SourceStanding:
        return town_money.total(self.parts.values(), money)

    def sources(self) -> list[Code | None]:
        return town_money.all_sources(self.parts.values())


def evolve(town: Town, event: Event) -> Town:
    match event:
        case EstimatesConsolidated():
            return replace(town, consolidated=(*town.consolidated, event))
        case EstimateReceived():
            return _part(town, replace(town.part(event.agency, event.unit), estimate=event, standing=event.standing))
        case StandingHeard():
            return _part(town, replace(town.part(event.agency, event.unit), standing=event.standing))
        case SettlementHeard():
            part = town.part(event.agency, event.unit)
            return _part(town, replace(part, settled={**part.settled, event.money: event}))
        case AllocationDecided():
            part, amount = town.part(event.agency, event.unit), -event.amount if event.cut else event.amount
            granted = {**part.granted, event.money: part.granted.get(event.money, 0) + amount}
            return replace(_part(town, replace(part, granted=granted)), decided=(*town.decided, event))
        case _:
            assert_never(event)


def _part(town: Town, part: Part) -> Town:
    return replace(town, parts={**town.parts, key(part.agency, part.unit): part})


def keys_of(agencies: Iterable[tuple[AgencyId, frozenset[UnitCode]]]) -> list[Code]:
    """Every budget of the town: of each unit, or of the agency that has none."""
    return [each for agency, units in agencies for each in ([key(agency, unit) for unit in sorted(units)] or [agency])]
