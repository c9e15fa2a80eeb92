"""What lay before whoever decided, shown again: `GET /cases/{case}/saw/{position}` of a decision, and the same under `/api`.

Whoever may read the case may see it, and an inspector without reading anything sealed; the look is recorded before it is given.
The view is put together from the ledger as it is now, and its hash compared with the one that stands in the decision.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.access import OPEN_PART, Way
from shared.clock import local
from shared.desk import Desk
from shared.journal import covered, entry_of
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code, Digest
from shared.ledger import Entry, Stale, stream_of
from shared.seeing import Then, canonical, record_of
from shared.story.sentences import Sentences, load, said_by
from shared.story.timeline import timeline
from shared.web.answers import answered
from shared.web.asking import By
from shared.web.attachments import Scan, paper_scans
from shared.web.cases import Cases, Look, found
from shared.web.door import show
from shared.web.forms import Fault, Malformed
from shared.web.pages import vn_time
from shared.web.words import Words

FIELD = "saw"


@dataclass(frozen=True)
class Again:
    """A decision, and what lay before whoever took it, as it is put together now; `seen` is the case as it stands, where it is
    this person's to read."""

    decision: Entry
    then: Then
    seen: Look | None

    @property
    def same(self) -> bool:
        """Is what is put together now what they saw?"""
        return self.decision.body.saw is not None and self.then.saw.hash == self.decision.body.saw.hash

    @property
    def untouched(self) -> bool:
        """Are the entries it is put together from those of then, to the last byte? Some of it shows on no page."""
        return self.decision.body.saw is not None and self.then.saw.entries == self.decision.body.saw.entries

    @property
    def compares(self) -> bool:
        return self.same and self.untouched


class Paper(NamedTuple):
    """A file that lay with the case: which paper it is, where it was made here, and how it can be opened now."""

    digest: Digest
    paper: Code | None
    scan: Scan


def must_have_seen(cases: Cases, actor: Actor, case: UUID, position: int | None) -> None:
    """`Malformed` unless this person was shown this very case at that position; of what is about nobody it is enough that the
    ledger has come that far."""
    if position is None:
        return
    desk = cases.desk
    seen = (
        desk.seeing.reading(case, position, actor.id) is not None
        if cases.about.of_people
        else position <= desk.ledger.store.last()
    )
    if not seen:
        raise Malformed([Fault(FIELD, "fault.saw")])


def looks_again(wrong: Exception | None) -> bool:
    """Must the form be made from a new look? Where others wrote meanwhile, and where what was sent names no look of theirs."""
    return isinstance(wrong, Stale) or (isinstance(wrong, Malformed) and any(f.field == FIELD for f in wrong.faults))


def saw_api(cases: Cases) -> APIRouter:
    routes = APIRouter()

    @routes.get(f"/{cases.about.many}/{{subject:uuid}}/saw/{{position:int}}")
    def saw(subject: UUID, position: int, actor: By) -> Response:
        again = _again(cases, actor, subject, position, Way.API)
        decision, now = again.decision, again.then
        return answered(
            {
                cases.about.one: subject, "position": position, "name": decision.name, "at": decision.body.at,
                "when": decision.body.when, "by": decision.body.by, "law": decision.body.law, "saw": decision.body.saw,
                "now": now.saw, "compares": again.compares, "same": again.same, "untouched": again.untouched, "view": now.view,
            }
        )  # fmt: skip

    return routes


def saw_pages(cases: Cases) -> APIRouter:
    routes = APIRouter()

    @routes.get(f"/{cases.about.many}/{{subject:uuid}}/saw/{{position:int}}")
    def saw(request: Request, subject: UUID, position: int, actor: By) -> Response:
        again = _again(cases, actor, subject, position, Way.VIEWED)
        desk, law = cases.desk, _law_of(cases.desk, local(again.decision.at).date())
        return show(
            request, "saw.html", again=again, code=cases.about.code(subject), address=cases.about.at(subject),
            who=said_by(again.decision.body.by, law), lines=_told(desk, again, cases.words),
            papers=_papers(cases, actor, subject, again),
            sections=_sealed(desk, again.then), since=_since(desk, again),
            data=covered(canonical(again.then.view)) if again.then.view else "",
        )  # fmt: skip

    return routes


