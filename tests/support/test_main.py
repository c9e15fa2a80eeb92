"""Support as it is put together: everything that is made is also plugged in."""

from services.support.domain.case import CASE
from services.support.domain.work import WORK
from services.support.main import SERVICE
from services.support.plan.rooms import ROOMS
from services.support.projections import QUEUE
from services.support.projections.target import TARGET
from shared.contracts import intake_difficulties
from shared.contracts.export import messages
from shared.contracts.intake import (
    PastCaseEnded,
    PersonReceived,
    PersonsLinked,
    PersonsUnlinked,
    StatusDecided,
    WishesRecorded,
)


def test_support_hears_what_intake_tells_it_and_everything_support_tells() -> None:
    of_support = {kind for name, kind in messages().items() if name.startswith("support.")}
    assert set(SERVICE.policies) == of_support | {
        PastCaseEnded,
        PersonReceived,
        StatusDecided,
        WishesRecorded,
        PersonsLinked,
        PersonsUnlinked,
        intake_difficulties.DifficultySent,
    }


def test_its_aggregates_stand_in_its_ledger_and_its_views_are_kept() -> None:
    names = [decider.name for decider, _ in SERVICE.deciders]
    benefits = ["support.application", "support.payment", "support.reservations"]
    of_plan = [decider.name for room in ROOMS for decider, _ in room.deciders]
    assert names == [
        CASE.name,
        WORK.name,
        *benefits,
        "support.handing",
        *of_plan,
        "support.access",
        "support.paper",
    ]
    assert list(SERVICE.views) == [QUEUE, TARGET, *(view for room in ROOMS for view in room.views)]
    assert all(list(folder.glob("*.vi.yaml")) for folder in SERVICE.pages)
