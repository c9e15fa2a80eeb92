"""Ledgers of a lead and of the communes in which everything about plans, reports, rounds and letters has happened once."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.town.town_report import (
    TOWN_REPORT,
    IssueTownReport,
    Part,
    ReportToChairman,
    SetChairmanDay,
)
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.urging.urging import URGING, UrgeUnits
from services.support.plan.domain.reports.words import plan_file, report_file, round_file, town_file, urging_file
from services.support.plan.messages.reports import (
    tell_of_review,
    tell_of_unit_plan,
    tell_of_unit_report,
    tell_of_urging,
)
from services.support.plan.policies.reports import POLICIES
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import StillClock, deliver, memory_ledger, record
from tests.plan.report_samples import (
    DAY,
    DONE,
    FIRST,
    LAST,
    LAW,
    PLAN_ID,
    UNIT,
    WHO,
    answer,
    approve,
    comment,
    draft,
    give_back,
    hand_in,
    issue,
    open_round,
    receive,
    send,
    write,
)

NOTE = Sealed("ghi chú mẫu")
SCAN = "5" * 64
PLAN_FILE, REPORT_FILE = plan_file(PLAN_ID, "communes", UNIT), report_file(PLAN_ID, "communes", UNIT)
ROUND, LETTERS, TOWN = round_file(PLAN_ID, date(2023, 6, 1)), urging_file(PLAN_ID), town_file(PLAN_ID)
OF: dict[str, Any] = {"plan": PLAN_ID, "under": DAY}


def ledgers(keys: KeyStore | None = None) -> tuple[Ledger, Ledger]:
    """The lead's and that of the communes."""
    tells: list[Any] = [
        (UNIT_PLAN, tell_of_unit_plan), (UNIT_REPORT, tell_of_unit_report), (REVIEW, tell_of_review),
        (URGING, tell_of_urging), (TOWN_REPORT, nobody),
    ]  # fmt: skip
    lead, communes = (
        memory_ledger(source, tells=tells, policies=POLICIES, law=LAW, clock=StillClock(DAY), keys=keys)
        for source in ("support.labour", "support.communes")
    )
    return lead, communes


def do(at: Ledger, decider: Any, file: UUID, *commands: Any) -> None:
    for command in commands:
        record(at, decider, file, command, law=LAW)


def settle(one: Ledger, other: Ledger) -> None:
    """Each hears all the other has told."""
    deliver(one, other)
    deliver(other, one)


def lived(keys: KeyStore) -> tuple[Ledger, Ledger]:
    lead, communes = ledgers(keys)
    do(communes, UNIT_PLAN, PLAN_FILE, draft(note=NOTE), issue(scan=SCAN), send())
    settle(lead, communes)
    do(lead, UNIT_PLAN, PLAN_FILE, comment("online", note=NOTE), approve())
    do(communes, UNIT_REPORT, REPORT_FILE, write(results=NOTE, difficulties=NOTE, proposals=NOTE), hand_in(scan=SCAN))
    settle(lead, communes)
    do(lead, UNIT_REPORT, REPORT_FILE, give_back(note=NOTE), receive())
    do(lead, REVIEW, ROUND, open_round())
    do(lead, URGING, LETTERS, letter())
    settle(lead, communes)
    do(communes, REVIEW, ROUND, answer())
    issued = IssueTownReport(
        **OF, from_on=FIRST, to_on=LAST, number="7/BC-LĐTBXH", dated=DAY, parts=(Part(WHO.code, 1),), figures=DONE,
        missing=frozenset({"justice"}), note=NOTE, scan=SCAN,
    )  # fmt: skip
    told = ReportToChairman(**OF, number="8/BC-LĐTBXH", dated=DAY, note=NOTE, scan=SCAN)
    do(lead, TOWN_REPORT, TOWN, issued, told, SetChairmanDay(**OF, next_on=date(2023, 9, 15)))
    settle(lead, communes)
    return lead, communes


def letter(*whom: str, **more: Any) -> UrgeUnits:
    late = frozenset(whom or (WHO.code,))
    asked = UrgeUnits(**OF, what="unit_plan", whom=late, late=late, number="44/CV-LĐTBXH", dated=DAY, scan=SCAN)
    return replace(asked, **more)
