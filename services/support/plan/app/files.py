"""What the files of the plan's work have in common: who may look at one, what waits, which deeds there are.

A room says what is its own in a `Kind` and, where it adds or takes over values, in a subclass of `PlanFiles`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from shared.access import Way
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.decider import AnyDecider
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry
from shared.search.seeker import Seeker
from shared.views import Kept, Shelf
from shared.web.cases import About, Look, Values, offers
from shared.web.fields import Choice
from shared.web.words import Words


def nothing_sealed(_: Any) -> SealedParts:
    return {}


def day_of(name: Code) -> Callable[[Any], date | None]:
    """For a deed: on which day it was true, by the field of its command that says so; "": none does."""
    return attrgetter(name) if name else lambda _: None


def first_of(told: Iterable[tuple[str, str]]) -> Choice:
    """Which line of a file is meant: the first, unless another is chosen."""
    lines = tuple(told)
    return Choice(lines, lines[0][0] if lines else "", required=True)


def called(law: Law, agency: AgencyId, unit: UnitCode | None) -> str:
    """A unit, or an agency without units, as lists call it."""
    if unit and unit in law.units:
        return law.units[unit].vi
    return law.agencies[agency].vi if agency in law.agencies else agency


def holds(law: Law, power: Code, agency: AgencyId) -> bool:
    """Is this the one agency that holds the power?"""
    holder = law.holder(power)
    return holder is not None and holder.id == agency


@dataclass(frozen=True)
class Kind:
    """A kind of file. `read` and `list_` are the deeds of looking at one and at all; `place` says where a file lies and how far
    it is, from its state; `sealed` gives its sealed values by section; `there` whether anything was written into it."""

    about: About
    decider: AnyDecider
    read: Code
    list_: Code
    place: Callable[[AgencyId, Any], Subject]
    there: Callable[[Any], bool]
    sealed: Callable[[Any], SealedParts] = nothing_sealed


class PlanFiles:
    """The app of one kind of file at one agency: what its doors ask for (`shared.web.cases.Cases`). `opening` is the path of the
    deed that begins a file, if one does."""

    seeker: Seeker | None = None  # nobody is looked for in the plan's work

    def __init__(
        self,
        kind: Kind,
        desk: Desk,
        agency: AgencyId,
        words: Words,
        lines: Shelf[Entry, Any] | Kept[Entry, Any] | None = None,
        opening: str | None = None,
    ) -> None:
        self.kind, self.desk, self.agency, self.words, self.lines = kind, desk, agency, words, lines
        self.about = kind.about
        self.opening: Deed | None = desk.deeds[opening] if opening else None

    def look(self, actor: Actor, file: UUID) -> Look:
        """The open part of a file. Raises `LookupError` when there is none of this id, `NotPermitted`."""
        loaded = self.desk.ledger.load(self.kind.decider, file)
        if not self.kind.there(loaded.state):
            raise LookupError(str(file))
        on = self.place(loaded.state)
        self.desk.rights.must(actor, self.kind.read, on)
        later = [deed for deed in self.desk.deeds.values() if deed is not self.opening]
        offered = offers(self.desk, actor, later, loaded.state)
        return Look(
            file, self.about.code(file), on.stage, loaded.version, loaded.state, offered, loaded.entries, self.about
        )

    def standing_look(
        self,
        actor: Actor,
        file: UUID,
        on: Subject,
        shown: Callable[[Any], Any],
        title: str = "",
        fits: Callable[[Deed], bool] = lambda _: True,
    ) -> Look:
        """The open part of a file that nobody begins: it lies at `on` also while nothing is written into it. `shown` is what a
        page gets of its state; only deeds that fit are offered. Raises `NotPermitted`."""
        self.desk.rights.must(actor, self.kind.read, on)
        loaded = self.desk.ledger.load(self.kind.decider, file)
        offered = offers(self.desk, actor, [deed for deed in self.desk.deeds.values() if fits(deed)], loaded.state)
        title = title or self.about.code(file)
        return Look(file, title, on.stage, loaded.version, shown(loaded.state), offered, loaded.entries, self.about)

    def place(self, file: Any) -> Subject:
        """Where it lies, for the table of rights: what is sealed here is no part of any case."""
        return replace(self.kind.place(self.agency, file), kind=self.kind.decider.name)

    def open(self, actor: Actor, file: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """Sealed sections in clear; the reading is recorded first."""
        seen = self.look(actor, file)
        return self.desk.open(actor, file, self.place(seen.file), self.kind.sealed(seen.file), sections, way).sections

    def sections(self, actor: Actor, file: Any) -> dict[Code, bool]:
        """The sections that hold something here, and whether this actor may open them."""
        return self.desk.sections(actor, self.place(file), self.kind.sealed(file))

    def may_list(self, actor: Actor) -> bool:
        return self.desk.rights.judge(actor, self.kind.list_, Subject(self.agency, actor.unit, "none")).allowed

    def reach(self, actor: Actor) -> dict[str, UnitCode | None]:
        """What lines must say so that this person may list them: nothing, who lists the whole agency; else the own unit, which in
        an agency without units is none. Raises `NotPermitted`."""
        return {"unit": actor.unit} if self.desk.reach(actor, self.kind.list_) else {}

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:
        """The files this person may list, by id."""
        reach = self.reach(actor)
        return self.lines.where(**reach, **({"stage": stage} if stage else {})) if self.lines else {}

    def caught_up(self, position: int) -> None:
        if self.lines:
            self.lines.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        """What the desk knows itself; a room that adds something says so."""
        return {}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        return command

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        """What stands in a form already; a room that knows something says so."""
        return {}
