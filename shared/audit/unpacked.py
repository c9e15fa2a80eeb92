"""An evidence package that somebody sends: opened with care, and checked entry by entry."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from shared.audit.folder import EntryLine
from shared.audit.leaves import hash_of
from shared.foreign import reader
from shared.kernel.words import Source
from shared.proof.leaf import packed
from shared.proof.merkle import Hash, NotProved, leaf_hash
from shared.proof.policy import Policy, read_policy
from shared.proof.proofs import Proof

MOST_FILES, MOST_BYTES, MOST_TIMES = 50_000, 200_000_000, 200
"""A package that would unpack to more, or more tightly than text ever does, is refused before anything is unpacked."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*){0,5}")


class Listed(msgspec.Struct, frozen=True):
    source: str
    position: int
    file: str
    proof: str
    withheld_by: str = ""
    why: str = ""


class Index(msgspec.Struct, frozen=True):
    """`case.json`."""

    case: UUID
    code: str
    entries: tuple[Listed, ...]


class Withheld(msgspec.Struct, frozen=True):
    """An entry without its body."""

    position: int
    stream: UUID
    version: int
    name: str
    withheld: str


@dataclass(frozen=True)
class Checked:
    """What a package proves: so many entries of a case, so many of them without their body, in these logs."""

    code: str
    entries: int
    withheld: int
    logs: frozenset[Source]


def check_package(file: Path, policy: Policy | None = None) -> Checked:
    """By the policy given, or the one in the package, which then has to be compared by hand. Raises `NotProved`."""
    try:
        with zipfile.ZipFile(file) as zip_:
            _must_be_harmless(zip_)
            package = _Package(zip_, policy or read_policy(_text(zip_, "policy.txt")))
            return package.check()
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error) as wrong:
        raise NotProved(f"{file.name} is no package: {type(wrong).__name__}") from wrong


def _must_be_harmless(zip_: zipfile.ZipFile) -> None:
    infos = zip_.infolist()
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise NotProved("the package would unpack to too much")
    if len({info.filename for info in infos}) < len(infos):
        raise NotProved("the package holds two files of one name")
    for info in infos:
        if not _NAME.fullmatch(info.filename):
            raise NotProved("a name in the package leads out of it")
        if info.file_size > 10_000 and info.file_size > MOST_TIMES * info.compress_size:
            raise NotProved("the package would unpack to too much")


class _Package:
    def __init__(self, zip_: zipfile.ZipFile, policy: Policy) -> None:
        self._zip, self._policy = zip_, policy

    def check(self) -> Checked:
        index = _read(self._zip, "case.json", Index)
        for listed in index.entries:
            try:
                self._one(listed)
            except NotProved as wrong:
                raise NotProved(f"{listed.source}/{listed.position}: {wrong}") from wrong
        withheld = sum(bool(listed.withheld_by) for listed in index.entries)
        logs = frozenset(listed.source for listed in index.entries)
        return Checked(index.code, len(index.entries), withheld, logs)

    def _one(self, listed: Listed) -> None:
        proof = Proof.of(_text(self._zip, listed.proof))
        if proof.index != listed.position - 1:
            raise NotProved("its proof is of another entry")
        found = proof.check(self._leaf(listed), self._policy)
        if not found.origin.endswith(f"/{listed.source}"):
            raise NotProved("its proof is of another log")

    def _leaf(self, listed: Listed) -> Hash:
        position: int
        if listed.withheld_by:
            hidden = _read(self._zip, listed.file, Withheld)
            try:
                digest = bytes.fromhex(hidden.withheld)
            except ValueError as wrong:
                raise NotProved("it is withheld without its hash") from wrong
            data = packed(hidden.position, hidden.version, hidden.stream.bytes, digest, hidden.name)
            position, leaf = hidden.position, leaf_hash(data)
        else:
            line = _read(self._zip, listed.file, EntryLine)
            position, leaf = line.position, hash_of(line)
        if position != listed.position:
            raise NotProved("it is another entry than its name says")
        return leaf


def _read(zip_: zipfile.ZipFile, name: str, what: type[Any]) -> Any:
    try:
        return reader(what)(_text(zip_, name))
    except (msgspec.MsgspecError, ValueError) as wrong:
        raise NotProved(f"{name} cannot be read") from wrong


def _text(zip_: zipfile.ZipFile, name: str) -> str:
    try:
        return zip_.read(name).decode()
    except (KeyError, UnicodeDecodeError) as wrong:
        raise NotProved(f"{name} is missing, or cannot be read") from wrong
