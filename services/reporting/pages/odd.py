"""What an inspector sees first: the seals of all agencies, what is odd, and one finding with what may be said of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.app import Reporting
from services.reporting.app.odd import Item, Odd, Whole, sealed
from services.reporting.app.odd_seals import seal_lines
from services.reporting.app.odd_words import ago, sentence, thresholds
from services.reporting.domain.finding import Place, Said, Stage
from services.reporting.oddities import RULES, Rule
from services.reporting.projections.keeping import Heard
from shared.access import Way
from shared.kernel.codes import case_code
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.story.timeline import TimelineLine
from shared.web.asking import By
from shared.web.cases import Look, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.pages import Link, vn_time

AT_ONCE, OF_ONE = 20, 200
"""So many of each rule stand on the desk, and so many where one rule was asked for."""
IN_WORDS = 20
"""So many entries of a finding are said in a sentence; the others are links."""


class Group(NamedTuple):
    """What one rule found: how many, and the first of them with their sentences and the codes of their cases."""

    total: int
    lines: Sequence[tuple[Item, str, Code | None]]


def odd_pages(odd: Odd, reporting: Reporting) -> APIRouter:
    door = APIRouter()

    @door.get("/odd")
    def desk(
        request: Request, actor: By, stage: str = Stage.OPEN, rule: str = "", agency: str = "", case: str = ""
    ) -> Response:
        items, seals = odd.overview(actor)
        stage = stage if stage in (*Stage, "all") else Stage.OPEN
        asked = [item for item in items if rule in ("", item.said.rule) and agency in ("", item.said.agency)]
        asked = [item for item in asked if case in ("", str(item.said.case))]
        shown = [item for item in asked if stage in ("all", item.stage)]
        law, heard = reporting.law_on(odd.desk.today()), reporting.sources(actor)
        return show(
            request, "odd/list.html", stage=stage, rule=rule, agency=agency, case=case, rules=RULES,
            groups=_groups(odd, shown, rule),
            counts={**dict.fromkeys(Stage, 0), **Counter(item.stage for item in asked), "all": len(asked)},
            agencies=sorted({item.said.agency for item in items if item.said.agency}), heard_until=_until(heard),
            seals=seal_lines(law.agencies, odd.listens_to, seals, items), ago=lambda at: ago(at, odd.now()),
        )  # fmt: skip

    @door.get("/odd/{finding:uuid}")
    def one(request: Request, finding: UUID, actor: By) -> Response:
        return _one(odd, reporting, request, actor, found(odd, actor, finding), {})

    @door.post("/odd/{finding:uuid}/sections")
    def notes(request: Request, finding: UUID, actor: By) -> Response:
        seen = found(odd, actor, finding)
        return _one(odd, reporting, request, actor, seen, odd.open(actor, finding, ["note"], Way.VIEWED))

    return door


def odd_links(odd: Odd, actor: Actor) -> Sequence[Link]:
    return (Link(odd.words["odd.title"], "/odd"),) if odd.may(actor) else ()


def said_in_words(odd: Odd, said: Said) -> str:
    return sentence(said, odd.desk.law(), odd.words)


def _one(
    odd: Odd, reporting: Reporting, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    whole: Whole = seen.file
    said = whole.item.said
    odd.shown(actor, whole, Way.VIEWED)
    entries = list(_entries(reporting, said))
    deeds = [line.name for _, line in entries if line]
    return show(
        request, "odd/one.html", case=seen, whole=whole, sentence=said_in_words(odd, said), limits=odd.limits,
        code=case_code(said.case) if said.case else None, thresholds=list(thresholds(said, deeds, odd.limits, odd.words)),
        entries=entries, in_words=IN_WORDS, sentence_of=partial(said_in_words, odd), done=just_done(odd, request),
        notes=opened.get("note") or {}, holds_notes=any(sealed(whole.entries)["note"].values()),
    )  # fmt: skip


def _entries(reporting: Reporting, said: Said) -> Iterator[tuple[Place, TimelineLine | None]]:
    for number, place in enumerate(said.entries):
        yield place, reporting.trails.line(place.source, place.position) if number < IN_WORDS else None


def _groups(odd: Odd, items: Sequence[Item], rule: str) -> dict[Code, Group]:
    """By rule, in the order of the list."""
    groups: dict[Code, list[Item]] = {}
    for item in sorted(
        items, key=lambda item: RULES.index(Rule(item.said.rule)) if item.said.rule in RULES else len(RULES)
    ):
        groups.setdefault(item.said.rule, []).append(item)
    most = OF_ONE if rule else AT_ONCE
    return {
        name: Group(
            len(mine),
            [(i, said_in_words(odd, i.said), case_code(i.said.case) if i.said.case else None) for i in mine[:most]],
        )
        for name, mine in groups.items()
    }


def _until(heard: Sequence[Heard]) -> str:
    """Until when all was heard, and whether it was."""
    newest = max((each.newest_at for each in heard if each.newest_at), default=None)
    whole = sum(each.well for each in heard)
    until = f"đến {vn_time(newest)}" if newest else "chưa có mục nào"
    return f"Đã nhận đủ {whole}/{len(heard)} nhật ký, {until}."
