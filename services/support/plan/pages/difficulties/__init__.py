"""Difficulties as an officer sees them: the oldest first, whose turn it is and for how many days; one with all that was said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.support.domain.difficulties.file import Difficulty
from services.support.domain.difficulties.rules import DIFFICULTY
from services.support.messages.difficulties import tell_of_difficulty
from services.support.plan.app.difficulties import PAPER, Difficulties, Lines, deeds
from services.support.plan.app.proposals import article_of
from services.support.plan.pages.history import steps
from services.support.plan.projections.difficulties import DIFFICULTIES, DifficultyLine
from services.support.plan.room import Doors, Room, Site
from services.support.policies.difficulties import OF_DIFFICULTIES
from shared.access import Way
from shared.kernel.difficulties import LEAD
from shared.kernel.difficulty_stages import OPEN, Holder, Stage, Standing, Waits, is_awaited
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.papers import DifficultyReport, DifficultyRow, render
from shared.web.asking import By
from shared.web.cases import Look, Offer, found
from shared.web.deeds import just_done
from shared.web.door import show
from shared.web.office import Office, full_name, mark_of, office_of, pdf
from shared.web.pages import Link, vn_date
from shared.web.words import Words

HERE = Path(__file__).parent
LISTS = {"to": ("bodies_above",), "reason": ("difficulty_closings", "difficulty_reopenings")}
"""In which lists the codes of a step stand."""
OPENED = "open"
"""The filter a list begins with: all that is not settled."""
FILTERS: Mapping[str, frozenset[Stage]] = {
    OPENED: OPEN,
    **{stage.value: frozenset({stage}) for stage in (*sorted(OPEN, key=list(Stage).index), Stage.SETTLED)},
    "all": frozenset(Stage),
}
NEXT: Mapping[Stage, Code] = {
    Stage.RAISED: "taking",
    Stage.TAKEN: "guidance",
    Stage.SENT_UP: "answer",
    Stage.REOPENED: "guidance",
    Stage.GUIDED: "confirmation",
    Stage.REPLIED: "confirmation",
}
"""The deed everybody waits for. Where it is not offered it is the other side's turn, and nothing is urged."""


class Row(NamedTuple):
    """A line of the list."""

    key: str
    code: Code
    line: DifficultyLine
    waits: Waits
    about: str
    raiser: str
    holder: str
    awaited: bool


class Group(NamedTuple):
    """Open difficulties with the same article, or of the same kind where none names one."""

    about: str
    keys: tuple[str, ...]

    @property
    def way(self) -> str:
        """Where a proposal on them begins."""
        return "/proposals/alike?" + urlencode([("difficulty", key) for key in self.keys])


def difficulties(site: Site, words: Words) -> Difficulties:
    return Difficulties(site.desk(deeds(site.agency)), site.agency, words, site.shelves[DIFFICULTIES.name])


def doors(site: Site, words: Words) -> Doors:
    app = difficulties(site, words)
    return Doors([app], [_pages(app)])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    """Counted are those in which it is this agency's turn."""
    app = difficulties(site, words)
    try:
        rows = [_row(app, key, line) for key, line in app.queue(actor).items()]
    except NotPermitted:
        return ()
    ours = [row for row in rows if row.waits.holder is (Holder.LEAD if row.line.led and app.leads else Holder.RAISER)]
    awaited = app.leads and any(row.awaited for row in rows)
    return (Link(words["difficulties.title"], "/difficulties", len(ours), awaited),)


def _pages(app: Difficulties) -> APIRouter:
    routes = APIRouter()

    @routes.get("/difficulties")
    def all_(request: Request, actor: By, stage: str = OPENED) -> Response:
        return _list(app, request, actor, stage if stage in FILTERS else OPENED)

    @routes.get("/difficulties.pdf")
    def printed(request: Request, actor: By, stage: str = "all") -> Response:
        return _paper(app, request, actor, stage if stage in FILTERS else "all")

    @routes.get("/difficulties/{difficulty:uuid}")
    def one(request: Request, difficulty: UUID, actor: By) -> Response:
        return _one(app, request, actor, found(app, actor, difficulty), {})

    @routes.post("/difficulties/{difficulty:uuid}/sections")
    def notes(request: Request, difficulty: UUID, actor: By) -> Response:
        seen = found(app, actor, difficulty)
        return _one(app, request, actor, seen, app.open(actor, difficulty, ["note"], Way.VIEWED))

    return routes


def _list(app: Difficulties, request: Request, actor: Actor, stage: str) -> Response:
    lines = app.queue(actor)
    counts = Counter(line.stage for line in lines.values())
    shown = _rows(app, {key: line for key, line in lines.items() if line.stage in FILTERS[stage]})
    filters = [(name, sum(counts[each] for each in stages)) for name, stages in FILTERS.items()]
    return show(
        request, "difficulties/list.html", rows=shown, stage=stage, filters=filters, groups=_groups(app, lines),
        may_raise=app.may_raise(actor), may_print=app.may_print(actor) and bool(shown), known=bool(lines),
    )  # fmt: skip


