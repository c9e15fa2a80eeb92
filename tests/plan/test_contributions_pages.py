"""Contributions as an officer meets them: a donor, a promise, what came, the thanks, the use, the end; and who may see what."""

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.support.plan.domain.contributions.events import (
    ContributionClosed,
    ContributionPledged,
    ContributionReceived,
    ContributionUsed,
    DonorThanked,
    ReceiptStruck,
)
from services.support.plan.pages import contributions as room_of_contributions
from services.support.plan.pages.contributions.papers import PUBLIC, REPORT, THANKS
from shared.access import SectionsOpened, Way
from shared.testing import entries
from tests.files.samples import png
from tests.papers.samples import words
from tests.plan.office import Office, Officer, facts

ROOMS = (room_of_contributions.ROOM,)

UNIT, OTHER_UNIT = "20008", "20011"
NAME, PHONE = "Công ty Thử Nghiệm", "0912345678"
MONEY: dict[str, Any] = {"pledged_on": "01/06/2023", "amount": "5000000"}
AT_ONCE: dict[str, Any] = {**MONEY, "received_on": "02/06/2023", "receipt": "12/PT"}
GOODS: dict[str, Any] = {"pledged_on": "01/06/2023", "goods": "clothing", "quantity": "20", "measure": "set"}


def lan(office: Office | None = None) -> Officer:
    return (office or Office("labour")).officer("case_lead")


def donor(officer: Officer, **more: Any) -> str:
    """The page of a donor that was just written down."""
    sent = officer.send("/donors/new", **{"kind": "firm", "name": NAME, "contact": PHONE, "named": "true", **more})
    return str(sent.headers["location"].partition("?")[0])


def contribution(officer: Officer, page: str, path: str = "money", **said: Any) -> str:
    """The page of what was just promised on the page of a donor."""
    before = set(_links(officer.page(page)))
    officer.send(f"{page}/{path}", **(said or MONEY))
    [new] = set(_links(officer.page(page))) - before
    return new


def _links(page: str) -> list[str]:
    return re.findall(r"/contributions/[0-9a-f-]{36}", page)


def readings(office: Office) -> list[SectionsOpened]:
    return [fact for fact in facts(office) if isinstance(fact, SectionsOpened)]


def last(office: Office) -> Any:
    return facts(office)[-1]


# The way of one contribution


def test_from_an_empty_list_the_way_leads_to_a_donor_and_a_promise() -> None:
    office = Office("labour")
    officer = lan(office)
    assert "Không có khoản đóng góp nào đang theo dõi" in officer.page("/contributions")
    assert "Chưa ghi nhà tài trợ nào" in officer.page("/donors")
    page = donor(officer)
    after = officer.page(f"{page}?done=new")
    assert "Đã ghi nhà tài trợ" in after
    assert "chưa có khoản đóng góp nào" in after
    one = contribution(officer, page)
    pledged = last(office)
    assert isinstance(pledged, ContributionPledged)
    assert (pledged.agency, pledged.unit, pledged.size) == ("labour", None, 5_000_000)
    assert str(pledged.donor) in page, "the donor is the one on whose page it was promised"
    assert "5.000.000 đ" in officer.page("/contributions")
    assert "Hứa ngày" in officer.page(one)


def test_step_by_step_until_it_is_closed() -> None:
    office = Office("labour")
    officer = lan(office)
    one = contribution(officer, donor(officer), **MONEY, purpose="schooling")
    assert f"{one}/receipt" in officer.page(one)
    form = officer.page(f"{one}/receipt")
    assert 'value="5000000"' in form, "what is still to come stands there"
    assert 'name="more"' not in form, "a box nobody needs is not there"
    assert 'name="good_until"' not in form, "money keeps"
    officer.send(f"{one}/receipt", received_on="02/06/2023", size="5000000", receipt="12/PT")
    assert isinstance(last(office), ContributionReceived)
    page = officer.page(f"{one}?done=receipt")
    assert "Đã ghi phần đã nhận" in page
    assert f"{one}/thanks" in page
    officer.send(f"{one}/thanks", thanked_on="03/06/2023", way="letter", number="3/TCO")
    assert isinstance(last(office), DonorThanked)
    assert '<option value="schooling" selected>' in officer.page(f"{one}/use"), "what it is bound to is chosen"
    officer.send(f"{one}/use", used_on="05/06/2023", use="schooling", size="5000000", people="12")
    assert isinstance(last(office), ContributionUsed)
    closing = officer.page(f"{one}/closing")
    assert 'name="unkept"' not in closing, "nothing is missing: nothing is asked about it"
    assert 'name="left_over"' not in closing
    officer.send(f"{one}/closing", closed_on="06/06/2023")
    assert isinstance(last(office), ContributionClosed)
    assert one not in officer.page("/contributions")
    assert one in officer.page("/contributions?ended=true")


