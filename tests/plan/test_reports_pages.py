"""What officers see and do with plans, reports and rounds, through the real doors: at a commune, at the lead, with a telephone or
with a program."""

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from services.support.plan.domain.reports.words import plan_file, report_file, round_file, town_file, urging_file
from services.support.plan.pages import activities as room_of_activities
from services.support.plan.pages import reports as room_of_reports
from shared.access import SectionsOpened, Way
from shared.kernel.decider import AnyDecider
from shared.kernel.unit_papers import Obliged
from shared.testing import deliver
from tests.files.samples import png
from tests.plan.office import Office, Officer, book_of, facts
from tests.plan.report_samples import ALL, PLAN, PLAN_ID, UNIT

ROOMS = (room_of_reports.ROOM, room_of_activities.ROOM)

ROUND = round_file(PLAN_ID, date(2023, 6, 1))
TOWN, LETTERS = town_file(PLAN_ID), urging_file(PLAN_ID)


def own_plan(agency: str = "communes", unit: str | None = UNIT) -> str:
    return f"/unitplans/{plan_file(PLAN_ID, agency, unit)}"


def own_report(agency: str = "communes", unit: str | None = UNIT) -> str:
    return f"/unitreports/{report_file(PLAN_ID, agency, unit)}"


def state_of(office: Office, decider: AnyDecider, at: str) -> Any:
    """A file as it stands at an office, by its address."""
    return office.ledger.now(decider, UUID(at.rpartition("/")[2])).state


def text(page: str) -> str:
    """What stands on the page, without its head and menu."""
    main = page[page.index("<main") :]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


class Town:
    """A lead and the communes, who hear each other."""

    def __init__(self, today: date = date(2023, 6, 15)) -> None:
        self.lead, self.communes = Office("labour", today=today), Office("communes", today=today)
        self.lan = self.lead.officer("case_lead")
        self.thao = self.communes.officer("commune_officer", unit=UNIT)
        self.minh = self.communes.officer("commune_officer", unit="20011")

    def settle(self) -> None:
        """Each hears all that was told, the lead also what it should never tell itself."""
        for one, other in ((self.lead, self.communes), (self.communes, self.lead), (self.lead, self.lead)):
            deliver(one.ledger, other.ledger)
        self.lead.keep()
        self.communes.keep()

    def set(self, day: date) -> None:
        self.lead.clock.set(day)
        self.communes.clock.set(day)

    def plan_sent(self, *covered: str, by: Officer | None = None, unit: str = UNIT) -> None:
        officer, at = by or self.thao, own_plan(unit=unit)
        aims = {"targets.0.task": "monthly_broadcast", "targets.0.number": "2"}
        officer.send(f"{at}/draft", covered=sorted(covered or ALL), **aims)
        officer.send(f"{at}/issue", number="12/KH-UBND", issued_on="20/02/2023")
        officer.send(f"{at}/sending", sent_on="21/02/2023")
        self.settle()

    def report_sent(self) -> None:
        for day in ("05/05/2023", "05/06/2023"):
            self.thao.send(
                f"/books/{book_of(self.communes, UNIT)}/activity", kind="loudspeaker_broadcast", carried_out_on=day,
                everywhere="true",
            )  # fmt: skip
        at = own_report()
        self.thao.send(
            f"{at}/report", kind="result", from_on="09/02/2023", to_on="15/06/2023", results="Đã phát thanh."
        )
        self.thao.send(f"{at}/sending", number="90/BC-UBND", signed_on="15/06/2023", sent_on="15/06/2023")
        self.settle()


@pytest.fixture
def town() -> Town:
    return Town()


