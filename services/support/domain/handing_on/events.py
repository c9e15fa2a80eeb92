"""What can have happened when a support file is handed on. Stored for good: fields are added with defaults, none is renamed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, PaperNumber, Source


@dataclass(frozen=True)
class EarlierReferral:
    """A referral of the lead before, as far as the next one needs it: what, to whom, how far, until when."""

    referral: UUID
    service: Code
    agency: AgencyId
    inbox: Source | None
    offered_on: date
    stage: Code
    sections: tuple[Code, ...] = ()
    regime: Code | None = None
    answer_by: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class LeadOffered:
    """Another agency was asked to lead; until it answers, this one leads."""

    agency: AgencyId
    inbox: Source
    offered_on: date
    reason: Code
    sections: tuple[Code, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class LeadWasTaken:
    """The agency leads now; here the file is only read. What others tell this desk still is passed on. `sections`
    went along."""

    agency: AgencyId
    inbox: Source
    taken_on: date
    sections: tuple[Code, ...] = ()


@dataclass(frozen=True)
class LeadCameBack:
    """The agency does not take it over: this one goes on."""

    agency: AgencyId
    reason: Code
    returned_on: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReferralsTakenOver:
    """With the file came the referrals of the lead before, which passes on what is answered."""

    came_from: Source
    referrals: tuple[EarlierReferral, ...]


@dataclass(frozen=True)
class AnswerPassedOn:
    """The lead before passed on how a referral stands now."""

    referral: UUID
    stage: Code
    answered_on: date | None = None
    reason: Code | None = None
    quantity: int = 1
    note: Note | None = None


@dataclass(frozen=True)
class SentElsewhere:
    """She moved: the labour office of another place was asked by letter. Nobody has answered yet."""

    sent_on: date
    province: Code
    letter: PaperNumber
    letter_on: date
    ask_again_on: date
    sections: tuple[Code, ...] = ()
    addressee: Note | None = None


@dataclass(frozen=True)
class ReceivedElsewhere:
    """The office of the other place has taken her on."""

    received_on: date
    letter: PaperNumber
    letter_on: date
    note: Note | None = None
    her_view: Note | None = None
    not_asked: Code | None = None


Event = (
    LeadOffered | LeadWasTaken | LeadCameBack | ReferralsTakenOver | AnswerPassedOn | SentElsewhere | ReceivedElsewhere
)  # fmt: skip
