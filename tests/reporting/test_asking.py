"""Figures asked for by a definition, as officers and programs meet it: a form, an address, a file; an answer that says what it
is of and opens; definitions kept to be asked again; and questions counted anew while everybody goes on."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
from httpx import Response
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from psycopg_pool import ConnectionPool

from services.reporting.app.asking import REGISTER
from services.reporting.definitions.definition import Definition
from services.reporting.domain.definition import DEFINITIONS
from services.reporting.pages import HERE
from services.reporting.pages.definition_words import Wording, address
from services.reporting.projections.counting.money import MONEY
from services.reporting.projections.counting.question import Question
from services.reporting.projections.counting.questions import QUESTIONS
from shared.testing import actor
from shared.web import words
from tests.reporting.office import TODAY, Office
from tests.reporting.test_definitions import definitions
from tests.reporting.test_pages import text
from tests.reporting.town import law, may
from tests.web.doors import LAN

Pool = ConnectionPool[Any]
LEAD = ("labour", "case_lead")
WORDING = Wording(words.load(HERE), law(), TODAY)
BY_NAME = {each.name: each for each in QUESTIONS}


def get(address: str, office: Office | None = None, who: tuple[str, str] = LEAD) -> Response:
    found: Response = (office or Office()).browser(*who).get(address)
    return found


def post(office: Office, address: str, who: tuple[str, str] = LEAD, **fields: Any) -> Response:
    sent = {"csrf": LAN.csrf, "command_id": str(uuid4()), **fields}
    found: Response = office.browser(*who).post(address, data=sent, follow_redirects=False)
    return found


def kept(office: Office) -> list[Mapping[str, Any]]:
    return list(office.program(*LEAD).get("/api/definitions").json()["definitions"])


# -- asked on the page


def test_what_can_be_asked_stands_there_in_words() -> None:
    shown = text(get("/ask"))
    for each in QUESTIONS:
        assert WORDING.called(each.name) in shown
    assert "Chưa lưu cách tính nào" in shown


def test_a_table_says_what_it_is_of_and_its_lines_and_sum() -> None:
    answer = get("/ask?what=persons.v2&by=sex&by=age_group")
    shown = text(answer)
    assert "Người trở về, theo giới tính và nhóm tuổi, tính đến nay" in shown
    assert "Tổng số: 6 người" in shown
    assert "Nữ Từ đủ 18 tuổi 3" in shown
    assert "Nam" in shown
    digest = Definition(what="persons.v2", by=("sex", "age_group")).digest
    assert digest in shown.replace(" ", "")


def test_of_a_usual_period_it_counts_what_came_in_it() -> None:
    shown = text(get("/ask?what=persons.v2&period=first_half-2023&only.stage=supported&only.stage=closed"))
    assert "chỉ tiếp nhận, hỗ trợ: đã kết thúc hỗ trợ hoặc đang hỗ trợ, 6 tháng đầu năm 2023" in shown
    assert "(15/12/2022 – 14/06/2023)" in shown
    assert "Tổng số: 5 người" in shown


def test_where_nothing_is_it_says_so() -> None:
    shown = text(get("/ask?what=persons.v2&by=sex&only.country=LA"))
    assert "Không phát sinh" in shown
    assert "Tổng số" not in shown
    assert "Không phát sinh" in text(get("/ask?what=money.v1"))


def test_all_faults_stand_at_their_fields_and_nothing_typed_is_lost() -> None:
    answer = get(
        "/ask?what=persons.v2&by=sex&by=unit&by=stage&by=route&only.sex=purple&since=09/05/2023&until=08/05/2023"
    )
    shown = answer.text
    assert answer.status_code == 422
    for field in ("by", "only.sex", "since"):
        assert f'id="e-{field}"' in shown
        assert f'href="#f-{field}"' in shown
    assert re.search(r'name="since"[^>]*value="09/05/2023"', shown)
    assert re.search(r'name="until"[^>]*value="08/05/2023"', shown)
    for name in ("sex", "unit", "stage", "route"):
        assert re.search(rf'name="by" value="{name}" checked', shown)
    assert 'id="answer"' not in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("what=shoes.v1", "Chưa có số liệu tính theo tên và phiên bản này"),
        ("what=persons.v2&by=shoe_size", "Không chia hoặc lọc theo tiêu chí này được"),
        ("what=persons.v2&only.shoe_size=40", "Không chia hoặc lọc theo tiêu chí này được"),
        ("what=persons.v2&period=easter-2023", "Không có kỳ báo cáo này"),
        ("what=persons.v2&period=year-2023&since=01/05/2023", "không ghi cả hai"),
        ("what=persons.v2&until=31/02/2023", "ngày"),
        ("what=terms.v1&only.term=Nguyễn Thị Hư Cấu", "Chỉ: việc"),
        ("what=persons.v2&colour=red", "Tính số liệu"),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(asked: str, said: str) -> None:
    answer = get(f"/ask?{asked}")
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'id="answer"' not in answer.text


def test_the_address_carries_the_whole_definition() -> None:
    asked = Definition(
        what="persons.v2", by=("unit",), only={"sex": ("female", "-")}, since=may(1), until=may(20), known=may(25)
    )
    sent: dict[str, list[str]] = {}
    for name, value in parse_qsl(urlsplit(address(asked)).query):
        sent.setdefault(name, []).append(value)
    office = Office()
    context = office.web().state.door.context(form=True)
    assert office.asking.read(actor(*LEAD), sent, context)[0].digest == asked.digest


@some.composite
def askable(draw: some.DrawFn) -> Definition:
    """Any definition of which each value stands in its list."""
    asked = draw(definitions())
    of = BY_NAME[asked.what]
    stands = {name: {code for code, _ in WORDING.choices(of.dimensions[of.at(name)])} for name in asked.only}
    only = {name: tuple(value for value in values if value in stands[name]) for name, values in asked.only.items()}
    return replace(asked, only={name: values for name, values in only.items() if values})


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(askable())
def test_every_definition_is_shown_with_its_title_and_its_address_asks_the_same(asked: Definition) -> None:
    office = OFFICE
    answer = get(address(asked), office)
    assert answer.status_code == 200, text(answer)[:500]
    assert asked.digest in text(answer).replace(" ", "")
    api = office.program(*LEAD).get(address(asked, "/api/ask")).json()
    assert api["hash"] == asked.digest
    assert (api["said"] == "không phát sinh") == ("Không phát sinh" in text(answer))


def opened(asked: Definition) -> int:
    """Opens the first numbers of an answer, each to as many as it says; how many there are that open."""
    shown = get(address(asked), OFFICE).text
    lines = re.findall(r'<a class="tap" href="(/behind\?[^"]+)">(?:<b>)?(\d+)', shown)
    for href, number in lines[:3]:
        behind = text(get(href.replace("&amp;", "&"), OFFICE))
        assert re.search(rf": {number}\b", behind), (href, behind[:300])
    return len(lines)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_number_opens_to_as_many_as_it_says(question: Question[Any]) -> None:
    lines = opened(Definition(what=question.name, by=(question.dimensions[0].name,)))
    assert bool(lines) == (question is not MONEY), "no case stands behind money"


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(askable())
@example(Definition(what="days.v1", by=("identification",), since=date(2023, 5, 7)))  # stood on another line before
def test_whatever_is_asked_every_number_opens_to_as_many_as_it_says(asked: Definition) -> None:
    opened(asked)


OFFICE = Office()


def test_who_may_see_no_list_of_cases_gets_numbers_that_do_not_open() -> None:
    shown = get("/ask?what=persons.v2&by=sex", who=("finance", "finance_officer")).text
    assert "/behind" not in shown
    assert "Tổng số" in shown


@pytest.mark.parametrize("address", ["/ask", "/ask?what=persons.v2", "/ask.csv?what=persons.v2", "/ask/counting"])
def test_who_reads_no_exact_figures_asks_nothing(address: str) -> None:
    assert get(address, who=("fatherland_front", "supervisor")).status_code == 403
    assert "/ask" not in get("/", who=("fatherland_front", "supervisor")).text


def test_a_table_leaves_as_csv_with_what_it_is_of() -> None:
    answer = get("/ask.csv?what=persons.v2&by=sex&by=unit")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0] == ["Giới tính", "Xã, phường", "người"]
    whole = next(line for line in lines if line and line[0] == "Tổng số")
    assert whole == ["Tổng số", "", "6"]
    assert sum(int(line[2]) for line in lines[1 : lines.index(whole)]) == 6
    assert ["SHA-256", Definition(what="persons.v2", by=("sex", "unit")).digest] in lines


# -- from a file


def test_a_definition_from_a_file_is_the_same_as_from_the_form() -> None:
    office = Office()
    pasted = post(office, "/ask/file", text="what: persons.v2\nby: [unit]\nperiod: first_half-2023\n")
    sent = office.browser(*LEAD).post(
        "/ask/file", data={"csrf": LAN.csrf, "command_id": str(uuid4())}, follow_redirects=False,
        files={"file": ("a.json", b'\xef\xbb\xbf{"what": "persons.v2", "by": ["unit"], "period": "first_half-2023"}')},
    )  # fmt: skip
    assert pasted.status_code == 303
    assert pasted.headers["location"] == sent.headers["location"]
    assert "15%2F12%2F2022" in pasted.headers["location"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("what: [", "Không đọc được tệp này"),
        ("what: persons.v2\nby: [shoe_size]\nsince: 2023-05-09\nuntil: 2023-05-08", "Không chia hoặc lọc"),
        ("x" * 30_000, "dài"),
        ("", "Không đọc được tệp này"),
    ],
)
def test_a_file_that_is_none_is_said_and_kept_in_its_field(typed: str, said: str) -> None:
    answer = post(Office(), "/ask/file", text=typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert typed[:200] in answer.text.replace("&#34;", '"')


def test_all_that_is_wrong_in_a_sent_file_is_said_at_once_and_it_can_be_mended_where_it_stands() -> None:
    wrong = b"what: persons.v2\nby: [shoe_size]\nonly: {sex: [purple]}\nperiod: easter-2023"
    answer = Office().browser(*LEAD).post(
        "/ask/file", data={"csrf": LAN.csrf, "command_id": str(uuid4())}, files={"file": ("a.yaml", wrong)}
    )  # fmt: skip
    assert answer.status_code == 422
    for label in ("Chia theo: Không chia", "Chỉ: giới tính: Giá trị", "Kỳ báo cáo: Không có kỳ"):
        assert label in text(answer).replace(" : ", ": ")
    assert wrong.decode() in answer.text
    assert answer.text.count('href="#f-text"') == 3


def test_a_file_of_any_bytes_is_said_to_be_none() -> None:
    sent = Office().browser(*LEAD).post(
        "/ask/file", data={"csrf": LAN.csrf, "command_id": str(uuid4())}, files={"file": ("a.json", b"\xff\xfe\x00{")}
    )  # fmt: skip
    assert sent.status_code == 422
    assert "Không đọc được tệp này" in text(sent)


# -- kept


def test_a_definition_is_kept_once_asked_again_and_dropped() -> None:
    office = Office()
    sent: dict[str, Any] = {"what": "persons.v2", "by": ["unit"], "since": "15/12/2022", "until": "14/06/2023"}
    done = post(office, "/ask/kept", **sent)
    assert done.status_code == 303
    assert "Đã lưu cách tính" in text(get(done.headers["location"], office))
    post(office, "/ask/kept", **sent)
    (one,) = kept(office)
    shown = get("/ask", office)
    assert "Người trở về, theo xã, phường, 6 tháng đầu năm 2023" in text(shown)
    href = next(href for href in re.findall(r'href="(/ask\?[^"]+)"', shown.text) if "by=unit" in href)
    assert "Cách tính này đã có trong danh sách" in text(get(href.replace("&amp;", "&"), office))
    assert post(office, f"/ask/kept/{one['hash']}/drop").status_code == 303
    assert kept(office) == []
    assert post(office, f"/ask/kept/{one['hash']}/drop").status_code == 409, "somebody else has dropped it"


def test_what_is_kept_names_nobody_and_says_all_of_the_definition() -> None:
    office, asked = Office(), Definition(what="persons.v2", only={"sex": ("-", "female")}, until=may(9), known=may(20))
    office.asking.keep(actor(*LEAD), asked, uuid4())
    assert [each.digest for each in office.asking.kept(actor(*LEAD))] == [asked.digest]
    (entry,) = office.ledger.load(DEFINITIONS, REGISTER).entries
    assert entry.fact.digest == asked.digest


def test_only_the_lead_keeps_and_drops() -> None:
    office = Office()
    assert "Lưu cách tính này" in text(get("/ask?what=persons.v2", office))
    assert "Lưu cách tính này" not in text(get("/ask?what=persons.v2", office, ("office", "inspector")))
    assert post(office, "/ask/kept", ("office", "inspector"), what="persons.v2").status_code == 403
    assert kept(office) == []


# -- by programs


def test_programs_ask_keep_and_drop_the_same() -> None:
    office = Office()
    program = office.program(*LEAD)
    body = {"what": "persons.v2", "by": ["stage"], "only": {"sex": ["female"]}, "until": "2023-05-20"}

    def send(path: str, sent: Any) -> Response:
        found: Response = program.post(path, json=sent, headers={"Idempotency-Key": str(uuid4())})
        return found

    asked = send("/api/ask", body).json()
    assert sum(line["things"] for line in asked["lines"]) == asked["total"]["things"]
    assert asked["definition"]["until"] == "2023-05-20"
    assert send("/api/definitions", body).status_code == 201
    assert [each["hash"] for each in kept(office)] == [asked["hash"]]
    assert send(f"/api/definitions/{asked['hash']}/drop", {}).status_code == 200
    wrong = send("/api/ask", {**body, "by": ["shoe_size"], "since": "2023-06-01"})
    assert wrong.status_code == 422
    assert {each["field"] for each in wrong.json()["faults"]} == {"by", "since"}
    assert {each["what"] for each in program.get("/api/questions").json()["questions"]} == {*BY_NAME}
    assert send("/api/building/shoes.v1", {}).status_code == 404
