"""The main path, walked in a real browser by each role: by the words on the pages alone, with a picture of every step.

One person's way home is told once, in the order of the law; each part checks what its officer sees and what comes next.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.town.her_allowance import gets_her_allowance
from tests.town.running import RunningTown
from tests.town.walking import AtDesk, Walk

pytestmark = pytest.mark.browser
NAME, CONTACT = "Nguyễn Thị Dạo Thử", "0900 000 321, gọi sau 19 giờ"
STORY = "Được hứa việc làm ở quán ăn rồi bị giữ giấy tờ."
HEALTH, UNION = "Trung tâm Y tế thị xã", "Hội Liên hiệp Phụ nữ thị xã"
STAYS_AT_FACILITY = "Đang lưu trú tại cơ sở hỗ trợ nạn nhân hoặc cơ sở trợ giúp xã hội"


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_a_case_walks_home_through_the_pages_of_every_agency(town: RunningTown, started: Browser) -> None:
    walk = Walk(started, town, secrets=(NAME, CONTACT, STORY))
    commune = reports(walk)
    lan = receives(walk)
    mai = examines(walk)
    informs_and_asks(lan, walk)
    police_answer(walk)
    plans_and_refers(lan, walk)
    thuy = declines(walk)
    asks_again(lan, walk)
    deliver(walk, thuy, mai)
    prints(lan, walk)
    gets_her_allowance(lan, walk)
    follows_up_and_closes(lan, walk)
    leader_sees(walk)
    inspector_reads(walk)
    commune.opens(walk.code, "Đã xong").sees("Đã tiếp nhận")
    notices(lan, walk)
    assert walk.wrong == []


def reports(walk: Walk) -> AtDesk:
    """The commune: what is wrong is said beside its field, what was typed stays, nothing goes out before it is read back."""
    commune = walk.desk("thao.20008", "intake").picture("commune-queue", phone=True)
    commune.press("Lập hồ sơ").sees("Không bắt buộc hỏi tên").picture("commune-report", phone=True)
    commune.pick("Nhận tin từ đâu", "Nạn nhân trực tiếp trình báo").pick("Giới tính", "Nữ")
    commune.pick("Nhóm tuổi", "Từ đủ 18 tuổi").fill("Họ tên", NAME).fill("Cách liên hệ", CONTACT)
    commune.fill("Việc đã xảy ra", STORY).fill("Ngày trình báo", walk.day(+1)).press("Đọc lại trước khi gửi")
    assert commune.fault_at("Ngày trình báo") == "Ngày này sau ngày hôm nay của hệ thống."
    assert commune.value("Việc đã xảy ra") == STORY
    commune.picture("commune-report-wrong", phone=True)
    commune.fill("Ngày trình báo", walk.day()).press("Đọc lại trước khi gửi")
    commune.sees("Chưa có gì được ghi", NAME, "Nạn nhân trực tiếp trình báo", "Để trống: Ngày hoặc năm sinh")
    commune.picture("commune-read-back", phone=True)
    commune.press("Sửa lại")
    assert commune.value("Cách liên hệ") == CONTACT
    sent = commune.counts("Đã gửi, chờ cơ quan khác")
    commune.press("Đọc lại trước khi gửi").press("Ghi và thông báo ngay")
    commune.sees("Đã làm xong: Lập hồ sơ", "Đang chờ Phòng LĐ-TB&XH")
    found(r"Hiện đang giữ việc: Phòng LĐ-TB&XH · hết \d\d/\d\d, còn [3-9] ngày", commune.text())
    commune.sees_not(NAME, CONTACT)
    walk.code = found(r"HT-\w+-\w", commune.text())
    commune.picture("commune-sent", phone=True)
    assert commune.counts("Đã gửi, chờ cơ quan khác") == sent + 1
    return commune


def receives(walk: Walk) -> AtDesk:
    """The labour office: the queue says until when and who has it; care comes first, later steps say what they wait for."""
    lan = walk.desk("lan.labour", "intake").opens(walk.code, "Chờ tiếp nhận")
    found(walk.code + r" UBND phường Hương Vân .*hết \d\d/\d\d, còn [3-9] ngày Phòng LĐ-TB&XH", lan.line)
    lan.menu("Chờ tiếp nhận").picture("labour-queue", phone=True)
    lan.searches("nguyen thi dao thu").sees("Tìm hồ sơ", walk.code, "được lưu vết").sees_not(NAME).picture(
        "search", phone=True
    )
    lan.opens(walk.code, "Chờ tiếp nhận").sees(
        "nữ từ đủ 18 tuổi phường Hương Vân", "Đang thụ lý: Phòng LĐ-TB&XH", "Hạn: hết "
    )
    lan.sees("Chưa làm được ở bước hiện tại của hồ sơ. Cần xong “Tiếp nhận, hỗ trợ nhu cầu thiết yếu” trước.")
    assert lan.next_step() == "Ghi tiếp nhận"
    lan.picture("labour-case", phone=True)
    lan.press("Mở xem Nhân thân").sees(NAME, "đang mở, đã lưu vết").picture("labour-opened")
    lan.press("Ghi tiếp nhận").sees("Chăm sóc trước, hỏi sau").picture("labour-reception", phone=True)
    lan.pick("Người được tiếp nhận là", "Công dân Việt Nam").pick("Dân tộc", "Kinh").fill("Ngày hoặc năm sinh", "1999")
    lan.pick("Nhu cầu thiết yếu đã hỗ trợ", "Tiền ăn", "Chỗ ở tạm").fill("Số an toàn", "sau 19 giờ")
    lan.press("Ghi tiếp nhận").sees("Đã làm xong: Ghi tiếp nhận", "In phiếu tiếp nhận").picture(
        "labour-received", phone=True
    )
    assert lan.next_step() == "Ghi an toàn, ý muốn giữ kín"
    lan.press("Ghi an toàn, ý muốn giữ kín").picture("labour-safety", phone=True)
    lan.pick("Người đó thấy thế nào", "Lo lắng, chưa thấy nguy hiểm ngay").pick(
        "Muốn giữ kín như thế nào", "Không gọi điện"
    )
    lan.press("Ghi nhận").sees("Đã làm xong: Ghi an toàn, ý muốn giữ kín", "Ý muốn giữ kín", "Không gọi điện")
    assert lan.next_step() == "Ghi thông tin ban đầu"
    return lan


def examines(walk: Walk) -> AtDesk:
    """The health centre: before it accepts, nobody's name; then the first examination, before any verification."""
    mai = walk.desk("mai.health", "support").opens(walk.code, "Đề nghị mới")
    mai.sees("Khám, chữa bệnh ban đầu tại điểm tiếp nhận", "Nhận hỗ trợ rồi mới mở được phần này.")
    mai.sees("Cần xong “Trả lời đề nghị” trước.").sees_not(NAME)
    assert mai.next_step() == "Nhận hỗ trợ"
    mai.picture("health-case", phone=True).press("Nhận hỗ trợ").picture("health-accept")
    mai.press("Nhận hỗ trợ").sees("Đã làm xong: Nhận hỗ trợ", "Đang thụ lý: Trung tâm Y tế")
    mai.press("Mở xem Nhân thân").sees(NAME).press("Ghi kết quả hỗ trợ").picture("health-deliver")
    mai.pick("Kết quả", "Đã khám, chữa tại chỗ").tick("Người được hỗ trợ xác nhận").press("Ghi kết quả")
    mai.sees("Đã hỗ trợ", ", 1 lần khám").picture("health-delivered")
    return mai


