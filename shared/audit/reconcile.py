"""What one agency told another, held against what that one heard: each leaves an entry of its own, so that neither can drop its
side alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from shared.audit.finding import Finding, Flaw
from shared.audit.folder import EntryLine, Folder, LogFolder
from shared.foreign import reader
from shared.kernel.words import Source
from shared.proof.merkle import NotProved
from shared.proof.notes import Checkpoint


class _Told(msgspec.Struct, frozen=True, gc=False):
    inbox: str


class _Body(msgspec.Struct, frozen=True, gc=False):
    because: str
    to: tuple[_Told, ...]


_body = reader(_Body)


@dataclass
class Side:
    """What one log says of the other: in which entries it told it something; and which of its own answer which of the other's."""

    size: int
    told: set[int] = field(default_factory=set)
    answers: dict[int, int] = field(default_factory=dict)


def reconcile(folder: Folder, one: Source, other: Source) -> Iterator[Finding]:
    """What does not fit between two logs, in both directions: an answer to what was never told. The reverse proves nothing: what
    was told may be on its way, and not everything that is heard is worth an entry."""
    sides = {one: _side(folder.log(one), other), other: _side(folder.log(other), one)}
    yield from _between(one, other, sides)
    yield from _between(other, one, sides)


def _between(teller: Source, listener: Source, sides: Mapping[Source, Side]) -> Iterator[Finding]:
    told, heard = sides[teller], sides[listener]
    for position, at in sorted(heard.answers.items()):
        if position <= told.size and position not in told.told:  # beyond, it was told since the teller's checkpoint
            why = f"entry {at} of {listener} answers entry {position}, in which nothing was told to it"
            yield Finding(Flaw.RECONCILED, teller, why, position)


def _side(log: LogFolder, of: Source) -> Side:
    side, begins = Side(_size(log)), f"{of}/"
    for line in log.entries():
        if not isinstance(line, EntryLine) or line.position > side.size:
            break
        try:
            body = _body(line.body)
        except msgspec.MsgspecError:
            continue  # said already where the log itself is verified
        if any(told.inbox == of for told in body.to):
            side.told.add(line.position)
        position = body.because.removeprefix(begins)
        if position != body.because and position.isdigit():
            side.answers.setdefault(int(position), line.position)
    return side


def _size(log: LogFolder) -> int:
    try:
        return Checkpoint.of(log.checkpoint().text).size
    except NotProved:
        return 0
