"""Whatever is asked wrongly gets one clear answer in the user's words, and no ledger of the town moves."""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any, NamedTuple
from unicodedata import normalize
from uuid import UUID, uuid4

import httpx
import pytest
from markupsafe import escape

from shared.web.identity import LEEWAY
from tests.town.asking import Desk, Kept, Ledgers, still
from tests.town.running import RunningTown

INTAKE, LABOUR = "intake.communes", "intake.labour"
NOBODYS_CASE = "6d1c2f4e-0000-4000-8000-00000000dead"
RULES = {"in_the_future": "Ngày này sau ngày hôm nay", "unknown_unit": "Không có xã, phường nào mang mã này"}


class Town(NamedTuple):
    """The town with a case that was reported and received, and the desks of those who work on it."""

    town: RunningTown
    case: UUID
    thao: Desk
    lan: Desk
    binh: Desk
    ledgers: Ledgers
    brief: str
    """A real token of hers that ended a second after it was made."""
    made: float

    @property
    def on(self) -> str:
        return str(self.town.today.isoformat())

    def report(self, **more: Any) -> dict[str, Any]:
        return {"channel": "person", "unit": "20008", "reported_on": self.on, **more}

    def needs(self, *needs: str) -> dict[str, Any]:
        return {"needs": list(needs), "given_on": self.on}

    @property
    def to_needs(self) -> str:
        return f"/api/cases/{self.case}/essential-needs"


