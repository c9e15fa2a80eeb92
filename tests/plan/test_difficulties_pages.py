"""Difficulties and proposals through the real doors: a commune raises, the lead guides, each sees its own."""

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from services.intake.messages.difficulties import tell_difficulty
from services.support.domain.difficulties.events import DifficultyReceived, ProgressLearned
from services.support.domain.difficulties.rules import DIFFICULTY
from services.support.plan.pages import difficulties as room_of_difficulties
from services.support.plan.pages import proposals as room_of_proposals
from shared.access import SectionsOpened, Way
from shared.kernel.difficulties import DifficultyRaised, RaiseDifficulty, difficulty
from shared.kernel.difficulty_stages import Stage
from shared.kernel.sealed import Sealed
from shared.testing import deliver, memory_ledger, record
from tests.papers.samples import words
from tests.plan.office import Office, Officer, facts

ROOMS = (room_of_difficulties.ROOM, room_of_proposals.ROOM)

UNIT = "20035"
MONEY = {"kind": "money", "at_step": "benefits", "note": "chưa có nguồn chi tiền ăn"}


class Town:
    """A commune's support and the lead's, with what they tell each other."""

    def __init__(self) -> None:
        self.commune, self.labour, self.justice = Office("communes"), Office("labour"), Office("justice")
        self.nhung = self.commune.officer("commune_officer", unit=UNIT)
        self.lan = self.labour.officer("case_lead")
        self._at: dict[tuple[str, str], int] = {}

    def carry(self) -> None:
        for giver, taker in ((self.commune, self.labour), (self.labour, self.commune)):
            way = (giver.source, taker.source)
            deliver(giver.ledger, taker.ledger, since=self._at.get(way, 0))
            self._at[way] = giver.ledger.store.last()
            taker.keep()

    def moved(self, day: date) -> None:
        for office in (self.commune, self.labour):
            office.clock.set(day)


@pytest.fixture
def town() -> Town:
    return Town()


def raised(town: Town, by: Officer | None = None, **more: str) -> str:
    """A difficulty, raised on the page of the office; the address of its page."""
    answer = (by or town.nhung).send("/difficulties/new", **{**MONEY, **more})
    town.carry()
    return answer.headers["location"].partition("?")[0]


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_commune_raises_one_without_a_case_and_the_lead_has_it(town: Town) -> None:
    assert "Chưa có vướng mắc nào được nêu" in town.nhung.page("/difficulties")
    form = town.nhung.page("/difficulties/new")
    assert "Về văn bản nào" in form
    assert all(f'name="{name}"' not in form for name in ("unit", "agency", "raised_on"))
    where = raised(town, document="TT84", article="5")
    (fact,) = [each for each in facts(town.commune) if isinstance(each, DifficultyRaised)]
    assert (fact.unit, fact.document, fact.article, fact.raised_on) == (UNIT, "TT84", 5, date(2023, 6, 15))
    assert "Đã gửi cơ quan chủ trì" in town.nhung.page(where)
    (heard,) = facts(town.labour)
    assert isinstance(heard, DifficultyReceived)
    assert (heard.unit, heard.back) == (UNIT, "support.communes")
    row = text(town.lan.page("/difficulties"))
    assert "Kinh phí" in row
    assert "Điều 5 Thông tư số 84/2019/TT-BTC" in row
    assert "Xã Bình Tiến" in row
    assert "đang ở Phòng Lao động - Thương binh và Xã hội, 0 ngày" in row
    assert "chưa có nguồn" not in row


def test_the_words_are_read_after_the_reading_was_recorded(town: Town) -> None:
    where = raised(town)
    assert "chưa có nguồn" not in town.lan.page(where)
    opened = town.lan.browser.post(f"{where}/sections", data={"csrf": "token-of-lan"})
    assert "chưa có nguồn chi tiền ăn" in opened.text
    assert facts(town.labour)[-1] == SectionsOpened(("note",), Way.VIEWED)


