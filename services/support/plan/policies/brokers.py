"""Whenever another office passes a tip about a labour broker on to us, or has received ours."""

from collections.abc import Callable, Mapping

from services.support.plan.domain.brokers.commands import HearBrokerTip, LearnBrokerTipReceipt
from services.support.plan.domain.brokers.rules import TIP
from shared.contracts.support_inspections import BrokerTipPassed, BrokerTipReceived
from shared.kernel.decider import Act
from shared.kernel.tell import Heard


def take_it_whenever_a_broker_tip_was_passed_on(heard: Heard) -> list[Act]:
    told: BrokerTipPassed = heard.message
    return [Act(TIP, heard.subject, HearBrokerTip(sender=heard.sender, **vars(told)))]


def learn_the_receipt_whenever_a_broker_tip_was_received(heard: Heard) -> list[Act]:
    told: BrokerTipReceived = heard.message
    return [Act(TIP, heard.subject, LearnBrokerTipReceipt(heard.sender, told.received_on))]


TIPPED: Mapping[type, Callable[[Heard], list[Act]]] = {
    BrokerTipPassed: take_it_whenever_a_broker_tip_was_passed_on,
    BrokerTipReceived: learn_the_receipt_whenever_a_broker_tip_was_received,
}
