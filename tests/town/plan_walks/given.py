"""A contribution from its promise to the thanks, and the report for who gave it."""

from tests.town.walking import Walk

DONOR, CONTACT = "Doanh nghiệp Dạo Tặng", "0900 000 987"
SEALED = DONOR, CONTACT


def by_a_firm(walk: Walk) -> None:
    """Promised, received, thanked for, used, ended; the donor's report says for what, and names nobody who was helped."""
    walk.on(2023, 10, 2)
    hoa = walk.desk("hoa.19996", "support").menu("Đóng góp").shown("gifts-none").press("Ghi nhà tài trợ mới")
    hoa.pick("Là ai", "Doanh nghiệp").fill("Tên người, tổ chức", DONOR).fill("Cách liên hệ", CONTACT).shown(
        "donor-form"
    )
    hoa.press("Ghi nhận").sees_not(DONOR, CONTACT).shown("donor").press("Tiền").fill("Số tiền", "6.000.000")
    hoa.shown("gift-form").press("Ghi nhận").sees("Đã ghi khoản đóng góp").shown("gift-promised")
    hoa.of("6.000.000", "DG").shown("gift").press("Ghi đã nhận").fill("Số phiếu thu", "PT-04").shown("gift-receipt")
    hoa.press("Ghi nhận").sees("Đã ghi phần đã nhận").shown("gift-received")
    assert DONOR in hoa.reads("In thư cảm ơn")
    hoa.press("Ghi đã cảm ơn").pick("Cách cảm ơn", "Gặp, cảm ơn trực tiếp").shown("gift-thanks").press("Ghi nhận")
    hoa.press("Ghi đã dùng").pick("Dùng cho", "Học văn hóa, học nghề").fill("Đã dùng bao nhiêu", "6.000.000")
    hoa.fill("Đến được bao nhiêu người", "12").shown("gift-use").press("Ghi nhận").shown("gift-used")
    hoa.press("Kết thúc theo dõi").press("Ghi nhận").sees("Đã kết thúc").shown("gift-ended")
    hoa.press("NTT-").sees_not(DONOR).shown("donor-in-the-end")
    report = hoa.reads("In báo cáo")
    assert "Học văn hóa, học nghề" in report
    assert DONOR in report
