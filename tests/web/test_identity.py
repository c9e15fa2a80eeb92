"""Who a token says somebody is, with keys made here; `tests/real/test_identity.py` asks the real issuer."""

import base64
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from shared.web.identity import Issuer, IssuerAway, NotLoggedIn
from tests.web.doors import ISSUER, KEY, SOURCE, published, token


def issuer(**more: Any) -> Issuer:
    return Issuer(ISSUER, SOURCE, "secret", **({"fetch": published} | more))


def refused(sent: str, why: str) -> None:
    with pytest.raises(NotLoggedIn, match=f"^{why}$"):
        issuer().person(sent)


def packed(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_good_token_names_the_actor_and_the_shown_name() -> None:
    person = issuer().person(token())
    assert (person.actor.id, person.actor.agency, person.actor.unit, person.actor.roles, person.name) == (
        "sub-lan", "police", None, frozenset({"investigator"}), "Nguyễn Thị Lan",
    )  # fmt: skip


def test_a_token_for_several_services_is_good_when_we_are_among_them() -> None:
    assert issuer().person(token(aud=["support.labour", SOURCE])).actor.id == "sub-lan"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"exp": int(time.time()) - 60}, "ExpiredTokenError"),
        ({"exp": None}, "MissingClaimError"),
        ({"aud": "support.labour"}, "InvalidClaimError"),
        ({"aud": None}, "MissingClaimError"),
        ({"iss": "http://elsewhere.test"}, "InvalidClaimError"),
        ({"typ": "ID"}, "InvalidClaimError"),
        ({"typ": None}, "MissingClaimError"),
        ({"sub": None}, "MissingClaimError"),
        ({"agency": None}, "ClaimMissing"),
        ({"roles": None}, "ClaimMissing"),
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(change: dict[str, Any], why: str) -> None:
    refused(token(**change), why)


@pytest.mark.parametrize("sent", ["", "x", "a.b.c", "....", "é", "\ud800"])
def test_what_is_no_token_is_refused(sent: str) -> None:
    with pytest.raises(NotLoggedIn):
        issuer().person(sent)


@pytest.mark.parametrize("alg", ["none", "None", "HS256", "RS512", "ES256"])
def test_another_algorithm_is_refused_before_any_key(alg: str) -> None:
    refused(f"{packed({'alg': alg, 'kid': 'one'})}.{token().split('.')[1]}.", "AlgorithmOrKeyNotAllowed")


def test_the_public_key_is_no_shared_secret() -> None:
    signed = f"{packed({'alg': 'HS256', 'kid': 'one'})}.{token().split('.')[1]}"
    mac = (
        base64.urlsafe_b64encode(hmac.digest(KEY.as_pem(private=False), signed.encode(), "sha256"))
        .rstrip(b"=")
        .decode()
    )
    refused(f"{signed}.{mac}", "AlgorithmOrKeyNotAllowed")


def test_a_forged_key_under_the_right_name_is_refused() -> None:
    refused(token(RSAKey.generate_key(2048)), "BadSignatureError")


def test_a_changed_claim_breaks_the_signature() -> None:
    head, body, signature = token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    refused(f"{head}.{packed(claims | {'roles': ['leader']})}.{signature}", "BadSignatureError")


class Counting:
    """A fetch that counts, and can be away."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.now, self.away = 0.0, False

    def __call__(self, url: str) -> Mapping[str, Any]:
        self.asked.append(url)
        if self.away:
            raise httpx.ConnectError("away")
        return published(url)

    @property
    def keys_read(self) -> int:
        return sum(url.endswith("/certs") for url in self.asked)


def test_unknown_keys_are_asked_for_at_a_bounded_rate() -> None:
    fetch = Counting()
    here = issuer(fetch=fetch, clock=lambda: fetch.now)
    for at in (0, 10, 29, 31):
        fetch.now = at
        for n in range(20):
            with pytest.raises(NotLoggedIn, match="UnknownKey"):
                here.person(token(header={"kid": f"stranger-{n}"}))
    assert fetch.keys_read == 2


def test_known_keys_are_read_again_after_ten_minutes() -> None:
    fetch = Counting()
    here = issuer(fetch=fetch, clock=lambda: fetch.now)
    for at in (0, 1, 599, 601, 602):
        fetch.now = at
        here.person(token())
    assert fetch.keys_read == 2


def test_while_the_issuer_is_away_known_keys_go_on_serving() -> None:
    fetch = Counting()
    here = issuer(fetch=fetch, clock=lambda: fetch.now)
    here.person(token())
    fetch.now, fetch.away = 700, True
    assert here.person(token()).actor.id == "sub-lan"
    with pytest.raises(IssuerAway):
        here.person(token(header={"kid": "new"}))


def test_an_issuer_that_is_away_from_the_start_is_asked_every_two_seconds_only() -> None:
    fetch = Counting()
    fetch.away = True
    here = issuer(fetch=fetch, clock=lambda: fetch.now)
    for at in (0, 0.5, 1, 1.9, 2.1):
        fetch.now = at
        with pytest.raises(IssuerAway):
            here.person(token())
    assert len(fetch.asked) == 2


def test_an_issuer_that_calls_itself_otherwise_is_not_believed() -> None:
    with pytest.raises(IssuerAway, match="calls itself"):
        issuer(fetch=lambda url: {**published(url), "issuer": "http://elsewhere.test"}).person(token())


def test_only_a_logout_token_ends_sessions() -> None:
    event: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert issuer().ended(token(typ="Logout", sid="s-1", events=event)) == "s-1"
    for wrong in ({}, {"events": event}, {"sid": "s-1"}, {"sid": "s-1", "events": event, "nonce": "n"}):
        with pytest.raises(NotLoggedIn):
            issuer().ended(token(**wrong))
