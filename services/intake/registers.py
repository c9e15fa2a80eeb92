"""The desk of the register: who may look at the list of all cases, and what is written down when it leaves the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from services.intake.app import LIST, desk_of
from services.intake.domain.words import Stage
from services.intake.projections import RegisterLine
from shared.access import Way
from shared.desk import Desk
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.ledger import Entry
from shared.views import Kept, Shelf

REGISTER: Code = "register"
"""What an entry of the readings says was shown, when it was the list of all cases."""


@dataclass(frozen=True)
class Period:
    """Which part of the register: the days on which cases came, both included, and the unit; None: all."""

    since: date | None = None
    until: date | None = None
    unit: UnitCode | None = None

    def holds(self, line: RegisterLine) -> bool:
        on = line.came_on
        return on is not None and (self.since or date.min) <= on <= (self.until or date.max)


class Registers:
    """The register of one agency. Everything raises `NotPermitted` for those who may not list cases."""

    def __init__(
        self, desk: Desk, agency: AgencyId, lines: Shelf[Entry, RegisterLine] | Kept[Entry, RegisterLine]
    ) -> None:
        self.desk, self.agency, self._lines = desk, agency, lines

    def of(self, actor: Actor, period: Period) -> Mapping[str, RegisterLine]:
        """The cases this person may list that came in a period, by id, in the order they came."""
        self._must(actor)
        found = self._lines.where(unit=period.unit) if period.unit else self._lines.where()
        mine = [(case, line) for case, line in found.items() if period.holds(line) and self._may_list(actor, line)]
        return dict(sorted(mine, key=lambda item: (item[1].came_on or date.min, item[1].code)))

    def take(self, actor: Actor, way: Way) -> int:
        """The register is about to leave the screen, on paper or as a file: that is an entry of the readings, under a
        subject of its own, since no single case was opened. Its position."""
        self._must(actor)
        role = self.desk.rights.role_for(actor, LIST, desk_of(self.agency, actor))
        subject = uuid5(NAMESPACE_URL, f"trove:register/{self.desk.service}.{self.agency}")
        return self.desk.shown(actor, subject, (REGISTER,), way, role)

    def units(self, actor: Actor) -> tuple[tuple[UnitCode, str], ...]:
        """The units whose cases this person may list, by code, with their names."""
        known = self.desk.law().units.items()
        places = ((code, unit.vi, Subject(self.agency, code, Stage.NONE)) for code, unit in known)
        return tuple((code, vi) for code, vi, at in places if self.desk.rights.judge(actor, LIST, at).allowed)

    def _must(self, actor: Actor) -> None:
        self.desk.rights.must(actor, LIST, desk_of(self.agency, actor))

    def _may_list(self, actor: Actor, line: RegisterLine) -> bool:
        return self.desk.rights.judge(actor, LIST, Subject(self.agency, line.unit, line.stage)).allowed
