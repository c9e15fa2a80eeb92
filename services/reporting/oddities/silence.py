"""Cases that wait and of which nobody wrote anything down any more."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from services.reporting.oddities.finding import Finding, Rule, finding
from services.reporting.projections.watched import Watched
from shared.kernel.oversight import Oversight
from shared.kernel.words import CaseId


def silent(case: UUID, watched: Watched, limits: Oversight, today: date) -> Iterator[Finding]:
    """Who has held something of it for longest is named. Where a last day lies ahead nothing is silent: it is waited for, and
    once it is over the deadline says so. Without one, nothing else would."""
    waits = [each.wait.on(today) for each in watched.open]
    ahead = any(wait.due_on and wait.due_on >= today for wait in waits)
    days = (today - watched.moved_on).days
    if not waits or ahead or days <= limits.silence.number:
        return
    held = min(waits, key=lambda wait: wait.since)
    yield finding(
        Rule.SILENCE, str(case), [watched.last], watched.moved_on, limits,
        case=CaseId(case), agency=held.holder, unit=watched.unit, holder=held.holder, what=held.what,
    )  # fmt: skip
