"""Papers of the support of a made-up person, each as long as it is likely to get."""

from dataclasses import replace

from shared.papers import (
    BenefitRefusal,
    BenefitRow,
    CaseSummary,
    Condition,
    DraftDecision,
    Fact,
    HelpReceipt,
    InspectionMinutes,
    MinutesFinding,
    MinutesRemedy,
    NeedRow,
    Paper,
    PlainSheet,
    PlanLine,
    Promise,
    Signature,
    Submission,
    SupportPlan,
    Tick,
)
from tests.papers.head import HEAD

NAME = "Nguyễn Thị Thử Nghiệm"
REASON = "Theo hồ sơ, điều kiện về hộ chưa được xác nhận và giấy tờ còn thiếu. " * 4 + "Đề nghị người ký xem lại."
"""A reason of some three hundred letters."""
ALLOWANCE = "Trợ cấp khó khăn ban đầu"

PLAN = SupportPlan(
    HEAD, "lần thứ 2", "22/05/2023",
    tuple(
        PlanLine(
            f"Khám, chữa bệnh, tư vấn lần thứ {n}", "Trung tâm Y tế thị xã", "Có" if n % 4 else "Không",
            "Trợ cấp khó khăn ban đầu, hỗ trợ vay vốn" if n % 2 else None, "30/06/2023" if n % 3 else None,
        )
        for n in range(1, 11)
    ),
    NAME, "1999", "kế hoạch lần thứ 1, ngày 09/05/2023", ("Học nghề may rồi mở một tiệm nhỏ.", REASON),
    ("Quy định chưa chắc chắn hoặc văn bản khác nhau; người có thẩm quyền quyết định chế độ này.",),
)  # fmt: skip
SUBMISSION = Submission(
    replace(HEAD, number="……/TTr-……"), "Về việc hỗ trợ: trợ cấp khó khăn ban đầu", "Chủ tịch UBND thị xã",
    ("Điều 38 Luật Phòng, chống mua bán người số 66/2011/QH12", "Điều 23 Nghị định số 09/2013/NĐ-CP"),
    "Phòng Lao động - Thương binh và Xã hội đã thẩm định hồ sơ đề nghị hỗ trợ dưới đây và kính trình xem xét, quyết định.",
    (Fact("Mã một cửa", "MC-12"), Fact("Ngày nộp đơn", "11/05/2023"), Fact("Xã, phường gửi hồ sơ", None)),
    (
        Condition("Có giấy tờ chứng nhận là nạn nhân", "Có", "Điều 28 Luật Phòng, chống mua bán người số 66/2011/QH12"),
        Condition("Thuộc hộ nghèo", "Chưa rõ", "Điều 38 Luật Phòng, chống mua bán người số 66/2011/QH12"),
    ),
    (Tick("Đề nghị cho hưởng", ticked=True), Tick("Đề nghị không cho hưởng")),
    "Kính trình xem xét, quyết định./.",
    name=NAME, birth="1999", amount="3.000.000 đ", resolution="12/NQ-HĐND, ngày 10/07/2020", opinion=REASON,
    remarks=("Hiểu “hộ nghèo” thế nào từ năm 2022: đã chọn theo chuẩn nghèo đa chiều đang áp dụng.",),
    copies_to=("Như trên",), signature=Signature(("Thủ trưởng cơ quan",)),
)  # fmt: skip
DECISION = DraftDecision(
    replace(HEAD, number="……/QĐ-UBND"), "Về việc hỗ trợ: trợ cấp khó khăn ban đầu", "Chủ tịch UBND thị xã",
    ("Căn cứ Điều 38 Luật Phòng, chống mua bán người số 66/2011/QH12", "Theo đề nghị tại Tờ trình số 15/TTr-LĐTBXH"),
    (f"Hỗ trợ cho ông (bà) {NAME}: 3.000.000 đ.\nBằng chữ: ……", REASON, "Quyết định này có hiệu lực kể từ ngày ký./."),
    copies_to=("Như Điều 3",), signature=Signature(("Chủ tịch",)),
)  # fmt: skip
REFUSAL = BenefitRefusal(
    HEAD, "trả lời đơn đề nghị hỗ trợ", NAME, ("Ngày 11/05/2023, Ông (Bà) đã nộp đơn đề nghị hỗ trợ.",),
    ("Không đủ điều kiện theo luật.", REASON), ("Điều 38 Luật số 66/2011/QH12", "Điều 23 Nghị định số 09/2013/NĐ-CP"),
    ("Khi hoàn cảnh thay đổi, Ông (Bà) có thể nộp đơn lại.",), copies_to=("Như trên",),
    signature=Signature(("Thủ trưởng cơ quan",)),
)  # fmt: skip
RECEIPT = HelpReceipt(
    HEAD, "Tư vấn, trị liệu tâm lý", "Phòng Lao động - Thương binh và Xã hội", "09/05/2023", NAME, "22/05/2023", "2"
)
SUMMARY = CaseSummary(
    HEAD, "nữ, từ đủ 18 tuổi, xã Bình Tiến",
    (
        Fact("Ngày tiếp nhận", "08/05/2023"), Fact("Xác định", "là nạn nhân, ngày 09/05/2023"), Fact("Số giấy"),
        Fact("Giai đoạn", "đang theo dõi"), Fact("Đang giữ việc", "Trung tâm Y tế"), Fact("Nguy cơ", "cao"),
    ),
    tuple(NeedRow(f"Nhu cầu thứ {n}", "Đang thực hiện", "Khám, chữa bệnh", "Trung tâm Y tế") for n in range(14)),
    tuple(
        BenefitRow(ALLOWANCE, "Đã chi trả", f"{n}/QĐ-UBND, ngày 22/05/2023", "3.000.000 đ", "3.000.000 đ")
        for n in range(6)
    ),
    tuple(f"Trả lời đề nghị thứ {n}: hạn 22/05/2023, đang ở Trung tâm Y tế" for n in range(6)),
    tuple(f"Việc tiếp theo số {n}: Phòng LĐ-TB&XH" for n in range(6)), NAME, "Còn 3 việc quá hạn khác, xem hồ sơ.",
)  # fmt: skip
SHEET = PlainSheet(
    HEAD, "30/06/2023", agreed="Ngày 22/05/2023, bạn và chúng tôi đã cùng thống nhất:",
    to_do=("Đến Bộ phận một cửa để nộp đơn. Trước ngày 09/05/2024.",),
    promises=tuple(Promise(f"Khám bệnh lần {n}", "Trung tâm Y tế thị xã", "30/06/2023") for n in range(1, 11)),
    done=("Gặp cán bộ tư vấn.",), unwanted=("Vay vốn.",),
    may=("Bạn có thể nói không với từng việc, bất cứ lúc nào.", "Bạn có thể hỏi ai đã mở hồ sơ của bạn."),
)  # fmt: skip
INSPECTED = InspectionMinutes(
    HEAD, "Về việc kiểm tra thực hiện chính sách, pháp luật về hỗ trợ nạn nhân", "Quyết định số 12/QĐ-LĐTBXH ngày 05/06/2023",
    "3 người, cùng Phòng Tư pháp, Phòng TC-KH", None, "Ủy ban nhân dân phường Hương Vân", "12/06/2023, 13/06/2023",
    tuple(MinutesFinding(f"Hồ sơ, sổ sách thiếu. {REASON}", "Nghiêm trọng" if n % 2 else "Không nghiêm trọng") for n in range(6)),
    tuple(
        MinutesRemedy(f"Bổ sung hồ sơ, sổ sách (mục {n} phần III). {REASON}", "UBND phường Hương Vân", "30/06/2023")
        for n in range(1, 7)
    ),
)  # fmt: skip
SUPPORT_PAPERS: dict[str, Paper] = {
    "ke_hoach_ho_tro": PLAN,
    "to_trinh": SUBMISSION,
    "du_thao_quyet_dinh": DECISION,
    "van_ban_tu_choi": REFUSAL,
    "phieu_xac_nhan_da_nhan": RECEIPT,
    "tom_tat_ho_so": SUMMARY,
    "giay_hen_va_viec_can_lam": SHEET,
    "bien_ban_kiem_tra": INSPECTED,
}
