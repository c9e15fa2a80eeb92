"""What tests are written with: given-when-then, a still clock, actors, a real ledger in memory, golden files."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from weakref import WeakKeyDictionary

import msgspec

from shared.contracts.export import messages
from shared.files.rows import RowsInMemory
from shared.files.shelf import Attachments
from shared.kernel.decider import AnyDecider, Refused
from shared.kernel.law import Law
from shared.kernel.people import Actor, By
from shared.kernel.tell import Heard
from shared.kernel.when import When
from shared.ledger import Entry, InMemory, Ledger, Outcome, Policy, TellRule, stored
from shared.sealing.keys import KeysInMemory, KeyStore, Locked, Wrapped
from shared.sealing.vault import Forgotten, Vault

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


def vault(keys: KeyStore | None = None) -> Vault:
    """A vault with keys known to everybody: for tests only. The same on every run."""
    secret = {name: bytes([n]) * 32 for n, name in enumerate(("kek", "index", "opening", "signing"), 1)}
    return Vault(keys or KeysInMemory(), **secret)


def memory_ledger(
    source: str,
    *,
    tells: Sequence[tuple[AnyDecider, TellRule]],
    policies: Mapping[type, Policy] | None = None,
    law: Law | Callable[[date], Law] = LAW,
    clock: StillClock | None = None,
    keys: KeyStore | None = None,
) -> Ledger:
    """The real ledger of an instance, lying in memory. `law` is one version, or a function of the day."""
    clock = clock or StillClock()
    law_on = law if callable(law) else lambda _: law
    return Ledger(
        source, InMemory(clock), vault(keys), tells=tells, policies=policies, law_on=law_on, today=clock.today
    )  # fmt: skip


def shelf(ledger: Ledger, limit: int = 1_000_000) -> Attachments:
    """The shelf of files beside such a ledger, lying in memory too."""
    return Attachments(RowsInMemory(), ledger.vault, limit)


def record(
    ledger: Ledger, decider: AnyDecider, subject: UUID, command: Any, *, law: Law = LAW, by: str = "officer"
) -> Outcome:
    """One command, recorded as a person of the ledger's agency, without asking for rights; said again, it is the same one."""
    command_id = uuid5(subject, f"{ledger.store.last()} {command!r}")
    who = By(by, ledger.agency)
    return ledger.handle(decider, subject, command, command_id=command_id, by=who, law=law, when=When.day(DAY))


_READ: WeakKeyDictionary[Ledger, list[Entry]] = WeakKeyDictionary()


def entries(ledger: Ledger) -> list[Entry]:
    """Everything the ledger holds, in order. What stands in a ledger stays as it is, so an entry is read once."""
    read = _READ.setdefault(ledger, [])
    for row in ledger.store.since(len(read), 10_000):
        read.append(stored.decode(ledger.names, row.position, row.stream, row.version, row.name, row.body))
    return list(read)


def deliver(sender: Ledger, receiver: Ledger, *, since: int = 0) -> list[Heard]:
    """What relay and inbox do, without a broker: every message for `receiver` told after position `since`, opened and
    heard, in order."""
    heard = told(sender, receiver, since=since)
    for message in heard:
        receiver.hear(message)
    if isinstance(sender.store, InMemory):
        sender.store.receipted |= {message.position for message in heard}
    return heard


def told(sender: Ledger, receiver: Ledger, *, since: int = 0) -> list[Heard]:
    """Every message for `receiver` told after position `since`, opened, in order; not handed over yet."""
    said = entries(sender)
    return [
        _opened(sender, said, entry, line)
        for entry in said
        for line in entry.body.to
        if entry.position > since and line.inbox == receiver.source
    ]


def _opened(sender: Ledger, said: Sequence[Entry], entry: Entry, line: stored.Line) -> Heard:
    data = msgspec.json.decode(line.data)
    for field, place in line.sealed.items():
        origin = next(e for e in said if (e.stream, e.version) == (place.stream, place.version))
        with suppress(Forgotten):  # as the relay does: a value nobody can read is left out
            data[field] = sender.open(getattr(origin.fact, place.field))
    message = msgspec.convert(data, messages()[line.type], dec_hook=stored.decode_sealed)
    return Heard(sender.source, entry.body.subject, line.seq, entry.position, message)


class KeysOfFile(KeysInMemory):
    """The keys a golden file brought along: they open what was sealed when it was written."""

    def __init__(self, keys: Iterable[Mapping[str, Any]]) -> None:
        super().__init__()
        self._found = {UUID(key["key_id"]): _wrapped(key) for key in keys}

    def get(self, key_id: UUID) -> Wrapped | None:
        return self._found.get(key_id)


def _wrapped(key: Mapping[str, Any]) -> Wrapped:
    lock = Locked(key["kind"], key["subject"], key["section"])
    return Wrapped(UUID(key["key_id"]), lock, key["epoch"], b64decode(key["wrapped"]))


def write_golden(folder: Path, ledger: Ledger, keys: KeyStore) -> list[Path]:
    """One file for each event of the ledger that has none yet: its stored form as it is today, with what opens it.
    Files that are there are never touched: they stand for entries in ledgers somewhere."""
    written = []
    for entry in entries(ledger):
        path = folder / f"{entry.name.rpartition('.')[2]}.1.json"
        if not path.exists():
            path.write_text(json.dumps(_golden(ledger, entry, keys), indent=1, ensure_ascii=False) + "\n", "utf-8")
            written.append(path)
    return written


def _golden(ledger: Ledger, entry: Entry, keys: KeyStore) -> dict[str, Any]:
    row = next(iter(ledger.store.since(entry.position - 1, 1)))
    named = {field: getattr(entry.fact, field) for field in ledger.names.by_name[entry.name].sealed}
    sealed = {field: value for field, value in named.items() if value is not None}
    used = {value.box.key: keys.get(value.box.key) for value in sealed.values()}
    return {
        "name": entry.name,
        "stream": str(entry.stream),
        "version": entry.version,
        "body": json.loads(row.body),
        "clear": {field: ledger.open(value) for field, value in sealed.items()},
        "keys": [
            {"key_id": str(k.key_id), **vars(k.lock), "epoch": k.epoch, "wrapped": b64encode(k.wrapped or b"").decode()}
            for k in used.values()
            if k is not None
        ],
    }


def check_golden(path: Path, names: stored.Names) -> Any:
    """The fact of a golden file as today's code reads it: nothing of it is lost, and every sealed value opens."""
    golden = json.loads(path.read_text("utf-8"))
    body = msgspec.json.encode(golden["body"])
    entry = stored.decode(names, 1, UUID(golden["stream"]), golden["version"], golden["name"], body)
    again = json.loads(stored.ENCODE(entry.fact))
    lost = {field for field, value in golden["body"]["fact"].items() if again.get(field) != value}
    assert not lost, f"{path.name}: {sorted(lost)} read back otherwise"
    safe = vault(KeysOfFile(golden["keys"]))
    for field, clear in golden["clear"].items():
        sealed = getattr(entry.fact, field)
        assert msgspec.json.decode(safe.open(sealed.box, sealed.place)) == clear, f"{path.name}: {field}"
    return entry.fact
