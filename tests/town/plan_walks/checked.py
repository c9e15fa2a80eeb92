"""What is looked into: an inspection, a tip about a broker, a supervision by the Front; each to its answer."""

from tests.town.walking import Walk

TEAM = "Bà Phan Thị Dạo Xem, ông Đỗ Văn Dạo Ghi"
FOUND = "Sổ phát thanh bỏ trống ba tháng."
SUSPECT, INFORMANT = "Công ty Dạo Xa", "Bà Hồ Thị Dạo Báo, 0900 000 654"
UNLICENSED = "Không có chức năng đưa người lao động đi nước ngoài"
SEALED = TEAM, FOUND, SUSPECT, INFORMANT


def an_inspection(walk: Walk) -> None:
    """Decided, made, one thing found, to be mended by a day; the inspected office answers, it is looked at again, concluded."""
    walk.on(2023, 6, 12)
    lan = walk.desk("lan.labour", "support").menu("Kiểm tra").shown("inspections-none")
    lan.press("Lập kế hoạch kiểm tra").pick("Nội dung", "Việc thực hiện kế hoạch của thị xã")
    lan.pick("Cơ quan được kiểm tra", "Ủy ban nhân dân các xã, phường").pick("Xã, phường", "Xã Bình Tiến")
    lan.fill("Ngày dự kiến", "14/06/2023").fill("Số quyết định", "12/QĐ-UBND").fill("Ngày ký quyết định", "09/06/2023")
    lan.fill("Số người trong đoàn", "2").unfolds().fill("Họ tên trong đoàn", TEAM).shown("inspection-plan")
    lan.press("Ghi nhận").sees("Đã làm xong: Lập kế hoạch kiểm tra").shown("inspection-planned")
    walk.on(2023, 6, 14)
    lan.press("Ghi ngày đến kiểm tra").press("Ghi nhận").press("Ghi một kết quả").pick(
        "Điều phát hiện", "Thực hiện chậm"
    )
    lan.fill("Ghi chú", FOUND).shown("inspection-finding")
    lan.press("Ghi nhận").sees_not(FOUND).shown("inspection-found").press("Yêu cầu khắc phục")
    lan.pick("Việc phải làm", "Bổ sung hồ sơ, sổ sách").fill("Hạn cuối", "20/06/2023")
    lan.shown("inspection-remedy").press("Ghi nhận").shown("inspection-ordered")
    nhung = walk.desk("nhung.20035", "support").menu("Kiểm tra").again_until("Bổ sung hồ sơ")
    nhung.shown("remedies-of-the-unit").of("Bổ sung hồ sơ", "").shown("remedy")
    nhung.press("Báo đã khắc phục").shown("remedy-report").press("Ghi nhận")
    nhung.sees("Đã làm xong: Báo đã khắc phục").shown("remedy-reported")
    lan.again_until("báo xong ngày").shown("inspection-answered").press("Kiểm tra lại")
    lan.pick("Kết quả", "Đã làm xong").shown("inspection-recheck").press("Ghi nhận")
    lan.press("Ghi kết luận").fill("Số kết luận", "5/KL-LĐTBXH").shown("inspection-conclusion")
    lan.press("Ghi nhận").sees("Số 5/KL-LĐTBXH").shown("inspection-concluded")
    minutes = lan.reads("In biên bản (được ghi lại)")
    assert "12/QĐ-UBND" in minutes
    assert FOUND in minutes
    nhung.again_until("đã khắc phục").shown("remedy-fulfilled")