def saw_anywhere(*apps: Cases) -> APIRouter:
    """GET /saw/{position}: the way from an entry of the ledger to the page of its file, for whoever knows no more of it."""
    routes = APIRouter()

    @routes.get("/saw/{position:int}")
    def saw(position: int, _: By) -> Response:
        for app in apps:
            entry = app.desk.seeing.at(position)
            if entry and app.desk.seeing.decision(entry.body.subject, position):
                return RedirectResponse(f"{app.about.at(entry.body.subject)}/saw/{position}", 303)
        raise HTTPException(404)

    return routes


def _again(cases: Cases, actor: Actor, subject: UUID, position: int, way: Way) -> Again:
    """The decision with its view; that it is looked at is written down first, where it is about somebody. 404 where there is no
    decision about this file at this position."""
    desk, own = cases.desk, Subject(actor.agency, actor.unit, "*")
    deed = f"{desk.service}.saw.read"
    inspects = desk.rights.judge(actor, deed, own).allowed
    seen = _looked_at(cases, actor, subject) if inspects else found(cases, actor, subject)
    if (decision := desk.seeing.decision(subject, position)) is None:
        raise HTTPException(404)
    if cases.about.of_people:
        desk.shown(actor, subject, (OPEN_PART,), way, desk.rights.role_for(actor, deed, own) if inspects else None)
    return Again(decision, desk.seeing.then(decision), seen)


def _looked_at(cases: Cases, actor: Actor, subject: UUID) -> Look | None:
    """The case as it is now, for an inspector: None where it is not theirs to read, or nobody can read it any more."""
    try:
        return cases.look(actor, subject)
    except Exception:  # noqa: BLE001 - an entry that was changed may be wrong in any way; the rest is shown
        return None


def _told(desk: Desk, again: Again, words: Words) -> list[dict[str, Any]]:
    """What stood in the file then, in sentences, the newest first."""
    rows, source = again.then.rows, desk.ledger.source
    entries = [entry_of(source, row.position, str(row.stream), row.version, row.name, row.body) for row in rows]
    said = _sentences()
    lines = timeline(entries, said, partial(_law_of, desk), ())
    return [
        {"at": vn_time(line.at), "text": line.sentence if line.name in said.templates else words.get(line.name, line.name),
         "position": line.position}
        for line in reversed(lines)
    ]  # fmt: skip


def _sealed(desk: Desk, then: Then) -> list[Code]:
    """The sections of which something lay there sealed. Nothing of them is opened here."""
    kinds = desk.ledger.names.by_name
    return sorted(
        {
            section
            for entry in then.entries
            for field, section in kinds[entry.name].sealed.items()
            if getattr(entry.fact, field) is not None
        }
    )


def _since(desk: Desk, again: Again) -> int:
    """How much was written into the file between the look and the decision: what was decided without being seen."""
    known = again.then.rows[-1].position if again.then.rows else 0
    decision = again.decision
    between = (
        row
        for part in desk.seeing.parts
        for row in desk.ledger.store.stream(stream_of(part, decision.body.subject))
        if known < row.position < decision.position and f'"because":"{decision.body.because}"'.encode() not in row.body
    )
    return sum(1 for _ in between)


def _papers(cases: Cases, actor: Actor, subject: UUID, again: Again) -> list[Paper]:
    """The papers that the decision names, whatever is found now."""
    laid = again.decision.body.saw.papers if again.decision.body.saw else ()
    made = {each.digest: each.paper for each in record_of(cases.desk.ledger, cases.desk.service, subject)}
    known = paper_scans(cases, actor, subject, again.seen, laid)
    return [Paper(digest, made.get(digest), known[digest]) for digest in laid]


def _law_of(desk: Desk, day: date) -> Law:
    """The law of a day; for a day before all versions, that of today."""
    try:
        return desk.law_on(day)
    except LookupError:
        return desk.law()


@cache
def _sentences() -> Sentences:
    return load({})
