"""Donors and contributions in which everything happens once."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from services.support.plan.domain.contributions.commands import (
    CloseContribution,
    PledgeGoods,
    PledgeMoney,
    ReceiveContribution,
    RefuseGift,
    ReleasePurpose,
    StrikeReceipt,
    StrikeUse,
    ThankDonor,
    UseContribution,
)
from services.support.plan.domain.contributions.donor import DONOR, CorrectDonor, RecordDonor, SettleNaming
from services.support.plan.domain.contributions.rules import CONTRIBUTION
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.policy import load
from shared.sealing.keys import KeyStore
from shared.testing import identity, memory_ledger, record
from tests.plan.office import PROFILE

JUNE = [date(2023, 6, day) for day in range(1, 31)]
"""JUNE[0] is the first of June."""
DONOR_ID, GIFT, REFUSED = identity("a donor"), identity("a gift"), identity("a gift that was refused")
UNIT = "20008"
OURS: dict[str, Any] = {"agency": "communes", "unit": UNIT, "donor": DONOR_ID}
NOTE = Sealed("ghi chú mẫu")


@cache
def law() -> Law:
    """The law of a day on which the plan runs."""
    return load(PROFILE).law_on(date(2023, 6, 15))


def money(amount: int = 1_000, **more: Any) -> PledgeMoney:
    return PledgeMoney(**{**OURS, "pledged_on": JUNE[0], "amount": amount, **more})


def goods(quantity: int = 20, **more: Any) -> PledgeGoods:
    said = {"pledged_on": JUNE[0], "goods": "clothing", "quantity": quantity, "measure": "set"}
    return PledgeGoods(**{**OURS, **said, **more})


def received(size: int, day: int = 2, **more: Any) -> ReceiveContribution:
    """On a day of June."""
    return ReceiveContribution(received_on=JUNE[day - 1], size=size, **more)


def used(size: int, day: int = 3, use: str = "schooling", **more: Any) -> UseContribution:
    return UseContribution(used_on=JUNE[day - 1], use=use, size=size, **more)


def lived(keys: KeyStore) -> Iterator[Ledger]:
    ledger = memory_ledger("support.communes", tells=[(DONOR, nobody), (CONTRIBUTION, nobody)], keys=keys, law=law())
    who: dict[str, Any] = {"name": Sealed("Công ty Thử Nghiệm"), "contact": Sealed("0900000000"), "note": NOTE}
    for of_donor in (
        RecordDonor(agency="communes", unit=UNIT, kind="person", **who),
        CorrectDonor(kind="firm", **who),
        SettleNaming(said_on=JUNE[0], named=True, note=NOTE),
    ):
        record(ledger, DONOR, DONOR_ID, of_donor, law=law())
    for command in (
        money(purpose="schooling", until=JUNE[5], note=NOTE),
        received(600, 7, receipt="12/PT", scan="a" * 64, note=NOTE),
        received(300, 8, note=NOTE),
        StrikeReceipt(number=2, reason="mistake", note=NOTE),
        ReleasePurpose(agreed_on=JUNE[8], use="housing", note=NOTE),
        used(400, 9, people=12, note=NOTE),
        used(100, 10, "housing", people=2),
        StrikeUse(number=2, reason="mistake", note=NOTE),
        ThankDonor(thanked_on=JUNE[10], way="letter", number="3/TCO", note=NOTE),
        CloseContribution(closed_on=JUNE[12], unkept="donor_unable", left_over="returned", note=NOTE),
    ):
        record(ledger, CONTRIBUTION, GIFT, command, law=law())
    for offered in (goods(), RefuseGift(refused_on=JUNE[1], reason="not_usable", note=NOTE)):
        record(ledger, CONTRIBUTION, REFUSED, offered, law=law())
    yield ledger