def test_what_comes_at_once_is_one_form() -> None:
    office = Office("labour")
    officer = lan(office)
    contribution(officer, donor(officer), **AT_ONCE)
    assert [type(fact) for fact in facts(office)[-2:]] == [ContributionPledged, ContributionReceived]


def test_goods_and_skills_have_forms_of_their_own() -> None:
    officer = lan()
    page = donor(officer)
    assert 'name="amount"' not in officer.page(f"{page}/goods")
    one = contribution(officer, page, "goods", **GOODS)
    assert "20 bộ" in officer.page(one)
    assert 'name="good_until"' in officer.page(f"{one}/receipt")
    hours = contribution(officer, page, "skills", pledged_on="01/06/2023", skill="legal", hours="12")
    assert "12 giờ" in officer.page(hours)


def test_a_wrong_input_says_why_beside_the_field_and_keeps_what_was_typed() -> None:
    office = Office("labour")
    officer = lan(office)
    one = contribution(officer, donor(officer), **AT_ONCE, purpose="schooling")
    before = len(facts(office))
    too_much = officer.send(f"{one}/use", 409, used_on="05/06/2023", use="schooling", size="5000001").text
    assert "Không dùng được nhiều hơn phần đã nhận còn lại" in too_much
    assert 'value="5000001"' in too_much
    against = officer.send(f"{one}/use", 409, used_on="05/06/2023", use="housing", size="1000").text
    assert "Hỏi nhà tài trợ" in against
    no_number = officer.send(f"{one}/thanks", 409, thanked_on="05/06/2023", way="letter").text
    assert "nên có số" in no_number
    tomorrow = officer.send(f"{one}/use", 422, used_on="16/06/2023", use="schooling", size="1000").text
    assert 'value="16/06/2023"' in tomorrow
    assert len(facts(office)) == before
    officer.send(f"{one}/release", agreed_on="04/06/2023", use="housing")
    officer.send(f"{one}/use", used_on="05/06/2023", use="housing", size="1000")
    assert "Đồng ý dùng cả cho" in officer.page(one)


def test_more_than_promised_is_asked_about_in_a_box_that_appears_then() -> None:
    office = Office("labour")
    officer = lan(office)
    one = contribution(officer, donor(officer))
    more: dict[str, Any] = {"received_on": "02/06/2023", "size": "6000000"}
    asked = officer.send(f"{one}/receipt", 409, **more).text
    assert "Nhận nhiều hơn phần còn lại" in asked
    assert 'name="more"' in asked
    officer.send(f"{one}/receipt", **more, more="true")
    assert last(office).size == 6_000_000


def test_a_line_by_mistake_is_struck_from_where_it_stands() -> None:
    office = Office("labour")
    officer = lan(office)
    one = contribution(officer, donor(officer))
    officer.send(f"{one}/receipt", received_on="02/06/2023", size="1000000")
    officer.send(f"{one}/receipt", received_on="03/06/2023", size="2000000")
    page = officer.page(one)
    assert f"{one}/lines/1/striking-receipt" in page
    form = officer.page(f"{one}/lines/1/striking-receipt")
    assert re.search(r'value="1" checked|value="1" selected', form)
    officer.send(f"{one}/striking-receipt", number="1", reason="mistake")
    assert last(office) == ReceiptStruck(1, "mistake")
    assert "đã gạch bỏ" in officer.page(one)
    officer.page(f"{one}/lines/1/striking-receipt", 404)
    officer.page(f"{one}/lines/2/receipt", 404)
    assert "số tiền" not in officer.page("/donors").lower()


