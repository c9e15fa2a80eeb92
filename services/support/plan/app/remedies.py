"""The desk of an office that was inspected: the remedies it has to carry out."""

from operator import attrgetter
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles
from services.support.plan.domain.inspections.asked import REMEDY, AskedRemedy, ReportRemedy
from shared.desk import Deed, SealedParts
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId
from shared.web.cases import About, Values

A_REMEDY = About(
    "remedy", "remedies", "remedies", "/inspections", lambda id_: f"KN-{id_.hex[:6].upper()}",
    UUID("0b7b6a57-0d4e-4f59-8c44-8a1e9b3f6d20"), of_people=False,
)  # fmt: skip
READ, LIST = "support.remedy.read", "support.remedy.list"


def deeds(agency: AgencyId) -> list[Deed]:
    """What an office can say of a remedy that was asked of it."""

    def place(remedy: AskedRemedy, _: Any, __: Actor) -> Subject:
        return place_of(agency, remedy)

    return [Deed("support.remedy.report", "report", ReportRemedy, REMEDY, place, attrgetter("done_on"))]


def place_of(agency: AgencyId, remedy: AskedRemedy) -> Subject:
    return Subject(agency, remedy.received.unit if remedy.received else None, remedy.state)


def _sealed(remedy: AskedRemedy) -> SealedParts:
    steps = {"ordered": remedy.received, "reported": remedy.report, "rechecked": remedy.rechecked}
    notes = {name: getattr(step, "note", None) for name, step in steps.items()}
    return {"note": {name: note for name, note in notes.items() if note}}


KIND = Kind(A_REMEDY, REMEDY, READ, LIST, place_of, lambda remedy: remedy.received is not None, _sealed)


class Remedies(PlanFiles):
    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        return {"done_on": self.desk.today()}