def informs_and_asks(lan: AtDesk, walk: Walk) -> None:
    """Initial information, filled in by keyboard alone; then the police are asked, after she was told."""
    lan.opens(walk.code, "Đang thụ lý").press("Ghi thông tin ban đầu").picture("labour-information", phone=True)
    lan.types_by_keyboard(
        {"Mục đích mua bán: Cưỡng bức lao động": "x", "Mục đích chính": "Cưỡng bức lao động", "Trở về bằng cách nào": "Tự trở về",
         "Bị đưa ra khỏi biên giới": "x", "Bị đưa đến nước nào": "Campuchia", "Việc đã xảy ra": STORY}
    )  # fmt: skip
    lan.sees("Đã làm xong: Ghi thông tin ban đầu", "Có thông tin ban đầu").sees_not(STORY)
    assert lan.next_step() == "Đề nghị xác minh"
    lan.picture("labour-informed").press("Đề nghị xác minh").picture("labour-ask")
    lan.pick("Ý muốn của người đó", "Đồng ý").press("Đọc lại trước khi gửi")
    assert lan.fault_at("Đã nói rõ") == "Nói cho người đó biết trước, rồi mới đề nghị xác minh."
    sent = lan.counts("Đã gửi, chờ cơ quan khác")
    lan.tick("Đã nói rõ").press("Đọc lại trước khi gửi").press("Gửi đề nghị").sees("Đang chờ Công an thị xã")
    found(r"Hiện đang giữ việc: Công an thị xã · hết \d\d/\d\d, còn 2\d ngày", lan.text())
    assert lan.next_step() == ""
    lan.picture("labour-asked", phone=True)
    assert lan.counts("Đã gửi, chờ cơ quan khác") == sent + 1


