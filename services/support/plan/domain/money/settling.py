"""Settlement at the end of the year: of each source, allocated = paid from it + returned + carried over, to the đồng."""

from dataclasses import replace
from datetime import date

from services.support.plan.domain.money.budget import Budget
from services.support.plan.domain.money.commands import SettleSource
from services.support.plan.domain.money.events import SourceSettled
from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law


def settle(command: SettleSource, budget: Budget, law: Law) -> list[SourceSettled]:
    must_know(law, "money_sources", command.money)
    if command.dated < date(command.year, 12, 31):
        raise Refused("settlement.before_year_end", f"the budget year {command.year} has not ended on {command.dated}")
    now = budget.figures(command.money)
    if not (now.allocated or now.committed):
        raise Refused("settlement.nothing", f"nothing was allocated or committed from {command.money}")
    if now.unspent != command.returned + command.carried:
        raise Refused("settlement.not_balanced", f"{now.unspent} đồng are left to be returned or carried over")
    if command.reason is not None:
        must_know(law, "settlement_reasons", command.reason)
    elif now.unspent or now.unfunded:
        raise Refused("settlement.not_explained", "what is left or was paid without money is explained")
    done = SourceSettled(
        command.agency, command.unit, command.year, command.money, now.allocated, now.committed, now.paid, now.unfunded,
        command.returned, command.carried, command.number, command.dated, command.reason, command.note,
    )  # fmt: skip
    before = budget.settled.get(command.money)
    said = before is not None and command.note is None and replace(before, note=None) == done
    return [] if said else [done]
