"""A made-up report's way through three agencies, and a small law with a scale to judge it by."""

from dataclasses import replace
from datetime import date

from services.intake.domain.report.asked import (
    AnswerReporter,
    CloseReport,
    JoinReport,
    LinkCase,
    NotifyHotline,
    PassReportOn,
    RecordHotlineAnswer,
    RecordUrgentCall,
    ReopenReport,
    ReturnTip,
    TakeReport,
    TriageReport,
)
from services.intake.domain.report.happened import (
    CaseOpenedFromReport,
    HotlineNotified,
    ReportTaken,
    ReportTriaged,
    TipPassedOn,
    TipTaken,
)
from services.intake.domain.report.learned import TakeTip
from services.intake.domain.report.words import CallWay, RiskLevel, YesNo
from shared.kernel.codes import case_code, report_code
from shared.kernel.deadlines import Count, Term
from shared.kernel.law import Item, RiskScale, Threshold, Unit
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup, CaseId, Confidence, ReportId, Sex
from shared.testing import identity
from tests.intake import samples

REPORT_ID = ReportId(identity("a report"))
TB = report_code(REPORT_ID)
HER_CASE = CaseId(identity("her case"))
HT = case_code(HER_CASE)
TOLD, TAKEN, LATER = date(2023, 5, 4), date(2023, 5, 5), date(2023, 5, 8)
HIGH_BY = date(2023, 5, 8)
STORY = "Chuyện được bịa ra: một người bị giữ trong quán"


def _items(**groups: str | None) -> dict[str, Item]:
    return {code: Item(code, code, code, group) for code, group in groups.items()}


LAW = replace(
    samples.LAW,
    terms={**samples.LAW.terms, "report_high": Term("report_high", Count.CALENDAR_DAYS, 2, (), Confidence.VERIFIED)},
    lists={
        **samples.LAW.lists,
        "channels": _items(person="person", citizen="person", hotline="organisation", online="unnamed"),
        "risk_signs": _items(held="danger", threatened="serious", no_bed="serious", in_debt="serious", promise="warning"),
        "urgent_contacts": _items(police=None), "other_bodies": _items(social=None),
        "report_closing_reasons": _items(unfounded=None, elsewhere="other_body", repeats="duplicate", opened="case"),
        "report_reopening_reasons": _items(news=None),
    },
    agencies={
        name: replace(agency, powers=agency.powers | {"report"}) for name, agency in samples.LAW.agencies.items()
    },
    units={**samples.LAW.units, "20011": Unit("20011", "Phường Hương Văn", "ward", "communes")},
    risk_scale=RiskScale(
        (Threshold("urgent", "danger", 1), Threshold("urgent", "serious", 3), Threshold("high", "serious", 1),
         Threshold("normal", "warning", 1)), "serious",
    ),
)  # fmt: skip

TAKE = TakeReport(
    TB, "communes", TAKEN, TOLD, "hotline", ("threatened",), Sealed(STORY), "20035", 1, YesNo.UNKNOWN, Sex.FEMALE,
    AgeGroup.ADULT, Sealed("chị Thử Nghiệm"), Sealed("quán bên sông"), Sealed("tổng đài viên số 5"), True,
    Sealed("giờ hành chính"), "111/2023-77", "20035",
)  # fmt: skip
HIGH = ReportTaken(
    TB, "20035", TAKEN, TOLD, "hotline", RiskLevel.HIGH, HIGH_BY, ("threatened",), "20035", 1, YesNo.UNKNOWN, Sex.FEMALE,
    AgeGroup.ADULT, True, "111/2023-77", story=TAKE.story, name=TAKE.name, contact=TAKE.contact,
    informant=TAKE.informant, safe_hours=TAKE.safe_hours,
)  # fmt: skip
TRIAGE = TriageReport(LATER, ("threatened", "held"), 1)
TRIAGED = ReportTriaged(LATER, ("threatened", "held"), RiskLevel.URGENT, RiskLevel.URGENT, LATER, 1)
CALL = RecordUrgentCall("police", CallWay.PHONE, LATER, "09:15", note=Sealed("trực ban nghe máy"))
LINK = LinkCase(LATER, HER_CASE, HT)
LINKED = CaseOpenedFromReport(LATER, HER_CASE, HT)
JOIN = JoinReport(LATER, HT, HER_CASE)
PASS_ON = PassReportOn("communes", LATER, "labour", note=Sealed("người này đã về thị trấn"))
PASSED = TipPassedOn(LATER, "labour", None, PASS_ON.note)
TAKE_TIP = TakeTip(
    "communes", TB, None, LATER, TOLD, "hotline", RiskLevel.HIGH, ("threatened",), "20035", 1, sex=Sex.FEMALE,
    age_group=AgeGroup.ADULT, may_call_back=True, reference="111/2023-77", story=TAKE.story, note=PASS_ON.note,
)  # fmt: skip
TIP = TipTaken(**vars(TAKE_TIP), act_by=date(2023, 5, 10))
RETURN = ReturnTip(LATER, "incomplete", Sealed("thiếu địa chỉ"))
ANSWER = AnswerReporter("15/UBND", LATER, "111/2023-77")
NOTIFY = NotifyHotline(CallWay.PHONE, LATER, "111/2023-90")
NOTIFIED = HotlineNotified(CallWay.PHONE, LATER, "111/2023-90")
HOTLINE_ANSWER = RecordHotlineAnswer(LATER, "111/2023-90", note=Sealed("đã chuyển công an tỉnh"))
CLOSE = CloseReport(LATER, "unfounded", note=Sealed("đã hỏi trưởng thôn"))
REOPEN = ReopenReport(LATER, "news")
