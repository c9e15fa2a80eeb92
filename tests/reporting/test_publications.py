"""What is published, from the question to the printed page: as whoever publishes, and whoever reads, meets it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response
from hypothesis import given, settings
from hypothesis import strategies as some

from services.reporting.app.counting import UNSAID, Persons
from services.reporting.domain.publication import PUBLICATIONS, Dimension, PublishTable
from services.reporting.domain.small_numbers import Asked
from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.links import Links
from shared.kernel.decider import Refused
from shared.kernel.sealed import Sealed
from shared.kernel.words import Sex
from shared.testing import actor, entries
from tests.reporting.crowd import APRIL, MARCH, Crowd, crowded, many
from tests.reporting.office import TODAY, Listening, Office
from tests.reporting.test_pages import text
from tests.reporting.town import SOURCES, law, walked
from tests.web.doors import LAN

LEAD = actor("labour", "case_lead")
SEX = {"as_of": "31/03/2023", "by": ["sex"]}
UNITS = ("20008", "20011", "20035")
REASON = {"audience": "public", "reason": "communication"}


def ask(office: Office, **asked: Any) -> Response:
    answer: Response = office.browser("labour", "case_lead").get(
        "/publications/new", params={"audience": "public", **asked}
    )
    return answer


def publish(office: Office, status: int = 303, /, **asked: Any) -> Response:
    sent = {"csrf": LAN.csrf, "command_id": str(uuid4()), **REASON, **asked}
    answer: Response = office.browser("labour", "case_lead").post("/publications", data=sent)
    assert answer.status_code == status, text(answer)[:800]
    return answer


def told(office: Office) -> list[Mapping[str, Any]]:
    found = office.program("fatherland_front", "supervisor").get("/api/publications").json()["publications"]
    return list(found)


def figures(of: Mapping[str, Any]) -> dict[tuple[str | None, ...], int]:
    return {tuple(each["at"]): each["at_least"] for each in of["figures"]}


def test_a_town_of_few_is_told_that_nothing_can_be_published() -> None:
    shown = text(ask(Office(), as_of="30/05/2023", by="sex"))
    assert "mọi dòng đều dưới 10 người" in shown
    assert "không có bảng gộp hơn nào công bố được" in shown
    publish(Office(), 409, as_of="30/05/2023", by="sex")


def test_a_table_is_seen_as_it_would_be_told_before_it_is() -> None:
    office = crowded(many())
    shown = text(ask(office, **SEX))
    assert "Nữ từ 20" in shown
    assert "Tất cả từ 35" in shown
    assert "24" not in shown
    assert "Những dòng không nêu (3) Nam; Khác; Không rõ." in shown or "Nam;" in shown
    assert "Chưa có gì được công bố." in shown
    assert entries(office.ledger) == []


def test_it_is_published_as_an_event_with_every_number_and_read_by_the_front() -> None:
    office = crowded(many())
    to = publish(office, **SEX, note="Theo đề nghị của báo bịa.").headers["location"]
    (event,) = entries(office.ledger)
    assert (event.name, event.fact.audience, event.fact.reason) == (
        "reporting.publication.TablePublished", "public", "communication",
    )  # fmt: skip
    assert isinstance(event.fact.note, Sealed)
    assert event.fact.note.value is None
    assert event.body.by.role == "case_lead"
    assert len(event.fact.judged.heard) == 7
    (line,) = told(office)
    assert figures(line) == {("female",): 20, (None,): 35}
    assert "báo bịa" not in str(line)
    read = text(office.browser("fatherland_front", "supervisor").get(to.partition("?")[0]))
    assert "Người trở về được tiếp nhận, theo giới tính" in read
    assert "Nữ từ 20" in read
    assert "Thu hồi bảng này" not in read
    assert "Phục vụ" not in read


def test_its_note_is_read_by_who_publishes_and_that_is_written_down() -> None:
    office = crowded(many())
    to = publish(office, **SEX, note="Theo đề nghị của báo bịa.").headers["location"].partition("?")[0]
    opened = office.browser("labour", "leader").post(f"{to}/sections", data={"csrf": LAN.csrf})
    assert "Theo đề nghị của báo bịa." in text(opened)
    assert entries(office.ledger)[-1].name == "reporting.access.SectionsOpened"
    closed = office.browser("fatherland_front", "supervisor").post(f"{to}/sections", data={"csrf": LAN.csrf})
    assert closed.status_code == 403
    assert "báo bịa" not in closed.text


def test_what_could_be_subtracted_is_refused_and_the_coarser_table_is_one_press_away() -> None:
    crowd = many()
    crowd.come(4, APRIL)
    office = crowded(crowd)
    publish(office, **SEX)
    shown = ask(office, as_of="30/04/2023", by=["sex", "unit"], since="01/04/2023")
    assert "Chưa công bố được" in text(shown)
    later = ask(office, as_of="30/04/2023", by=["sex"])
    assert "tính ra được một nhóm quá ít người" in text(later)
    publish(office, 409, as_of="30/04/2023", by=["sex"])
    assert len(told(office)) == 1


def test_coarser_tables_that_can_be_told_are_offered_as_links() -> None:
    crowd = Crowd()
    for unit in ("20008", "20011", "20035"):
        crowd.come(6, MARCH, unit=unit)
    office = crowded(crowd)
    shown = ask(office, as_of="31/03/2023", by=["unit"])
    assert "Bảng gộp hơn, công bố được" in text(shown)
    assert 'href="/publications/new?as_of=31/03/2023&amp;audience=public"' in shown.text
    offered = ask(office, as_of="31/03/2023")
    assert "từ 15" in text(offered)
    seen = office.program("labour", "case_lead").get("/api/publications/preview?as_of=31/03/2023&by=unit&by=sex").json()
    assert (seen["may"], seen["isolates"]) == (False, False)
    assert [each["by"] for each in seen["offers"]] == [["sex"]]


def test_one_withdrawn_is_marked_and_goes_on_to_count() -> None:
    crowd = many()
    crowd.come(4, APRIL)
    office = crowded(crowd)
    to = publish(office, **SEX).headers["location"].partition("?")[0]
    sent = {"csrf": LAN.csrf, "command_id": str(uuid4()), "reason": "wrong_figures"}
    assert office.browser("labour", "case_lead").post(f"{to}/withdrawal", data=sent).status_code == 303
    assert told(office)[0]["withdrawn"] == "wrong_figures"
    assert "không dùng bảng này nữa" in text(office.browser("fatherland_front", "supervisor").get(to))
    publish(office, 409, as_of="30/04/2023", by=["sex"])
    other = {**sent, "command_id": str(uuid4()), "reason": "other"}
    assert office.browser("labour", "case_lead").post(f"{to}/withdrawal", data=other).status_code == 409


def test_said_twice_it_is_published_once_and_again_for_them_it_is_refused() -> None:
    office = crowded(many())
    command = str(uuid4())
    first, second = (publish(office, **SEX, command_id=command).headers["location"] for _ in range(2))
    assert first == second
    assert "đã được công bố cho nơi đó" in text(publish(office, 409, **SEX))
    publish(office, **SEX, audience="donors")
    assert [each["audience"] for each in told(office)] == ["donors", "public"]


def test_of_two_at_the_same_moment_the_second_is_judged_again() -> None:
    office = crowded(many())
    publish(office, **SEX)
    state = office.ledger.now(PUBLICATIONS, entries(office.ledger)[0].body.subject).state
    (before,) = state.all.values()
    late = PublishTable(
        audience="donors", as_of=APRIL, reason="other", publication=uuid4(), judged=before.said.judged
    )  # judged when nothing was published yet
    with pytest.raises(Refused, match="another_came"):
        PUBLICATIONS.decide(late, state, law())


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"as_of": "31/05/2023"}, 409, "một ngày đã qua"),
        ({"as_of": "31/03/2023", "since": "01/04/2023"}, 409, "Ngày bắt đầu phải trước"),
        ({"as_of": "31/03/2023", "by": ["sex", "unit", "purpose", "regime"]}, 409, "nhiều nhất ba"),
        ({"as_of": "31/03/2023", "by": ["identification"], "only": "victim"}, 409, "Chỉ một nhóm"),
        ({"as_of": "hôm qua"}, 422, "Tính đến hết ngày"),
        ({"as_of": "31/03/2023", "by": ["name"]}, 422, "Chia theo"),
    ],
)
def test_what_is_no_table_is_said_so_and_what_was_typed_stays(asked: dict[str, Any], status: int, said: str) -> None:
    office = crowded(many())
    answer = ask(office, **asked)
    assert answer.status_code == status
    assert said in text(answer)
    assert f'value="{asked["as_of"]}"' in answer.text
    publish(office, status, **asked)
    assert entries(office.ledger) == []


def test_without_a_reason_nothing_is_published_and_nothing_typed_is_lost() -> None:
    office = crowded(many())
    answer = publish(office, 422, **SEX, reason="", note="Chữ đã gõ")
    assert "Chữ đã gõ" in answer.text
    assert "Nữ từ 20" in text(answer)
    assert entries(office.ledger) == []


def test_nobody_says_for_the_desk_what_may_be_told() -> None:
    office = crowded(many())
    forged = {
        "figures": [{"at": ["male"], "at_least": 6}], "lines": 1, "beside": 0, "least": 1, "step": 1, "thresholds": "x",
        "heard": [],
    }  # fmt: skip
    sent = {**REASON, "as_of": "2023-03-31", "by": ["sex"], "judged": forged}
    head = {"Idempotency-Key": str(uuid4())}
    answer = office.program("labour", "case_lead").post("/api/publications", json=sent, headers=head)
    assert answer.status_code == 201
    assert figures(told(office)[0]) == {("female",): 20, (None,): 35}


def test_a_person_of_two_cases_is_one_in_every_table() -> None:
    """Nine women and one of them under a second case are nine, also in the table of a day before that was known."""
    crowd = Crowd()
    crowd.come(10, MARCH)
    one, other = sorted(crowd.people)[:2]
    counting = Persons(crowd, law_of, lambda: APRIL, ())
    asked = Asked(as_of=MARCH)
    assert [len(who) for who in counting.tables([asked])[0].cells.values()] == [10]
    crowd.links = [Links(((UUID(one), UUID(other)),))]
    assert [len(who) for who in counting.tables([asked])[0].cells.values()] == [9]


@pytest.mark.parametrize("day", [date(2023, 5, 6), date(2023, 5, 20), date(2023, 5, 30)])
def test_what_is_judged_are_the_persons_of_the_exact_figures(day: date) -> None:
    """The lines of every table are those of `/statistics` on that day, person by person."""
    office = Office()
    exact = office.reporting.statistics(LEAD, AsOf(day, day))
    counting = Persons(Listening(list(walked().journal())), office.reporting.law_on, lambda: TODAY, SOURCES)
    for each in (table for table in exact.tables if table.name in set(Dimension)):
        (lines,) = counting.tables([Asked(as_of=day, by=(each.name,))])
        assert {at[0]: len(who) for at, who in lines.cells.items() if who} == {
            UNSAID if row.code == "-" else row.code: row.total for row in each.rows if row.total
        }
    (groups,) = counting.tables([Asked(as_of=day, by=("identification",))])
    assert {at[0]: len(who) for at, who in groups.cells.items()} == exact.groups


COMING = some.tuples(
    some.integers(1, 14), some.sampled_from([MARCH, APRIL]), some.sampled_from(Sex), some.sampled_from(UNITS)
)
THINGS = some.lists(some.sampled_from(list(Dimension)[:6]), unique=True, max_size=3)


@settings(max_examples=25, deadline=None)
@given(some.lists(COMING, min_size=1, max_size=6), THINGS)
def test_whatever_is_offered_instead_can_be_told(groups: list[tuple[int, date, Sex, str]], by: list[Dimension]) -> None:
    crowd = Crowd()
    for count, on, sex, unit in groups:
        crowd.come(count, on, sex, unit=unit)
    publications = crowded(crowd).publications
    seen = publications.preview(LEAD, Asked(as_of=APRIL, by=tuple(by), since=MARCH, only="victim"))
    assert not (seen.may and seen.offers)
    for offer in seen.offers:
        assert publications.preview(LEAD, offer).may


def test_only_some_of_a_time_or_a_group_are_counted() -> None:
    crowd = many()
    crowd.come(3, APRIL, Sex.MALE)
    counting = Persons(crowd, law_of, lambda: APRIL, ())
    asks = [
        Asked(as_of=APRIL, since=date(2023, 4, 1)),
        Asked(as_of=APRIL, only="victim"),
        Asked(as_of=APRIL, only="not_victim"),
    ]
    assert [len(table.persons(())) for table in counting.tables(asks)] == [3, 38, 0]


def law_of(_: date) -> Any:
    return law()
