"""Puts intake together: `python -m services.intake all | web | worker`."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from fastapi import APIRouter

from services.intake import pages
from services.intake.api import api
from services.intake.app import Intake, deeds
from services.intake.app.online import Online
from services.intake.app.reports import Reports, report_deeds
from services.intake.domain import CASE
from services.intake.domain.report import REPORT
from services.intake.messages import tell
from services.intake.messages.reports import tell_report
from services.intake.policies import POLICIES
from services.intake.projections import DIFFICULTIES, QUEUE, REGISTER, REPORTS
from services.intake.registers import Registers
from services.intake.settings import Settings
from shared import access, difficulties, instance
from shared.instance import Instance, Service
from shared.kernel.people import Actor
from shared.web import words
from shared.web.crowd import Crowd
from shared.web.difficulty_pages import difficulty_routes
from shared.web.pages import Menu

FOLDER = Path(pages.__file__).parent


@cache
def intake(of: Instance) -> Intake:
    """The app of an instance."""
    said, cases = words.load(FOLDER / "words.vi.yaml"), of.shelves[QUEUE.name]
    reports = Reports(of.desk(report_deeds(of.agency)), of.agency, of.shelves[REPORTS.name], cases, said)
    return Intake(of.desk(deeds(of.agency)), of.agency, cases, said, reports)


def doors(of: Instance) -> Iterable[APIRouter]:
    registers = Registers(intake(of).desk, of.agency, of.shelves[REGISTER.name])
    raised = difficulty_routes(intake(of).desk, of.agency, of.shelves[DIFFICULTIES.name])
    of_people = pages.pages(intake(of), registers, of.profile.roles)
    return api(intake(of)), of_people, raised, pages.public_pages(Online(intake(of).reports), Crowd())


def menu(of: Instance, actor: Actor) -> Sequence[Menu]:
    return pages.menu(intake(of), actor)


SERVICE = Service(
    name="intake",
    deciders=[
        (CASE, tell),
        (REPORT, tell_report),
        (difficulties.difficulty("intake"), difficulties.told_nobody_yet),
        (access.access("intake"), access.TELL),
    ],
    policies=POLICIES,
    views=[QUEUE, REGISTER, REPORTS, DIFFICULTIES],
    doors=doors,
    pages=FOLDER,
    menu=menu,
)


def main() -> None:
    instance.main(SERVICE, Settings)