def police_answer(walk: Walk) -> None:
    """The police: a victim has a certificate; its number is asked for beside its field."""
    khoa = walk.desk("khoa.police", "intake").opens(walk.code, "Chờ tiếp nhận")
    khoa.menu("Chờ tiếp nhận").picture("police-queue", phone=True).opens(walk.code, "Chờ tiếp nhận")
    khoa.sees("Được đề nghị xác minh", "Đang thụ lý: Công an thị xã", "Hạn: hết ").picture("police-case", phone=True)
    khoa.press("Trả lời xác minh").picture("police-answer", phone=True)
    khoa.pick("Kết quả", "Là nạn nhân").fill("Số, ký hiệu", "101/CV-CATX").press("Đọc lại trước khi gửi")
    assert khoa.fault_at("Số giấy xác nhận nạn nhân") == "Kết quả là nạn nhân thì cần số và ngày giấy xác nhận."
    assert khoa.value("Số, ký hiệu") == "101/CV-CATX"
    khoa.picture("police-answer-wrong", phone=True)
    khoa.fill("Số giấy xác nhận", "1/GXN-CATX").fill("Ngày giấy xác nhận", walk.day()).press("Đọc lại trước khi gửi")
    khoa.sees("1/GXN-CATX", "Là nạn nhân").picture("police-read-back")
    khoa.press("Gửi trả lời").sees("Đã làm xong: Trả lời xác minh", "Hiện đang giữ việc: Phòng LĐ-TB&XH")
    khoa.picture("police-answered")


