"""What the papers of the plan's own work say: a unit's own plan, a report, the letter that urges those who are late.

As in `shared.papers.forms` a value of None is a dotted line for the pen.
"""

from dataclasses import dataclass

from shared.papers.forms import Letterhead, Signature


@dataclass(frozen=True)
class AimLine:
    """A target of the unit's own: so many times, by a day."""

    task: str
    number: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class UnitPlanPaper:
    """Kế hoạch triển khai của đơn vị: what it covers, under the headings of the plan of the town, and its own targets."""

    head: Letterhead
    subject: str
    basis: tuple[str, ...]
    opening: str
    covered: tuple[str, ...]
    aims: tuple[AimLine, ...]
    closing: str
    signature: Signature
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"


@dataclass(frozen=True)
class CountedLine:
    """What was done of a task in one kind of activity; `more` are people reached online, copies, jobs, money in words."""

    task: str
    kind: str
    times: str
    audience: str
    more: str | None = None


@dataclass(frozen=True)
class ReportPart:
    """A section with its paragraphs; none: room for the pen."""

    title: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResultReport:
    """Báo cáo: of a unit, consolidated, or to the Chairman. `parts` stand before the table of what was done, `after` behind."""

    head: Letterhead
    subject: str
    to: tuple[str, ...]
    opening: str
    parts: tuple[ReportPart, ...]
    lines: tuple[CountedLine, ...]
    after: tuple[ReportPart, ...]
    closing: str
    signature: Signature
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"


@dataclass(frozen=True)
class LateLine:
    """Somebody who has not handed it in."""

    who: str
    due: str
    days: str


@dataclass(frozen=True)
class UrgingLetter:
    """Công văn đôn đốc."""

    head: Letterhead
    subject: str
    to: tuple[str, ...]
    basis: tuple[str, ...]
    opening: str
    lines: tuple[LateLine, ...]
    closing: str
    signature: Signature
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"
