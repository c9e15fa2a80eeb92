"""What the doors of a service with cases ask of its app: look at a case, open its sealed parts, list, and do deeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from starlette.exceptions import HTTPException

from shared.access import Way
from shared.desk import Deed, Desk
from shared.kernel.people import Actor
from shared.kernel.rights import Subject, Verdict
from shared.kernel.words import Code
from shared.ledger import Entry
from shared.search.seeker import Seeker
from shared.web.words import Words


class Offer(NamedTuple):
    """A deed as the case page offers it: allowed, or greyed with the rule that says why."""

    deed: Deed
    verdict: Verdict


@dataclass(frozen=True)
class Look:
    """What a person sees of a case: its open part. `version` is that of the stream of `file`."""

    case: UUID
    code: Code
    stage: Code
    version: int
    file: Any
    offers: tuple[Offer, ...]
    entries: tuple[Entry, ...]


class Cases(Protocol):
    """A service's app, as its doors see it. Everything raises `NotPermitted` for those who may not."""

    @property
    def desk(self) -> Desk: ...

    @property
    def words(self) -> Words:
        """Labels of fields, names of deeds and events, sentences of refusals."""
        ...

    @property
    def opening(self) -> Deed | None:
        """The deed that begins a case; None where cases begin by being told."""
        ...

    @property
    def seeker(self) -> Seeker | None:
        """Finds cases by what was told of a person; None where no index is kept."""
        ...

    def look(self, actor: Actor, case: UUID) -> Look:
        """The open part of a case. Raises `LookupError` when there is no such case."""
        ...

    def place(self, file: Any) -> Subject:
        """Where the readable part of a file lies and how far it is, for the table of rights."""
        ...

    def open(self, actor: Actor, case: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """Sealed sections, opened after the reading was recorded."""
        ...

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:
        """The cases this person may list, by id: the lines of the queue view."""
        ...

    def caught_up(self, position: int) -> None:
        """Return as soon as the queue shows this entry, or after a moment: a list never surprises the one who wrote."""
        ...

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:
        """Fields of the command that nobody types and nobody may send: what the desk knows itself."""
        ...

    def known(self, deed: Deed, actor: Actor, file: Any) -> Mapping[str, Any]:
        """Open values that stand in the form already, by field."""
        ...


def found(cases: Cases, actor: Actor, case: UUID) -> Look:
    """The open part of a case; 404 when there is none."""
    try:
        return cases.look(actor, case)
    except LookupError as none:
        raise HTTPException(404) from none


def offers(desk: Desk, actor: Actor, deeds: Sequence[Deed], state: Any) -> tuple[Offer, ...]:
    """What may be done with a file now. A deed's `subject` bears None for the command: nothing is typed yet."""
    return tuple(Offer(d, desk.rights.judge(actor, d.name, d.subject(state, None, actor))) for d in deeds)
