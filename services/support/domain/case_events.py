"""What can have happened to a case in support.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.support.domain.benefits import claim_events
from services.support.domain.following import events as following
from services.support.domain.granted import ReferralProlonged
from services.support.domain.handing_on import events as handing_events
from services.support.domain.services.parts import PartWasGiven
from services.support.domain.stays import stay_events
from services.support.domain.words import PlanItem
from shared.kernel.sealed import Contact, Health, Identity, Note, Relatives
from shared.kernel.words import AgeGroup, AgencyId, CaseId, Code, Ethnicity, PaperNumber, Sex, Source, UnitCode


@dataclass(frozen=True)
class CaseOpened:
    """The lead agency opened its support file for a person who was received; `past`: long ago, as a spreadsheet says."""

    case: CaseId
    code: Code
    unit: UnitCode | None
    received_on: date
    sex: Sex
    age_group: AgeGroup
    ethnicity: Ethnicity
    person_status: Code
    essential_needs: tuple[Code, ...]
    first_examination: bool
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    relatives: Relatives | None = None
    confidentiality: tuple[Code, ...] = ()
    representative_suspected: bool = False
    safe_contact: Contact | None = None
    past: bool = False


@dataclass(frozen=True)
class WishesLearned:
    """Intake told what she wants kept from whom, and whether and how she can be reached safely."""

    safety: Code | None
    confidentiality: tuple[Code, ...]
    representative_suspected: bool
    reachable: bool
    safe_contact: Contact | None = None


@dataclass(frozen=True)
class StatusLearned:
    """Intake told how the identification ended."""

    status: Code
    decided_on: date
    proof_type: Code | None = None


@dataclass(frozen=True)
class NeedsAssessed:
    """Her needs were assessed; a later assessment stands beside the earlier one."""

    assessed_on: date
    needs: tuple[Code, ...]
    health: Health | None = None
    note: Note | None = None


@dataclass(frozen=True)
class CircumstancesRecorded:
    """What benefits ask for (list `circumstances`) and is known: true of her, or not true. The rest is not known."""

    known_on: date
    met: tuple[Code, ...] = ()
    not_met: tuple[Code, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class ReadingChosen:
    """Of texts that disagree this one is followed for her (list `readings`): decided by a person who may."""

    chosen_on: date
    reading: Code
    note: Note | None = None


@dataclass(frozen=True)
class PlanAgreed:
    """A support plan was agreed with her, line by line; a changed plan stands beside the earlier one. Plans of the first
    version have her goals in one text; since then each is a `GoalAgreed`."""

    agreed_on: date
    items: tuple[PlanItem, ...]
    warnings: tuple[Code, ...] = ()
    goals: Note | None = None


@dataclass(frozen=True)
class ReferralOffered:
    """An agency was asked for a service: by message to `inbox`, or by letter where it has no instance.

    `basis` is why sections of her file may go along, for `purpose` and until the day `until`; `warnings` are rules of the
    law that are not sure enough to refuse.
    """

    referral: UUID
    service: Code
    agency: AgencyId
    inbox: Source | None
    offered_on: date
    sections: tuple[Code, ...]
    basis: Code
    regime: Code | None = None
    answer_by: date | None = None
    letter: PaperNumber | None = None
    letter_on: date | None = None
    warnings: tuple[Code, ...] = ()
    note: Note | None = None
    purpose: Code | None = None
    until: date | None = None


@dataclass(frozen=True)
class ReferralWasAccepted:
    """`begins_on` is the day on which the agency means to begin, if it named one."""

    referral: UUID
    accepted_on: date
    letter: PaperNumber | None = None
    letter_on: date | None = None
    begins_on: date | None = None


@dataclass(frozen=True)
class ReferralWasDeclined:
    referral: UUID
    reason: Code
    note: Note | None = None
    letter: PaperNumber | None = None
    letter_on: date | None = None
    declined_on: date | None = None


@dataclass(frozen=True)
class ReferralCameBack:
    """The agency misses something: it is completed and offered again."""

    referral: UUID
    reason: Code
    note: Note | None = None
    letter: PaperNumber | None = None
    letter_on: date | None = None
    returned_on: date | None = None


@dataclass(frozen=True)
class DeliveryConfirmed:
    """The service reached her, all of it: from here on its regime counts as received."""

    referral: UUID
    service: Code
    agency: AgencyId
    regime: Code | None
    delivered_on: date
    quantity: int
    confirmed_by_person: bool
    note: Note | None = None
    letter: PaperNumber | None = None
    letter_on: date | None = None
    place: Code | None = None
    outcome: Code | None = None


@dataclass(frozen=True)
class DeliveryFailed:
    referral: UUID
    reason: Code
    letter: PaperNumber | None = None
    letter_on: date | None = None


@dataclass(frozen=True)
class CaseClosed:
    """With her view, or why she could not be asked (list `not_asked_reasons`); `warnings` are what was said of it."""

    closed_on: date
    reason: Code
    her_view: Note | None = None
    not_asked: Code | None = None
    warnings: tuple[Code, ...] = ()


@dataclass(frozen=True)
class CaseReopened:
    reopened_on: date
    reason: Code
    note: Note | None = None


ClaimEvent = claim_events.Event
StayEvent = stay_events.Event
Answered = ReferralWasAccepted | ReferralWasDeclined | ReferralCameBack | DeliveryConfirmed | DeliveryFailed
CaseworkEvent = (
    CaseOpened | WishesLearned | StatusLearned | NeedsAssessed | CircumstancesRecorded | ReadingChosen | PlanAgreed
    | ReferralOffered | ReferralProlonged | Answered | PartWasGiven | CaseClosed | CaseReopened
)  # fmt: skip
FollowingEvent = following.Event
HandingEvent = handing_events.Event
Event = CaseworkEvent | ClaimEvent | StayEvent | FollowingEvent | HandingEvent
