"""What stands in three agencies' ledgers after the ways of some reports: every event of a report happens at least once."""

from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from services.intake.domain.report import REPORT
from services.intake.domain.report.asked import CloseReport
from shared.ledger import Loaded
from shared.testing import deliver, identity, record
from tests.intake.report.samples import (
    ANSWER,
    CALL,
    CLOSE,
    HOTLINE_ANSWER,
    JOIN,
    LAW,
    LINK,
    NOTIFY,
    PASS_ON,
    REOPEN,
    REPORT_ID,
    RETURN,
    TAKE,
    TRIAGE,
)
from tests.intake.towns import Town

OPENED, HANDED, JOINED = (identity(f"report {n}") for n in range(3))


class ReportTown(Town):
    """The town, under a law with a scale of risk."""

    law = LAW

    def about(self, agency: str, *commands: Any, report: UUID = REPORT_ID) -> "ReportTown":
        """An officer of the agency asks about a report, one after the other, and everybody hears what follows."""
        for command in commands:
            before = {name: ledger.store.last() for name, ledger in self.ledgers.items()}
            record(self.ledgers[agency], REPORT, report, command, law=LAW)
            self._deliver(before)
        return self

    def report(self, agency: str, report: UUID = REPORT_ID) -> Loaded:
        return self.ledgers[agency].load(REPORT, report)

    def _deliver(self, before: dict[str, int]) -> None:
        """Once more for what is answered at once."""
        for _ in range(2):
            for sender in self.ledgers.values():
                for receiver in self.ledgers.values():
                    deliver(sender, receiver, since=before[sender.agency])


@cache
def told() -> ReportTown:
    """Not to be changed by who asks for it."""
    town = ReportTown()
    town.about("communes", TAKE, TRIAGE, CALL, NOTIFY, HOTLINE_ANSWER, PASS_ON)
    town.about("labour", RETURN).about("communes", PASS_ON).about("labour", TRIAGE, ANSWER, LINK)
    ours = replace(TAKE, recorder="labour", unit=None)
    town.about("labour", ours, CLOSE, REOPEN, LINK, report=OPENED)
    town.about("labour", ours, JOIN, CloseReport(CLOSE.on, "opened"), report=JOINED)
    return town.about("communes", TAKE, replace(PASS_ON, to="communes", unit="20011"), report=HANDED)