def plans_and_refers(lan: AtDesk, walk: Walk) -> None:
    """The lead: needs, a plan agreed with her, and each line of the plan stands in the next request by itself."""
    lan.opens(walk.code, "Đã xong").sees("Được xác định là nạn nhân", "1/GXN-CATX").picture("labour-victim", phone=True)
    assert lan.next_step() == "Mở hồ sơ hỗ trợ"
    lan.press("Mở hồ sơ hỗ trợ").comes_to("support").picture("lead-queue", phone=True)
    lan.opens(walk.code, "Hồ sơ mới mở").again_until("là nạn nhân").picture("lead-case", phone=True)
    assert lan.next_step() == "Đánh giá nhu cầu"
    lan.press("Đánh giá nhu cầu").picture("lead-needs").pick("Nhu cầu", "Sức khỏe", "Hòa nhập cộng đồng")
    lan.press("Ghi kết quả đánh giá").sees("Đánh giá nhu cầu: Sức khỏe, Hòa nhập cộng đồng")
    assert lan.next_step() == "Ghi hoàn cảnh"
    lan.press("Ghi hoàn cảnh").picture("lead-circumstances", phone=True)
    for known in ("Thuộc hộ nghèo", "Thuộc hộ nghèo theo tiêu chí thu nhập", "Đã trở về nơi cư trú"):
        lan.pick(known, "Đúng")
    lan.pick(STAYS_AT_FACILITY, "Không đúng").press("Ghi hoàn cảnh").sees("Chế độ theo luật")
    lan.press("Xem từng chế độ").sees("Trợ cấp khó khăn ban đầu", "Chưa có mức để chi").picture("lead-owed", phone=True)
    lan.press("Về hồ sơ").press("Thống nhất kế hoạch hỗ trợ").picture("lead-plan", phone=True)
    lan.row(0, {"Dịch vụ": "Khám, chữa bệnh", "Cơ quan": HEALTH})
    lan.row(1, {"Dịch vụ": "Sinh hoạt Hội", "Cơ quan": UNION}).press("Ghi kế hoạch")
    assert (
        lan.fault_at("Người được hỗ trợ đã đọc")
        == "Kế hoạch chỉ ghi khi người được hỗ trợ đồng ý. Trao đổi lại rồi ghi."
    )
    lan.tick("Người được hỗ trợ đã đọc").press("Ghi kế hoạch").picture("lead-planned", phone=True)
    lan.press("Đề nghị cơ quan khác hỗ trợ").picture("lead-refer", phone=True)
    refer(lan, "Khám, chữa bệnh").sees("Đang chờ Trung tâm Y tế")
    refer(lan.press("Đề nghị cơ quan khác hỗ trợ"), "Sinh hoạt Hội").sees("Đang thụ lý: Trung tâm Y tế, Hội LHPN")
    assert lan.next_step() == ""
    lan.picture("lead-referred", phone=True)


def refer(lan: AtDesk, service: str) -> AtDesk:
    assert lan.value("Dịch vụ") == service
    lan.tick("Người được hỗ trợ đồng ý").pick("Phần hồ sơ gửi kèm", "Nhân thân", "Liên hệ")
    lan.fill("Đến hết ngày", lan.walk.day(+90)).press("Đọc lại trước khi gửi")
    lan.sees("chỉ những phần hồ sơ đã chọn", "Nhân thân, Liên hệ")
    return lan.press("Gửi đề nghị").sees("Đã làm xong: Đề nghị cơ quan khác hỗ trợ")


def declines(walk: Walk) -> AtDesk:
    thuy = walk.desk("thuy.womens_union", "support").opens(walk.code, "Đề nghị mới").picture("union-case")
    thuy.menu("Đề nghị mới").picture("union-queue", phone=True)
    thuy.opens(walk.code, "Đề nghị mới").press("Từ chối đề nghị").picture("union-decline")
    thuy.pick("Lý do", "Chưa bố trí được nguồn lực")
    thuy.press("Đọc lại trước khi gửi").press("Gửi lời từ chối").sees(
        "Hiện đang giữ việc: Phòng LĐ-TB&XH", "Đã từ chối"
    )
    return thuy.sees_not("Ghi kết quả hỗ trợ", "Thực hiện hỗ trợ").picture("union-declined")


def asks_again(lan: AtDesk, walk: Walk) -> None:
    lan.again_until("Hội LHPN từ chối: Sinh hoạt Hội. Lý do: Chưa bố trí được nguồn lực")
    lan.sees("Có đề nghị bị từ chối, trả lại hoặc hết hạn", "Đang thụ lý: Phòng LĐ-TB&XH, Trung tâm Y tế")
    lan.picture("lead-declined", phone=True)
    assert lan.next_step() == "Đề nghị cơ quan khác hỗ trợ"
    refer(lan.press("Đề nghị cơ quan khác hỗ trợ"), "Sinh hoạt Hội")


