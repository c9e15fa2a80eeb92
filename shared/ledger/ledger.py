"""The ledger: the append-only record of one service of one agency. Two ways in and no third: `handle` and `hear`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any
from uuid import UUID

import msgspec

from shared.kernel.decider import Act, AnyDecider, Refused
from shared.kernel.law import Law
from shared.kernel.people import POLICY, By
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Heard
from shared.kernel.when import When
from shared.kernel.words import agency_of
from shared.ledger import stored, units
from shared.ledger.folds import Folded, Folds
from shared.ledger.refusals import CommandIdReused, HoleBefore, Stale
from shared.ledger.scribe import Scribe, TellRule, Writing
from shared.ledger.stored import Entry, Names, Saw, stream_of
from shared.ledger.stores import Store
from shared.sealing.vault import Vault

Policy = Callable[[Heard], Sequence[Act]]
"""(what was heard: message, subject, sender) → commands, at most one per aggregate and subject. Pure; `policies.py`."""
MayTell = Callable[[Heard], None]
"""Raises `Refused` for a message its sender may not tell."""


@dataclass(frozen=True)
class Loaded:
    """A stream, folded: where it stands and what its fold says."""

    state: Any
    version: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Outcome:
    """What a step led to: positions first..last (none: last = first - 1); `again` when it had been done before."""

    first: int
    last: int
    again: bool


class Ledger:
    """One per process. `tells` pairs every aggregate with its rule of telling; `policies` go by message class; `law_on`
    and `today` choose the version of the policy under which messages are heard."""

    def __init__(
        self,
        source: str,
        store: Store,
        vault: Vault,
        *,
        tells: Sequence[tuple[AnyDecider, TellRule]],
        policies: Mapping[type, Policy] | None = None,
        law_on: Callable[[date], Law],
        today: Callable[[], date],
        may_tell: MayTell = lambda _: None,
    ) -> None:
        self.source, self.store, self.vault = source, store, vault
        self.agency = agency_of(source)
        self.names = Names([decider for decider, _ in tells])
        self._scribe = Scribe(self.names, vault, {decider.name: tell for decider, tell in tells})
        self._policies = dict(policies or {})
        self._law_on, self._today, self._may_tell = law_on, today, may_tell
        self._folds = Folds()

    # -- reading

    def load(self, decider: AnyDecider, subject: UUID, *, stream: UUID | None = None) -> Loaded:
        """The state of an aggregate about a subject; version 0 and the initial state when nothing happened yet."""
        entries = tuple(self.decode(row) for row in self.store.stream(stream or stream_of(decider, subject)))
        return Loaded(decider.replay(e.fact for e in entries), len(entries), entries)

    def now(self, decider: AnyDecider, subject: UUID, *, stream: UUID | None = None) -> Folded:
        """The same state without its entries: as fresh, and only what is new to this process is read."""
        stream = stream or stream_of(decider, subject)
        known = self._folds.get(stream) or Folded(decider.initial, 0)
        if rows := self.store.stream(stream, known.version):
            facts = (self.decode(row).fact for row in rows)
            known = Folded(reduce(decider.evolve, facts, known.state), rows[-1].version)
            self._folds.keep(stream, known)
        return known

    def open(self, sealed: Sealed | None) -> Any:
        """The value of a sealed field, or None when there is none. Raises `Forgotten` when its key is destroyed.

        For a person's eyes the reading is recorded first: see `shared.access`.
        """
        return self._scribe.open(sealed)

    def decode(self, row: units.Row) -> Entry:
        """An entry of this ledger with its fact; sealed values stay in their boxes."""
        return stored.decode(self.names, row.position, row.stream, row.version, row.name, row.body)

    def since(self, position: int) -> list[Entry]:
        """The entries after this one, oldest first, as many as are read at once."""
        return [self.decode(row) for row in self.store.since(position)]

    # -- writing

    def handle(
        self,
        decider: AnyDecider,
        subject: UUID,
        command: Any,
        *,
        command_id: UUID,
        by: By,
        law: Law,
        when: When,
        expected: int | None = None,
        saw: Saw | None = None,
        corrects: int | None = None,
        stream: UUID | None = None,
        beside: Sequence[Act] = (),
        asked: Any = None,
    ) -> Outcome:
        """A person asked: decide under `law`, seal, record, all or nothing, once per `command_id`.

        `expected` is the version the person looked at; if the stream moved on, `Stale`. `beside` is what the same deed
        does to other files of this ledger; `saw` is said of this file, and not of those. `asked` is what the person asked, where
        the command was completed with what is known now: said twice it is the same, though that has moved on.
        Raises `Refused` when the rules of one of them say no, `CommandIdReused`, `Unavailable` when the database stayed
        away (ask again, same id).
        """
        digest = self.vault.digest(_asked(decider, subject, command if asked is None else asked, by))
        writing = Writing(by, when, str(command_id), law, corrects, saw)
        stream = stream or stream_of(decider, subject)
        # Decided from what we remember, then from what is newest, again after each lost race: whoever lost it, somebody else
        # won. A yes from memory is safe, since the writer checks the version; a no is believed only of the newest.
        known = self._folds.get(stream)
        try:
            while True:
                past = self.now(decider, subject, stream=stream) if known is None else known
                try:
                    if expected is not None and past.version != expected:
                        raise self._stale(decider, subject, stream, expected)
                    entries, state = self._scribe.step(decider, subject, command, writing, stream, past)
                    others, streams = self._act(beside, replace(writing, saw=None))
                except (Refused, Stale):
                    if known is None:
                        raise
                    known = None
                    continue
                streams[stream] = past.version
                answer = self.store.write(units.Unit(command_id, streams, [*entries, *others], digest))
                if not isinstance(answer, units.Conflict):
                    self._remember(answer, stream, Folded(state, past.version + len(entries)))
                    return self._outcome(answer)
                known = None
        except (Refused, Stale):  # said twice: the first time changed the state that now says no
            if earlier := self.store.done(command_id):
                return self._outcome(replace(earlier, again=True) if earlier.digest == digest else units.Reused())
            raise

    def _remember(self, answer: units.Answer, stream: UUID, folded: Folded) -> None:
        if isinstance(answer, units.Done) and not answer.again:
            self._folds.keep(stream, folded)

    def _stale(self, decider: AnyDecider, subject: UUID, stream: UUID, expected: int) -> Stale:
        loaded = self.load(decider, subject, stream=stream)
        return Stale(expected, loaded.version, loaded.entries[expected:])

    def hear(self, heard: Heard) -> Outcome:
        """Another ledger told: what our policy does about it and the fact of hearing commit together, once.

        Raises `HoleBefore`, `Refused` (park it), `LookupError` for a message without a policy, `Unavailable`.
        """
        policy = self._policies[type(heard.message)]
        self._may_tell(heard)
        law = self._law_on(self._today())
        by = By(f"{POLICY}{getattr(policy, '__name__', 'policy')}", self.agency)
        writing = Writing(by, When.day(self._today()), f"{heard.sender}/{heard.position}", law, None, None)
        key = units.Message(heard.sender, str(heard.subject), heard.seq)
        while True:
            entries, streams = self._act(policy(heard), writing)
            answer = self.store.write(units.Unit(key, streams, entries))
            if not isinstance(answer, units.Conflict):
                return self._outcome(answer)

    def skip(self, decider: AnyDecider, sender: str, subject: UUID, seq: int, command: Any, *, by: By) -> Outcome:
        """A person decides that the next message of a sender is not to be applied: its number is used up by an entry
        that says so. Raises `HoleBefore` when it is not that message's turn."""
        writing = Writing(by, When.day(self._today()), f"{sender}#{seq}", self._law_on(self._today()), None, None)
        while True:
            entries, streams = self._act([Act(decider, subject, command)], writing)
            answer = self.store.write(units.Unit(units.Message(sender, str(subject), seq), streams, entries))
            if not isinstance(answer, units.Conflict):
                return self._outcome(answer)

    def _outcome(self, answer: units.Answer) -> Outcome:
        match answer:
            case units.Done(first, last):
                return Outcome(first, last, answer.again)
            case units.Reused():
                raise CommandIdReused
            case units.Hold(due):
                raise HoleBefore(due)
            case _:
                raise AssertionError(answer)

    def _act(self, acts: Sequence[Act], writing: "Writing") -> tuple[list[units.Entry], dict[UUID, int]]:
        entries: list[units.Entry] = []
        streams: dict[UUID, int] = {}
        for decider, subject, command in acts:
            stream = stream_of(decider, subject)
            if stream in streams:
                raise ValueError(
                    f"two commands of one policy for one {decider.name}: both would decide from the same past"
                )
            past = self.now(decider, subject)
            streams[stream] = past.version
            entries += self._scribe.step(decider, subject, command, writing, stream, past)[0]
        return entries, streams


_ASKED = msgspec.json.Encoder(
    enc_hook=lambda v: [v.value, v.place] if isinstance(v, Sealed) else str(v), order="sorted"
).encode


def _asked(decider: AnyDecider, subject: UUID, command: Any, by: By) -> bytes:
    return _ASKED([decider.name, subject, type(command).__name__, command, by.actor])
