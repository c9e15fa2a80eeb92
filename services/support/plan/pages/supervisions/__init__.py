"""Supervision of the plan: what the Front looks at and recommends, and what was recommended to this office."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app import recommendations as desk_of_recommendations
from services.support.plan.app import supervisions as desk_of_supervisions
from services.support.plan.app.recommendations import Recommendations
from services.support.plan.app.supervisions import Supervisions
from services.support.plan.app.under import Under
from services.support.plan.domain.supervisions.asked import RECOMMENDATION, RecommendationReceived
from services.support.plan.domain.supervisions.rules import SUPERVISION
from services.support.plan.domain.supervisions.words import RecommendationState, Stage
from services.support.plan.messages.supervisions import tell_of_recommendation, tell_of_supervision
from services.support.plan.pages.lines import DONE_AT_ONCE, Row, by_urgency, history, late, offered
from services.support.plan.policies.supervisions import SUPERVISED
from services.support.plan.projections.supervisions import (
    ASKED_RECOMMENDATIONS,
    SUPERVISIONS,
    AskedRecommendationLine,
    SupervisionLine,
)
from services.support.plan.room import Doors, Room, Site
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.web.asking import By
from shared.web.attachments import file_of
from shared.web.cases import Look, found
from shared.web.deed_forms import form
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import Link, desk_name
from shared.web.words import Words

HERE = Path(__file__).parent
BY_LETTER = "answer-by-letter"
OF_ONE = {BY_LETTER: RecommendationState.TO_ANSWER, "closure": RecommendationState.REPLIED}
"""The deeds that are about one recommendation, and how it stands when they can be done."""


def supervisions(site: Site, words: Words) -> Supervisions:
    desk = site.desk(desk_of_supervisions.deeds(site.agency))
    return Supervisions(desk_of_supervisions.KIND, desk, site.agency, words, site.shelves[SUPERVISIONS.name], "new")


def recommendations(site: Site, words: Words) -> Recommendations:
    desk, lines = site.desk(desk_of_recommendations.deeds(site.agency)), site.shelves[ASKED_RECOMMENDATIONS.name]
    return Recommendations(desk_of_recommendations.KIND, desk, site.agency, words, lines)


def doors(site: Site, words: Words) -> Doors:
    ours, asked = supervisions(site, words), recommendations(site, words)
    return Doors([ours, asked], [_supervision_pages(ours, asked), _recommendation_pages(asked)])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    """The line is there for who supervises, and for those to whom something was ever recommended."""
    ours, asked = supervisions(site, words), recommendations(site, words)
    if not ours.may_list(actor) and not (asked.may_list(actor) and asked.queue(actor)):
        return ()
    waiting, today = [*_rows(ours, actor), *_asked_rows(asked, actor)], ours.desk.today()
    return (Link(words["supervisions.title"], "/supervisions", len(waiting), late(waiting, today)),)


def _rows(ours: Supervisions, actor: Actor, *, done: bool = False) -> list[Row]:
    """Our supervisions that are not finished, the most urgent first; or the others."""
    lines = {UUID(key): line for key, line in ours.queue(actor).items()} if ours.may_list(actor) else {}
    rows = by_urgency(_row(ours, key, line) for key, line in lines.items() if line.is_open is not done)
    return rows[:DONE_AT_ONCE] if done else rows


def _row(ours: Supervisions, supervision: UUID, line: SupervisionLine) -> Row:
    law, about = ours.desk.law(), ours.about
    step, due, holder = _next(ours, line)
    tone = "done" if line.stage is Stage.FINISHED else "held" if line.stage is Stage.DROPPED else "open"
    return Row(
        about.at(supervision), about.code(supervision), law.called("supervision_subjects", line.topic),
        desk_name(law, line.agency, line.at_unit), step, due, holder, tone,
    )  # fmt: skip


def _next(ours: Supervisions, line: SupervisionLine) -> tuple[str, Any, str]:
    """What is to be done next, until when, at whose desk."""
    words, law, waiting = ours.words, ours.desk.law(), line.next_answer
    us = desk_name(law, ours.agency, None)
    if line.to_look_at:
        return words["supervisions.next.look"].format(number=line.to_look_at), None, us
    if waiting is not None:
        holder = desk_name(law, waiting.agency, waiting.unit)
        return words["supervisions.next.answer"].format(number=waiting.number), waiting.answer_by, holder
    return words[f"supervisions.next.{line.stage}"], line.due_on, us


def _asked_rows(asked: Recommendations, actor: Actor, *, done: bool = False) -> list[Row]:
    """The recommendations made to us that wait for an answer, the most urgent first; or the others."""
    lines = {UUID(key): line for key, line in asked.queue(actor).items()} if asked.may_list(actor) else {}
    chosen = {key: line for key, line in lines.items() if (line.stage is RecommendationState.TO_ANSWER) is not done}
    return by_urgency(_asked_row(asked, key, line) for key, line in chosen.items())


def _asked_row(asked: Recommendations, key: UUID, line: AskedRecommendationLine) -> Row:
    law, waits = asked.desk.law(), line.stage is RecommendationState.TO_ANSWER
    return Row(
        asked.about.at(key), asked.about.code(key), law.called("recommendation_kinds", line.advice),
        law.called("supervision_subjects", line.topic), asked.words[f"recommendation.state.{line.stage}"],
        line.answer_by if waits else None, desk_name(law, asked.agency, line.unit), "open" if waits else "done",
    )  # fmt: skip


def _supervision_pages(ours: Supervisions, asked: Recommendations) -> APIRouter:
    routes = APIRouter()

    @routes.get("/supervisions")
    def all_of_them(request: Request, actor: By) -> Response:
        if not ours.may_list(actor):
            asked.desk.rights.must(actor, desk_of_recommendations.LIST, Subject(asked.agency, actor.unit, "none"))
        may_plan = ours.desk.rights.judge(
            actor, "support.supervision.plan", Subject(ours.agency, actor.unit, Stage.NONE)
        )
        return show(
            request, "supervisions/list.html", rows=_rows(ours, actor), finished=_rows(ours, actor, done=True),
            supervises=ours.may_list(actor), asked=_asked_rows(asked, actor), may_plan=may_plan,
            answered=_asked_rows(asked, actor, done=True), is_asked=asked.may_list(actor),
        )  # fmt: skip

    @routes.get("/supervisions/{supervision:uuid}")
    def one(request: Request, supervision: UUID, actor: By) -> Response:
        return _page(ours, request, actor, found(ours, actor, supervision))

    @routes.get("/supervisions/{supervision:uuid}/recommendations/{number:int}/{path}")
    def of_one(request: Request, supervision: UUID, number: int, path: str, actor: By) -> Response:
        seen = found(ours, actor, supervision)
        each = seen.file.recommendation(number)
        if each is None or OF_ONE.get(path) is not each.state or (path == BY_LETTER and each.made.inbox):
            raise HTTPException(404)
        deed = ours.desk.deeds[path]
        known = ours.known(deed, actor, seen.file, {})
        chosen = {**known, "number": known["number"]._replace(value=str(number))}
        return form(ours, request, actor, seen, deed, known=chosen, path=f"{seen.address}/{path}")

    return routes


def _page(ours: Supervisions, request: Request, actor: Actor, seen: Look) -> Response:
    return show(
        request, "supervisions/supervision.html", case=seen, file=seen.file, offers=offered(seen), done=just_done(ours, request),
        lines=history(ours, actor, seen), us=desk_name(ours.desk.law(), ours.agency, None),
    )  # fmt: skip


def _recommendation_pages(asked: Recommendations) -> APIRouter:
    routes = APIRouter()

    @routes.get("/recommendations/{recommendation:uuid}")
    def one(request: Request, recommendation: UUID, actor: By) -> Response:
        seen = found(asked, actor, recommendation)
        law, received = asked.desk.law(), seen.file.received
        return show(
            request, "supervisions/recommendation.html", case=seen, file=seen.file, offers=offered(seen),
            done=just_done(asked, request), supervisor=desk_name(law, received.supervisor.partition(".")[2], None),
            lines=history(asked, actor, seen, (RecommendationReceived,)), us=desk_name(law, asked.agency, received.unit),
        )  # fmt: skip

    @routes.get("/recommendations/{recommendation:uuid}/paper")
    def paper(recommendation: UUID, actor: By) -> Response:
        """It came under the id of the supervision, which is a file of the Front's."""
        received = found(asked, actor, recommendation).file.received
        if received.scan is None:
            raise HTTPException(404)
        return file_of(Under(asked, recommendation), actor, received.supervision, received.scan, Way.VIEWED)

    return routes


ROOM = Room(
    [(SUPERVISION, tell_of_supervision), (RECOMMENDATION, tell_of_recommendation)], HERE, doors, menu, policies=SUPERVISED,
    views=(SUPERVISIONS, ASKED_RECOMMENDATIONS),
)  # fmt: skip
