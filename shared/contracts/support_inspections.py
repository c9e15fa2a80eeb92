"""What support tells about what was looked at: a remedy and how it went, a tip about a labour broker, a recommendation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Informant, Note, Suspect
from shared.kernel.words import Code, Digest, PaperNumber, UnitCode


@dataclass(frozen=True)
class RemedyAsked:
    """To an office that was inspected: this was found, and this has to be put right until the end of this day. `number` is that
    of the remedy in the inspection it is told about."""

    number: int
    unit: UnitCode | None
    topic: Code
    found: Code
    grave: bool
    measure: Code
    decision: PaperNumber
    visited_on: date
    until: date
    note: Note | None = None


@dataclass(frozen=True)
class RemedyReported:
    """To whoever inspected: this remedy of this inspection was carried out."""

    inspection: UUID
    number: int
    done_on: date
    evidence: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RemedyRechecked:
    """To the office that reported it: somebody looked again. Where it is not fulfilled, `again_by` is the new last day."""

    number: int
    checked_on: date
    result: Code
    again_by: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class BrokerTipPassed:
    """To the agency that checks labour brokers: what somebody told an officer of the sender, of its unit `sender_unit`."""

    sender_unit: UnitCode | None
    channel: Code
    taken_on: date
    passed_on: date
    place: UnitCode | None
    suspect: Suspect | None = None
    informant: Informant | None = None
    note: Note | None = None


@dataclass(frozen=True)
class BrokerTipReceived:
    """To the office that passed a tip on: we have it. Nothing more is told of it."""

    received_on: date


@dataclass(frozen=True)
class RecommendationMade:
    """To an agency: who supervises the plan recommends this, by this paper. `number` is that of the recommendation in the
    supervision it is told about."""

    number: int
    unit: UnitCode | None
    topic: Code
    advice: Code
    paper: PaperNumber
    dated: date
    answer_by: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class RecommendationAnswered:
    """To who supervises the plan: this recommendation of this supervision was accepted, with what is done; or not, and why."""

    supervision: UUID
    number: int
    reply: Code
    reason: Code | None
    measure: Code | None
    paper: PaperNumber
    dated: date
