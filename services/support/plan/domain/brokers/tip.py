"""A tip about a labour broker: what its events made of it, at the office that took it and at the one that checks it."""

from dataclasses import dataclass, replace
from enum import StrEnum
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


class Stage(StrEnum):
    """How far a tip is. The first three after `NONE` are at an office that does not check, the others at the one that does."""

    NONE = "none"
    TO_PASS = "to_pass"  # noqa: S105 - nobody logs in with it
    PASSED = "passed"
    WITH_LEAD = "with_lead"
    CAME = "came"
    TO_CHECK = "to_check"
    CHECKED = "checked"
    FORWARDED = "forwarded"
    OUTCOME_KNOWN = "outcome_known"
    CLOSED = "tip_closed"


@dataclass(frozen=True)
class Tip:
    """The newest of each step."""

    begun: BrokerTipTaken | BrokerTipCame | None = None
    passed: BrokerTipPassedOn | None = None
    receipt: BrokerTipReceiptLearned | None = None
    received: BrokerTipReceived | None = None
    checked: BrokerChecked | None = None
    forwarded: BrokerTipForwarded | None = None
    outcome: BrokerOutcomeRecorded | None = None
    closed: BrokerTipClosed | None = None

    @property
    def stage(self) -> Stage:
        match self.begun:
            case None:
                return Stage.NONE
            case BrokerTipTaken(ours=False):
                return Stage.WITH_LEAD if self.receipt else Stage.PASSED if self.passed else Stage.TO_PASS
            case BrokerTipCame() if self.received is None:
                return Stage.CAME
            case _:
                steps = (self.closed, self.outcome, self.forwarded, self.checked)
                after = (Stage.CLOSED, Stage.OUTCOME_KNOWN, Stage.FORWARDED, Stage.CHECKED)
                return next((stage for step, stage in zip(steps, after, strict=True) if step), Stage.TO_CHECK)

    @property
    def unit(self) -> str | None:
        """Whose desk of ours it lies on; at the office that checks no unit's."""
        return self.begun.unit if isinstance(self.begun, BrokerTipTaken) else None


def evolve(tip: Tip, event: Event) -> Tip:
    match event:
        case BrokerTipTaken() | BrokerTipCame():
            return replace(tip, begun=event)
        case BrokerTipPassedOn():
            return replace(tip, passed=event)
        case BrokerTipReceiptLearned():
            return replace(tip, receipt=event)
        case BrokerTipReceived():
            return replace(tip, received=event)
        case BrokerChecked():
            return replace(tip, checked=event)
        case BrokerTipForwarded():
            return replace(tip, forwarded=event)
        case BrokerOutcomeRecorded():
            return replace(tip, outcome=event)
        case BrokerTipClosed():
            return replace(tip, closed=event)
        case _:
            assert_never(event)