@pytest.fixture(scope="module")
def at(town: RunningTown) -> Iterator[Town]:
    brief, made = _brief_token(town, "thao.20008"), time.monotonic()
    assert Desk(town, "thao.20008", INTAKE, brief).page("/").status_code == 200
    thao, lan = town.story.officer("thao.20008"), town.story.officer("lan.labour")
    on = town.today.isoformat()
    case = thao.begin("intake", channel="person", unit="20008", reported_on=on, sex="female", name="Nguyễn Thị Sai")
    lan.wait_for("intake", case)
    lan.do(
        "intake", case, "reception", received_on=on, person_status="citizen", first_examination=False, sex="female",
        age_group="18plus", ethnicity="kinh",
    )  # fmt: skip
    still(town)
    with Ledgers(town) as ledgers:
        yield Town(
            town, case, Desk(town, "thao.20008", INTAKE), Desk(town, "lan.labour", LABOUR),
            Desk(town, "binh.labour", LABOUR), ledgers, brief, made,
        )  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_is_written(at: Town, request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test here each ledger stands where it stood; a test marked `writes` says itself what was written."""
    if "writes" in request.node.name:
        yield
    else:
        with at.ledgers.nothing_written():
            yield


def problem(answer: httpx.Response, status: int, rule: str) -> dict[str, Any]:
    """The answer as programs read it: RFC 9457, with a Vietnamese title."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert (found["status"], found["rule"]) == (status, rule)
    assert not found["title"].isascii()
    return found


def faults(answer: httpx.Response) -> dict[str, str]:
    return {f["field"]: f["rule"] for f in problem(answer, 422, "problem.malformed")["faults"]}


def said(answer: httpx.Response, status: int, *words: str) -> None:
    """The answer as people read it: a page with these words."""
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert [word for word in words if word not in answer.text] == []


# What was typed


def test_missing_fields_are_all_named_at_once(at: Town) -> None:
    assert faults(at.thao.api("/api/cases", {})) == {"channel": "fault.missing", "reported_on": "fault.missing"}
    said(at.thao.form("/cases/new", {}), 422, "Cần điền ô này.", "Một số ô cần xem lại")


def test_malformed_fields_are_all_named_at_once(at: Town) -> None:
    wrong = at.report(channel="carrier pigeon", reported_on="2023-02-30", sex=7, urgent="perhaps", unit="2000", x=1)
    found = faults(at.thao.api("/api/cases", wrong))
    assert found == {
        "channel": "fault.pattern", "reported_on": "fault.not_a_date", "sex": "fault.not_text",
        "urgent": "fault.not_yes_or_no", "unit": "fault.pattern", "x": "fault.unknown_field",
    }  # fmt: skip
    said(at.thao.form("/cases/new", wrong), 422, "Ngày ghi dạng ngày/tháng/năm", "Không có ô nào mang tên này.")


def test_a_unit_nobody_knows_is_named(at: Town) -> None:
    assert faults(at.thao.api("/api/cases", at.report(unit="99999"))) == {"unit": "fault.unknown_unit"}
    said(at.thao.form("/cases/new", at.report(unit="99999")), 422, RULES["unknown_unit"])


def test_a_day_after_the_town_s_day_is_refused(at: Town) -> None:
    later = at.report(reported_on="2023-12-31", name="Nguyễn Thị Mai Sau")
    assert faults(at.thao.api("/api/cases", later)) == {"reported_on": "fault.in_the_future"}
    answer = at.thao.form("/cases/new", later)
    said(answer, 422, RULES["in_the_future"], "Nguyễn Thị Mai Sau")  # what was typed stays on the page


def test_what_the_desk_adds_itself_cannot_be_sent(at: Town) -> None:
    forged = at.report(recorder="police", notified_on="2020-01-01", code="HT-000-0")
    assert set(faults(at.thao.api("/api/cases", forged)).values()) == {"fault.unknown_field"}


@pytest.mark.parametrize("name", ["\0", "Nguyễn\0Thị", "\x1b[2J", "Thị\x7f", "\x0b"])
def test_a_character_that_cannot_be_seen_is_refused_in_a_name(at: Town, name: str) -> None:
    blank = not name.strip()
    answer = at.thao.api("/api/cases", at.report(name=name + "x" if blank else name))
    assert faults(answer) == {"name": "fault.control_characters"}
    said(at.thao.form("/cases/new", at.report(name="x" + name + "x")), 422, "ký tự không hiển thị được")


@pytest.mark.parametrize("raw", ['"\\ud800"', '"Th\\udfffị"'])
def test_half_a_character_is_refused_and_not_answered_with_a_fault_of_ours(at: Town, raw: str) -> None:
    body = json.dumps(at.report()).removesuffix("}") + f', "name": {raw}}}'
    answer = at.thao.send(
        "POST", "/api/cases", content=body,
        headers={"Content-Type": "application/json", "Idempotency-Key": str(uuid4())},
    )  # fmt: skip
    problem(answer, 422, "problem.malformed")


def test_a_text_longer_than_can_be_kept_is_refused(at: Town) -> None:
    assert faults(at.thao.api("/api/cases", at.report(story="ừ" * 10_001))) == {"story": "fault.too_long"}


# What was sent


@pytest.mark.parametrize("body", ["", "{", "tên=1", "[1]", '"x"', "null", "{'a': 1}", '{"a": 1}{"b": 2}', "\ufeff{}"])
def test_what_is_no_json_object_is_refused(at: Town, body: str) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    answer = at.thao.send("POST", "/api/cases", content=body.encode(), headers=headers)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "deep", ['{"name":' * 50_000, "[" * 100_000, '{"name":' + "[" * 5000 + "]" * 5000 + "}"], ids=len
)
def test_deeply_nested_json_is_refused(at: Town, deep: str) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    answer = at.thao.send("POST", "/api/cases", content=deep.encode(), headers=headers)
    problem(answer, 422, "problem.malformed")


def test_a_name_that_is_a_deep_tree_is_refused(at: Town) -> None:
    tree: Any = "x"
    for _ in range(20):
        tree = {"name": tree}
    assert faults(at.thao.api("/api/cases", at.report(name=tree))) == {"name": "fault.too_deep"}


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/octet-stream", "", "image/png"])
def test_another_content_type_is_refused(at: Town, kind: str) -> None:
    headers = {"Content-Type": kind, "Idempotency-Key": str(uuid4())}
    answer = at.thao.send("POST", "/api/cases", content=json.dumps(at.report()).encode(), headers=headers)
    problem(answer, 415, "problem.media_type")
    page = at.thao.send("POST", "/cases/new", content=b"x=1", headers={**headers, "Accept": "text/html"})
    said(page, 415, "Nội dung gửi lên không đúng loại")


