"""The desks of the town that hand in papers under the plan, and who writes at each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deploy.demo.officers import Officer
from deploy.demo.year.telling import Year
from shared.kernel.words import AgencyId, Code, UnitCode

WRITERS: Mapping[AgencyId, str] = {
    "labour": "lan.labour",
    "police": "lan.labour",
    "justice": "tam.justice",
    "health": "mai.health",
    "finance": "phuong.finance",
    "education": "duc.education",
    "fatherland_front": "quang.fatherland_front",
    "womens_union": "thuy.womens_union",
    "office": "nga.office",
}
"""Agencies without units. The police have no place of their own for it: the lead writes for them."""
LEAD: AgencyId = "labour"


@dataclass(frozen=True)
class Desk:
    """A unit, or an agency without units, with the officer who writes its papers."""

    agency: AgencyId
    unit: UnitCode | None
    officer: Officer

    @property
    def code(self) -> Code:
        """As letters name it: `communes.20008`, `justice`."""
        return code_of({"agency": self.agency, "unit": self.unit})

    @property
    def short(self) -> Code:
        """The code of the unit, or of the agency without units."""
        return self.unit or self.agency

    @property
    def kept_by_another(self) -> bool:
        return self.officer.agency != self.agency


def code_of(line: Mapping[str, Any]) -> Code:
    """As letters name the agency and unit of a line that the town answers."""
    return f"{line['agency']}.{line['unit']}" if line["unit"] else str(line["agency"])


def desks_of(year: Year) -> tuple[Desk, ...]:
    """Everybody who hands in something: the units first."""
    units = (Desk(officer.agency, unit, officer) for unit, officer in sorted(year.officers().items()))
    agencies = (Desk(agency, None, year.town.officer(username)) for agency, username in WRITERS.items())
    return (*units, *agencies)
