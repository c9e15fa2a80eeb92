"""The flows of support that the way home does not pass, walked in a real browser by the officer whose work each is: sessions
of a counsellor, days at a facility, the papers, a payment that is stopped, a death; and the target over everybody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from deploy.demo.way import Way
from shared.clock import local, town_clock
from tests.browser import chromium
from tests.town.her_allowance import applies, is_granted_her_allowance
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
        read = lan.reads(paper)
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


def test_what_is_returned_refused_missed_and_begun_again_is_walked_too(town: RunningTown, started: Browser) -> None:
    way = identified(town, 7_203, local(town_clock(town.home / "clock.json")()).date())
    walk = Walk(started, town, secrets=(way.person.name,), taken=300)
    walk.code = way.lan.look("support", way.case)["code"]
    lan = walk.desk("lan.labour", "support").opens(walk.code, "Đã có kế hoạch")
    chooses_a_text(lan)
    desk = is_refused_a_benefit(lan, walk)
    wants_it_no_more(lan, desk)
    comes_back_and_fails(lan, walk, way)
    is_missed(lan, walk)
    has_moved(lan, walk)
    is_taken_up_again(lan)
    assert walk.wrong == []


def chooses_a_text(lan: AtDesk) -> None:
    """Two texts disagree: a person chooses one and says why."""
    lan.press("Chọn cách hiểu quy định")
    lan.pick("Văn bản áp dụng", lan.choice("Văn bản áp dụng", "Hiểu “hộ nghèo” thế nào từ năm 2022: Theo chuẩn"))
    lan.fill("Lý do chọn", "Theo ý kiến của Phòng Tư pháp.").picture("lead-chooses", phone=True).press("Ghi lựa chọn")
    lan.sees("Đã làm xong: Chọn cách hiểu quy định")


def is_refused_a_benefit(lan: AtDesk, walk: Walk) -> AtDesk:
    """Her file comes back and is completed, it is refused with its reason, in writing; she complains."""
    desk = applies(lan, walk)
    lan.again_until("Chờ thẩm định").press("Trả lại hồ sơ").pick("Lý do", "Thiếu thông tin")
    lan.picture("lead-returns", phone=True).press("Đọc lại trước khi gửi").press("Trả lại")
    desk.again_until("Bị trả lại để bổ sung").picture("one-stop-came-back", phone=True)
    desk.press("Xác nhận và gửi hồ sơ").fill("Số, ký hiệu văn bản gửi", "9/UBND").press("Đọc lại trước khi gửi")
    desk.press("Gửi hồ sơ").sees("Đã gửi hồ sơ")
    lan.again_until("Chờ thẩm định").press("Ghi thẩm định").fill("Số, ký hiệu tờ trình", "16/TTr-LĐTBXH")
    lan.pick("Lý do nếu đề nghị không cho hưởng", "Hồ sơ không bổ sung được").press("Ghi thẩm định")
    lan.press("Ghi quyết định đã ký").fill("Số, ký hiệu quyết định", "78/QĐ-UBND").fill("Ngày ký", walk.day())
    lan.pick("Lý do nếu không được hưởng", "Hồ sơ không bổ sung được").press("Đọc lại trước khi gửi")
    lan.press("Ghi quyết định").sees("Không được hưởng").picture("lead-refused", phone=True)
    assert len(lan.paper("In văn bản từ chối: trợ cấp khó khăn ban đầu")) > 1000
    lan.press("Ghi khiếu nại").fill("Nội dung khiếu nại", "Đã nộp đủ giấy tờ.").picture("lead-complaint", phone=True)
    lan.press("Ghi khiếu nại").sees("có khiếu nại ngày")
    desk.again_until("không được hưởng")
    return desk


def wants_it_no_more(lan: AtDesk, desk: AtDesk) -> None:
    lan.press("Hướng dẫn nộp đơn").pick("Chế độ", "Hỗ trợ học nghề").tick("Người được hỗ trợ đồng ý")
    lan.press("Đọc lại trước khi gửi").press("Báo bộ phận một cửa")
    desk.again_until("Hỗ trợ học nghề").press("Ghi việc rút đơn").picture("one-stop-withdraws", phone=True)
    desk.press("Đọc lại trước khi gửi").press("Ghi việc rút đơn").sees("Đã rút đơn")
    lan.again_until("Đã rút đơn")


def comes_back_and_fails(lan: AtDesk, walk: Walk, way: Way) -> None:
    """The justice office sends a request back, gets it again, and cannot do it."""
    way.refer("justice", "legal_advice")
    lan.again_until("Đã đến cơ quan được đề nghị").picture("lead-has-come", phone=True)
    tam = walk.desk("tam.justice", "support").opens(walk.code, "Đề nghị mới").press("Trả lại đề nghị")
    tam.pick("Lý do", "Thiếu thông tin").picture("justice-returns", phone=True)
    tam.press("Đọc lại trước khi gửi").press("Trả lại").sees("Đã trả lại")
    lan.again_until("Phòng Tư pháp trả lại đề nghị")
    way.refer("justice", "legal_advice")
    tam.opens(walk.code, "Đề nghị mới").press("Nhận hỗ trợ").press("Nhận hỗ trợ").press("Ghi việc không hỗ trợ được")
    tam.pick("Lý do", "Người được hỗ trợ vắng mặt").picture("justice-fails", phone=True).press("Ghi lý do")
    tam.sees("Không hỗ trợ được")
    lan.again_until("Người được hỗ trợ vắng mặt")


def is_missed(lan: AtDesk, walk: Walk) -> None:
    lan.press("Thống nhất lịch theo dõi").fill("Lần gặp đầu", walk.day()).pick("Gặp bằng cách nào", "Tại cơ quan")
    lan.tick("Người được hỗ trợ đồng ý").press("Ghi lịch theo dõi")
    lan.press("Ghi lần không gặp được").pick("Vì sao không gặp được", "Đi vắng").fill("Lần gặp tiếp theo", walk.day(+7))
    lan.picture("lead-missed", phone=True).press("Ghi lần không gặp được").sees("Không gặp được: đi vắng")


def has_moved(lan: AtDesk, walk: Walk) -> None:
    """The other place has taken her on; she is asked what she thinks before the file is closed with it."""
    is_expected_elsewhere(lan, walk)
    lan.press("Ghi nơi chuyển đến đã nhận").fill("Số, ký hiệu", "5/TL").fill("Ngày văn bản", walk.day())
    lan.fill("Ý kiến của người được hỗ trợ", "Muốn về gần mẹ.").picture("lead-received-there", phone=True)
    lan.press("Đọc lại trước khi gửi").press("Ghi đã nhận").sees("Đã kết thúc", "Nơi đó đã nhận ngày")


def is_taken_up_again(lan: AtDesk) -> None:
    lan.press("Mở lại hồ sơ").pick("Lý do", "Có nhu cầu mới").press("Mở lại hồ sơ").picture("lead-reopened", phone=True)
    lan.press("Kết thúc hỗ trợ").pick("Lý do", "Mất liên lạc").picture("lead-closes", phone=True)
    lan.press("Đọc lại trước khi gửi").press("Kết thúc hỗ trợ").sees("Đã kết thúc")
