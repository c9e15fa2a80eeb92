"""The pages of contributions: what waits to be received, to be thanked for and to be used; one of them; and who gave."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app import contributions as gifts_desk
from services.support.plan.app import donors as donors_desk
from services.support.plan.app.contributions import PRINT, Contributions, amount, what
from services.support.plan.app.donors import IDENTITY, Donors
from services.support.plan.domain.contributions.donor import DONOR
from services.support.plan.domain.contributions.gift import OPEN, Gift
from services.support.plan.domain.contributions.rules import CONTRIBUTION
from services.support.plan.domain.contributions.steps import Step, waiting
from services.support.plan.pages.contributions.papers import PUBLIC, REPORT, THANKS, paper_routes
from services.support.plan.projections.contributions import CONTRIBUTIONS, DONORS
from services.support.plan.room import Doors, Room, Site
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.tell import nobody
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deed_forms import form
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import Link
from shared.web.words import Words

HERE = Path(__file__).parent
NAMES_AT_ONCE = 50
"""So many names are opened with one press: each opening is an entry."""
LATEST = 200
"""So many of what has ended are shown at once."""
STRIKING = {"striking-receipt", "striking-use"}
CALLED = {"section.identity": "section.donor", "opened.name": "opened.donor"}
"""Nobody is a victim here: what is sealed of a donor is called otherwise."""


def desks(site: Site, words: Words) -> tuple[Donors, Contributions]:
    lines, donors = site.shelves[CONTRIBUTIONS.name], site.shelves[DONORS.name]
    return (
        Donors(site.desk(donors_desk.deeds(site.agency)), site.agency, words, donors, lines),
        Contributions(site.desk(gifts_desk.deeds(site.agency)), site.agency, words, lines, donors),
    )


def doors(site: Site, words: Words) -> Doors:
    donors, contributions = desks(site, words)
    both = donors, contributions
    return Doors(both, [paper_routes(*both), _lists(*both), _one_of_each(*both)])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    _, contributions = desks(site, words)
    if not contributions.may_list(actor):
        return ()
    today = contributions.desk.today()
    lines = [steps for _, _, steps in contributions.open_ones(actor) if steps]
    late = any(step.due and step.due < today for steps in lines for step in steps)
    return (Link(words["contributions.title"], "/contributions", len(lines), late),)


def _lists(donors: Donors, contributions: Contributions) -> APIRouter:
    routes = APIRouter()

    @routes.get("/contributions")
    def mine(request: Request, actor: By, step: Step | None = None, ended: bool = False) -> Response:
        lines, done = contributions.open_ones(actor), contributions.ended(actor)
        counts = {each: sum(any(n.step is each for n in steps) for _, _, steps in lines) for each in Step}
        asked = [line for line in lines if step is None or any(n.step is step for n in line[2])]
        shown = [(key, gift, ()) for key, gift in done[:LATEST]] if ended else asked
        today = contributions.desk.today()
        return show(
            request, "contributions/list.html", lines=shown, counts=counts, step=step, ended=ended, all=len(lines),
            done=len(done), may_begin=_may(donors, actor, "support.donor.record"), may_print=_may(donors, actor, PRINT),
            money=contributions.money(actor, date(today.year, 1, 1), today), year=today.year, public=PUBLIC,
            **_said(contributions),
        )  # fmt: skip

    @routes.get("/donors")
    def who(request: Request, actor: By) -> Response:
        return _donors(donors, contributions, request, actor, {})

    @routes.post("/donors/names")
    def names(request: Request, actor: By) -> Response:
        """The names of those on the list, each opening recorded before it is shown."""
        opened = {}
        for key in _newest(donors, actor)[:NAMES_AT_ONCE]:
            told = donors.open(actor, UUID(key), [IDENTITY], Way.VIEWED)
            opened[key] = told[IDENTITY].get("name")
        return _donors(donors, contributions, request, actor, opened)

    return routes


def _one_of_each(donors: Donors, contributions: Contributions) -> APIRouter:
    routes = APIRouter()

    @routes.get("/donors/{donor:uuid}")
    def donor(request: Request, donor: UUID, actor: By) -> Response:
        return _donor(donors, contributions, request, actor, found(donors, actor, donor), {})

    @routes.post("/donors/{donor:uuid}/sections")
    def of_donor(request: Request, donor: UUID, actor: By, section: Annotated[str, Form()]) -> Response:
        seen = found(donors, actor, donor)
        return _donor(donors, contributions, request, actor, seen, donors.open(actor, donor, [section], Way.VIEWED))

    @routes.get("/contributions/{contribution:uuid}")
    def contribution(request: Request, contribution: UUID, actor: By) -> Response:
        return _contribution(donors, contributions, request, actor, found(contributions, actor, contribution), {})

    @routes.post("/contributions/{contribution:uuid}/sections")
    def notes(request: Request, contribution: UUID, actor: By) -> Response:
        seen = found(contributions, actor, contribution)
        opened = contributions.open(actor, contribution, ["note"], Way.VIEWED)
        return _contribution(donors, contributions, request, actor, seen, opened)

    @routes.get("/contributions/{contribution:uuid}/lines/{number}/{path}")
    def strike(request: Request, contribution: UUID, number: int, path: str, actor: By) -> Response:
        """The form that strikes one line, with that line chosen."""
        seen = found(contributions, actor, contribution)
        if path not in STRIKING:
            raise HTTPException(404)
        deed = contributions.desk.deeds[path]
        known = contributions.known(deed, actor, seen.file, {})
        if str(number) not in dict(known["number"].choices):
            raise HTTPException(404)
        known = {"number": known["number"]._replace(value=str(number))}
        return form(contributions, request, actor, seen, deed, known=known, path=f"{seen.address}/{path}")

    return routes


def _donors(
    donors: Donors, contributions: Contributions, request: Request, actor: Actor, opened: Mapping[str, Any]
) -> Response:
    lines, gifts = donors.queue(actor), contributions.queue(actor)
    keys = _newest(donors, actor)
    given = {key: [gift for gift in gifts.values() if str(gift.donor) == key] for key in keys}
    return show(
        request, "contributions/donors.html", lines=[(key, lines[key], given[key]) for key in keys], opened=opened,
        open_=OPEN, code=lambda key: donors.about.code(UUID(key)), may_begin=_may(donors, actor, "support.donor.record"),
    )  # fmt: skip


def _newest(donors: Donors, actor: Actor) -> list[str]:
    """Those that may be listed, by whom was written down last."""
    lines = donors.queue(actor)
    return sorted(lines, key=lambda key: (lines[key].since or date.min, key), reverse=True)


def _donor(
    donors: Donors,
    contributions: Contributions,
    request: Request,
    actor: Actor,
    seen: Look,
    opened: Mapping[Code, Mapping[str, Any]],
) -> Response:
    given, today = donors.given(seen.subject), donors.desk.today()
    lines = sorted(given.items(), key=lambda each: (each[1].pledged_on or date.min, each[0]), reverse=True)
    return show(
        request, "contributions/donor.html", case=seen, donor=seen.file, opened=opened, done=just_done(donors, request),
        offers={offer.deed.path: offer for offer in seen.offers}, sections=donors.sections(actor, seen.file),
        lines=[(key, gift, waiting(gift, today)) for key, gift in lines], paper=REPORT,
        may_print=donors.desk.rights.judge(actor, donors_desk.PRINT, donors.place(seen.file)), **_said(contributions),
        words={**donors.words, **{name: donors.words[other] for name, other in CALLED.items()}},
    )  # fmt: skip


def _contribution(
    donors: Donors,
    contributions: Contributions,
    request: Request,
    actor: Actor,
    seen: Look,
    opened: Mapping[Code, Mapping[str, Any]],
) -> Response:
    gift: Gift = seen.file.gift
    today = contributions.desk.today()
    donor = contributions.donors.get(str(gift.donor))
    return show(
        request, "contributions/one.html", case=seen, gift=gift, told=seen.file.told, opened=opened,
        done=just_done(contributions, request), offers={offer.deed.path: offer for offer in seen.offers},
        steps={each.step: each for each in waiting(gift, today)}, usable=sum(n for _, n in gift.account.usable(today)),
        donor=donor, donor_code=donors.about.code(gift.donor) if gift.donor else "", paper=THANKS,
        holds_notes=contributions.sections(actor, seen.file).get("note"),
        may_print=contributions.desk.rights.judge(actor, PRINT, contributions.place(seen.file)), **_said(contributions),
    )  # fmt: skip


def _said(contributions: Contributions) -> dict[str, Any]:
    """How templates write out what was given, and how it is called aloud."""
    law, words = contributions.desk.law(), contributions.words
    return {
        "what": lambda gift: what(gift, law, words),
        "amount": lambda size, gift: amount(size, gift, law, words),
        "code": lambda key: contributions.about.code(UUID(key)),
        "ours": contributions.agency,
    }


def _may(donors: Donors, actor: Actor, deed: Code) -> Any:
    """Whether it may be done at this officer's own desk."""
    return donors.desk.rights.judge(actor, deed, Subject(donors.agency, actor.unit, "none"))


ROOM = Room([(DONOR, nobody), (CONTRIBUTION, nobody)], HERE, doors, menu, views=[DONORS, CONTRIBUTIONS])