def test_the_paper_of_a_receipt_is_kept_and_opened() -> None:
    office = Office("labour")
    officer = lan(office)
    one = contribution(officer, donor(officer))
    officer.send(
        f"{one}/receipt", 303, {"scan": ("phieu.png", png(), "image/png")}, received_on="02/06/2023", size="1000000"
    )
    address = re.search(rf"{one}/files/[0-9a-f]{{64}}", officer.page(one))
    assert address
    assert officer.browser.get(address[0]).content == png()


def test_a_promise_is_refused_before_it_is_taken() -> None:
    office = Office("labour")
    officer = lan(office)
    one = contribution(officer, donor(officer), "goods", **GOODS)
    officer.send(f"{one}/refusal", refused_on="02/06/2023", reason="asks_for_names")
    page = officer.page(one)
    assert "đòi biết tên, gặp mặt người được hỗ trợ" in page
    officer.send(f"{one}/receipt", 409, received_on="03/06/2023", size="20")


# Lists


def test_the_list_says_what_comes_next_and_what_is_late() -> None:
    office = Office("labour")
    officer = lan(office)
    page = donor(officer)
    late = contribution(officer, page, **MONEY, until="05/06/2023")
    soon = contribution(officer, page, **MONEY, until="30/06/2023")
    came = contribution(officer, page, **AT_ONCE)
    listed = officer.page("/contributions")
    assert listed.index(late) < listed.index(soon) < listed.index(came), "what is due first stands at the top"
    assert "quá hạn" in listed
    to_thank = officer.page("/contributions?step=thank")
    assert came in to_thank
    assert late not in to_thank
    assert "Không có khoản nào ở bước này" in officer.page("/contributions?step=close")
    [menu] = [each for each in office.menu(_actor(officer))[0].links if each.href == "/contributions"]
    assert (menu.count, menu.late) == (3, True)


def _actor(officer: Officer) -> Any:
    from shared.testing import actor

    return actor(officer.office.agency, *officer.roles, unit=officer.unit)


def test_money_stands_by_source_as_figures() -> None:
    officer = lan()
    contribution(officer, donor(officer), **AT_ONCE)
    contribution(officer, donor(officer, kind="foreign_ngo"), **AT_ONCE)
    page = officer.page("/contributions")
    assert "Nguồn lực xã hội" in page
    assert "Hợp tác quốc tế" in page


def test_names_are_shown_only_after_each_opening_was_recorded() -> None:
    office = Office("labour")
    officer = lan(office)
    page, nobody = donor(officer), donor(officer, name="", named="")
    for place in ("/contributions", "/donors", page):
        shown = officer.page(place)
        assert NAME not in shown, place
        assert PHONE not in shown, place
    assert readings(office) == []
    names = officer.send("/donors/names", 200).text
    assert NAME in names
    assert "không ghi tên" in names
    assert PHONE not in names
    subjects = {entry.body.subject for entry in entries(office.ledger) if isinstance(entry.fact, SectionsOpened)}
    assert subjects == {UUID(each.rpartition("/")[2]) for each in (page, nobody)}
    assert {(each.sections, each.way) for each in readings(office)} == {(("identity",), Way.VIEWED)}
    assert PHONE in officer.send(f"{page}/sections", 200, section="contact").text
    assert readings(office)[-1].sections == ("contact",)


def test_notes_are_sealed_and_opened_with_a_press() -> None:
    office = Office("labour")
    officer = lan(office)
    one = contribution(officer, donor(officer), **MONEY, note="gọi buổi sáng")
    assert "gọi buổi sáng" not in officer.page(one)
    assert "gọi buổi sáng" in officer.send(f"{one}/sections", 200).text
    assert readings(office)[-1].sections == ("note",)


# Who may


