"""The money of a unit: what it asks for, what it is given, owes and pays, and how the year is settled."""

from tests.town.running import eventually
from tests.town.walking import AtDesk, Walk

SOURCE, SOCIAL = "Kinh phí chi thường xuyên", "Nguồn lực xã hội"
NOTE = "Áo ấm cho người mới về."
WORDS = (NOTE,)


def of_a_unit(walk: Walk) -> None:
    """Estimated, consolidated, allocated; committed (one waits for money), paid, transferred, settled; table and chart agree."""
    walk.on(2023, 9, 4)
    tien = walk.desk("tien.20020", "support").menu("Kinh phí").shown("money-none").press("Lập dự toán")
    tien.fill(SOURCE, "10.000.000").fill(SOCIAL, "4.000.000").shown("money-estimate").press("Ghi nhận")
    tien.shown("money-estimated").press("Ghi đã gửi dự toán").fill("Số, ký hiệu", "19/TTr-UBND").press("Ghi nhận")
    tien.sees("Đã ghi. Cơ quan tài chính đã được báo", "Đang chờ Hội đồng nhân dân").shown("money-sent")
    phuong = walk.desk("phuong.finance", "support").menu("Kinh phí toàn thị xã").again_until("19/TTr-UBND")
    phuong.shown("money-of-the-town").press("Tổng hợp, trình UBND").fill("Số, ký hiệu", "70/TTr-TCKH")
    phuong.shown("money-consolidate").press("Ghi nhận").sees("Đã ghi tờ trình", "14.000.000")
    for source, amount in ((SOURCE, "9.000.000"), (SOCIAL, "2.000.000")):
        eventually(walk.town.quiet, 30, "quiet")  # what the unit tells back would change the file under the form
        phuong.of("Phường Hương Chữ · ", "Phân bổ").pick("Nguồn", source).fill("Số tiền thêm vào", amount)
        phuong.fill("Số nghị quyết", "8/NQ-HĐND").shown("money-allocate").press("Ghi nhận").sees("Đơn vị được báo ngay")
    phuong.shown("money-allocated")
    tien.again_until("11.000.000").shown("money-given")
    _commits(tien, "Truyền thông, tuyên truyền", "6.000.000")
    _commits(tien, "Nhu cầu thiết yếu: ăn, ở, đi lại, y tế ban đầu", "5.000.000", urgent=True)
    tien.sees("Chờ nguồn · 1", "chờ nguồn 5.000.000").sees_not(NOTE).shown("money-waits")
    for line, amount, number in (("1 · ", "5.500.000", "PC-11"), ("2 · ", "5.000.000", "PC-12")):
        tien.of(line, "Ghi đã chi").fill("Số tiền", amount).fill("Số chứng từ", number).shown("money-payment")
        tien.press("Ghi nhận").sees("Đã ghi lần chi")
    tien.shown("money-paid").press("Chuyển giữa các nguồn").pick("Từ nguồn", SOCIAL).pick("Chuyển sang", SOURCE)
    tien.fill("Số tiền", "2.000.000").fill("Số, ký hiệu", "31/QĐ-UBND").shown("money-transfer").press("Ghi nhận")
    tien.sees("Đã chuyển", "Chờ nguồn · 0", "Chuyển nguồn theo 31/QĐ-UBND").shown("money-transferred")
    walk.on(2024, 1, 8)
    tien.page.goto(tien.page.url.partition("?")[0])
    tien.sees("Đã đến kỳ quyết toán").shown("money-year-over").press("Quyết toán")
    tien.fill("Nộp trả", "499.999").fill("Số, ký hiệu", "2/QT-UBND").pick("Lý do chênh lệch", "Tiết kiệm chi")
    tien.press("Ghi nhận").sees("Chưa cân", "đến từng đồng").shown("money-not-balanced")
    assert tien.value("Nộp trả") == "499.999"
    tien.fill("Nộp trả", "500.000").press("Ghi nhận").sees("Đã quyết toán nguồn này").shown("money-settled")
    assert "500.000" in tien.reads("In bảng quyết toán")
    assert tien.page.locator("main svg[role=img], main figure svg, main svg.chart").count(), (
        "the chart beside the table"
    )
    phuong.again_until("Đã quyết toán").sees("nộp trả 500.000").shown("money-settled-at-finance")


def _commits(unit: AtDesk, what: str, amount: str, *, urgent: bool = False) -> None:
    unit.press("Ghi khoản cam kết chi").pick("Chi cho việc gì", what).pick("Nguồn", SOURCE).fill("Số tiền", amount)
    if urgent:
        unit.tick("Thiết yếu, khẩn cấp").fill("Ghi chú", NOTE)
    unit.shown("money-commitment").press("Ghi nhận").sees("Đã ghi khoản cam kết")
