"""Which commitments have their money. One rule: of a source, no more is covered than is allocated, and whoever waits first is
covered first.

A commitment is covered whole or not at all. The first that does not fit stops the line: a large one is not overtaken for ever
by small ones. Nobody waits for being paid: what is urgent is paid while it waits.
"""

from datetime import date

from services.support.plan.domain.money.budget import Budget
from services.support.plan.domain.money.commitment import Commitment
from shared.kernel.words import Code


def fits(budget: Budget, money: Code | None, amount: int, turn: tuple[date, int] | None = None) -> bool:
    """Is there money for something new? Not while others wait for this source; of what may wait itself, only those whose turn
    is before its own count."""
    if money is None or budget.figures(money).left < amount:
        return False
    return not any(each.money == money and (turn is None or each.order < turn) for each in budget.waiting())


def now_covered(budget: Budget, money: Code | None) -> tuple[int, ...]:
    """The lines that what is free of this source covers, in their turn."""
    free, found = budget.figures(money).left if money else 0, list[int]()
    for each in budget.waiting():
        if each.money != money:
            continue
        if each.owed > free:
            break
        free -= each.owed
        found.append(each.line)
    return tuple(found)


def now_uncovered(budget: Budget, money: Code) -> tuple[int, ...]:
    """After a cut: the lines that there is no money for any more. What can wait goes first, then the newest."""
    lacking, found = -budget.figures(money).left, list[int]()
    for each in sorted(_with_money(budget, money), key=lambda e: (e.made.urgent, -e.order[0].toordinal(), -e.line)):
        if lacking <= 0:
            break
        lacking -= each.owed
        found.append(each.line)
    return tuple(found)


def _with_money(budget: Budget, money: Code) -> list[Commitment]:
    return [each for each in budget.of(money) if each.covered and each.owed > 0]
