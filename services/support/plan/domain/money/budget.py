"""The budget of one unit, or of an agency without units, in one budget year: what is there of each source, and for what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID, uuid5

from services.support.plan.domain.money.commitment import Commitment, Figures, Voucher
from services.support.plan.domain.money.events import (
    CommitmentMoved,
    CommitmentReleased,
    EstimateDrafted,
    EstimateSubmitted,
    Event,
    LineEvent,
    MoneyCommitted,
    MoneySpent,
    MoneyTransferred,
    MoneyWasAllocated,
    PaymentTakenBack,
    SourceSettled,
)
from shared.kernel.words import AgencyId, Code, PaperNumber, Source, UnitCode

BUDGETS = UUID("5b7c1f0a-52d8-4a62-9f0e-3c2f1f6f9a37")
COMMITMENTS = UUID("d1a2a0b6-0c9e-4f7b-8a53-7e4d2c8b6e10")


def budget_id(year: int, agency: AgencyId, unit: UnitCode | None) -> UUID:
    """The budget of a unit (None: of the agency itself) in a year: everybody finds the same."""
    return uuid5(BUDGETS, f"{year}/{agency}/{unit or ''}")


def commitment_for(decision: UUID) -> UUID:
    """The commitment that a decision leads to: always the same, and nobody who reads it finds the decision."""
    return uuid5(COMMITMENTS, str(decision))


@dataclass(frozen=True)
class Budget:
    """`granted` is what finance told, `moved` what came from other sources or went to them; `finance` hears how it stands."""

    drafted: Mapping[Code, int] = field(default_factory=dict)
    submitted: EstimateSubmitted | None = None
    granted: Mapping[Code, int] = field(default_factory=dict)
    moved: Mapping[Code, int] = field(default_factory=dict)
    lines: tuple[Commitment, ...] = ()
    settled: Mapping[Code, SourceSettled] = field(default_factory=dict)
    finance: Source | None = None
    papers: frozenset[tuple[Code, PaperNumber, date, int, bool]] = frozenset()
    transfers: tuple[MoneyTransferred, ...] = ()

    @property
    def estimate(self) -> Mapping[Code, int]:
        """What was submitted last, else what is drafted."""
        return self.submitted.amounts if self.submitted else self.drafted

    @property
    def unsent(self) -> bool:
        """Is there a draft that differs from what was submitted?"""
        return bool(self.drafted) and (self.submitted is None or dict(self.submitted.amounts) != dict(self.drafted))

    def sources(self) -> list[Code]:
        """The sources of which there is anything, by code."""
        named = {each.money for each in self.lines if each.money}
        return sorted({*self.estimate, *self.drafted, *self.granted, *self.moved, *self.settled, *named})

    def of(self, money: Code | None) -> Iterator[Commitment]:
        return (each for each in self.lines if each.money == money)

    def figures(self, money: Code | None) -> Figures:
        """How one source stands; None: what nobody has named a source for yet."""
        lines = list(self.of(money))
        code = money or ""
        return Figures(
            estimate=self.estimate.get(code, 0),
            allocated=self.granted.get(code, 0) + self.moved.get(code, 0),
            committed=sum(each.owed for each in lines),
            waiting=sum(each.owed for each in lines if each.waits),
            paid=sum(each.paid for each in lines),
            unfunded=sum(each.paid for each in lines if each.waits),
        )

    def rows(self) -> list[tuple[Code | None, Figures]]:
        """The table: each source of which there is anything, then what nobody has named a source for yet."""
        unnamed = [None] if any(self.of(None)) else []
        return [(money, self.figures(money)) for money in [*self.sources(), *unnamed]]

    def waiting(self) -> list[Commitment]:
        """What waits for money, in the order of its turn."""
        return sorted((each for each in self.lines if each.waits), key=lambda each: each.order)

    def line(self, number: int) -> Commitment | None:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None

    def known_as(self, commitment: UUID) -> Commitment | None:
        return next((each for each in self.lines if each.made.commitment == commitment), None)

    def as_settled(self, money: Code) -> bool:
        """Is this source settled, and does its settlement still say how it stands?"""
        if (done := self.settled.get(money)) is None:
            return False
        now = self.figures(money)
        return (done.allocated, done.committed, done.paid, done.unfunded) == (
            now.allocated, now.committed, now.paid, now.unfunded
        )  # fmt: skip


def evolve(budget: Budget, event: Event) -> Budget:
    match event:
        case EstimateDrafted(amounts=amounts):
            return replace(budget, drafted=amounts)
        case EstimateSubmitted():
            return replace(budget, submitted=event, finance=event.inbox or budget.finance)
        case MoneyWasAllocated():
            return _allocated(budget, event)
        case MoneyTransferred():
            moved = _plus(_plus(budget.moved, event.money, -event.amount), event.to, event.amount)
            return _covered(replace(budget, moved=moved, transfers=(*budget.transfers, event)), event.covers)
        case SourceSettled():
            return replace(budget, settled={**budget.settled, event.money: event})
        case _:
            return _of_line(budget, event)


def _of_line(budget: Budget, event: LineEvent) -> Budget:
    if isinstance(event, MoneyCommitted):
        lines = (*budget.lines, Commitment(event, event.money, event.covered))
        return replace(budget, lines=lines, finance=event.inbox or budget.finance)
    each = budget.lines[event.line - 1]
    match event:
        case CommitmentMoved():
            return _covered(_line(budget, each.line, money=event.money, covered=event.covered), event.covers)
        case CommitmentReleased():
            return _covered(_line(budget, each.line, freed=each.freed + event.amount), event.covers)
        case MoneySpent():
            voucher = Voucher(event.number, event.paid_on, event.amount)
            return _line(budget, each.line, vouchers=(*each.vouchers, voucher))
        case PaymentTakenBack():
            kept = tuple(one for one in each.vouchers if one.number != event.number)
            return _line(budget, each.line, vouchers=kept)
        case _:
            assert_never(event)


def _allocated(budget: Budget, event: MoneyWasAllocated) -> Budget:
    granted = _plus(budget.granted, event.money, -event.amount if event.cut else event.amount)
    paper = (event.money, event.number, event.dated, event.amount, event.cut)
    after = replace(budget, granted=granted, finance=event.finance, papers=budget.papers | {paper})
    return _covered(_covered(after, event.uncovers, now=False), event.covers)


def _plus(known: Mapping[Code, int], money: Code, amount: int) -> dict[Code, int]:
    return {**known, money: known.get(money, 0) + amount}


def _covered(budget: Budget, lines: Iterable[int], *, now: bool = True) -> Budget:
    for each in lines:
        budget = _line(budget, each, covered=now)
    return budget


def _line(budget: Budget, number: int, **now: object) -> Budget:
    before, after = budget.lines[: number - 1], budget.lines[number:]
    changed: Commitment = replace(budget.lines[number - 1], **now)  # type: ignore[arg-type]  # its own fields
    return replace(budget, lines=(*before, changed, *after))
