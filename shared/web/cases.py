"""What the doors of a service ask of an app that holds files: look at one, open its sealed parts, list, and do deeds.

Most files are about a case. A file about something else has the same doors at addresses of its own (`About`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from starlette.exceptions import HTTPException

from shared.access import Way
from shared.desk import Deed, Desk
from shared.kernel.codes import case_code, report_code
from shared.kernel.people import Actor
from shared.kernel.rights import Subject, Verdict
from shared.kernel.words import Code
from shared.ledger import Entry
from shared.search.seeker import Seeker
from shared.web.words import Words

Values = Mapping[str, Any]
"""By the name of their field."""


@dataclass(frozen=True)
class About:
    """What files are about: the noun in their addresses and answers, where they are listed (`/api/<listed>` for
    programs, `home` for people), how one is called aloud. Ids are made from command ids under the name `ids`."""

    one: Code
    many: Code
    listed: Code
    home: str
    code: Callable[[UUID], Code]
    ids: UUID
    of_people: bool = True
    """A look at a file about a person is recorded before it is given; at one of the plan's own work there is nobody in it."""

    def at(self, subject: UUID) -> str:
        """Where the page of one stands."""
        return f"/{self.many}/{subject}"


CASE = About("case", "cases", "queue", "/", case_code, UUID("6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11"))
REPORT = About("report", "reports", "reports", "/reports", report_code, UUID("b3d7a1c2-8e4f-4d61-9a0b-72c5e6f8d914"))


class Offer(NamedTuple):
    """A deed as the page of a file offers it: allowed, or greyed with the rule that says why."""

    deed: Deed
    verdict: Verdict


@dataclass(frozen=True)
class Look:
    """What a person sees of a case: its open part. `version` is that of the stream of `file`; `read` the position in the ledger
    at which they looked (None: nobody was shown it yet)."""

    subject: UUID
    code: Code
    stage: Code
    version: int
    file: Any
    offers: tuple[Offer, ...]
    entries: tuple[Entry, ...]
    about: About = CASE
    read: int | None = None

    @property
    def address(self) -> str:
        return self.about.at(self.subject)


class Cases(Protocol):
    """A service's app, as its doors see it. Everything raises `NotPermitted` for those who may not."""

    @property
    def desk(self) -> Desk: ...

    @property
    def about(self) -> About:
        """What its files are about."""
        ...

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

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:
        """The command with what it takes over from other files of this desk: a file named by its spoken code is found,
        what another file keeps sealed goes along unread. Raises `NotPermitted` where that is not this actor's."""
        ...

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:
        """Open values that stand in the form already, by field; `typed` is what a person sent and gets back: what else makes
        sense may depend on it."""
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
