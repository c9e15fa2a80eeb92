"""One line of a budget, what is owed for what; and a row of its table."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.support.plan.domain.money.events import MoneyCommitted
from shared.kernel.words import Code, PaperNumber


class Voucher(NamedTuple):
    """A payment: the number of its paper, its day, whole đồng."""

    number: PaperNumber
    paid_on: date
    amount: int


@dataclass(frozen=True)
class Commitment:
    """One line: what is owed for what. `made` is how it began; `money` and `covered` how it stands now; `freed` is owed no
    more."""

    made: MoneyCommitted
    money: Code | None
    covered: bool
    vouchers: tuple[Voucher, ...] = ()
    freed: int = 0

    @property
    def line(self) -> int:
        return self.made.line

    @property
    def owed(self) -> int:
        """All of it that counts: paid or still to be paid."""
        return self.made.amount - self.freed

    @property
    def paid(self) -> int:
        return sum(each.amount for each in self.vouchers)

    @property
    def left(self) -> int:
        return self.owed - self.paid

    @property
    def waits(self) -> bool:
        """There is no money for it yet ("chờ nguồn")."""
        return not self.covered and self.owed > 0

    @property
    def of_casework(self) -> bool:
        return self.made.benefit is not None

    @property
    def order(self) -> tuple[date, int]:
        """Whose turn it is when money comes: the earliest day first."""
        return self.made.committed_on, self.made.line


class Figures(NamedTuple):
    """A line of the table, in whole đồng. `committed` is all that is owed, `waiting` the part of it without money, `paid` all
    that was paid, `unfunded` the part of it that was paid before there was money, `left` what can still be committed."""

    estimate: int
    allocated: int
    committed: int
    waiting: int
    paid: int
    unfunded: int

    @property
    def left(self) -> int:
        return self.allocated - (self.committed - self.waiting)

    @property
    def unspent(self) -> int:
        """What is left of the allocation when the year is settled."""
        return self.allocated - (self.paid - self.unfunded)
