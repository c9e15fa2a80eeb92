"""Puts intake together: `python -m services.intake all | web | worker`."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from fastapi import APIRouter

from services.intake import pages
from services.intake.api import api, import_api
from services.intake.app import Intake, deeds
from services.intake.app.online import Online
from services.intake.app.reports import Reports, report_deeds
from services.intake.domain import CASE
from services.intake.domain.matching import MATCHING
from services.intake.domain.past import IMPORT
from services.intake.domain.person import PERSON
from services.intake.domain.report import REPORT
from services.intake.followers import Describer, Matcher
from services.intake.linking import Linking
from services.intake.messages import tell, tell_matching, tell_person
from services.intake.messages.difficulties import tell_difficulty
from services.intake.messages.reports import tell_report
from services.intake.past_cases import Importer, PastCases
from services.intake.policies import POLICIES
from services.intake.projections import DIFFICULTIES, IMPORTS, QUEUE, REGISTER, REPORTS, SEARCHED
from services.intake.registers import Registers
from services.intake.settings import Settings
from shared import access, running
from shared.bookmarks import InPostgres as Bookmark
from shared.instance import Instance, Service
from shared.kernel.difficulties import difficulty
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.sealing.vault import derived
from shared.search.described import InPostgres as Described
from shared.search.index import InPostgres
from shared.search.keeper import Keeper
from shared.search.made import searches
from shared.search.tokens import OWN, TOWN, Blinder
from shared.seeing import papers_of
from shared.web import words
from shared.web.crowd import Crowd
from shared.web.difficulty_pages import difficulty_routes
from shared.web.pages import Menu

FOLDER = Path(pages.__file__).parent


@cache
def intake(of: Instance) -> Intake:
    """The app of an instance."""
    said, cases = words.load(FOLDER), of.shelves[QUEUE.name]
    reports = Reports(of.desk(report_deeds(of.agency)), of.agency, of.shelves[REPORTS.name], cases, said)
    return Intake(of.desk(deeds(of.agency)), of.agency, cases, said, reports, index(of), blinder(of))


@cache
def index(of: Instance) -> InPostgres:
    """By what the cases of an instance are found."""
    return InPostgres("intake.search.v1", of.pool, of.shelves[QUEUE.name])


@cache
def past_cases(of: Instance) -> PastCases:
    """Its desk of past cases."""
    return PastCases(intake(of), of.shelves[IMPORTS.name])


def blinder(of: Instance) -> Blinder:
    """What makes its tokens."""
    return Blinder(of.vault.derived(OWN))


@cache
def descriptions(of: Instance) -> Described:
    """Where the matcher keeps what it was told."""
    return Described(of.pool)


def followers(of: Instance) -> Sequence[Callable[[int], int]]:
    assert isinstance(of.settings, Settings)
    town, desk = Blinder(derived(of.settings.matching_key(), TOWN)), intake(of).desk
    described, compared = (Bookmark(f"intake.{word}.v1", of.pool) for word in ("describing", "matching"))
    return [
        Keeper(of.ledger, index(of), SEARCHED, blinder(of)),
        Describer(desk, of.source, described, town),
        Matcher(desk, of.source, compared, town, descriptions(of), of.profile.matching),
        Importer(past_cases(of)),
    ]


def doors(of: Instance) -> Iterable[APIRouter]:
    desk, lines = intake(of).desk, of.shelves[QUEUE.name]
    registers = Registers(desk, of.agency, of.shelves[REGISTER.name])
    linking = Linking(desk, of.agency, lines, descriptions(of), of.profile.matching)
    raised = difficulty_routes(desk, of.agency, of.shelves[DIFFICULTIES.name])
    of_people = pages.pages(intake(of), linking, registers, of.profile.roles)
    past = pages.import_pages(past_cases(of)), import_api(past_cases(of))
    return api(intake(of), linking), *past, of_people, raised, pages.public_pages(Online(intake(of).reports), Crowd())


def menu(of: Instance, actor: Actor) -> Sequence[Menu]:
    return pages.menu(intake(of), actor, past_cases(of))


def may_search(of: Instance, actor: Actor) -> bool:
    seeker = intake(of).seeker
    return seeker is not None and seeker.may(actor)


SERVICE = Service(
    name="intake",
    deciders=[
        (CASE, tell),
        (REPORT, tell_report),
        (MATCHING, tell_matching),
        (PERSON, tell_person),
        (IMPORT, nobody),
        (difficulty("intake"), tell_difficulty),
        (access.access("intake"), nobody),
        (papers_of("intake"), nobody),
        (searches("intake"), nobody),
    ],
    policies=POLICIES,
    views=[QUEUE, REGISTER, REPORTS, DIFFICULTIES, IMPORTS],
    followers=followers,
    doors=doors,
    pages=(FOLDER,),
    menu=menu,
    may_search=may_search,
)


def main() -> None:
    running.main(SERVICE, Settings)
