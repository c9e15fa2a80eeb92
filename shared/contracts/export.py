"""Writes the language between services down as files, for whoever reads our topics without our code.

`python -m shared.contracts.export` writes a JSON Schema for each message (`schemas/<teller>.<Message>.1.json`), for an
entry of a journal and for what is said back, and `asyncapi.yaml`, which says on which topic each travels. A schema whose
shape changes leaves its former self in `schemas/earlier`: a message of today must still be accepted by every one of them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args, get_type_hints
from uuid import UUID

import msgspec
import yaml

from shared.contracts.said_back import SAID_BACK, Number
from shared.contracts.topics import asyncapi
from shared.kernel.people import By
from shared.kernel.sealed import Sealed, Section
from shared.kernel.tell import Grant
from shared.kernel.when import When
from shared.kernel.words import Code, Digest, Source

HERE = Path(__file__).parent
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOT_TELLERS = {"handed", "export", "said_back", "topics"}
Schema = dict[str, Any]


@dataclass(frozen=True)
class LawNamed:
    """The version of the policy a decision rested on, and the SHA-256 of its content."""

    id: Code
    hash: Digest


@dataclass(frozen=True)
class ToldTo:
    """One message this entry caused: the `seq`-th for this inbox about this subject, with its open fields. `sealed` says
    where its sealed values stand in the teller's ledger: field → [stream, version, field there]; `files` are the digests
    of those that travel with it."""

    inbox: Source
    seq: Number
    type: str
    data: dict[str, Any]
    sealed: dict[str, tuple[UUID, int, str]] | None = None
    grant: Grant | None = None
    files: tuple[Digest, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What the decision-maker had before them: positions of the ledgers shown, SHA-256 of the shown data, of the papers that lay
    with it, and over the entries from which it was put together."""

    positions: dict[str, int]
    hash: Digest
    papers: tuple[Digest, ...] = ()
    entries: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry of a ledger, byte for byte as stored. `because` is a command id, or the `<source>/<position>` it answers;
    sealed fields of the fact are `{"k": key id, "n": nonce, "c": ciphertext}`, which no reader of a journal can open."""

    v: Number
    at: datetime
    to: tuple[ToldTo, ...]
    subject: UUID
    when: When
    by: By
    because: str
    law: LawNamed | None
    fact: dict[str, Any]
    corrects: Number | None = None
    saw: Seen | None = None


ENTRY = "trove.Entry"
CHUNK = "trove.FileChunk"


def messages() -> dict[str, type[Any]]:
    """Every message by the name it has on the wire, `<teller>.<Message>`. What a teller tells of one matter may stand in a file
    of its own: `support_training`."""
    return {f"{file.partition('_')[0]}.{cls.__name__}": cls for file in _files_of_tellers() for cls in _told_in(file)}


def _files_of_tellers() -> list[str]:
    return sorted(found.name for found in iter_modules([str(HERE)]) if found.name not in NOT_TELLERS)


def _told_in(file: str) -> Iterator[type[Any]]:
    module = import_module(f"shared.contracts.{file}")
    for cls in vars(module).values():
        if isinstance(cls, type) and is_dataclass(cls) and cls.__module__ == module.__name__:
            yield cls


def sealed_fields(cls: type[Any]) -> dict[str, str]:
    """Field → section, for every sealed field of a message."""
    hints = get_type_hints(cls, include_extras=True)
    return {f.name: section for f in fields(cls) for section in _sections(hints[f.name])}


def _sections(hint: Any) -> Iterator[str]:
    for part in get_args(hint):
        if isinstance(part, Section):
            yield part.name
        else:
            yield from _sections(part)


def message_schema(name: str, cls: type[Any]) -> Schema:
    """The value of a record in an inbox: open fields in clear, sealed ones only inside the part that is encrypted."""
    (data, grant), defs = _components([cls, Grant])
    sealed = sealed_fields(cls)
    for field, section in sealed.items():
        defs[cls.__name__]["properties"][field] = {"type": "null", "x-section": section}
    properties = {"data": data, "grant": grant}
    if sealed:
        properties["sealed"] = _encrypted(sealed)
    return _file(name, cls, {"type": "object", "properties": properties, "required": ["data"]}, defs)


def _encrypted(sealed: Mapping[str, str]) -> Schema:
    return {
        "type": "string",
        "contentEncoding": "base64",
        "description": "Encrypted to the one who hears it (RFC 9180). Opened, it is a JSON object of granted fields.",
        "x-opened": {field: {"x-section": section} for field, section in sealed.items()},
    }


def entry_schema() -> Schema:
    """The value of a record in a journal."""
    (root,), defs = _components([Entry])
    return _file(ENTRY, Entry, root, defs)


def said_back_schema(name: str, cls: type[Any]) -> Schema:
    """The value of a receipt, or of a request to send again."""
    (data,), defs = _components([cls])
    return _file(name, cls, {"type": "object", "properties": {"data": data}, "required": ["data"]}, defs)


def _components(types: list[Any]) -> tuple[tuple[Schema, ...], dict[str, Any]]:
    return msgspec.json.schema_components(types, schema_hook=_opaque, ref_template="#/$defs/{name}")


def _opaque(what: type[Any]) -> Schema:
    if what is Sealed:
        return {"type": "null"}
    raise NotImplementedError(what)


def _file(name: str, cls: type[Any], root: Schema, defs: Mapping[str, Any]) -> Schema:
    head = {"$schema": DIALECT, "$id": f"urn:trove:schema:{name}:1", "title": name}
    about = {"description": " ".join((cls.__doc__ or "").split())} if not _is_generated(cls) else {}
    return {**head, **about, **root, "$defs": {key: _told_plainly(defs[key]) for key in sorted(defs)}}


def _told_plainly(schema: Schema) -> Schema:
    """A dataclass without a docstring describes itself by its signature: that says nothing the schema does not say."""
    said = schema.get("description", "")
    kept = {key: value for key, value in schema.items() if key != "description"}
    if not said or said.startswith(f"{schema.get('title')}("):
        return kept
    return {**kept, "description": " ".join(said.split())}


def _is_generated(cls: type[Any]) -> bool:
    return (cls.__doc__ or "").startswith(f"{cls.__name__}(")


def schemas() -> dict[str, Schema]:
    """Every schema of the house by name."""
    told = {name: message_schema(name, cls) for name, cls in messages().items()}
    back = {name: said_back_schema(name, cls) for name, cls in SAID_BACK.items()}
    return {**told, **back, ENTRY: entry_schema()}


def texts() -> dict[str, str]:
    """Every file as it must stand beside this one: path → text."""
    files = {f"schemas/{name}.1.json": as_text(schema) for name, schema in sorted(schemas().items())}
    sealed = {name: sorted(sealed_fields(cls)) for name, cls in messages().items()}
    document = asyncapi(sealed, tuple(SAID_BACK), ENTRY, CHUNK)
    head = "# Made by `python -m shared.contracts.export`: do not edit.\n"
    return {**files, "asyncapi.yaml": head + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)}


def as_text(schema: Schema) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def shape(schema: Any) -> Any:
    """A schema without what only people read."""
    if isinstance(schema, dict):
        return {
            key: shape(value) for key, value in schema.items() if key != "description" or not isinstance(value, str)
        }
    return [shape(each) for each in schema] if isinstance(schema, list) else schema


def write(folder: Path = HERE) -> list[Path]:
    """Bring the files up to date; a schema of another shape leaves a copy. Tells what was written."""
    written = []
    for name, text in texts().items():
        path = folder / name
        before = path.read_text("utf-8") if path.exists() else None
        if before == text:
            continue
        if before is not None and path.suffix == ".json" and shape(json.loads(before)) != shape(json.loads(text)):
            written.append(_put(_earlier(path, before), before))
        written.append(_put(path, text))
    return written


def _earlier(path: Path, text: str) -> Path:
    return path.parent / "earlier" / f"{path.stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.json"


def _put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


if __name__ == "__main__":
    for changed in write():
        print(changed.name)
