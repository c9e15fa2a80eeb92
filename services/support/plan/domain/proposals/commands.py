"""What can be asked of a proposal on the law."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from shared.kernel.difficulties import DOCUMENTS
from shared.kernel.sealed import Note
from shared.kernel.words import Code, PaperNumber, PastDate

Document = Annotated[Code, Meta(extra={"list": DOCUMENTS})]
Change = Annotated[Code, Meta(extra={"list": "law_changes"})]
Article = Annotated[int, Meta(ge=1, le=999)]


@dataclass(frozen=True, kw_only=True)
class DraftProposal:
    drafted_on: PastDate
    document: Document
    article: Article | None = None
    change: Change
    note: Note
    difficulties: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True)
class RewordProposal:
    document: Document
    article: Article | None = None
    change: Change
    note: Note


@dataclass(frozen=True, kw_only=True)
class AddDifficulties:
    difficulties: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True)
class SendProposal:
    sent_on: PastDate
    to: Annotated[Code, Meta(extra={"list": "bodies_above"})]
    number: PaperNumber


@dataclass(frozen=True, kw_only=True)
class ConcludeProposal:
    concluded_on: PastDate
    outcome: Annotated[Code, Meta(extra={"list": "proposal_outcomes"})]
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class DropProposal:
    dropped_on: PastDate
    note: Note


Command = DraftProposal | RewordProposal | AddDifficulties | SendProposal | ConcludeProposal | DropProposal
