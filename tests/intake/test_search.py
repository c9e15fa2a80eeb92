"""Looking for somebody: who finds whom, what is shown of it, and that it is written down before it is answered."""

import re
from uuid import UUID, uuid4

import pytest

from services.intake.domain import CASE
from shared.kernel.codes import case_code
from shared.ledger import Entry
from shared.search.made import Count, SearchMade, Way
from shared.search.seeker import SHOWN
from shared.search.terms import Kind
from shared.testing import actor, entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, OTHER_COMMUNE, POLICE, Office, Offices, case_of

REGISTRAR = actor("labour", "clerk")
REPORT = {"csrf": "token", "reported_on": "05/05/2023", "channel": "person", "unit": "20035", "sex": "female"}
VAN = {"name": "Nguyễn Thị Hương Vân", "birth": "khoảng 2001", "contact": "0912 345 678, gọi sau 19 giờ"}
VAAN = {"name": "Nguyễn Thị Hương Văn", "birth": "1999"}


@pytest.fixture
def town() -> Offices:
    town = Offices()
    for told in (VAAN, VAN):
        reported(town, **told)
    return town


def reported(town: Offices, **told: str) -> str:
    form = REPORT | told | {"command_id": str(uuid4())}
    answer = town["communes"].at(COMMUNE).post("/cases/new", data=form)
    assert answer.status_code == 303, answer.text
    town.settle()
    return str(answer.headers["location"])


def cases(town: Offices) -> list[UUID]:
    """Văn's, then Vân's."""
    return [e.body.subject for e in entries(town["communes"].ledger) if e.name.endswith("ReportRecorded")]


def searched(office: Office, who: object, words: str) -> str:
    answer = office.at(who).post("/search", data={"csrf": "token", "words": words})  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def lines(page: str) -> list[tuple[str, list[str]]]:
    """By line the code, and what of it agrees."""
    rows = re.findall(r"<tr>\s*<td data-label=\"Mã hồ sơ\">(.*?)</tr>", page, re.DOTALL)
    return [(re.search(r">(\w\w-\w+-\w)<", row)[1], re.findall(r"</svg>([^<]+)</span>", row)[1:]) for row in rows]  # type: ignore[index]


def last(office: Office) -> Entry:
    return entries(office.ledger)[-1]


def test_the_box_stands_in_the_head_of_every_page_of_those_who_may_list(town: Offices) -> None:
    where = f"/cases/{cases(town)[0]}"
    for path in ("/", where, where + "/reception", "/search", f"/cases/{uuid4()}"):
        page = town["labour"].at(CLERK).get(path).text
        assert 'role="search"' in page, path
        assert 'method="post" action="/search"' in page
    assert 'role="search"' not in town["labour"].at(INSPECTOR).get("/").text
    assert town["labour"].at(INSPECTOR).get("/search").status_code == 403


def test_typed_without_accents_both_are_found_and_typed_with_them_the_right_one_stands_first(town: Offices) -> None:
    vaan, van = map(case_code, cases(town))
    assert sorted(lines(searched(town["labour"], CLERK, "huong van"))) == sorted([(vaan, ["tên"]), (van, ["tên"])])
    assert lines(searched(town["labour"], CLERK, "Hương Vân")) == [(van, ["tên"]), (vaan, ["tên khác dấu"])]
    assert lines(searched(town["labour"], CLERK, "văn HƯƠNG 2001")) == [
        (van, ["tên khác dấu", "năm sinh"]), (vaan, ["tên"]),
    ]  # fmt: skip


def test_among_more_than_can_be_shown_the_same_accents_come_first(town: Offices) -> None:
    for n in range(SHOWN + 3):
        reported(town, name=f"Lê Thị Văn Hương {'abcdefghijklmnopqrstuvwxyz'[n]}")
    found = lines(searched(town["labour"], CLERK, "Hương Vân"))
    assert len(found) == SHOWN
    assert found[0] == (case_code(cases(town)[1]), ["tên"])
    assert {tuple(marks) for _, marks in found[1:]} == {("tên khác dấu",)}
    assert "Còn hồ sơ khác." in searched(town["labour"], CLERK, "Hương Vân")


def test_a_number_finds_its_owner_whatever_stands_around_it(town: Offices) -> None:
    _, van = map(case_code, cases(town))
    assert lines(searched(town["labour"], CLERK, "+84 912 345 678")) == [(van, ["số điện thoại"])]
    assert lines(searched(town["labour"], CLERK, "Hương Văn 0912345678"))[0] == (van, ["tên khác dấu", "số điện thoại"])


def test_a_line_says_where_the_case_is_and_how_far_and_never_a_name(town: Offices) -> None:
    page = searched(town["labour"], CLERK, "huong van")
    assert "Xã Bình Tiến" in page
    assert "Đã báo tin" in page
    assert "Hương Vân" not in page.replace("Phường Hương Vân", "")
    assert "0912" not in page


