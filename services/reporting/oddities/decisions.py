"""Decisions of people who had hardly looked, or not at all."""

from collections.abc import Iterator
from uuid import UUID

from services.reporting.oddities.finding import Finding, Rule, finding
from services.reporting.projections.watched import Decision, Watched
from shared.kernel.oversight import Oversight
from shared.kernel.words import CaseId


def hasty(case: UUID, watched: Watched, limits: Oversight) -> Iterator[Finding]:
    """Decided within seconds after the decider first saw how it stood, on a page: a program reads fast."""
    for each in watched.decisions:
        if each.seconds is not None and each.seconds < limits.hasty.number:
            yield _decided(Rule.HASTY, case, each, limits)


def unread(case: UUID, watched: Watched, limits: Oversight) -> Iterator[Finding]:
    """Decided by somebody who had never opened the case."""
    for each in watched.decisions:
        if each.seconds is None:
            yield _decided(Rule.UNREAD, case, each, limits)


def _decided(rule: Rule, case: UUID, each: Decision, limits: Oversight) -> Finding:
    return finding(
        rule, f"{each.at.source}/{each.at.position}", [each.at, *([each.look] if each.look else [])], each.on, limits,
        case=CaseId(case), agency=each.agency, unit=each.unit, number=each.seconds,
    )  # fmt: skip
