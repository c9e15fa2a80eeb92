"""The answers of a shelf from memory."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic

import msgspec

from shared.views.view import Doc, Line, Pile, Some, Standing, View


class Kept(Generic[Line, Doc]):
    """The same answers from memory, for tests of rules and for figures folded on demand."""

    def __init__(self, view: View[Line, Doc], docs: Mapping[str, Doc] | None = None) -> None:
        self.view, self.docs, self._position = view, dict(docs or {}), 0

    def position(self) -> int:
        return self._position

    def reach(self, position: int, since: Callable[[int], Sequence[Line]]) -> None:
        """Nobody else folds into a view in memory: there is nothing to wait for."""

    def get(self, key: str) -> Doc | None:
        return self.docs.get(key)

    def some(self, keys: Sequence[str]) -> dict[str, Doc]:
        return {key: self.docs[key] for key in keys if key in self.docs}

    def where(self, **equal: Any) -> dict[str, Doc]:
        plain = {key: msgspec.to_builtins(doc) for key, doc in self.docs.items()}
        asked = msgspec.to_builtins(equal)
        return {key: self.docs[key] for key in sorted(plain) if all(plain[key].get(f) == v for f, v in asked.items())}

    def piles(self, names: Collection[str], unit: str | None = None, *, keys: int = 0) -> dict[str, Pile]:
        found = {name: [each for each in self._standing(unit) if each[1].pile == name] for name in names}
        return {
            name: Pile(
                len(some),
                min((stands.due for _, stands in some if stands.due), default=None),
                frozenset(key for key, _ in some) if len(some) <= keys else None,
            )
            for name, some in found.items()
        }

    def on(self, pile: str, unit: str | None = None, *, most: int, after: str = "") -> Some[Doc]:
        found = [each for each in self._standing(unit) if each[1].pile == pile and each[1].rank > after]
        docs = {key: self.docs[key] for key, _ in found[:most]}
        return Some(docs, found[most - 1][1].rank if len(found) > most else None)

    def _standing(self, unit: str | None) -> list[tuple[str, Standing]]:
        found = [(key, stands) for key, doc in self.docs.items() if (stands := self.view.stands(key, doc))]
        return sorted((each for each in found if unit in (None, each[1].unit)), key=lambda each: each[1].rank)

    def keep(self, entries: Sequence[Line], position: int) -> None:
        for entry in entries:
            if (key := self.view.key(entry)) is not None:
                self.docs[key] = self.view.evolve(self.docs.get(key, self.view.initial), entry)
        self._position = position
