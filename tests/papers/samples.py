"""Papers filled in for made-up people, as the four desks of the story would print them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO

from pypdf import PdfReader

from shared.papers import (
    AppointmentSlip,
    BlankField,
    BlankForm,
    BlankMark,
    BlankPart,
    ControlSlip,
    DifficultyReport,
    DifficultyRow,
    Handover,
    HandoverMinutes,
    HandoverTable,
    Learner,
    LearnerList,
    Line,
    Movement,
    NotVictimReply,
    OneStopSlip,
    Paper,
    Payment,
    PaymentList,
    Person,
    PrintMark,
    ReaderLine,
    ReaderList,
    Receipt,
    ReceptionSlip,
    Register,
    RegisterLine,
    ReportMark,
    Side,
    Signature,
    SupportApplication,
    Tick,
    VerificationReply,
    VerificationRequest,
    render,
)
from tests.papers.contribution_samples import CONTRIBUTION_PAPERS
from tests.papers.figure_samples import FIGURE_PAPERS, OF_FIGURES
from tests.papers.head import HEAD
from tests.papers.money_samples import MONEY_PAPERS
from tests.papers.plan_samples import PLAN_PAPERS
from tests.papers.support_samples import SUPPORT_PAPERS

MARK = PrintMark("HT-7K2-9", "intake.labour", 131, datetime(2023, 5, 5, 9, 40, tzinfo=UTC))
OF_MANY = PrintMark(None, "intake.labour", 132, datetime(2023, 5, 5, 9, 41, tzinfo=UTC))
OF_NOBODY = BlankMark("2023", "0123456789ab" + "0" * 52, date(2021, 7, 1))
PERSON = Person(
    name="Nguyễn Thị Thử Nghiệm",
    birth="khoảng năm 2001",
    sex="Nữ",
    ethnicity="không muốn trả lời",
    nationality="Việt Nam",
    residence="nhà người dì, thôn Giả Định, xã Bình Tiến, thị xã Hương Trà",
)
SLIP = ReceptionSlip(
    head=HEAD,
    person=PERSON,
    received="14 giờ 10 phút, ngày 05/05/2023",
    received_at="Phòng tiếp công dân, Ủy ban nhân dân xã Bình Tiến",
    officer="Trần Thị Bịa Đặt, chuyên viên",
    route="Tự trở về",
    safe_contact="không rõ",
    condition="Mệt, sốt nhẹ, không có thương tích nhìn thấy được.\nNgủ không yên giấc.",
    examination="Đã khám tại Trung tâm Y tế thị xã ngày 05/05/2023",
    given=(Line("Quần áo mặc thường ngày", "02 bộ"), Line("Bữa ăn", "03 bữa", "ngày 05/05/2023")),
    told_of_duties="Đã nói rõ lúc 14 giờ 20 phút, trước khi hỏi về sự việc",
    wishes="Muốn về ở với dì, muốn học nghề may; chưa muốn gặp công an.",
    next_steps=("Gặp lại ngày 08/05/2023 để lấy thông tin ban đầu.", "Hạn thông tin ban đầu: hết ngày 08/05/2023."),
)
MINUTES = HandoverMinutes(
    head=HEAD,
    about="Về việc bàn giao hồ sơ HT-7K2-9",
    giver=Side("Phòng Lao động - Thương binh và Xã hội", ("Trần Thị Bịa Đặt, chuyên viên",)),
    receiver=Side("Công an thị xã Hương Trà", ("Lê Văn Không Có, cán bộ Đội Cảnh sát hình sự",)),
    when="09 giờ 00 phút, ngày 06/05/2023",
    where="Trụ sở Công an thị xã Hương Trà",
    person=PERSON,
    items=(Line("Phiếu tiếp nhận", "01 bản chính", "02 trang"), Line("Tờ khai", "01 bản chính")),
    receipts=(
        Receipt("Bên giao ghi đã giao", "intake.labour", 131, "16:40 05/05/2023"),
        Receipt("Bên nhận ghi đã nhận", "intake.police", 218, "09:12 06/05/2023"),
    ),
    person_says="Đồng ý; đề nghị gọi vào buổi chiều.",
)
LETTER = VerificationRequest(
    head=HEAD,
    subject="đề nghị xác minh, xác định nạn nhân bị mua bán",
    to=("Công an thị xã Hương Trà",),
    opening=(
        "Ngày 05 tháng 5 năm 2023, chúng tôi đã tiếp nhận một người trình báo là nạn nhân bị mua bán trở về như sau:",
    ),
    person=PERSON,
    basis=("Điều 24 Luật Phòng, chống mua bán người ngày 29 tháng 3 năm 2011", "Kế hoạch của thị xã năm 2023"),
    initial_information="Bị đưa đi làm việc cưỡng bức từ khoảng năm 2021; tự trở về ngày 03/05/2023.",
    asked=(
        "Xác minh, xác định người có tên trên có phải là nạn nhân bị mua bán hay không;",
        "Trả lời kết quả bằng văn bản về Phòng Lao động - Thương binh và Xã hội.",
    ),
    enclosed=("Phiếu tiếp nhận (01 bản sao).",),
    closing=("Rất mong nhận được sự phối hợp của quý cơ quan./.",),
    copies_to=("Như trên", "Ủy ban nhân dân thị xã (để báo cáo)"),
    filed="VT, LĐTBXH",
    signature=Signature(("KT. Trưởng phòng", "Phó Trưởng phòng")),
)
INVITATION = AppointmentSlip(
    head=HEAD,
    when="9 giờ sáng thứ Hai, ngày 08/05/2023",
    where="Phòng số 3, số 1 đường Ví Dụ, Hương Trà",
    whom="cô Bịa Đặt",
    call="0234 000 0000 (giờ hành chính)",
    sentences=("Bạn có thể đi cùng người bạn tin.", "Bạn không phải trả tiền.", "Bạn có thể đổi ngày hẹn."),
)
REPLY = VerificationReply(
    head=HEAD,
    subject="trả lời kết quả xác minh, xác định nạn nhân bị mua bán",
    to=("Phòng Lao động - Thương binh và Xã hội",),
    opening=("Chúng tôi đã nhận đề nghị xác minh ngày 08/05/2023 về hồ sơ mã HT-7K2-9.",),
    outcome=(Tick("Là nạn nhân", ticked=True), Tick("Không phải nạn nhân"), Tick("Chưa xác định được")),
    name="Nguyễn Thị Thử Nghiệm",
    birth="khoảng năm 2001",
    certificate="07/GXN, ngày 22/05/2023",
    basis=("Điều 24 Luật Phòng, chống mua bán người ngày 29 tháng 3 năm 2011",),
    copies_to=("Như trên",),
)
NOT_VICTIM = NotVictimReply(
    head=HEAD,
    subject="trả lời Ông (Bà)",
    to="Nguyễn Thị Thử Nghiệm",
    opening=("Ngày 05/05/2023, chúng tôi đã tiếp nhận Ông (Bà).",),
    help=("Trợ giúp xã hội tại địa phương;", "Có thể trở lại khi có điều muốn kể."),
    copies_to=("Như trên",),
)
CONTROL_SLIP = ControlSlip(
    head=HEAD,
    came="05/05/2023",
    due="29/05/2023",
    movements=(
        Movement(
            "05/05/2023 10:02", "UBND xã Bình Tiến", "Cán bộ tiếp nhận, Phòng LĐ-TB&XH", "trước hạn", "xong 06/05"
        ),
        Movement("08/05/2023 16:40", "Cán bộ tiếp nhận, Phòng LĐ-TB&XH", "Công an thị xã", "quá hạn", "hạn 29/05/2023"),
    ),
)
HANDOVERS = HandoverTable(
    head=HEAD,
    handovers=(
        Handover("05/05/2023", None, "UBND xã Bình Tiến", "Cán bộ tiếp nhận", "Phòng LĐ-TB&XH", "Nhận thông báo"),
    ),
)
LINE = RegisterLine(
    "HT-7K2-9", "06/05/2023", "UBND xã Bình Tiến, 05/05/2023", "29/05/2023", "22/05/2023", "Không phải nạn nhân",
    "12/CV-LĐTBXH, 08/05/2023\n34/CATX, 22/05/2023", "khẩn cấp",
)  # fmt: skip
READERS = ReaderList(
    HEAD,
    (
        ReaderLine(
            "06/05/2023 09:14", "Công an thị xã", "Cán bộ công an",
            "Công an thị xã đã xem phần Nhân thân (xem trên màn hình).", "intake.police/4",
        ),
    ),
)  # fmt: skip
REGISTER = Register(HEAD, "Từ ngày 01/01/2023 đến ngày 30/06/2023", "Xã Bình Tiến", (LINE,))
BLANK = BlankForm(
    HEAD, "Phiếu tiếp nhận", "cán bộ phải báo lại những việc gì.",
    (
        BlankPart("Ghi tin báo", (
            BlankField("Ngày trình báo", "date", needed=True),
            BlankField("Nhận tin từ đâu", "one", choices=("Người dân báo tin", "Tổng đài 111"), needed=True),
            BlankField("Họ tên", hint="Ghi theo lời kể"),
            BlankField("Việc đã xảy ra", "lines"),
            BlankField("Người đi cùng", "rows", choices=("Họ tên", "Tuổi")),
        )),
        BlankPart("Ghi tiếp nhận", (BlankField("Đã hỗ trợ", "many", choices=("Tiền ăn", "Quần áo")),), above=("Họ tên",)),
    ),
)  # fmt: skip
ONE_STOP = OneStopSlip(
    HEAD, "MC-12", "Nguyễn Thị Thử Nghiệm", "hồ sơ đề nghị hỗ trợ: trợ cấp khó khăn ban đầu", "11/05/2023", "22/05/2023",
    "Bộ phận tiếp nhận và trả kết quả, Ủy ban nhân dân xã Bình Tiến", None, "giấy hẹn này.", ("Bạn có thể đổi ngày hẹn.",),
)  # fmt: skip
PAYMENTS = PaymentList(
    HEAD,
    (
        Payment("Nguyễn Thị Thử Nghiệm", "77/QĐ-UBND, ngày 22/05/2023", "Trợ cấp khó khăn ban đầu", "3.000.000 đ"),
        Payment(None, "78/QĐ-UBND, ngày 22/05/2023", "Hỗ trợ học nghề", "1.500.000 đ"),
    ),
    "4.500.000 đ",
)
APPLICATION = SupportApplication(
    HEAD, "Ủy ban nhân dân xã Bình Tiến", (Tick("Hỗ trợ học nghề"), Tick("Trợ cấp khó khăn ban đầu"))
)
LEARNERS = LearnerList(
    HEAD, "Kỹ năng tiếp cận nạn nhân; kỹ năng tư vấn, can thiệp tâm lý", "10/05/2023", "8 giờ", "Trung tâm Y tế thị xã",
    (
        Learner("Nguyễn Thị Thử Nghiệm", "Nhân viên y tế", "Trung tâm Y tế thị xã"),
        Learner(None, "Công chức, chuyên viên phụ trách lao động, xã hội", "Ủy ban nhân dân xã Bình Tiến"),
    ),
)  # fmt: skip
DIFFICULTIES = DifficultyReport(
    HEAD, "Tính đến ngày 05/05/2023", "Chưa xong",
    (
        DifficultyRow(
            "VM-1A2B3C", "02/05/2023", "Xã Bình Tiến", "Kinh phí; Chế độ hỗ trợ",
            "Điều 5 Thông tư số 84/2019/TT-BTC", "Chưa có nguồn chi tiền ăn.",
            "Đã hỏi cấp trên; đang ở Ủy ban nhân dân thị xã, 3 ngày", "3",
        ),
    ),
)  # fmt: skip
PAPERS: dict[str, Paper] = {
    "phieu_tiep_nhan": SLIP,
    "bien_ban_ban_giao": MINUTES,
    "van_ban_de_nghi_xac_minh": LETTER,
    "van_ban_tra_loi_xac_minh": REPLY,
    "van_ban_tra_loi_nguoi_dan": NOT_VICTIM,
    "phieu_hen_nguoi_dan": INVITATION,
    "phieu_kiem_soat": CONTROL_SLIP,
    "bang_giao_nhan": HANDOVERS,
    "so_theo_doi": REGISTER,
    "ai_da_mo_ho_so": READERS,
    "phieu_trang": BLANK,
    "giay_hen_mot_cua": ONE_STOP,
    "danh_sach_ky_nhan": PAYMENTS,
    "danh_sach_hoc_vien": LEARNERS,
    "don_de_nghi_ho_tro_de_trong": APPLICATION,
    "bao_cao_vuong_mac": DIFFICULTIES,
    **SUPPORT_PAPERS,
    **CONTRIBUTION_PAPERS,
    **MONEY_PAPERS,
    **PLAN_PAPERS,
    **FIGURE_PAPERS,
}
MARKS: dict[str, PrintMark | BlankMark | ReportMark] = {
    "so_theo_doi": OF_MANY,
    "danh_sach_dong_gop": OF_MANY,
    "bao_cao_vuong_mac": OF_MANY,
    "phieu_trang": OF_NOBODY,
    **dict.fromkeys(PLAN_PAPERS, OF_MANY),
    **dict.fromkeys(FIGURE_PAPERS, OF_FIGURES),
}


def mark_of(paper: str) -> PrintMark | BlankMark | ReportMark:
    """The mark a paper bears: of its case, of many cases, or of none."""
    return MARKS.get(paper, MARK)


def printed(
    paper: str, data: Paper | Mapping[str, object], mark: PrintMark | BlankMark | ReportMark | None = None
) -> PdfReader:
    return PdfReader(BytesIO(render(paper, data, printed=mark or mark_of(paper))))


@cache
def sample(paper: str) -> PdfReader:
    """The sample of a paper, printed once for all who look at it."""
    return printed(paper, PAPERS[paper])


def words(pdf: PdfReader) -> str:
    """The text as a reader copies it, with line breaks as spaces."""
    return " ".join("\n".join(page.extract_text() for page in pdf.pages).split())
