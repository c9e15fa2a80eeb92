"""A report of figures, as long as it is likely to get."""

from datetime import date

from shared.papers import FigureSection, FiguresReport, FigureTable, Paper, ReportMark, Signature
from tests.papers.head import HEAD

OF_FIGURES = ReportMark(
    "Kỳ báo cáo: từ 15/12/2022 đến 14/06/2023. Số liệu tính đến hết ngày 14/06/2023.",
    tuple((f"{service}.{agency}", 1200) for service in ("intake", "support") for agency in ("communes", "labour", "police")),
    "0123456789abcdef" * 4, "https://bao-cao.example/reports/0f0e0d0c", date(2023, 6, 14),
)  # fmt: skip
TABLE = FigureTable(
    "Theo mục đích mua bán", ("Mục đích", "Nạn nhân", "Đang xác định", "Không báo công an", "Không phải nạn nhân"),
    tuple((f"Mục đích thứ {n}", "1", "0", "2", "0") for n in range(1, 30)),
)  # fmt: skip
FIGURE_PAPERS: dict[str, Paper] = {
    "bao_cao_so_lieu": FiguresReport(
        HEAD, "Số liệu nạn nhân bị mua bán 6 tháng đầu năm 2023", ("Ủy ban nhân dân thị xã",), "Kỳ báo cáo như sau:",
        (FigureSection("I. Tình hình chung", ("Không phát sinh.",)), FigureSection("II. Số liệu", (), (TABLE, TABLE))),
        "Trên đây là báo cáo số liệu./.", Signature(("Trưởng phòng",)), ("Như trên",),
    )
}  # fmt: skip
