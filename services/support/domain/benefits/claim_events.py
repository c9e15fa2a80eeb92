"""What can have happened with an application for a benefit, as the lead's file of the case has it.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, Dong, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class GuidedToApply:
    """She was told how and where to apply; the one-stop desk of her commune expects her (`inbox`) until `apply_by`."""

    application: UUID
    benefit: Code
    agency: AgencyId
    inbox: Source
    guided_on: date
    apply_by: date | None = None
    warnings: tuple[Code, ...] = ()
    unit: UnitCode | None = None


@dataclass(frozen=True)
class ApplicationArrived:
    """The commune confirmed it and sent the file; `late` after the day until which it could be made. It is appraised by
    `appraise_by`."""

    application: UUID
    one_stop_code: PaperNumber
    applied_on: date
    sent_on: date
    number: PaperNumber
    late: bool = False
    scan: Digest | None = None
    note: Note | None = None
    appraise_by: date | None = None


@dataclass(frozen=True)
class ApplicationReturned:
    """Something is missing: the commune completes it and sends it again; the days of appraisal begin anew."""

    application: UUID
    returned_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ApplicationWasWithdrawn:
    """The commune told: she does not want it any more."""

    application: UUID
    withdrawn_on: date


@dataclass(frozen=True)
class ApplicationAppraised:
    """What is proposed to the decider, in the submission `number`: an amount under the resolution that sets it, or a refusal
    with its reason."""

    application: UUID
    appraised_on: date
    number: PaperNumber
    proposes: bool
    amount: Dong | None = None
    resolution: PaperNumber | None = None
    resolution_on: date | None = None
    reason: Code | None = None
    note: Note | None = None


@dataclass(frozen=True)
class BenefitDecided:
    """The decision signed on paper. Granted: how much and for which period. Refused: why."""

    application: UUID
    number: PaperNumber
    dated: date
    granted: bool
    amount: Dong | None = None
    period: Code | None = None
    reason: Code | None = None
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class PaymentAssigned:
    """Who pays what was decided, with the decision: told to its `inbox`, the lead's own too."""

    application: UUID
    payer: AgencyId
    inbox: Source


@dataclass(frozen=True)
class RegisterWasAsked:
    """Whoever is to pay asked our register whether this is hers already: what it answered is sent there."""

    application: UUID
    asker: Source


@dataclass(frozen=True)
class BenefitWasPaid:
    """The payer told: so much was paid on this day, signed for on the list `receipt`. From here on its regime counts as
    received."""

    application: UUID
    paid_on: date
    amount: Dong
    receipt: PaperNumber
    confirmed_by_person: bool
    regime: Code | None = None


@dataclass(frozen=True)
class BenefitWasHeldBack:
    """The register has this benefit reserved under another application: nothing is paid, a person looks at both."""

    application: UUID
    held_by: UUID


@dataclass(frozen=True)
class BenefitWasReleased:
    """The payer told: the other application gave its place back, this one has it now."""

    application: UUID


@dataclass(frozen=True)
class DoubleWasFound:
    """Our register told: her cases were linked after both this and the application `other` had reserved the same."""

    application: UUID
    other: UUID


@dataclass(frozen=True)
class DoubleWasSettled:
    """Our register told: `other` gave its place back, or the two are not one person's after all."""

    application: UUID
    other: UUID


@dataclass(frozen=True)
class PaymentStopAsked:
    """What is decided is not to be paid any more, by this paper: told to whoever pays."""

    application: UUID
    number: PaperNumber
    dated: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class PaymentWasStopped:
    """The payer told: nothing more is paid; so much was, until then."""

    application: UUID
    paid: int


@dataclass(frozen=True)
class ComplaintRecorded:
    """She complains about what was decided, or not decided."""

    application: UUID
    complained_on: date
    note: Note | None = None


MoneyEvent = (
    PaymentAssigned | RegisterWasAsked | BenefitWasPaid | BenefitWasHeldBack | BenefitWasReleased | DoubleWasFound
    | DoubleWasSettled | PaymentStopAsked | PaymentWasStopped
)  # fmt: skip
"""What happens with the money once it was decided."""
Event = (
    GuidedToApply | ApplicationArrived | ApplicationReturned | ApplicationWasWithdrawn | ApplicationAppraised
    | BenefitDecided | ComplaintRecorded | MoneyEvent
)  # fmt: skip