def test_a_unit_sees_its_own_donors_and_contributions_only() -> None:
    office = Office("communes")
    thao, minh = (office.officer("commune_officer", unit=unit) for unit in (UNIT, OTHER_UNIT))
    page = donor(thao)
    one = contribution(thao, page)
    assert last(office).unit == UNIT
    assert one in thao.page("/contributions")
    for place in (page, one, f"{page}/money", f"{one}/receipt", f"{page}/{REPORT}.pdf", f"{one}/{THANKS}.pdf"):
        minh.page(place, 403)
    minh.send(f"{page}/money", 403, **MONEY)
    minh.send(f"{one}/receipt", 403, received_on="02/06/2023", size="1")
    assert one not in minh.page("/contributions")
    assert page not in minh.page("/donors")
    minh.send("/donors/names", 200)
    assert readings(office) == []
    assert len(facts(office)) == 2


def test_leaders_and_inspectors_look_and_write_nothing_and_open_no_name() -> None:
    office = Office("labour")
    officer = lan(office)
    page = donor(officer)
    one = contribution(officer, page)
    for role in ("leader", "inspector"):
        looks = office.officer(role)
        assert one in looks.page("/contributions")
        assert "Đã hứa" in looks.page(one)
        looks.send(f"{page}/sections", 403, section="identity")
        looks.send("/donors/names", 403)
        looks.send(f"{one}/receipt", 403, received_on="02/06/2023", size="1")
        looks.page(f"{page}/{REPORT}.pdf", 403)
    assert readings(office) == []


def test_whoever_has_no_role_for_it_has_no_menu_line_and_no_page() -> None:
    office = Office("labour")
    public = office.officer("public")
    public.page("/contributions", 403)
    assert not [each for menu in office.menu(_actor(public)) for each in menu.links if each.href == "/contributions"]


def test_a_program_does_the_same_and_cannot_say_whose_it_is() -> None:
    office = Office("labour")
    officer = lan(office)
    made = officer.api("/api/donors", 201, kind="firm", name=NAME)
    page = f"/api/donors/{made['donor']}"
    assert made["code"].startswith("NTT-")
    officer.api(f"{page}/money", pledged_on="2023-06-01", amount=1_000)
    for forged in ({"donor": made["donor"]}, {"agency": "police"}, {"unit": UNIT}):
        officer.api(f"{page}/money", 422, pledged_on="2023-06-01", amount=1_000, **forged)
    assert [type(fact) for fact in facts(office)[1:]] == [ContributionPledged]


def test_the_same_command_sent_twice_is_done_once() -> None:
    office = Office("labour")
    officer = lan(office)
    one = contribution(officer, donor(officer))
    same = {"command_id": "00000000-0000-4000-8000-000000000001", "received_on": "02/06/2023", "size": "100"}
    officer.send(f"{one}/receipt", **same)
    officer.send(f"{one}/receipt", **same)
    assert len([fact for fact in facts(office) if isinstance(fact, ContributionReceived)]) == 1


def test_a_draft_of_a_promise_is_found_again_on_the_page_of_its_donor() -> None:
    officer = lan()
    page = donor(officer)
    kept = officer.browser.post(
        f"{page}/money", data={"csrf": _csrf(), "command_id": str(UUID(int=7)), "step": "draft", "amount": "70000"}
    )
    assert kept.status_code in (200, 422)
    assert 'value="70000"' in officer.page(f"{page}/money")


def _csrf() -> str:
    from tests.web.doors import LAN

    return LAN.csrf


# Papers


def paper(officer: Officer, address: str) -> str:
    officer.office.keep()
    answer = officer.browser.get(address)
    assert answer.status_code == 200, answer.text[:500]
    assert answer.headers["content-type"] == "application/pdf"
    return words(PdfReader(BytesIO(answer.content)))


