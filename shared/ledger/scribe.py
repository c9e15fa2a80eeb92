"""The scribe: what a step writes. Decides, seals what is to be sealed, says who is told; the writer numbers and stamps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec

from shared.kernel.decider import AnyDecider
from shared.kernel.law import Law
from shared.kernel.named import PAPERS, digests
from shared.kernel.people import By
from shared.kernel.sealed import Place, Sealed
from shared.kernel.tell import Happened, Tell
from shared.kernel.when import When
from shared.ledger import stored, units
from shared.ledger.folds import Folded
from shared.ledger.stored import ENCODE, Kind, LawRef, Names, Rest, Saw, ToldRest, name_of
from shared.sealing.vault import Vault

TellRule = Callable[[Happened, Any], Iterable[Tell]]
"""(what happened, the state after it) → who is told what. Pure; one per decider, in `messages.py`."""


@dataclass(frozen=True)
class Writing:
    """What all entries of one step have in common."""

    by: By
    when: When
    because: str
    law: Law
    corrects: int | None
    saw: Saw | None

    def rest(self, subject: UUID, fact: msgspec.Raw) -> bytes:
        law = LawRef(self.law.id, self.law.hash)
        return ENCODE(Rest(subject, self.when, self.by, self.because, law, fact, self.corrects, self.saw))[1:]


class Scribe:
    """One per ledger. `tells` is the rule of telling of each aggregate, by its name."""

    def __init__(self, names: Names, vault: Vault, tells: Mapping[str, TellRule]) -> None:
        self._names, self._vault, self._tells = names, vault, tells
        self._messages: dict[type, Kind] = {}

    def step(
        self, decider: AnyDecider, subject: UUID, command: Any, writing: Writing, stream: UUID, past: Folded
    ) -> tuple[list[units.Entry], Any]:
        """Decide, seal, tell: the entries of one command, ready for the writer, and the state they lead to."""
        entries, state = [], past.state
        for n, fact in enumerate(decider.decide(command, state, writing.law), past.version + 1):
            kept, raw = self._seal(decider.kind, subject, Place(stream, n, ""), fact)
            state = decider.evolve(state, kept)
            told = self._told(
                subject, self._tells[decider.name](Happened(subject, kept, writing.by, writing.when), state)
            )
            entries.append(units.Entry(stream, self._names.by_class[type(fact)].name, writing.rest(subject, raw), told))
        return entries, state

    def _seal(self, kind: str, subject: UUID, place: Place, fact: Any) -> tuple[Any, msgspec.Raw]:
        """The fact with every sealed field in its box, and its JSON. Raises msgspec's ValidationError (a ValueError) for
        an open field that is not what it should be."""
        known = self._names.by_class[type(fact)]
        given = {field: value for field in known.sealed if (value := getattr(fact, field)) is not None}
        self._vault.prepare(kind, str(subject), {known.sealed[field] for field in given})
        boxed: dict[str, Sealed] = {}
        for field, value in given.items():
            here, section = place._replace(field=field), known.sealed[field]
            boxed[field] = Sealed(box=self._vault.seal(kind, str(subject), section, here, ENCODE(self.open(value))))
        raw = ENCODE(replace(fact, **boxed) if boxed else fact)
        # What could not be read back is not written: msgspec checks the open codes only when it reads.
        return stored.decode_fact(known, raw, place.stream, place.version), msgspec.Raw(raw)

    def _told(self, subject: UUID, tells: Iterable[Tell]) -> tuple[units.Told, ...]:
        told = []
        for tell in tells:
            kind = self._message(type(tell.message))
            sealed = {f: v.place for f in kind.sealed if (v := getattr(tell.message, f)) is not None}
            allowed = set(tell.grant.sections) if tell.grant else set()
            if outside := {kind.sealed[f] for f in sealed} - allowed:
                raise ValueError(f"{kind.name} carries {sorted(outside)} without a grant of it")
            clear = replace(tell.message, **dict.fromkeys(sealed)) if sealed else tell.message
            files = digests(tell.message) if PAPERS in allowed else ()
            rest = ToldRest(kind.name, msgspec.Raw(ENCODE(clear)), sealed, tell.grant, files)
            told.append(units.Told(tell.inbox, str(subject), ENCODE(rest)[1:]))
        if len({t.inbox for t in told}) != len(told):
            raise ValueError("one entry tells one listener one thing")
        return tuple(told)

    def _message(self, cls: type) -> Kind:
        if cls not in self._messages:
            self._messages[cls] = Kind.of(name_of(cls), cls)
        return self._messages[cls]

    def open(self, sealed: Sealed | None) -> Any:
        """The value of a sealed field, typed or stored; None when there is none."""
        if sealed is None or sealed.box is None or sealed.place is None:
            return sealed.value if sealed else None
        return msgspec.json.decode(self._vault.open(sealed.box, sealed.place))
