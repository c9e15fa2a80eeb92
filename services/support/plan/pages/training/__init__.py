"""Training as officers use it: the roster of the own desk, classes with their next step, and target T3 as of any day."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.training import LIST, PRINT, Officers, Trainings, class_deeds, officer_deeds
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.course import Course
from services.support.plan.domain.training.figures import TrainedOn
from services.support.plan.domain.training.officer_rules import OFFICER
from services.support.plan.domain.training.roster import RosterLine
from services.support.plan.messages.training import tell_of_officer
from services.support.plan.pages.training.list_of_learners import learners
from services.support.plan.policies.training import OF_TRAINING
from services.support.plan.projections.training import OFFICERS, TRAININGS
from services.support.plan.room import Doors, Room, Site
from shared.access import OPEN_PART, Way
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.tell import nobody
from shared.kernel.words import AgencyId, PastDate, UnitCode
from shared.papers import render
from shared.policy import NoLaw
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.office import mark_of, office_of, pdf
from shared.web.pages import Link
from shared.web.values import FormContext, Wrong, plain
from shared.web.words import Words

HERE = Path(__file__).parent
TARGET = "T3"


def officers(site: Site, words: Words) -> Officers:
    return Officers(site.desk(officer_deeds(site.agency)), site.agency, words, site.shelves[OFFICERS.name])


def trainings(site: Site, words: Words, rosters: Officers) -> Trainings:
    desk = site.desk(class_deeds(site.agency))
    return Trainings(desk, site.agency, words, site.shelves[TRAININGS.name], rosters)


def doors(site: Site, words: Words) -> Doors:
    rosters = officers(site, words)
    classes = trainings(site, words, rosters)
    return Doors([rosters, classes], [_target(rosters), _rosters(rosters, classes), _classes(classes)])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    rosters = officers(site, words)
    if not rosters.may_list(actor):
        return ()
    untrained = len(rosters.trained_on(actor, rosters.desk.today()).all.missing)
    return (Link(words["training.menu"], "/training", untrained),)


def _target(rosters: Officers) -> APIRouter:
    routes = APIRouter()

    @routes.get("/training")
    def page(request: Request, actor: By, as_of: str = "") -> Response:
        return _target_page(rosters, request, actor, as_of, opened=False)

    @routes.post("/training")
    def with_names(request: Request, actor: By, as_of: str = "") -> Response:
        return _target_page(rosters, request, actor, as_of, opened=True)

    @routes.get("/api/training")
    def data(actor: By, as_of: date | None = None) -> Mapping[str, Any]:
        now = rosters.trained_on(actor, min(as_of or rosters.desk.today(), rosters.desk.today()))
        desks = [
            {"agency": agency, "unit": unit, "officers": len(share.officers), "missing": share.missing}
            for (agency, unit), share in now.desks.items()
        ]
        return {"as_of": now.day, "officers": len(now.all.officers), "trained": now.all.trained, "desks": desks}

    return routes


def _target_page(rosters: Officers, request: Request, actor: Actor, as_of: str, *, opened: bool) -> Response:
    """The figure as of a day; a day that is none, or is still to come, says so and shows today's."""
    today = rosters.desk.today()
    day, wrong = _day(as_of, rosters)
    now = rosters.trained_on(actor, day)
    names = rosters.names(actor, map(UUID, now.all.missing), Way.VIEWED) if opened else {}
    law = _law_on(rosters, day)
    target = law.plan.targets.get(TARGET) if law and law.plan else None
    return show(
        request, "training/target.html", 422 if wrong else 200, now=now, day=day, wrong=wrong, typed=as_of, target=target,
        is_today=day == today, leads=rosters.leads, names=names, lines=rosters.lines_of(actor), called=rosters.about.code,
        silent=_without_a_roster(now, law) if rosters.leads and law else [], may_open=_may_open(rosters, actor, now), uuid=UUID,
    )  # fmt: skip


