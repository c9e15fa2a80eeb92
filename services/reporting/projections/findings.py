"""What inspectors said last of each finding, and what it said then. Kept from reporting's own ledger."""

from dataclasses import dataclass, replace

from services.reporting.domain.finding import (
    FindingConfirmed,
    FindingDismissed,
    FindingReopened,
    Said,
    Stage,
)
from shared.ledger import Entry
from shared.views import View


@dataclass(frozen=True)
class FindingLine:
    stage: Stage = Stage.OPEN
    said: Said | None = None


_STAGES = {FindingDismissed: Stage.EXPLAINED, FindingConfirmed: Stage.CONFIRMED, FindingReopened: Stage.OPEN}


def _key(entry: Entry) -> str | None:
    return str(entry.body.subject) if type(entry.fact) in _STAGES else None


def _evolve(line: FindingLine, entry: Entry) -> FindingLine:
    return replace(line, stage=_STAGES[type(entry.fact)], said=entry.fact.said)


FINDINGS = View("reporting.findings.v1", FindingLine, FindingLine(), _key, _evolve)
