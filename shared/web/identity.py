"""Asks the town's issuer of identities who somebody is; no password is ever seen or kept here."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact
from joserfc.jwt import ClaimsOption

from shared.kernel.people import Actor
from shared.kernel.words import Source

ALGORITHMS = ["RS256"]
LEEWAY = 10
"""Seconds two clocks may differ."""
_PAUSE = 30.0
_RETRY = 2.0
_STALE = 600.0
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"

Fetch = Callable[[str], Mapping[str, Any]]


class NotLoggedIn(Exception):
    """Nobody we know is asking. `why` names the fault of the token, never its content."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class IssuerAway(Exception):
    """The issuer does not answer: ask again later; nothing was lost."""


@dataclass(frozen=True)
class Person:
    """Who is asking: the actor as rules and entries see it, and the name shown to nobody but that person."""

    actor: Actor
    name: str


@dataclass(frozen=True)
class Tokens:
    """What a finished login brought: checked claims, and the token that ends the issuer's session again."""

    claims: Mapping[str, Any]
    id_token: str


def _fetch(url: str) -> Mapping[str, Any]:
    answer = httpx.get(url, timeout=5, trust_env=False)
    answer.raise_for_status()
    found: Mapping[str, Any] = answer.json()
    return found


@dataclass
class Issuer:
    """One issuer as one instance sees it: `client` is the instance's source and the audience its tokens must name.

    Its keys are read again when they are ten minutes old or a token names an unknown one, at most once in 30 seconds,
    so that forged key names cannot make us flood it. While it is away, keys already known go on serving.
    """

    url: str
    client: Source
    secret: str = field(repr=False)
    fetch: Fetch = _fetch
    clock: Callable[[], float] = time.monotonic
    _about: Mapping[str, Any] | None = field(default=None, init=False, repr=False)
    _keys: KeySet | None = field(default=None, init=False, repr=False)
    _read_at: float = field(default=float("-inf"), init=False, repr=False)
    _failed_at: float = field(default=float("-inf"), init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def person(self, token: str) -> Person:
        """Who sends this bearer token, or NotLoggedIn."""
        return person_of(self.claims(token, typ="Bearer"))

    def claims(self, token: str, **more: str) -> Mapping[str, Any]:
        """The checked claims of a token meant for this instance; `more` are claims that must have just these values."""
        keys = self._keys_with(_key_id(token))
        expected: dict[str, ClaimsOption] = {
            name: {"essential": True, "value": value}
            for name, value in {"iss": self.url, "aud": self.client, **more}.items()
        }
        try:
            found = jwt.decode(token, keys, algorithms=ALGORITHMS)
            expected |= {"exp": {"essential": True}, "sub": {"essential": True}}
            jwt.JWTClaimsRegistry(None, LEEWAY, **expected).validate(found.claims)
        except (JoseError, ValueError) as fault:
            raise NotLoggedIn(type(fault).__name__) from fault
        return found.claims

    def login_page(self, callback: str, *, state: str, verifier: str, nonce: str) -> str:
        """Where the officer logs in: code with PKCE, in Vietnamese."""
        where = prepare_grant_uri(
            self.about()["authorization_endpoint"], client_id=self.client, response_type="code", redirect_uri=callback,
            scope="openid", state=state, nonce=nonce, ui_locales="vi",
            code_challenge=create_s256_code_challenge(verifier), code_challenge_method="S256",
        )  # fmt: skip
        return str(where)

    def exchange(self, callback: str, *, code: str, verifier: str, nonce: str) -> Tokens:
        """What the issuer gives for the code it sent back; its ID token is checked like any other token."""
        asked = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": callback}
        try:
            answer = httpx.post(
                self.about()["token_endpoint"], data=asked, auth=(self.client, self.secret), timeout=5, trust_env=False
            )
        except httpx.HTTPError as fault:
            raise IssuerAway from fault
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise IssuerAway
        if answer.status_code != httpx.codes.OK:
            raise NotLoggedIn("CodeRefused")
        id_token = answer.json()["id_token"]
        return Tokens(self.claims(id_token, nonce=nonce), id_token)

    def logout_page(self, id_token: str, back: str) -> str:
        """Where the issuer's own session is ended; it leads back to us."""
        asked = {"client_id": self.client, "id_token_hint": id_token, "post_logout_redirect_uri": back}
        return str(add_params_to_uri(self.about()["end_session_endpoint"], [*asked.items(), ("ui_locales", "vi")]))

    def ended(self, logout_token: str) -> str:
        """Which of its sessions the issuer says has ended (OpenID Connect back-channel logout)."""
        claims = self.claims(logout_token)
        events, sid = claims.get("events"), claims.get("sid")
        if not isinstance(events, Mapping) or _LOGOUT not in events or "nonce" in claims or not isinstance(sid, str):
            raise NotLoggedIn("NotALogoutToken")
        return sid

    def about(self) -> Mapping[str, Any]:
        """What the issuer publishes of itself, read once."""
        if self._about is None:
            with self._lock:
                if self._about is None:
                    found = self._ask(self.url + "/.well-known/openid-configuration")
                    if found.get("issuer") != self.url:
                        raise IssuerAway("the issuer calls itself by another address")
                    self._about = found
        return self._about

    def _keys_with(self, kid: str) -> KeySet:
        where = self.about()["jwks_uri"]
        if not self._fresh(kid):
            with self._lock:  # one reading for many requests at once
                if not self._fresh(kid) and self.clock() - self._read_at >= _PAUSE:
                    self._read_keys(where, known=_has(self._keys, kid))
        if self._keys is None or not _has(self._keys, kid):
            raise NotLoggedIn("UnknownKey")
        return self._keys

    def _fresh(self, kid: str) -> bool:
        return _has(self._keys, kid) and self.clock() - self._read_at < _STALE

    def _read_keys(self, where: str, *, known: bool) -> None:
        try:
            published = self._ask(where)
        except IssuerAway:
            if not known:
                raise
            return
        self._read_at = self.clock()
        signing = [k for k in published["keys"] if k.get("use") == "sig" and k.get("alg") in ALGORITHMS]
        self._keys = KeySet.import_key_set({"keys": signing})

    def _ask(self, url: str) -> Mapping[str, Any]:
        """Read from the issuer; after a failure do not even try for two seconds, so that callers do not queue up."""
        if self.clock() - self._failed_at < _RETRY:
            raise IssuerAway
        try:
            return self.fetch(url)
        except (httpx.HTTPError, ValueError) as fault:
            self._failed_at = self.clock()
            raise IssuerAway from fault


def person_of(claims: Mapping[str, Any]) -> Person:
    """The claims as our rules know a person; a login without agency or roles is nobody here."""
    agency, unit, roles = claims.get("agency"), claims.get("unit") or None, claims.get("roles")
    roles = [roles] if isinstance(roles, str) else roles
    if not isinstance(agency, str) or not isinstance(unit, str | None) or not isinstance(roles, list):
        raise NotLoggedIn("ClaimMissing")
    actor = Actor(str(claims["sub"]), agency, unit, frozenset(str(role) for role in roles))
    return Person(actor, str(claims.get("name") or ""))


def _has(keys: KeySet | None, kid: str) -> bool:
    return keys is not None and any(key.kid == kid for key in keys.keys)


def _key_id(token: str) -> str:
    """The key's name in the header, read before anything is checked: used only to choose a published key."""
    try:
        header = extract_compact(token.encode()).headers()
    except (JoseError, ValueError) as fault:
        raise NotLoggedIn("NotAToken") from fault
    kid = header.get("kid")
    if header.get("alg") not in ALGORITHMS or not isinstance(kid, str):
        raise NotLoggedIn("AlgorithmOrKeyNotAllowed")
    return kid
