"""Whom an inspector believes (C2SP tlog-policy): which logs, which witnesses, and how many of them must have seen a checkpoint.

In this town a witness stands for an agency, and an agency's word about its own log does not count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shared.proof.merkle import NotProved
from shared.proof.notes import Checkpoint, Key, Kind, Note

NONE = "none"
MOST_LINES = 1_000


@dataclass(frozen=True)
class Group:
    """So many of these members, which are witnesses or groups."""

    least: int
    members: Sequence[str]


@dataclass(frozen=True)
class Policy:
    """`quorum` names a witness, a group, or nobody (`none`)."""

    logs: Sequence[Key]
    witnesses: Mapping[str, Key]
    groups: Mapping[str, Group]
    quorum: str

    def accept(self, note: Note) -> Checkpoint:
        """The checkpoint, when one of the logs signed it and enough witnesses saw it. Raises `NotProved`."""
        checkpoint = Checkpoint.of(note.text)
        logs = [key for key in self.logs if key.name == checkpoint.origin]
        if not logs:
            raise NotProved("the checkpoint is of a log that the policy does not name")
        if not note.signed_by(logs):
            raise NotProved("the checkpoint is not signed by its log")
        seen = note.signed_by(self.witnesses.values())
        saw = {name for name, key in self.witnesses.items() if key in seen}
        if not self._holds(self.quorum, saw):
            raise NotProved(f"too few witnesses saw the checkpoint: {', '.join(sorted(saw)) or 'none'}")
        return checkpoint

    def _holds(self, name: str, saw: set[str]) -> bool:
        if name == NONE:
            return True
        if (group := self.groups.get(name)) is None:
            return name in saw
        return sum(self._holds(member, saw) for member in group.members) >= group.least

    def __str__(self) -> str:
        logs = [f"log {key.vkey}" for key in self.logs]
        witnesses = [f"witness {name} {key.vkey}" for name, key in self.witnesses.items()]
        groups = [f"group {name} {group.least} {' '.join(group.members)}" for name, group in self.groups.items()]
        return "\n".join([*logs, *witnesses, *groups, f"quorum {self.quorum}"]) + "\n"


def read_policy(written: str) -> Policy:
    """Raises `NotProved` with the number of the line that cannot be read."""
    lines = written.split("\n")
    if len(lines) > MOST_LINES:
        raise NotProved("the policy has too many lines")
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            reader.take(words)
        except NotProved as wrong:
            raise NotProved(f"line {number} of the policy: {wrong}") from wrong
    if reader.quorum is None:
        raise NotProved("the policy names no quorum")
    return Policy(tuple(reader.logs), reader.witnesses, reader.groups, reader.quorum)


class _Reader:
    def __init__(self) -> None:
        self.logs: list[Key] = []
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._used: set[str] = set()

    def take(self, words: Sequence[str]) -> None:
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                self.logs.append(self._key(vkey, Kind.LOG, self.logs))
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                self._new(name)
                self.witnesses[name] = self._key(vkey, Kind.WITNESS, self.witnesses.values())
            case ["group", name, least, *members] if members:
                self._new(name)
                self.groups[name] = Group(_least(least, len(members)), tuple(map(self._member, members)))
            case ["quorum", name]:
                if self.quorum is not None:
                    raise NotProved("a second quorum")
                if name != NONE and not self._known(name):
                    raise NotProved(f"{name} is not known here")
                self.quorum = name
            case _:
                raise NotProved("it cannot be read")

    def _key(self, vkey: str, kind: Kind, there: Iterable[Key]) -> Key:
        key = Key.of(vkey)
        if key.kind is not kind:
            raise NotProved(f"the key of {key.name} is for something else")
        if any(each.public == key.public for each in there):
            raise NotProved(f"the key of {key.name} stands there twice")
        return key

    def _new(self, name: str) -> None:
        if name == NONE or self._known(name):
            raise NotProved(f"the name {name} is taken")

    def _known(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def _member(self, name: str) -> str:
        if not self._known(name):
            raise NotProved(f"{name} is not known here")
        if name in self._used:
            raise NotProved(f"{name} is a member twice")
        self._used.add(name)
        return name


def _least(word: str, members: int) -> int:
    if word in ("any", "all"):
        return 1 if word == "any" else members
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= members:
        raise NotProved(f"{word} of {members} cannot be asked")
    return int(word)
