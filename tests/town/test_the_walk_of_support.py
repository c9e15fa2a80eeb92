"""The flows of support that the way home does not pass, walked in a real browser by the officer whose work each is: sessions
of a counsellor, days at a facility, the papers, a payment that is stopped, a death; and the target over everybody."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from deploy.demo.way import Way
from shared.clock import local, town_clock
from tests.browser import chromium
from tests.town.her_allowance import is_granted_her_allowance
from tests.town.running import RunningTown
from tests.town.test_nobody_is_paid_twice import identified
from tests.town.walking import AtDesk, Walk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_what_support_does_besides_is_walked_by_each_officer(town: RunningTown, started: Browser) -> None:
    way = identified(town, 7_200, local(town_clock(town.home / "clock.json")()).date())
    walk = Walk(started, town, secrets=(way.person.name,), taken=200)
    walk.code = way.lan.look("support", way.case)["code"]
    lan = walk.desk("lan.labour", "support")
    has_sessions(walk, way)
    stays_at_a_facility(lan, walk)
    is_prolonged(lan, walk)
    takes_papers_along(lan, walk)
    is_stopped(lan, is_granted_her_allowance(lan, walk), walk)
    is_followed(lan, walk)
    tuan_sees_the_target(walk)
    is_expected_elsewhere(lan, walk)
    dies(lan, walk)
    assert walk.wrong == []


def has_sessions(walk: Walk, way: Way) -> None:
    """The counsellor: when it begins, one session after the other, and what it came to; her own notes stay with her."""
    way.refer("health", "counselling")
    mai = walk.desk("mai.health", "support").opens(walk.code, "Đề nghị mới").press("Nhận hỗ trợ")
    mai.fill("Ngày bắt đầu dự kiến", walk.day(+2)).picture("counsellor-accepts", phone=True).press("Nhận hỗ trợ")
    for note in ("Ngủ được hơn.", "Muốn gặp lại."):
        mai.press("Ghi một lần hỗ trợ").fill("Ghi chép của người tư vấn", note).pick("Nơi hỗ trợ", "Tại cơ quan")
        mai.picture("counsellor-session", phone=True).tick("Người được hỗ trợ xác nhận").press("Ghi lần này")
    mai.sees("2 buổi").picture("counsellor-sessions", phone=True)
    mai.press("Ghi kết quả hỗ trợ").tick("Người được hỗ trợ xác nhận").press("Ghi kết quả").sees("Đã hỗ trợ")


def stays_at_a_facility(lan: AtDesk, walk: Walk) -> None:
    """The lead: she came and left, and how many days of meals are paid."""
    lan.opens(walk.code, "Đã có kế hoạch").again_until("2 buổi").sees_not("Ngủ được hơn.")
    lan.press("Ghi việc vào cơ sở").pick("Loại cơ sở", "Cơ sở hỗ trợ nạn nhân").picture("lead-enters", phone=True)
    lan.press("Ghi việc vào cơ sở").sees("1 ngày", "ngày cuối được chi").picture("lead-stay", phone=True)
    lan.press("Kéo dài ngày chi tiền ăn").fill("Chi đến hết ngày", walk.day(+1)).pick("Lý do", "Chưa có nơi ở")
    lan.press("Ghi việc kéo dài")
    assert "Ngày cuối mới" in lan.fault_at("Chi đến hết ngày"), "later than the day that holds"
    lan.press("Quay lại").press("Ghi việc rời cơ sở").press("Ghi việc rời cơ sở").sees("1 ngày ở cơ sở")


def is_prolonged(lan: AtDesk, walk: Walk) -> None:
    """What went along may be read longer, if she agrees; the counsellor's page says until when."""
    lan.press("Gia hạn đề nghị").pick("Đề nghị", lan.choice("Đề nghị", "Tư vấn, trị liệu tâm lý"))
    lan.fill("Đến hết ngày", walk.day(+120)).tick("Người được hỗ trợ đồng ý").picture("lead-prolongs", phone=True)
    lan.press("Đọc lại trước khi gửi").press("Gia hạn").sees(f"Đến hết ngày {walk.day(+120)}")


