"""What can have happened to a proposal on the law.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.kernel.sealed import Note
from shared.kernel.words import Code, PaperNumber


@dataclass(frozen=True)
class ProposalDrafted:
    """`change` (list `law_changes`) of an article (None: of the whole) of a document (list `instruments`); `note` says which. The
    difficulties it rests on, by their ids; none, where it comes from reading the law."""

    drafted_on: date
    document: Code
    change: Code
    article: int | None = None
    difficulties: tuple[UUID, ...] = ()
    note: Note | None = None


@dataclass(frozen=True)
class ProposalReworded:
    """As it stands now; what it said before stays in the history."""

    document: Code
    change: Code
    article: int | None = None
    note: Note | None = None


@dataclass(frozen=True)
class DifficultiesAdded:
    """It rests on these too."""

    difficulties: tuple[UUID, ...]


@dataclass(frozen=True)
class ProposalSent:
    """To whom (list `bodies_above`), under which number."""

    sent_on: date
    to: Code
    number: PaperNumber


@dataclass(frozen=True)
class ProposalConcluded:
    """What came of it (list `proposal_outcomes`)."""

    concluded_on: date
    outcome: Code
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ProposalDropped:
    """It is not followed any more."""

    dropped_on: date
    note: Note | None = None


Event = ProposalDrafted | ProposalReworded | DifficultiesAdded | ProposalSent | ProposalConcluded | ProposalDropped
