"""What tests are written with: given-when-then, a clock that stands still, actors, a real ledger in memory, golden files."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from shared.kernel.decider import AnyDecider, Refused
from shared.kernel.law import Law
from shared.kernel.people import Actor, By
from shared.kernel.when import When
from shared.ledger import Entry, Heard, InMemory, Ledger, Outcome, TellRule, stored
from shared.ledger.ledger import Policy
from shared.sealing.keys import KeysInMemory
from shared.sealing.vault import Vault

DAY = date(2023, 5, 5)
NAMES = UUID("00000000-0000-4000-8000-000000000000")
LAW = Law("test", "0" * 64, date(2023, 1, 1))


class given:  # noqa: N801  reads as a sentence: given(CASE, …).when(…).then(…)
    """Given what happened, when this is asked, then that follows.

    `given(CASE, ReportRecorded(…), law=LAW).when(RecordReception(…)).then(PersonReceived(…))`
    """

    def __init__(self, decider: AnyDecider, *past: Any, law: Law = LAW) -> None:
        self.decider, self.past, self.law = decider, list(past), law
        self.answer: list[Any] = []
        self.refusal: Refused | None = None

    def when(self, *commands: Any) -> "given":
        """Ask one after the other; what earlier ones led to is past for the later. The last one's answer is judged."""
        for command in commands:
            self.past += self.answer
            self.answer, self.refusal = [], None
            try:
                self.answer = list(self.decider.decide(command, self.state, self.law))
            except Refused as why:
                self.refusal = why
        return self

    def then(self, *events: Any) -> "given":
        assert self.refusal is None, self.refusal
        assert self.answer == list(events)
        return self

    def nothing(self) -> "given":
        """Said twice, done once."""
        return self.then()

    def refused(self, rule: str) -> None:
        assert self.refusal is not None, f"not refused: {self.answer}"
        assert self.refusal.rule == rule, self.refusal

    @property
    def state(self) -> Any:
        """The state after the past; after `when`, read `state_now` for what the answer made of it."""
        return self.decider.replay(self.past)

    @property
    def state_now(self) -> Any:
        return self.decider.replay([*self.past, *self.answer])


class StillClock:
    """Stands still until a test moves it."""

    def __init__(self, day: date = DAY, hour: int = 2) -> None:
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date) -> None:
        self.now = self.now.replace(year=day.year, month=day.month, day=day.day)

    def today(self) -> date:
        return self.now.date()


def identity(name: str) -> UUID:
    """The same name, the same id: tests speak of `identity("her case")`."""
    return uuid5(NAMES, name)


def actor(agency: str, *roles: str, unit: str | None = None) -> Actor:
    return Actor(str(identity(f"{agency} {' '.join(roles)} {unit or ''}")), agency, unit, frozenset(roles))


def vault() -> Vault:
    """A vault with keys known to everybody: for tests only. The same on every run."""
    secret = {name: bytes([n]) * 32 for n, name in enumerate(("kek", "index", "opening", "signing"), 1)}
    return Vault(KeysInMemory(), **secret)


def memory_ledger(
    source: str,
    *,
    tells: Sequence[tuple[AnyDecider, TellRule]],
    policies: Mapping[type, Policy] | None = None,
    law: Law | Callable[[date], Law] = LAW,
    clock: StillClock | None = None,
) -> Ledger:
    """The real ledger of an instance, lying in memory. `law` is one version, or a function of the day."""
    clock = clock or StillClock()
    law_on = law if callable(law) else lambda _: law
    return Ledger(
        source, InMemory(clock), vault(), tells=tells, policies=policies, law_on=law_on, today=clock.today
    )  # fmt: skip


def record(ledger: Ledger, decider: AnyDecider, subject: UUID, command: Any, *, law: Law = LAW, by: str = "officer") -> Outcome:
    """One command, recorded as a person of the ledger's agency, without asking for rights."""
    command_id = uuid5(subject, f"{ledger.store.last()} {type(command).__name__}")
    who = By(by, ledger.agency)
    return ledger.handle(decider, subject, command, command_id=command_id, by=who, law=law, when=When.day(DAY))


def entries(ledger: Ledger) -> list[Entry]:
    """Everything the ledger holds, in order."""
    rows = ledger.store.since(0, 10_000)
    return [stored.decode(ledger.names, r.position, r.stream, r.version, r.name, r.body) for r in rows]


def deliver(sender: Ledger, receiver: Ledger, *, since: int = 0) -> int:
    """What relay and inbox do, without a broker: hand over every message for `receiver`, opened; how many."""
    count = 0
    for entry in entries(sender):
        for line in entry.body.to if entry.position > since else ():
            if line.inbox == receiver.source:
                receiver.hear(_heard(sender, receiver, entry, line))
                count += 1
    return count


def _heard(sender: Ledger, receiver: Ledger, entry: Entry, line: stored.Line) -> Heard:
    known = {stored.Kind.of(f"{c.__module__.rpartition('.')[2]}.{c.__name__}", c).name: c for c in receiver._policies}
    import msgspec  # local: only this needs it

    data = msgspec.json.decode(line.data)
    for field, place in line.sealed.items():
        source = next(e for e in entries(sender) if (e.stream, e.version) == (place.stream, place.version))
        data[field] = sender.open(getattr(source.fact, place.field))
    message = msgspec.convert(data, known[line.type], dec_hook=stored.decode_sealed)
    return Heard(sender.source, entry.body.subject, line.seq, entry.position, message)
