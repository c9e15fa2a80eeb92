"""What notifications reads of reports (TB-…) that are no cases: who must know at once, and what waits."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from services.notifications.domain.shape import FirstShape, Shape
from shared.kernel.words import Code, UnitCode

URGENT: Code = "urgent"


class ReportTaken(FirstShape, frozen=True):
    """`aside`: it came in a crowd. It waits in its queue with the others; a notice for each would drown all notices."""

    level: Code
    act_by: date | None
    aside: bool = False


class TipTaken(FirstShape, frozen=True):
    """Another agency passed it on."""

    level: Code
    act_by: date | None


class ReportTriaged(Shape, frozen=True):
    level: Code
    act_by: date | None


class ReportHandedOver(Shape, frozen=True):
    """Another unit of the same agency has it from now on."""

    unit: UnitCode


class UrgentCallRecorded(Shape, frozen=True):
    """Somebody acted at once."""


class ReportLeft(Shape, frozen=True):
    """It waits here no longer: a case has it, another agency, or nobody."""


class TipCameBack(Shape, frozen=True):
    """To the agency that had passed it on."""


class TipAnswered(Shape, frozen=True):
    """Somebody works on it at the agency it was passed on to, or has answered."""


ReportBegin: TypeAlias = ReportTaken | TipTaken
ReportFact: TypeAlias = (
    ReportBegin | ReportTriaged | ReportHandedOver | UrgentCallRecorded | ReportLeft | TipCameBack | TipAnswered
)
REPORT_FACTS: Mapping[str, type[ReportFact]] = {
    "intake.report.ReportTaken": ReportTaken,
    "intake.report.TipTaken": TipTaken,
    "intake.report.ReportTriaged": ReportTriaged,
    "intake.report.ReportHandedOver": ReportHandedOver,
    "intake.report.UrgentCallRecorded": UrgentCallRecorded,
    "intake.report.CaseOpenedFromReport": ReportLeft,
    "intake.report.ReportJoinedToCase": ReportLeft,
    "intake.report.TipPassedOn": ReportLeft,
    "intake.report.TipReturnedToSender": ReportLeft,
    "intake.report.ReportClosed": ReportLeft,
    "intake.report.TipCameBack": TipCameBack,
    "intake.report.TipReceiptLearned": TipAnswered,
    "intake.report.TipAnswerLearned": TipAnswered,
}
NO_NOTICE = frozenset({
    "intake.report.AnswerSentToReporter",
    "intake.report.HotlineNotified",
    "intake.report.HotlineAnswered",
    "intake.report.ReportReopened",
})  # fmt: skip
"""Done at the own desk and without a last day there."""
