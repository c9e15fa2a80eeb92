"""What can have happened with the budget of a unit or an agency in a year.

Events are stored for good: fields are added with defaults, none is renamed or removed. None of them names a case or a person:
a commitment has an id and a number of its own. `covers` are the commitments that got their money with this, `uncovers` those
that lost it: what was decided then stays so, whatever the rule says later. Amounts are whole đồng.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, Dong, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class EstimateDrafted:
    """What is needed, by source: in place of an earlier draft."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    amounts: Mapping[Code, Dong]


@dataclass(frozen=True)
class EstimateSubmitted:
    """The estimate went to finance (`inbox`; None: by letter only) with this paper. A later one takes its place."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    number: PaperNumber
    dated: date
    amounts: Mapping[Code, Dong] = field(default_factory=dict)
    inbox: Source | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class MoneyWasAllocated:
    """Finance told what the People's Council allocated by this paper, in addition to what was there; or `cut` from it."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    money: Code
    amount: Dong
    cut: bool
    number: PaperNumber
    dated: date
    finance: Source
    covers: tuple[int, ...] = ()
    uncovers: tuple[int, ...] = ()


@dataclass(frozen=True)
class MoneyTransferred:
    """From one source `to` another of the same budget, by the paper that decided it."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    money: Code
    to: Code
    amount: Dong
    number: PaperNumber
    dated: date
    covers: tuple[int, ...] = ()


@dataclass(frozen=True)
class MoneyCommitted:
    """So much is owed: for something of the plan (`kind`), or for a decided `benefit`. Not `covered`: it waits for money.
    `money` None: nobody has said yet which source pays it. `line` counts in the budget. `inbox` is finance, which hears how the
    budget stands also where nothing was estimated or allocated yet (None: by letter only)."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    line: int
    commitment: UUID
    amount: Dong
    committed_on: date
    money: Code | None
    covered: bool
    kind: Code | None = None
    benefit: Code | None = None
    urgent: bool = False
    note: Note | None = None
    inbox: Source | None = None


@dataclass(frozen=True)
class CommitmentMoved:
    """Another source pays it, by this paper."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    line: int
    money: Code
    number: PaperNumber
    dated: date
    covered: bool
    covers: tuple[int, ...] = ()


@dataclass(frozen=True)
class CommitmentReleased:
    """What was not paid of it is owed no more: `amount` is free again. `reason` None: casework stopped the payment."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    line: int
    amount: Dong
    released_on: date
    reason: Code | None = None
    covers: tuple[int, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class MoneySpent:
    """So much of a commitment was paid, on this voucher. `after_settlement`: the source was settled before."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    line: int
    amount: Dong
    number: PaperNumber
    paid_on: date
    after_settlement: bool = False


@dataclass(frozen=True)
class PaymentTakenBack:
    """The payment on this voucher does not count: it was written down by mistake, or the money came back."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    line: int
    amount: Dong
    number: PaperNumber
    reason: Code
    taken_back_on: date


@dataclass(frozen=True)
class SourceSettled:
    """The year of one source is settled by this paper: `allocated` = `paid` - `unfunded` + `returned` + `carried`. `unfunded` is
    what was paid before there was money for it; `reason` says why something is left, or lacking. A later one takes its place."""

    agency: AgencyId
    unit: UnitCode | None
    year: int
    money: Code
    allocated: int
    committed: int
    paid: int
    unfunded: int
    returned: int
    carried: int
    number: PaperNumber
    dated: date
    reason: Code | None = None
    note: Note | None = None


LineEvent = MoneyCommitted | CommitmentMoved | CommitmentReleased | MoneySpent | PaymentTakenBack
"""What happens with one commitment."""
Event = EstimateDrafted | EstimateSubmitted | MoneyWasAllocated | MoneyTransferred | SourceSettled | LineEvent
