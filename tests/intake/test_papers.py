"""The papers of a case as its officers print them: what stands on each, what must not, and that printing is an entry."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from services.intake.domain import File
from services.intake.domain.known import Person
from services.intake.pages.blank import BLANKS, UNKNOWN
from services.intake.pages.movements import Hand, movements
from services.intake.pages.papers import ready
from shared.access import SectionsOpened, Way
from shared.kernel.people import Actor
from shared.testing import actor, entries
from shared.web.fields import form_fields
from shared.web.office import basis_of, cited, form_of, full_name
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, POLICE, PROFILE, Offices
from tests.intake.test_pages import RECEPTION, REPORT

pytestmark = pytest.mark.slow  # sets papers

LAW = PROFILE.law_on(date(2023, 5, 8))
LEAD = actor("labour", "case_lead")
INFORMATION = {"informed_on": "07/05/2023", "purposes": "P06", "primary_purpose": "P06", "route": "self_returned",
               "story": "Chuyện riêng của người đó"}  # fmt: skip
ASK = {"asked_on": "08/05/2023", "told_her": "true", "her_wish": "agrees"}
NOT_VICTIM = {"outcome": "not_victim", "answered_on": "08/05/2023", "number": "34/CATX"}
VICTIM = NOT_VICTIM | {"outcome": "victim", "certificate": "07/GXN", "certificate_on": "08/05/2023"}


class Walk:
    """One person's case, step by step; `paper` gives the words on a paper and asserts that it was printed."""

    def __init__(self) -> None:
        self.town = Offices()
        self.where = self.do(COMMUNE, "new", REPORT, at="/cases").split("?")[0]

    def do(self, who: Actor, path: str, form: Mapping[str, Any], at: str = "") -> str:
        sent = {"csrf": "token", "command_id": str(uuid4()), **form}
        answer = self.town[who.agency].at(who).post(f"{at or self.where}/{path}", data=sent)
        assert answer.status_code == 303, (path, answer.text)
        self.town.settle()
        return str(answer.headers["location"])

    def until_asked(self) -> "Walk":
        steps = (
            ("reception", RECEPTION | {"safe_contact": "gọi dì, buổi chiều"}),
            ("initial-information", INFORMATION),
        )
        for path, form in (*steps, ("verification-request", ASK)):
            self.do(CLERK, path, form)
        return self

    def answered(self, form: Mapping[str, Any]) -> "Walk":
        self.until_asked().do(POLICE, "verification-answer", form)
        return self

    def get(self, who: Actor, paper: str) -> int:
        return int(self.town[who.agency].at(who).get(f"{self.where}/papers/{paper}.pdf").status_code)

    def paper(self, who: Actor, paper: str) -> str:
        answer = self.town[who.agency].at(who).get(f"{self.where}/papers/{paper}.pdf")
        assert answer.status_code == 200, answer.text
        return text_of(answer.content)


@pytest.fixture(scope="module")
def asked() -> Walk:
    """The police have been asked. Only printed from, never moved on."""
    return Walk().until_asked()


@pytest.fixture(scope="module")
def not_victim() -> Walk:
    """The police have answered: not a victim. Only printed from, never moved on."""
    return Walk().answered(NOT_VICTIM)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_verifying_agency_prints_its_reply_before_it_has_a_number_and_with_it_afterwards() -> None:
    walk = Walk().until_asked()
    before = walk.paper(POLICE, "van_ban_tra_loi_xac_minh")
    assert "Số: ……/……" in before
    assert "×" not in before
    assert "Kính gửi: Phòng Lao động - Thương binh và Xã hội" in before
    walk.do(POLICE, "verification-answer", VICTIM)
    after = walk.paper(POLICE, "van_ban_tra_loi_xac_minh")
    assert "Số: 34/CATX Thị xã Hương Trà, ngày 08 tháng 5 năm 2023" in after
    assert "× Là nạn nhân" in after
    assert "07/GXN, ngày 08/05/2023" in after


def test_the_reply_holds_the_outcome_and_nothing_of_what_she_told(not_victim: Walk) -> None:
    text = not_victim.paper(POLICE, "van_ban_tra_loi_xac_minh")
    assert "× Không phải nạn nhân" in text
    assert "Giấy xác nhận" not in text
    for private in ("Chuyện riêng", "Cưỡng bức", "gọi dì", "P06"):
        assert private not in text
    assert not_victim.get(CLERK, "van_ban_tra_loi_xac_minh") == 409


def test_only_a_person_who_is_not_a_victim_gets_the_written_answer(asked: Walk) -> None:
    assert asked.get(CLERK, "van_ban_tra_loi_nguoi_dan") == 409
    assert Walk().answered(VICTIM).get(CLERK, "van_ban_tra_loi_nguoi_dan") == 409


