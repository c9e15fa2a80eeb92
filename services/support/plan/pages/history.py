"""What happened to a file of the plan's work, line by line, as its page shows it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from shared.clock import local
from shared.kernel.law import Law
from shared.kernel.words import Code
from shared.ledger import Entry
from shared.web.pages import vn_date
from shared.web.words import Words


class Step(NamedTuple):
    """`on` is the day it was true, `written` that on which it was written down; `note` its words, once they are opened; `saw` its
    position, where it is a decision and what lay before whoever took it can be shown again."""

    on: date
    text: str
    note: str | None
    written: date
    saw: int | None = None

    @property
    def late(self) -> bool:
        return self.written != self.on


def steps(
    entries: tuple[Entry, ...], notes: Mapping[str, Any], words: Words, law: Law, lists: Mapping[str, tuple[Code, ...]]
) -> Iterator[Step]:
    """The newest first. `notes` are opened sealed values by the number of what happened; `lists` say, by the name of a field,
    in which lists its codes stand."""
    for n, entry in reversed(list(enumerate(entries))):
        said = dict(_said(entry.fact))
        written = local(entry.at).date()
        on = next((value for name, value in said.items() if name == "on" or name.endswith("_on")), written)
        saw = entry.position if entry.body.saw else None
        yield Step(on, "".join(_text(entry, said, words, law, lists)), notes.get(str(n)), written, saw)


def _said(fact: Any) -> Iterator[tuple[str, Any]]:
    yield from ((name, value) for name, value in vars(fact).items() if value is not None)


def _text(
    entry: Entry, said: Mapping[str, Any], words: Words, law: Law, lists: Mapping[str, tuple[Code, ...]]
) -> Iterator[str]:
    yield words.get(f"{entry.name}.{said.get('stage')}") or words[entry.name]
    for name, named in lists.items():
        if name in said:
            list_ = next((each for each in named if law.knows(each, said[name])), named[0])
            yield f": {law.called(list_, said[name])}"
    if "number" in said:
        yield words["history.number"].format(number=said["number"])
    if "expected_on" in said:
        yield words["history.expected"].format(on=vn_date(said["expected_on"]))
