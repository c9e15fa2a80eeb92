"""The terms of a report."""

from services.notifications.domain import of_reports
from services.notifications.domain.facts import Fact
from services.notifications.domain.terms.running import Terms
from services.notifications.domain.words import What


def in_reports(now: Terms, fact: Fact, at: int) -> Terms:
    """Urgent means at once, and has a thread of its own: a call answers it, whatever term the report has besides."""
    match fact:
        case of_reports.ReportTaken(aside=True):
            return now
        case of_reports.ReportTaken() | of_reports.TipTaken() | of_reports.ReportTriaged():
            what = What.URGENT_REPORT if fact.level == of_reports.URGENT else What.REPORT
            return now.end_all(What.REPORT, What.URGENT_REPORT).begin(what, fact.act_by, at)
        case of_reports.UrgentCallRecorded():
            return now.end_all(What.URGENT_REPORT)
        case of_reports.ReportLeft():
            return now.end_all(What.REPORT, What.URGENT_REPORT)
        case _:
            return now
