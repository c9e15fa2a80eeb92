"""How an entry and a message look on Kafka: CloudEvents 1.0 in binary mode, keyed by subject, messages signed.

An entry in a journal is the stored body, byte for byte. A message in an inbox carries its open fields in clear and its
granted values encrypted to the one listener (RFC 9180). The signature covers who, to whom, what about, which number and
the content, so that nothing can be forged, moved to another inbox or renumbered.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature

from shared.kernel.named import PAPERS, digests
from shared.kernel.sealed import Place, Sealed
from shared.kernel.tell import Grant, Heard
from shared.kernel.words import Digest
from shared.ledger.stored import ENCODE, Kind, Line, decode_body, decode_sealed, name_of
from shared.ledger.units import Row
from shared.sealing.vault import Vault, verify


class Record(NamedTuple):
    """What goes to Kafka."""

    topic: str
    key: bytes
    value: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class PublicKeys:
    """What everybody knows of an instance: the key its messages are signed with, and the key to encrypt to it."""

    verify: bytes
    seal_to: bytes


Directory = Mapping[str, PublicKeys]


@dataclass(frozen=True)
class Receipt:
    """`inbox` has heard everything about the subject up to and including `seq`."""

    inbox: str
    subject: str
    seq: int


@dataclass(frozen=True)
class ResendAsked:
    """`inbox` misses messages about the subject from `seq` on."""

    inbox: str
    subject: str
    seq: int


@dataclass(frozen=True)
class FileAsked:
    """`inbox` was told of this file about the subject, and it has not come."""

    inbox: str
    subject: str
    digest: Digest


class Unreadable(Exception):
    """A record nobody can attribute: not signed by its sender, or not a message. It is set aside by topic and offset."""


class Misfit(Exception):
    """A genuine message that this code cannot understand: its subject is parked until a person or new code helps."""

    def __init__(self, sender: str, subject: UUID, seq: int, why: str) -> None:
        super().__init__(why)
        self.sender, self.subject, self.seq = sender, subject, seq


class _Content(msgspec.Struct, frozen=True, omit_defaults=True):
    data: msgspec.Raw
    grant: Grant | None = None
    sealed: bytes | None = None


class _Asked(msgspec.Struct, frozen=True):
    digest: Digest


FILE_ASKED = "trove.FileAsked"
Control = Receipt | ResendAsked | FileAsked
NUMBERED: dict[str, type[Receipt | ResendAsked]] = {"trove.Receipt": Receipt, "trove.ResendAsked": ResendAsked}
CONTROL: dict[str, type[Control]] = {**NUMBERED, FILE_ASKED: FileAsked}
_content = msgspec.json.Decoder(_Content).decode


def journal_record(source: str, row: Row) -> Record:
    """An entry as everybody who may reads it: the exact stored bytes, the fields of its leaf beside."""
    body = decode_body(row.body)
    subject = str(body.subject)
    headers = _cloud(source, row.position, row.name, subject, body.at, body.because)
    headers |= {"position": str(row.position), "stream": str(row.stream), "version": str(row.version)}
    return Record(f"journal.{source}", subject.encode(), row.body, headers)


class Teller:
    """Makes the messages of one instance. `open_at` gives the clear JSON of a sealed value by its place, or None when
    its key is destroyed: then the message goes without it, since nobody can tell it any more."""

    def __init__(
        self, source: str, vault: Vault, directory: Directory, open_at: Callable[[Place], bytes | None]
    ) -> None:
        self.source, self._vault, self._directory, self._open_at = source, vault, directory, open_at

    def message(self, row: Row, line: Line) -> Record:
        """One line of an entry's `to`, ready to send; word for word the same each time but for fresh ciphertext."""
        body = decode_body(row.body)
        subject = str(body.subject)
        headers = _cloud(self.source, row.position, line.type, subject, body.at, body.because)
        headers |= {"seq": str(line.seq)}
        sealed = None
        if line.sealed:
            opened = {field: self._open_at(place) for field, place in line.sealed.items()}
            values = {field: msgspec.Raw(clear) for field, clear in opened.items() if clear is not None}
            info = _info(self.source, line.inbox, subject, line.seq)
            sealed = self._vault.encrypt_to(self._directory[line.inbox].seal_to, ENCODE(values), info)
        return self._signed(line.inbox, subject, ENCODE(_Content(line.data, line.grant, sealed)), headers)

    def control(self, to: str, subject: str, what: str, seq: int) -> Record:
        """A receipt or a request to send again: signed, but no entry and no number of its own."""
        headers = _cloud(self.source, seq, what, subject, "", "") | {"seq": "0"}
        return self._signed(to, subject, _said({"subject": subject, "seq": seq}), headers)

    def ask_file(self, to: str, subject: str, digest: Digest) -> Record:
        """A request to send a file that was told of: signed, but no entry and no number of its own."""
        headers = _cloud(self.source, 0, FILE_ASKED, subject, "", "") | {"seq": "0"}
        return self._signed(to, subject, _said({"subject": subject, "digest": digest}), headers)

    def _signed(self, inbox: str, subject: str, value: bytes, headers: dict[str, str]) -> Record:
        headers["signature"] = self._vault.sign(_signed_content(inbox, headers, value)).hex()
        return Record(f"inbox.{inbox}", subject.encode(), value, headers)


