"""What can be asked of the money of the town at finance. The desk adds `year`. What is heard, nobody types."""

from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.money.commands import Year
from services.support.plan.domain.words import SourceOfMoney
from shared.kernel.town_money import SourceStanding
from shared.kernel.words import AgencyId, Code, Dong, PaperNumber, PastDate, Source, UnitCode


@dataclass(frozen=True, kw_only=True)
class ConsolidateEstimates:
    """Lay all estimates that came before the UBND, by this paper."""

    year: Year
    number: PaperNumber
    dated: PastDate


@dataclass(frozen=True, kw_only=True)
class AllocateMoney:
    """`whose` budget: an agency, or `communes.20008` for a unit. `cut`: it is taken away."""

    year: Year
    whose: Code
    money: SourceOfMoney
    amount: Dong
    cut: bool = False
    number: PaperNumber
    dated: PastDate


@dataclass(frozen=True, kw_only=True)
class OfTold:
    """Told by whoever keeps the budget."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    sender: Source


@dataclass(frozen=True, kw_only=True)
class HearEstimate(OfTold):
    number: PaperNumber
    dated: date
    standing: tuple[SourceStanding, ...]


@dataclass(frozen=True, kw_only=True)
class HearStanding(OfTold):
    standing: tuple[SourceStanding, ...]


@dataclass(frozen=True, kw_only=True)
class HearSettlement(OfTold):
    money: Code
    allocated: int
    paid: int
    unfunded: int
    returned: int
    carried: int
    number: PaperNumber
    dated: date
    reason: Code | None = None


Command = ConsolidateEstimates | AllocateMoney | HearEstimate | HearStanding | HearSettlement