def a_tip(walk: Walk) -> None:
    """A unit takes it and passes it on; the lead checks, forwards, learns the outcome. Nobody is named on the way."""
    walk.on(2023, 7, 3)
    long = walk.desk("long.20005", "support").menu("Môi giới trái phép").shown("tips-none")
    long.press("Ghi tin về môi giới").pick("Tin đến qua đâu", "Trực tiếp với cán bộ").fill(
        "Người, tổ chức bị báo", SUSPECT
    )
    long.pick("Hoạt động ở", "Xã Hương Toàn").fill("Người báo tin", INFORMANT).shown("tip-form")
    long.press("Ghi nhận").sees_not(SUSPECT, INFORMANT).shown("tip-taken")
    long.press("Chuyển cho cơ quan kiểm tra").shown("tip-passing").press("Chuyển tin").sees("Đang giữ: Phòng")
    long.shown("tip-passed")
    lan = walk.desk("lan.labour", "support").menu("Môi giới trái phép").again_until("UBND xã Hương Toàn")
    lan.sees_not(SUSPECT).shown("tips-at-the-lead").of("Hương Toàn", "MG").press("Nhận tin").press("Đã nhận")
    lan.sees_not(SUSPECT, INFORMANT).press("Mở xem Đối tượng nghi vấn").sees(SUSPECT).sees_not(INFORMANT)
    lan.shown("tip-opened").press("Ghi kết quả kiểm tra").pick("Kết quả kiểm tra", UNLICENSED)
    lan.shown("tip-check").press("Ghi nhận").press("Ghi công văn chuyển xử lý").pick("Nơi nhận", "Công an thị xã")
    lan.fill("Số công văn", "44/LĐTBXH").fill("Ngày công văn", walk.day()).shown("tip-forward").press("Ghi nhận").shown(
        "tip-forwarded"
    )
    lan.press("Ghi kết quả xử lý").pick("Kết quả xử lý", "Bị xử phạt vi phạm hành chính").fill(
        "Ngày biết kết quả", walk.day()
    ).press("Ghi nhận")
    lan.press("Đóng tin").pick("Lý do đóng", "Đã xử lý xong").shown("tip-closing").press("Ghi nhận")
    lan.sees("Đã đóng").sees_not(SUSPECT, INFORMANT).shown("tip-closed")
    long.again_until("Cơ quan kiểm tra đã nhận Ngày").sees_not(SUSPECT, INFORMANT).shown("tip-received")


def a_supervision(walk: Walk) -> None:
    """The Front looks at the work of a unit and recommends; the unit answers, the Front closes."""
    walk.on(2023, 8, 7)
    quang = walk.desk("quang.fatherland_front", "support").menu("Giám sát").shown("supervisions-none")
    quang.press("Lập kế hoạch giám sát").pick("Nội dung giám sát", "Truyền thông, phát thanh")
    quang.pick("Nơi được giám sát", "Ủy ban nhân dân các xã, phường").pick("Xã, phường", "Phường Hương Chữ")
    quang.fill("Ngày dự kiến", walk.day()).shown("supervision-plan").press("Ghi nhận")
    quang.press("Ghi cuộc giám sát").fill("Số báo cáo giám sát", "3/BC-MTTQ").press("Ghi nhận").shown("supervised")
    quang.press("Gửi kiến nghị").pick("Kiến nghị", "Đẩy nhanh tiến độ").fill("Số văn bản kiến nghị", "4/KN-MTTQ")
    quang.fill("Ngày ký", walk.day()).fill("Đề nghị trả lời", walk.day(+14)).shown("recommendation-form")
    quang.press("Ghi nhận").sees("Đẩy nhanh tiến độ").shown("recommended")
    tien = walk.desk("tien.20020", "support").menu("Giám sát").again_until("Đẩy nhanh tiến độ")
    tien.shown("recommendations-of-the-unit").of("Đẩy nhanh tiến độ", "").shown("recommendation")
    tien.press("Trả lời kiến nghị").pick("Trả lời", "Đồng ý").pick("Đồng ý: đã làm gì", "Đã thực hiện")
    tien.fill("Số văn bản trả lời", "27/UBND").fill("Ngày ký", walk.day()).shown("recommendation-answer")
    tien.press("Ghi nhận").sees("Đã làm xong").shown("recommendation-answered")
    quang.again_until("27/UBND").shown("supervision-answered").press("Đóng kiến nghị").press("Ghi nhận")
    quang.press("Kết thúc giám sát").press("Ghi nhận").sees("đã kết thúc").shown("supervision-finished")
