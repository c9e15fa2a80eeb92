"""What support tells: a service was asked for, accepted or not, delivered or not; a benefit was applied for, decided and
paid; and that the case was closed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.handed import EarlierReferral, PlannedItem
from shared.kernel.sealed import Contact, Health, Identity, Note
from shared.kernel.words import AgeGroup, AgencyId, Code, Digest, Dong, Ethnicity, PaperNumber, Sex, UnitCode


@dataclass(frozen=True)
class ReferralOffered:
    """To an agency: please help with this service. `sections` of the file come along, for `purpose` and until the day
    `until`, on which an answer can be given for the last time (None: no last day); what she wants kept from whom always
    does: it binds whoever works for her."""

    referral: UUID
    code: Code
    unit: UnitCode | None
    service: Code
    regime: Code | None
    offered_on: date
    answer_by: date | None
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    health: Health | None = None
    note: Note | None = None
    confidentiality: tuple[Code, ...] = ()
    representative_suspected: bool = False
    reachable: bool = True
    safe_contact: Contact | None = None
    purpose: Code | None = None
    until: date | None = None
    sections: tuple[Code, ...] | None = None


@dataclass(frozen=True)
class ReferralProlonged:
    """To the agency that was asked: she and the lead let what was granted run on until this day."""

    referral: UUID
    until: date


@dataclass(frozen=True)
class WishesPassedOn:
    """To every agency that works on a referral, or has helped: from now on this is kept from whom, and so she is reached."""

    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class ReferralAccepted:
    """`begins_on` is the day on which the service is to begin, if it is known."""

    referral: UUID
    accepted_on: date
    begins_on: date | None = None


@dataclass(frozen=True)
class ReferralDeclined:
    referral: UUID
    reason: Code
    note: Note | None = None
    declined_on: date | None = None


@dataclass(frozen=True)
class ReferralReturned:
    """Something is missing: the lead completes it and offers again."""

    referral: UUID
    reason: Code
    note: Note | None = None
    returned_on: date | None = None


@dataclass(frozen=True)
class ServicePartGiven:
    """She got the service once more, and it goes on."""

    referral: UUID
    given_on: date
    quantity: int
    place: Code | None
    confirmed_by_person: bool
    note: Note | None = None


@dataclass(frozen=True)
class ServiceDelivered:
    """The service is finished: `quantity` is all of it, with its parts."""

    referral: UUID
    delivered_on: date
    quantity: int
    confirmed_by_person: bool
    note: Note | None = None
    place: Code | None = None
    outcome: Code | None = None


@dataclass(frozen=True)
class ServiceNotDelivered:
    referral: UUID
    reason: Code


@dataclass(frozen=True)
class SupportClosed:
    """To every agency that had a referral: the case is closed, open grants end."""

    closed_on: date
    reason: Code


@dataclass(frozen=True)
class LeadOffered:
    """To an agency that may lead: please lead this case from now on. The file follows once you have said yes."""

    code: Code
    unit: UnitCode | None
    offered_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class LeadTaken:
    """To whoever asked: we lead from now on."""

    taken_on: date


@dataclass(frozen=True)
class LeadReturned:
    """To whoever asked: we do not take it over, for this reason."""

    reason: Code
    returned_on: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class FileHandedOver:
    """To whoever leads now: who she is as far as she lets it go along, how the identification ended, her needs as assessed
    last, the plan that holds, to whom she was sent, her circumstances, the risk as seen last and the next visit."""

    code: Code
    unit: UnitCode | None
    received_on: date
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    person_status: Code
    essential_needs: tuple[Code, ...]
    first_examination: bool
    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    status: Code | None = None
    decided_on: date | None = None
    proof_type: Code | None = None
    assessed_on: date | None = None
    needs: tuple[Code, ...] = ()
    agreed_on: date | None = None
    items: tuple[PlannedItem, ...] = ()
    referrals: tuple[EarlierReferral, ...] = ()
    known_on: date | None = None
    met: tuple[Code, ...] = ()
    not_met: tuple[Code, ...] = ()
    visited_on: date | None = None
    risk: Code | None = None
    signs: tuple[Code, ...] = ()
    next_visit_on: date | None = None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    safe_contact: Contact | None = None
    health: Health | None = None


@dataclass(frozen=True)
class LeadChanged:
    """To every agency that works for her: this one leads now. Answers go where they went; they are passed on."""

    agency: AgencyId
    since: date


@dataclass(frozen=True)
class AnswerPassedOn:
    """From the lead before to the one that leads now: so a referral stands."""

    referral: UUID
    stage: Code
    answered_on: date | None = None
    reason: Code | None = None
    quantity: int = 1
    note: Note | None = None


@dataclass(frozen=True)
class StatusPassedOn:
    """From the lead before to the one that leads now: so the identification ended."""

    status: Code
    decided_on: date
    proof_type: Code | None = None


@dataclass(frozen=True)
class WishesHandedOn:
    """From the lead before to the one that leads now: her wishes, as intake told them last."""

    safety: Code | None
    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class ApplicationAwaited:
    """To the one-stop desk of a commune: somebody was guided to you to apply for this benefit, until `apply_by`."""

    application: UUID
    code: Code
    unit: UnitCode | None
    benefit: Code
    guided_on: date
    apply_by: date | None
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    name: Identity | None = None
    birth: Identity | None = None
    confidentiality: tuple[Code, ...] = ()
    representative_suspected: bool = False
    reachable: bool = True
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class ApplicationSent:
    """To the lead: she applied, we confirm it, here is the file."""

    application: UUID
    one_stop_code: PaperNumber
    applied_on: date
    sent_on: date
    number: PaperNumber
    late: bool = False
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ApplicationWithdrawn:
    """To the lead: she does not want it any more."""

    application: UUID
    withdrawn_on: date


@dataclass(frozen=True)
class ApplicationReturned:
    """To the commune: something is missing; complete it and send it again."""

    application: UUID
    returned_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class BenefitDecided:
    """To the commune where she applied, which tells her: granted or refused, by which signed paper."""

    application: UUID
    number: PaperNumber
    dated: date
    granted: bool
    amount: Dong | None = None
    reason: Code | None = None


@dataclass(frozen=True)
class PaymentOrdered:
    """To whoever pays: so much is hers by this decision. Ask the register, then pay."""

    application: UUID
    code: Code
    unit: UnitCode | None
    benefit: Code
    period: Code
    amount: Dong
    number: PaperNumber
    dated: date
    name: Identity | None = None


@dataclass(frozen=True)
class ReservationAsked:
    """To the lead's register, before anything is paid: is this benefit free for her in this period?"""

    application: UUID
    benefit: Code
    period: Code


