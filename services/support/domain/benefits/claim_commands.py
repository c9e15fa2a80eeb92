"""What can be asked about an application for a benefit at the lead: by an officer, or by a policy when another ledger told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.support.domain.words import BenefitCode, RefusalReason, ReturnReason, StopReason
from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, Dong, PaperNumber, PastDate, Source, UnitCode


@dataclass(frozen=True)
class GuideToApply:
    """She agrees that her name goes to the one-stop desk of her commune: `unit`, where she lives, or the one her file names."""

    benefit: BenefitCode
    guided_on: PastDate
    she_agrees: bool
    unit: UnitCode | None = None


@dataclass(frozen=True)
class ReturnApplication:
    application: UUID
    returned_on: PastDate
    reason: ReturnReason
    note: Note | None = None


@dataclass(frozen=True)
class AppraiseApplication:
    """`proposes`: that it is granted; then with the amount and the resolution that sets it. Else with the reason."""

    application: UUID
    appraised_on: PastDate
    number: PaperNumber
    proposes: bool
    amount: Dong | None = None
    resolution: PaperNumber | None = None
    resolution_on: PastDate | None = None
    reason: RefusalReason | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RecordBenefitDecision:
    """A signed decision: granted with the amount, who pays, and the period where it is given more than once."""

    application: UUID
    number: PaperNumber
    dated: PastDate
    granted: bool
    amount: Dong | None = None
    payer: AgencyId | None = None
    period: Code | None = None
    reason: RefusalReason | None = None
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class RecordComplaint:
    application: UUID
    complained_on: PastDate
    note: Note


@dataclass(frozen=True)
class StopPayment:
    """By the paper that says so (decision revoked, or why nobody can be paid): whoever pays is told at once."""

    application: UUID
    number: PaperNumber
    dated: PastDate
    reason: StopReason
    note: Note | None = None


@dataclass(frozen=True)
class LearnApplication:
    """The commune sent it (`teller`)."""

    teller: Source
    application: UUID
    one_stop_code: PaperNumber
    applied_on: date
    sent_on: date
    number: PaperNumber
    late: bool = False
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class LearnWithdrawal:
    teller: Source
    application: UUID
    withdrawn_on: date


@dataclass(frozen=True)
class LearnPayment:
    teller: Source
    application: UUID
    paid_on: date
    amount: Dong
    receipt: PaperNumber
    confirmed_by_person: bool


@dataclass(frozen=True)
class LearnRegisterAsked:
    application: UUID
    asker: Source


@dataclass(frozen=True)
class LearnHeldBack:
    application: UUID
    held_by: UUID


@dataclass(frozen=True)
class LearnReleased:
    application: UUID


@dataclass(frozen=True)
class LearnDouble:
    application: UUID
    other: UUID
    found: bool


@dataclass(frozen=True)
class LearnStopped:
    teller: Source
    application: UUID
    paid: int


DAY_OF: Mapping[type, str] = {
    GuideToApply: "guided_on",
    ReturnApplication: "returned_on",
    AppraiseApplication: "appraised_on",
    RecordBenefitDecision: "dated",
    RecordComplaint: "complained_on",
    StopPayment: "dated",
}
"""The field that says on which day an officer's deed was done."""
AboutMoney = LearnRegisterAsked | LearnHeldBack | LearnReleased | LearnDouble | LearnStopped
"""What the payer and the register told of decided money."""
Learned = LearnApplication | LearnWithdrawal | LearnPayment | AboutMoney
Command = (
    GuideToApply | ReturnApplication | AppraiseApplication | RecordBenefitDecision | RecordComplaint | StopPayment | Learned
)  # fmt: skip
