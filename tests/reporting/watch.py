"""An inspector's town: people look and decide at known seconds, and what the rules find in it is asked by name."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.reporting.oddities import Known, Rule, found
from services.reporting.oddities.finding import Finding
from services.reporting.projections.seals import Seal
from services.reporting.projections.watching import Break
from shared import access
from shared.access import OpenSections, Way
from shared.journal import JournalEntry
from shared.kernel.decider import AnyDecider
from shared.kernel.oversight import Oversight
from shared.kernel.people import By
from shared.kernel.when import When
from shared.ledger import Saw
from tests.reporting.office import Watching
from tests.reporting.town import Town, law, profile

NOW = datetime(2026, 5, 31, 8, tzinfo=UTC)
"""Real time, in which seals are counted: never the town's."""


def limits() -> Oversight:
    return profile().oversight


def findings(
    entries: Sequence[JournalEntry], today: date, seals: Sequence[Seal] = (), breaks: Sequence[Break] = ()
) -> list[Finding]:
    """What is odd on a day in all that was heard."""
    watching = Watching(entries)
    powers = {id_: agency.powers for id_, agency in profile().law_on(today).agencies.items()}
    known = Known(seals, breaks, watching.cases(today, limits()), watching.looks(limits()), powers)
    return list(found(known, limits(), today, NOW).values())


def of(rule: Rule, every: Sequence[Finding]) -> list[Finding]:
    return [each for each in every if each.said.rule == rule]


class Watch(Town):
    """A town whose clock goes by seconds."""

    def later(self, **time: float) -> "Watch":
        self.clock.now += timedelta(**time)
        return self

    def at(self, day: date, hour: int = 9, minute: int = 0) -> "Watch":
        """That hour of the town's day (seven hours ahead of UTC)."""
        self.clock.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=7)
        return self

    def looks(
        self,
        source: str,
        case: UUID,
        who: str = "lan",
        way: Way = Way.VIEWED,
        *,
        unit: str | None = None,
        role: str | None = None,
    ) -> int:
        """Somebody opens a case; the position of the entry that says so."""
        ledger, service = self.ledgers[source], source.partition(".")[0]
        return ledger.handle(
            access.access(service), case, OpenSections((access.OPEN_PART,), way), command_id=uuid4(),
            by=By(who, ledger.agency, unit, role), law=law(), when=When.instant(self.clock()),
            stream=access.stream(case, self.clock.today()),
        ).last  # fmt: skip

    def decides(
        self, source: str, decider: AnyDecider, case: UUID, command: Any, who: str = "lan", *, saw: int | None = None,
        when: date | None = None,
    ) -> None:  # fmt: skip
        """Somebody decides on what they saw: of the page at that position of their ledger, or of none."""
        ledger = self.ledgers[source]
        seen = Saw({} if saw is None else {source: saw}, "0" * 64)
        ledger.handle(
            decider, case, command, command_id=uuid4(), by=By(who, ledger.agency, None, "officer"), law=law(),
            when=When.day(when) if when else When.instant(self.clock()), saw=seen,
        )  # fmt: skip
        self.settle()