@pytest.mark.slow  # sets papers
def test_the_report_of_a_donor_says_what_it_was_used_for_and_no_small_number() -> None:
    office = Office("labour")
    officer = lan(office)
    page = donor(officer)
    one = contribution(officer, page, **AT_ONCE, purpose="schooling")
    officer.send(f"{one}/use", used_on="05/06/2023", use="schooling", size="2000000", people="3")
    officer.send(f"{one}/release", agreed_on="06/06/2023", use="livelihood")
    officer.send(f"{one}/use", used_on="07/06/2023", use="livelihood", size="1000000", people="13")
    clothes = contribution(officer, page, "goods", **GOODS, received_on="02/06/2023")
    officer.send(f"{clothes}/use", used_on="08/06/2023", use="essentials", size="4", people="4")
    said = paper(officer, f"{page}/{REPORT}.pdf?since=01/06/2023&until=15/06/2023")
    assert f"Kính gửi: {NAME}" in said
    assert "Từ ngày 01/06/2023 đến ngày 15/06/2023" in said
    for told in ("5.000.000 đ", "2.000.000 đ", "1.000.000 đ", "dưới 10", "ít nhất 10 người", "20 bộ", "không nêu"):
        assert told in said, told
    for hidden in ("4 bộ", "16 bộ", "3 người", "13 người", "05/06/2023", "08/06/2023", "HT-"):
        assert hidden not in said, hidden
    assert "Ngày 06/06/2023, Quý vị đã đồng ý cho dùng cả vào: việc làm, sinh kế, vốn làm ăn" in said
    printed = readings(office)[-1]
    assert (printed.sections, printed.way, printed.paper) == (("identity",), Way.PRINTED, REPORT)
    may = paper(officer, f"{page}/{REPORT}.pdf?since=01/05/2023&until=31/05/2023")
    assert "Không tiếp nhận khoản nào" in may


@pytest.mark.slow  # sets papers
def test_the_letter_of_thanks_names_the_donor_and_nobody_who_was_helped() -> None:
    officer = lan()
    one = contribution(officer, donor(officer), **AT_ONCE)
    said = paper(officer, f"{one}/{THANKS}.pdf")
    assert f"Kính gửi: {NAME}" in said
    assert "5.000.000 đ" in said
    assert "mua bán" not in said, "whoever sees the letter learns nothing of whom it is about"


@pytest.mark.slow  # sets papers
def test_a_letter_to_a_donor_without_a_name_has_room_for_the_pen() -> None:
    officer = lan()
    one = contribution(officer, donor(officer, name="", named=""), **AT_ONCE)
    assert "Kính gửi: ....." in paper(officer, f"{one}/{THANKS}.pdf")


@pytest.mark.slow  # sets papers
def test_the_public_list_has_only_those_who_agreed_as_they_say_today() -> None:
    office = Office("labour")
    officer = lan(office)
    page, quiet = donor(officer), donor(officer, name="Người Không Muốn Nêu Tên", named="")
    one = contribution(officer, page, **AT_ONCE)
    officer.send(f"{one}/use", used_on="05/06/2023", use="schooling", size="2000000", people="3")
    contribution(officer, quiet, **AT_ONCE)
    said = paper(officer, f"/contributions/{PUBLIC}.pdf")
    assert NAME in said
    assert "Người Không Muốn" not in said
    for hidden in ("Học văn hóa", "2.000.000", "dưới 10"):
        assert hidden not in said, "nothing of what it was used for"
    assert [(each.sections, each.paper) for each in readings(office)] == [
        (("identity",), PUBLIC), (("contributions",), PUBLIC),
    ]  # fmt: skip
    officer.send(f"{page}/naming", said_on="10/06/2023")
    assert NAME not in paper(officer, f"/contributions/{PUBLIC}.pdf")


def test_a_period_that_cannot_be_read_or_runs_backwards_is_said_to() -> None:
    officer = lan()
    page = donor(officer)
    assert "không được trước" in officer.page(f"{page}/{REPORT}.pdf?since=10/06/2023&until=01/06/2023", 422)
    officer.page(f"{page}/{REPORT}.pdf?since=mai", 422)


def test_thanks_are_printed_only_for_what_came() -> None:
    officer = lan()
    one = contribution(officer, donor(officer))
    assert "Chưa nhận gì" in officer.page(f"{one}/{THANKS}.pdf", 409)


def test_in_a_year_without_a_plan_what_was_promised_before_is_received_and_used() -> None:
    office = Office("labour")
    officer = lan(office)
    page = donor(officer)
    one = contribution(officer, page)
    office.clock.set(date(2024, 1, 10))
    officer.send(f"{one}/receipt", received_on="09/01/2024", size="5000000")
    assert isinstance(last(office), ContributionReceived)
    officer.send(f"{one}/use", used_on="10/01/2024", use="schooling", size="1000")
    assert isinstance(last(office), ContributionUsed), "the words of the last plan are still spoken"
