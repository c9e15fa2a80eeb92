"""Fetches what an audit needs from the doors of a town, as an inspector: the one step that needs a network."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import httpx

from shared.audit.folder import About, read_line
from shared.audit.written import Writing
from shared.kernel.words import AgencyId, Code, Source
from shared.proof.evidence import Evidence
from shared.proof.merkle import NotProved
from shared.proof.notes import Checkpoint, Key, Note
from shared.proof.tiles import tiles_of
from shared.transparency.known import Known

log = logging.getLogger(__name__)
SETTLES_WITHIN = 30.0
"""Seconds a log that is written meanwhile is given until enough others have seen what it shows."""
SCHEMAS = Path(str(files("shared.contracts"))) / "schemas"
LEFT_OUT = frozenset({"users.yaml"})
"""Officers are people too."""
Ask = Callable[[Source, str], httpx.Response]
"""Asks an instance at a path, as an inspector; raises httpx errors."""
Say = Callable[[str, int, int], None]
"""What is being fetched, how much is there, how much there will be."""


@dataclass(frozen=True)
class Doors:
    """Where to ask: every instance of the town, the one that keeps the journals, the instances in which witnesses stand."""

    town: Code
    known: Known
    reporting: Source | None
    ask: Ask

    def witnesses(self) -> Sequence[tuple[AgencyId, Source]]:
        return [(source.partition(".")[2], source) for source in self.known.witnesses]


def fetch(doors: Doors, into: Path, profile: Path, say: Say = lambda *_: None) -> Path:
    """Everything of every log up to its newest co-signed checkpoint, into a new folder. Raises FileExistsError; httpx errors when
    an instance does not answer; `NotProved` for a log that shows no checkpoint. A folder broken off is no audit."""
    writing = Writing(into, doors.known.policy())
    for source, key in doors.known.logs.items():
        size = _log(doors, writing, source, _witnessed(doors, writing, source, key), say)
        if doors.reporting and source != doors.reporting:
            _copies(doors, writing, source, size)
    for name, content in in_force(profile):
        writing.rule(name, content)
    for _, source in doors.witnesses():
        for line in doors.ask(source, "/witness/evidence").content.splitlines():
            writing.evidence(Evidence.read(line))
    writing.done(About(doors.town, datetime.now(UTC).isoformat(timespec="seconds")))
    return into


def in_force(profile: Path) -> Iterator[tuple[str, bytes]]:
    """The policies and the schemas in force, by their place in the folder of an audit."""
    for name, root in (("profile", profile), ("schemas", SCHEMAS)):
        for file in sorted(root.rglob("*.*")):
            if file.is_file() and file.name not in LEFT_OUT:
                yield f"{name}/{file.relative_to(root).as_posix()}", file.read_bytes()


def _log(doors: Doors, writing: Writing, source: Source, seen: int, say: Say) -> int:
    """Up to which entry. A log that has sealed nothing yet is left out."""
    if (note := _settled(doors, source, seen)) is None:
        return 0
    size = Checkpoint.of(note.text).size
    writing.checkpoint(source, note)
    for tile in tiles_of(size):
        writing.tile(source, tile, _must(doors.ask(source, f"/tile/{tile.path}")).content)
    at = 0
    for lines in _pages(doors, source, "/api/ledger/entries", size):
        writing.entries(source, at + 1, lines)
        at += len(lines)
        say(source, at, size)
    return size


def _settled(doors: Doors, source: Source, seen: int) -> Note | None:
    """The newest checkpoint, as soon as it reaches what witnesses have `seen` and enough of them have signed it: a log that grows
    meanwhile is no liar. One that never does is taken as it is, and found out."""
    policy, deadline = doors.known.policy(), time.monotonic() + SETTLES_WITHIN
    while True:
        answer = doors.ask(source, "/checkpoint")
        note = None if answer.status_code == httpx.codes.NOT_FOUND else Note.of(_must(answer).text)
        try:
            if note is None or policy.accept(note).size >= seen:
                return note
        except NotProved as few:
            log.info("%s: %s", source, few)
        if time.monotonic() > deadline:
            return note
        time.sleep(0.5)


def _copies(doors: Doors, writing: Writing, source: Source, size: int) -> None:
    """Where reporting does not hear a journal there are none."""
    assert doors.reporting
    path, at = f"/api/journals/{source}/entries", 0
    if doors.ask(doors.reporting, path).status_code == httpx.codes.NOT_FOUND:
        return
    for lines in _pages(doors, doors.reporting, path, size):
        writing.copies(source, at + 1, lines)
        at += len(lines)


def _pages(doors: Doors, at: Source, path: str, size: int) -> Iterator[list[bytes]]:
    """Entries up to the position `size`, page by page, as long as there are any. A hole does not end it: it is found later."""
    last = 0
    while last < size:
        lines = _must(doors.ask(at, f"{path}?after={last}")).content.splitlines(keepends=True)
        if not lines:
            return
        last = read_line(lines[-1]).position
        yield [line for line in lines if last <= size or read_line(line).position <= size]


def _witnessed(doors: Doors, writing: Writing, source: Source, key: Key) -> int:
    """What each witness co-signed last of this log; the largest size of all."""
    origin, largest = sha256(key.name.encode()).hexdigest(), 0
    for agency, at in doors.witnesses():
        answer = doors.ask(at, f"/witness/{origin}/checkpoint")
        if answer.status_code != httpx.codes.NOT_FOUND:
            note = Note.of(_must(answer).text)
            writing.witnessed(source, agency, note)
            largest = max(largest, Checkpoint.of(note.text).size)
    return largest


def _must(answer: httpx.Response) -> httpx.Response:
    if answer.status_code != httpx.codes.OK:
        raise NotProved(f"{answer.request.url.path}: {answer.status_code}")
    return answer
