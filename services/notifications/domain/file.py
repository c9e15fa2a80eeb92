"""What we know of one agency's file of a case: what happened there, in whatever order and however often it was heard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from services.notifications.domain.facts import Begin, Fact, NoticeSentAgain
from services.notifications.domain.of_benefits import ApplicationLeft, ApplicationMade, GuidedToApply
from services.notifications.domain.of_reports import ReportHandedOver
from services.notifications.domain.shape import FirstShape
from services.notifications.domain.silence import Sent, sendings
from services.notifications.domain.terms import Term, terms
from shared.kernel.words import CaseId, Source, UnitCode


class Place(NamedTuple):
    """Whose file of which case. `desk` is the instance whose pages show it."""

    desk: Source
    case: CaseId

    @property
    def key(self) -> str:
        return f"{self.desk}/{self.case}"

    @classmethod
    def of(cls, key: str) -> "Place":
        desk, _, case = key.partition("/")
        return cls(desk, CaseId(UUID(case)))


@dataclass(frozen=True)
class Step:
    """What happened; `told` when another agency had told it, and no officer of this desk did it; `at` when it was written
    down, in the town's time (steps kept before it was asked for have none)."""

    fact: Fact
    told: bool
    at: datetime | None = None


@dataclass(frozen=True)
class File:
    """The steps by their position in the agency's ledger, and what follows from them: the unit the case belongs to
    there, the terms by thread, what was sent and waits for an answer and when others were answered (`waiting`,
    `answered`, by thread), whether the first step was heard (`begun`), whether anything can fall due (`running`)."""

    steps: dict[int, Step] = field(default_factory=dict)
    unit: UnitCode | None = None
    terms: dict[str, Term] = field(default_factory=dict)
    waiting: dict[str, Sent] = field(default_factory=dict)
    answered: dict[str, datetime] = field(default_factory=dict)
    begun: bool = False
    running: bool = False

    @property
    def brought_in(self) -> date | None:
        """The day a past case was written down here; None of any other."""
        return next(
            (s.at.date() for s in self.steps.values() if s.at and isinstance(s.fact, FirstShape) and s.fact.is_past),
            None,
        )

    def is_history(self, step: Step) -> bool:
        """It came with a past case on the day that was brought in: no news to anybody."""
        return self.brought_in is not None and step.at is not None and step.at.date() <= self.brought_in

    def unanswered(self, there: Mapping[Source, "File"]) -> dict[str, Sent]:
        """What it sent and nobody answered; what the files `there`, at the desks it was sent to, answered since counts
        even before the word is back."""

        def answered(thread: str, sent: Sent) -> bool:
            at = there[sent.to].answered.get(thread) if sent.to in there else None
            return at is not None and at >= sent.at

        return {thread: sent for thread, sent in self.waiting.items() if not answered(thread, sent)}

    @property
    def guided_to(self) -> frozenset[Source]:
        """The desks at which she was to apply."""
        return frozenset(step.fact.inbox for step in self.steps.values() if isinstance(step.fact, GuidedToApply))

    def applied(self, application: UUID) -> bool:
        """She applied at this desk, or wants it no more."""
        facts = (step.fact for step in self.steps.values())
        return any(isinstance(f, ApplicationMade | ApplicationLeft) and f.application == application for f in facts)

    def due(self, there: Mapping[Source, "File"], today: date) -> list[Term]:
        """The terms that run; what nobody waits for any more does not. She has applied as soon as the file `there`, at the
        desk she was guided to, says so, even before this one is sent anything."""

        def done(term: Term) -> bool:
            match self.steps[term.position].fact:
                case GuidedToApply(application=id_, inbox=desk):
                    return desk in there and there[desk].applied(id_)
                case _:
                    return False

        since = self.brought_in or date.min  # what was over before a past case was written down rings for nobody
        return [t for t in self.terms.values() if t.due_on >= since and t.waits_on(today) and not done(t)]

    def with_step(self, position: int, step: Step) -> "File":
        """A step is known by its position: heard twice it changes nothing, heard late it takes its turn."""
        steps = dict(sorted({**self.steps, position: step}.items()))
        happened = [(at, known.fact) for at, known in steps.items()]
        placed = Begin | NoticeSentAgain | ReportHandedOver
        units = [fact.unit for _, fact in happened if isinstance(fact, placed) and fact.unit]
        begun = any(isinstance(fact, Begin) for _, fact in happened)
        now = terms(happened)
        sent = sendings((at, known.fact, known.at) for at, known in steps.items() if known.at)
        running = bool(now or sent.waiting)
        return File(steps, units[-1] if units else None, now, sent.waiting, sent.answered, begun, running)