def _day(typed: str, rosters: Officers) -> tuple[date, str]:
    today = rosters.desk.today()
    if not typed.strip():
        return today, ""
    try:
        return plain(typed, date, get_args(PastDate)[1:], FormContext(today, rosters.desk.law(), form=True)), ""
    except Wrong as wrong:
        return today, wrong.why


def _law_on(rosters: Officers, day: date) -> Law | None:
    try:
        return rosters.desk.law_on(day)
    except NoLaw:
        return None


def _without_a_roster(now: TrainedOn, law: Law) -> list[tuple[AgencyId, UnitCode | None]]:
    """Desks of that day that named nobody: they are in no denominator."""
    units = [(unit.agency, unit.code) for unit in law.units.values()]
    whole = [(agency, None) for agency in law.agencies if not law.units_of(agency)]
    return [desk for desk in (*units, *whole) if desk not in now.desks]


def _may_open(rosters: Officers, actor: Actor, now: TrainedOn) -> bool:
    known = (rosters.desk.ledger.now(OFFICER, UUID(each)).state for each in now.all.missing)
    return any(rosters.sections(actor, each).get("identity") for each in known)


def _rosters(rosters: Officers, classes: Trainings) -> APIRouter:
    routes = APIRouter()

    @routes.get("/officers")
    def all_of_them(request: Request, actor: By) -> Response:
        return _roster(rosters, classes, request, actor, opened=False)

    @routes.post("/officers")
    def with_names(request: Request, actor: By) -> Response:
        return _roster(rosters, classes, request, actor, opened=True)

    @routes.get("/officers/{officer:uuid}")
    def one(request: Request, officer: UUID, actor: By) -> Response:
        return _officer(rosters, classes, request, actor, found(rosters, actor, officer), {})

    @routes.post("/officers/{officer:uuid}/sections")
    def name(request: Request, officer: UUID, actor: By) -> Response:
        seen = found(rosters, actor, officer)
        return _officer(rosters, classes, request, actor, seen, rosters.open(actor, officer, ["identity"], Way.VIEWED))

    return routes


def _roster(rosters: Officers, classes: Trainings, request: Request, actor: Actor, *, opened: bool) -> Response:
    today, lines = rosters.desk.today(), rosters.lines_of(actor)
    order = sorted(lines, key=lambda id_: (lines[id_].agency, lines[id_].unit or "", lines[id_].position, id_))
    there = [(UUID(id_), lines[id_]) for id_ in order if lines[id_].on_roster(today)]
    gone = [(UUID(id_), lines[id_]) for id_ in order if not lines[id_].on_roster(today) and lines[id_].spells]
    ids = [id_ for id_, _ in (*there, *gone)]
    names = rosters.names(actor, ids, Way.VIEWED) if opened else {}
    assert rosters.opening is not None
    may_add = rosters.desk.rights.judge(
        actor, rosters.opening.name, rosters.opening.subject(OFFICER.initial, None, actor)
    )
    return show(
        request, "training/roster.html", there=there, gone=gone, names=names, called=rosters.about.code, leads=rosters.leads,
        may_add=may_add, may_open=classes.may_open_names(actor, ids), done=just_done(rosters, request), ours=rosters.agency,
    )  # fmt: skip


def _officer(
    rosters: Officers,
    classes: Trainings,
    request: Request,
    actor: Actor,
    seen: Look,
    opened: Mapping[str, Mapping[str, Any]],
) -> Response:
    line: RosterLine = seen.file.line
    kept_here = {each.training for each in line.attended if each.kept_at is None and not each.elsewhere}
    return show(
        request, "training/officer.html", case=seen, line=line, opened=opened, done=just_done(rosters, request),
        sections=rosters.sections(actor, seen.file), kept_here=kept_here, may_look=classes.may_list(actor),
        class_code=classes.about.code,
        trained=line.trained_by(rosters.desk.today()),
    )  # fmt: skip


