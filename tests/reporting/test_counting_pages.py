"""Questions counted anew on the page and by programs: how far they are, compared, put in place, stopped."""

import re
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response
from psycopg_pool import ConnectionPool

from services.reporting.projections import building
from services.reporting.projections.building import Builds
from services.reporting.projections.counting.kept import Counted
from services.reporting.projections.counting.persons import PEOPLE
from tests.reporting.builds import unasked
from tests.reporting.kept import hear
from tests.reporting.office import Office
from tests.reporting.test_asking import LEAD, get, post
from tests.reporting.test_building import broken
from tests.reporting.test_pages import text
from tests.reporting.town import walked

Pool = ConnectionPool[Any]


@pytest.fixture
def office(pool: Pool) -> Office:
    """Whose definitions are answered by PostgreSQL."""
    hear(pool, walked().journal())
    return Office(definitions=(Counted(pool), Builds(pool)))


def test_until_it_is_counted_the_page_says_how_far_it_is_and_looks_again(
    pool: Pool, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "AT_ONCE", 2)
    unasked(pool, PEOPLE)
    Builds(pool).begin_new()
    Builds(pool).advance(0)
    answer = get("/ask?what=persons.v2&by=sex", office)
    build = Builds(pool).of(PEOPLE.name)
    assert (answer.status_code, answer.headers["refresh"]) == (503, "3")
    assert f"Đang đếm: {build.percent} % {build.done}/{build.subjects} hồ sơ" in text(answer)
    assert "Tổng số" not in text(answer)
    api = office.program(*LEAD).get("/api/ask?what=persons.v2")
    assert (api.status_code, api.headers["retry-after"], api.json()["percent"]) == (503, "3", build.percent)
    assert get("/ask?what=cases.v1", office).status_code == 200, "what is counted is answered meanwhile"
    while Builds(pool).advance():
        pass
    assert "Tổng số: 6 người" in text(get("/ask?what=persons.v2&by=sex", office))


def test_what_failed_is_said_and_the_page_does_not_look_again_for_ever(pool: Pool, office: Office) -> None:
    unasked(pool, PEOPLE)
    Builds(pool).begin_new()
    Builds(pool, [broken()]).advance()
    answer = get("/ask?what=persons.v2", office)
    assert (answer.status_code, "refresh" in answer.headers) == (503, False)
    assert "Chưa đếm được" in text(answer)
    assert "Không mất gì" in text(answer)
    assert "KeyError, test_building.py" in text(get("/ask/counting", office))


def test_counted_anew_compared_and_put_in_place_on_the_page(pool: Pool, office: Office) -> None:
    with pool.connection() as conn:
        conn.execute("DELETE FROM counted WHERE question = %s", [PEOPLE.name])
    assert "Không phát sinh" in text(get("/ask?what=persons.v2", office))
    assert post(office, "/ask/counting", question=PEOPLE.name).status_code == 303
    going = get("/ask/counting", office)
    assert "Đang đếm: 0 %" in text(going)
    assert going.headers["refresh"].startswith("3;")
    while Builds(pool).advance():
        pass
    ready = get("/ask/counting", office)
    assert "Tổng số 0 6" in text(ready)
    assert "refresh" not in ready.headers
    slot = Builds(pool).of(PEOPLE.name).slot
    swapped = post(office, "/ask/counting/swap", slot=slot)
    assert "Đã đưa vào dùng" in text(get(swapped.headers["location"], office))
    assert "Tổng số: 6 người" in text(get("/ask?what=persons.v2", office))
    again = post(office, "/ask/counting/swap", slot=slot)
    assert "vừa được người khác làm" in text(get(again.headers["location"], office))


def test_counting_is_stopped_on_the_page_and_only_by_the_lead(pool: Pool, office: Office) -> None:
    post(office, "/ask/counting", question=PEOPLE.name)
    slot = Builds(pool).of(PEOPLE.name).slot
    for at, sent in (("/ask/counting", {"question": PEOPLE.name}), ("/ask/counting/drop", {"slot": slot})):
        assert post(office, at, ("office", "inspector"), **sent).status_code == 403
    assert "Đếm lại" not in re.sub(
        r"Đếm lại thì.*?vào\.", "", text(get("/ask/counting", office, ("office", "inspector")))
    )
    post(office, "/ask/counting/drop", slot=slot)
    assert "Đã dừng đếm" in text(get("/ask/counting", office))
    assert post(office, "/ask/counting", question="shoes.v1").status_code == 404
    assert post(office, "/ask/counting/burn", slot=slot).status_code == 404


def test_programs_count_anew_compare_and_swap(pool: Pool, office: Office) -> None:
    program = office.program(*LEAD)

    def send(path: str) -> Response:
        found: Response = program.post(f"/api/building/{path}", json={}, headers={"Idempotency-Key": str(uuid4())})
        return found

    assert send("persons.v2").json()["state"] == "running"
    while Builds(pool).advance():
        pass
    assert program.get("/api/building/persons.v2").json()["differences"] == []
    assert program.get("/api/questions").json()["building"][0]["percent"] == 100
    assert send("persons.v2/swap").status_code == 200
    assert program.get("/api/building/persons.v2").status_code == 404
    send("days.v1")
    assert send("days.v1/drop").json()["state"] == "dropped"
