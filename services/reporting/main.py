"""Puts reporting together: `python -m services.reporting all | web | worker | rebuild | count`."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import psycopg
from fastapi import APIRouter
from psycopg_pool import ConnectionPool

from services.reporting.api import api
from services.reporting.api.asking import asking_api
from services.reporting.api.exports import export_api
from services.reporting.api.odd import odd_api
from services.reporting.api.official import official_api
from services.reporting.api.publications import publication_api
from services.reporting.app import ACCESS, Reporting, official_deeds
from services.reporting.app import exports as export_desk
from services.reporting.app.analysis import Analysis
from services.reporting.app.asking import Asking
from services.reporting.app.asking import deeds as asking_deeds
from services.reporting.app.counted_anew import count_anew
from services.reporting.app.counting import Persons
from services.reporting.app.exports import Exports
from services.reporting.app.odd import Odd, deeds
from services.reporting.app.official import Officials
from services.reporting.app.official_content import Contents
from services.reporting.app.official_deeds import AN_OFFICIAL
from services.reporting.app.publications import Publications
from services.reporting.app.publications import deeds as publication_deeds
from services.reporting.domain.definition import DEFINITIONS
from services.reporting.domain.export import EXPORT
from services.reporting.domain.finding import FINDING
from services.reporting.domain.official.report import OFFICIAL
from services.reporting.domain.publication import PUBLICATIONS
from services.reporting.exports.known import PURPOSE as PSEUDONYMS
from services.reporting.pages import HERE, Desks, menu, pages
from services.reporting.projections.building import Builds
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.exported import EXPORTS
from services.reporting.projections.findings import FINDINGS
from services.reporting.projections.folding import VIEWS, Folding, rebuild
from services.reporting.projections.keeping import Journals
from services.reporting.projections.officials import OFFICIALS
from services.reporting.projections.pinned import Pinned
from services.reporting.projections.seals import Seals
from services.reporting.projections.tidying import leave_old
from services.reporting.projections.to_fold import to_fold
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
from shared.web.cases import Cases
from shared.web.deeds import api_routes, page_routes
from shared.web.pages import Menu

FOLDED, COUNTED, CHECKED = 0.2, 1.0, 4.0
"""Seconds for which what is heard may come together before views are folded, what is counted beside goes on, and journals are
checked."""


@cache
def reporting(of: Instance) -> Reporting:
    """The app of an instance."""
    shelves = {view.name: Shelf(view, of.pool) for view in VIEWS}
    said = sentences.load(of.profile.sections)
    return Reporting(
        of.desk([]), Journals(of.pool), shelves, Counted(of.pool), said, seals(of), of.listens_to, partial(to_fold, of.pool)
    )  # fmt: skip


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
def asking(of: Instance) -> Asking:
    """Where definitions are asked and kept."""
    return Asking(of.desk(asking_deeds(of.agency)), Counted(of.pool), Builds(of.pool), reporting(of).sources)


@cache
def exports(of: Instance) -> Exports:
    """Where files that leave the system are made."""
    return Exports(
        of.desk(export_desk.deeds(of.agency)), Pinned(of.pool), of.shelves[EXPORTS.name], words.load(HERE), of.listens_to,
        reporting(of).law_on,
    )  # fmt: skip


@cache
def officials(of: Instance) -> Officials:
    """Where reports to those above are drafted, written and numbered."""
    said, pinned = words.load(HERE), Pinned(of.pool)
    contents = Contents(
        pinned, said, reporting(of).law_on, of.profile.town, lambda report: of.settings.origin + AN_OFFICIAL.at(report)
    )
    return Officials(
        of.desk(official_deeds.deeds(of.agency)), pinned, contents, of.shelves[OFFICIALS.name], said, of.listens_to
    )


def desks(of: Instance) -> Desks:
    return Desks(odd(of), publications(of), exports(of), asking(of), officials(of))


def doors(of: Instance) -> Iterable[APIRouter]:
    yield from (api(reporting(of)), odd_api(odd(of)), publication_api(publications(of)), export_api(exports(of)))
    yield asking_api(asking(of))
    yield pages(reporting(of), desks(of), of.profile.roles, of.origin_of)
    deeds_of: tuple[Cases, ...] = (odd(of), exports(of), officials(of))
    yield from (*map(api_routes, deeds_of), page_routes(*deeds_of), official_api(officials(of)))


def navigation(of: Instance, actor: Actor) -> Sequence[Menu]:
    return menu(reporting(of), desks(of), actor)


def keep(of: Instance) -> Callable[[Sequence[JournalEntry]], None]:
    leave_old(of.pool)
    Builds(of.pool).begin_new()
    return Journals(of.pool).keep


def projects(of: Instance) -> Mapping[str, Projecting]:
    """The views, what is counted beside, and the trees that are held against what others have seen."""
    return {
        "folding": Projecting(Folding(of.pool), FOLDED),
        "counting": Projecting(Builds(of.pool).advance, COUNTED),
        "checking": Projecting(lambda: seals(of).check(of.listens_to), CHECKED),
    }


def tick(of: Instance) -> None:
    """Again and again while all that was told is heard."""
    analysis(of).keep_up()


SERVICE = Service(
    name="reporting",
    title="Báo cáo và theo dõi",
    deciders=[
        (ACCESS, nobody),
        (FINDING, nobody),
        (PUBLICATIONS, nobody),
        (EXPORT, nobody),
        (OFFICIAL, nobody),
        (DEFINITIONS, nobody),
    ],
    views=[FINDINGS, EXPORTS, OFFICIALS],
    doors=doors,
    pages=(HERE,),
    menu=navigation,
    keep=keep,
    hears_itself=True,
    projects=projects,
    watch=lambda of: seals(of).hear,
    ticks=tick,
    figures=lambda of: {"to_fold": to_fold(of.pool)},
)


def main() -> None:
    if sys.argv[1:] == ["rebuild"]:
        _beside(lambda pool: print(f"{rebuild(pool)} cases folded again"))
    elif sys.argv[1:2] == ["count"]:
        _count(sys.argv[2:])
    else:
        running.main(SERVICE, Settings)


def _count(said: Sequence[str]) -> None:
    """Count a question anew, beside the running instance."""
    names, flags = [each for each in said if each[0] != "-"], {each for each in said if each[0] == "-"}
    if len(names) != 1 or names[0] not in {each.name for each in QUESTIONS} or flags - {"--swap", "--drop"}:
        sys.exit(f"usage: count QUESTION [--swap | --drop]; questions: {', '.join(each.name for each in QUESTIONS)}")
    swap, drop = ("--swap" in flags), ("--drop" in flags)
    try:
        _beside(lambda pool: count_anew(pool, names[0], print, swap=swap, drop=drop))
    except LookupError:
        sys.exit(f"nothing of {names[0]} is counted beside")


def _beside(do: Callable[[ConnectionPool[Any]], None]) -> None:
    """With the database of an instance that may run meanwhile."""
    database = Settings().database.get_secret_value()
    with ConnectionPool(database, min_size=1, max_size=1, timeout=10, kwargs={"autocommit": True}, open=True) as pool:
        try:
            do(pool)
        except psycopg.OperationalError as away:
            sys.exit(f"the database does not answer: {type(away).__name__}")
