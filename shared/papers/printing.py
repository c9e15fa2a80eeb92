"""Turns the words of a paper into a PDF in the layout of Decree 30/2020: the same words give the same bytes.

Here the words are checked and cleaned; the press beside sets them in a process of its own. Nothing is written to disk.
"""

import json
import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from shared.papers.forms import (
    AppointmentSlip,
    HandoverMinutes,
    NotVictimReply,
    OneStopSlip,
    ReceptionSlip,
    SupportApplication,
    VerificationReply,
    VerificationRequest,
)
from shared.papers.marks import BlankMark, PaperFault, PrintMark, ReportMark
from shared.papers.of_contributions import ContributionList, DonorReport, ThanksLetter
from shared.papers.of_difficulties import DifficultyReport
from shared.papers.of_figures import FiguresReport
from shared.papers.of_inspections import InspectionMinutes
from shared.papers.of_plan import ResultReport, UnitPlanPaper, UrgingLetter
from shared.papers.of_support import (
    BenefitRefusal,
    CaseSummary,
    DraftDecision,
    HelpReceipt,
    PlainSheet,
    Submission,
    SupportPlan,
)
from shared.papers.tables import (
    BlankForm,
    BudgetEstimate,
    BudgetSettlement,
    ControlSlip,
    HandoverTable,
    LearnerList,
    PaymentList,
    ReaderList,
    Register,
)

Paper = (
    ReceptionSlip | HandoverMinutes | VerificationRequest | VerificationReply | NotVictimReply | AppointmentSlip
    | ControlSlip | HandoverTable | Register | BlankForm | OneStopSlip | PaymentList
    | SupportApplication | SupportPlan | Submission | DraftDecision | BenefitRefusal | HelpReceipt | CaseSummary
    | PlainSheet | LearnerList | DonorReport | ThanksLetter | ContributionList | DifficultyReport
    | InspectionMinutes | BudgetEstimate | BudgetSettlement | UnitPlanPaper | ResultReport | UrgingLetter | ReaderList
    | FiguresReport
)  # fmt: skip

_PRESS = Path(__file__).parent / "press.py"
_PRESSES = threading.BoundedSemaphore(2)
"""No more than two at a time: each takes some 50 MB while it runs."""
_PATIENCE = 30.0
_LONGEST_WORD = 30
_IN_THE_FONT = re.compile(
    "[\u0021-\u036f\u0384-\u0513\u1e00-\u1e9b\u1ea0-\u1ef9\u2010\u2012-\u2022\u2026\u2030\u2032-\u2034\u2039\u203a"
    "\u20a0-\u20b5\u2116\u2122\u2190-\u2195\u2212\u2248\u2260\u2264\u2265\u25a0\u25a1\u25cf]"
)
_TOO_LONG = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")

