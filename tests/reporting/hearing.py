"""What reporting makes of the ledgers of rooms, and what those rooms say themselves."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

import msgspec

from services.reporting.app.plan import TownPlan
from services.reporting.projections.folding import VIEWS
from services.reporting.projections.order import in_order
from services.reporting.projections.told import told
from shared.journal import JournalEntry
from shared.kafka.wire import journal_record
from shared.kernel.decider import AnyDecider, Refused
from shared.kernel.law import Law
from shared.kernel.people import Actor, By
from shared.kernel.when import When
from shared.ledger import Ledger
from shared.testing import DAY, actor
from shared.views import Kept, View, fold
from tests.reporting.office import Office
from tests.reporting.town import heard
from tests.retold import retold

Doc = TypeVar("Doc")
LEADER: Actor = actor("office", "leader")


def tried(ledger: Ledger, decider: AnyDecider, subject: UUID, *commands: Any, law: Law) -> None:
    """These commands as an officer asks them one after the other; what the rules refuse is not done."""
    for command in commands:
        with suppress(Refused):
            ledger.handle(
                decider, subject, command, command_id=uuid4(), by=By("officer", ledger.agency), law=law,
                when=When.day(DAY),
            )  # fmt: skip


def journal(*ledgers: Ledger, until: int = 100_000) -> list[JournalEntry]:
    """What these ledgers told, each up to a position."""
    rows = ((each.source, row) for each in ledgers for row in each.store.since(0, until))
    return [heard(journal_record(source, row)) for source, row in rows]


def joined(*towns: Sequence[JournalEntry]) -> list[JournalEntry]:
    """Journals of several made-up towns as if they were of one: each goes on where the one before ended."""
    return [
        msgspec.structs.replace(retold(entry, because=""), position=entry.position + 10_000 * n)
        for n, town in enumerate(towns)
        for entry in town
    ]


def docs(view: View[Any, Doc], entries: Iterable[JournalEntry]) -> dict[str, Doc]:
    return fold(view, [told(entry) for entry in in_order(entries)])


def town_plan(entries: Sequence[JournalEntry], today: date) -> TownPlan:
    """The plan of the town as reporting has it on a day, having heard these."""
    office = Office(entries)
    office.clock.set(today)
    return office.reporting.plan


def step_by_step(entries: Sequence[JournalEntry]) -> Mapping[str, Mapping[str, Any]]:
    """All views, kept entry by entry."""
    kept: dict[str, Kept[Any, Any]] = {view.name: Kept(view) for view in VIEWS}
    for number, entry in enumerate(in_order(entries), 1):
        for each in kept.values():
            each.keep([told(entry)], number)
    return {name: each.docs for name, each in kept.items()}
