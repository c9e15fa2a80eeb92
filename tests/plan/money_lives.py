"""Budgets and the town's money in which everything happens once, and how money moves between the desks of a test."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from services.support.plan.domain.money import commands as asked
from services.support.plan.domain.money.budget import budget_id, commitment_for
from services.support.plan.domain.money.rules import BUDGET
from services.support.plan.domain.money.town import town_id
from services.support.plan.domain.money.town_commands import AllocateMoney, ConsolidateEstimates
from services.support.plan.domain.money.town_rules import TOWN
from services.support.plan.messages.money import tell_of_budget, tell_of_town
from services.support.plan.policies.money import OF_MONEY
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.ledger import Ledger
from shared.policy import load
from shared.sealing.keys import KeyStore
from shared.testing import deliver, identity, memory_ledger, record
from tests.plan.office import PROFILE

YEAR, UNIT = 2023, "20008"
OURS: dict[str, Any] = {"agency": "communes", "unit": UNIT, "year": YEAR}
DECISION = identity("a decided benefit")
PAPER, DAY, END = "12/KP-UBND", date(2023, 5, 4), date(2024, 1, 15)


@cache
def law() -> Law:
    """The law of the last day of the budget year."""
    return load(PROFILE).law_on(date(YEAR, 12, 31))


def drafted(**amounts: int) -> asked.DraftEstimate:
    return asked.DraftEstimate(**OURS, amounts=amounts or {"recurrent": 20_000_000})


def submitted(number: str = PAPER) -> asked.SubmitEstimate:
    return asked.SubmitEstimate(**OURS, number=number, dated=DAY)


def allocated(
    amount: int, money: str = "recurrent", number: str = "31/NQ-HĐND", *, cut: bool = False
) -> asked.HearAllocation:
    told: dict[str, Any] = {"money": money, "amount": amount, "cut": cut, "number": number, "dated": date(2022, 12, 20)}
    return asked.HearAllocation(**OURS, **told, finance="support.finance")


def committed(amount: int, money: str = "recurrent", day: date = DAY, **more: Any) -> asked.CommitMoney:
    said: dict[str, Any] = {"kind": "communication", "money": money, "amount": amount, "committed_on": day}
    return asked.CommitMoney(**OURS, **{**said, **more})


def decided(amount: int, day: date = DAY, decision: Any = DECISION) -> asked.CommitDecided:
    benefit: dict[str, Any] = {"benefit": "initial_allowance", "amount": amount, "committed_on": day}
    return asked.CommitDecided(**OURS, commitment=commitment_for(decision), **benefit)


def paid(line: int, amount: int, number: str = "1/PC", day: date = DAY) -> asked.PayCommitment:
    return asked.PayCommitment(**OURS, line=line, amount=amount, number=number, paid_on=day)


def benefit_paid(amount: int, number: str = "5/DS", day: date = DAY, decision: Any = DECISION) -> asked.HearBenefitPaid:
    commitment = commitment_for(decision)
    return asked.HearBenefitPaid(**OURS, commitment=commitment, amount=amount, number=number, paid_on=day)


def stopped(decision: Any = DECISION, day: date = DAY) -> asked.HearPaymentStopped:
    return asked.HearPaymentStopped(**OURS, commitment=commitment_for(decision), released_on=day)


def released(line: int, reason: str = "cheaper", **more: Any) -> asked.ReleaseCommitment:
    return asked.ReleaseCommitment(**OURS, line=line, released_on=DAY, reason=reason, **more)


def moved(line: int, money: str) -> asked.MoveCommitment:
    return asked.MoveCommitment(**OURS, line=line, money=money, number="8/QĐ-UBND", dated=DAY)


def transferred(
    amount: int, money: str = "recurrent", to: str = "social", number: str = "7/QĐ-UBND"
) -> asked.TransferMoney:
    return asked.TransferMoney(**OURS, money=money, to=to, amount=amount, number=number, dated=DAY)


def taken_back(line: int, number: str = "1/PC") -> asked.TakePaymentBack:
    return asked.TakePaymentBack(**OURS, line=line, number=number, reason="mistake", taken_back_on=DAY)


def settled(
    returned: int = 0, carried: int = 0, reason: str | None = "saved", money: str = "recurrent", **more: Any
) -> asked.SettleSource:
    said: dict[str, Any] = {"number": "3/QT-UBND", "dated": END, "reason": reason, **more}
    return asked.SettleSource(**OURS, money=money, returned=returned, carried=carried, **said)


def allocation(
    amount: int, whose: str = f"communes.{UNIT}", money: str = "recurrent", number: str = "31/NQ-HĐND", **more: Any
) -> AllocateMoney:
    said: dict[str, Any] = {"whose": whose, "money": money, "amount": amount, "number": number}
    return AllocateMoney(year=YEAR, dated=date(2022, 12, 20), **{**said, **more})


def ledgers(keys: KeyStore | None = None) -> tuple[Ledger, Ledger]:
    """Of finance and of the communes."""
    tells: list[Any] = [(BUDGET, tell_of_budget), (TOWN, tell_of_town)]
    finance, communes = (
        memory_ledger(source, tells=tells, policies=OF_MONEY, law=law(), keys=keys)
        for source in ("support.finance", "support.communes")
    )
    return finance, communes


def lived(keys: KeyStore) -> Iterator[Ledger]:
    finance, communes = ledgers(keys)
    budget, town = budget_id(YEAR, "communes", UNIT), town_id(YEAR)

    def do(*commands: Any) -> None:
        for command in commands:
            record(communes, BUDGET, budget, command, law=law())

    do(drafted(), submitted())
    deliver(communes, finance)
    record(finance, TOWN, town, ConsolidateEstimates(year=YEAR, number="40/TTr-TCKH", dated=DAY), law=law())
    record(finance, TOWN, town, allocation(10_000_000), law=law())
    deliver(finance, communes)
    do(
        decided(6_000_000), committed(3_000_000, note=Sealed("loa phường")), paid(2, 1_000_000), taken_back(2),
        committed(2_000_000, urgent=True, kind="essentials"), released(2, note=Sealed("rẻ hơn")),
        transferred(1_000_000), moved(3, "social"), benefit_paid(6_000_000),
        settled(3_000_000, note=Sealed("ít người hơn")),
    )  # fmt: skip
    deliver(communes, finance)
    yield from (finance, communes)
