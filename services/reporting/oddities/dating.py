"""What was written down long after the day it is said to have been done on, or before it."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from uuid import UUID

from services.reporting.oddities.finding import Finding, Rule, finding
from services.reporting.projections.watched import Dated, Watched
from shared.kernel.oversight import Oversight
from shared.kernel.words import CaseId


def back_dated(case: UUID, watched: Watched, limits: Oversight) -> Iterator[Finding]:
    """Only deeds for which the profile says how soon they are to be written down: an old paper comes when it comes."""

    def late(each: Dated) -> bool:
        allowed = limits.back_dated.get(each.name)
        return allowed is not None and each.days > allowed

    return _dated(Rule.BACK_DATED, case, watched, limits, late)


def fore_dated(case: UUID, watched: Watched, limits: Oversight) -> Iterator[Finding]:
    """Nobody can have done something on a day to come."""
    return _dated(Rule.FORE_DATED, case, watched, limits, lambda each: each.days < 0)


def _dated(
    rule: Rule, case: UUID, watched: Watched, limits: Oversight, odd: Callable[[Dated], bool]
) -> Iterator[Finding]:
    """What one office wrote down on one day of a case is one finding; it tells of the farthest."""
    written = sorted(filter(odd, watched.dated), key=_sitting)
    for (on, agency, unit), group in groupby(written, key=_sitting):
        mine = list(group)
        farthest = max(mine, key=lambda each: (abs(each.days), each.at))
        yield finding(
            rule, f"{case} {agency} {unit} {on}", (each.at for each in mine), on, limits,
            case=CaseId(case), agency=agency, unit=unit or None, due_on=farthest.said_on, ended_on=on,
            number=abs(farthest.days),
        )  # fmt: skip


def _sitting(each: Dated) -> tuple[date, str, str]:
    return (each.on, each.agency, each.unit or "")
