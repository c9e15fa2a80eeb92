"""The work that is measured: cases of ten entries at the labour office, and one more deed on each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from services.intake.domain import CASE
from services.intake.domain.asked import (
    GiveEssentialNeeds,
    RecordInitialInformation,
    RecordReception,
    RecordReport,
)
from shared.kernel.codes import case_code
from shared.kernel.law import Law
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.kernel.words import AgeGroup, Ethnicity, Sex
from shared.ledger import Ledger
from tests.bench.office import DAY

CLERK = By("officer-of-the-bench", "labour", None, "intake_officer")
NAME, PHONE = "Nguyễn Thị Thử Nghiệm", "0900 000 000, gọi sau 19 giờ"
STORY = "Được hứa việc làm ở quán ăn, bị giữ giấy tờ và đưa qua biên giới ban đêm."
STRANGER = "Người quen của chủ quán, hay đến chợ."
PREPARING = 16
"""Callers that prepare cases side by side: the writer commits them in groups."""


def report(case: UUID, recorder: str = "labour") -> RecordReport:
    return RecordReport(
        case_code(case), recorder, DAY, DAY, "person", "20035", Sex.FEMALE, AgeGroup.ADULT, Ethnicity.KINH,
        name=Sealed(NAME), contact=Sealed(PHONE), story=Sealed(STORY),
    )  # fmt: skip


def information(on: date = DAY) -> RecordInitialInformation:
    """Said again it is a correction, and a new entry: her story is sealed anew."""
    return RecordInitialInformation(
        on, ("P06", "P11"), "P06", "self_returned", True, "KH", DAY, story=Sealed(STORY), suspect=Sealed(STRANGER)
    )


def before(case: UUID) -> list[Any]:
    """The commands that make a case of ten entries (the reception makes two)."""
    reception = RecordReception(
        DAY, "citizen", True, Sex.FEMALE, AgeGroup.ADULT, Ethnicity.KINH, ("meals", "clothing"),
        safe_contact=Sealed(PHONE), relatives=Sealed("Mẹ ở cùng xã, chưa muốn báo tin."),
    )  # fmt: skip
    given = [GiveEssentialNeeds((need,), DAY) for need in ("meals", "clothing", "hygiene")]
    return [report(case), reception, *given, *(information() for _ in range(4))]


def ask(book: Ledger, law: Law, case: UUID, command: Any) -> None:
    """The product's whole path of one command: load, decide, seal, record."""
    book.handle(CASE, case, command, command_id=uuid4(), by=CLERK, law=law, when=When.day(DAY))


def prepare(book: Ledger, law: Law, count: int) -> list[UUID]:
    """So many cases of ten entries each, by the ledger's own door."""
    return _all(book, law, count, before)


def report_all(book: Ledger, law: Law, count: int) -> list[UUID]:
    """So many people reported at the commune: each entry tells the labour office."""
    return _all(book, law, count, lambda case: [report(case, "communes")])


def _all(book: Ledger, law: Law, count: int, commands: Callable[[UUID], list[Any]]) -> list[UUID]:
    cases = [uuid4() for _ in range(count)]

    def one(case: UUID) -> None:
        for command in commands(case):
            ask(book, law, case, command)

    with ThreadPoolExecutor(PREPARING) as pool:
        list(pool.map(one, cases))
    return cases