class TestPlans:
    def test_a_unit_sees_first_what_is_due_and_how_many_days_are_left(self) -> None:
        town = Town(date(2023, 2, 20))
        page = text(town.thao.page("/unitplans"))
        assert "còn 7 ngày" in page
        assert "Chưa soạn kế hoạch của đơn vị." in page
        assert 'href="' + own_plan() + '/draft"' in town.thao.page("/unitplans")

    def test_the_form_has_a_row_for_each_task_of_the_unit_and_every_item_of_the_checklist(self, town: Town) -> None:
        form = town.thao.page(f"{own_plan()}/draft")
        assert form.count('name="covered"') == len(PLAN.checklist)
        rows = set(re.findall(r'name="targets\.(\d+)\.number"', form))
        assert len(rows) == len(PLAN.tasks_of("communes")) + 3
        assert not re.search(r'name="(agency|unit|plan|under)"', form)

    def test_it_is_drafted_issued_and_sent_and_each_step_says_the_next(self, town: Town) -> None:
        town.thao.send(f"{own_plan()}/draft", covered=["goals"], note="bản đầu")
        assert "Đã soạn, chưa ban hành." in text(town.thao.page(own_plan()))
        town.thao.send(f"{own_plan()}/issue", number="12/KH-UBND", issued_on="20/02/2023")
        assert "Đã ban hành số 12/KH-UBND, chưa gửi." in text(town.thao.page(own_plan()))
        done = town.thao.send(f"{own_plan()}/sending", sent_on="01/03/2023")
        page = text(town.thao.page(done.headers["location"]))
        assert "Đã gửi. Cơ quan chủ trì xem và góp ý" in page
        assert "chậm 2 ngày" in page
        assert "Cần bổ sung" in page

    def test_the_lead_sees_it_in_the_table_comments_and_the_unit_reads_why(self, town: Town) -> None:
        town.plan_sent()
        table = text(town.lan.page("/unitplans"))
        assert "Phường Hương Vân Mở gửi ngày 21/02/2023 đủ, chưa ghi nhận xem, góp ý" in table
        form = town.lan.page(f"{own_plan()}/comment")
        assert 'value="15/06/2023"' in form
        town.lan.send(f"{own_plan()}/comment", missing=["online"], commented_on="15/06/2023", note="bổ sung trang tin")
        town.settle()
        page = town.thao.page(own_plan())
        assert "Thiếu: tuyên truyền trên môi trường mạng." in text(page)
        assert "bổ sung trang tin" not in page, "free text is opened only when it is asked for"
        opened = town.thao.send(f"{own_plan()}/sections", 200)
        assert "bổ sung trang tin" in opened.text
        assert facts(town.communes)[-1] == SectionsOpened(("note",), Way.VIEWED)

    def test_a_new_version_counts_and_the_old_one_stays_on_the_page(self, town: Town) -> None:
        town.plan_sent("goals")
        town.thao.send(f"{own_plan()}/draft", covered=sorted(ALL))
        town.thao.send(f"{own_plan()}/issue", number="15/KH-UBND", issued_on="01/06/2023")
        town.thao.send(f"{own_plan()}/sending", sent_on="02/06/2023")
        town.settle()
        page = text(town.lan.page(own_plan()))
        assert "2 đang tính 15/KH-UBND" in page
        assert "12/KH-UBND" in page
        town.lan.send(f"{own_plan()}/approval", approved_on="15/06/2023")
        town.settle()
        assert "Đã gửi, đủ nội dung" in text(town.thao.page(own_plan()))

    def test_a_wrong_input_says_what_is_wrong_and_keeps_what_was_typed(self, town: Town) -> None:
        empty = town.thao.send(f"{own_plan()}/draft", 409, note="giữ lại")
        assert "Chưa đánh dấu nội dung nào và chưa có chỉ tiêu nào." in text(empty.text)
        assert "giữ lại" in empty.text
        town.thao.send(f"{own_plan()}/draft", covered=["goals"])
        bad = town.thao.send(f"{own_plan()}/issue", 422, number="số 12", issued_on="31/02/2023")
        assert 'value="số 12"' in bad.text
        future = town.thao.send(f"{own_plan()}/issue", 422, number="12/KH", issued_on="16/06/2023")
        assert "16/06/2023" in future.text

    def test_a_scan_goes_along(self, town: Town) -> None:
        town.thao.send(f"{own_plan()}/draft", covered=["goals"])
        scan = {"scan": ("ke-hoach.png", png(), "image/png")}
        town.thao.send(f"{own_plan()}/issue", 303, scan, number="12/KH-UBND", issued_on="20/02/2023")
        page = town.thao.page(own_plan())
        [place] = re.findall(rf'href="({own_plan()}/files/[0-9a-f]{{64}})"', page)
        assert town.thao.browser.get(place).content

    def test_nobody_touches_the_plan_of_another_unit(self, town: Town) -> None:
        town.plan_sent()
        town.minh.page(own_plan(), 403)
        town.minh.send(f"{own_plan()}/draft", 403, covered=["goals"])
        town.thao.send(f"{own_plan()}/comment", 403, missing=["goals"], commented_on="15/06/2023")
        town.lan.send(f"{own_plan()}/draft", 403, covered=["goals"])
        town.lan.send(f"{own_plan('justice', None)}/draft", 403, covered=["goals"])
        assert f'{own_plan("justice", None)}/draft"' not in town.lan.page(own_plan("justice", None))

    def test_nobody_says_whose_it_is(self, town: Town) -> None:
        town.thao.send(f"{own_plan()}/draft", 422, covered=["goals"], unit="20011")
        town.thao.send(f"{own_plan()}/draft", 422, covered=["goals"], under="2024-01-01")

    def test_the_lead_writes_for_an_agency_that_has_no_place_here(self, town: Town) -> None:
        assert "lập thay ở đây" in town.lan.page("/unitplans")
        town.lan.send(f"{own_plan('police', None)}/draft", covered=["goals"])
        town.lan.send(f"{own_plan('police', None)}/issue", number="3/KH-CATX", issued_on="20/02/2023")
        town.lan.send(f"{own_plan('police', None)}/sending", sent_on="21/02/2023")
        assert "gửi ngày 21/02/2023" in text(town.lan.page(own_plan("police", None)))
        town.lan.send(f"{own_plan('police', None)}/comment", missing=["online"], commented_on="15/06/2023")
        town.settle()
        police, labour = (state_of(town.lead, UNIT_PLAN, own_plan(agency, None)) for agency in ("police", "labour"))
        assert (police.whose, police.told, police.sent.number) == (Obliged("police", None), False, 1)
        assert labour == UnitPlan(), "its own stays as it was"

    def test_what_the_lead_sends_for_another_never_takes_the_place_of_its_own(self, town: Town) -> None:
        for agency, number in (("labour", "2/KH-LĐTBXH"), ("police", "3/KH-CATX"), ("police", "4/KH-CATX")):
            town.lan.send(f"{own_plan(agency, None)}/draft", covered=["goals"])
            town.lan.send(f"{own_plan(agency, None)}/issue", number=number, issued_on="20/02/2023")
            town.lan.send(f"{own_plan(agency, None)}/sending", sent_on="21/02/2023")
            town.settle()
        labour = state_of(town.lead, UNIT_PLAN, own_plan("labour", None))
        assert (labour.sent.issued.number, labour.told, len(labour.versions)) == ("2/KH-LĐTBXH", False, 1)

    def test_programs_have_the_same_door(self, town: Town) -> None:
        at = own_plan().replace("/unitplans", "/api/unitplans")
        town.thao.api(f"{at}/draft", covered=["goals"])
        answer = town.thao.api(f"{at}/issue", number="12/KH-UBND", issued_on="2023-02-20")
        assert answer["unitplan"] == own_plan().rpartition("/")[2]
        town.thao.api(f"{at}/draft", 409)
        town.minh.api(f"{at}/draft", 403, covered=["goals"])

    def test_leaders_and_inspectors_look_on(self, town: Town) -> None:
        town.plan_sent()
        leader = town.lead.officer("leader")
        assert "Phường Hương Vân" in text(leader.page("/unitplans"))
        assert "/comment" not in leader.page(own_plan())
        leader.send(f"{own_plan()}/comment", 403, missing=["goals"], commented_on="15/06/2023")
        leader.send(f"{own_plan()}/sections", 403)


