"""The desk of the books of activities: whose books are kept here, and what stands in a form already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, called, day_of, first_of, holds
from services.support.plan.domain.activities import commands as asked
from services.support.plan.domain.activities.book import Activity, Book, State, book_id
from services.support.plan.domain.activities.rules import BOOK, SAID
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.plans import Plan
from shared.kernel.rights import NotPermitted, Subject
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.web.cases import About, Look
from shared.web.fields import LEFT_OUT, Choice
from shared.web.words import Words

A_BOOK = About(
    "book", "books", "books", "/plan", lambda book: f"SHD-{book.hex[:6]}",
    UUID("c0a5b5d0-7a0c-4c58-8a5b-0f6e5a0b9a11"), of_people=False,
)  # fmt: skip
RUNNING = "running"
READ, LIST = "support.activity.read", "support.activity.list"
LEADS = "lead"


class Whose(NamedTuple):
    """Whose book it is, under which plan."""

    plan: Plan
    agency: AgencyId
    unit: UnitCode | None

    @property
    def id(self) -> UUID:
        return book_id(self.plan.id, self.agency, self.unit)


@dataclass(frozen=True)
class Opened:
    """A book with whose it is, as a page shows it."""

    whose: Whose
    book: Book


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can write into a book."""

    def place(_: Book, command: Any, actor: Actor) -> Subject:
        return Subject(agency, command.unit if command else actor.unit, RUNNING)

    def deed(name: Code, path: str, command: type[Any], day: str = "") -> Deed:
        on = day_of(day)
        return Deed(f"support.activity.{name}", path, command, BOOK, place, on, judged_on=on)

    return [
        deed("record", "activity", asked.RecordActivity, "carried_out_on"),
        deed("plan", "planning", asked.PlanActivity),
        deed("not_held", "not-held", asked.NotHeld),
        deed("correct", "correction", asked.CorrectActivity, "carried_out_on"),
        deed("strike", "striking", asked.StrikeActivity),
        deed("neighbourhoods", "neighbourhoods", asked.ListNeighbourhoods),
    ]


def _sealed(opened: Opened) -> SealedParts:
    """The notes on each line, the newest of each kind."""
    notes = {
        f"{name}:{line.number}": event.note
        for line in opened.book.lines
        for name in ("planned", "done", "not_held", "struck")
        if (event := getattr(line, name)) is not None
    }
    return {"note": notes}


KIND = Kind(A_BOOK, BOOK, READ, LIST, lambda agency, opened: Subject(agency, opened.whose.unit, RUNNING), bool, _sealed)


def _places(book: Book, actor: Actor) -> dict[str, Any]:
    """Where it took place: in parts of the own unit, or, where there is none, in units of the town."""
    if not actor.unit:
        return {"everywhere": LEFT_OUT, "places": LEFT_OUT}
    listed = Choice(tuple((each, each) for each in book.neighbourhoods)) if book.neighbourhoods else LEFT_OUT
    return {"in_units": LEFT_OUT, "places": listed}


def _one_of(lines: Sequence[Activity], law: Law, meant: object = None) -> Choice:
    """Which line of the book is meant, the newest first; the newest, unless another is named."""
    told = {
        str(line.number): f"{line.day:%d/%m/%Y} · {law.called('activity_kinds', line.kind)}" for line in reversed(lines)
    }
    offered = first_of(told.items())
    return offered._replace(value=str(meant)) if str(meant) in told else offered


