"""What is odd in all that was heard: a rule a file, each a pure function of what is known, the thresholds and the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from services.reporting.oddities import dating, deadlines, decisions, reading, seals, silence
from services.reporting.oddities.finding import RULES, Finding, Rule
from services.reporting.projections.seals import Seal
from services.reporting.projections.watched import Watched
from services.reporting.projections.watching import Break, Look
from shared.kernel.oversight import Oversight
from shared.kernel.words import AgencyId, Code

__all__ = ["RULES", "Finding", "Known", "Rule", "found"]


@dataclass(frozen=True)
class Known:
    """All that the rules look at. `powers` are what each agency holds today."""

    seals: Sequence[Seal] = ()
    breaks: Sequence[Break] = ()
    cases: Mapping[UUID, Watched] = field(default_factory=dict)
    looks: Sequence[Look] = ()
    powers: Mapping[AgencyId, frozenset[Code]] = field(default_factory=dict)


def found(known: Known, limits: Oversight, today: date, now: datetime) -> dict[UUID, Finding]:
    """Everything odd, the gravest rule first and the newest of it first. `today` is the town's day, `now` real time."""
    every = [
        *seals.broken(known.seals, known.breaks, limits, now),
        *seals.missing(known.seals, limits, now),
        *reading.many(known.looks, limits),
        *reading.at_night(known.looks, known.powers, limits),
    ]
    for case, watched in known.cases.items():
        every += [
            *deadlines.missed(case, watched, limits, today),
            *silence.silent(case, watched, limits, today),
            *dating.back_dated(case, watched, limits),
            *dating.fore_dated(case, watched, limits),
            *decisions.hasty(case, watched, limits),
            *decisions.unread(case, watched, limits),
            *reading.unrelated(case, watched, limits),
        ]
    return {each.id: each for each in sorted(every, key=_rank)}


def _rank(finding: Finding) -> tuple[int, int, str]:
    return (RULES.index(Rule(finding.said.rule)), -finding.said.since.toordinal(), str(finding.id))