def test_guided_read_and_confirmed(town: Town) -> None:
    where = raised(town)
    town.lan.send(f"{where}/taking", taken_on="15/06/2023")
    town.lan.send(f"{where}/guidance", given_on="15/06/2023", number="12/LĐTBXH", note="ứng từ nguồn đảm bảo xã hội")
    assert "Đã hướng dẫn. Nơi nêu đọc được ngay." in town.lan.page(f"{where}?done=guidance")
    town.carry()
    seen = town.nhung.page(where)
    assert "văn bản số 12/LĐTBXH" in seen
    assert "ứng từ nguồn" not in seen
    assert f'href="{where}/confirmation"' in seen
    assert f'href="{where}/guidance"' not in seen, "only the lead guides"
    opened = town.nhung.browser.post(f"{where}/sections", data={"csrf": "token-of-lan"}).text
    assert "ứng từ nguồn đảm bảo xã hội" in opened
    town.nhung.send(f"{where}/confirmation", confirmed_on="15/06/2023")
    town.carry()
    assert "Nơi nêu xác nhận đã gỡ được" in town.lan.page(where)
    assert "Đã xong" in text(town.lan.page("/difficulties?stage=settled"))


def test_only_whose_turn_it_is_is_urged(town: Town) -> None:
    where = raised(town)
    assert urged(town.lan.page(where)) == ["Nhận xem xét"]
    town.lan.send(f"{where}/taking", taken_on="15/06/2023")
    assert urged(town.lan.page(where)) == ["Hướng dẫn"]
    town.lan.send(f"{where}/guidance", given_on="15/06/2023", note="xem thông tư")
    town.carry()
    assert urged(town.lan.page(where)) == [], "whoever raised it says whether it helped"
    assert urged(town.nhung.page(where)) == ["Xác nhận đã gỡ được"]
    town.nhung.send(f"{where}/reopening", reopened_on="15/06/2023", reason="not_applicable", note="không có mức")
    town.carry()
    assert urged(town.nhung.page(where)) == []
    assert urged(town.lan.page(where)) == ["Hướng dẫn"]
    town.lan.send(f"{where}/closing", closed_on="15/06/2023", reason="moot", note="hết vướng")
    town.carry()
    assert urged(town.lan.page(where)) == urged(town.nhung.page(where)) == []


def urged(page: str) -> list[str]:
    """The filled buttons on the page of a file."""
    return re.findall(r'<a class="button" href="[^"]+">([^<]+)</a>', page[page.index("<main") :])


def test_guidance_that_does_not_help_comes_back_with_its_reason(town: Town) -> None:
    where = raised(town)
    town.lan.send(f"{where}/taking", taken_on="15/06/2023")
    town.lan.send(f"{where}/guidance", given_on="15/06/2023", note="xem thông tư")
    town.carry()
    town.nhung.send(
        f"{where}/reopening", reopened_on="15/06/2023", reason="not_applicable", note="thông tư không nói tiền ăn"
    )
    town.carry()
    page = town.lan.page(where)
    assert "Nơi nêu báo lại: vẫn còn vướng: Hướng dẫn không áp dụng được" in page
    assert "Vẫn còn vướng" in page
    assert ">Hỏi cấp trên<" in page


def test_sent_up_shows_who_has_it_and_how_long_and_that_the_day_has_passed(town: Town) -> None:
    where = raised(town)
    town.lan.send(f"{where}/taking", taken_on="15/06/2023")
    up = {"sent_on": "15/06/2023", "to": "town_committee", "number": "15/LĐTBXH", "expected_on": "20/06/2023"}
    town.lan.send(f"{where}/question", **up, note="xin chủ trương")
    town.carry()
    page = town.lan.page(where)
    assert page.index(f"{where}/answer") < page.index(f"{where}/guidance"), "what is waited for comes first"
    town.moved(date(2023, 6, 25))
    for officer in (town.lan, town.nhung):
        row = text(officer.page("/difficulties"))
        assert "đang ở Ủy ban nhân dân thị xã, 10 ngày" in row
        assert "đã qua ngày hẹn trả lời 20/06/2023" in row
    opened = town.nhung.browser.post(f"{where}/sections", data={"csrf": "token-of-lan"}).text
    assert "xin chủ trương" not in opened, "what is asked above stays with the lead"
    town.lan.send(f"{where}/answer", answered_on="24/06/2023", number="88/UBND", note="đồng ý chi")
    assert "ghi ngày 25/06/2023" in town.lan.page(where), "written down a day late, and it says so"
    town.carry()
    (told,) = [
        each for each in facts(town.commune) if isinstance(each, ProgressLearned) and each.stage is Stage.REPLIED
    ]
    assert (told.on, told.number) == (date(2023, 6, 24), "88/UBND")