@dataclass(frozen=True)
class ReservationAnswered:
    """To whoever asked: reserved, or held by another application. `case` is whose it is: the register speaks for itself."""

    case: UUID
    application: UUID
    reserved: bool
    held_by: UUID | None = None


@dataclass(frozen=True)
class BenefitPaid:
    """To the lead: so much was paid, signed for on the list `receipt`."""

    application: UUID
    paid_on: date
    amount: Dong
    receipt: PaperNumber
    confirmed_by_person: bool


@dataclass(frozen=True)
class PaymentHeldBack:
    """To the lead: the register has this benefit reserved under the application `held_by`; nothing is paid."""

    application: UUID
    held_by: UUID


@dataclass(frozen=True)
class PaymentReleased:
    """To the lead: what was held back has its place in the register now, and is paid."""

    application: UUID


@dataclass(frozen=True)
class PaymentStopAsked:
    """To whoever pays: by this paper the rest is not to be paid any more."""

    application: UUID
    number: PaperNumber
    dated: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class PaymentStopped:
    """To the lead: nothing more is paid under this order; so much was, until then."""

    application: UUID
    paid: int


@dataclass(frozen=True)
class DoubleFound:
    """The register to its own agency: `application` of this case and `other` of another one reserved the same for one
    person."""

    case: UUID
    application: UUID
    other: UUID


@dataclass(frozen=True)
class DoubleSettled:
    """The register to its own agency: the two do not stand in each other's way any more."""

    case: UUID
    application: UUID
    other: UUID