class TestReports:
    def test_nothing_is_reported_in_one_tap_from_the_page(self, town: Town) -> None:
        page = town.thao.page("/unitreports")
        [form] = re.findall(rf'<form method="post" action="({own_report()}/nothing)"', page)
        done = town.thao.send(form)
        town.settle()
        after = text(town.thao.page(done.headers["location"]))
        assert "Đã gửi báo cáo “không phát sinh”. Không cần làm gì thêm." in after
        assert "gửi ngày 15/06/2023" in after
        assert "không phát sinh" in text(town.lan.page("/unitreports"))
        assert f'action="{own_report()}/nothing"' not in town.thao.page("/unitreports"), "it was said"

    def test_where_the_book_has_something_nothing_is_not_offered_and_not_taken(self, town: Town) -> None:
        town.thao.send(
            f"/books/{book_of(town.communes, UNIT)}/activity", kind="loudspeaker_broadcast", carried_out_on="05/06/2023",
            everywhere="true",
        )  # fmt: skip
        page = town.thao.page("/unitreports")
        assert "/nothing" not in page
        assert "Phát trên hệ thống loa phát thanh" in page
        refused = town.thao.send(f"{own_report()}/nothing", 409)
        assert "Lập báo cáo: số liệu có sẵn từ sổ." in text(refused.text)

    def test_the_figures_come_from_the_book_and_nobody_types_them(self, town: Town) -> None:
        form = town.thao.page(f"{own_report()}/report")
        assert 'value="09/02/2023"' in form
        assert 'value="15/06/2023"' in form
        assert "figures" not in form
        town.thao.send(f"{own_report()}/report", 422, from_on="09/02/2023", to_on="15/06/2023", figures="9")
        town.report_sent()
        theirs = town.lead.ledger.now(UNIT_REPORT, report_file(PLAN_ID, "communes", UNIT)).state
        assert theirs.last_sent.figures.of_task("monthly_broadcast") == 2

    def test_it_is_received_or_returned_with_a_reason_and_supplemented(self, town: Town) -> None:
        town.report_sent()
        assert "nhận hoặc trả lại" in text(town.lan.page("/unitreports"))
        town.lan.send(f"{own_report()}/return", reason="figures", returned_on="15/06/2023", note="thiếu tháng 4")
        town.settle()
        page = text(town.thao.page("/unitreports"))
        assert "Bị trả lại Số liệu chưa khớp hoặc còn thiếu." in page
        town.thao.send(f"{own_report()}/report", kind="result", from_on="09/02/2023", to_on="15/06/2023")
        town.thao.send(f"{own_report()}/sending", number="95/BC", signed_on="15/06/2023", sent_on="15/06/2023")
        town.settle()
        assert "thay báo cáo số 1" in text(town.lan.page(own_report()))
        town.lan.send(f"{own_report()}/receipt", received_on="15/06/2023")
        town.settle()
        assert "đã nhận 15/06/2023" in text(town.thao.page(own_report()))

    def test_after_the_deadline_it_is_taken_and_marked_late_even_in_the_next_year(self, town: Town) -> None:
        town.set(date(2024, 1, 10))
        done = town.thao.send(f"{own_report()}/nothing")
        town.settle()
        assert "gửi chậm" in text(town.thao.page(done.headers["location"]))
        assert "chậm 42 ngày" in text(town.lan.page("/unitreports"))

    def test_in_the_next_year_the_lead_still_returns_it_for_a_reason_of_the_plan(self, town: Town) -> None:
        town.report_sent()
        town.set(date(2024, 1, 10))
        assert "Số liệu chưa khớp hoặc còn thiếu" in town.lan.page(f"{own_report()}/return")
        town.lan.send(f"{own_report()}/return", reason="figures", returned_on="10/01/2024")
        town.settle()
        assert "Bị trả lại Số liệu chưa khớp hoặc còn thiếu." in text(town.thao.page(own_report()))
        for path in ("/unitplans", "/units", "/townreports", "/reviews"):
            town.lan.page(path)

    def test_nothing_again_some_months_later_is_a_supplement(self, town: Town) -> None:
        town.thao.send(f"{own_report()}/nothing")
        town.set(date(2023, 11, 20))
        assert "Vẫn không phát sinh: gửi bổ sung" in town.thao.page("/unitreports")
        town.thao.send(f"{own_report()}/nothing")
        town.settle()
        assert "09/02/2023 – 20/11/2023" in text(town.lan.page(own_report()))

    def test_programs_list_what_they_may_read(self, town: Town) -> None:
        town.thao.send(f"{own_report()}/nothing")
        town.settle()
        key = own_report().rpartition("/")[2]
        assert town.lan.read("/api/unitreports").json()["unitreports"][key]["sent_on"] == "2023-06-15"
        assert town.thao.read("/api/unitreports").json()["unitreports"].keys() == {key}
        [(other, line)] = town.minh.read("/api/unitreports").json()["unitreports"].items()
        assert other == own_report(unit="20011").rpartition("/")[2], (
            "where nobody wrote yet a program finds where to write"
        )
        assert (line["what"], line["unit"], line["sent_on"]) == ("result_report", "20011", None)
        rounds = town.thao.read("/api/reviews").json()["reviews"]
        assert [line["month"] for line in rounds.values()] == [f"2023-0{n}-01" for n in (6, 5, 4, 3, 2)]
        assert {line["answer_by"] for line in rounds.values()} == {None}, "nobody asked yet"
        town.thao.read("/api/urgings", 403)
        town.thao.read("/api/townreports", 403)
        assert town.lan.read("/api/urgings").json()["urgings"] == {str(LETTERS): {"letters": []}}
        assert town.lan.read("/api/townreports").json()["townreports"].keys() == {str(TOWN)}

    def test_the_words_are_opened_only_when_asked_for(self, town: Town) -> None:
        town.report_sent()
        assert "Đã phát thanh." not in town.lan.page(own_report())
        assert "Đã phát thanh." in town.lan.send(f"{own_report()}/sections", 200).text

    def test_a_period_that_ends_before_it_begins_says_so_at_its_field(self, town: Town) -> None:
        bad = town.thao.send(f"{own_report()}/report", 409, from_on="01/06/2023", to_on="01/05/2023")
        assert "Ngày cuối của thời gian báo cáo đang trước ngày đầu." in text(bad.text)
        assert 'value="01/05/2023"' in bad.text

    def test_what_the_lead_reports_for_another_is_no_report_of_its_own(self, town: Town) -> None:
        town.lan.send(f"{own_report('police', None)}/nothing")
        town.settle()
        assert state_of(town.lead, UNIT_REPORT, own_report("police", None)).result.sent.sent_on == date(2023, 6, 15)
        assert state_of(town.lead, UNIT_REPORT, own_report("labour", None)) == UnitReports()

    def test_nobody_reports_for_another(self, town: Town) -> None:
        town.minh.page(own_report(), 403)
        town.minh.send(f"{own_report()}/nothing", 403)
        town.lan.send(f"{own_report()}/nothing", 403)
        town.thao.send(f"{own_report()}/receipt", 403, received_on="15/06/2023")