def test_the_oldest_is_first_and_filters_count(town: Town) -> None:
    first = raised(town)
    town.moved(date(2023, 6, 20))
    second = raised(town, kind="law_gap")
    page = town.lan.page("/difficulties")
    assert page.index(first) < page.index(second)
    town.lan.send(f"{second}/taking", taken_on="20/06/2023")
    assert first not in town.lan.page("/difficulties?stage=taken")
    assert second in town.lan.page("/difficulties?stage=taken")
    assert "Tất cả · 2" in text(town.lan.page("/difficulties?stage=raised"))
    assert "Không có vướng mắc nào ở tình trạng này" in town.lan.page("/difficulties?stage=settled")
    assert first in town.lan.page("/difficulties?stage=nonsense")


def test_what_was_raised_in_intake_at_the_commune_stands_in_its_own_list_too(town: Town) -> None:
    intake = difficulty("intake")
    ledger = memory_ledger("intake.communes", tells=[(intake, tell_difficulty)], law=town.commune.law_on)
    asked = RaiseDifficulty("money", "needs", UNIT, Sealed("từ hồ sơ"), None, None, "communes", date(2023, 6, 15))
    record(ledger, intake, uuid4(), asked, law=town.commune.law_on(date(2023, 6, 15)))
    deliver(ledger, town.commune.ledger)
    town.carry()
    for officer in (town.nhung, town.lan):
        assert "Xã Bình Tiến" in officer.page("/difficulties")
    assert "Chưa có vướng mắc nào được nêu" in town.commune.officer("commune_officer", unit="20008").page(
        "/difficulties"
    )


def test_an_answer_from_nobody_is_refused_beside_its_field_with_what_was_typed(town: Town) -> None:
    where = raised(town)
    town.lan.send(f"{where}/taking", taken_on="15/06/2023")
    again = town.lan.send(f"{where}/answer", 409, answered_on="15/06/2023", note="đã trả lời miệng").text
    assert "Chưa hỏi cấp trên nên chưa có trả lời" in again
    assert "đã trả lời miệng" in again
    wrong = town.lan.send(f"{where}/guidance", 422, given_on="16/06/2023", note="").text
    assert 'id="e-given_on"' in wrong, "no guidance of tomorrow"
    assert 'id="e-note"' in wrong, "and none without words"


def test_a_unit_sees_its_own_and_an_agency_its_own(town: Town) -> None:
    where = raised(town)
    other = town.commune.officer("commune_officer", unit="20008")
    assert where not in other.page("/difficulties")
    other.page(where, 403)
    other.send(f"{where}/confirmation", 403, confirmed_on="15/06/2023")
    assert where not in town.justice.officer("service_officer").page("/difficulties")
    town.justice.officer("service_officer").page(where, 404)
    town.commune.officer("clerk").page("/difficulties", 403)


def test_only_the_lead_guides_whoever_asks(town: Town) -> None:
    where = raised(town)
    town.nhung.send(f"{where}/taking", 403, taken_on="15/06/2023")
    town.lan.send(f"{where}/confirmation", 409, confirmed_on="15/06/2023")
    tuan = town.labour.officer("leader")
    assert "Kinh phí" in tuan.page("/difficulties")
    tuan.page(where)
    assert tuan.browser.post(f"{where}/sections", data={"csrf": "token-of-lan"}).status_code == 403
    tuan.send(f"{where}/taking", 403, taken_on="15/06/2023")


def test_a_note_of_a_difficulty_opens_no_note_of_a_case(town: Town) -> None:
    """The rows that open the words of difficulties name the kind of file they are of."""
    rows = [
        row
        for row in town.labour.profile.rights.rows
        if {"support.difficulty.read", "support.proposal.read"} & row.deeds
    ]
    assert rows
    for row in rows:
        assert not row.sections or row.of in ("support.difficulty", "support.proposal"), row.rule


