"""The classes with their next step, and the list to be signed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.training import LIST, PRINT, Trainings
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.course import Course
from services.support.plan.domain.training.officer_rules import OFFICER
from services.support.plan.pages.training.list_of_learners import learners
from shared.access import OPEN_PART, Way
from shared.kernel.people import Actor
from shared.papers import render
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.office import mark_of, office_of, pdf


def class_routes(classes: Trainings) -> APIRouter:
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