def test_the_written_answer_is_kind_shows_the_way_on_and_leaves_complaining_to_be_confirmed(not_victim: Walk) -> None:
    text = not_victim.paper(CLERK, "van_ban_tra_loi_nguoi_dan")
    for told in (
        "Kính gửi: Ông (Bà) Nguyễn Thị Thử Nghiệm",
        "Căn cứ Điều 24 Luật Phòng, chống mua bán người số 66/2011/QH12.",
        "văn bản trả lời số 34/CATX ngày 08/05/2023",
        "không phải là lời đánh giá về Ông (Bà)",
        "Trợ giúp xã hội tại địa phương: Ông (Bà) đến Ủy ban nhân dân xã Bình Tiến",
        "Nếu không đồng ý với kết quả này .....",
        "Số: ……/……",
    ):
        assert told in text
    assert "L2011" not in text


def test_the_request_writes_out_the_law_it_rests_on(asked: Walk) -> None:
    text = asked.paper(CLERK, "van_ban_de_nghi_xac_minh")
    assert "Căn cứ Điều 24 Luật Phòng, chống mua bán người số 66/2011/QH12." in text
    assert "Chuyện riêng của người đó" in text


def test_the_slip_for_the_person_tells_a_stranger_nothing(asked: Walk) -> None:
    text = asked.paper(CLERK, "phieu_hen_nguoi_dan").lower()
    for telling in ("nạn nhân", "mua bán", "công an", "xác minh", "nghiệm", "gọi dì"):
        assert telling not in text
    for told in ("mang theo", "cần hỏi, gọi số nào, giờ nào", "không có giấy tờ, bạn vẫn được tiếp."):
        assert told in text
    assert entries(asked.town["labour"].ledger)[-1].fact == SectionsOpened(
        ("open_part",), Way.PRINTED, "phieu_hen_nguoi_dan"
    )


def test_an_agency_whose_name_would_tell_a_stranger_why_gives_out_no_slip(asked: Walk) -> None:
    assert asked.get(POLICE, "phieu_hen_nguoi_dan") == 409
    assert "phieu_hen_nguoi_dan" not in asked.town["police"].at(POLICE).get(asked.where).text


def test_the_slip_is_offered_right_after_reception_and_on_the_page_of_the_case() -> None:
    walk = Walk()
    page = walk.town["labour"].at(CLERK).get(walk.do(CLERK, "reception", RECEPTION | {"step": "send"})).text
    assert page.count("/papers/phieu_hen_nguoi_dan.pdf") == 2


def test_the_control_slip_is_made_from_the_entries_and_names_no_officer(not_victim: Walk) -> None:
    text = not_victim.paper(CLERK, "phieu_kiem_soat")
    assert "UBND xã Bình Tiến Cán bộ tiếp nhận, Phòng LĐ- TB&XH trước hạn hạn 11/05/2023; xong 06/05/2023" in text
    assert "Ngày trả kết quả: 08/05/2023" in text
    assert "văn bản số 34/CATX" in text.replace("34/ CATX", "34/CATX")
    assert "Nghiệm" not in text
    assert CLERK.id not in text


def test_roles_are_known_of_our_own_officers_only(not_victim: Walk) -> None:
    """The officer who takes it up is the first of ours who does something with it."""
    case = UUID(not_victim.where.split("/")[2])
    moved = movements(not_victim.town["labour"].intake.look(CLERK, case).entries, "labour")
    ours = Hand("labour", "intake_officer")
    police = Hand("police")
    assert [(each.giver, each.receiver) for each in moved] == [
        (Hand("communes"), ours), (ours, police), (police, Hand("labour")),
    ]  # fmt: skip


def test_the_handover_table_stands_on_the_page_and_on_paper_with_the_same_rows(not_victim: Walk) -> None:
    page, text = (
        not_victim.town["labour"].at(CLERK).get(not_victim.where).text,
        not_victim.paper(CLERK, "bang_giao_nhan"),
    )
    for column in ("Ngày giao", "Người giao", "Đơn vị giao", "Người nhận", "Đơn vị nhận", "Nội dung"):
        assert column in page
        assert column in text
    for told in ("UBND xã Bình Tiến", "Cán bộ tiếp nhận", "Công an thị xã", "Gửi đề nghị xác minh"):
        assert told in page
        assert told in text


def test_a_case_that_was_never_handed_over_says_so() -> None:
    town = Offices()
    sent = town["labour"].at(CLERK).post("/cases/new", data=REPORT | {"command_id": str(uuid4())})
    assert "Hồ sơ chưa được giao cho cơ quan nào." in town["labour"].at(CLERK).get(sent.headers["location"]).text


