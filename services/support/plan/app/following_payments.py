"""Follows the payments of its own agency and commits their money, exactly once: nobody types what was decided a second time.

It reads the ledger from the beginning, so that what was ordered before there were budgets is committed too. An entry read again
changes nothing: its command has the same id, and the budget knows the commitment. The budget never names the case: it is given
an id made from the decision's, the benefit and the amount.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from services.support.domain.benefits.payment import PAYMENT, BenefitPaid, OrderStopped, PaymentOrdered
from services.support.plan.app.years import law_on, year_law
from services.support.plan.domain.money.budget import budget_id, commitment_for
from services.support.plan.domain.money.commands import CommitDecided, HearBenefitPaid, HearPaymentStopped
from services.support.plan.domain.money.rules import BUDGET
from shared.bookmarks import Bookmark
from shared.desk import Desk
from shared.kernel.people import POLICY, By
from shared.kernel.when import When
from shared.kernel.words import UnitCode
from shared.ledger import Entry

FOLLOWED = UUID("3f0f6c55-1f5e-4f4e-b0b8-6d0b7a2e9c41")
"""Ids of what is asked because of an entry are made from its position under this name."""
BY = f"{POLICY}commit_the_money_whenever_a_payment_was_ordered"
AskedOf = CommitDecided | HearBenefitPaid | HearPaymentStopped


class PaymentsFollowed:
    """Reads on from its bookmark, whenever it is told where the ledger ends."""

    def __init__(self, desk: Desk, mark: Bookmark) -> None:
        self._desk, self._ledger, self._mark = desk, desk.ledger, mark

    def __call__(self, last: int) -> int:
        if last <= (position := self._mark.position()):
            return 0
        new = self._ledger.since(position)
        asked = [(entry, command, day) for entry in new for command, day in self._because_of(entry)]
        for entry, command, day in asked:
            self._ask(entry, command, day)
        self._mark.move(new[-1].position, done=bool(asked))
        return len(new)

    def _because_of(self, entry: Entry) -> Iterator[tuple[AskedOf, date]]:
        """What an entry asks of a budget, and the day it was so."""
        fact = entry.fact
        if not isinstance(fact, PaymentOrdered | BenefitPaid | OrderStopped):
            return
        ordered = self._ledger.now(PAYMENT, entry.body.subject).state.find(fact.application).ordered
        commitment = commitment_for(ordered.application)
        whose = {"agency": self._ledger.agency, "unit": self._unit(ordered), "year": ordered.dated.year}
        match fact:
            case PaymentOrdered(benefit=benefit, amount=amount, dated=day):
                asked: dict[str, Any] = {"benefit": benefit, "amount": amount, "committed_on": day}
                yield CommitDecided(commitment=commitment, **whose, **asked), day
            case BenefitPaid(amount=amount, receipt=number, paid_on=day):
                asked = {"amount": amount, "number": number, "paid_on": day}
                yield HearBenefitPaid(commitment=commitment, **whose, **asked), day
            case OrderStopped(dated=day):
                yield HearPaymentStopped(commitment=commitment, **whose, released_on=day), day

    def _unit(self, ordered: PaymentOrdered) -> UnitCode | None:
        """Whose budget pays: of the unit she applied at, where the payer is an agency of units."""
        return ordered.unit if law_on(self._desk, ordered.dated).units_of(self._ledger.agency) else None

    def _ask(self, entry: Entry, command: AskedOf, day: date) -> None:
        """Where there is nothing new to it, nothing is written."""
        law, budget = year_law(self._desk, command.year), budget_id(command.year, command.agency, command.unit)
        if BUDGET.decide(command, self._ledger.now(BUDGET, budget).state, law):
            self._ledger.handle(
                BUDGET, budget, command, command_id=uuid5(FOLLOWED, f"{self._ledger.source}/{entry.position}"),
                by=By(BY, self._ledger.agency), law=law, when=When.day(day),
            )  # fmt: skip
