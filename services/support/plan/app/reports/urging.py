"""The desk of the letters that urge whoever is late."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from services.support.plan.app.files import Kind
from services.support.plan.app.reports.lead import Lead
from services.support.plan.app.reports.of_the_town import TownFiles
from services.support.plan.app.reports.places import deed, of_lead
from services.support.plan.app.units import KEPT, called, running
from services.support.plan.domain.reports.urging.urging import URGING, UrgeUnits, Urgings
from services.support.plan.domain.reports.words import urging_file
from shared.desk import Deed, Desk
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code
from shared.web.cases import About
from shared.web.fields import Choice
from shared.web.words import Words

URGINGS = About(
    "urging", "urgings", "urgings", "/units", lambda file: f"DD-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e04"), of_people=False,
)  # fmt: skip


def deeds(agency: AgencyId) -> list[Deed]:
    return [deed("support.urging.urge", "letter", UrgeUnits, URGING, of_lead(agency, URGING.name), "dated")]


class UrgingFiles(TownFiles):
    by_the_desk: ClassVar = {UrgeUnits: ("late",)}

    def __init__(self, desk: Desk, words: Words, lead: Lead) -> None:
        read = "support.urging.read"
        kind = Kind(URGINGS, URGING, read, read, lambda at, _: Subject(at, None, KEPT), bool)
        super().__init__(kind, desk, words, lead, urging_file)

    def may_urge(self, actor: Actor) -> bool:
        return self.desk.rights.judge(actor, "support.urging.urge", self.place(None)).allowed

    def state(self) -> Urgings:
        now = running(self.desk)
        urgings: Urgings = self.desk.ledger.now(URGING, urging_file(now.plan.id)).state if now else Urgings()
        return urgings

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        return replace(command, late=frozenset(each.who.code for each in self.lead.late(command.what)))

    def known(self, deed: Deed, actor: Actor, file: Urgings, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        return self.asked_of(typed.get("what"))

    def asked_of(self, what: Code | None) -> dict[str, Any]:
        """The form of a letter: for what there is somebody late, and to whom: all of them unless one is taken out."""
        whats = [each for each in self.lead.whats() if self.lead.late(each)]
        what = what if what in whats else next(iter(whats), None)
        late = [each.who for each in self.lead.late(what)] if what else []
        whom = tuple((who.code, called(self.desk, who)) for who in late)
        return {
            "what": Choice(tuple((each, self.said(each)) for each in whats), what or "", required=True),
            "whom": Choice(whom, tuple(code for code, _ in whom), required=True),
            "dated": self.desk.today(),
        }

    def said(self, what: Code) -> str:
        """What a letter is about, in words: "Rà soát tháng 6/2023"."""
        if what in self.lead.now.plan.dates:
            return self.words[f"handed_in.{what}"]
        year, _, month = what.partition(".")[2].partition("-")
        return self.words["handed_in.review"].format(month=int(month or 0), year=year)
