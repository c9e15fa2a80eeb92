"""What can be asked of a tip about a labour broker. The desk adds whose desk it is, and the day of passing on and receiving."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from msgspec import Meta

from shared.kernel.sealed import Informant, Note, Sealed, Suspect
from shared.kernel.words import AgencyId, Code, PaperNumber, PastDate, Source, UnitCode


@dataclass(frozen=True, kw_only=True)
class TakeBrokerTip:
    agency: AgencyId
    unit: UnitCode | None = None
    channel: Annotated[Code, Meta(extra={"list": "broker_tip_channels"})]
    taken_on: PastDate
    suspect: Suspect
    place: UnitCode | None = None
    informant: Informant | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class PassBrokerTipOn:
    on: PastDate


@dataclass(frozen=True)
class LearnBrokerTipReceipt:
    """The agency that checks has taken it. `teller` is who said so."""

    teller: Source
    received_on: date


@dataclass(frozen=True)
class HearBrokerTip:
    """Another office passes a tip on to us."""

    sender: Source
    sender_unit: UnitCode | None
    channel: Code
    taken_on: date
    passed_on: date
    place: UnitCode | None = None
    suspect: Sealed | None = None
    informant: Sealed | None = None
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiveBrokerTip:
    on: PastDate


@dataclass(frozen=True, kw_only=True)
class CheckBroker:
    checked_on: PastDate
    result: Annotated[Code, Meta(extra={"list": "broker_check_results"})]
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class ForwardBrokerTip:
    to: Annotated[Code, Meta(extra={"list": "broker_forwarded_to"})]
    number: PaperNumber
    dated: PastDate


@dataclass(frozen=True, kw_only=True)
class RecordBrokerOutcome:
    outcome: Annotated[Code, Meta(extra={"list": "broker_outcomes"})]
    known_on: PastDate
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class CloseBrokerTip:
    reason: Annotated[Code, Meta(extra={"list": "broker_closing_reasons"})]
    note: Note | None = None


Command = (
    TakeBrokerTip
    | PassBrokerTipOn
    | LearnBrokerTipReceipt
    | HearBrokerTip
    | ReceiveBrokerTip
    | CheckBroker
    | ForwardBrokerTip
    | RecordBrokerOutcome
    | CloseBrokerTip
)
