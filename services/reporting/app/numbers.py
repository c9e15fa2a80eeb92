"""What stands behind a number: the cases it was counted from, for those who may see a list of cases; and the numbers that
are late, kept and reached."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from services.reporting.app.trail import own
from services.reporting.projections.counting.access import Access, access
from services.reporting.projections.counting.cases import CASES
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.days import DAYS
from services.reporting.projections.counting.deliveries import DELIVERIES
from services.reporting.projections.counting.flow import day_before
from services.reporting.projections.counting.kept_terms import TermRow, kept_terms, late_persons
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import UNSAID, Counts, Question, Thing
from services.reporting.projections.counting.statistics import regimes_of
from services.reporting.projections.counting.terms import TERMS
from shared.access import Way
from shared.desk import Desk
from shared.kernel.codes import case_code
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.words import Code

Line = TypeVar("Line")
OPENS: Mapping[Code, Question[Any]] = {
    "persons": PEOPLE, "cases": CASES, "deliveries": DELIVERIES, "terms": TERMS, "days": DAYS,
}  # fmt: skip
SHOWN: Mapping[Code, Sequence[Code]] = {
    "persons": ("stage", "identification", "unit"),
    "cases": ("stage", "identification", "lead", "unit"),
    "deliveries": ("service", "need", "agency", "outcome"),
    "terms": ("term", "holder", "outcome", "days"),
    "days": ("step", "identification", "unit"),
}
"""What is said of each thing behind a number of a question."""
FIGURE = "figure"
"""The section that is written down as shown, for each case of a number that was opened."""
AT_ONCE = 100


@dataclass(frozen=True)
class Number:
    """Which number: of a question, those on these values, as of two days. `since`: those who came into it from this day on.
    `late`: of whom something is past its last day. `once`: a person once, however many things of hers there are. `exact`: as a
    definition counts: on the values things stand on, and nobody who left is taken off. `line`: the values of a line of a table,
    on which things stand now; on which they stood before the period does not matter."""

    question: Code
    at: AsOf
    only: Mapping[Code, Sequence[str]] = field(default_factory=dict)
    since: date | None = None
    late: bool = False
    once: bool = False
    exact: bool = False
    line: Mapping[Code, Sequence[str]] = field(default_factory=dict)

    @property
    def stands(self) -> Mapping[Code, Sequence[str]]:
        """The values on which things stand that are counted."""
        return {**self.only, **self.line}


@dataclass(frozen=True)
class Behind:
    """One line of a number: the codes of the cases by their ids, and where it stands on the dimensions that are said.
    `taken_off`: it was in the number before the period and is no more, and counts as minus one."""

    cases: Mapping[UUID, Code]
    values: Mapping[Code, str]
    taken_off: bool = False


@dataclass(frozen=True)
class Opened(Generic[Line]):
    """A part of the lines of a number. `number`: how much it is, all lines together."""

    number: int
    lines: Sequence[Line]
    further: int | None


def a_part(number: int, lines: Sequence[Line], after: int) -> Opened[Line]:
    """The lines from one of them on, as many as are shown at once."""
    further = after + AT_ONCE
    return Opened(number, lines[after:further], further if further < len(lines) else None)


def write_down(desk: Desk, actor: Actor, deed: Code, cases: Iterable[UUID], way: Way) -> None:
    """That these cases stood behind a number that is being opened: once of each, before it is shown."""
    role = desk.rights.role_for(actor, deed, own(actor))
    for case in dict.fromkeys(cases):
        desk.shown(actor, case, (FIGURE,), way, role)


class Numbers:
    """Whether somebody may see figures or lists was asked before (`Reporting`)."""

    def __init__(self, desk: Desk, counts: Counts, law_on: Callable[[date], Law]) -> None:
        self._desk, self._counts, self._law_on = desk, counts, law_on

    def access(self, at: AsOf) -> Access:
        return access(self._counts, at, self._law(at))

    def terms(self, at: AsOf) -> list[TermRow]:
        return kept_terms(self._counts, self._of_a_day(at), list(self._law(at).agencies))

    def late(self, at: AsOf) -> list[Thing]:
        return late_persons(self._counts, self._of_a_day(at))

    def opened(self, actor: Actor, deed: Code, number: Number, after: int, way: Way) -> Opened[Behind]:
        """Lines of a number from one of them on; that a case stood there is written down of each case before it is shown.
        Raises `LookupError` for a question or dimension there is none of."""
        came, went = self._lines(number)
        lines = [*(self._line(number, each) for each in came), *(self._line(number, each, True) for each in went)]
        opened = a_part(len(came) - len(went), lines, after)
        write_down(self._desk, actor, deed, (case for line in opened.lines for case in line.cases), way)
        return opened

    def _lines(self, number: Number) -> tuple[Sequence[Thing], Sequence[Thing]]:
        """What is counted, and what is taken off: those who left it again in the period."""
        after = self._things(number, number.at, number.stands)
        if number.since is None:
            return after, []
        before = self._things(number, AsOf(day_before(number.since), number.at.known), number.only)
        was, now = ({each.key for each in things} for things in (before, after))
        came = [each for each in after if each.key not in was]
        return came, [] if number.exact else [each for each in before if each.key not in now]

    def _things(self, number: Number, at: AsOf, stands: Mapping[Code, Sequence[str]]) -> Sequence[Thing]:
        question = OPENS[number.question]
        regimes = stands.get("regime") if question is PEOPLE and not number.exact else None
        only = {name: values for name, values in stands.items() if regimes is None or name != "regime"}
        things = self._counts.things(question, self._of_a_day(at), only=only)
        if regimes is not None:  # some needs are part of a regime: which, the law says
            law = self._law(at)
            things = [each for each in things if {*regimes_of(each, law)} & {*regimes}]
        if number.late:
            late = {each.key for each in self.late(at)}
            things = [each for each in things if each.key in late]
        return list({each.cases: each for each in things}.values()) if number.once else things

    def _line(self, number: Number, thing: Thing, taken_off: bool = False) -> Behind:
        question, names = OPENS[number.question], SHOWN[number.question]
        said = {name: thing.values[question.at(name)] for name in names}
        kept = (
            {name: value for name, value in said.items() if value != UNSAID} if number.question != "persons" else said
        )
        return Behind({case: case_code(case) for case in thing.cases}, {} if number.once else kept, taken_off)

    def _of_a_day(self, at: AsOf) -> AsOf:
        """What turns by itself is asked as of today: at the end of all days everything has turned."""
        return AsOf(min(at.true, self._desk.today()), at.known)

    def _law(self, at: AsOf) -> Law:
        return self._law_on(min(at.true, self._desk.today()))
