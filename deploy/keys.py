"""Gives each instance its own keys, in a file only its owner can read, and lists the public halves for everybody."""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from deploy.parts.places import write_private
from shared.proof.notes import Kind
from shared.transparency.known import signer

_NAMES = ("kek", "index", "session", "signing", "opening")
_LENGTH = 32


class BrokenKeys(Exception):
    """A key file is there and cannot be used. It is never replaced: what was sealed with it would be lost."""


@dataclass(frozen=True)
class Keys:
    """Where the keys lie: one private file per source, the directory of the public ones, and the key for matching, which
    the intakes of the town share (see decision 25)."""

    directory: Path
    files: Mapping[str, Path]
    matching: Path


def make_keys(folder: Path, town: str, sources: Iterable[str], witnesses: Collection[str] = ()) -> Keys:
    """Make what is missing; a file that is there is read and kept. `witnesses` are the sources in which the witness of an agency
    stands; `town` stands in the names of all logs. BrokenKeys when a file cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {source: folder / f"{source}.keys.json" for source in sorted(sources)}
    for file in files.values():
        if not file.exists():
            write_private(file, json.dumps({name: b64encode(os.urandom(_LENGTH)).decode() for name in _NAMES}))
    listed = {source: _public(town, source, _private(file), source in witnesses) for source, file in files.items()}
    text = json.dumps(listed, indent=1, sort_keys=True) + "\n"
    directory = folder / "directory.json"
    if not directory.exists() or directory.read_text("utf-8") != text:
        half = directory.with_suffix(".half")
        half.write_text(text, "utf-8")
        half.rename(directory)
    return Keys(directory, files, _matching(folder / "matching.key"))


def _matching(file: Path) -> Path:
    """Made once; another would make everybody a stranger."""
    if not file.exists():
        write_private(file, b64encode(os.urandom(_LENGTH)).decode())
    _only_the_owners(file)
    try:
        whole = len(b64decode(file.read_text("utf-8"), validate=True)) == _LENGTH
    except ValueError as fault:
        raise BrokenKeys(f"{file} cannot be read as a key") from fault
    if not whole:
        raise BrokenKeys(f"{file} does not hold a key of {_LENGTH} bytes")
    return file


def _only_the_owners(file: Path) -> None:
    if file.stat().st_mode & 0o077:
        raise BrokenKeys(f"{file} can be read by others: chmod 600 it, and think of who may have read it")


def _private(file: Path) -> dict[str, bytes]:
    _only_the_owners(file)
    try:
        keys = {name: b64decode(value, validate=True) for name, value in json.loads(file.read_text("utf-8")).items()}
    except (ValueError, AttributeError, TypeError) as fault:
        raise BrokenKeys(f"{file} cannot be read as keys") from fault
    if set(keys) != set(_NAMES) or any(len(key) != _LENGTH for key in keys.values()):
        raise BrokenKeys(f"{file} does not hold the five keys of {_LENGTH} bytes")
    return keys


def _public(town: str, source: str, keys: Mapping[str, bytes], witness: bool) -> dict[str, str]:
    verify = Ed25519PrivateKey.from_private_bytes(keys["signing"]).public_key().public_bytes_raw()
    seal_to = X25519PrivateKey.from_private_bytes(keys["opening"]).public_key().public_bytes_raw()
    known = {"verify": b64encode(verify).decode(), "seal_to": b64encode(seal_to).decode()}
    signs = {"log": Kind.LOG} | ({"witness": Kind.WITNESS} if witness else {})
    return known | {name: signer(town, source, kind, keys["signing"]).key.vkey for name, kind in signs.items()}
