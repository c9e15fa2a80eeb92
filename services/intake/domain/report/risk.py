"""How grave a report looks: signs weighed by the scale of the profile. No law prescribes it (`docs/risk-scale.md`)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from services.intake.domain.report.words import RiskLevel, YesNo
from shared.kernel.law import Law
from shared.kernel.words import Code


def level_of(signs: Iterable[Code], children: YesNo, law: Law) -> RiskLevel:
    """The level of the first threshold that is reached, in the order of the profile; of none, it is not clear. Each sign
    counts once for its weight; children among the people count as one more, where the scale says so."""
    known = law.lists.get("risk_signs", {})
    weights = Counter(known[sign].group for sign in set(signs) if sign in known)
    if children is YesNo.YES and law.risk_scale.children:
        weights[law.risk_scale.children] += 1
    reached = (RiskLevel(t.level) for t in law.risk_scale.thresholds if weights[t.weight] >= t.at_least)
    return next(reached, RiskLevel.UNCLEAR)


def act_by(level: RiskLevel, day: date, law: Law) -> date | None:
    """The last day to act on a report of this level that came on `day`. Urgent is at once, whatever the day is; the
    others have the term `report_<level>` of the law, None where nobody set one."""
    return day if level is RiskLevel.URGENT else law.due(f"report_{level}", day)


def at_once(law: Law) -> list[Code]:
    """The signs each of which alone makes a report urgent: what the public page asks."""
    return [
        sign for sign in law.lists.get("risk_signs", {}) if level_of([sign], YesNo.UNKNOWN, law) is RiskLevel.URGENT
    ]