def test_what_was_raised_before_the_lead_was_told_says_so_at_its_unit_and_is_guided_at_the_lead(town: Town) -> None:
    """An entry of the first version: it has no way to the lead."""
    for office, officer in ((town.commune, town.nhung), (town.labour, town.lan)):
        one, law = uuid4(), office.law_on(date(2023, 6, 15))
        unit = UNIT if officer is town.nhung else None
        record(office.ledger, DIFFICULTY, one, RaiseDifficulty("money", "needs", unit), law=law)
        page = officer.page(f"/difficulties/{one}")
        assert ("chưa được báo" in page) == (officer is town.nhung)
        assert (f"{one}/taking" in page) == (officer is town.lan)
        assert "đang ở" in text(officer.page("/difficulties"))


def test_finance_and_the_front_raise_them_too(town: Town) -> None:
    for agency, role in (("finance", "finance_officer"), ("fatherland_front", "supervisor"), ("office", "leader")):
        office = Office(agency)
        office.officer(role).send("/difficulties/new", **MONEY)
        assert [message.sender for message in deliver(office.ledger, town.labour.ledger)] == [f"support.{agency}"]


def test_the_menu_counts_those_in_which_it_is_our_turn(town: Town) -> None:
    where = raised(town)

    def counted(officer: Officer) -> str:
        found = re.search(r'data-count="/difficulties">(.*?)</span></span>', officer.page("/difficulties"), re.DOTALL)
        assert found
        return text(found[1] + "</span>").strip()

    assert counted(town.lan) == "1"
    assert counted(town.nhung) == "0"
    town.lan.send(f"{where}/taking", taken_on="15/06/2023")
    town.lan.send(f"{where}/guidance", given_on="15/06/2023", note="làm theo mẫu")
    town.carry()
    assert counted(town.lan) == "0"
    assert counted(town.nhung) == "1"


def test_the_list_is_printed_with_the_words_and_each_is_recorded_first(town: Town) -> None:
    raised(town, document="TT84", article="5")
    paper = town.lan.browser.get("/difficulties.pdf?stage=open")
    assert paper.headers["content-type"] == "application/pdf"
    printed = words(PdfReader(BytesIO(paper.content)))
    for word in ("BÁO CÁO VƯỚNG MẮC", "chưa có nguồn chi tiền ăn", "Xã Bình Tiến", "Điều 5 Thông tư số 84/2019"):
        assert word in printed, word
    opened = [each for each in facts(town.labour) if isinstance(each, SectionsOpened)]
    assert opened == [
        SectionsOpened(("note",), Way.PRINTED, "bao_cao_vuong_mac"),
        SectionsOpened(("difficulties",), Way.PRINTED, "bao_cao_vuong_mac"),
    ]
    assert f"Mục {town.labour.ledger.store.last()}, nhật ký support.labour" in printed
    assert town.nhung.browser.get("/difficulties.pdf").status_code == 403


def test_a_program_does_the_same(town: Town) -> None:
    where = raised(town)
    town.lan.api(f"/api{where}/taking", 200, taken_on="2023-06-15")
    town.nhung.api("/api/difficulties", 422, kind="money", at_step="benefits", unit="20008")
    town.nhung.api("/api/difficulties", 201, kind="money", at_step="benefits")
    answer = town.lan.browser.get(f"/api{where}")
    assert answer.status_code == 200
    assert answer.json()["file"]["state"]["begun"]["note"] == {"sealed": True}
    assert answer.json()["file"]["waits"] == ["lead", 0, 0]
    assert len(town.lan.browser.get("/api/difficulties").json()["difficulties"]) == 1


# -- proposals


def proposed(town: Town, **more: Any) -> str:
    said = {
        "drafted_on": "15/06/2023",
        "document": "TT84",
        "article": "5",
        "change": "amend",
        "note": "bổ sung tiền ăn",
    }
    return town.lan.send("/proposals/new", **{**said, **more}).headers["location"].partition("?")[0]


