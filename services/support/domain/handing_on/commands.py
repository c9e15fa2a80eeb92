"""What can be asked about handing a support file on, at the lead that hands it on and at the one that leads then."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.support.domain.following.words import NotAskedReason
from services.support.domain.handing_on.events import EarlierReferral
from services.support.domain.words import Disclosure, PlanItem, Risk
from shared.kernel.sealed import Contact, Health, Identity, Note
from shared.kernel.words import (
    AgeGroup,
    AgencyId,
    CaseId,
    Code,
    Ethnicity,
    PaperNumber,
    PastDate,
    Sex,
    Source,
    UnitCode,
)

HandingReason = Annotated[Code, Meta(extra={"list": "handing_reasons"})]
Province = Annotated[Code, Meta(extra={"list": "provinces"})]


@dataclass(frozen=True)
class OfferLead:
    """Another agency is asked to lead this case from now on. `giver`, who hands it on, is added by the desk; `sections` go
    along once it has said yes."""

    giver: AgencyId
    agency: AgencyId
    offered_on: PastDate
    reason: HandingReason
    she_agrees: bool
    sections: tuple[Disclosure, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class LearnLeadTaken:
    """`teller` said yes: from this moment it leads."""

    teller: Source
    taken_on: date


@dataclass(frozen=True)
class LearnLeadReturned:
    teller: Source
    reason: Code
    returned_on: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class OpenHandedFile:
    """The file came, as the lead before had it: who she is, how the identification ended, her needs, the plan, whom she was
    sent to, her circumstances, the risk as seen last and the next visit. `came_from` passes on what others tell it still."""

    case: CaseId
    came_from: Source
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
    items: tuple[PlanItem, ...] = ()
    referrals: tuple[EarlierReferral, ...] = ()
    known_on: date | None = None
    met: tuple[Code, ...] = ()
    not_met: tuple[Code, ...] = ()
    visited_on: date | None = None
    risk: Risk | None = None
    signs: tuple[Code, ...] = ()
    next_visit_on: date | None = None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    safe_contact: Contact | None = None
    health: Health | None = None


@dataclass(frozen=True)
class LearnPassedOnAnswer:
    """The lead before heard an answer to what it had asked for, and passed it on."""

    teller: Source
    referral: UUID
    stage: Code
    answered_on: date | None = None
    reason: Code | None = None
    quantity: int = 1
    note: Note | None = None


@dataclass(frozen=True)
class SendElsewhere:
    """She moved: the labour office of another place is asked by letter to go on. Which office exactly, is sealed."""

    sent_on: PastDate
    province: Province
    addressee: Note
    letter: PaperNumber
    letter_on: PastDate
    ask_again_on: date
    she_agrees: bool
    sections: tuple[Disclosure, ...] = ()


@dataclass(frozen=True)
class RecordElsewhereReceived:
    """That office answered that it has taken her on: with it the file is closed, so she is asked what she thinks."""

    received_on: PastDate
    letter: PaperNumber
    letter_on: PastDate
    note: Note | None = None
    her_view: Note | None = None
    not_asked: NotAskedReason | None = None


Learned = LearnLeadTaken | LearnLeadReturned | LearnPassedOnAnswer
Command = OfferLead | Learned | OpenHandedFile | SendElsewhere | RecordElsewhereReceived
