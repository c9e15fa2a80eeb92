"""The page of target T2 asks here: who may see it, and what it says of everybody the lead supports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from services.support.domain.target import Known, Target, target
from services.support.projections.target import TARGET
from shared.desk import Desk
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.views import Kept, Shelf

READ: Code = "support.target.read"
AT_MOST = 1_000
"""After so many new entries everybody is read anew, instead of those alone whom they are about."""


class Found(NamedTuple):
    """What was summed up, from the view as it stood at this position, under this law on this day."""

    position: int
    law: str
    day: date
    target: Target


@dataclass
class Targets:
    """`known` is the kept view. What it came to is remembered: of what is new since, only those cases are read again."""

    desk: Desk
    agency: AgencyId
    known: Shelf[Entry, Known] | Kept[Entry, Known]
    _found: Found | None = field(default=None, init=False)

    def may_read(self, actor: Actor) -> bool:
        return self.desk.rights.judge(actor, READ, self._all(actor)).allowed

    def may_open(self, actor: Actor) -> bool:
        """May this actor look at the cases themselves?"""
        return self.desk.rights.judge(actor, "support.case.read", self._all(actor)).allowed

    def now(self, actor: Actor) -> Target:
        """Raises `NotPermitted`."""
        self.desk.rights.must(actor, READ, self._all(actor))
        law, position, found = self.desk.law(), self.known.position(), self._found
        today = self.desk.today()
        if found and (found.law, found.day, found.position) == (law.hash, today, position):
            return found.target
        same = found is not None and (found.law, found.day) == (law.hash, today)
        near = found is not None and same and 0 < position - found.position <= AT_MOST
        summed = self._further(found, position, law) if found and near else target(self.known.where(), law, today)
        self._found = Found(position, law.hash, today, summed)
        return summed

    def _further(self, found: Found, position: int, law: Law) -> Target:
        changed = sorted({key for entry in self._between(found.position, position) if (key := TARGET.key(entry))})
        return target(self.known.some(changed), law, found.day, found.target.persons) if changed else found.target

    def _between(self, after: int, position: int) -> Iterable[Entry]:
        """The entries after one position, up to the other at least."""
        while after < position and (entries := self.desk.ledger.since(after)):
            yield from entries
            after += len(entries)

    def _all(self, actor: Actor) -> Subject:
        """No one file: all that this agency leads."""
        return Subject(self.agency, actor.unit, "none")
