"""A book of activities in which everything happens once."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from services.support.plan.domain.activities.book import book_id
from services.support.plan.domain.activities.commands import (
    CorrectActivity,
    ListNeighbourhoods,
    Named,
    NotHeld,
    PlanActivity,
    RecordActivity,
    StrikeActivity,
)
from services.support.plan.domain.activities.rules import BOOK
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.policy import load
from shared.sealing.keys import KeyStore
from shared.testing import memory_ledger, record
from tests.plan.office import PROFILE

UNIT, PLAN = "20008", "KH2023"
OURS: dict[str, Any] = {"agency": "communes", "unit": UNIT, "plan": PLAN}
DIGEST = "a" * 64


@cache
def law() -> Law:
    """The law of a day on which the plan runs."""
    return load(PROFILE).law_on(date(2023, 6, 15))


def broadcast(day: date = date(2023, 5, 4), **more: Any) -> RecordActivity:
    said: dict[str, Any] = {
        "kind": "loudspeaker_broadcast",
        "carried_out_on": day,
        "everywhere": True,
        "topics": frozenset({"tricks"}),
    }
    return RecordActivity(**{**OURS, **said, **more})


def lived(keys: KeyStore) -> Iterator[Ledger]:
    ledger = memory_ledger("support.communes", tells=[(BOOK, nobody)], keys=keys, law=law())
    for command in (
        ListNeighbourhoods(**OURS, blocks=2, others=(Named(neighbourhood="Thôn Lại Bằng"),)),
        PlanActivity(**OURS, kind="direct_talk", planned_for=date(2023, 5, 20), note=Sealed("ở nhà văn hóa")),
        PlanActivity(**OURS, kind="job_fair", planned_for=date(2023, 5, 25)),
        RecordActivity(
            **OURS, kind="direct_talk", number=1, carried_out_on=date(2023, 5, 4), evidence=DIGEST,
            places=frozenset({"Thôn Lại Bằng"}), audience={"women": 40, "youth": 12}, topics=frozenset({"policy"}),
            cost=500_000, money="recurrent", note=Sealed("đông hơn dự kiến"),
        ),
        NotHeld(**OURS, number=2, reason="weather", note=Sealed("mưa lớn")),
        broadcast(),
        CorrectActivity(**OURS, kind="loudspeaker_broadcast", number=3, carried_out_on=date(2023, 5, 3), everywhere=True),
        StrikeActivity(**OURS, number=3, reason="double", note=Sealed("đã ghi ở dòng khác")),
    ):  # fmt: skip
        record(ledger, BOOK, book_id(PLAN, "communes", UNIT), command, law=law())
    yield ledger
