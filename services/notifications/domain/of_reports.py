"""What notifications reads of reports (TB-…) that are no cases: who must know at once, and what waits."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

import msgspec

from shared.kernel.words import Code, UnitCode

URGENT: Code = "urgent"


class _Fact(msgspec.Struct, frozen=True, tag=True):
    """A fact as its reader sees it; kept under the name of its class."""


class ReportTaken(_Fact, frozen=True):
    """`aside`: it came in a crowd. It waits in its queue with the others; a notice for each would drown all notices."""

    unit: UnitCode | None
    level: Code
    act_by: date | None
    aside: bool = False


class TipTaken(_Fact, frozen=True):
    """Another agency passed it on."""

    unit: UnitCode | None
    level: Code
    act_by: date | None


class ReportTriaged(_Fact, frozen=True):
    level: Code
    act_by: date | None


class ReportHandedOver(_Fact, frozen=True):
    """Another unit of the same agency has it from now on."""

    unit: UnitCode


class UrgentCallRecorded(_Fact, frozen=True):
    """Somebody acted at once."""


class ReportLeft(_Fact, frozen=True):
    """It waits here no longer: a case has it, another agency, or nobody."""


class TipCameBack(_Fact, frozen=True):
    """To the agency that had passed it on."""


class TipAnswered(_Fact, frozen=True):
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
