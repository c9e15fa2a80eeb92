"""What is told about the money of the plan: what is estimated, what was allocated, how a budget stands. Sums by source only: no
case, no person, no single payment."""

from dataclasses import dataclass
from datetime import date

from shared.contracts.handed import SourceStands
from shared.kernel.words import AgencyId, Code, Dong, PaperNumber, UnitCode


@dataclass(frozen=True)
class EstimateSubmitted:
    """To finance: what a unit or an agency needs in a year, by source, and how its budget stands."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    number: PaperNumber
    dated: date
    standing: tuple[SourceStands, ...]


@dataclass(frozen=True)
class BudgetStood:
    """To finance: how a budget stands after something was allocated, committed or paid. The latest counts."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    standing: tuple[SourceStands, ...]


@dataclass(frozen=True)
class SourceSettled:
    """To finance: the year of one source of a budget is settled; `allocated` = `paid` - `unfunded` + `returned` + `carried`."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
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
class MoneyAllocated:
    """To whoever keeps a budget: the People's Council allocated so much of a source by this resolution, in addition to what was
    there; or `cut` it."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    money: Code
    amount: Dong
    cut: bool
    number: PaperNumber
    dated: date
