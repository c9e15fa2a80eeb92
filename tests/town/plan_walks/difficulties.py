"""Difficulties to their answer: one that guidance helps, two that only a change of the law can."""

from tests.town.walking import AtDesk, Walk

NOT_CLEAR, GUIDANCE = "Không rõ ai ký giấy hẹn.", "Chủ tịch xã ký; mẫu ở sổ tay trang 4."
GAP = "Không có mức hỗ trợ tàu xe."
ASKED, ANSWER = "Đề nghị hướng dẫn mức chi.", "Áp dụng mức công tác phí."
ND_09, ABOVE = "Nghị định số 09/2013/NĐ-CP", "Sở Lao động - Thương binh và Xã hội"
WORDS = NOT_CLEAR, GUIDANCE, GAP, ASKED, ANSWER


def raised(desk: AtDesk, kind: str, step: str, words: str) -> AtDesk:
    """It is raised, about no case."""
    desk.menu("Vướng mắc").press("Nêu vướng mắc").pick("Loại vướng mắc", kind).pick("Gặp ở bước nào", step)
    return desk.fill("Nói rõ hơn", words)


def guided_and_closed(walk: Walk) -> None:
    """Raised by a unit; the lead takes it and guides; the unit says that it helped."""
    walk.on(2023, 4, 3)
    thao = raised(walk.desk("thao.20008", "support"), "Thủ tục chưa rõ", "Tiếp nhận, nhu cầu thiết yếu", NOT_CLEAR)
    thao.shown("difficulty-form").press("Nêu vướng mắc").sees("Đã nêu").sees_not(NOT_CLEAR)
    thao.shown("difficulty-raised")
    lan = walk.desk("lan.labour", "support").menu("Vướng mắc").again_until("Thủ tục chưa rõ")
    lan.shown("difficulties-at-the-lead").of("Thủ tục chưa rõ", "VM").press("Đọc nội dung").sees(NOT_CLEAR)
    lan.shown("difficulty-at-the-lead").press("Nhận xem xét").press("Ghi nhận").press("Hướng dẫn")
    lan.fill("Nội dung hướng dẫn", GUIDANCE).shown("difficulty-guidance").press("Ghi nhận")
    lan.sees("Đã hướng dẫn", "Nơi nêu đọc hướng dẫn").sees_not(GUIDANCE).shown("difficulty-guided")
    assert lan.urged() == [], "it is the turn of who raised it"
    thao.again_until("Đã hướng dẫn").sees_not(GUIDANCE).press("Đọc nội dung").sees(GUIDANCE)
    assert thao.urged() == ["Xác nhận đã gỡ được"]
    thao.shown("difficulty-guided-at-the-unit").press("Xác nhận đã gỡ được").press("Ghi nhận")
    thao.sees("Đã xác nhận").shown("difficulty-helped")
    lan.again_until("Đã xong sau").shown("difficulty-settled")


def sent_up_and_proposed(walk: Walk) -> None:
    """Two offices meet the same gap: the level above is asked and answers; what the law lacks is proposed, on both of them."""
    walk.on(2023, 4, 10)
    for username in ("mai.health", "thuy.womens_union"):
        desk = raised(walk.desk(username, "support"), "Kinh phí", "Đề nghị, cung cấp hỗ trợ", GAP)
        desk.unfolds().pick("Về văn bản nào", ND_09).fill("Điều", "21").press("Nêu vướng mắc").sees("Đã nêu")
    thuy, lan = desk, walk.desk("lan.labour", "support").menu("Vướng mắc").again_until("Nhiều nơi cùng vướng")
    lan.shown("difficulties-alike").of("Hội Liên hiệp", "VM").press("Nhận xem xét").press("Ghi nhận")
    lan.press("Hỏi cấp trên").pick("Hỏi cơ quan nào", ABOVE).fill("Số văn bản", "51/LĐTBXH")
    lan.fill("Chờ trả lời đến ngày", walk.day(+14)).fill("Nội dung hỏi", ASKED).shown("difficulty-up")
    lan.press("Ghi nhận").sees("Đã hỏi cấp trên").shown("difficulty-sent-up")
    assert lan.urged() == ["Ghi trả lời của cấp trên"]
    thuy.again_until("Cơ quan chủ trì đã hỏi cấp trên").shown("difficulty-waits-above")
    walk.on(2023, 4, 17)
    lan.press("Ghi trả lời của cấp trên").fill("Nội dung trả lời", ANSWER).fill("Số văn bản trả lời", "7/SLĐTBXH")
    lan.shown("difficulty-answer").press("Ghi nhận").sees("Đã ghi trả lời")
    thuy.again_until("Cấp trên đã trả lời").sees_not(ANSWER, ASKED).press("Đọc nội dung").sees(ANSWER).sees_not(ASKED)
    thuy.shown("difficulty-answered")
    lan.press("Về danh sách").of("2 vướng mắc chưa đưa", "Lập kiến nghị")
    lan.pick("Đề nghị", "Bổ sung").fill("Vì sao không phù hợp", GAP).shown("proposal-form").press("Ghi nhận")
    lan.sees("Đã lập kiến nghị", "Dựa trên vướng mắc · 2").shown("proposal").press("Ghi việc gửi")
    lan.fill("Số văn bản", "60/LĐTBXH").pick("Gửi đến", ABOVE).shown("proposal-sending").press("Ghi nhận")
    lan.press("Ghi kết quả").pick("Kết quả", "Ghi nhận, nghiên cứu").press("Ghi nhận").sees("Đã có trả lời")
    lan.shown("proposal-concluded")


def by_keyboard_alone(walk: Walk) -> None:
    """The same, without a mouse at either desk."""
    walk.on(2023, 4, 24)
    my, lan = walk.desk("my.20017", "support"), walk.desk("lan.labour", "support")
    my.follows_by_keyboard("Vướng mắc").follows_by_keyboard("Nêu vướng mắc")
    my.types_by_keyboard({"Loại vướng mắc": "Thiếu mẫu, biểu", "Gặp ở bước nào": "Tin báo, thông báo"}).sees("Đã nêu")
    lan.follows_by_keyboard("Vướng mắc").again_until("Thiếu mẫu, biểu").follows_by_keyboard(code_of(my))
    lan.follows_by_keyboard("Nhận xem xét").types_by_keyboard({}).follows_by_keyboard("Hướng dẫn")
    lan.types_by_keyboard({"Nội dung hướng dẫn": GUIDANCE}).sees("Đã hướng dẫn")
    my.again_until("Đọc hướng dẫn bên dưới").follows_by_keyboard("Xác nhận đã gỡ được").types_by_keyboard({})
    my.sees("Đã xác nhận")
    lan.again_until("Đã xong sau")


def code_of(desk: AtDesk) -> str:
    """Of the difficulty on the page, as every list calls it."""
    return desk.page.locator("h1").inner_text().split(" · ")[-1]
