"""What units hand in: their own plan, their report, their answer to a review round; what the lead says, urges and tells."""

from tests.town.walking import AtDesk, Walk, words_of

MISSING = "Hoạt động hưởng ứng 30/7"
"""What the unit forgot."""
COVERED = (
    "Mục tiêu, chỉ tiêu của đơn vị",
    "Truyền thông, phát thanh hằng tháng đến từng thôn, tổ dân phố",
    "Tuyên truyền trên môi trường mạng",
    "Việc làm tại địa phương, di cư lao động an toàn",
    "Tập huấn cán bộ",
    "Lồng ghép vào các chương trình an sinh xã hội của địa phương",
    "Tiếp nhận, hỗ trợ nạn nhân theo nhu cầu",
    "Kiểm tra, rà soát, thống kê số liệu",
    "Bố trí kinh phí, huy động đóng góp",
    "Chế độ báo cáo",
)
COMMENT = "Chưa thấy việc gì cho ngày 30/7."
RESULTS = "Loa thôn Giáp Trung hỏng một tuần, đã sửa."
WHY = "Thiếu kết quả truyền thông trực tiếp."
WORDS = COMMENT, RESULTS, WHY
LATE = "Rà soát tháng 5/2023"


def a_unit_plan(walk: Walk) -> None:
    """Drafted from the tasks, issued, sent; the lead misses something; changed, sent again, complete; the first one stands."""
    walk.on(2023, 2, 20)
    thao = walk.desk("thao.20008", "support").menu("Kế hoạch đơn vị").sees("Chưa soạn kế hoạch", "còn 7 ngày")
    thao.shown("unit-plan-none").press("Soạn kế hoạch")
    assert thao.choice("Nhiệm vụ", "Phát nội dung") == thao.value("Nhiệm vụ"), (
        "the tasks of the unit stand there already"
    )
    thao.pick("Nội dung kế hoạch", *COVERED).row(0, {"Số lần": "11"}).row(4, {"Số lần": "1", "Thời hạn": "30/07/2023"})
    thao.shown("unit-plan-draft").press("Lưu kế hoạch").sees("Đã soạn, chưa ban hành", "10 trên 11")
    thao.shown("unit-plan-drafted")
    assert "Phát nội dung kế hoạch trên hệ thống loa" in thao.reads("In bản soạn")
    _issued_and_sent(thao, "8/KH-UBND")
    thao.shown("unit-plan-sent")
    lan = walk.desk("lan.labour", "support").menu("Kế hoạch đơn vị").again_until("thiếu 1")
    lan.shown("unit-plans-at-the-lead").of("Hương Vân").sees("Chưa đủ nội dung")
    lan.shown("unit-plan-at-the-lead").press("Góp ý").pick("Nội dung còn thiếu", MISSING)
    lan.fill("Ý kiến thêm", COMMENT).shown("unit-plan-comment").press("Ghi nhận").sees("Đã gửi ý kiến")
    thao.again_until(": thiếu hoạt động hưởng ứng 30/7").sees_not(COMMENT)
    thao.press("Xem ghi chú").sees(COMMENT).shown("unit-plan-commented")
    thao.press("Bổ sung kế hoạch").pick("Nội dung kế hoạch", MISSING).press("Lưu kế hoạch").sees("đã khác bản ban hành")
    _issued_and_sent(thao, "9/KH-UBND")
    lan.again_until("Có đủ các nội dung").press("Ghi nhận đủ nội dung").shown("unit-plan-approval")
    lan.press("Ghi nhận").sees("Đã báo cho đơn vị").shown("unit-plan-approved")
    thao.again_until(": đủ nội dung").sees("Các bản đã ban hành · 2", "8/KH-UBND", "9/KH-UBND")
    thao.shown("unit-plan-both")


def _issued_and_sent(unit: AtDesk, number: str) -> None:
    unit.press("Ghi ban hành").fill("Số, ký hiệu", number).press("Ghi nhận").sees(f"Đã ban hành số {number}, chưa gửi")
    unit.press("Gửi cơ quan chủ trì").press("Gửi").sees("Đã gửi. Cơ quan chủ trì xem")