class Activities(PlanFiles):
    """Books are there from the day on which the plan runs: nobody begins one."""

    def __init__(self, desk: Desk, agency: AgencyId, words: Words) -> None:
        super().__init__(KIND, desk, agency, words)

    def books(self) -> Iterator[Whose]:
        """The books kept here today, under the plan that runs or ran last: of each unit, or of the agency; at the lead also of
        agencies that have no place of their own to write and send their papers there."""
        law = self.desk.law()
        plan = law.latest_plan
        if plan is None:
            return
        units: list[UnitCode | None] = [*sorted(law.units_of(self.agency))] or [None]
        for unit in units:
            yield Whose(plan, self.agency, unit)
        if holds(law, LEADS, self.agency):
            responsible = {agency for task in plan.tasks.values() for agency in task.responsible}
            for agency in sorted(responsible):
                if agency in law.agencies and "support" not in law.agencies[agency].services:
                    yield Whose(plan, agency, None)

    def mine(self, actor: Actor) -> Iterator[Whose]:
        """Those of them this officer may read."""
        return (w for w in self.books() if self.desk.rights.judge(actor, READ, self._where(w)).allowed)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - a book has no stages
        """Whose books they are, by their ids."""
        return {
            str(each.id): {"agency": each.agency, "unit": each.unit, "plan": each.plan.id} for each in self.mine(actor)
        }

    def look(self, actor: Actor, file: UUID) -> Look:
        whose = self.whose(file)
        return self.standing_look(
            actor, file, self._where(whose), lambda book: Opened(whose, book), self.called(whose),
            lambda deed: deed.path != "neighbourhoods" or whose.unit is not None,
        )  # fmt: skip

    def whose(self, file: UUID) -> Whose:
        """Raises `LookupError` where no such book is kept here today."""
        for whose in self.books():
            if whose.id == file:
                return whose
        raise LookupError(str(file))

    def called(self, whose: Whose) -> str:
        return called(self.desk.law(), whose.agency, whose.unit)

    def place_of(self, actor: Actor) -> Subject:
        """Where this officer's own book would lie."""
        return Subject(self.agency, actor.unit, RUNNING)

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:
        try:
            whose = self.whose(file)
        except LookupError:  # the blank form asks only which fields these are
            return {"agency": self.agency, "unit": actor.unit or "", "plan": ""}
        if not self.desk.rights.judge(actor, deed.name, self._where(whose)).allowed:
            raise NotPermitted("right.unit", "the book of another unit")
        return {"agency": whose.agency, "unit": whose.unit or "", "plan": whose.plan.id}

    def known(self, deed: Deed, actor: Actor, file: Book, typed: Mapping[str, Any]) -> Mapping[str, Any]:
        book, law = file, self.desk.law()
        if deed.command is asked.RecordActivity:
            return self.asked_of(typed.get("kind"), book, law, actor, number=typed.get("number"))
        if deed.command is asked.CorrectActivity:
            return self._as_it_stands(typed.get("number"), book, law, actor)
        if deed.command is asked.ListNeighbourhoods:
            named = [each for each in book.neighbourhoods if not each.startswith("Tổ dân phố ")]
            blocks = len(book.neighbourhoods) - len(named)
            return {"blocks": blocks, "others": tuple(asked.Named(neighbourhood=each) for each in named)}
        numbers = {
            asked.NotHeld: [line for line in book.lines if line.state is State.PLANNED],
            asked.StrikeActivity: [line for line in book.lines if line.state is not State.STRUCK],
        }
        if deed.command in numbers:
            return {"number": _one_of(numbers[deed.command], law, typed.get("number"))}
        return {"planned_for": self.desk.today()} if deed.command is asked.PlanActivity else {}

    def asked_of(
        self, kind: Code | None, book: Book, law: Law, actor: Actor, *, task: Code | None = None, number: object = None
    ) -> dict[str, Any]:
        """What the form of an activity holds: of one kind, only what that kind asks for, with what was said of it last time.
        `number` is that of the planned one it carries out."""
        planned = book.line(int(number)) if str(number or "").isdigit() else None  # type: ignore[call-overload]
        kind, task = (planned.kind, planned.task) if planned else (kind, task)
        known: dict[str, Any] = {"carried_out_on": self.desk.today(), **_places(book, actor)}
        known["number"] = _one_of([planned], law) if planned else LEFT_OUT
        plan = law.latest_plan
        if kind is None or plan is None or kind not in plan.kinds:
            return known
        asks = plan.kinds[kind].asks
        unasked = {name for each, names in SAID.items() if each not in asks for name in names}
        last = next((line.done.details for line in reversed(book.lines) if line.done and line.kind == kind), None)
        tasks = [each for each in plan.tasks.values() if kind in each.kinds]
        known |= {
            "kind": kind, "task": (task or tasks[0].code) if len(tasks) > 1 else LEFT_OUT,
            "topics": last.topics if last else (), "everywhere": last.everywhere if last else False,
        }  # fmt: skip
        return known | dict.fromkeys(unasked, LEFT_OUT)

    def _as_it_stands(self, number: object, book: Book, law: Law, actor: Actor) -> dict[str, Any]:
        """The form that corrects: of the line that is meant, else of the last, what was written down."""
        lines = [line for line in book.lines if line.counts]
        line = next((each for each in lines if str(each.number) == str(number)), lines[-1] if lines else None)
        if line is None or line.done is None:
            return {"number": _one_of(lines, law)}
        stands = {**vars(line.done.details), "carried_out_on": line.done.carried_out_on}
        known = self.asked_of(line.kind, book, law, actor, task=line.task) | {"number": _one_of([line], law)}
        known |= {name: value for name, value in stands.items() if known.get(name) is not LEFT_OUT and name != "places"}
        if isinstance(known["places"], Choice):
            known["places"] = known["places"]._replace(value=line.done.details.places)
        return known

    def _where(self, whose: Whose) -> Subject:
        return Subject(self.agency, whose.unit, RUNNING)