def deliver(walk: Walk, *officers: AtDesk) -> None:
    for officer in officers:
        officer.opens(walk.code, "Đề nghị mới").press("Nhận hỗ trợ").press("Nhận hỗ trợ").press("Ghi kết quả hỗ trợ")
        if officer is not officers[0]:  # life in the Union just reaches her; a treatment ends
            officer.pick("Kết quả", "Đã khám, chữa tại chỗ")
        officer.tick("Người được hỗ trợ xác nhận").press("Ghi kết quả").sees("Đã làm xong: Ghi kết quả hỗ trợ")
    officers[0].picture("union-delivered")


def prints(lan: AtDesk, walk: Walk) -> None:
    """Three papers of A4, each with the code of the case and the name of the person it is about."""
    lan.again_until("Hội LHPN đã hỗ trợ ngày").again_until("Trung tâm Y tế đã hỗ trợ ngày").picture("lead-delivered")
    lan.comes_to("intake").opens(walk.code, "Đã xong")
    for paper in ("Phiếu tiếp nhận", "Biên bản bàn giao", "Văn bản đề nghị xác minh"):
        said = lan.reads(paper)
        assert NAME in said, f"{paper} does not name the person"
        assert walk.code in said, f"{paper} does not bear the code"


def follows_up_and_closes(lan: AtDesk, walk: Walk) -> None:
    assert lan.next_step() == "Thống nhất lịch theo dõi"
    lan.press("Ghi lần theo dõi").picture("lead-follow-up").pick("Nguy cơ", "Thấp").press("Ghi lần theo dõi")
    lan.sees("Nguy cơ thấp").press("Kết thúc hỗ trợ").picture("lead-close").pick("Lý do", "Đã hòa nhập ổn định")
    lan.fill("Ý kiến của người được hỗ trợ", "Thấy yên tâm, muốn giữ liên lạc.")
    lan.press("Đọc lại trước khi gửi").press("Kết thúc hỗ trợ").sees("Đã kết thúc", "hồ sơ đã xong")
    lan.picture("lead-closed", phone=True)


def leader_sees(walk: Walk) -> None:
    """Figures, who holds the ball, and the list; nobody's name anywhere."""
    son = (
        walk.desk("son.office", "reporting")
        .again_until("nguồn nhận đủ")
        .sees("Tổng số:")
        .picture("leader-figures", phone=True)
    )
    son.menu("Ai đang giữ việc").sees("Ai đang giữ việc").picture("leader-ball", phone=True)
    son.menu("Danh sách hồ sơ").again_until(walk.code).sees("Là nạn nhân", "Đã kết thúc").picture(
        "leader-cases", phone=True
    )
    son.menu("Nguồn số liệu").sees("Phòng LĐ-TB&XH, hỗ trợ", "nhận đủ").picture("leader-sources", phone=True)


def inspector_reads(walk: Walk) -> None:
    """One timeline over all agencies; an entry opens, and so does what caused it."""
    thanh = walk.desk("thanh.office", "reporting").menu("Danh sách hồ sơ").press(walk.code)
    thanh.sees(
        "Quá trình giải quyết qua các cơ quan", "Hội LHPN từ chối sinh hoạt Hội", "Công an thị xã trả lời xác minh"
    )
    thanh.sees_not("chưa có biên nhận", NAME).picture("inspector-timeline", phone=True)
    thanh.entry("được báo kết quả xác định").sees("Nội dung đã ghi", "Nguyên nhân:").picture(
        "inspector-entry", phone=True
    )
    thanh.press("Phòng LĐ-TB&XH, tiếp nhận mục").sees("được xác định là nạn nhân").picture("inspector-cause")


def notices(lan: AtDesk, walk: Walk) -> None:
    lan.comes_to("notifications").sees("Thông báo", walk.code).picture("notices", phone=True)
    lan.comes_to("intake").opens(walk.code, "Đã xong").leaves_quickly()
    assert lan.path() == "/calendar"
    lan.picture("calendar", phone=True)


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[0]
