"""The papers of money with all they can say."""

from shared.papers import BudgetEstimate, BudgetSettlement, EstimateLine, Paper, SettledLine
from tests.papers.head import HEAD

MONEY_PAPERS: dict[str, Paper] = {
    "bang_du_toan": BudgetEstimate(
        HEAD, "Phường Hương Vân", "2023",
        (
            EstimateLine("Kinh phí chi thường xuyên", "20.000.000 đ"),
            EstimateLine("Chương trình mục tiêu quốc gia", "1.000.000.000.000 đ"),
        ),
        "1.000.020.000.000 đ",
    ),
    "bang_quyet_toan": BudgetSettlement(
        HEAD, "Phường Hương Vân", "2023",
        (
            SettledLine(
                "Kinh phí chi thường xuyên", "20.000.000 đ", "15.000.000 đ", "4.000.000 đ", "1.000.000 đ", "0 đ",
                "Ít người được hỗ trợ hơn dự kiến", "3/QT-UBND, 15/01/2024",
            ),
        ),
        SettledLine(None, "20.000.000 đ", "15.000.000 đ", "4.000.000 đ", "1.000.000 đ", "0 đ"),
    ),
}  # fmt: skip
