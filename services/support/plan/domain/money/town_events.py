"""What can have happened with the money of the town's plan in a year, as finance has it.

Events are stored for good: fields are added with defaults, none is renamed or removed. No case and no person is in them; what
a budget commits and pays comes as sums by source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shared.kernel.town_money import SourceStanding
from shared.kernel.words import AgencyId, Code, Dong, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class EstimateReceived:
    """A budget was estimated: told by whoever keeps it (`sender`)."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    sender: Source
    number: PaperNumber
    dated: date
    standing: tuple[SourceStanding, ...]


@dataclass(frozen=True)
class StandingHeard:
    """How a budget stands now."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    sender: Source
    standing: tuple[SourceStanding, ...]


@dataclass(frozen=True)
class SettlementHeard:
    """One source of a budget was settled."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    sender: Source
    money: Code
    allocated: int
    paid: int
    unfunded: int
    returned: int
    carried: int
    number: PaperNumber
    dated: date
    reason: Code | None = None


@dataclass(frozen=True)
class Included:
    """An estimate that went into the consolidation: whose, and by which paper."""

    agency: AgencyId
    unit: UnitCode | None
    number: PaperNumber
    dated: date


@dataclass(frozen=True)
class EstimatesConsolidated:
    """What was laid before the UBND by this paper: which estimates, and their sums by source."""

    year: int
    number: PaperNumber
    dated: date
    included: tuple[Included, ...]
    totals: Mapping[Code, int] = field(default_factory=dict)


@dataclass(frozen=True)
class AllocationDecided:
    """The People's Council allocated so much of a source to a budget by this resolution, in addition to what was there, or cut
    it: told to whoever keeps the budget (`inbox`; None: by letter only)."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    money: Code
    amount: Dong
    cut: bool
    number: PaperNumber
    dated: date
    inbox: Source | None


Event = EstimateReceived | StandingHeard | SettlementHeard | EstimatesConsolidated | AllocationDecided
