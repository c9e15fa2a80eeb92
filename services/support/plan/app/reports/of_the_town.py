"""Files of the lead's own, one under each plan: the letters, and the reports of the town."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles
from services.support.plan.app.reports.lead import Lead
from services.support.plan.app.units import KEPT, leads, running
from shared.desk import Deed, Desk
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code
from shared.web.cases import Look
from shared.web.words import Words


@dataclass(frozen=True)
class OfTown:
    """A file of the lead's own: the letters, or the reports of the town."""

    state: Any


class TownFiles(PlanFiles):
    """A file of the lead's own, one under each plan."""

    by_the_desk: ClassVar[Mapping[type, tuple[str, ...]]] = {}
    """What the lead has been told, by command: nobody types it."""

    def __init__(self, kind: Kind, desk: Desk, words: Words, lead: Lead, id_of: Callable[[Code], UUID]) -> None:
        super().__init__(kind, desk, lead.plans.agency, words)
        self.lead, self.id_of = lead, id_of

    def id(self) -> UUID:
        """Raises `LookupError` when no plan runs."""
        return self.id_of(self.lead.now.plan.id)

    def may_list(self, actor: Actor) -> bool:
        allowed = self.desk.rights.judge(actor, self.kind.list_, self.place(None)).allowed
        return allowed and leads(self.desk, self.agency)

    def look(self, actor: Actor, file: UUID) -> Look:
        if file != self.id():
            raise LookupError(str(file))
        return self.standing_look(actor, file, self.place(None), OfTown)

    def place(self, file: Any) -> Subject:  # noqa: ARG002 - as `Cases` asks
        return Subject(self.agency, None, KEPT, self.kind.decider.name)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - as `Cases` asks
        """The one there is, as it stands; none where no plan runs."""
        self.desk.rights.must(actor, self.kind.list_, self.place(None))
        if running(self.desk) is None:
            return {}
        return {str(self.id()): self.desk.ledger.now(self.kind.decider, self.id()).state}

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        now = running(self.desk)
        said = {"plan": now.plan.id if now else "", "under": now.under.isoformat() if now else ""}
        return said | dict.fromkeys(self.by_the_desk.get(deed.command, ()), "")