class Reader:
    """Reads the inbox of one instance: checks the signature, finds the class, opens what was granted."""

    def __init__(self, source: str, vault: Vault, directory: Directory, contracts: tuple[type[Any], ...]) -> None:
        self.source, self._vault, self._directory = source, vault, directory
        kinds = [Kind.of(name_of(c), c) for c in contracts]
        self._kinds = {kind.name: kind for kind in kinds}

    def read(self, headers: Mapping[str, bytes], value: bytes) -> Heard | Control:
        """Raises `Unreadable` or, for a genuine message nobody here understands, `Misfit`."""
        try:
            text = {name: part.decode() for name, part in headers.items()}
            sender, what, subject = text["ce_source"], text["ce_type"], UUID(text["ce_subject"])
            position, seq = int(text["ce_id"].rpartition("/")[2]), int(text["seq"])
            signature = bytes.fromhex(text["signature"])
            verify(self._directory[sender].verify, signature, _signed_content(self.source, text, value))
            if text["ce_id"] != f"{sender}/{position}":
                raise ValueError("the id is not of this sender")
            if what == FILE_ASKED:
                return FileAsked(sender, str(subject), msgspec.json.decode(_content(value).data, type=_Asked).digest)
        except (InvalidSignature, KeyError, ValueError, RecursionError) as wrong:  # the last: nested a thousand deep
            raise Unreadable(f"{type(wrong).__name__}: {wrong}") from wrong
        if control := NUMBERED.get(what):
            return control(sender, str(subject), position)
        return self._message(Heard(sender, subject, seq, position, None), what, value)

    def _message(self, heard: Heard, what: str, value: bytes) -> Heard:
        if (kind := self._kinds.get(what)) is None:
            raise Misfit(heard.sender, heard.subject, heard.seq, f"nobody here knows {what}")
        try:
            content = _content(value)
            message = msgspec.json.decode(content.data, type=kind.cls, dec_hook=decode_sealed)
            if content.sealed is not None:
                info = _info(heard.sender, self.source, str(heard.subject), heard.seq)
                values = msgspec.json.decode(self._vault.decrypt(content.sealed, info), type=dict[str, Any])
                message = replace(message, **{f: Sealed(v) for f, v in values.items() if f in kind.sealed})
        except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
            raise Misfit(heard.sender, heard.subject, heard.seq, f"{what}: {type(wrong).__name__}") from wrong
        granted = content.grant is not None and PAPERS in content.grant.sections
        return replace(heard, message=message, files=digests(message) if granted else ())


def _said(content: Mapping[str, Any]) -> bytes:
    return ENCODE(_Content(msgspec.Raw(ENCODE(content))))


def _cloud(source: str, position: int, what: str, subject: str, at: str, because: str) -> dict[str, str]:
    headers = {
        "content-type": "application/json", "ce_specversion": "1.0", "ce_id": f"{source}/{position}",
        "ce_source": source, "ce_type": what, "ce_subject": subject,
    }  # fmt: skip
    if at:
        headers |= {
            "ce_time": at,
            "ce_dataschema": f"urn:trove:schema:{what}:1",
            "traceparent": _trace(source, position, because),
        }
    return headers


def _trace(source: str, position: int, because: str) -> str:
    """W3C trace context: what came of the same cause shares a trace; the entry is the span."""
    trace = hashlib.sha256(because.encode()).hexdigest()[:32]
    return f"00-{trace}-{hashlib.sha256(f'{source}/{position}'.encode()).hexdigest()[:16]}-01"


def _info(sender: str, inbox: str, subject: str, seq: int) -> bytes:
    return f"trove-grant/v1\n{sender}\n{inbox}\n{subject}\n{seq}".encode()


def _signed_content(inbox: str, headers: Mapping[str, str], value: bytes) -> bytes:
    said = [headers[name] for name in ("ce_id", "ce_source", "ce_type", "ce_subject", "seq")]
    lines = ["trove-message/v1", inbox, *said, hashlib.sha256(value).hexdigest()]
    if any("\n" in line for line in lines):
        raise ValueError("a header holds a line break")
    return "\n".join(lines).encode()
