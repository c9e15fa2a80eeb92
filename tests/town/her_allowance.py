"""The part of the walk in which she gets the initial allowance: the lead, the one-stop desk of her commune, and its till."""

from tests.town.walking import AtDesk, Walk

COMMUNES = "Ủy ban nhân dân các xã, phường"


def gets_her_allowance(lan: AtDesk, walk: Walk) -> None:
    """Granted, then paid by the commune once the register has answered."""
    desk = is_granted_her_allowance(lan, walk)
    desk.press("Ghi việc chi trả").fill("Số danh sách ký nhận", "5/DS").tick("Người nhận xác nhận")
    desk.press("Đọc lại trước khi gửi").press("Ghi việc chi trả").sees("Đã chi trả").picture(
        "one-stop-paid", phone=True
    )
    lan.again_until("Đã chi trả").picture("lead-paid", phone=True)


def is_granted_her_allowance(lan: AtDesk, walk: Walk) -> AtDesk:
    """Applied for, appraised, decided on paper; the desk of her commune, which is to pay."""
    desk = applies(lan, walk)
    lan.again_until("Chờ thẩm định").picture("lead-arrived", phone=True).press("Ghi thẩm định")
    lan.fill("Số, ký hiệu tờ trình", "15/TTr-LĐTBXH").tick("Đề nghị cho hưởng").fill("Số tiền", "3.000.000")
    lan.fill("Số nghị quyết", "12/NQ-HĐND").fill("Ngày nghị quyết", "10/07/2020").picture("lead-appraises", phone=True)
    lan.press("Ghi thẩm định").sees("Chờ quyết định").press("Ghi quyết định đã ký")
    lan.fill("Số, ký hiệu quyết định", "77/QĐ-UBND").fill("Ngày ký", walk.day()).pick("Nơi chi trả", COMMUNES)
    lan.picture("lead-decides", phone=True).press("Đọc lại trước khi gửi").press("Ghi quyết định")
    lan.sees("Được hưởng, chờ chi trả", "3.000.000 đ")
    desk.again_until("Chờ chi trả").sees("được hưởng 3.000.000 đ").picture("one-stop-decided", phone=True)
    return desk


def applies(lan: AtDesk, walk: Walk) -> AtDesk:
    """Guided to the desk of her commune, which takes the application, confirms it and sends the file."""
    lan.comes_to("support").opens(walk.code, "Đã có kế hoạch").press("Hướng dẫn nộp đơn").picture("lead-guides")
    lan.pick("Chế độ", "Trợ cấp khó khăn ban đầu").tick("Người được hỗ trợ đồng ý").press("Đọc lại trước khi gửi")
    lan.press("Báo bộ phận một cửa").sees("Đã làm xong: Hướng dẫn nộp đơn", "Chờ nộp đơn")
    desk = walk.desk("thao.20008", "support").opens(walk.code, "Đơn tại bộ phận một cửa")
    desk.picture("one-stop-expected", phone=True).press("Nhận đơn").picture("one-stop-takes", phone=True)
    desk.fill("Mã hồ sơ một cửa", "MC-1").press("Nhận đơn").sees("mã một cửa MC-1").press("Xác nhận và gửi hồ sơ")
    desk.fill("Số, ký hiệu văn bản gửi", "8/UBND").press("Đọc lại trước khi gửi").press("Gửi hồ sơ").sees(
        "Đã gửi hồ sơ"
    )
    return desk
