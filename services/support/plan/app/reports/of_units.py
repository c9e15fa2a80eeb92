"""The papers of units: there from the day on which the plan runs, kept at their own desk or told to the lead."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles
from services.support.plan.app.units import KEPT, Whose, called, here, running
from services.support.plan.projections.reports import PaperLine
from shared.desk import Deed, Desk
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject
from shared.kernel.unit_papers import HandedIn, Obliged
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import Look
from shared.web.fields import Choice
from shared.web.words import Words

Papers = Shelf[Entry, PaperLine] | Kept[Entry, PaperLine] | None


@dataclass(frozen=True)
class Opened:
    """A file with whose it is, as a page shows it."""

    whose: Whose
    state: Any


class UnitFiles(PlanFiles):
    """The papers of units, of one kind: they are there from the day on which the plan runs, nobody begins one. `id_of` says under
    which id a unit's are kept; `own` are the deeds of whoever keeps them, all others are the lead's; `what` is handed in."""

    own: tuple[str, ...] = ()
    what: HandedIn

    def __init__(
        self,
        kind: Kind,
        desk: Desk,
        agency: AgencyId,
        words: Words,
        lines: Papers,
        id_of: Callable[[Code, AgencyId, Any], UUID],
    ) -> None:
        super().__init__(kind, desk, agency, words, lines)
        self.id_of = id_of

    def here(self) -> Iterator[Whose]:
        return here(self.desk, self.agency)

    def mine(self, actor: Actor) -> Iterator[Whose]:
        """Those this officer may read."""
        return (w for w in self.here() if self.desk.rights.judge(actor, self.kind.read, self.lies(w)).allowed)

    def id(self, whose: Whose) -> UUID:
        return self.id_of(whose.plan.id, whose.agency, whose.unit)

    def whose(self, file: UUID) -> Whose:
        """Raises `LookupError` where nobody's papers lie here under this id."""
        for whose in self.here():
            if self.id(whose) == file:
                return whose
        raise LookupError(str(file))

    def states(self) -> dict[Obliged, Any]:
        """Every file that lies here, by whose it is."""
        return {w.who: self.desk.ledger.now(self.kind.decider, self.id(w)).state for w in self.here()}

    def look(self, actor: Actor, file: UUID) -> Look:
        whose = self.whose(file)
        return self.standing_look(
            actor, file, self.lies(whose), lambda state: Opened(whose, state), called(self.desk, whose.who),
            lambda deed: whose.kept or deed.path not in self.own,
        )  # fmt: skip

    def place(self, file: Opened) -> Subject:
        return self.lies(file.whose)

    def lies(self, whose: Whose) -> Subject:
        return whose.lies(self.agency, self.kind.decider.name)

    def place_of(self, actor: Actor) -> Subject:
        """Where this officer's own would lie."""
        return Subject(self.agency, actor.unit, KEPT, self.kind.decider.name)

    def may_list(self, actor: Actor) -> bool:
        return any(self.mine(actor))

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:
        try:
            whose = self.whose(file)
        except LookupError:  # the blank form asks only which fields these are
            blank = {"agency": self.agency, "unit": actor.unit or "", "plan": "", "under": ""}
            return blank | self.more(deed, None)
        if deed.path in self.own and not whose.kept:
            raise NotPermitted("right.unit", "the papers of an agency that keeps its own")
        if not self.desk.rights.judge(actor, deed.name, self.lies(whose)).allowed:
            raise NotPermitted("right.unit", "the papers of another unit")
        by_the_desk = {"agency": whose.agency, "unit": whose.unit or "", "plan": whose.plan.id}
        return by_the_desk | {"under": whose.under.isoformat()} | self.more(deed, whose)

    def choice(self, kind: Code, value: str | tuple[str, ...] = "") -> Choice:
        """A list of the plan: when it has run out, the law of today knows it no more."""
        return Choice(tuple(self.words_of(kind).items()), value)

    def words_of(self, kind: Code) -> dict[Code, str]:
        now = running(self.desk)
        listed = self.desk.law_on(now.under).listed(kind) if now else {}
        return {code: item.vi for code, item in listed.items()}

    def more(self, deed: Deed, whose: Whose | None) -> dict[str, str]:  # noqa: ARG002 - a kind of its own says more
        """What the desk adds besides whose it is."""
        return {}

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, PaperLine]:
        """Those this officer may read; what nobody wrote into stands there too, so that a program finds where to write."""
        self.desk.rights.must(actor, self.kind.list_, self.place_of(actor))
        mine = {str(self.id(each)): each for each in self.mine(actor) if stage in (None, each.stage)}
        empty = {key: PaperLine(self.what, each.agency, each.unit, each.plan.id) for key, each in mine.items()}
        return {**empty, **(self.lines.some(list(mine)) if self.lines else {})}