def test_what_several_met_becomes_a_proposal(town: Town) -> None:
    one, two = (raised(town, document="TT84", article="5") for _ in range(2))
    page = town.lan.page("/difficulties")
    assert "Nhiều nơi cùng vướng" in page
    way = re.search(r'href="(/proposals/alike\?[^"]+)"', page)
    assert way
    form = town.lan.page(way[1].replace("&amp;", "&"))
    ids = [where.rpartition("/")[2] for where in (one, two)]
    for each in ids:
        assert f'name="difficulties" value="{each}" checked' in form
    assert '<option value="TT84" selected>' in form
    assert 'name="article"' in form
    where = proposed(town, difficulties=ids)
    shown = text(town.lan.page(where))
    assert "Dựa trên vướng mắc · 2" in shown
    assert "bổ sung tiền ăn" not in shown
    assert "Đã đưa vào kiến nghị" in town.lan.page(one)
    assert "Nhiều nơi cùng vướng" not in town.lan.page("/difficulties")
    assert town.lan.browser.post(f"{where}/sections", data={"csrf": "token-of-lan"}).text.count("bổ sung tiền ăn") == 1
    town.lan.send(f"{where}/sending", sent_on="15/06/2023", to="province_labour", number="21/LĐTBXH")
    town.lan.send(f"{where}/outcome", concluded_on="15/06/2023", outcome="noted")
    assert "Ghi nhận, nghiên cứu" in town.lan.page("/proposals")


def test_what_is_in_it_already_is_not_offered_again(town: Town) -> None:
    one, two = (raised(town).rpartition("/")[2] for _ in range(2))
    where = proposed(town, difficulties=[one])
    more = town.lan.page(f"{where}/more")
    assert one not in more
    assert two in more
    town.lan.send(f"{where}/more", difficulties=[two])
    assert "Dựa trên vướng mắc · 2" in text(town.lan.page(where))
    assert 'name="difficulties"' not in town.lan.page(f"{where}/more")


def test_a_difficulty_that_is_not_there_is_gathered_by_nobody(town: Town) -> None:
    said = {
        "drafted_on": "15/06/2023",
        "document": "TT84",
        "change": "amend",
        "note": "x",
        "difficulties": [str(uuid4())],
    }
    town.lan.send("/proposals/new", 403, **said)
    assert facts(town.labour) == []


def test_justice_proposes_from_its_own_review_and_others_do_not(town: Town) -> None:
    tam = town.justice.officer("service_officer")
    said = {"drafted_on": "15/06/2023", "document": "L2011", "article": "32", "change": "supplement", "note": "rà soát"}
    where = tam.send("/proposals/new", **said).headers["location"].partition("?")[0]
    assert "Kiến nghị từ việc rà soát văn bản" in tam.page(where)
    assert 'href="/proposals"' in tam.page("/proposals")
    town.nhung.page("/proposals", 403)
    town.nhung.send("/proposals/new", 403, **said)
    tuan = town.labour.officer("leader")
    assert "Chưa có kiến nghị nào" in tuan.page("/proposals")
    tuan.page("/proposals/new", 403)


def test_the_guidance_shows_what_was_seen_and_nobody_was_recorded_to_read_it(town: Town) -> None:
    """Given a difficulty, when the lead guides from its form, then one click shows it as it stood when the form was made."""
    where = raised(town)
    town.lan.send(f"{where}/taking", taken_on="15/06/2023")
    before = len(facts(town.labour))
    form = town.lan.page(f"{where}/guidance")
    saw = re.search(r'name="saw" value="(\d+)"', form)
    assert saw is not None
    assert int(saw[1]) == before, "the last entry of the ledger: looking at the plan's own work leaves none"
    town.lan.send(f"{where}/guidance", given_on="15/06/2023", number="12/LĐTBXH", note="ứng từ nguồn", saw=saw[1])
    place = f"{where}/saw/{len(facts(town.labour))}"
    assert f'href="{place}"' in town.lan.page(where)
    page = town.lan.page(place)
    assert "✓ khớp" in page
    assert "chưa có nguồn" not in page
    assert town.lan.read(f"/saw/{len(facts(town.labour))}", 303).headers["location"] == place
    town.lan.send(f"{where}/closing", 422, closed_on="15/06/2023", saw="999999")