class TestReviews:
    def test_a_round_is_opened_answered_in_one_tap_and_counted(self, town: Town) -> None:
        assert "chưa mở đợt rà soát" in text(town.thao.page("/reviews"))
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="20/06/2023")
        town.settle()
        page = town.thao.page("/reviews")
        assert "còn 5 ngày" in text(page)
        assert page.count(f'action="/reviews/{ROUND}/answer"') == 2, "one tap, or a number"
        town.thao.send(f"/reviews/{ROUND}/answer", cases="0")
        town.minh.send(f"/reviews/{ROUND}/answer", cases="2")
        town.settle()
        assert "không phát sinh trả lời ngày 15/06/2023" in text(town.thao.page("/reviews"))
        lead = text(town.lan.page("/reviews"))
        assert "2 trên 18 đã trả lời" in lead
        assert "Phường Hương Văn" not in lead
        assert "Phường Tứ Hạ" in lead

    def test_the_lead_answers_for_itself_and_for_who_has_no_place_here(self, town: Town) -> None:
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="20/06/2023")
        town.lan.send(f"/reviews/{ROUND}/answer", cases="0")
        town.lan.send(f"/reviews/{ROUND}/answer", cases="1", of="police")
        town.lan.send(f"/reviews/{ROUND}/answer", 403, cases="1", of="justice")
        assert "2 trên 18 đã trả lời" in text(town.lan.page("/reviews"))
        town.settle()
        review = town.lead.ledger.now(REVIEW, ROUND).state
        newest = {code: said[-1].cases for code, said in review.answers.items()}
        assert newest == {"labour": 0, "police": 1}, "the answer for the police is not its own"

    def test_a_unit_sees_its_own_answer_and_the_lead_sees_all(self, town: Town) -> None:
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="20/06/2023")
        town.settle()
        town.thao.send(f"/reviews/{ROUND}/answer", cases="3")
        town.minh.send(f"/reviews/{ROUND}/answer", cases="7")
        town.settle()
        for path in (f"/api/reviews/{ROUND}", "/api/reviews", f"/reviews/{ROUND}"):
            theirs = town.thao.read(path).text
            assert UNIT in theirs or "3 trường hợp" in theirs
            assert "20011" not in theirs
            assert '"cases":7' not in theirs
            assert "7 trường hợp" not in theirs
        assert set(town.lan.read(f"/api/reviews/{ROUND}").json()["file"]["state"]["answers"]) == {
            f"communes.{UNIT}", "communes.20011",
        }  # fmt: skip
        intake = town.lead.officer("intake_officer")
        assert intake.read(f"/api/reviews/{ROUND}").json()["file"]["state"]["answers"] == {}, (
            "who leads no case sees its own"
        )
        assert "trên 18 đã trả lời" not in intake.page("/reviews")

    def test_what_another_unit_answers_meanwhile_is_in_nobodys_way_and_not_shown(self, town: Town) -> None:
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="20/06/2023")
        town.settle()
        looked = town.thao.read(f"/api/reviews/{ROUND}").json()["version"]
        town.minh.send(f"/reviews/{ROUND}/answer", cases="7")
        town.thao.api(f"/api/reviews/{ROUND}/answer", 200, f'"{looked}"', cases=3)
        form = town.thao.page(f"/reviews/{ROUND}/answer")
        assert 'name="version"' not in form, "a form that was open long ago is taken all the same"

    def test_a_late_answer_is_marked(self, town: Town) -> None:
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="16/06/2023")
        town.settle()
        town.set(date(2023, 6, 18))
        assert "chậm 2 ngày" in text(town.lan.page("/reviews"))
        town.thao.send(f"/reviews/{ROUND}/answer", cases="0")
        assert "chậm" in text(town.thao.page("/reviews"))

    def test_who_is_late_sees_the_letter_until_the_answer(self, town: Town) -> None:
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="16/06/2023")
        town.settle()
        town.set(date(2023, 6, 18))
        asked = {"what": "review.2023-06", "whom": ["communes.20008"], "number": "61/LĐTBXH", "dated": "18/06/2023"}
        town.lan.send(f"/urgings/{LETTERS}/letter", **asked)
        town.settle()
        assert "Công văn số 61/LĐTBXH ngày 18/06/2023" in text(town.thao.page("/reviews"))
        assert "61/LĐTBXH" not in town.minh.page("/reviews"), "it was not urged"
        town.thao.send(f"/reviews/{ROUND}/answer", cases="0")
        assert "61/LĐTBXH" not in text(town.thao.page("/reviews"))

    def test_a_number_and_nothing_else(self, town: Town) -> None:
        town.thao.send(f"/reviews/{ROUND}/answer", 409, cases="0")
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="20/06/2023")
        town.settle()
        town.thao.send(f"/reviews/{ROUND}/answer", 422, cases="hai")
        town.thao.send(f"/reviews/{ROUND}/answer", 422, cases="-1")
        town.thao.send(f"/reviews/{ROUND}/opening", 403, answer_by="20/06/2023")