def test_a_body_of_50_megabytes_is_refused_before_it_is_read(at: Town) -> None:
    began = time.monotonic()
    content = b'{"name": "' + b"x" * 50_000_000 + b'"}'
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    try:
        answer = at.thao.send("POST", "/api/cases", content=content, headers=headers)
    except httpx.WriteError:
        pass  # refused and hung up while we still wrote
    else:
        problem(answer, 413, "problem.too_large")
    assert time.monotonic() - began < 5
    assert at.town.health(INTAKE)["well"]


def test_50_megabytes_in_pieces_of_unknown_length_are_refused(at: Town) -> None:
    read = 0

    def pieces() -> Iterator[bytes]:
        nonlocal read
        yield b'{"name": "'
        for _ in range(500):
            read += 100_000
            yield b"x" * 100_000

    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    try:
        problem(at.thao.send("POST", "/api/cases", content=pieces(), headers=headers), 413, "problem.too_large")
    except httpx.WriteError:
        assert read < 50_000_000, "hung up on"
    assert at.town.health(INTAKE)["well"]


@pytest.mark.parametrize("key", [None, "", "7", "not-an-id", "0" * 1000])
def test_a_command_without_an_id_of_its_own_is_refused(at: Town, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    assert set(faults(at.thao.send("POST", "/api/cases", json=at.report(), headers=headers))) == {"Idempotency-Key"}


# Who asks


def part(token: str, n: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token.split(".")[n] + "=="))
    return found


def packed(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def refused_at_both_doors(at: Town, token: str) -> None:
    stranger = Desk(at.town, "thao.20008", INTAKE, token)
    answer = stranger.api("/api/cases", at.report())
    problem(answer, 401, answer.json()["rule"])
    assert "Bearer" in answer.headers["www-authenticate"]
    said(stranger.form("/cases/new", at.report()), 401, "Cần đăng nhập")
    said(stranger.page("/"), 401, "Cần đăng nhập")


def grant(town: RunningTown, username: str, scope: str) -> str:
    asked = {"grant_type": "password", "client_id": "trove-cli", "username": username, "scope": f"openid {scope}"}
    asked["password"] = town.story.passwords[username]
    answer = town.story.client.post(f"{town.story.issuer}/protocol/openid-connect/token", data=asked)
    return str(answer.raise_for_status().json()["access_token"])


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "HS256"])
def test_an_unsigned_token_is_nobody(at: Town, alg: str) -> None:
    token = at.town.story.token("thao.20008")
    for signature in ("", token.split(".")[2]):
        refused_at_both_doors(at, f"{packed(part(token, 0) | {'alg': alg})}.{token.split('.')[1]}.{signature}")


def test_a_token_for_another_audience_is_nobody_here(at: Town) -> None:
    refused_at_both_doors(at, grant(at.town, "thao.20008", "for-support.communes"))
    refused_at_both_doors(at, grant(at.town, "thao.20008", ""))


def test_a_token_with_a_changed_claim_is_nobody(at: Town) -> None:
    head, claims, signature = at.town.story.token("thao.20008").split(".")
    claims = packed(part(f"{head}.{claims}", 1) | {"unit": "20011"})
    refused_at_both_doors(at, f"{head}.{claims}.{signature}")


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x", "Bearer a.b.c", "Bearer é", "Bearer " + "." * 5000, "Basic dGhhbzp4", "x", ""]
)
def test_what_is_no_token_is_nobody(at: Town, header: str) -> None:
    sent = {b"Idempotency-Key": str(uuid4()).encode(), b"Authorization": header.encode()}
    answer = at.town.story.client.post(at.town.story.origin(INTAKE) + "/api/cases", json=at.report(), headers=sent)
    problem(answer, 401, answer.json()["rule"])


def test_an_expired_token_is_nobody(at: Town) -> None:
    time.sleep(max(0.0, at.made + LEEWAY + 2.5 - time.monotonic()))
    refused_at_both_doors(at, at.brief)