def takes_papers_along(lan: AtDesk, walk: Walk) -> None:
    """The plan both sign, the leader's page, and her own sheet, which tells a stranger nothing."""
    lan.sees("Giấy tờ").picture("lead-papers", phone=True)
    for paper, said in (("In kế hoạch hỗ trợ", "KẾ HOẠCH HỖ TRỢ"), ("In tóm tắt hồ sơ cho lãnh đạo", "TÓM TẮT HỒ SƠ"),
                        ("In giấy hẹn và việc cần làm", "VIỆC CẦN LÀM")):  # fmt: skip
        read = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(lan.paper(paper))).pages).split())
        assert said in read, paper
        assert walk.code in read, paper
    assert "mua bán" not in read, "of the paper in her bag"


def is_stopped(lan: AtDesk, desk: AtDesk, walk: Walk) -> None:
    """Decided money is not paid any more: at once at the till of her commune."""
    lan.press("Dừng chi trả").fill("Số, ký hiệu văn bản dừng chi", "9/CV-LĐTBXH").fill("Ngày văn bản", walk.day())
    lan.pick("Lý do", "Quyết định bị thu hồi, hủy bỏ hoặc thay thế").picture("lead-stops", phone=True)
    lan.press("Đọc lại trước khi gửi").press("Dừng chi trả").again_until("Đã dừng chi").picture(
        "lead-stopped", phone=True
    )
    desk.again_until("Không chi thêm").picture("till-stopped", phone=True)


def is_followed(lan: AtDesk, walk: Walk) -> None:
    """A schedule she agrees to, a visit that gives concern, one at which she was not met, how far she is at home again."""
    lan.press("Thống nhất lịch theo dõi").fill("Lần gặp đầu", walk.day(+7)).pick("Gặp bằng cách nào", "Tại nhà")
    lan.tick("Người được hỗ trợ đồng ý").picture("lead-schedule", phone=True).press("Ghi lịch theo dõi")
    lan.press("Ghi lần theo dõi").pick("Dấu hiệu", "Không có thu nhập").pick("Nguy cơ", "Cao")
    lan.picture("lead-visit", phone=True).press("Ghi lần theo dõi").sees("Nguy cơ cao").picture(
        "lead-concern", phone=True
    )
    lan.press("Ghi mức độ hòa nhập").pick("Chỗ ở", "Đã ổn").press("Ghi mức độ hòa nhập").sees("Đã ổn")
    lan.comes_to("notifications").again_until(walk.code).picture("lead-concern-notice", phone=True)
    lan.comes_to("support").opens(walk.code, "Đang theo dõi")


def tuan_sees_the_target(walk: Walk) -> None:
    """The leader of the lead agency: how many of how many, and no file opened."""
    tuan = walk.desk("tuan.labour", "support").menu("Tiếp cận dịch vụ").sees("người đã được đáp ứng mọi nhu cầu")
    tuan.sees("Bên cạnh chỉ tiêu", "Không đồng ý báo công an").picture("leader-target", phone=True)


def is_expected_elsewhere(lan: AtDesk, walk: Walk) -> None:
    """She moves: by letter, and the file stays open until the other place has answered."""
    lan.press("Chuyển sang địa phương khác").pick("Tỉnh, thành phố nơi đến", "Đà Nẵng").fill("Số, ký hiệu", "19/CV")
    lan.fill("Cơ quan nhận công văn", "Phòng LĐ-TB&XH nơi đến").fill("Ngày văn bản", walk.day())
    lan.fill("Ngày hỏi lại", walk.day(+14)).tick("Người được hỗ trợ đồng ý").picture("lead-moves", phone=True)
    lan.press("Ghi công văn chuyển").sees("Chưa có trả lời, hồ sơ vẫn mở ở đây").picture("lead-moved", phone=True)


def dies(lan: AtDesk, walk: Walk) -> None:
    lan.press("Ghi việc qua đời").fill("Ngày qua đời", walk.day()).pick("Nơi qua đời", "Nơi khác").pick(
        "Thân nhân", "Đã báo, thân nhân lo liệu"
    )
    lan.picture("lead-death", phone=True).press("Đọc lại trước khi gửi").sees("Chưa có gì được ghi").press(
        "Ghi và kết thúc hồ sơ"
    )
    lan.sees("Người được hỗ trợ đã qua đời", "Đã kết thúc").picture("lead-dead", phone=True)
