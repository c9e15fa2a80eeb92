"""Rosters and classes in which everything happens once, at an agency and at the lead that hears it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from services.support.plan.domain.training.class_commands import (
    CallOffClass,
    CorrectClass,
    GiveCertificate,
    HoldClass,
    Lesson,
    PlanClass,
    RecordAttendance,
    StrikeAttendance,
)
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.officer_commands import (
    CertifyOfficer,
    CorrectOfficer,
    ListOfficer,
    RecordEarlierTraining,
    RecordLeaving,
    StrikeOfficer,
    TakeOfficerBack,
    TakeTrainingBack,
    TrainOfficer,
)
from services.support.plan.domain.training.officer_rules import OFFICER
from services.support.plan.messages.training import tell_of_officer
from services.support.plan.policies.training import OF_TRAINING
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import deliver, identity, memory_ledger, record
from tests.plan.activity_lives import law

UNIT = "20008"
FIRST, OTHER = identity("officer one"), identity("officer two")
CLASS, CALLED_OFF = identity("class one"), identity("class two")
JAN, MAY, JUN = date(2023, 1, 3), date(2023, 5, 10), date(2023, 6, 1)
NAME = Sealed("Trần Thị Mẫu")
TOLD_TO = "support.labour"


def listing(since: date = JAN, **more: Any) -> ListOfficer:
    said: dict[str, Any] = {
        "agency": "communes",
        "unit": UNIT,
        "name": NAME,
        "position": "social_affairs",
        "since": since,
    }
    return ListOfficer(**{**said, **more})


def holding(on: date = MAY, **more: Any) -> HoldClass:
    said: dict[str, Any] = {
        "agency": "labour",
        "subjects": frozenset({"approach", "counselling"}),
        "held_on": on,
        "hours": 8,
    }
    return HoldClass(**{**said, **more})


def attending(*officers: UUID, on: date = MAY, unit: str | None = None) -> RecordAttendance:
    lesson = Lesson(unit=unit, subjects=("approach", "counselling"), held_on=on, hours=8)
    return RecordAttendance(training=CLASS, attended=frozenset(officers), lesson=lesson)


def train(on: date = MAY, training: UUID = CLASS, unit: str | None = None) -> TrainOfficer:
    return TrainOfficer(training=training, unit=unit, held_on=on, subjects=("approach",), hours=8)


def elsewhere(**more: Any) -> RecordEarlierTraining:
    said: dict[str, Any] = {"held_on": date(2022, 11, 3), "subjects": frozenset({"job_fraud_abroad"}), "hours": 16}
    return RecordEarlierTraining(**{**said, **more})


def desk(source: str, keys: KeyStore | None = None, of: Law | None = None) -> Ledger:
    return memory_ledger(
        source, tells=[(OFFICER, tell_of_officer), (TRAINING, nobody)], policies=OF_TRAINING, keys=keys, law=of or law()
    )  # fmt: skip


def lived(keys: KeyStore) -> Iterator[Ledger]:
    communes, lead = desk("support.communes", keys), desk("support.labour", keys)
    for officer, commands in {
        FIRST: [
            listing(),
            CorrectOfficer(name=Sealed("Trần Thị Mẫu Hai"), position="head", since=JAN),
            RecordLeaving(until=date(2023, 2, 1), reason="other_duty"),
            TakeOfficerBack(since=date(2023, 3, 1)),
            train(date(2023, 4, 4), identity("class of the unit"), UNIT),
            CertifyOfficer(training=identity("class of the unit"), certificate="7/GCN", dated=date(2023, 4, 5)),
            TakeTrainingBack(training=identity("class of the unit"), reason="mistake"),
            elsewhere(),
        ],
        OTHER: [listing(name=Sealed("Lê Văn Mẫu")), StrikeOfficer(reason="double")],
    }.items():
        for command in commands:
            record(communes, OFFICER, officer, command, law=law())
    deliver(communes, lead)
    told = record(lead, OFFICER, FIRST, train(), law=law())
    record(lead, OFFICER, FIRST, TakeTrainingBack(training=CLASS, reason="double"), law=law())
    deliver(lead, communes, since=told.first - 1)
    since = record(communes, OFFICER, FIRST, RecordLeaving(until=JUN, reason="retired"), law=law())
    deliver(communes, lead, since=since.first - 1)
    note = Sealed("mang theo mẫu hồ sơ")
    whose: dict[str, Any] = {"agency": "labour", "subjects": frozenset({"file_management"}), "hours": 8}
    for training, asked in {
        CLASS: [
            PlanClass(**whose, planned_for=MAY, at_agency="labour", note=note),
            holding(note=note, in_unit=UNIT),
            CorrectClass(**vars(holding(date(2023, 5, 11))), training=CLASS),
            attending(FIRST, OTHER, on=date(2023, 5, 11)),
            GiveCertificate(officer=FIRST, number="12/GCN-LĐTBXH", dated=JUN),
            StrikeAttendance(officer=OTHER, reason="mistake"),
        ],
        CALLED_OFF: [PlanClass(**whose, planned_for=JUN), CallOffClass(reason="no_money", note=note)],
    }.items():
        for command in asked:
            record(lead, TRAINING, training, command, law=law())
    yield from (communes, lead)