def _brief_token(town: RunningTown, username: str) -> str:
    """A real token that ends after a second: its issuer is told so for a moment."""
    base, _, realm = town.story.issuer.partition("/realms/")
    secret = (town.home / "keycloak" / "admin.password").read_text("utf-8").strip()
    asked = {"grant_type": "password", "client_id": "admin-cli", "username": "admin", "password": secret}
    with httpx.Client(timeout=20, trust_env=False) as http:
        admin = http.post(f"{base}/realms/master/protocol/openid-connect/token", data=asked).raise_for_status().json()
        http.headers["Authorization"] = f"Bearer {admin['access_token']}"
        cli = http.get(f"{base}/admin/realms/{realm}/clients", params={"clientId": "trove-cli"}).json()[0]
        where = f"{base}/admin/realms/{realm}/clients/{cli['id']}"
        short = cli | {"attributes": cli["attributes"] | {"access.token.lifespan": "1"}}
        http.put(where, json=short).raise_for_status()
        try:
            return grant(town, username, f"for-{INTAKE}")
        finally:
            lasting = cli | {"attributes": cli["attributes"] | {"access.token.lifespan": ""}}
            http.put(where, json=lasting).raise_for_status()


# What may be done


def test_a_role_that_may_not_is_told_which_rule(at: Town) -> None:
    fields = {"received_on": at.on, "person_status": "citizen", "first_examination": True, "sex": "female",
              "age_group": "18plus", "ethnicity": "kinh"}  # fmt: skip
    problem(at.binh.api(f"/api/cases/{at.case}/reception", fields), 403, "right.role")
    said(at.binh.form(f"/cases/{at.case}/reception", fields), 403, "Vai trò của anh/chị không làm việc này.")


def test_a_step_the_state_does_not_allow_is_told_which_rule(at: Town) -> None:
    asked = {"asked_on": at.on, "told_her": True, "her_wish": "agrees"}
    found = problem(
        at.lan.api(f"/api/cases/{at.case}/verification-request", asked), 409, "verification.before_information"
    )
    said(at.lan.form(f"/cases/{at.case}/verification-request", asked), 409, found["title"])


def test_an_officer_of_one_unit_reports_and_reads_for_no_other(at: Town) -> None:
    problem(at.thao.api("/api/cases", at.report(unit="20011")), 403, "right.unit")
    said(at.thao.form("/cases/new", at.report(unit="20011")), 403, "Hồ sơ thuộc đơn vị khác.")
    minh = Desk(at.town, "minh.20011", INTAKE)
    problem(minh.send("GET", f"/api/cases/{at.case}"), 403, "right.unit")
    problem(minh.send("GET", f"/api/cases/{at.case}/sections?open=identity"), 403, "right.unit")
    problem(minh.api(f"/api/cases/{at.case}/notice", {}), 403, "right.unit")
    said(minh.page(f"/cases/{at.case}"), 403, "Hồ sơ thuộc đơn vị khác.")


def test_a_section_that_is_not_this_role_s_is_not_opened_and_no_reading_is_written(at: Town) -> None:
    problem(at.lan.send("GET", f"/api/cases/{at.case}/sections?open=identity,nonsense"), 403, "right.role")


@pytest.mark.parametrize("case", [NOBODYS_CASE, "0" * 32, "not-an-id", "..%2f..%2fhealth"])
def test_a_case_nobody_knows_is_not_found(at: Town, case: str) -> None:
    assert at.lan.send("GET", f"/api/cases/{case}").status_code == 404
    answer = at.lan.api(f"/api/cases/{case}/proof", {})
    assert answer.status_code in (403, 404, 409, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    said(at.lan.page(f"/cases/{case}"), 404, "Không tìm thấy trang này")


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/api/nothing", 404), ("DELETE", "/api/cases", 405), ("PUT", "/api/queue", 405),
    ("GET", "/api/queue?stage=%00", 422), ("GET", "/api/queue?stage=nonsense", 200),
])  # fmt: skip
def test_an_address_or_method_that_does_not_exist_is_said(at: Town, method: str, path: str, status: int) -> None:
    assert at.lan.send(method, path).status_code == status


