"""Against a real Keycloak and a real browser: what it issues is understood, everything else is refused."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, Page, expect
from starlette.requests import Request
from starlette.responses import Response

from deploy.parts.keycloak import Keycloak
from shared.web.asking import By
from shared.web.door import show
from shared.web.identity import LEEWAY, Issuer, NotLoggedIn
from shared.web.sessions import Sessions
from tests import browser
from tests.parts.sample import ORIGINS, PASSWORD, SECRETS
from tests.web.doors import SAMPLE, app, door, sessions

SOURCE = "intake.police"
ORIGIN = ORIGINS[SOURCE]


@dataclass(frozen=True)
class Town:
    """The issuer as the instance sees it, and a way to get tokens as a program does."""

    keycloak: Keycloak
    issuer: Issuer

    def grant(self, scope: str = f"openid for-{SOURCE}", user: str = "an") -> dict[str, str]:
        asked = {
            "grant_type": "password",
            "client_id": "trove-cli",
            "username": user,
            "password": PASSWORD,
            "scope": scope,
        }
        answer = httpx.post(
            f"{self.keycloak.issuer}/protocol/openid-connect/token", data=asked, timeout=20, trust_env=False
        )
        answer.raise_for_status()
        found: dict[str, str] = answer.json()
        return found

    def refused(self, token: str, why: str) -> None:
        with pytest.raises(NotLoggedIn, match=f"^{why}$"):
            self.issuer.person(token)


@pytest.fixture(scope="module")
def town(keycloak: Keycloak) -> Town:
    return Town(keycloak, Issuer(keycloak.issuer, SOURCE, SECRETS[SOURCE]))


@pytest.fixture(scope="module")
def token(town: Town) -> str:
    return town.grant()["access_token"]


def part(token: str, n: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token.split(".")[n] + "=="))
    return found


def packed(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_real_token_names_the_officer(town: Town, token: str) -> None:
    person = town.issuer.person(token)
    assert (person.actor.agency, person.actor.unit, person.name) == ("police", None, "Nguyễn Thị An")
    assert person.actor.roles == {"investigator"}
    assert person.actor.id == part(token, 1)["sub"]


def test_several_roles_and_the_unit_are_carried(town: Town) -> None:
    actor = town.issuer.person(town.grant(user="binh")["access_token"]).actor
    assert (actor.agency, actor.unit, actor.roles) == ("communes", "19996", frozenset({"commune_officer", "lead"}))


def test_a_token_for_another_service_or_for_none_is_refused(town: Town) -> None:
    town.refused(town.grant("openid for-support.labour")["access_token"], "InvalidClaimError")
    town.refused(town.grant("openid")["access_token"], "MissingClaimError")


def test_a_token_for_two_services_is_good_at_both(town: Town) -> None:
    both = town.grant(f"openid for-{SOURCE} for-support.labour")["access_token"]
    assert town.issuer.person(both).actor.agency == "police"


def test_an_id_token_is_no_access_token(town: Town) -> None:
    town.refused(town.grant()["id_token"], "InvalidClaimError")


def test_a_refresh_token_is_no_access_token(town: Town) -> None:
    town.refused(town.grant()["refresh_token"], "AlgorithmOrKeyNotAllowed")


@pytest.mark.parametrize("alg", ["none", "None", "HS256"])
def test_an_unsigned_token_is_refused(town: Town, token: str, alg: str) -> None:
    town.refused(f"{packed(part(token, 0) | {'alg': alg})}.{token.split('.')[1]}.", "AlgorithmOrKeyNotAllowed")


def test_a_forged_key_under_the_real_key_s_name_is_refused(town: Town, token: str) -> None:
    forged = jwt.encode({"alg": "RS256", "kid": part(token, 0)["kid"]}, part(token, 1), RSAKey.generate_key(2048))
    town.refused(forged, "BadSignatureError")


def test_a_key_nobody_published_is_refused(town: Town, token: str) -> None:
    town.refused(jwt.encode({"alg": "RS256", "kid": "mine"}, part(token, 1), RSAKey.generate_key(2048)), "UnknownKey")


def test_a_changed_claim_is_refused(town: Town, token: str) -> None:
    head, _, signature = token.split(".")
    town.refused(f"{head}.{packed(part(token, 1) | {'agency': 'labour'})}.{signature}", "BadSignatureError")


def test_an_expired_token_is_refused(town: Town, scratch_home: Path) -> None:
    secret = scratch_home / "keycloak" / "admin.password"
    if not secret.exists():
        pytest.skip("the issuer was given: its administrator is not ours")
    base, _, realm = town.keycloak.issuer.partition("/realms/")
    with httpx.Client(timeout=20, trust_env=False) as http:
        asked = {
            "grant_type": "password",
            "client_id": "admin-cli",
            "username": "admin",
            "password": secret.read_text().strip(),
        }
        admin = http.post(f"{base}/realms/master/protocol/openid-connect/token", data=asked).raise_for_status().json()
        http.headers["Authorization"] = f"Bearer {admin['access_token']}"
        cli = http.get(f"{base}/admin/realms/{realm}/clients", params={"clientId": "trove-cli"}).json()[0]
        where = f"{base}/admin/realms/{realm}/clients/{cli['id']}"
        short = cli | {"attributes": cli["attributes"] | {"access.token.lifespan": "1"}}
        http.put(where, json=short).raise_for_status()
        try:
            brief = town.grant()["access_token"]
        finally:
            http.put(
                where, json=cli | {"attributes": cli["attributes"] | {"access.token.lifespan": "300"}}
            ).raise_for_status()
    assert town.issuer.person(brief).actor.agency == "police"
    time.sleep(LEEWAY + 2.5)
    town.refused(brief, "ExpiredTokenError")


# In a browser


@pytest.fixture(scope="module")
def held(town: Town) -> Iterator[Sessions]:
    """The instance at the address the realm knows, with a page and a form."""
    kept = sessions()
    the_app = app(door(origin=ORIGIN, issuer=town.issuer, sessions=kept, templates=[SAMPLE]))

    @the_app.get("/")
    @the_app.get("/form")
    def form(request: Request, officer: By) -> Response:
        draft = request.app.state.door.drafts.get(officer.id, "/form")
        return show(request, "sample_form.html", values=dict(draft.fields) if draft else {})

    @the_app.post("/form")
    def sent(request: Request, _: By) -> Response:
        return Response(f"<p id=got>{request.state.posted.fields['note']}</p>", media_type="text/html")

    server = uvicorn.Server(uvicorn.Config(the_app, port=int(ORIGIN.rsplit(":", 1)[1]), log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started
    yield kept
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as started:
        yield started


@pytest.fixture
def page(held: Sessions, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="vi-VN")
    fresh = context.new_page()
    fresh.set_default_timeout(20_000)
    yield fresh
    context.close()


def log_in(page: Page, user: str = "an") -> None:
    page.fill("#username", user)
    page.fill("#password", PASSWORD)
    page.click("#kc-login")


def test_an_officer_logs_in_and_out_and_is_asked_again(page: Page) -> None:
    page.goto(ORIGIN + "/form?wrong=true")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    log_in(page)
    expect(page).to_have_url(ORIGIN + "/form?wrong=true")
    expect(page.locator(".officer summary")).to_have_text("An")
    cookie = next(c for c in page.context.cookies(ORIGIN) if c["name"] == f"trove-{SOURCE}")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    page.click(".officer summary")
    page.click("text=Đăng xuất")
    expect(page.locator("#username")).to_be_visible()  # the issuer forgot her too
    assert page.context.request.get(ORIGIN + "/form", max_redirects=0).status == 401


def test_what_was_typed_comes_back_after_the_session_ended(page: Page, held: Sessions) -> None:
    page.goto(ORIGIN + "/form")
    log_in(page)
    page.fill("[name=note]", "Chị kể chậm rãi, cần người nghe.")
    name = next(c["value"] for c in page.context.cookies(ORIGIN) if c["name"] == f"trove-{SOURCE}")
    held.close(name)
    page.click("button:has-text('Ghi việc tiếp nhận')")
    expect(page).to_have_url(ORIGIN + "/form")  # the issuer still knew her, and led back
    expect(page.locator("[name=note]")).to_have_value("Chị kể chậm rãi, cần người nghe.")
    page.click("button:has-text('Ghi việc tiếp nhận')")
    expect(page.locator("#got")).to_have_text("Chị kể chậm rãi, cần người nghe.")


def test_leaving_quickly_shows_a_neutral_page(page: Page) -> None:
    page.goto(ORIGIN + "/form")
    log_in(page)
    expect(page.locator("#main")).to_be_visible()
    page.wait_for_load_state("load")  # the page is drawn before its script has run
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page).to_have_url(ORIGIN + "/calendar")
    expect(page).to_have_title("Lịch tháng")


def test_the_issuer_s_own_logout_ends_our_session(page: Page, town: Town) -> None:
    """Back-channel: the issuer tells us, no browser is asked."""
    page.goto(ORIGIN + "/form")
    log_in(page)
    expect(page.locator(".officer summary")).to_be_visible()
    page.goto(town.keycloak.issuer + "/protocol/openid-connect/logout")
    page.click("#kc-logout")
    expect(page.locator("#kc-logout")).to_have_count(0)
    deadline = time.monotonic() + 10
    while page.context.request.get(ORIGIN + "/form", max_redirects=0).status == 200 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert page.context.request.get(ORIGIN + "/form", max_redirects=0).status == 401
