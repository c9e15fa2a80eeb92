"""A service that is given several times before it is finished: each time is written down by the agency, and the lead hears it.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.support.domain.words import ServicePlace
from shared.kernel.sealed import Note, Psychology
from shared.kernel.words import AgencyId, Code, PastDate, Source


@dataclass(frozen=True)
class GivePart:
    """One time of a service that goes on. `own_notes` are the counsellor's, for nobody else; `note` goes to the lead."""

    referral: UUID
    given_on: PastDate
    quantity: int = 1
    place: ServicePlace | None = None
    confirmed_by_person: bool = False
    own_notes: Psychology | None = None
    note: Note | None = None


@dataclass(frozen=True)
class LearnPart:
    """The agency told of one time; `teller` is its instance."""

    referral: UUID
    given_on: date
    quantity: int
    place: Code | None
    confirmed_by_person: bool
    note: Note | None = None
    teller: Source | None = None


@dataclass(frozen=True)
class PartGiven:
    """At the agency: she got the service once more, and it goes on."""

    referral: UUID
    service: Code
    given_on: date
    quantity: int
    place: Code | None
    confirmed_by_person: bool
    own_notes: Psychology | None = None
    note: Note | None = None


@dataclass(frozen=True)
class PartWasGiven:
    """At the lead, as the agency told it."""

    referral: UUID
    service: Code
    agency: AgencyId
    given_on: date
    quantity: int
    place: Code | None
    confirmed_by_person: bool
    note: Note | None = None
