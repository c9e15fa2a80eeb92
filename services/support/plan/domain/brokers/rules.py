"""What can be written about a tip about a labour broker, and what follows."""

from collections.abc import Sequence
from typing import assert_never, get_args

from services.support.plan.domain.brokers.commands import (
    CheckBroker,
    CloseBrokerTip,
    Command,
    ForwardBrokerTip,
    HearBrokerTip,
    LearnBrokerTipReceipt,
    PassBrokerTipOn,
    ReceiveBrokerTip,
    RecordBrokerOutcome,
    TakeBrokerTip,
)
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
from services.support.plan.domain.brokers.tip import Stage, Tip, evolve
from services.support.plan.domain.checks import must_be_a_unit_then
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law

LEAD = "lead"
"""The power of the agency that checks tips."""
CHECKING = frozenset({Stage.TO_CHECK, Stage.CHECKED, Stage.FORWARDED, Stage.OUTCOME_KNOWN})


def decide(command: Command, tip: Tip, law: Law) -> Sequence[Event]:
    match command:
        case TakeBrokerTip():
            return _take(command, tip, law)
        case PassBrokerTipOn():
            return _pass_on(command, tip, law)
        case LearnBrokerTipReceipt():
            return _learn_receipt(command, tip)
        case HearBrokerTip():
            return [] if tip.begun else [BrokerTipCame(**vars(command))]
        case ReceiveBrokerTip():
            return _receive(command, tip)
        case CheckBroker():
            return _check(command, tip, law)
        case ForwardBrokerTip():
            return _forward(command, tip, law)
        case RecordBrokerOutcome():
            return _outcome(command, tip, law)
        case CloseBrokerTip():
            return _close(command, tip, law)
        case _:
            assert_never(command)


def _take(command: TakeBrokerTip, tip: Tip, law: Law) -> list[Event]:
    must_know(law, "broker_tip_channels", command.channel)
    must_be_a_unit_then(law, command.place)
    lead = law.holder(LEAD)
    event = BrokerTipTaken(ours=bool(lead and lead.id == command.agency), **vars(command))
    if tip.begun == event:
        return []
    if tip.begun:
        raise Refused("broker.taken_already", "this file is of another tip")
    return [event]


def _pass_on(command: PassBrokerTipOn, tip: Tip, law: Law) -> list[Event]:
    if not isinstance(tip.begun, BrokerTipTaken) or tip.begun.ours:
        raise Refused("broker.is_here", "we are the office that checks it")
    if tip.passed:
        return []
    lead = law.holder(LEAD)
    inbox = law.inbox("support", lead.id) if lead else None
    if inbox is None:
        raise Refused("broker.nobody_checks", "no agency that checks tips can be told on that day")
    must_follow(command.on, tip.begun.taken_on, "broker.before_tip")
    return [BrokerTipPassedOn(inbox, command.on)]


def _learn_receipt(command: LearnBrokerTipReceipt, tip: Tip) -> list[Event]:
    if tip.passed is None or tip.passed.inbox != command.teller:
        raise Refused("broker.not_theirs", f"it was not passed on to {command.teller}")
    return [] if tip.receipt else [BrokerTipReceiptLearned(command.received_on)]


def _receive(command: ReceiveBrokerTip, tip: Tip) -> list[Event]:
    if not isinstance(tip.begun, BrokerTipCame):
        raise Refused("broker.not_passed_on", "nobody passed it on to us")
    return [] if tip.received else [BrokerTipReceived(command.on)]


def _check(command: CheckBroker, tip: Tip, law: Law) -> list[Event]:
    must_know(law, "broker_check_results", command.result)
    event = BrokerChecked(command.checked_on, command.result, command.note)
    if tip.checked == event:
        return []
    if tip.stage not in CHECKING or tip.forwarded:
        raise Refused("broker.not_to_check", f"the tip is {tip.stage}")
    assert tip.begun is not None
    must_follow(command.checked_on, tip.begun.taken_on, "broker.before_tip")
    return [event]


def _forward(command: ForwardBrokerTip, tip: Tip, law: Law) -> list[Event]:
    must_know(law, "broker_forwarded_to", command.to)
    event = BrokerTipForwarded(command.to, command.number, command.dated)
    if tip.forwarded == event:
        return []
    if tip.checked is None or tip.stage is not Stage.CHECKED:
        raise Refused("broker.not_checked", f"the tip is {tip.stage}")
    must_follow(command.dated, tip.checked.checked_on, "broker.forwarded_before_check")
    return [event]


def _outcome(command: RecordBrokerOutcome, tip: Tip, law: Law) -> list[Event]:
    must_know(law, "broker_outcomes", command.outcome)
    event = BrokerOutcomeRecorded(command.outcome, command.known_on, command.number, command.note)
    if tip.outcome == event:
        return []
    if tip.forwarded is None or tip.closed:
        raise Refused("broker.not_forwarded", f"the tip is {tip.stage}")
    must_follow(command.known_on, tip.forwarded.dated, "broker.outcome_before_letter")
    return [event]


def _close(command: CloseBrokerTip, tip: Tip, law: Law) -> list[Event]:
    """What was forwarded waits for its outcome; what was checked and needs no forwarding does not."""
    must_know(law, "broker_closing_reasons", command.reason)
    if tip.closed:
        return []
    if tip.stage is Stage.FORWARDED:
        raise Refused("broker.outcome_missing", "nobody has answered yet what came of it")
    if tip.stage not in (Stage.CHECKED, Stage.OUTCOME_KNOWN):
        raise Refused("broker.not_checked", f"the tip is {tip.stage}")
    return [BrokerTipClosed(command.reason, command.note)]


TIP: Decider[Tip, Command, Event] = Decider("support.broker", "broker", Tip(), evolve, decide, get_args(Event))
