"""Terms of cases: every last day that something had at an agency, and whether it was kept. A term is a wait with a last day, so
that whatever waits anywhere is counted here too, and nothing is read twice."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from services.reporting.projections import facts
from services.reporting.projections.ball import BALL, Ball
from services.reporting.projections.counting.clocks import true_on
from services.reporting.projections.counting.question import UNSAID, Dimension, Question, Thing, Turn, of_each_case
from services.reporting.projections.of_benefits import ClaimEnded
from services.reporting.projections.told import Told
from services.reporting.projections.waits import Wait
from shared.clock import local
from shared.kernel.words import AgencyId, Code, UnitCode

OPEN, LATE, KEPT, MISSED = "open", "late", "kept", "missed"
OUTCOMES: tuple[Code, ...] = (KEPT, MISSED, OPEN, LATE)
TAKEN_BACK = (
    facts.NoticeRecalled | facts.VerificationRecalled | facts.ProtectionRecalled | facts.PoliceRefused | facts.FileEnded
    | facts.CaseClosed | ClaimEnded
)  # fmt: skip
"""Who asked takes it back, or what it was about has ended: nobody had to keep the term from then on."""


class Term(msgspec.Struct, frozen=True):
    """`holder` had it on its last day: whoever took it on afterwards has not missed it. `done_on` is empty while it waits."""

    what: Code
    holder: AgencyId
    since: date
    due_on: date
    done_on: date | None = None


class CaseTerms(msgspec.Struct, frozen=True):
    """`begun` are the terms by thread, each begun after the one before it had ended."""

    ball: Ball = Ball()
    begun: Mapping[str, tuple[Term, ...]] = {}


State = Mapping[str, CaseTerms]


def _evolve(before: CaseTerms, told: Told) -> CaseTerms:
    ball = BALL.evolve(before.ball, told)
    if ball.waits == before.ball.waits:
        return replace(before, ball=ball)
    begun = dict(before.begun)
    for thread in dict.fromkeys((*before.ball.waits, *ball.waits)):
        was, now = before.ball.waits.get(thread), ball.waits.get(thread)
        if was != now:
            begun[thread] = tuple(_moved(begun.get(thread, ()), was, now, told))
    return CaseTerms(ball, {thread: terms for thread, terms in begun.items() if terms})


def _moved(terms: tuple[Term, ...], was: Wait | None, now: Wait | None, told: Told) -> Iterator[Term]:
    """The terms of a thread once what waits there is another."""
    day = min(true_on(told.entry.when, told.entry.at), local(told.entry.at).date())
    *over, last = terms or (None,)
    yield from filter(None, over)
    waiting = last if last and last.done_on is None else None
    if last and waiting is None:
        yield last
    if waiting and was and now and now.due_on and _goes_on(was, now):
        holder = now.holder if day <= waiting.due_on else waiting.holder
        yield replace(waiting, holder=holder, due_on=now.due_on)
        return
    if waiting and (day > waiting.due_on or not isinstance(told.fact, TAKEN_BACK)):
        yield replace(waiting, done_on=day)
    if now and now.due_on:
        yield Term(now.what, now.holder, now.since, now.due_on)


def _goes_on(was: Wait, now: Wait) -> bool:
    """Handed to another desk, or its last day moved: it is the same term still."""
    return was.what == now.what and (was.since == now.since or was.due_on == now.due_on)


def _things(then: State, _: State) -> Iterable[Thing]:
    for case, known in then.items():
        for thread, terms in known.begun.items():
            for number, term in enumerate(terms, 1):
                yield _thing(f"{case}/{thread}/{number}", term, known.ball.unit)


def _thing(key: str, term: Term, unit: UnitCode | None) -> Thing:
    def values(outcome: Code, days: int | None = None) -> tuple[str, ...]:
        return (term.what, term.holder, outcome, UNSAID if days is None else str(days), unit or UNSAID)

    if term.done_on is None:
        return Thing(key, values(OPEN), 0, Turn(term.due_on + timedelta(days=1), values(LATE)))
    days = (term.done_on - term.since).days
    return Thing(key, values(KEPT if term.done_on <= term.due_on else MISSED, days), days)


TERMS: Question[State] = Question(
    "terms.v1",
    (
        Dimension("term", "waits"),
        Dimension("holder", "agencies"),
        Dimension("outcome", "term_outcomes"),
        Dimension("days", "days"),
        Dimension("unit", "units"),
    ),
    {},
    of_each_case(BALL, CaseTerms(), _evolve),
    _things,
)
"""Amount: the days it took. Whoever asks what is late asks as of a day: of no day at all everything would be."""
