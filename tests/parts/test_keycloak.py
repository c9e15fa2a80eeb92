"""The identity provider as a town uses it: the realm of the profile, short tokens for one audience, accounts kept."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.parts.keycloak import Keycloak, _put_realm, start_keycloak
from tests.parts.sample import PASSWORD, SECRETS, sample_realm


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=20) as client:
        yield client


def endpoint(keycloak: Keycloak, name: str) -> str:
    return f"{keycloak.issuer}/protocol/openid-connect/{name}"


def log_in(browser: httpx.Client, keycloak: Keycloak, username: str, **more: str) -> httpx.Response:
    form = {"grant_type": "password", "client_id": "trove-cli", "username": username, "password": PASSWORD, **more}
    return browser.post(endpoint(keycloak, "token"), data=form)


def claims(answer: httpx.Response) -> dict[str, Any]:
    middle = answer.json()["access_token"].split(".")[1]
    found: dict[str, Any] = json.loads(urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return found


def test_a_token_says_who_is_asking_and_for_whom_it_is(browser: httpx.Client, keycloak: Keycloak) -> None:
    said = claims(log_in(browser, keycloak, "binh", scope="for-intake.police"))
    assert said["aud"] == "intake.police"
    assert (said["agency"], said["unit"], said["preferred_username"]) == ("communes", "19996", "binh")
    assert said["name"] == "Trần Văn Bình"
    assert {"commune_officer", "lead"} <= set(said["roles"])
    assert said["sub"] == next(user["id"] for user in sample_realm()["users"] if user["username"] == "binh")
    assert said["exp"] - said["iat"] == 300
    assert "email" not in said


def test_an_officer_without_a_unit_has_no_unit_in_the_token(browser: httpx.Client, keycloak: Keycloak) -> None:
    assert "unit" not in claims(log_in(browser, keycloak, "an", scope="for-intake.police"))


def test_a_token_asked_for_nobody_is_for_nobody(browser: httpx.Client, keycloak: Keycloak) -> None:
    assert "aud" not in claims(log_in(browser, keycloak, "an"))


def test_a_wrong_password_and_an_unknown_user_are_refused_alike(browser: httpx.Client, keycloak: Keycloak) -> None:
    answers = [log_in(browser, keycloak, "an", password="wrong"), log_in(browser, keycloak, "nobody")]
    assert [answer.json()["error"] for answer in answers] == ["invalid_grant", "invalid_grant"]
    assert answers[0].json() == answers[1].json()


def test_an_instance_may_not_trade_passwords_for_tokens(browser: httpx.Client, keycloak: Keycloak) -> None:
    answer = log_in(browser, keycloak, "an", client_id="intake.police", client_secret=SECRETS["intake.police"])
    assert answer.json()["error"] == "unauthorized_client"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8104/auth/callback", "http://evil.example/auth/callback"])
def test_the_login_sends_nobody_to_a_foreign_address(browser: httpx.Client, keycloak: Keycloak, address: str) -> None:
    asked = {"client_id": "intake.police", "response_type": "code", "redirect_uri": address, "scope": "openid"}
    assert browser.get(endpoint(keycloak, "auth"), params=asked).status_code == 400


def test_the_login_page_is_vietnamese_and_wants_proof_of_the_asker(browser: httpx.Client, keycloak: Keycloak) -> None:
    asked = {
        "client_id": "intake.police",
        "response_type": "code",
        "redirect_uri": "http://127.0.0.1:8103/auth/callback",
        "scope": "openid",
    }
    without = browser.get(endpoint(keycloak, "auth"), params=asked)
    assert "code_challenge" in without.headers["location"]
    proof = {"code_challenge": "x" * 43, "code_challenge_method": "S256"}
    page = browser.get(endpoint(keycloak, "auth"), params={**asked, **proof})
    assert page.status_code == 200
    assert "Đăng nhập" in page.text


@pytest.mark.real
@pytest.mark.timeout(600)
def test_accounts_stay_over_a_stop_and_a_start(browser: httpx.Client, scratch_home: Path) -> None:
    home = scratch_home / "kept"
    first = start_keycloak(home, sample_realm())
    if first.choice == "given":
        pytest.skip("only a provider of our own is stopped")
    assert first.realm_replaced
    known = claims(log_in(browser, first, "an"))["sub"]
    first.stop()
    second = start_keycloak(home, sample_realm())
    try:
        assert not second.realm_replaced
        assert second.issuer == first.issuer
        assert claims(log_in(browser, second, "an"))["sub"] == known
    finally:
        second.stop()


def test_a_changed_realm_is_laid_down_again_on_emptied_data(tmp_path: Path) -> None:
    assert _put_realm(tmp_path, sample_realm())
    kept = tmp_path / "data" / "h2"
    kept.mkdir()
    assert _put_realm(tmp_path, sample_realm()), "never imported to the end: done again"
    assert not kept.exists()
    laid = json.loads((tmp_path / "data" / "import" / "trove-realm.json").read_text())
    assert laid == sample_realm()
    assert (tmp_path / "data" / "import" / "trove-realm.json").stat().st_mode & 0o077 == 0
