"""Each thing that can go wrong gets one clear answer: a Vietnamese page for people, problem+json for programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from fastapi import FastAPI
from msgspec import Raw
from psycopg_pool import PoolTimeout
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from shared.kernel.decider import Refused
from shared.kernel.people import By as Who
from shared.kernel.rights import NotPermitted
from shared.kernel.sealed import Note, Sealed
from shared.kernel.when import When
from shared.kernel.words import Code, PastDate
from shared.ledger import CommandIdReused, Entry, Stale, Unavailable
from shared.ledger.stored import Body
from shared.web.asking import AskedBy, By
from shared.web.door import json
from shared.web.identity import IssuerAway
from tests.web.doors import LAN, SessionsInMemory, app, bearer, browser, door, logged_in


@dataclass(frozen=True)
class Receive:
    on: PastDate
    reason: Code
    note: Note | None = None


ERRORS: dict[str, Exception] = {
    "refused": Refused("case.closed", "the case is closed"),
    "not_permitted": NotPermitted("right.unit", "another unit"),
    "stale": Stale(3, 5, ()),
    "reused": CommandIdReused(),
    "away": Unavailable(),
    "psycopg": psycopg.OperationalError("terminating connection"),
    "pool": PoolTimeout("no connection"),
    "issuer": IssuerAway(),
    "bug": RuntimeError("Lê Thị B"),
}


def made() -> FastAPI:
    the_app = app()

    @the_app.post("/cases/{case}/reception")
    @the_app.post("/api/cases/{case}/reception")
    def receive(case: UUID, _: By, asked: AskedBy) -> Response:
        command = asked.read(Receive)
        return json({"on": command.on, "id": asked.command_id, "version": asked.version})

    @the_app.post("/fail/{how}")
    @the_app.post("/api/fail/{how}")
    def fail(how: str, _: By) -> None:
        raise ERRORS[how]

    @the_app.get("/api/me")
    def me(request: Request, actor: By) -> Response:
        return json({"id": actor.id, "agency": actor.agency})

    return the_app


CASE = "/api/cases/6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11/reception"


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    with TestClient(made(), raise_server_exceptions=False) as client:
        yield client


def ids(**more: str) -> dict[str, str]:
    return bearer() | {"Idempotency-Key": str(uuid4())} | more


def test_a_good_command_passes(api: TestClient) -> None:
    answer = api.post(CASE, json={"on": "2023-05-05", "reason": "returned"}, headers=ids(**{"If-Match": '"4"'}))
    assert (answer.status_code, answer.json()["on"], answer.json()["version"]) == (200, "2023-05-05", 4)


def test_nobody_gets_nothing(api: TestClient) -> None:
    for headers in ({}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer x"}, bearer(aud="support.labour")):
        answer = api.get("/api/me", headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert api.get("/api/me", headers=bearer()).json() == {"id": "sub-lan", "agency": "police"}


@pytest.mark.parametrize(
    ("how", "status", "rule"),
    [
        ("refused", 409, "case.closed"), ("not_permitted", 403, "right.unit"), ("stale", 409, "problem.stale"),
        ("reused", 422, "problem.command_reused"), ("away", 503, "problem.database_away"),
        ("psycopg", 503, "problem.database_away"), ("pool", 503, "problem.database_away"),
        ("issuer", 503, "problem.issuer_away"), ("bug", 500, "problem.fault"),
    ],
)  # fmt: skip
def test_each_error_has_its_status_and_rule(api: TestClient, how: str, status: int, rule: str) -> None:
    answer = api.post(f"/api/fail/{how}", headers=bearer())
    body = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (body["status"], body["rule"]) == (status, rule)
    assert set(body) >= {"type", "title", "status", "detail", "rule", "faults"}
    assert "Lê Thị B" not in answer.text


def test_both_versions_of_a_conflict_are_told(api: TestClient) -> None:
    body = api.post("/api/fail/stale", headers=bearer()).json()
    assert (body["expected"], body["actual"], body["since"]) == (3, 5, [])


def test_all_faulty_fields_are_told_with_words(api: TestClient) -> None:
    body = api.post(CASE, json={"on": "2023-05-07", "hair": 1}, headers=ids()).json()
    assert {(f["field"], f["rule"]) for f in body["faults"]} == {
        ("on", "fault.in_the_future"), ("reason", "fault.missing"), ("hair", "fault.unknown_field"),
    }  # fmt: skip
    assert all(fault["why"].endswith(".") for fault in body["faults"])


@pytest.mark.parametrize("sent", [b"{", b"[1]", b"\xff\xfe", b'"x"', b"[" * 5000, b'{"on": "\\ud800"}', b"{}{}"])
def test_a_body_that_is_no_json_object_is_malformed(api: TestClient, sent: bytes) -> None:
    answer = api.post(CASE, content=sent, headers=ids(**{"Content-Type": "application/json"}))
    assert answer.status_code == 422


def test_a_body_of_another_kind_is_refused(api: TestClient) -> None:
    answer = api.post(CASE, content=b"<x/>", headers=ids(**{"Content-Type": "text/xml"}))
    assert (answer.status_code, answer.json()["rule"]) == (415, "problem.media_type")


@pytest.mark.parametrize(
    ("headers", "field", "why"),
    [
        ({"Idempotency-Key": ""}, "Idempotency-Key", "fault.missing"),
        ({"Idempotency-Key": "seven"}, "Idempotency-Key", "fault.not_an_id"),
        ({"If-Match": '"x"'}, "If-Match", "fault.not_a_number"),
        ({"If-Match": '"-5"'}, "If-Match", "fault.not_a_number"),
        ({"If-Match": '"4-next"'}, "If-Match", "fault.not_a_number"),
    ],
)
def test_a_command_needs_an_id_and_a_sound_version(
    api: TestClient, headers: dict[str, str], field: str, why: str
) -> None:
    body = api.post(CASE, json={"on": "2023-05-05", "reason": "x"}, headers=ids(**headers)).json()
    assert [(f["field"], f["rule"]) for f in body["faults"]] == [(field, why)]


def test_addresses_and_methods_that_do_not_exist(api: TestClient) -> None:
    assert api.get("/api/nothing").json()["rule"] == "problem.not_found"
    assert api.delete(CASE).json()["rule"] == "problem.method"
    odd = api.post("/api/cases/not-an-id/reception", json={}, headers=ids())
    assert (odd.status_code, odd.json()["rule"]) == (404, "problem.not_found")


# The same for people


def form(**more: Any) -> dict[str, Any]:
    return {
        "csrf": LAN.csrf,
        "command_id": str(uuid4()),
        "on": "05/05/2023",
        "reason": "returned",
        "note": "Chị kể",
    } | more


def page(path: str, **fields: Any) -> Any:
    return logged_in(made()).post(path, data=form(**fields))


@pytest.mark.parametrize("how", ["refused", "stale", "away", "bug"])
def test_what_was_typed_is_on_the_page_that_tells_of_the_problem(how: str) -> None:
    answer = page(f"/fail/{how}", version="3")
    assert answer.headers["content-type"].startswith("text/html")
    assert "Chị kể" in answer.text
    assert f'action="/fail/{how}"' in answer.text


def test_a_conflict_is_sent_again_on_the_new_version() -> None:
    assert 'name="version" value="5"' in page("/fail/stale", version="3").text


def test_a_refusal_is_told_in_words_with_its_rule() -> None:
    answer = page("/fail/not_permitted")
    assert (answer.status_code, "Hồ sơ thuộc đơn vị khác" in answer.text, "right.unit" in answer.text) == (
        403,
        True,
        True,
    )


def test_faults_stand_beside_the_fields_of_a_page() -> None:
    answer = page("/cases/6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11/reception", on="07/05/2023")
    assert answer.status_code == 422
    assert "Ngày này sau ngày hôm nay của hệ thống." in answer.text
    assert 'value="07/05/2023"' in answer.text


def test_what_was_typed_cannot_become_markup() -> None:
    answer = page("/fail/refused", note='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_a_fragment_gets_a_fragment() -> None:
    who = logged_in(made())
    answer = who.post("/fail/refused", data=form(), headers={"HX-Request": "true"})
    assert (answer.status_code, "<html" in answer.text, "Chưa thực hiện được" in answer.text) == (409, False, True)


def test_a_page_that_does_not_exist_says_so_in_vietnamese() -> None:
    answer = browser(made()).get("/nothing")
    assert (answer.status_code, "Không tìm thấy trang này" in answer.text) == (404, True)


# What others wrote meanwhile, and a database that is away


@dataclass(frozen=True)
class Received:
    on: PastDate
    needs: tuple[Code, ...]
    name: Note


def _conflict() -> Stale:
    case, day = uuid4(), date(2023, 5, 3)
    by, when = Who("sub-minh", "police"), When.day(day)
    body = Body(1, "2023-05-06T02:00:00.000000Z", [], case, when, by, "c", None, Raw(b"{}"))
    return Stale(3, 4, (Entry(9, case, 4, "intake.case.Received", body, Received(day, ("food",), Sealed("Lê Thị B"))),))


def test_a_conflict_tells_what_was_written_meanwhile_but_nothing_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ERRORS, "conflict", _conflict())
    answer = browser(made()).post("/api/fail/conflict", headers=bearer())
    assert answer.json()["since"] == [
        {"version": 4, "name": "intake.case.Received", "at": "2023-05-06T02:00:00.000000Z",
         "fact": {"on": "2023-05-03", "needs": ["food"]}},
    ]  # fmt: skip
    text = page("/fail/conflict", version="3").text
    assert "03/05/2023" in text
    assert "Chị kể" in text
    assert "Lê Thị B" not in text


class Away(SessionsInMemory):
    """Sessions whose database has gone."""

    def _row(self, place: bytes, since: datetime, *, take: bool) -> tuple[bytes, datetime] | None:  # noqa: ARG002
        raise psycopg.OperationalError


def test_while_the_database_is_away_the_typed_form_is_on_the_page() -> None:
    the_app = app(door(sessions=Away(pool=None, key=b"k" * 32, source="intake.police")))  # type: ignore[arg-type]

    @the_app.post("/cases")
    def add(_: By) -> None: ...

    answer = logged_in(the_app).post("/cases", data=form())
    assert (answer.status_code, "Chị kể" in answer.text) == (503, True)
    assert f'name="csrf" value="{LAN.csrf}"' in answer.text
    assert answer.headers["retry-after"] == "5"
