"""Last days that were missed: who held it then, and when it was done, if it was."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from services.reporting.oddities.finding import Finding, Rule, finding
from services.reporting.projections.watched import Missed, Open, Watched
from shared.kernel.oversight import Oversight
from shared.kernel.words import CaseId


def missed(case: UUID, watched: Watched, limits: Oversight, today: date) -> Iterator[Finding]:
    """Done after its last day, or not done yet and its last day is over. It is the same finding before and after it was
    done: what inspectors said of it is asked again, since it rests on one entry more."""
    for each in watched.missed:
        yield _missed(case, watched, each.open, limits, each)
    for open_ in watched.open:
        due = open_.wait.on(today).due_on
        if due and due < today:
            yield _missed(case, watched, open_, limits)


def _missed(case: UUID, watched: Watched, open_: Open, limits: Oversight, done: Missed | None = None) -> Finding:
    wait = open_.wait
    assert wait.due_on is not None
    return finding(
        Rule.DEADLINE_MISSED, f"{open_.thread} {wait.due_on}", [open_.begun, *([done.ended] if done else [])],
        wait.due_on, limits, case=CaseId(case), agency=wait.holder, unit=watched.unit, holder=wait.holder,
        what=wait.what, due_on=wait.due_on, ended_on=done.ended_on if done else None,
    )  # fmt: skip
