"""How many wait at which agency, for what, how many of them late, since when the oldest; and the cases behind each number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.reporting.projections.ball import Ball
from services.reporting.projections.persons import Person
from services.reporting.projections.waits import Wait
from shared.kernel.words import AgencyId, Code


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: what may be known of it without opening anything."""

    case: UUID
    code: Code
    person: Person
    ball: Ball

    def silent_days(self, today: date) -> int:
        """For how many days nobody wrote anything down."""
        return (today - self.ball.moved_on).days if self.ball.moved_on else 0


@dataclass(frozen=True)
class Held:
    """One thing that a case waits for."""

    line: CaseLine
    wait: Wait


@dataclass(frozen=True)
class HeldNumber:
    """Which number of who holds the ball: what waits at an agency, for one kind of step (None: for any), or only what is late."""

    holder: AgencyId
    what: Code | None = None
    late: bool = False


@dataclass(frozen=True)
class WaitingRow:
    """What waits at an agency for one kind of step: how much, how much of it past its last day, and since when the oldest."""

    what: Code
    number: int
    late: int
    oldest: date


def is_late(wait: Wait, day: date) -> bool:
    """Its last day is over; what has no last day is never late."""
    return wait.due_on is not None and wait.due_on < day


def behind(lines: Iterable[CaseLine], number: HeldNumber, day: date) -> list[Held]:
    """What a number counts, what waits longest first."""
    held = (Held(line, wait) for line in lines for wait in line.ball.waits.values() if wait.holder == number.holder)
    mine = (each for each in held if number.what in (None, each.wait.what))
    kept = (each for each in mine if not number.late or is_late(each.wait, day))
    return sorted(kept, key=lambda each: (each.wait.since, str(each.line.case)))


def waiting_rows(
    columns: Mapping[AgencyId, Sequence[tuple[CaseLine, str]]], day: date
) -> dict[AgencyId, list[WaitingRow]]:
    """Of each agency that holds something, kind by kind, the most first."""
    return {
        holder: _rows([line.ball.waits[thread] for line, thread in held], day)
        for holder, held in columns.items()
        if held
    }


def _rows(waits: Sequence[Wait], day: date) -> list[WaitingRow]:
    by_kind: dict[Code, list[Wait]] = {}
    for wait in waits:
        by_kind.setdefault(wait.what, []).append(wait)
    rows = (
        WaitingRow(what, len(mine), sum(is_late(each, day) for each in mine), min(each.since for each in mine))
        for what, mine in by_kind.items()
    )
    return sorted(rows, key=lambda row: (-row.number, row.what))