@pytest.mark.parametrize(
    ("paper", "sections"),
    [
        ("phieu_tiep_nhan", ("contact", "identity")), ("bien_ban_ban_giao", ("identity",)),
        ("phieu_kiem_soat", ("open_part",)), ("bang_giao_nhan", ("open_part",)),
        ("van_ban_tra_loi_nguoi_dan", ("identity",)),
    ],
)  # fmt: skip
def test_each_printing_is_an_entry_of_what_stands_on_the_paper_and_the_foot_names_it(
    paper: str, sections: tuple[str, ...], not_victim: Walk
) -> None:
    text = not_victim.paper(CLERK, paper)
    read = [each for each in entries(not_victim.town["labour"].ledger) if isinstance(each.fact, SectionsOpened)]
    entry = read[-1]
    assert entry.fact == SectionsOpened(sections, Way.PRINTED, paper)
    assert f"Mục {entry.position}, nhật ký intake.labour" in text
    assert "Mẫu chưa xác nhận" in text


def test_a_blank_is_for_those_who_may_begin_a_case_and_writes_nothing() -> None:
    town = Offices()
    for who, status in ((CLERK, 200), (COMMUNE, 200), (POLICE, 200), (LEAD, 403), (INSPECTOR, 403)):
        assert town[who.agency].at(who).get("/papers/blank/phieu_tiep_nhan.pdf").status_code == status
    assert town["labour"].at(CLERK).get("/papers/blank/so_ho_khau.pdf").status_code == 404
    assert not any(entries(town[agency].ledger) for agency in ("communes", "labour", "police"))


def test_the_queue_offers_the_blank_to_those_who_may_begin_a_case() -> None:
    town = Offices()
    assert "/papers/blank/phieu_tiep_nhan.pdf" in town["labour"].at(CLERK).get("/").text
    assert "/papers/blank/" not in town["labour"].at(LEAD).get("/").text


@pytest.mark.parametrize("paper", BLANKS)
def test_a_blank_has_every_field_of_its_pages_in_their_order_and_words_on_two_sides(paper: str) -> None:
    """Typed in later from top to bottom, without turning the paper back."""
    office = Offices()["labour"]
    pdf = office.at(CLERK).get(f"/papers/blank/{paper}.pdf").content
    text, at = text_of(pdf), 0
    assert len(PdfReader(BytesIO(pdf)).pages) <= 2
    seen: set[str] = set()
    of_her = {field.name for field in fields(Person)}
    for path in BLANKS[paper]:
        deed = office.intake.desk.deeds[path]
        hidden = office.intake.added(deed, CLERK, uuid4())
        for field in form_fields(deed.command, LAW, office.intake.words, {}):
            if field.name in hidden or field.name in seen & of_her or field.kind == "hidden":
                continue
            at = text.index(field.label, at)
            seen.add(field.name)
            for code, word in field.choices:
                assert word in text[at:] or code in UNKNOWN
    assert seen >= {"reported_on", "story", "received_on", "relatives"} or seen >= {
        "level",
        "confidentiality",
        "research",
    }
    assert f"phiên bản 2023, dấu kiểm {LAW.hash[:12]}" in text
    assert "HT-" not in text


def test_a_commune_finds_its_own_name_on_the_blank_and_no_other() -> None:
    text = text_of(Offices()["communes"].at(COMMUNE).get("/papers/blank/phieu_tiep_nhan.pdf").content)
    assert "Xã Bình Tiến" in text
    assert "Phường Hương Vân" not in text


def test_the_number_of_a_form_and_its_confidence_come_from_the_profile() -> None:
    assert form_of(LAW, "phieu_kiem_soat") == (None, False)
    assert form_of(LAW, "don_de_nghi_ho_tro") == ("Phụ lục 16, Thông tư số 35/2013/TT-BLĐTBXH", True)
    assert form_of(LAW, "giay_la") == (None, False)


def test_laws_and_offices_are_written_out_and_what_the_profile_does_not_know_stays_as_it_is() -> None:
    assert cited(LAW, "L2011 Điều 24") == "Điều 24 Luật Phòng, chống mua bán người số 66/2011/QH12"
    assert cited(LAW, "LX Điều 1") == "LX Điều 1"
    assert basis_of(LAW, "no_such_term") == ()
    assert full_name(LAW, "communes", "20035") == "Ủy ban nhân dân xã Bình Tiến"
    assert full_name(LAW, "labour", "20035") == "Phòng Lao động - Thương binh và Xã hội"


def test_a_file_that_just_began_has_its_control_slip_and_handover_table() -> None:
    assert ready(File(), "labour", LAW) == ["phieu_hen_nguoi_dan", "phieu_kiem_soat", "bang_giao_nhan"]
