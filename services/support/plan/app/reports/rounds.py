"""The desk of the review rounds: one a month, answered by every unit with numbers alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles
from services.support.plan.app.reports.places import deed
from services.support.plan.app.units import KEPT, Whose, called, here, running
from services.support.plan.domain.reports.rounds import commands as of_round
from services.support.plan.domain.reports.rounds.events import (
    Event,
    ReviewAnswered,
    ReviewAnswerTaken,
    ReviewHeard,
    ReviewOpened,
)
from services.support.plan.domain.reports.rounds.review import Review
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.words import round_file
from services.support.plan.projections.reports import ReviewLine
from shared.desk import Deed, Desk
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject
from shared.kernel.unit_papers import Obliged
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import About, Look
from shared.web.fields import LEFT_OUT, Choice
from shared.web.words import Words

Rounds = Shelf[Entry, ReviewLine] | Kept[Entry, ReviewLine] | None
REVIEWS = About(
    "review", "reviews", "reviews", "/reviews", lambda file: f"RS-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e03"), of_people=False,
)  # fmt: skip


@dataclass(frozen=True)
class OfMonth:
    """A review round with its month."""

    month: date
    state: Review


def deeds(agency: AgencyId) -> list[Deed]:
    def place(_: Review, command: Any, actor: Actor) -> Subject:
        return Subject(agency, command.unit if isinstance(command, of_round.AnswerReview) else actor.unit, KEPT)

    return [
        deed("support.review.open", "opening", of_round.OpenReview, REVIEW, place),
        replace(
            deed("support.review.answer", "answer", of_round.AnswerReview, REVIEW, place, "answered_on"),
            side_by_side=True,
        ),
    ]


class ReviewFiles(PlanFiles):
    """Each month of the plan has its round; before the lead opens it nobody is asked."""

    def __init__(self, desk: Desk, agency: AgencyId, words: Words, lines: Rounds) -> None:
        kind = Kind(
            REVIEWS, REVIEW, "support.review.read", "support.review.read", lambda at, _: Subject(at, None, KEPT), bool
        )
        super().__init__(kind, desk, agency, words, lines)

    def months(self) -> Iterator[date]:
        """The months of the plan up to this one, the newest first."""
        now = running(self.desk)
        months = [each for each in now.plan.months() if each <= self.desk.today()] if now else []
        return reversed(months)

    def id(self, month: date) -> UUID:
        now = running(self.desk)
        return round_file(now.plan.id if now else "", month)

    def month(self, file: UUID) -> date:
        for month in self.months():
            if self.id(month) == file:
                return month
        raise LookupError(str(file))

    def kept(self, actor: Actor) -> list[Whose]:
        """Those for whom this officer answers."""
        mine = (each for each in here(self.desk, self.agency) if each.kept)
        deed = "support.review.answer"
        return [
            each for each in mine if self.desk.rights.judge(actor, deed, each.lies(self.agency, REVIEW.name)).allowed
        ]

    def state(self, month: date) -> Review:
        review: Review = self.desk.ledger.now(REVIEW, self.id(month)).state
        return review

    def sees_all(self, actor: Actor) -> bool:
        """May this officer read the answers of all whose answers lie here? Else only those this officer gives."""
        return self.desk.rights.reaches_agency(actor, self.kind.read, self.agency)

    def readable(self, actor: Actor) -> Callable[[Code], bool]:
        """Whose answers this officer may read, by their code."""
        if self.sees_all(actor):
            return lambda _: True
        return {each.who.code for each in self.kept(actor)}.__contains__

    def look(self, actor: Actor, file: UUID) -> Look:
        month, theirs = self.month(file), self.readable(actor)
        look = self.standing_look(
            actor, file, self.place_of(actor), lambda state: OfMonth(month, state.only(theirs)), f"{month:%m/%Y}"
        )
        return replace(look, entries=tuple(each for each in look.entries if self._about(each.fact, theirs)))

    def _about(self, event: Event, theirs: Callable[[Code], bool]) -> bool:
        """That it was asked is everybody's; an answer is theirs or not."""
        match event:
            case ReviewAnswered() | ReviewAnswerTaken():
                return theirs(Obliged(event.agency, event.unit).code)
            case ReviewOpened() | ReviewHeard():
                return True
            case _:
                assert_never(event)

    def place(self, file: Any) -> Subject:  # noqa: ARG002 - as `Cases` asks
        return Subject(self.agency, None, KEPT)

    def place_of(self, actor: Actor) -> Subject:
        return Subject(self.agency, actor.unit, KEPT)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - as `Cases` asks
        self.desk.rights.must(actor, self.kind.list_, self.place_of(actor))
        theirs, now = self.readable(actor), running(self.desk)
        not_open = {str(self.id(month)): ReviewLine(now.plan.id, month) for month in self.months()} if now else {}
        lines: Mapping[str, ReviewLine] = {**not_open, **(self.lines.where() if self.lines else {})}
        return {
            key: replace(line, cases={who: n for who, n in line.cases.items() if theirs(who)})
            for key, line in lines.items()
        }

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:
        now = running(self.desk)
        try:
            month = self.month(file).isoformat()
        except LookupError:  # the blank form asks only which fields these are
            month = ""
        said = {"plan": now.plan.id if now else "", "under": now.under.isoformat() if now else "", "month": month}
        if deed.command is of_round.AnswerReview:
            today = self.desk.today().isoformat()
            return said | {"agency": self.agency, "unit": actor.unit or "", "answered_on": today}
        return said

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """An answer for an agency whose papers are kept here."""
        if not isinstance(command, of_round.AnswerReview) or command.of is None:
            return command
        found = next((each for each in self.kept(actor) if each.who.code == command.of), None)
        if found is None:
            raise NotPermitted("right.unit", "the answer of somebody whose papers do not lie here")
        return replace(command, agency=found.agency, unit=found.unit)

    def known(self, deed: Deed, actor: Actor, file: Review, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        if deed.command is not of_round.AnswerReview:
            return {}
        others = [each for each in self.kept(actor) if each.agency != self.agency]
        choices = tuple((each.who.code, called(self.desk, each.who)) for each in others)
        return {"of": Choice(choices) if choices else LEFT_OUT}
