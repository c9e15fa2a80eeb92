"""The book of activities as an officer uses it every week: what is due, one tap to say it was done, the months, the places."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.support.plan.app.activities import Activities, Whose, deeds
from services.support.plan.domain.activities.book import State
from services.support.plan.domain.activities.due import Standing, standings
from services.support.plan.domain.activities.rules import BOOK
from services.support.plan.room import Doors, Room, Site
from shared.access import Way
from shared.kernel.people import Actor
from shared.kernel.plans import Cadence, Due
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
LATEST = 20
"""So many lines of a book are shown at once."""


def activities(site: Site, words: Words) -> Activities:
    return Activities(site.desk(deeds(site.agency)), site.agency, words)


def doors(site: Site, words: Words) -> Doors:
    books = activities(site, words)
    return Doors([books], [_pages(books)])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    books = activities(site, words)
    mine = list(books.mine(actor))
    if not mine:
        return ()
    waiting = [each.current for whose in mine for each in _standings(books, whose)]
    now = sum(turn is not None for turn in waiting)
    return (Link(words["plan.title"], "/plan", now, any(turn and turn.state is Due.MISSED for turn in waiting)),)


def _pages(books: Activities) -> APIRouter:
    routes = APIRouter()

    @routes.get("/plan")
    def mine(request: Request, actor: By) -> Response:
        whose = next(books.mine(actor), None)
        if whose is None:
            books.desk.rights.must(actor, "support.activity.read", books.place_of(actor))
            return show(request, "activities/no_plan.html")
        return _book(books, request, actor, found(books, actor, whose.id), {})

    @routes.get("/books/{book:uuid}")
    def one(request: Request, book: UUID, actor: By) -> Response:
        return _book(books, request, actor, found(books, actor, book), {})

    @routes.post("/books/{book:uuid}/sections")
    def notes(request: Request, book: UUID, actor: By) -> Response:
        seen = found(books, actor, book)
        return _book(books, request, actor, seen, books.open(actor, book, ["note"], Way.VIEWED))

    @routes.get("/books/{book:uuid}/kinds/{kind}")
    def of_kind(request: Request, book: UUID, kind: Code, actor: By, task: Code | None = None) -> Response:
        seen, law = found(books, actor, book), books.desk.law()
        plan = seen.file.whose.plan
        if kind not in plan.kinds:
            raise HTTPException(404)
        known = books.asked_of(kind, seen.file.book, law, actor, task=task if task in plan.tasks else None)
        return _form(books, request, actor, seen, "activity", known)

    @routes.get("/books/{book:uuid}/lines/{number}/{path}")
    def of_line(request: Request, book: UUID, number: int, path: str, actor: By) -> Response:
        seen = found(books, actor, book)
        if seen.file.book.line(number) is None or path not in ("activity", "correction", "not-held", "striking"):
            raise HTTPException(404)
        known = books.known(books.desk.deeds[path], actor, seen.file.book, {"number": str(number)})
        return _form(books, request, actor, seen, path, known)

    return routes


def _form(
    books: Activities, request: Request, actor: Actor, seen: Look, path: str, known: Mapping[str, Any]
) -> Response:
    deed = books.desk.deeds[path]
    return form(books, request, actor, seen, deed, known=known, path=f"{seen.address}/{path}")


def _book(
    books: Activities, request: Request, actor: Actor, seen: Look, opened: Mapping[Code, Mapping[str, Any]]
) -> Response:
    whose, book = seen.file.whose, seen.file.book
    tasks = _standings(books, whose)
    reached = book.reached()
    return show(
        request, "activities/book.html", case=seen, whose=whose, book=book, tasks=tasks, done=just_done(books, request),
        monthly=[each for each in tasks if each.task.cadence is Cadence.MONTHLY],
        waiting=sorted((each for each in tasks if each.current), key=_day_of),
        planned=[line for line in book.lines if line.state is State.PLANNED],
        lines=sorted(book.lines, key=lambda line: (line.day, line.number), reverse=True)[:LATEST],
        reached=reached, kinds=whose.plan.kinds, calendar=_calendar(books, whose, tasks),
        others=[(each, books.called(each)) for each in books.mine(actor) if each != whose],
        may_write=books.desk.rights.judge(actor, "support.activity.record", books.place(seen.file)),
        notes=(opened.get("note") or {}), holds_notes=books.sections(actor, seen.file).get("note"),
    )  # fmt: skip


def _day_of(each: Standing) -> date:
    """What is longest overdue comes first."""
    return each.current.last if each.current else date.max


def _standings(books: Activities, whose: Whose) -> list[Standing]:
    book = books.desk.ledger.now(BOOK, whose.id).state
    return list(standings(book, whose.plan, whose.agency, books.desk.today()))


def _calendar(books: Activities, whose: Whose, tasks: Sequence[Standing]) -> list[tuple[date, str]]:
    """What comes: the last day of each open turn, and the days on which something has to be handed in."""
    today = books.desk.today()
    coming = [(turn.last, t.task.vi) for t in tasks for turn in t.turns if turn.state in (Due.NOW, Due.LATER)]
    handed_in = [(each.last_day, each.vi) for each in whose.plan.dates.values() if each.last_day >= today]
    return sorted([*coming, *handed_in])[:12]


ROOM = Room([(BOOK, nobody)], HERE, doors, menu)
