"""Tips about unlicensed labour brokers: what waits first, and one with its steps. Whom it is about opens only when asked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.brokers import KIND, LIST, Brokers, deeds
from services.support.plan.domain.brokers.events import BrokerTipCame
from services.support.plan.domain.brokers.rules import LEAD, TIP
from services.support.plan.domain.brokers.tip import Stage, Tip
from services.support.plan.messages.brokers import tell_of_tip
from services.support.plan.pages.lines import DONE_AT_ONCE, Row, history, offered
from services.support.plan.policies.brokers import TIPPED
from services.support.plan.projections.brokers import BROKER_TIPS, TipLine
from services.support.plan.room import Doors, Room, Site
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.looking import shown
from shared.web.pages import Link, desk_name
from shared.web.words import Words

HERE = Path(__file__).parent
AT_US = (Stage.CAME, Stage.TO_PASS, Stage.TO_CHECK, Stage.CHECKED, Stage.OUTCOME_KNOWN)
"""Tips with which somebody here has to do something, the first of these first."""
WAITS = (Stage.PASSED, Stage.FORWARDED)
"""Tips for which we wait for others."""


def brokers(site: Site, words: Words) -> Brokers:
    return Brokers(KIND, site.desk(deeds(site.agency)), site.agency, words, site.shelves[BROKER_TIPS.name], "new")


def doors(site: Site, words: Words) -> Doors:
    tips = brokers(site, words)
    return Doors([tips], [_pages(tips)])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    tips = brokers(site, words)
    if not tips.may_list(actor):
        return ()
    return (Link(words["brokers.title"], "/brokers", len(_rows(tips, actor, AT_US))),)


def _rows(tips: Brokers, actor: Actor, stages: Sequence[Stage]) -> list[Row]:
    """The tips at these stages, in the order of the stages, the oldest first."""
    lines = {UUID(key): line for key, line in tips.queue(actor).items() if line.stage in stages}
    order = sorted(lines, key=lambda key: (stages.index(lines[key].stage), str(lines[key].taken_on), str(key)))
    return [_row(tips, key, lines[key]) for key in order]


def _row(tips: Brokers, tip: UUID, line: TipLine) -> Row:
    law, words = tips.desk.law(), tips.words
    whence = desk_name(law, line.sender, line.sender_unit) if line.sender else desk_name(law, tips.agency, line.unit)
    place = law.units[line.place].vi if line.place and line.place in law.units else words["brokers.no_place"]
    tone = "done" if line.stage in (Stage.CLOSED, Stage.WITH_LEAD) else "held" if line.stage in WAITS else "open"
    return Row(
        tips.about.at(tip), tips.about.code(tip), whence, place, words[f"brokers.next.{line.stage}"], None,
        _holder(tips, line.stage, line.unit), tone,
    )  # fmt: skip


def _holder(tips: Brokers, stage: Stage, unit: str | None) -> str:
    """Who has it now, in words."""
    law = tips.desk.law()
    lead = law.holder(LEAD)
    if stage in (Stage.PASSED, Stage.WITH_LEAD) and lead:
        return desk_name(law, lead.id, None)
    if stage in (Stage.FORWARDED, Stage.CLOSED):
        return tips.words[f"brokers.holder.{stage}"]
    return desk_name(law, tips.agency, unit)


def _pages(tips: Brokers) -> APIRouter:
    routes = APIRouter()

    @routes.get("/brokers")
    def all_of_them(request: Request, actor: By) -> Response:
        here = Subject(tips.agency, actor.unit, Stage.NONE)
        tips.desk.rights.must(actor, LIST, here)
        return show(
            request, "brokers/list.html", waiting=_rows(tips, actor, AT_US), sent=_rows(tips, actor, WAITS),
            done_with=_rows(tips, actor, (Stage.WITH_LEAD, Stage.CLOSED))[-DONE_AT_ONCE:],
            may_take=tips.desk.rights.judge(actor, "support.broker.take", here),
        )  # fmt: skip

    @routes.get("/brokers/{tip:uuid}")
    def one(request: Request, tip: UUID, actor: By) -> Response:
        return _page(tips, request, actor, shown(tips, actor, tip), {})

    @routes.post("/brokers/{tip:uuid}/sections")
    def open_section(request: Request, tip: UUID, actor: By, section: Annotated[str, Form()]) -> Response:
        seen = found(tips, actor, tip)
        return _page(tips, request, actor, seen, tips.open(actor, tip, [section], Way.VIEWED))

    return routes


def _page(
    tips: Brokers, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    tip: Tip = seen.file
    law, came = tips.desk.law(), tip.begun if isinstance(tip.begun, BrokerTipCame) else None
    sender = desk_name(law, came.sender.partition(".")[2], came.sender_unit) if came else None
    return show(
        request, "brokers/tip.html", case=seen, tip=tip, sender=sender, offers=offered(seen), opened=opened,
        holder=_holder(tips, tip.stage, tip.unit), ours=tip.stage not in (Stage.TO_PASS, Stage.PASSED, Stage.WITH_LEAD),
        sections=tips.sections(actor, tip), done=just_done(tips, request), lines=history(tips, actor, seen),
    )  # fmt: skip


ROOM = Room([(TIP, tell_of_tip)], HERE, doors, menu, policies=TIPPED, views=(BROKER_TIPS,))
