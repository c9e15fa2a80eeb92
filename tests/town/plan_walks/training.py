"""A class from the plan to the certificate, and what the target counts of it."""

from tests.town.walking import Walk

PUPIL, STAYS, LEAVES = "Lê Thị Dạo Học", "Phan Thị Dạo Nghe", "Đỗ Văn Dạo Đi"
NAMES = PUPIL, STAYS, LEAVES


def a_class(walk: Walk) -> None:
    """A unit lists its officer; the lead plans a class, holds it, refuses who left before; all see who is trained."""
    walk.on(2023, 3, 6)
    thao = walk.desk("thao.20008", "support").menu("Tập huấn").press("Danh sách cán bộ")
    thao.shown("roster")
    lan = walk.desk("lan.labour", "support").menu("Tập huấn").press("Danh sách cán bộ")
    for desk, name in ((thao, PUPIL), (lan, STAYS), (lan, LEAVES)):
        desk.press("Ghi thêm cán bộ").fill("Họ và tên", name).fill("Làm công tác này từ ngày", "01/02/2023")
        desk.pick("Chức danh", "Công chức, chuyên viên phụ trách lao động, xã hội")
        desk.shown("roster-add").press("Ghi nhận").sees("Đã ghi vào danh sách").sees_not(name)
        desk.shown("officer").press("Về danh sách cán bộ")
    lan.again_until("do nơi đó báo đến").shown("rosters-at-the-lead")
    lan.press("Các lớp tập huấn").shown("classes").press("Dự kiến một lớp")
    lan.pick("Nội dung tập huấn", "Kỹ năng tiếp cận nạn nhân").fill("Ngày dự kiến", "10/03/2023").fill("Số giờ", "8")
    lan.shown("class-plan").press("Ghi nhận").sees("Đã ghi lớp dự kiến")
    lan.shown("class-planned")
    assert all(name in lan.reads("In danh sách học viên (3 người)") for name in NAMES)
    walk.on(2023, 3, 10)
    lan.press("Ghi đã tổ chức").shown("class-held").press("Ghi nhận").sees("Tiếp theo là điểm danh")
    lan.press("Điểm danh").shown("class-attendance")
    for name in NAMES:
        lan.tick(name)
    binh = walk.desk("binh.labour", "support").menu("Tập huấn").press("Danh sách cán bộ").press("Xem họ tên")
    binh.of(LEAVES, LEAVES).press("Ghi việc rời danh sách").fill("Ngày cuối cùng", "28/02/2023")
    binh.pick("Lý do rời", "Chuyển công tác").shown("officer-leaves").press("Ghi nhận").sees("Đã ghi ngày rời")
    lan.press("Ghi nhận").sees("chưa điểm danh ai", PUPIL, STAYS).sees_not(LEAVES).shown("class-attendance-refused")
    assert all(lan.page.get_by_label(name).is_checked() for name in (PUPIL, STAYS)), "what was ticked stays"
    lan.press("Ghi nhận").sees("Đã điểm danh", "Người dự · 2").sees_not(PUPIL, STAYS).shown("class-attended")
    lan.press("Ghi giấy chứng nhận").pick("Người được cấp", lan.choice("Người được cấp", PUPIL))
    lan.fill("Số giấy chứng nhận", "GCN-31").fill("Ngày cấp", walk.day()).shown("class-certificate").press("Ghi nhận")
    lan.sees("GCN-31, ngày 10/03/2023").shown("class-certified")
    thao.again_until("GCN-31").shown("roster-trained").press("Chỉ tiêu tập huấn").sees("1 trên 1 cán bộ")
    lan.menu("Tập huấn").sees("2 trên 2 cán bộ đã được tập huấn (100%)").shown("target")
    lan.fill("Xem tại ngày", "20/02/2023").press("Xem").sees("0 trên 3 cán bộ đã được tập huấn").shown(
        "target-of-a-day"
    )
