"""Every paper of a case there is: whose right it is to print it, what it waits for, and which sealed values stand on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from services.support.domain.file import File
from services.support.domain.tasks import Task
from services.support.pages.case_papers import decision, plain_sheet, plan, receipt, refusal, submission, summary
from services.support.pages.case_papers.about import OfClaim, Told
from shared.desk import SealedParts
from shared.kernel.words import Code
from shared.papers import Paper
from shared.web.cases import Look
from shared.web.office import Office

T = TypeVar("T")
PLAN, DECISION, SUMMARY = "support.plan.print", "support.decision.print", "support.summary.print"
RECEIPT = "support.receipt.print"


@dataclass(frozen=True)
class CasePaper(Generic[T]):
    """A paper about a file, an application or a referral (`T`). `right` is its word in the table of rights; `waits_for` says
    by which rule something must be done first (None: it can be printed); `sealed` are the values that would stand on it;
    `judged_on` is the day whose law it speaks by, where that is not today's; one `for_signing` goes before somebody who signs or
    decides: the very paper is kept."""

    right: Code
    waits_for: Callable[[T], Code | None]
    sealed: Callable[[T], SealedParts]
    fill: Callable[[T, Look, Told, Office], Paper]
    judged_on: Callable[[T], date | None] = lambda _: None
    for_signing: bool = False


OF_FILE: Mapping[Code, CasePaper[File]] = {
    "ke_hoach_ho_tro": CasePaper(PLAN, plan.waits_for, plan.sealed, plan.fill, for_signing=True),
    "giay_hen_va_viec_can_lam": CasePaper(PLAN, plain_sheet.waits_for, plain_sheet.sealed, plain_sheet.fill),
    "tom_tat_ho_so": CasePaper(SUMMARY, summary.waits_for, summary.sealed, summary.fill, for_signing=True),
}
OF_CLAIM: Mapping[Code, CasePaper[OfClaim]] = {
    "to_trinh": CasePaper(
        DECISION, submission.waits_for, submission.sealed, submission.fill, submission.appraised_on, True
    ),
    "du_thao_quyet_dinh": CasePaper(
        DECISION, decision.waits_for, decision.sealed, decision.fill, submission.appraised_on, True
    ),
    "van_ban_tu_choi": CasePaper(DECISION, refusal.waits_for, refusal.sealed, refusal.fill, refusal.decided_on, True),
}
OF_TASK: Mapping[Code, CasePaper[Task]] = {
    "phieu_xac_nhan_da_nhan": CasePaper(RECEIPT, receipt.waits_for, receipt.sealed, receipt.fill),
}
TAKEN_HOME = frozenset({"giay_hen_va_viec_can_lam", "van_ban_tu_choi"})
"""Papers she takes along: what she wants kept from whom is asked about first, and they tell a stranger nothing."""