def test_a_code_leads_straight_to_its_case_and_a_slip_is_said(town: Offices) -> None:
    van = cases(town)[1]
    clerk = town["labour"].at(CLERK)
    spoken = case_code(van).replace("-", " ").lower()
    answer = clerk.post("/search", data={"csrf": "token", "words": spoken})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{van}")
    wrong = case_code(van)[:-1] + ("2" if case_code(van)[-1] != "2" else "3")
    assert "Mã hồ sơ vừa gõ có ký tự sai." in searched(town["labour"], CLERK, wrong)


def test_an_officer_of_another_unit_finds_nothing_by_name_or_code(town: Offices) -> None:
    for words in ("Hương Vân", case_code(cases(town)[1]), "0912345678", "2001"):
        assert lines(searched(town["communes"], OTHER_COMMUNE, words)) == []
        assert last(town["communes"]).fact.found == 0
    assert len(lines(searched(town["communes"], COMMUNE, "Hương Vân"))) == 2


def test_another_agency_finds_only_what_lies_with_it(town: Offices) -> None:
    assert lines(searched(town["police"], POLICE, "huong van")) == []


def test_who_may_list_but_open_nothing_finds_by_numbers_of_papers_and_codes_only(town: Offices) -> None:
    office, van = town["labour"], cases(town)[1]
    signed = {"csrf": "token", "command_id": str(uuid4()), "paper": "phieu_tiep_nhan", "number": "12/CV-LĐTBXH",
              "dated": "06/05/2023", "signer": "Trần Văn Ký"}  # fmt: skip
    assert office.at(CLERK).post(f"/cases/{van}/signed-papers", data=signed).status_code == 303
    for words in ("Hương Vân", "2001", "0912345678"):
        assert lines(searched(office, REGISTRAR, words)) == []
    assert lines(searched(office, REGISTRAR, "12/cv ldtbxh")) == []
    assert lines(searched(office, REGISTRAR, "12/cv-ldtbxh")) == [(case_code(van), ["số giấy tờ"])]
    answer = office.at(REGISTRAR).post("/search", data={"csrf": "token", "words": case_code(van)})
    assert answer.status_code == 303


def test_a_commune_that_may_no_longer_open_the_name_finds_the_case_by_its_code_only(town: Offices) -> None:
    van = cases(town)[1]
    office = town["communes"]
    assert (case_code(van), ["tên"]) in lines(searched(office, COMMUNE, "Hương Vân"))
    recall = {"csrf": "token", "command_id": str(uuid4()), "reason": _recall_reason(office)}
    assert office.at(COMMUNE).post(f"/cases/{van}/notice-recall", data=recall).status_code == 303
    assert [code for code, _ in lines(searched(office, COMMUNE, "Hương Vân"))] == [case_code(cases(town)[0])]
    assert office.at(COMMUNE).post("/search", data={"csrf": "token", "words": case_code(van)}).status_code == 303


def _recall_reason(office: Office) -> str:
    return next(iter(office.intake.desk.law().listed("recall_reasons")))


def test_a_search_is_written_down_with_what_kinds_of_words_and_how_many_were_found_and_never_the_words(
    town: Offices,
) -> None:
    searched(town["labour"], CLERK, "Hương Vân 2001 0912345678")
    entry = last(town["labour"])
    counts = (Count(Kind.PHONE, 1), Count(Kind.WORD, 2), Count(Kind.YEAR, 1))
    assert entry.fact == SearchMade(Way.TYPED, counts, 2)
    assert (entry.body.by.actor, entry.body.by.role) == (CLERK.id, "intake_officer")
    row = next(iter(town["labour"].ledger.store.since(entry.position - 1)))
    assert entry.body.law
    said = row.body.replace(entry.body.law.hash.encode(), b"")  # a hash may hold any four digits
    assert not [word for word in ("Vân", "Hương", "2001", "0912345678") if word.encode() in said]


def test_the_same_officers_searches_stand_together_and_make_no_form_of_a_case_stale(town: Offices) -> None:
    before = town["labour"].intake.look(CLERK, cases(town)[1]).version
    for words in ("Lan", "Hương"):
        searched(town["labour"], CLERK, words)
    made = [entry for entry in entries(town["labour"].ledger) if isinstance(entry.fact, SearchMade)]
    assert [entry.version for entry in made] == [1, 2]
    assert len({entry.body.subject for entry in made}) == 1
    assert town["labour"].intake.look(CLERK, cases(town)[1]).version == before