def _one(
    app: Difficulties, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    whole, law, notes = seen.file, app.desk.law(), opened.get("note") or {}
    begun, urged = whole.state.begun, NEXT.get(whole.state.stage)
    return show(
        request, "difficulties/one.html", case=seen, whole=whole, state=whole.state, raised=begun,
        about=article_of(law, begun) if begun.document else "", raiser=_name(law, whole.agency, whole.unit),
        holder=_holder(law, whole.state, whole.waits, whole.agency, whole.unit),
        awaited=is_awaited(whole.state, app.desk.today()), done=just_done(app, request), urged=urged,
        offers=_offers(seen, urged),
        next_=f"difficulty_next.{_side(app, whole.state)}.{whole.state.stage}",
        history=list(steps(seen.entries, notes, app.words, law, LISTS)),
        notes=notes, holds_notes=app.sections(actor, whole).get("note"),
    )  # fmt: skip


def _offers(seen: Look, urged: Code | None) -> list[Offer]:
    """What can be done, the one that is waited for first."""
    return sorted(seen.offers, key=lambda offer: offer.deed.path != urged)


def _side(app: Difficulties, state: Difficulty) -> str:
    """Whose page it is: the lead's, that of whoever raised it, or of one that nobody else was ever told of."""
    return "raised" if not state.led_here else "led" if app.leads else "alone"


def _rows(app: Difficulties, lines: Lines) -> list[Row]:
    return [_row(app, key, line) for key, line in lines.items()]


def _row(app: Difficulties, key: str, line: DifficultyLine) -> Row:
    law, waits = app.desk.law(), app.waits(line)
    return Row(
        key, app.about.code(UUID(key)), line, waits, article_of(law, line) if line.document else "",
        _name(law, line.agency, line.unit), _holder(law, line, waits, line.agency, line.unit),
        is_awaited(line, app.desk.today()),
    )  # fmt: skip


def _groups(app: Difficulties, lines: Lines) -> list[Group]:
    """At the lead: what several met, and no proposal has yet."""
    if not app.leads:
        return []
    law = app.desk.law()
    found: dict[str, list[str]] = {}
    for key, line in lines.items():
        if line.led and not line.proposals:
            kind = law.called("difficulty_kinds", line.kind)
            found.setdefault(article_of(law, line) if line.document else kind, []).append(key)
    return [Group(about, tuple(keys)) for about, keys in found.items() if len(keys) > 1]


def _holder(law: Law, standing: Standing, waits: Waits, agency: AgencyId, unit: UnitCode | None) -> str:
    """Whose turn it is, by name; nobody's, where it is settled."""
    match waits.holder:
        case Holder.RAISER:
            return _name(law, agency, unit)
        case Holder.LEAD:
            lead = law.holder(LEAD)
            return lead.vi if lead else ""
        case Holder.ABOVE:
            return law.called("bodies_above", standing.to) if standing.to else ""
        case None:
            return ""


def _name(law: Law, agency: AgencyId, unit: UnitCode | None) -> str:
    return law.units[unit].vi if unit and unit in law.units else full_name(law, agency)


def _paper(app: Difficulties, request: Request, actor: Actor, stage: str) -> Response:
    """The list as a paper; that it was printed, and each note that stands on it, is recorded before it is."""
    shown = {key: line for key, line in app.queue(actor).items() if line.stage in FILTERS[stage]}
    words, position = app.print(actor, shown)
    office = office_of(app.desk, app.words, request, actor, {})
    rows = tuple(_printed(row, words.get(row.key), office) for row in _rows(app, shown))
    report = DifficultyReport(
        office.head, app.words["difficulties.until"].format(on=vn_date(office.today)),
        app.words[f"difficulties.filter.{stage}"], rows,
    )  # fmt: skip
    return pdf(render(PAPER, report, printed=mark_of(app.desk, PAPER, None, position)), PAPER)


def _printed(row: Row, said: str | None, office: Office) -> DifficultyRow:
    law, words, line = office.law, office.words, row.line
    stands = words[f"difficulty_stage.{line.stage}"]
    if row.holder:
        stands = words["difficulties.held"].format(stage=stands, holder=row.holder, days=row.waits.here)
    kind, step = law.called("difficulty_kinds", line.kind), law.called("difficulty_steps", line.step)
    return DifficultyRow(
        row.code, vn_date(line.raised_on), row.raiser, f"{kind}; {step}", row.about or None, said, stands,
        str(row.waits.all),
    )  # fmt: skip


ROOM = Room([(DIFFICULTY, tell_of_difficulty)], HERE, doors, menu, OF_DIFFICULTIES, [DIFFICULTIES])
