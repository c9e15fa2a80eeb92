"""What one agency told another, held against what that one heard: each leaves an entry of its own, so that neither can drop its
side alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from shared.audit.finding import Finding, Wrong
from shared.audit.folder import EntryLine, Folder, LogFolder
from shared.kernel.words import Source
from shared.proof.merkle import NotProved
from shared.proof.notes import Checkpoint


class _Told(msgspec.Struct, frozen=True, gc=False):
    inbox: str
    seq: int


class _Body(msgspec.Struct, frozen=True, gc=False):
    subject: str
    because: str
    to: tuple[_Told, ...]


_BODY = msgspec.json.Decoder(_Body).decode


class Message(NamedTuple):
    """A message by the entry that told it."""

    position: int
    subject: str
    seq: int


@dataclass
class Side:
    """What one log says of the other: the messages it told it, by position; and the first entry it wrote because of each of the
    other's."""

    size: int
    told: dict[int, Message] = field(default_factory=dict)
    because: dict[int, tuple[int, str]] = field(default_factory=dict)


def reconcile(folder: Folder, one: Source, other: Source) -> Iterator[Finding]:
    """What does not fit between two logs, in both directions. A message that was told last and not answered yet is on its way;
    one without an answer that was told before an answered one was heard too: messages about one case are heard in order."""
    sides = {one: _side(folder.log(one), other), other: _side(folder.log(other), one)}
    yield from _between(one, other, sides)
    yield from _between(other, one, sides)


def _between(teller: Source, listener: Source, sides: Mapping[Source, Side]) -> Iterator[Finding]:
    told, heard = sides[teller], sides[listener]
    for position, (at, subject) in sorted(heard.because.items()):
        if position > told.size:
            continue  # told since the checkpoint of the teller
        message = told.told.get(position)
        if message is None:
            why = f"it answers entry {position} of {teller}, which told {listener} nothing"
            yield Finding(Wrong.RECONCILED, listener, why, at)
        elif message.subject != subject:
            why = f"it answers entry {position} of {teller}, which was about another file"
            yield Finding(Wrong.RECONCILED, listener, why, at)


def _side(log: LogFolder, of: Source) -> Side:
    side, begins = Side(_size(log)), f"{of}/"
    for line in log.entries():
        if not isinstance(line, EntryLine) or line.position > side.size:
            break
        try:
            body = _BODY(line.body)
        except msgspec.MsgspecError:
            continue  # said already where the log itself is verified
        for told in body.to:
            if told.inbox == of:
                side.told[line.position] = Message(line.position, body.subject, told.seq)
        if body.because.startswith(begins):
            position = body.because.removeprefix(begins)
            if position.isdigit():
                side.because.setdefault(int(position), (line.position, body.subject))
    return side


def _size(log: LogFolder) -> int:
    try:
        return Checkpoint.of(log.checkpoint().text).size
    except NotProved:
        return 0