class TestLead:
    def test_only_what_somebody_is_late_with_has_a_heading(self, town: Town) -> None:
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="20/06/2023")
        page = text(town.lan.page("/units"))
        assert "Kế hoạch triển khai của đơn vị · " in page
        assert "Rà soát tháng" not in page, "nobody is late with it yet"
        assert "Báo cáo kết quả thực hiện · " not in page

    def test_who_is_late_is_listed_urged_and_sees_it(self, town: Town) -> None:
        town.plan_sent()
        page = text(town.lan.page("/units"))
        assert "Kế hoạch triển khai của đơn vị · 16" in page, "all but the one that came, and the lead itself"
        assert "Phường Hương Văn 27/02/2023 108" in page
        form = town.lan.page(f"/urgings/{LETTERS}/of/unit_plan")
        assert 'value="communes.20011"' in form
        assert 'value="communes.20008"' not in form
        town.lan.send(
            f"/urgings/{LETTERS}/letter", what="unit_plan", whom=["communes.20011", "justice"], number="44/CV-LĐTBXH",
            dated="15/06/2023",
        )  # fmt: skip
        town.settle()
        assert "Công văn số 44/CV-LĐTBXH ngày 15/06/2023." in text(town.minh.page("/unitplans"))
        assert "44/CV" not in town.thao.page("/unitplans")
        assert "44/CV-LĐTBXH ngày 15/06/2023: kế hoạch triển khai của đơn vị – Phường Hương Văn, Phòng Tư pháp" in text(
            town.lan.page("/units")
        )

    def test_who_has_handed_in_is_not_urged(self, town: Town) -> None:
        town.plan_sent()
        refused = town.lan.send(
            f"/urgings/{LETTERS}/letter",
            409,
            what="unit_plan",
            whom=["communes.20008"],
            number="44/CV",
            dated="15/06/2023",
        )
        assert "Có đơn vị đã gửi hoặc chưa quá hạn." in text(refused.text)
        forged = {"what": "unit_plan", "whom": ["justice"], "number": "4/CV", "dated": "15/06/2023", "late": "justice"}
        town.lan.send(f"/urgings/{LETTERS}/letter", 422, **forged)

    def test_the_first_target_as_of_a_day(self, town: Town) -> None:
        town.plan_sent()
        town.report_sent()
        town.lan.send(f"{own_plan()}/approval", approved_on="15/06/2023")
        assert "1 trên 9 đơn vị, tính đến hết ngày 15/06/2023" in text(town.lan.page("/units"))
        assert "0 trên 9 đơn vị, tính đến hết ngày 14/06/2023" in text(town.lan.page("/units?on=14/06/2023"))
        assert "tính đến hết ngày 15/06/2023" in text(town.lan.page("/units?on=mai"))

    def test_programs_ask_for_the_first_target_and_who_is_late_as_of_a_day(self, town: Town) -> None:
        town.plan_sent()
        town.report_sent()
        now = town.lan.read("/api/units?as_of=2024-01-01").json()
        assert (now["as_of"], now["plan"], now["implementing"], len(now["units"])) == ("2023-06-15", "KH2023", 1, 9)
        ours = next(each for each in now["units"] if each["who"] == {"agency": "communes", "unit": UNIT})
        assert (ours["gaps"], ours["targets"], ours["reached"], ours["activities"]) == ([], 1, 1, 2)
        assert len(now["late"]["unit_plan"]) == 16
        assert f"communes.{UNIT}" not in now["late"]["unit_plan"]
        before = town.lan.read("/api/units?as_of=2023-02-20").json()
        assert (before["implementing"], before["late"]["unit_plan"]) == (0, []), "nobody was late yet"
        assert town.lan.read("/api/units?as_of=2023-06-14").json()["implementing"] == 0
        town.lan.read("/api/units?as_of=mai", 422)
        for who in (town.thao, town.lead.officer("intake_officer")):
            who.read("/api/units", 403)
        Town(date(2022, 6, 15)).lan.read("/api/units", 404)

    def test_the_consolidated_report_and_who_is_missing(self, town: Town) -> None:
        town.report_sent()
        page = text(town.lan.page("/townreports"))
        assert "1 cơ quan, đơn vị đã báo cáo" in page
        assert "Chưa báo cáo: 17" in page
        town.lan.send(
            f"/townreports/{TOWN}/issue", number="7/BC-LĐTBXH", dated="15/06/2023", from_on="09/02/2023", to_on="15/06/2023",
            note="tiến độ chậm",
        )  # fmt: skip
        after = text(town.lan.page("/townreports"))
        assert "Số 7/BC-LĐTBXH ngày 15/06/2023: 09/02/2023 – 15/06/2023, 1 báo cáo, thiếu 17" in after
        assert "tiến độ chậm" not in after

    def test_before_any_report_came_there_is_nothing_to_consolidate(self, town: Town) -> None:
        refused = town.lan.send(
            f"/townreports/{TOWN}/issue",
            409,
            number="7/BC",
            dated="15/06/2023",
            from_on="09/02/2023",
            to_on="15/06/2023",
        )
        assert "Chưa có đơn vị nào báo cáo trong thời gian này." in text(refused.text)

    def test_the_chairman_is_told_on_a_day_that_a_person_sets(self, town: Town) -> None:
        assert "Chưa ấn định ngày" in text(town.lan.page("/townreports"))
        town.lan.send(f"/townreports/{TOWN}/day", next_on="30/06/2023")
        assert "còn 15 ngày" in text(town.lan.page("/townreports"))
        town.lan.send(f"/townreports/{TOWN}/chairman", number="8/BC-LĐTBXH", dated="15/06/2023")
        assert "Số 8/BC-LĐTBXH ngày 15/06/2023" in text(town.lan.page("/townreports"))

    def test_units_have_no_page_of_the_lead(self, town: Town) -> None:
        for path in ("/units", "/townreports", f"/urgings/{LETTERS}/of/unit_plan"):
            town.thao.page(path, 403)
        assert "/townreports" not in town.thao.page("/unitplans")
        assert "/units" not in _menu(town.thao.page("/unitplans"))


