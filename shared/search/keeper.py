"""Keeps the index of an instance in step with its ledger: opens what was told of a case, and forgets what was destroyed."""

from collections.abc import Iterable
from uuid import UUID

from shared.kernel.sealed import Sealed
from shared.ledger import Ledger
from shared.sealing.vault import Forgotten
from shared.search.index import IN_THE_OPEN, Index, Row
from shared.search.places import Said, Searched
from shared.search.terms import Term, terms_of
from shared.search.tokens import Blinder


class Keeper:
    """Called by the worker again and again. The values it opens are shown to nobody and leave no reading."""

    def __init__(self, ledger: Ledger, index: Index, searched: Searched, blinder: Blinder) -> None:
        self._ledger, self._index, self._searched, self._blinder = ledger, index, searched, blinder
        self._looked = False

    def __call__(self, last: int) -> int:
        """Take in what is new in the ledger, whose last entry is at `last`; how many entries there were. What keys opened
        that are destroyed is dropped when nothing is new."""
        if last <= (position := self._index.position()):
            self._forget()
            return 0
        new = self._ledger.since(position)
        said = self._searched.fold(new)
        rows = {row for case, values in said.items() for value in values for row in self._rows(case, value)}
        self._index.keep(rows, new[-1].position)
        return len(new)

    def _rows(self, case: UUID, said: Said) -> Iterable[Row]:
        key = said.value.box.key if isinstance(said.value, Sealed) and said.value.box else IN_THE_OPEN
        for term in opened(self._ledger, said):
            yield Row(self._blinder.token(term), case, term.kind, said.section, key)

    def _forget(self) -> None:
        """After what is new was taken in: a value that was opened just before its key was destroyed goes too."""
        gone = self._ledger.vault.destroyed(lately=self._looked)
        self._index.forget([key.key_id for key in gone])
        self._looked = True


def opened(ledger: Ledger, said: Said) -> frozenset[Term]:
    """What a value can be found by; nothing when its key is destroyed."""
    try:
        value = ledger.open(said.value) if isinstance(said.value, Sealed) else said.value
    except Forgotten:
        return frozenset()
    return terms_of(said.reading, value)