FORMS: Mapping[str, tuple[type[Paper], str]] = {
    "phieu_tiep_nhan": (ReceptionSlip, "Phiếu tiếp nhận"),
    "bien_ban_ban_giao": (HandoverMinutes, "Biên bản bàn giao"),
    "van_ban_de_nghi_xac_minh": (VerificationRequest, "Văn bản đề nghị xác minh"),
    "van_ban_tra_loi_xac_minh": (VerificationReply, "Văn bản trả lời xác minh"),
    "van_ban_tra_loi_nguoi_dan": (NotVictimReply, "Văn bản trả lời"),
    "phieu_hen_nguoi_dan": (AppointmentSlip, "Phiếu hẹn"),
    "phieu_kiem_soat": (ControlSlip, "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    "bang_giao_nhan": (HandoverTable, "Bảng giao nhận hồ sơ"),
    "so_theo_doi": (Register, "Sổ theo dõi hồ sơ"),
    "phieu_trang": (BlankForm, "Phiếu trắng"),
    "giay_hen_mot_cua": (OneStopSlip, "Giấy hẹn"),
    "danh_sach_ky_nhan": (PaymentList, "Danh sách ký nhận"),
    "don_de_nghi_ho_tro_de_trong": (SupportApplication, "Đơn đề nghị hỗ trợ"),
    "ke_hoach_ho_tro": (SupportPlan, "Kế hoạch hỗ trợ"),
    "to_trinh": (Submission, "Tờ trình"),
    "du_thao_quyet_dinh": (DraftDecision, "Dự thảo quyết định"),
    "van_ban_tu_choi": (BenefitRefusal, "Văn bản trả lời"),
    "phieu_xac_nhan_da_nhan": (HelpReceipt, "Phiếu xác nhận đã nhận hỗ trợ"),
    "tom_tat_ho_so": (CaseSummary, "Tóm tắt hồ sơ"),
    "giay_hen_va_viec_can_lam": (PlainSheet, "Giấy hẹn và việc cần làm"),
    "danh_sach_hoc_vien": (LearnerList, "Danh sách học viên"),
    "bao_cao_nha_tai_tro": (DonorReport, "Báo cáo cho nhà tài trợ"),
    "thu_cam_on": (ThanksLetter, "Thư cảm ơn"),
    "danh_sach_dong_gop": (ContributionList, "Danh sách đóng góp"),
    "bao_cao_vuong_mac": (DifficultyReport, "Báo cáo vướng mắc"),
    "bien_ban_kiem_tra": (InspectionMinutes, "Biên bản kiểm tra"),
    "bang_du_toan": (BudgetEstimate, "Bảng dự toán kinh phí"),
    "bang_quyet_toan": (BudgetSettlement, "Bảng quyết toán kinh phí"),
    "ke_hoach_don_vi": (UnitPlanPaper, "Kế hoạch của đơn vị"),
    "bao_cao_ket_qua": (ResultReport, "Báo cáo"),
    "bao_cao_so_lieu": (FiguresReport, "Báo cáo số liệu"),
    "cong_van_don_doc": (UrgingLetter, "Công văn đôn đốc"),
    "ai_da_mo_ho_so": (ReaderList, "Ai đã mở hồ sơ"),
}
"""The papers by code, with the title of the file: never a name."""
OF_MANY: frozenset[type[Any]] = frozenset({
    Register, ContributionList, DifficultyReport, UnitPlanPaper, ResultReport, UrgingLetter,
})  # fmt: skip
"""Papers about no single file."""


class PressStopped(RuntimeError):
    """The press did not give a paper; nothing was printed, and it may be asked again."""


def render(paper: str, data: Paper | Mapping[str, object], *, printed: PrintMark | BlankMark | ReportMark) -> bytes:
    """The paper as PDF. `data` is the dataclass of that paper (`FORMS`), or the same as a mapping. What is about cases
    bears the entry of its printing; only a blank has none."""
    form, title = _form(paper)
    fields = _checked(form, data)
    _must_fit(form, printed)
    fields["head"]["dated"] = _dated(fields["head"].pop("on"))
    mark = {"title": title, "form": printed.form, "confirmed": printed.form_confirmed, **printed.foot()}
    seconds = int(printed.moment.timestamp())
    return _pressed({"paper": paper, "data": fields, "mark": mark, "timestamp": seconds})


def _must_fit(form: type[Paper], printed: PrintMark | BlankMark | ReportMark) -> None:
    """Nothing about a case leaves the press without its code and the entry of its printing."""
    if isinstance(printed, BlankMark) != (form is BlankForm):
        raise PaperFault("a blank bears the version that made it, every other paper the entry of its printing")
    if isinstance(printed, ReportMark) != (form is FiguresReport):
        raise PaperFault("a report of figures bears what it was made from, and no other paper does")
    if isinstance(printed, PrintMark) and (printed.case_code is None) != (form in OF_MANY):
        raise PaperFault("a paper bears the code of its case, unless it is about no single one")


def _pressed(job: dict[str, Any]) -> bytes:
    """Runs the press without our settings and passwords in its environment; what it says of a failure is dropped, since
    it could quote the paper."""
    command = [sys.executable, "-I", str(_PRESS)]
    words = json.dumps(job).encode()
    try:
        with _PRESSES:
            done = subprocess.run(command, input=words, capture_output=True, env={}, check=False, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        raise PressStopped(f"the press took more than {_PATIENCE:.0f} seconds on {job['paper']}") from None
    if done.returncode != 0:
        raise PressStopped(f"the press stopped with code {done.returncode} on {job['paper']}")
    return done.stdout


def _form(paper: str) -> tuple[type[Paper], str]:
    if paper not in FORMS:
        raise PaperFault("no such paper; known: " + ", ".join(FORMS))
    return FORMS[paper]


def _checked(form: type[Paper], data: Paper | Mapping[str, object]) -> dict[str, Any]:
    """The content, cleaned and complete as the form asks: wrong types, missing and unknown fields are refused."""
    given = _safe(msgspec.to_builtins(data))
    try:
        kept: dict[str, Any] = msgspec.to_builtins(msgspec.convert(given, form))
    except msgspec.ValidationError as wrong:
        raise PaperFault(f"{form.__name__}: {wrong}") from None
    if _dropped(given, kept):
        raise PaperFault(f"{form.__name__}: a field was given that the form does not have")
    return kept


def _dropped(given: Any, kept: Any) -> bool:
    """Was anything given that would not be printed?"""
    if isinstance(given, dict):
        return any(key not in kept or _dropped(inner, kept[key]) for key, inner in given.items())
    if isinstance(given, list):
        return any(map(_dropped, given, kept))
    return False


def _dated(day: str | None) -> str:
    """A date as Decree 30/2020 writes it: days below 10 and the months 1 and 2 take a nought before them."""
    if day is None:
        return "ngày …… tháng …… năm ……"
    on = date.fromisoformat(day)
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def _safe(value: Any) -> Any:
    """Text as it can be printed: composed letters, no control or direction signs, no word wider than the page. An empty
    text is a blank, and a blank in a list is left out."""
    if isinstance(value, dict):
        return {key: _safe(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [safe for inner in value if (safe := _safe(inner)) is not None]
    if not isinstance(value, str):
        return value
    composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2011", "-"))
    return _TOO_LONG.sub(_breakable, "".join(map(_printable, composed))).strip() or None


def _printable(letter: str) -> str:
    """A letter the shipped fonts lack (Chinese, emoji) is shown as □: it must not vanish from an official paper."""
    match unicodedata.category(letter):
        case "Cc":
            return "\n" if letter == "\n" else " "
        case "Cf" | "Zl" | "Zp":
            return ""
        case "Zs":
            return " "
        case _:
            return letter if _IN_THE_FONT.match(letter) else "\N{WHITE SQUARE}"


def _breakable(word: re.Match[str]) -> str:
    """A very long word with places where the line may break: it must not run off the paper."""
    long = word.group()
    return "\N{ZERO WIDTH SPACE}".join(long[at : at + _LONGEST_WORD] for at in range(0, len(long), _LONGEST_WORD))
