"""The tips about labour brokers on a desk: how far each is, and who has to act. Nobody is named in it."""

from dataclasses import dataclass, replace
from datetime import date

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
)
from services.support.plan.domain.brokers.rules import TIP
from services.support.plan.domain.brokers.tip import Stage
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry, by_subject
from shared.views import View


@dataclass(frozen=True)
class TipLine:
    """A tip in its list. `sender` is the office that passed it on to us."""

    unit: UnitCode | None = None
    stage: Stage = Stage.NONE
    channel: Code = "-"
    taken_on: date | None = None
    place: UnitCode | None = None
    sender: AgencyId | None = None
    sender_unit: UnitCode | None = None
    result: Code | None = None
    outcome: Code | None = None


def _evolve(line: TipLine, entry: Entry) -> TipLine:
    match entry.fact:
        case BrokerTipTaken() as taken:
            stage = Stage.TO_CHECK if taken.ours else Stage.TO_PASS
            return TipLine(taken.unit, stage, taken.channel, taken.taken_on, taken.place)
        case BrokerTipCame() as came:
            sender = came.sender.partition(".")[2]
            return TipLine(None, Stage.CAME, came.channel, came.taken_on, came.place, sender, came.sender_unit)
        case BrokerChecked(result=result):
            return replace(line, stage=Stage.CHECKED, result=result)
        case BrokerOutcomeRecorded(outcome=outcome):
            return replace(line, stage=Stage.OUTCOME_KNOWN, outcome=outcome)
        case event:
            return replace(line, stage=STAGE_AFTER[type(event)])


STAGE_AFTER = {
    BrokerTipPassedOn: Stage.PASSED,
    BrokerTipReceiptLearned: Stage.WITH_LEAD,
    BrokerTipReceived: Stage.TO_CHECK,
    BrokerTipForwarded: Stage.FORWARDED,
    BrokerTipClosed: Stage.CLOSED,
}


BROKER_TIPS = View("support.broker_tips.v1", TipLine, TipLine(), by_subject(TIP), _evolve)
