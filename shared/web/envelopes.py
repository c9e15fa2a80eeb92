"""Puts what the pages remember into envelopes that only this instance opens: AES-256-GCM under its session key."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12

_Row = TypeVar("_Row", bound=msgspec.Struct)


@dataclass(frozen=True)
class Envelopes:
    """`key` has 32 bytes. An envelope opens only at the address it was closed for: a row moved elsewhere opens nothing."""

    key: bytes = field(repr=False)

    def address(self, kind: str, *names: str) -> bytes:
        """Where a row lies: a keyed hash of its names, so that the table tells nobody whose it is."""
        named = "\0".join((kind, *names))
        return hmac.digest(self.key, named.encode("utf-8", "replace"), hashlib.sha256)

    def close(self, address: bytes, value: msgspec.Struct) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, msgspec.json.encode(value), address)

    def open(self, address: bytes, blob: bytes, form: type[_Row]) -> _Row | None:
        """None under another key: after a change of keys everybody logs in and types again, and nothing breaks."""
        try:
            return msgspec.json.decode(AESGCM(self.key).decrypt(blob[:_NONCE], blob[_NONCE:], address), type=form)
        except InvalidTag:
            return None