class TestMenu:
    def test_it_counts_what_waits_and_says_what_is_late(self, town: Town) -> None:
        assert _counts(town.thao.page("/plan"))["/unitplans"] == (1, True)
        town.plan_sent()
        assert _counts(town.thao.page("/plan"))["/unitplans"] == (0, False)
        assert _counts(town.lan.page("/plan"))["/unitplans"] == (3, True), (
            "one to look at, two to write: its own, the police's"
        )
        town.lan.send(f"/reviews/{ROUND}/opening", answer_by="20/06/2023")
        town.settle()
        assert _counts(town.thao.page("/plan"))["/reviews"] == (1, False)

    def test_where_no_plan_runs_there_is_no_line_and_the_page_says_why(self) -> None:
        town = Town(date(2022, 6, 15))
        assert "/unitplans" not in _menu(town.thao.page("/plan"))
        assert "Chưa có kế hoạch nào" in text(town.thao.page("/reviews"))

    def test_another_agency_has_its_own(self) -> None:
        justice = Office("justice").officer("service_officer")
        assert "Phòng Tư pháp" in text(justice.page("/unitplans"))
        assert _counts(justice.page("/plan"))["/unitplans"] == (1, True)


@pytest.mark.slow
class TestPapers:
    def test_a_plan_a_report_and_a_letter_are_printed_and_that_is_written_down(self, town: Town) -> None:
        town.plan_sent()
        town.report_sent()
        plan = words(town.thao, f"{own_plan()}/versions/1/ke_hoach_don_vi.pdf")
        assert "ỦY BAN NHÂN DÂN PHƯỜNG HƯƠNG VÂN" in plan
        assert "Số: 12/KH-UBND" in plan
        assert facts(town.communes)[-1] == SectionsOpened(("open_part",), Way.PRINTED, "ke_hoach_don_vi")
        report = words(town.thao, f"{own_report()}/reports/1/bao_cao_ket_qua.pdf")
        assert "Đã phát thanh." in report
        assert "Phát thanh: 2 trên 5 tháng có thực hiện." in report
        assert facts(town.communes)[-1] == SectionsOpened(("note",), Way.PRINTED, "bao_cao_ket_qua")
        all_ = words(town.lan, f"/urgings/{LETTERS}/of/unit_plan/cong_van_don_doc.pdf")
        assert "V/v đôn đốc gửi kế hoạch triển khai của đơn vị" in all_
        assert "Ủy ban nhân dân phường Hương Văn" in all_
        one = words(town.lan, f"/urgings/{LETTERS}/of/unit_plan/cong_van_don_doc.pdf?whom=justice")
        assert "Kính gửi: Phòng Tư pháp" in one

    def test_the_reports_of_the_town(self, town: Town) -> None:
        town.report_sent()
        draft = words(town.lan, f"/townreports/{TOWN}/issued/0/bao_cao_ket_qua.pdf")
        assert "Số: ……/……" in draft
        assert "Đã báo cáo (1): Phường Hương Vân." in draft
        town.lan.send(
            f"/townreports/{TOWN}/issue", number="7/BC-LĐTBXH", dated="15/06/2023", from_on="09/02/2023", to_on="15/06/2023",
            note="tiến độ chậm",
        )  # fmt: skip
        issued = words(town.lan, f"/townreports/{TOWN}/issued/1/bao_cao_ket_qua.pdf")
        assert "Số: 7/BC-LĐTBXH" in issued
        assert "tiến độ chậm" in issued
        assert "tiến độ chậm" not in words(
            town.lead.officer("leader"), f"/townreports/{TOWN}/issued/1/bao_cao_ket_qua.pdf"
        )
        chairman = words(town.lan, f"/townreports/{TOWN}/chairman/0/bao_cao_ket_qua.pdf")
        assert "Chủ tịch Ủy ban nhân dân thị xã" in chairman
        assert "0 trên 18 cơ quan, đơn vị đã gửi" in chairman

    @pytest.mark.parametrize(
        "path",
        [
            f"{own_plan()}/versions/3/ke_hoach_don_vi.pdf",
            f"{own_report()}/reports/3/bao_cao_ket_qua.pdf",
            f"/urgings/{LETTERS}/of/review.2023-06/cong_van_don_doc.pdf",
            f"/townreports/{TOWN}/issued/2/bao_cao_ket_qua.pdf",
        ],
    )
    def test_what_is_not_there_is_not_printed(self, town: Town, path: str) -> None:
        town.lan.page(path, 404)


def words(officer: Officer, path: str) -> str:
    """What a paper says, as a reader copies it."""
    answer = officer.browser.get(path)
    assert answer.status_code == 200, answer.text[:300]
    read = PdfReader(BytesIO(answer.content))
    return " ".join("\n".join(page.extract_text() for page in read.pages).split())


def _menu(page: str) -> str:
    return page[page.index("<nav") : page.index("</nav>")]


def _counts(page: str) -> dict[str, tuple[int, bool]]:
    """What each line of the menu counts, and whether it says that something is overdue."""
    found = re.findall(r'<span data-count="(/\w+)">(.*?)</span> ?</a>', " ".join(_menu(page).split()))
    return {href: (int(re.sub(r"<[^>]+>|\D", "", inner) or 0), "late" in inner) for href, inner in found}
