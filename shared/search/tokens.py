"""Turns what somebody is found by into tokens: keyed hashes that say nothing to whoever does not hold the key."""

import hashlib
import hmac
from collections.abc import Iterable

from shared.search.terms import Term

OWN = "trove-search/v1"
"""The purpose of the key under which an instance keeps its own index: `vault.derived(OWN)`."""
TOWN = "trove-matching/v1"
"""The purpose of the key under which the intakes of a town compare: derived from the one they share."""
LENGTH = 16
"""Bytes of a token."""


class Blinder:
    """Tokens under one key of 32 bytes (HMAC-SHA-256, cut). Whoever holds the key can test guesses against tokens; nobody
    can turn a token back."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, term: Term) -> bytes:
        """The kind is hashed too: a year has never the token of a paper of the same number."""
        return hmac.digest(self._key, f"{term.kind}\0{term.text}".encode(), hashlib.sha256)[:LENGTH]

    def tokens(self, terms: Iterable[Term]) -> frozenset[bytes]:
        return frozenset(map(self.token, terms))
