"""Papers about contributions of made-up donors, each as long as it is likely to get."""

from shared.papers import (
    ContributionList,
    DonorReport,
    GivenRow,
    NamedRow,
    Paper,
    Signature,
    ThankedFor,
    ThanksLetter,
    UsedRow,
)
from tests.papers.head import HEAD

DONOR = "Công ty Trách nhiệm hữu hạn Một thành viên Thử Nghiệm Bịa Đặt"
HEAD_OF_OFFICE = Signature(("Thủ trưởng cơ quan",))
REPORT = DonorReport(
    HEAD, DONOR, "Từ ngày 01/01/2023 đến ngày 30/06/2023",
    "Phòng Lao động - Thương binh và Xã hội trân trọng báo cáo việc tiếp nhận và sử dụng các khoản đóng góp dưới đây.",
    (
        GivenRow("Tiền", "20.000.000 đ", "4.000.000 đ"), GivenRow("Quần áo, chăn màn", "120 bộ"),
        GivenRow("Tư vấn pháp lý", "16 giờ", "0 giờ"),
    ),
    tuple(
        UsedRow("Quần áo, chăn màn", "Nhu cầu thiết yếu ban đầu (ăn, mặc, đi lại)", "mỗi lần dưới 10", "dưới 10")
        for _ in range(14)
    ),
    HEAD_OF_OFFICE,
    ("Số người và số hiện vật dưới 10 không được nêu, để không ai bị nhận ra.",), ("Như trên",),
)  # fmt: skip
THANKS = ThanksLetter(
    HEAD, DONOR, "Phòng Lao động - Thương binh và Xã hội trân trọng cảm ơn tấm lòng của Quý vị đã đóng góp:",
    tuple(ThankedFor("Quần áo, chăn màn", f"{n} bộ", "ngày 05/05/2023") for n in range(1, 7)),
    ("Khoản đóng góp này được dùng cho công tác hỗ trợ theo kế hoạch của thị xã.", "Trân trọng cảm ơn./."),
    HEAD_OF_OFFICE,
)  # fmt: skip
NAMED = ContributionList(
    HEAD, "Từ ngày 01/01/2023 đến ngày 31/12/2023",
    tuple(NamedRow(DONOR, "Doanh nghiệp", "Tiền", "20.000.000 đ", "05/05/2023") for _ in range(40)),
    "Danh sách chỉ có người, tổ chức đồng ý nêu tên.",
)  # fmt: skip
CONTRIBUTION_PAPERS: dict[str, Paper] = {
    "bao_cao_nha_tai_tro": REPORT,
    "thu_cam_on": THANKS,
    "danh_sach_dong_gop": NAMED,
}