def a_report(walk: Walk) -> None:
    """Drafted from the book, completed by hand, sent; returned, supplemented, received; what the lead makes of all of them."""
    walk.on(2023, 11, 27)
    minh = walk.desk("minh.20011", "support").menu("Việc theo kế hoạch")
    minh.of("Phát nội dung kế hoạch", "Ghi đã làm").press("Ghi nhận").sees("Đã ghi")
    minh.menu("Báo cáo đơn vị").sees("còn 2 ngày", "Sổ hoạt động đến hôm nay").shown("report-none")
    minh.press("Lập báo cáo từ sổ hoạt động").fill("Kết quả thực hiện", RESULTS).shown("report-form")
    minh.press("Lưu báo cáo").sees("Đã lập").sees_not(RESULTS).shown("report-written")
    assert "Phát trên hệ thống loa phát thanh" in minh.reads("In báo cáo")
    _signed_and_sent(minh, "31/BC-UBND")
    lan = walk.desk("lan.labour", "support").menu("Báo cáo đơn vị").again_until("nhận hoặc trả lại")
    lan.shown("reports-at-the-lead").of("nhận hoặc trả lại").sees_not(RESULTS)
    lan.press("Xem phần lời").sees(RESULTS).shown("report-at-the-lead")
    lan.press("Trả lại để bổ sung").pick("Lý do", "Thiếu nội dung theo yêu cầu").fill("Ghi chú", WHY)
    lan.shown("report-return").press("Trả lại").sees("Đã trả lại cho đơn vị")
    minh.again_until("Bị trả lại").sees("Thiếu nội dung theo yêu cầu").shown("report-returned")
    minh.press("Lập báo cáo").fill("Kết quả thực hiện", RESULTS + " Đã gặp 40 hộ.").press("Lưu báo cáo")
    _signed_and_sent(minh, "32/BC-UBND")
    lan.again_until("báo cáo số 2").press("Nhận báo cáo").press("Ghi nhận").sees("Đã nhận báo cáo")
    minh.again_until("đã nhận").sees("thay báo cáo số 1").shown("report-received")
    tam = walk.desk("tam.justice", "support").menu("Báo cáo đơn vị").shown("report-nothing")
    tam.press("Không phát sinh: gửi ngay").sees("Không cần làm gì thêm").shown("report-nothing-sent")
    walk.on(2023, 12, 1)
    lan.menu("Báo cáo tổng hợp").again_until("2 cơ quan, đơn vị đã báo cáo").sees("Phòng Tư pháp", "Chưa báo cáo")
    lan.shown("reports-together").press("Ghi ban hành").fill("Số, ký hiệu", "90/BC-LĐTBXH")
    lan.shown("reports-issue").press("Ghi nhận").sees("Đã ghi báo cáo tổng hợp", "2 báo cáo")
    lan.shown("reports-issued")
    assert "Phòng Tư pháp" in lan.reads("In", "90/BC-LĐTBXH"), "the paper of the town names who had nothing"


def _signed_and_sent(unit: AtDesk, number: str) -> None:
    unit.press("Ký và gửi").fill("Số, ký hiệu", number).press("Gửi").sees("Đã gửi. Cơ quan chủ trì nhận")


def a_review(walk: Walk) -> None:
    """A round opened, answered in one tap; who is late is urged by letter, and sees it; then the Chairman is told."""
    walk.on(2023, 5, 22)
    lan = walk.desk("lan.labour", "support").menu("Rà soát").shown("review-none").press("Mở đợt rà soát")
    lan.fill("Trả lời trước hết ngày", "31/05/2023").shown("review-opening").press("Ghi nhận")
    lan.sees("Đã mở đợt rà soát")
    nhung = walk.desk("nhung.20035", "support").menu("Rà soát").again_until("còn 9 ngày")
    nhung.shown("review-asked").press("Không phát sinh").sees("Đã gửi trả lời")
    nhung.shown("review-answered")
    walk.on(2023, 6, 2)
    lan.menu("Tình hình các đơn vị").sees(LATE).shown("units-late")
    letter = words_of(lan.paper_at(lan.under(LATE, "In công văn")))
    assert "đôn đốc gửi rà soát tháng 5/2023" in letter
    assert "phường Tứ Hạ" in letter
    assert "xã Bình Tiến" not in letter, "which has answered"
    lan.page.goto(lan.under(LATE, "Ghi công văn đã gửi"))
    lan.fill("Số, ký hiệu", "61/LĐTBXH").shown("urging-form").press("Ghi nhận").sees("Các đơn vị được đôn đốc thấy")
    lan.shown("urged")
    hoa = walk.desk("hoa.19996", "support").menu("Rà soát").again_until("Công văn số 61/LĐTBXH").shown("review-urged")
    hoa.fill("Hoặc số trường hợp", "1").press("Gửi số này").sees("1 trường hợp", "chậm").shown("review-late")
    lan.menu("Rà soát").again_until("2 trên").shown("review-at-the-lead")
    lan.menu("Báo cáo tổng hợp").press("Ghi đã báo cáo").fill("Số, ký hiệu", "62/BC-LĐTBXH")
    lan.fill("Lần báo cáo tiếp theo", "03/07/2023").shown("chairman-form").press("Ghi nhận").sees(
        "Đã ghi báo cáo Chủ tịch"
    )
    lan.shown("chairman-told")
