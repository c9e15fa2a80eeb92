"""The three intakes of the town in memory, as the table needs them: real rights, real law, real rules, officers at desks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from services.intake import main
from services.intake.app import deeds
from services.intake.domain import CASE
from services.intake.policies import POLICIES
from shared.desk import Desk
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
            ledger, service="intake", deeds=deeds(agency), rights=PROFILE.rights, law_on=PROFILE.law_on,
            clock=self.clock, attachments=shelf(ledger),
        )  # fmt: skip

    def do(self, actor: Actor, command: Any, case: UUID) -> Outcome:
        """Raises what the desk raises: `NotPermitted`, `Refused`."""
        desk = self.at[actor.agency]
        deed = next(deed for deed in desk.deeds.values() if deed.command is type(command))
        return desk.do(actor, deed, case, command, command_id=uuid4())

    def settle(self) -> None:
        """Hand over what the agencies told each other; what was heard before is dropped by its number."""
        for _ in self.agencies:
            for sender in self.at.values():
                for receiver in self.at.values():
                    deliver(sender.ledger, receiver.ledger)

    def file(self, agency: str, case: UUID) -> Any:
        return self.at[agency].ledger.now(CASE, case).state
