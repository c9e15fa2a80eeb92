"""Coming in, going out, and coming back to what one was typing."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from shared.web.asking import By
from shared.web.door import json
from shared.web.identity import Issuer, NotLoggedIn, Tokens
from shared.web.login import local_path
from tests.web.doors import (
    ISSUER,
    LAN,
    SOURCE,
    Moving,
    app,
    bearer,
    browser,
    door,
    logged_in,
    published,
    sessions,
    token,
)

COOKIE = f"trove-{SOURCE}"


class Known(Issuer):
    """Gives tokens for one code to whoever began the login; the exchange itself is tested on the real issuer."""

    who = "sub-lan"

    def exchange(self, callback: str, *, code: str, verifier: str, nonce: str) -> Tokens:  # noqa: ARG002
        if code != "good":
            raise NotLoggedIn("CodeRefused")
        id_token = token(sub=self.who, typ="ID", nonce=nonce, sid="s-1")
        return Tokens(self.claims(id_token, nonce=nonce), id_token)


def made(**more: Any) -> FastAPI:
    the_app = app(door(**{"issuer": Known(ISSUER, SOURCE, "secret", fetch=published)} | more))

    @the_app.get("/cases")
    def cases(actor: By) -> Response:
        return json({"id": actor.id})

    @the_app.post("/cases")
    def add(request: Request, actor: By) -> Response:
        return json({"id": actor.id})

    return the_app


def begin(who: TestClient, address: str = "/auth/login") -> dict[str, str]:
    """What the browser is sent to the issuer with."""
    answer = who.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(ISSUER + "/auth?")
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def come_back(who: TestClient, state: str, code: str = "good") -> Any:
    return who.get("/auth/callback", params={"state": state, "code": code})


def test_a_page_sends_a_stranger_to_the_login_and_back_to_itself() -> None:
    who = browser(made())
    answer = who.get("/cases?stage=new")
    assert (answer.status_code, answer.headers["location"]) == (303, "/auth/login?back=%2Fcases%3Fstage%3Dnew")
    asked = begin(who, answer.headers["location"])
    back = come_back(who, asked["state"])
    assert (back.status_code, back.headers["location"]) == (303, "/cases?stage=new")
    assert who.get("/cases").json() == {"id": "sub-lan"}


def test_the_login_uses_a_code_with_a_proof_a_state_and_a_nonce() -> None:
    asked = begin(browser(made()))
    assert (asked["response_type"], asked["code_challenge_method"], asked["client_id"]) == ("code", "S256", SOURCE)
    assert len(asked["code_challenge"]) == 43
    assert {"state", "nonce"} <= asked.keys()


def test_the_cookie_is_for_the_server_alone_and_has_its_own_name() -> None:
    who = browser(made())
    cookie = come_back(who, begin(who)["state"]).headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure() -> None:
    who = browser(made(origin="https://intake.test"))
    assert "Secure" in who.get("/auth/login").headers["set-cookie"]


def test_a_login_is_good_once_and_only_in_the_browser_that_began_it() -> None:
    the_app = made()
    who, other = browser(the_app), browser(the_app)
    state = begin(who)["state"]
    assert come_back(other, state).status_code == 400
    state = begin(who)["state"]
    assert come_back(who, state).status_code == 303
    again = come_back(who, state)
    assert (again.status_code, "Chưa đăng nhập được" in again.text) == (400, True)


@pytest.mark.parametrize(
    "address", ["/auth/callback", "/auth/callback?state=x&code=good", "/auth/callback?error=denied&state="]
)
def test_a_callback_nobody_asked_for_is_told_in_words(address: str) -> None:
    answer = browser(made()).get(address)
    assert (answer.status_code, "Đăng nhập lại" in answer.text) == (400, True)


def test_a_refused_code_is_told_in_words() -> None:
    who = browser(made())
    assert come_back(who, begin(who)["state"], "stolen").status_code == 400


def test_two_windows_may_log_in_at_once() -> None:
    who = browser(made())
    one, two = begin(who)["state"], begin(who)["state"]
    assert [come_back(who, state).status_code for state in (one, two)] == [303, 303]


@pytest.mark.parametrize(
    "back", ["//evil.test", "/\\evil.test", "https://evil.test", "evil", "/a\r\nb", "", "/auth/logout"]
)
def test_no_login_leads_elsewhere(back: str) -> None:
    assert local_path(back) == "/"


def test_an_issuer_that_is_away_is_told_in_words() -> None:
    def away(_: str) -> Any:
        raise ValueError("no answer")

    answer = browser(made(issuer=Issuer(ISSUER, SOURCE, "s", fetch=away))).get("/auth/login")
    assert (answer.status_code, "Máy chủ đăng nhập tạm thời không trả lời" in answer.text) == (503, True)


# Forms


def test_a_form_without_the_token_of_the_session_is_refused() -> None:
    who = logged_in(made())
    assert who.post("/cases", data={"x": "1"}).status_code == 403
    assert who.post("/cases", data={"csrf": "wrong"}).status_code == 403
    assert who.post("/cases", data={"csrf": ["wrong", LAN.csrf]}).status_code == 403
    assert who.post("/cases", data={"csrf": LAN.csrf}).status_code == 200
    assert who.post("/cases", headers={"X-CSRF-Token": LAN.csrf}).status_code == 200


def test_a_program_needs_no_form_token() -> None:
    assert browser(made()).post("/cases", headers=bearer()).status_code == 200


def test_a_bad_bearer_token_does_not_fall_back_to_the_session() -> None:
    assert logged_in(made()).get("/cases", headers={"Authorization": "Bearer x"}).status_code == 401


def _typed_too_late(clock: Moving, who: TestClient, **fields: str) -> Any:
    clock.pass_(timedelta(minutes=40))
    typed = {"csrf": LAN.csrf, "note": "Chị kể", "command_id": "c-1", "step": "send"}
    return who.post("/cases", data=typed | fields)


def test_what_was_typed_in_an_ended_session_waits_as_a_draft_behind_the_login() -> None:
    clock = Moving()
    the_app = made(sessions=sessions(clock))
    who = logged_in(the_app)
    answer = _typed_too_late(clock, who)
    assert (answer.status_code, answer.headers["location"]) == (303, "/auth/login?back=%2Fcases")
    back = come_back(who, begin(who, answer.headers["location"])["state"])
    assert back.headers["location"] == "/cases"
    kept = the_app.state.door.drafts.get("sub-lan", "/cases")
    assert kept.fields == (("note", "Chị kể"), ("command_id", "c-1"))
    assert the_app.state.door.drafts.get("sub-minh", "/cases") is None


@pytest.mark.parametrize("sent", [{"csrf": "foreign"}, {"step": "discard"}])
def test_nothing_is_kept_of_a_foreign_page_or_of_what_was_to_be_thrown_away(sent: dict[str, str]) -> None:
    clock = Moving()
    the_app = made(sessions=sessions(clock))
    assert _typed_too_late(clock, logged_in(the_app), **sent).headers["location"] == "/auth/login"
    assert the_app.state.door.drafts.rows == {}


def test_a_form_of_somebody_who_was_never_logged_in_is_not_kept() -> None:
    the_app = made()
    assert browser(the_app).post("/cases", data={"note": "x", "step": "send"}).headers["location"] == "/auth/login"
    assert the_app.state.door.drafts.rows == {}


def test_after_a_new_login_the_pages_still_open_stay_good_for_the_same_officer_only() -> None:
    clock, issuer = Moving(), Known(ISSUER, SOURCE, "secret", fetch=published)
    who = logged_in(made(sessions=sessions(clock), issuer=issuer))
    clock.pass_(timedelta(minutes=40))
    come_back(who, begin(who)["state"])
    assert who.post("/cases", data={"csrf": LAN.csrf}).status_code == 200
    issuer.who = "sub-minh"
    come_back(who, begin(who)["state"])
    assert who.post("/cases", data={"csrf": LAN.csrf}).status_code == 403


def test_htmx_is_led_to_the_login_by_its_own_header() -> None:
    answer = browser(made()).get(
        "/cases", headers={"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1:8000/desk"}
    )
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/auth/login?back=%2Fdesk")


def test_logging_out_ends_the_session_here_and_at_the_issuer() -> None:
    who = logged_in(made(), id_token="the-id-token")
    assert who.post("/auth/logout").status_code == 403
    answer = who.post("/auth/logout", data={"csrf": LAN.csrf})
    assert answer.headers["location"].startswith(ISSUER + "/logout?")
    assert "id_token_hint=the-id-token" in answer.headers["location"]
    assert who.get("/cases").status_code == 303


def test_the_issuer_ends_sessions_by_the_back_channel() -> None:
    the_app = made()
    who = logged_in(the_app, sid="s-1")
    event: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert browser(the_app).post("/auth/backchannel", data={"logout_token": "x"}).status_code == 400
    assert who.get("/cases").status_code == 200
    sent = token(typ="Logout", sid="s-1", events=event)
    assert browser(the_app).post("/auth/backchannel", data={"logout_token": sent}).status_code == 200
    assert who.get("/cases").status_code == 303
