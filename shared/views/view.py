"""A question to a ledger, folded purely, and how its answers stand in lists."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

Doc = TypeVar("Doc")
Line = TypeVar("Line")


class Standing(NamedTuple):
    """How a document stands in the lists of its view: on which pile, in whose unit, before which others (the smallest
    `rank` first), and until when it has to be done."""

    pile: str
    unit: str | None
    rank: str
    due: date | None = None


class Pile(NamedTuple):
    """How many lie there, the day of the most urgent one, and which they are where they fit on a page."""

    size: int = 0
    due: date | None = None
    keys: frozenset[str] | None = frozenset()


class Some(NamedTuple, Generic[Doc]):
    """A piece of a list, in its order; the rest is asked for with `further`, None at its end."""

    docs: Mapping[str, Doc]
    further: str | None


@dataclass(frozen=True)
class View(Generic[Line, Doc]):
    """One question, answered entry by entry. `name` carries its version: a changed fold is a new name, built beside.

    `key` says which document an entry concerns (None: none); `evolve` is pure and total. `Doc` is a dataclass with
    open fields only: no personal data stands in a view. A view with a `standing` is listed piece by piece, however much
    lies there in the end.
    """

    name: str
    doc: type[Doc]
    initial: Doc
    key: Callable[[Line], str | None]
    evolve: Callable[[Doc, Line], Doc]
    standing: Callable[[Doc], Standing] | None = None

    def stands(self, key: str, doc: Doc) -> Standing | None:
        """With a rank no other document has."""
        stands = self.standing(doc) if self.standing else None
        return stands and stands._replace(rank=f"{stands.rank} {key}")


def fold(view: View[Line, Doc], entries: Iterable[Line]) -> dict[str, Doc]:
    """The view as of the last entry given: today, or any day an inspector asks about."""
    docs: dict[str, Doc] = {}
    for entry in entries:
        if (key := view.key(entry)) is not None:
            docs[key] = view.evolve(docs.get(key, view.initial), entry)
    return docs