def test_a_box_left_empty_is_no_search(town: Offices) -> None:
    before = town["labour"].ledger.store.last()
    assert "Gõ mã hồ sơ, tên, năm sinh" in searched(town["labour"], CLERK, "  ,")
    assert town["labour"].at(CLERK).get("/search").status_code == 200
    assert town["labour"].ledger.store.last() == before


def test_who_is_not_found_is_registered_without_typing_again(town: Offices) -> None:
    page = searched(town["communes"], COMMUNE, "Phạm Thị Lạ sinh năm 1998 0905 111 222")
    assert "Không tìm thấy" in page
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page[page.index("Không tìm thấy") :]))
    assert (sent["name"], sent["birth"], sent["contact"]) == ("Phạm Thị Lạ", "1998", "0905111222")
    form = town["communes"].at(COMMUNE).post("/cases/new", data=sent | {"step": "fill"})
    assert form.status_code == 200
    for value in ("Phạm Thị Lạ", "1998", "0905111222", "08/05/2023"):
        assert f'value="{value}"' in form.text
    assert "fault" not in form.text


def test_who_may_not_register_is_not_offered_to(town: Offices) -> None:
    page = searched(town["labour"], REGISTRAR, "Phạm Thị Lạ")
    assert "Không tìm thấy" in page
    assert "Ghi tin báo mới" not in page


def test_a_new_report_is_read_back_beside_those_who_may_be_the_same_person_and_sent_all_the_same(town: Offices) -> None:
    vaan, van = cases(town)
    typed = REPORT | {"command_id": str(uuid4()), "name": "Hương Vân", "birth": "2001", "contact": "+84912345678"}
    page = town["communes"].at(COMMUNE).post("/cases/new", data=typed | {"step": "read"})
    assert page.status_code == 200
    assert lines(page.text) == [
        (case_code(van), ["tên", "năm sinh", "số điện thoại"]), (case_code(vaan), ["tên khác dấu"]),
    ]  # fmt: skip
    assert "05/05/2023" in page.text
    assert f'href="/cases/{van}">Đây là cùng một người</a>' in page.text
    assert last(town["communes"]).fact.way is Way.COMPARED
    assert town["communes"].at(COMMUNE).post("/cases/new", data=typed | {"step": "send"}).status_code == 303


def test_a_report_that_names_nobody_is_compared_with_nobody(town: Offices) -> None:
    before = town["communes"].ledger.store.last()
    page = town["communes"].at(COMMUNE).post("/cases/new", data=REPORT | {"command_id": str(uuid4()), "step": "read"})
    assert "Có thể người này đã có hồ sơ" not in page.text
    assert town["communes"].ledger.store.last() == before


def test_a_program_searches_by_the_same_rules(town: Offices) -> None:
    answer = (
        town["labour"].at(CLERK).post("/api/search", json={"words": "Hương Vân"}, headers={"X-CSRF-Token": "token"})
    )
    found = answer.json()["cases"]
    assert [(each["case"], each["marks"]) for each in found] == [
        (str(cases(town)[1]), ["name"]), (str(cases(town)[0]), ["other_accents"]),
    ]  # fmt: skip
    assert "name" not in found[0]
    refused = town["labour"].at(INSPECTOR).post("/api/search", json={"words": "x"}, headers={"X-CSRF-Token": "token"})
    assert refused.status_code == 403


def test_no_words_of_a_search_stand_in_an_address_or_title(town: Offices) -> None:
    page = searched(town["labour"], CLERK, "Hương Vân 2001")
    around = [*re.findall(r"<title>(.*?)</title>", page), *re.findall(r'(?:href|action)="([^"]*)"', page)]
    around = [text for text in around if not text.startswith("/static/")]  # these end in hashes, with any four digits
    assert not [text for text in around if "2001" in text or "%C6%B0" in text or "Hương" in text]


def test_a_form_without_the_token_of_the_session_searches_nothing(town: Offices) -> None:
    before = town["labour"].ledger.store.last()
    assert town["labour"].at(CLERK).post("/search", data={"words": "Hương Vân"}).status_code == 403
    assert town["labour"].ledger.store.last() == before


def test_names_told_before_lead_to_the_case_too(town: Offices) -> None:
    van = case_of(f"/cases/{cases(town)[1]}")
    again = {"csrf": "token", "command_id": str(uuid4()), "received_on": "06/05/2023", "person_status": "citizen",
             "first_examination": "true", "sex": "female", "age_group": "18plus", "ethnicity": "kinh",
             "name": "Đặng Ngọc Mai"}  # fmt: skip
    assert town["labour"].at(CLERK).post(f"/cases/{van}/reception", data=again).status_code == 303
    for words in ("Hương Vân", "mai dang"):
        assert (case_code(van), ["tên"]) in lines(searched(town["labour"], CLERK, words))
    assert isinstance(town["labour"].ledger.load(CASE, van).entries[-1].fact, CASE.events)