@pytest.mark.parametrize("path", [
    "statistics?as_of=0001-01-01", "statistics?as_of=9999-12-31", "statistics?as_of=-1", "statistics?as_of=%00",
    "entries/%00/1", "entries/intake.labour/0", "entries/intake.labour/99999999999999999999", "entries/intake.nobody/1",
    "entries/..%2f..%2fhealth/1", "cases/%00/timeline", f"cases/{NOBODYS_CASE}/timeline",
])  # fmt: skip
def test_an_odd_question_to_reporting_is_no_fault_of_ours(at: Town, path: str) -> None:
    desk = Desk(at.town, "thanh.office", "reporting.labour")
    assert desk.send("GET", f"/api/{path}").status_code in (200, 403, 404, 422)
    page = path.removesuffix("/timeline").replace("statistics", "")
    assert desk.page(f"/{page}").status_code in (200, 303, 403, 404, 422)


# Races, repetitions, and what must be shown as it was typed: these write, and say how much


def grown(at: Town, before: Kept, source: str) -> tuple[int, ...]:
    """By how much a ledger has grown: entries, commands."""
    now = at.ledgers.kept()
    return tuple(b - a for a, b in zip(before[source][:2], now[source][:2], strict=True))


def test_a_stale_version_writes_no_more_than_a_look_and_shows_both_values(at: Town) -> None:
    seen = at.lan.send("GET", f"/api/cases/{at.case}").json()["version"]
    before = at.ledgers.kept()
    assert at.lan.api(at.to_needs, at.needs("meals"), **{"If-Match": f'"{seen}"'}).status_code == 200
    stale = at.lan.api(at.to_needs, at.needs("travel"), **{"If-Match": f'"{seen}"'})
    found = problem(stale, 409, "problem.stale")
    assert (found["expected"], found["actual"]) == (seen, seen + 1)
    assert found["since"][0]["fact"]["needs"] == ["meals"]
    page = at.lan.form(f"/cases/{at.case}/essential-needs", at.needs("travel") | {"version": str(seen)})
    said(page, 409, "Phần mới ghi trong lúc anh/chị làm", "Hồ sơ đã có thay đổi")
    words = at.town.profile.law_on(at.town.today).listed("essential_needs")
    assert words["meals"].vi in page.text
    assert words["travel"].vi in page.text
    assert grown(at, before, LABOUR) == (2, 2), "what was given, and that the officer looked at the file anew"


def test_the_same_command_twice_writes_once_and_answers_alike(at: Town) -> None:
    before, key = at.ledgers.kept(), str(uuid4())
    first, second = (at.lan.api(at.to_needs, at.needs("shelter"), **{"Idempotency-Key": key}) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json() == first.json() | {"again": True}
    assert grown(at, before, LABOUR) == (1, 1)


def test_the_same_command_id_with_another_content_writes_nothing_more(at: Town) -> None:
    before, key = at.ledgers.kept(), str(uuid4())
    assert at.lan.api(at.to_needs, at.needs("hygiene"), **{"Idempotency-Key": key}).status_code == 200
    problem(at.lan.api(at.to_needs, at.needs("medicine"), **{"Idempotency-Key": key}), 422, "problem.command_reused")
    said(
        at.lan.form(f"/cases/{at.case}/essential-needs", at.needs("medicine") | {"command_id": key}),
        422, "Mã lần gửi này đã dùng cho một nội dung khác",
    )  # fmt: skip
    assert grown(at, before, LABOUR) == (1, 1)


NASTY = (
    "<script>alert(1)</script>", "'; DROP TABLE stored_events; --", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}",
    "Th\u1ecb \u202etuy\u1ebft\u202c", "\u200bNg\u200dọc\ufeff", "e\u0301\u0302\u0303" * 5, "👩‍👧 Thị", "#let x = 1 $x$",
)  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_whatever_text_writes_as_it_was_typed_and_shows_as_text(at: Town, text: str) -> None:
    made = at.thao.api("/api/cases", at.report(name=text, story=text))
    assert made.status_code == 201
    case = made.json()["case"]
    page = at.thao.form(f"/cases/{case}/sections", {"section": "identity"})
    assert page.status_code == 200
    kept = normalize("NFC", text).strip()
    assert str(escape(kept)) in page.text
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    found = at.thao.send("GET", f"/api/cases/{case}/sections?open=identity").json()["sections"]["identity"]
    assert found["name"] == kept
    paper = at.thao.send("GET", f"/cases/{case}/papers/bien_ban_ban_giao.pdf")
    assert paper.content.startswith(b"%PDF")
