"""The three intakes of the town in memory, as the table needs them: real rights, real law, real rules, officers at desks."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from services.intake import main
from services.intake.app import deeds
from services.intake.app.reports import OPEN_CASE, report_deeds
from services.intake.domain.report import REPORT
from services.intake.domain.report.asked import LinkCase
from services.intake.policies import POLICIES
from shared.desk import Deed, Desk
from shared.kernel.decider import AnyDecider
from shared.kernel.people import Actor
from shared.ledger import Outcome
from shared.testing import StillClock, deliver, memory_ledger, shelf
from tests.intake.desks import PROFILE


@dataclass
class Desks:
    """The desk of each agency, over a ledger of its own."""

    agencies: tuple[str, ...]
    clock: StillClock = field(default_factory=lambda: StillClock(date(2023, 5, 1)))
    at: dict[str, Desk] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {agency: self._desk(agency) for agency in self.agencies}

    def _desk(self, agency: str) -> Desk:
        ledger = memory_ledger(
            f"intake.{agency}", tells=main.SERVICE.deciders, policies=POLICIES, law=PROFILE.law_on, clock=self.clock
        )
        return Desk(
            ledger, service="intake", deeds=[*_all_deeds(agency)], rights=PROFILE.rights, law_on=PROFILE.law_on,
            clock=self.clock, attachments=shelf(ledger),
        )  # fmt: skip

    def do(self, actor: Actor, command: Any, subject: UUID) -> Outcome:
        """Raises what the desk raises: `NotPermitted`, `Refused`."""
        desk = self.at[actor.agency]
        deed = next(deed for deed in desk.deeds.values() if deed.command is type(command))
        return desk.do(actor, deed, subject, command, command_id=uuid4())

    def settle(self) -> None:
        """Hand over what the agencies told each other; what was heard before is dropped by its number."""
        for _ in self.agencies:
            for sender in self.at.values():
                for receiver in self.at.values():
                    deliver(sender.ledger, receiver.ledger)

    def file(self, of: AnyDecider, agency: str, subject: UUID) -> Any:
        return self.at[agency].ledger.now(of, subject).state


def _all_deeds(agency: str) -> Iterator[Deed]:
    """Those of cases and of reports at one desk, by their names: an address may lead to a deed of each. Opening a case from
    a report is asked of the report under a right of its own, by the deed that opens the case (`Reports.for_a_case`)."""
    of_reports = report_deeds(agency)
    linking = Deed(OPEN_CASE, "", LinkCase, REPORT, of_reports[0].subject)
    yield from (replace(deed, path=deed.name) for deed in (*deeds(agency), *of_reports, linking))