def _classes(classes: Trainings) -> APIRouter:
    routes = APIRouter()

    @routes.get("/trainings")
    def all_of_them(request: Request, actor: By) -> Response:
        lines = classes.queue(actor)
        order = sorted(lines, key=lambda id_: (lines[id_].day or date.min, id_), reverse=True)
        assert classes.opening is not None
        may_add = classes.desk.rights.judge(
            actor, classes.opening.name, classes.opening.subject(TRAINING.initial, None, actor)
        )
        return show(
            request, "training/classes.html", lines=[(UUID(id_), lines[id_]) for id_ in order], may_add=may_add,
            called=classes.about.code, leads=classes.officers.leads,
        )  # fmt: skip

    @routes.get("/trainings/{training:uuid}")
    def one(request: Request, training: UUID, actor: By) -> Response:
        return _class(classes, request, actor, found(classes, actor, training), {}, {})

    @routes.post("/trainings/{training:uuid}/sections")
    def notes(request: Request, training: UUID, actor: By) -> Response:
        seen = found(classes, actor, training)
        return _class(classes, request, actor, seen, classes.open(actor, training, ["note"], Way.VIEWED), {})

    @routes.post("/trainings/{training:uuid}/names")
    def names(request: Request, training: UUID, actor: By) -> Response:
        seen = found(classes, actor, training)
        course: Course = seen.file
        return _class(classes, request, actor, seen, {}, classes.officers.names(actor, course.attended, Way.VIEWED))

    @routes.get(f"/trainings/{{training:uuid}}/{LIST}.pdf")
    def printed(request: Request, training: UUID, actor: By) -> Response:
        return _printed(classes, request, actor, found(classes, actor, training))

    return routes


def _class(
    classes: Trainings, request: Request, actor: Actor, seen: Look,
    opened: Mapping[str, Mapping[str, Any]], names: Mapping[UUID, str],
) -> Response:  # fmt: skip
    course: Course = seen.file
    known = classes.officers.desk.ledger
    attended = [(each, known.now(OFFICER, each).state.line, course.certificate(each)) for each in course.attended]
    could = classes.could_attend(actor, course) if classes.officers.may_list(actor) else []
    return show(
        request, "training/class.html", case=seen, course=course, written=course.written, names=names, attended=attended,
        opened=opened, sections=classes.sections(actor, course), called=classes.officers.about.code,
        certified=len(course.certificates) == len(attended), could=len(could), leads=classes.officers.leads,
        left=len([each for each in could if each not in course.attended]),
        offers={offer.deed.path: offer for offer in seen.offers}, done=just_done(classes, request),
        may_print=classes.desk.rights.judge(actor, PRINT, classes.place(course)),
        may_open=classes.may_open_names(actor, course.attended),
    )  # fmt: skip


def _printed(classes: Trainings, request: Request, actor: Actor, seen: Look) -> Response:
    """The list to be signed, of everybody who was on a roster on the day of the class. Each name is opened and its printing
    recorded with the officer whose it is, then that of the list, which is named in its foot."""
    course: Course = seen.file
    classes.desk.rights.must(actor, PRINT, classes.place(course))
    office = office_of(classes.desk, classes.words, request, actor, {})
    could = classes.could_attend(actor, course)
    names = classes.officers.names(actor, could, Way.PRINTED, LIST)
    held = ("identity",) if names else (OPEN_PART,)
    position = classes.desk.shown(actor, seen.subject, held, Way.PRINTED, paper=LIST)
    people = [(names.get(each), classes.officers.desk.ledger.now(OFFICER, each).state.line) for each in could]
    return pdf(
        render(LIST, learners(course, people, office), printed=mark_of(classes.desk, LIST, seen.code, position)), LIST
    )


ROOM = Room(
    [(OFFICER, tell_of_officer), (TRAINING, nobody)],
    HERE,
    doors,
    menu,
    policies=OF_TRAINING,
    views=(OFFICERS, TRAININGS),
)
