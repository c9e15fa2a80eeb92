"""The desk of the rosters: who is on one, what is offered, whose name is opened."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, day_of, holds
from services.support.plan.domain.training import officer_commands as of_officer
from services.support.plan.domain.training.officer_rules import LEADS, OFFICER, SERVICE
from services.support.plan.domain.training.roster import Officer, RosterLine
from services.support.plan.domain.training.words import RosterStage
from shared.access import Way
from shared.desk import FORGOTTEN, Deed, Desk, SealedParts
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.trained import TrainedOn, trained_on
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import About, Values
from shared.web.fields import LEFT_OUT, Choice
from shared.web.pages import desk_name
from shared.web.words import Words

AN_OFFICER = About(
    "officer", "officers", "officers", "/officers", lambda officer: f"CB-{officer.hex[:6].upper()}",
    UUID("5f7d6c0e-6a43-4c0c-9f25-0f6a3d9b7c21"), of_people=False,
)  # fmt: skip
IDENTITY: Code = "identity"


def deeds(agency: AgencyId) -> list[Deed]:
    def place(officer: Officer, command: Any, actor: Actor) -> Subject:
        if officer.line.stage is RosterStage.NONE:  # not there yet: it will stand in the unit of whoever lists it
            return Subject(agency, command.unit if command else actor.unit, RosterStage.NONE)
        return _place(agency, officer)

    def deed(name: Code, path: str, command: type[Any], day: str = "") -> Deed:
        return Deed(f"support.officer.{name}", path, command, OFFICER, place, day_of(day))

    return [
        deed("add", "new", of_officer.ListOfficer, "since"),
        deed("correct", "correction", of_officer.CorrectOfficer),
        deed("leave", "leaving", of_officer.RecordLeaving, "until"),
        deed("back", "coming-back", of_officer.TakeOfficerBack, "since"),
        deed("strike", "striking", of_officer.StrikeOfficer),
        deed("earlier", "earlier-training", of_officer.RecordEarlierTraining, "held_on"),
        deed("strike_earlier", "earlier-training-striking", of_officer.StrikeEarlierTraining),
    ]


def _place(agency: AgencyId, officer: Officer) -> Subject:
    return Subject(agency, officer.line.unit, officer.line.stage)


def name_of(officer: Officer) -> SealedParts:
    return {IDENTITY: {"name": officer.name}}


KIND = Kind(AN_OFFICER, OFFICER, "support.officer.read", "support.officer.list", _place, bool, name_of)


class Officers(PlanFiles):
    """The rosters kept or known here: those of the own units or agency, of agencies that cannot write themselves, and, at the
    lead, those of all who told."""

    def __init__(
        self, desk: Desk, agency: AgencyId, words: Words, lines: Shelf[Entry, RosterLine] | Kept[Entry, RosterLine]
    ) -> None:
        super().__init__(KIND, desk, agency, words, lines, "new")

    def lines_of(self, actor: Actor) -> Mapping[str, RosterLine]:
        """Those this officer may list, by id. Raises `NotPermitted`."""
        return self.queue(actor)

    def trained_on(self, actor: Actor, day: date) -> TrainedOn:
        """Target T3 over the rosters this officer may list. Raises `NotPermitted`."""
        return trained_on(day, self.lines_of(actor))

    @property
    def leads(self) -> bool:
        """Do the rosters of all agencies come together here?"""
        return holds(self.desk.law(), LEADS, self.agency)

    def names(self, actor: Actor, officers: Iterable[UUID], way: Way, paper: Code | None = None) -> dict[UUID, str]:
        """The names of those whose name this actor may read; each reading is recorded with the officer it is of."""
        found = {}
        for id_ in officers:
            officer: Officer = self.desk.ledger.now(OFFICER, id_).state
            place, sealed = self.place(officer), name_of(officer)
            if self.desk.sections(actor, place, sealed).get(IDENTITY):
                name = self.desk.open(actor, id_, place, sealed, [IDENTITY], way, paper).sections[IDENTITY]["name"]
                if name is not FORGOTTEN:
                    found[id_] = str(name)
        return found

    def called(self, officers: Iterable[UUID], names: Mapping[UUID, str]) -> tuple[tuple[str, str], ...]:
        """As they stand in a form: the name where it is open, else the code; position and desk."""
        law, found = self.desk.law(), []
        for id_ in officers:
            line: RosterLine = self.desk.ledger.now(OFFICER, id_).state.line
            position = law.called("officer_positions", line.position)
            who = names.get(id_) or self.about.code(id_)
            found.append((str(id_), f"{who} · {position} · {desk_name(law, line.agency, line.unit)}"))
        return tuple(found)

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        return {"agency": self.agency, "unit": actor.unit or ""} if deed is self.opening else {}

    def known(self, deed: Deed, actor: Actor, file: Officer, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        today, line = self.desk.today(), file.line
        match deed.command:
            case of_officer.ListOfficer:
                return {"since": today, "of": self._without_a_desk()}
            case of_officer.CorrectOfficer:
                return {"position": line.position, "since": line.last.since if line.last else today}
            case of_officer.RecordLeaving:
                return {
                    "until": (line.last.until if line.last else None) or today,
                    "reason": line.last.reason if line.last else None,
                }
            case of_officer.TakeOfficerBack:
                return {"since": today}
            case of_officer.StrikeEarlierTraining:
                return {"training": Choice(self._elsewhere(line), required=True)}
            case _:
                return {}

    def _elsewhere(self, line: RosterLine) -> tuple[tuple[str, str], ...]:
        """The classes no desk of ours keeps, as they stand in a form."""
        law = self.desk.law()
        return tuple(
            (str(each.training), f"{each.held_on:%d/%m/%Y} · {law.called('training_subjects', each.subjects[0])}")
            for each in line.attended
            if each.elsewhere
        )

    def _without_a_desk(self) -> Any:
        """Agencies whose roster the lead keeps."""
        law = self.desk.law()
        if not self.leads:
            return LEFT_OUT
        there = [agency for agency in law.agencies.values() if law.inbox(SERVICE, agency.id) is None]
        known = [(agency.id, agency.vi) for agency in (law.agencies[self.agency], *there)]
        return Choice(tuple(known), self.agency) if there else LEFT_OUT
