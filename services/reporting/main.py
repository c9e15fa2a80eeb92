"""Puts reporting together: `python -m services.reporting all | web | worker | rebuild`."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

import psycopg
from fastapi import APIRouter
from psycopg_pool import ConnectionPool

from services.reporting.api import api
from services.reporting.api.exports import export_api
from services.reporting.api.odd import odd_api
from services.reporting.api.publications import publication_api
from services.reporting.app import ACCESS, Reporting
from services.reporting.app import exports as export_desk
from services.reporting.app.analysis import Analysis
from services.reporting.app.counting import Persons
from services.reporting.app.exports import Exports
from services.reporting.app.odd import Odd, deeds
from services.reporting.app.publications import Publications
from services.reporting.app.publications import deeds as publication_deeds
from services.reporting.domain.export import EXPORT
from services.reporting.domain.finding import FINDING
from services.reporting.domain.publication import PUBLICATIONS
from services.reporting.exports.known import PURPOSE as PSEUDONYMS
from services.reporting.pages import HERE, Desks, menu, pages
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.exported import EXPORTS
from services.reporting.projections.findings import FINDINGS
from services.reporting.projections.folding import VIEWS, Folding, begin, rebuild
from services.reporting.projections.keeping import Journals
from services.reporting.projections.pinned import Pinned
from services.reporting.projections.seals import Seals
from services.reporting.projections.watching import Watching
from services.reporting.settings import Settings
from shared import running
from shared.instance import Instance, Projecting, Service
from shared.journal import JournalEntry
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.story import sentences
from shared.views import Shelf
from shared.web import words
from shared.web.deeds import api_routes, page_routes
from shared.web.pages import Menu

FOLDED, CHECKED = 0.2, 4.0
"""Seconds for which what is heard may come together before views are folded, and before journals are checked."""


@cache
def reporting(of: Instance) -> Reporting:
    """The app of an instance."""
    shelves = {view.name: Shelf(view, of.pool) for view in VIEWS}
    said = sentences.load(of.profile.sections)
    return Reporting(of.desk([]), Journals(of.pool), shelves, Counted(of.pool), said, seals(of), of.listens_to)


@cache
def seals(of: Instance) -> Seals:
    return Seals(of.pool, of.known_logs)


@cache
def analysis(of: Instance) -> Analysis:
    """What analysts ask with SQL."""
    return Analysis(of.pool, Pinned(of.pool), of.vault.derived(PSEUDONYMS), of.listens_to, reporting(of).desk.law)


@cache
def odd(of: Instance) -> Odd:
    """The inspector's desk of an instance."""
    return Odd(
        of.desk(deeds(of.agency)), Watching(of.pool), partial(seals(of).of, of.listens_to), of.shelves[FINDINGS.name],
        of.profile.oversight, words.load(HERE), of.listens_to,
    )  # fmt: skip


@cache
def publications(of: Instance) -> Publications:
    """What an instance publishes."""
    desk = of.desk(publication_deeds(of.agency))
    counting = Persons(Journals(of.pool), reporting(of).law_on, desk.today, of.listens_to)
    return Publications(desk, counting, of.profile.publishing)


@cache
def exports(of: Instance) -> Exports:
    """Where files that leave the system are made."""
    return Exports(
        of.desk(export_desk.deeds(of.agency)), Pinned(of.pool), of.shelves[EXPORTS.name], words.load(HERE), of.listens_to,
        reporting(of).law_on,
    )  # fmt: skip


def desks(of: Instance) -> Desks:
    return Desks(odd(of), publications(of), exports(of))


def doors(of: Instance) -> Iterable[APIRouter]:
    yield from (api(reporting(of)), odd_api(odd(of)), publication_api(publications(of)), export_api(exports(of)))
    yield pages(reporting(of), desks(of), of.profile.roles, of.origin_of)
    yield from (api_routes(odd(of)), api_routes(exports(of)), page_routes(odd(of), exports(of)))


def navigation(of: Instance, actor: Actor) -> Sequence[Menu]:
    return menu(reporting(of), desks(of), actor)


def keep(of: Instance) -> Callable[[Sequence[JournalEntry]], None]:
    begin(of.pool)
    return Journals(of.pool).keep


def projects(of: Instance) -> Mapping[str, Projecting]:
    """The views, and the trees that are held against what others have seen."""
    return {
        "folding": Projecting(Folding(of.pool), FOLDED),
        "checking": Projecting(lambda: seals(of).check(of.listens_to), CHECKED),
    }


def tick(of: Instance) -> None:
    """Again and again while all that was told is heard."""
    analysis(of).keep_up()


SERVICE = Service(
    name="reporting",
    title="Báo cáo và theo dõi",
    deciders=[(ACCESS, nobody), (FINDING, nobody), (PUBLICATIONS, nobody), (EXPORT, nobody)],
    views=[FINDINGS, EXPORTS],
    doors=doors,
    pages=(HERE,),
    menu=navigation,
    keep=keep,
    hears_itself=True,
    projects=projects,
    watch=lambda of: seals(of).hear,
    ticks=tick,
)


def main() -> None:
    if sys.argv[1:] == ["rebuild"]:
        _rebuild(Settings())
    else:
        running.main(SERVICE, Settings)


def _rebuild(settings: Settings) -> None:
    """Fold the kept journals again, beside the running instance."""
    with ConnectionPool(settings.database.get_secret_value(), min_size=1, max_size=1, timeout=10, open=True) as pool:
        try:
            print(f"{rebuild(pool)} cases folded again")
        except psycopg.OperationalError as away:
            sys.exit(f"the database does not answer: {type(away).__name__}")
