"""Công văn đôn đốc: a letter of the lead to those who are late, and to nobody else."""

from collections.abc import Iterable
from datetime import date

from deploy.demo.officers import StoryBroken
from deploy.demo.year.desks import LEAD, Desk
from deploy.demo.year.doors import File, listed
from deploy.demo.year.telling import Year
from shared.kernel.words import Code


def urge(year: Year, what: Code, late: Iterable[Desk], day: date) -> None:
    """A letter of the lead to exactly those who are late: the town's own list has to name them, nobody more, nobody less."""
    lan, codes = year.town.officer("lan.labour"), sorted(each.code for each in late if each.agency != LEAD)
    if (named := sorted(lan.get("support", "/api/units")["late"][what])) != codes:
        raise StoryBroken(f"late with {what} on {day} are {codes}, the town says {named}")
    [file] = listed(lan, "urgings")
    File("urgings", file).do(lan, "letter", what=what, whom=codes, number=f"{day:%d%m}/CV-LĐTBXH", dated=day)
