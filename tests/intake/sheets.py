"""Spreadsheets of past cases as people have them; everybody in them is made up."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

HEADS = (
    "Họ và tên", "Năm sinh", "Giới tính", "Xã, phường (tên hoặc mã)", "Ngày báo tin", "Ai báo tin", "Ngày tiếp nhận",
    "Kết quả xác định", "Loại giấy chứng nhận nạn nhân", "Số giấy chứng nhận", "Ngày giấy chứng nhận",
    "Hồ sơ còn mở hay đã đóng", "Ngày kết thúc",
)  # fmt: skip
CLOSED: dict[str, str] = dict(zip(HEADS, (
    "Nguyễn Thị Thử Nghiệm", "1990", "nữ", "20035", "03/02/2021", "Người dân báo tin", "05/02/2021", "Là nạn nhân",
    "Giấy xác nhận nạn nhân của Công an cấp huyện", "12/GXN", "20/02/2021", "Đã đóng", "15/12/2021",
), strict=True))  # fmt: skip
"""Received, proved to be a victim, and closed, all in 2021."""
OPEN: dict[str, str] = CLOSED | {
    "Họ và tên": "Trần Thị Ví Dụ", "Năm sinh": "1985", "Kết quả xác định": "", "Loại giấy chứng nhận nạn nhân": "",
    "Số giấy chứng nhận": "", "Ngày giấy chứng nhận": "", "Hồ sơ còn mở hay đã đóng": "Đang xử lý", "Ngày kết thúc": "",
}  # fmt: skip
"""Received, and still open."""


def as_csv(*rows: Mapping[str, str], heads: Sequence[str] = HEADS, sign: str = ";") -> bytes:
    lines = [
        sign.join(f'"{cell}"' for cell in line) for line in (heads, *([r.get(h, "") for h in heads] for r in rows))
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def as_xlsx(*rows: Sequence[Any], title: str = "Hồ sơ") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()
