"""Papers of the plan's own work, each as long as it is likely to get."""

from dataclasses import replace

from shared.papers import (
    AimLine,
    CountedLine,
    LateLine,
    Paper,
    ReportPart,
    ResultReport,
    Signature,
    UnitPlanPaper,
    UrgingLetter,
)
from tests.papers.head import HEAD

SIGNED = Signature(("TM. Ủy ban nhân dân", "Chủ tịch"))
TASK = "Phát nội dung kế hoạch trên hệ thống loa phát thanh, mỗi tháng ít nhất một lần"
PLAN = UnitPlanPaper(
    replace(HEAD, number="12/KH-UBND"), "Triển khai công tác hỗ trợ nạn nhân bị mua bán trở về năm 2023",
    ("Kế hoạch hỗ trợ nạn nhân bị mua bán trở về trên địa bàn thị xã Hương Trà năm 2023",),
    "Đơn vị xây dựng kế hoạch triển khai như sau:",
    tuple(f"Nội dung thứ {n} của kế hoạch đơn vị" for n in range(1, 12)),
    tuple(AimLine(f"{TASK}, phần {n}", str(n) if n % 3 else None, "31/12/2023" if n % 2 else None) for n in range(14)),
    "Các bộ phận căn cứ kế hoạch để thực hiện./.", SIGNED, ("Phòng LĐ-TB&XH",),
)  # fmt: skip
REPORT = ResultReport(
    HEAD, "Kết quả thực hiện kế hoạch hỗ trợ nạn nhân bị mua bán trở về năm 2023", ("Ủy ban nhân dân thị xã", "Phòng LĐ-TB&XH"),
    "Thời gian báo cáo: từ ngày 09/02/2023 đến ngày 29/11/2023.",
    (ReportPart("I. Kết quả thực hiện", ("Đã phát thanh hằng tháng. " * 30,)),),
    tuple(CountedLine(TASK, "Phát trên hệ thống loa phát thanh", "10", "1.250", "300 bản; 12 việc làm") for _ in range(18)),
    (ReportPart("II. Khó khăn, vướng mắc"), ReportPart("III. Kiến nghị, đề xuất", ("Bố trí kinh phí.",))),
    "Trên đây là báo cáo kết quả thực hiện./.", SIGNED, ("Như trên",),
)  # fmt: skip
URGING = UrgingLetter(
    HEAD, "đôn đốc gửi kế hoạch triển khai", ("Ủy ban nhân dân phường Hương Vân", "Ủy ban nhân dân xã Bình Tiến"),
    ("Kế hoạch hỗ trợ nạn nhân bị mua bán trở về trên địa bàn thị xã Hương Trà năm 2023",),
    "Đến nay các đơn vị sau chưa gửi kế hoạch triển khai:",
    tuple(LateLine(f"Ủy ban nhân dân xã thứ {n}", "27/02/2023", "7") for n in range(1, 18)),
    "Đề nghị các đơn vị gửi ngay./.", SIGNED, ("Như trên",),
)  # fmt: skip
PLAN_PAPERS: dict[str, Paper] = {"ke_hoach_don_vi": PLAN, "bao_cao_ket_qua": REPORT, "cong_van_don_doc": URGING}
