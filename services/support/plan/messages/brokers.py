"""Who is told of a tip about a labour broker: the office that checks it, whole; the one that passed it on, its receipt only."""

from collections.abc import Iterable
from typing import assert_never

from services.support.plan.domain.brokers.events import (
    BrokerChecked,
    BrokerOutcomeRecorded,
    BrokerTipCame,
    BrokerTipClosed,
    BrokerTipForwarded,
    BrokerTipPassedOn,
    BrokerTipReceiptLearned,
    BrokerTipReceived,
    BrokerTipTaken,
    Event,
)
from services.support.plan.domain.brokers.tip import Tip
from shared.contracts import support_inspections as told
from shared.kernel.tell import Grant, Happened, Tell

WHOLE = Grant(("suspect", "informant", "note"), "labour_brokers", "legal_duty")
"""Whoever checks must know whom it is about and whom to ask; nobody else hears of it."""


def tell_of_tip(happened: Happened, tip: Tip) -> Iterable[Tell]:
    """What is forwarded to the police goes by letter; what was found and what came of it stays where it was checked."""
    event: Event = happened.fact
    match event:
        case BrokerTipPassedOn(inbox, passed_on):
            taken = tip.begun
            assert isinstance(taken, BrokerTipTaken)
            message = told.BrokerTipPassed(
                taken.unit, taken.channel, taken.taken_on, passed_on, taken.place, taken.suspect, taken.informant, taken.note
            )  # fmt: skip
            return [Tell(inbox, message, WHOLE)]
        case BrokerTipReceived(received_on):
            came = tip.begun
            assert isinstance(came, BrokerTipCame)
            return [Tell(came.sender, told.BrokerTipReceived(received_on))]
        case BrokerTipCame() | BrokerTipReceiptLearned():
            return []  # told to us
        case BrokerTipTaken() | BrokerChecked() | BrokerTipForwarded() | BrokerOutcomeRecorded() | BrokerTipClosed():
            return []
        case _:
            assert_never(event)
