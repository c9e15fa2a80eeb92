"""How tests of the papers of support print one, and what they hold it against."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from httpx import Response
from pypdf import PdfReader
from starlette.testclient import TestClient

from shared.access import SectionsOpened
from shared.ledger import Entry, Ledger
from shared.testing import entries
from tests.papers.test_papers import places
from tests.support.office import Office
from tests.support.paper_lives import (
    SECOND,
    Desks,
)
from tests.support.test_benefit_pages import FIRST
from tests.support.test_benefit_papers import words
from tests.support.test_pages import PAGE, text

PLAN_PAPER, SHEET, SUMMARY = (
    f"{PAGE}/papers/{code}.pdf" for code in ("ke_hoach_ho_tro", "giay_hen_va_viec_can_lam", "tom_tat_ho_so")
)

OPINION = "Hồ sơ đủ giấy tờ, đã đối chiếu với bản gốc của xã. " * 6
MM = 72 / 25.4


def submission(application: object = FIRST) -> str:
    return f"{PAGE}/applications/{application}/to_trinh.pdf"


def draft(application: object = FIRST) -> str:
    return f"{PAGE}/applications/{application}/du_thao_quyet_dinh.pdf"


def refusal(application: object = SECOND) -> str:
    return f"{PAGE}/applications/{application}/van_ban_tu_choi.pdf"


def receipt(referral: object) -> str:
    return f"{PAGE}/referrals/{referral}/phieu_xac_nhan_da_nhan.pdf"


def paper(who: TestClient, address: str) -> Response:
    answer: Response = who.get(address)
    assert answer.status_code == 200, text(answer)
    assert answer.headers["content-type"] == "application/pdf"
    return answer


def on_paper(who: TestClient, address: str) -> str:
    return words(paper(who, address))


def pages_of(answer: Response) -> list[Any]:
    return list(PdfReader(BytesIO(answer.content)).pages)


def all_there(said: str, *told: str) -> None:
    assert [each for each in told if each not in said] == [], said


def none_there(said: str, *telling: str) -> None:
    assert [each for each in telling if each.lower() in said.lower()] == [], said


def without_reading(office: Office) -> None:
    """An office whose officers may read of nobody who she is."""
    desk = office.support.desk
    desk.rights = replace(
        desk.rights, rows=tuple(replace(r, sections=r.sections - {"identity"}) for r in desk.rights.rows)
    )


def stand_inside_the_margins(answer: Response) -> None:
    for page in pages_of(answer):
        found = places(page)
        assert min(left for left, _ in found) > 29.9
        assert max(left for left, _ in found) < float(page.mediabox.width) / MM - 20
        assert min(above for _, above in found) > 8


def all_papers(desks: Desks) -> dict[str, str]:
    return {
        "ke_hoach_ho_tro": PLAN_PAPER, "giay_hen_va_viec_can_lam": SHEET, "tom_tat_ho_so": SUMMARY,
        "to_trinh": submission(), "van_ban_tu_choi": refusal(),
    }  # fmt: skip


def read_last(ledger: Ledger) -> Entry:
    """The last entry that says what was read: the paper that was made with it may have left one more."""
    return [entry for entry in entries(ledger) if isinstance(entry.fact, SectionsOpened)][-1]
