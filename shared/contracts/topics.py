"""On which topic each message travels, with which headers, and under which rights: the AsyncAPI 3.0 document."""

from collections.abc import Mapping, Sequence
from typing import Any

Part = dict[str, Any]
TEXT: Part = {"type": "string"}
UUID: Part = {"type": "string", "format": "uuid"}
SOURCE: Part = {"type": "string", "pattern": r"^[a-z]{2,20}\.[a-z][a-z_]{1,31}$"}
DIGITS: Part = {"type": "string", "pattern": "^[0-9]+$"}
FORMAT = "application/schema+json;version=draft-2020-12"
EVENT_ID = r"^[a-z]{2,20}\.[a-z][a-z_]{1,31}/[0-9]+$"
CLOUD: Part = {
    "content-type": {"const": "application/json"},
    "ce_specversion": {"const": "1.0"},
    "ce_id": {
        "type": "string",
        "pattern": EVENT_ID,
        "description": "`<source>/<position>` of the entry that causes it",
    },
    "ce_source": {**SOURCE, "description": "the instance that tells: service x agency"},
    "ce_type": TEXT,
    "ce_subject": {**UUID, "description": "what keeps its order; also the key of the record"},
}
ABOUT: Part = {
    "ce_time": {"type": "string", "format": "date-time", "description": "when the entry was written down"},
    "ce_dataschema": {"type": "string", "format": "uri"},
    "traceparent": {"type": "string", "description": "W3C trace context: what came of one cause shares a trace"},
}
NUMBERED: Part = {
    "seq": {**DIGITS, "description": "the how-manyth message of this sender to this inbox about this subject; 0: none"},
    "signature": {
        "type": "string",
        "pattern": "^[0-9a-f]{128}$",
        "description": "Ed25519 over who, to whom, what, content",
    },
}
DIGEST: Part = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
PIECE: Part = {
    **CLOUD,
    "content-type": {"const": "application/octet-stream"},
    "ce_id": {"type": "string", "pattern": r"^[a-z]{2,20}\.[a-z][a-z_]{1,31}/[0-9a-f]{64}/[0-9]+$"},
    "digest": {**DIGEST, "description": "SHA-256 of the whole file: as the message that told of it names it"},
    "number": {**DIGITS, "description": "the how-manyth chunk, from 1"},
    "chunks": {**DIGITS, "description": "of how many"},
    "signature": {
        **NUMBERED["signature"],
        "description": "Ed25519 over who, to whom, which file, which chunk, content",
    },
}
PLACED: Part = {"position": DIGITS, "stream": UUID, "version": DIGITS}
SAYS = {
    "journal": "Every entry of one instance's ledger, in order, for ever.",
    "inbox": "What one instance is told by the others: signed, numbered by sender and subject, kept for 30 days.",
    "files": "Files that a grant lets travel to one instance: chunks, encrypted to it and signed, kept for 30 days.",
}
DEEDS = {
    "keepJournal": ("send", "journal", "An instance writes its own journal and no other."),
    "followJournals": ("receive", "journal", "Its owner reads it, and whoever the profile lists by name."),
    "tell": (
        "send",
        "inbox",
        "Every instance may write to every inbox; what is not signed by its sender is set aside.",
    ),
    "hear": ("receive", "inbox", "Only the instance itself reads its inbox."),
    "sendFile": ("send", "files", "Every instance may send to every other; what is not signed is set aside."),
    "receiveFile": ("receive", "files", "Only the instance itself reads the files sent to it."),
}


def asyncapi(told: Mapping[str, Sequence[str]], said_back: Sequence[str], entry: str, chunk: str) -> Part:
    """The whole document. `told`: each message with its sealed fields; `said_back`: receipts and the like."""
    carries: Mapping[str, Sequence[str]] = {"journal": [entry], "inbox": [*told, *said_back], "files": [chunk]}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Trở Về",
            "version": "1.0.0",
            "description": "How the services of a town's agencies tell each other things. CloudEvents 1.0, binary mode.",
        },
        "defaultContentType": "application/json",
        "servers": {"town": _server()},
        "channels": {
            kind: _channel(kind, messages, {"retention.ms": -1 if kind == "journal" else 2592000000})
            for kind, messages in carries.items()
        },
        "operations": {name: _operation(*deed, carries[deed[1]]) for name, deed in DEEDS.items()},
        "components": {
            "messages": {
                **{name: _message(name, {**CLOUD, **ABOUT, **NUMBERED}, sealed) for name, sealed in told.items()},
                **{name: _message(name, {**CLOUD, **NUMBERED}) for name in said_back},
                entry: _message(entry, {**CLOUD, **ABOUT, **PLACED}),
                chunk: _chunk(chunk),
            },
            "securitySchemes": {"scram": _scram()},
        },
    }


def _server() -> Part:
    return {
        "host": "{broker}",
        "protocol": "kafka",
        "variables": {"broker": {"description": "KAFKA_BOOTSTRAP_SERVERS; nobody comes in without a name"}},
        "security": [{"$ref": "#/components/securitySchemes/scram"}],
    }


def _scram() -> Part:
    return {"type": "scramSha256", "description": "The user is the source itself; rights are LITERAL, topic by topic."}


def _channel(kind: str, messages: Sequence[str], configuration: Part) -> Part:
    return {
        "address": f"{kind}.{{source}}",
        "description": SAYS[kind],
        "parameters": {"source": {"description": "The instance whose it is.", "examples": ["intake.police"]}},
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "bindings": {
            "kafka": {"partitions": 3, "topicConfiguration": configuration, "bindingVersion": "0.5.0"},
        },
    }


def _operation(action: str, kind: str, summary: str, messages: Sequence[str]) -> Part:
    return {
        "action": action,
        "summary": summary,
        "channel": {"$ref": f"#/channels/{kind}"},
        "messages": [{"$ref": f"#/channels/{kind}/messages/{name}"} for name in messages],
    }


def _message(name: str, headers: Part, sealed: Sequence[str] = ()) -> Part:
    private = {"x-sealed": list(sealed)} if sealed else {}
    return {
        "name": name,
        "contentType": "application/json",
        "headers": {"type": "object", "properties": headers, "required": list(headers)},
        "payload": {"schemaFormat": FORMAT, "schema": {"$ref": f"./schemas/{name}.1.json"}},
        "bindings": {"kafka": {"key": UUID, "bindingVersion": "0.5.0"}},
        **private,
    }


def _chunk(name: str) -> Part:
    """A record that is no JSON: ciphertext, opened by its listener alone."""
    sealed = {"type": "string", "format": "binary", "description": "RFC 9180; opened: at most 512 kB of the file"}
    return {
        "name": name,
        "contentType": "application/octet-stream",
        "headers": {"type": "object", "properties": PIECE, "required": list(PIECE)},
        "payload": {"schemaFormat": FORMAT, "schema": sealed},
        "bindings": {"kafka": {"key": UUID, "bindingVersion": "0.5.0"}},
    }
