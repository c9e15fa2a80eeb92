"""Where values stand that a case can be found by: folded from entries, purely. Nothing is opened here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from shared.kernel.decider import AnyDecider
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.ledger import Entry
from shared.ledger.stored import sections

OPEN: Code = ""
"""The section of what stands in the open."""


class Said(NamedTuple):
    """One value of a case, with the way to read it (`shared.search.terms.READINGS`) and the section it is sealed under."""

    reading: Code
    section: Code
    value: Sealed | str


@dataclass(frozen=True)
class Searched:
    """What of an aggregate can be searched: by field of its events (or of some of them), the way to read it."""

    decider: AnyDecider
    readings: Mapping[Code, Code]
    events: tuple[type[Any], ...] | None = None

    def said(self, entry: Entry) -> tuple[Said, ...]:
        """What an entry adds. What was ever told stays: a name told later stands beside the earlier one."""
        if not isinstance(entry.fact, self.events or self.decider.events):
            return ()
        sealed = sections(type(entry.fact))
        told = {field: getattr(entry.fact, field, None) for field in self.readings}
        return tuple(
            Said(self.readings[field], sealed.get(field, OPEN), value) for field, value in told.items() if value
        )

    def fold(self, entries: Iterable[Entry]) -> dict[UUID, tuple[Said, ...]]:
        """By case all that these entries say."""
        found: dict[UUID, tuple[Said, ...]] = {}
        for entry in entries:
            if said := self.said(entry):
                found[entry.body.subject] = (*found.get(entry.body.subject, ()), *said)
        return found
