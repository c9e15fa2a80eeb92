"""The vault of an instance: seals values under the keys of their section, opens them, encrypts to other agencies."""

import hashlib
import hmac
import os
import time
from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.kernel.sealed import Box, Place
from shared.sealing.keys import KeyStore, Locked, Wrapped

HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""RFC 9180, base mode: whoever holds the receiver's private key can open, nobody else."""
REMEMBERED, SECONDS = 10_000, 10.0
"""How many opened keys are kept in memory, and for how long: a key destroyed by another process is gone after that."""


class Forgotten(Exception):
    """The key of this value was destroyed: nobody can read it any more."""


class Vault:
    """One per process. `kek` wraps all section keys, `index` keys the hashes of commands and what is derived from
    it; 32 bytes each."""

    def __init__(self, store: KeyStore, *, kek: bytes, index: bytes, opening: bytes, signing: bytes) -> None:
        self._store, self._wrap, self._index = store, AESGCM(kek), index
        self._opening = X25519PrivateKey.from_private_bytes(opening)
        self._signing = Ed25519PrivateKey.from_private_bytes(signing)
        self._by_lock: OrderedDict[Locked, tuple[UUID, float]] = OrderedDict()
        self._by_id: OrderedDict[UUID, tuple[AESGCM, float]] = OrderedDict()
        self._turn = Lock()

    def seal(self, kind: str, subject: str, section: str, place: Place, value: bytes) -> Box:
        """Seal a value for the place it will stand at for good: moved anywhere else it does not open."""
        key_id, key = self._current([Locked(kind, subject, section)])[0]
        nonce = os.urandom(12)
        return Box(key_id, nonce, key.encrypt(nonce, value, associated(place)))

    def prepare(self, kind: str, subject: str, sections: Collection[str]) -> None:
        """Have the keys of these sections at hand: one question to the key store instead of one for each."""
        self._current([Locked(kind, subject, section) for section in sections])

    def open(self, box: Box, place: Place) -> bytes:
        """The value, or `Forgotten`. Raises cryptography's `InvalidTag` when the bytes or the place were changed.

        The reading must be recorded before this is called for a person.
        """
        return self._key(box.key).decrypt(box.nonce, box.cipher, associated(place))

    def destroy(self, kind: str, subject: str, section: str) -> list[UUID]:
        """Destroy the keys of a section for good; the ids of the keys that are gone."""
        lock = Locked(kind, subject, section)
        gone = self._store.destroy(lock)
        with self._turn:
            self._by_lock.pop(lock, None)
            for key_id in gone:
                self._by_id.pop(key_id, None)
        return gone

    def destroyed(self, *, lately: bool) -> list[Wrapped]:
        """The keys that are gone: all, or those of the last hour, in which another process may still have opened values
        with a key it remembered."""
        return self._store.destroyed(lately=lately)

    def digest(self, content: bytes) -> bytes:
        """A keyed hash of what was asked for: tells "the same again" without keeping it."""
        return hmac.digest(self._index, content, hashlib.sha256)

    def derived(self, purpose: str) -> bytes:
        """A key for one more purpose, 32 bytes, made from the key of the hashes: never the same bytes for two of them."""
        return derived(self._index, purpose)

    def sign(self, content: bytes) -> bytes:
        return self._signing.sign(content)

    def encrypt_to(self, reader: bytes, value: bytes, info: bytes) -> bytes:
        """Encrypt to another instance's public key (HPKE); `info` binds it to one message."""
        return HPKE.encrypt(value, X25519PublicKey.from_public_bytes(reader), info)

    def decrypt(self, cipher: bytes, info: bytes) -> bytes:
        """Open what was encrypted to this instance. Raises ValueError when it was not, or for another message."""
        try:
            return HPKE.decrypt(cipher, self._opening, info)
        except InvalidTag as wrong:
            raise ValueError("not encrypted to this instance for this message") from wrong

    def _current(self, locks: Sequence[Locked]) -> list[tuple[UUID, AESGCM]]:
        known = [self._known(lock) for lock in locks]
        missing = [lock for lock, key in zip(locks, known, strict=True) if key is None]
        made = iter(self._store.current(missing, self._wrapped)) if missing else iter(())
        return [key or self._current_now(next(made)) for key in known]

    def _known(self, lock: Locked) -> tuple[UUID, AESGCM] | None:
        with self._turn:
            known = self._by_lock.get(lock)
            key = self._by_id.get(known[0]) if known and time.monotonic() - known[1] < SECONDS else None
            return (known[0], key[0]) if known and key else None

    def _current_now(self, found: Wrapped) -> tuple[UUID, AESGCM]:
        assert found.wrapped is not None
        cipher = self._remember(found.key_id, self._unwrap(found.key_id, found.lock, found.wrapped))
        with self._turn:
            self._by_lock[found.lock] = (found.key_id, time.monotonic())
            while len(self._by_lock) > REMEMBERED:
                self._by_lock.popitem(last=False)
        return found.key_id, cipher

    def _key(self, key_id: UUID) -> AESGCM:
        with self._turn:
            if (known := self._by_id.get(key_id)) and time.monotonic() - known[1] < SECONDS:
                return known[0]
        found = self._store.get(key_id)
        if found is None or found.wrapped is None:
            raise Forgotten(str(key_id))
        return self._remember(key_id, self._unwrap(key_id, found.lock, found.wrapped))

    def _remember(self, key_id: UUID, key: bytes) -> AESGCM:
        cipher = AESGCM(key)
        with self._turn:
            self._by_id[key_id] = (cipher, time.monotonic())
            while len(self._by_id) > REMEMBERED:
                self._by_id.popitem(last=False)
        return cipher

    def _wrapped(self, key_id: UUID, lock: Locked) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._wrap.encrypt(nonce, os.urandom(32), _about(key_id, lock))

    def _unwrap(self, key_id: UUID, lock: Locked, wrapped: bytes) -> bytes:
        return self._wrap.decrypt(wrapped[:12], wrapped[12:], _about(key_id, lock))


def derived(secret: bytes, purpose: str) -> bytes:
    """HKDF-SHA-256 (RFC 5869), without salt: the secret is random already."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(secret)


def verify(public: bytes, signature: bytes, content: bytes) -> None:
    """Raises cryptography's `InvalidSignature` unless the owner of `public` signed this content."""
    Ed25519PublicKey.from_public_bytes(public).verify(signature, content)


def associated(place: Place) -> bytes:
    """The associated data of a sealed value: stream, version and field, so that it opens nowhere else."""
    return b"%s/%d/%s" % (place.stream.bytes, place.version, place.field.encode())


def _about(key_id: UUID, lock: Locked) -> bytes:
    return b"\0".join((key_id.bytes, lock.kind.encode(), lock.subject.encode(), lock.section.encode()))
