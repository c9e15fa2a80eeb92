"""Whose papers lie at a desk: the own ones; at the lead also those of agencies that have no desk here, and what it was told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.support.plan.app import files
from services.support.plan.app.files import holds
from services.support.plan.domain.reports.words import LEAD
from shared.desk import Desk
from shared.kernel.plans import Plan
from shared.kernel.rights import Subject
from shared.kernel.unit_papers import Obliged, obliged
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.web.office import full_name

KEPT, TOLD = "kept", "told"
"""Stages of the table of rights: written at this desk, or told to it by another."""


class Running(NamedTuple):
    """A plan, and the day whose law judges what is done under it: today, or its last day once it has run out."""

    plan: Plan
    under: date


def running(desk: Desk) -> Running | None:
    """The plan of today; when none runs, the one that ran last: its reports come late, and are taken all the same."""
    law = desk.law()
    if law.latest_plan is None:
        return None
    return Running(law.latest_plan, desk.today() if law.plan else law.latest_plan.effective_to)


@dataclass(frozen=True)
class Whose:
    """A unit's papers at this desk, under a plan."""

    plan: Plan
    under: date
    who: Obliged
    stage: Code

    @property
    def agency(self) -> AgencyId:
        return self.who.agency

    @property
    def unit(self) -> UnitCode | None:
        return self.who.unit

    @property
    def kept(self) -> bool:
        return self.stage == KEPT

    def lies(self, agency: AgencyId, kind: Code) -> Subject:
        """Where those of a kind lie, for the table of rights: at this agency's desk."""
        return Subject(agency, self.unit, self.stage, kind)


def leads(desk: Desk, agency: AgencyId) -> bool:
    """Is this the desk to which all of it is handed in?"""
    now = running(desk)
    return now is not None and holds(desk.law_on(now.under), LEAD, agency)


def everybody(desk: Desk) -> list[Obliged]:
    """All who hand in something."""
    now = running(desk)
    return list(obliged(desk.law_on(now.under))) if now else []


def here(desk: Desk, agency: AgencyId) -> Iterator[Whose]:
    """Whose papers lie here: at the lead everybody's, the own ones first; elsewhere the own ones."""
    now = running(desk)
    if now is None:
        return
    law, led = desk.law_on(now.under), leads(desk, agency)
    for who in sorted(obliged(law), key=lambda each: each.agency != agency):
        connected = "support" in law.agencies[who.agency].services
        if who.agency == agency or (led and not connected):
            yield Whose(now.plan, now.under, who, KEPT)
        elif led:
            yield Whose(now.plan, now.under, who, TOLD)


def called(desk: Desk, who: Obliged) -> str:
    """A unit or an agency, as lists call it."""
    now = running(desk)
    return files.called(desk.law_on(now.under) if now else desk.law(), who.agency, who.unit)


def in_full(desk: Desk, who: Obliged) -> str:
    """The same as a letter writes it: "Ủy ban nhân dân phường Hương Vân"."""
    now = running(desk)
    return full_name(desk.law_on(now.under) if now else desk.law(), who.agency, who.unit)
