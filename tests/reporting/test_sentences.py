"""Every entry has a Vietnamese sentence, in words and not in codes."""

import re
from dataclasses import fields
from typing import Any

import msgspec
import pytest

from services.intake.domain import CASE as INTAKE
from services.intake.domain.matching import MATCHING
from services.intake.domain.person import PERSON
from services.intake.domain.report import REPORT
from services.reporting.domain.definition import DEFINITIONS
from services.reporting.domain.export import EXPORT
from services.reporting.domain.finding import FINDING
from services.reporting.domain.official.report import OFFICIAL
from services.reporting.domain.publication import PUBLICATIONS
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.payment import PAYMENT
from services.support.domain.case import CASE as SUPPORT
from services.support.domain.difficulties.rules import DIFFICULTY
from services.support.domain.handing_on.request import REQUEST
from services.support.domain.work import WORK
from services.support.plan.domain.proposals.rules import PROPOSAL
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.officer_rules import OFFICER
from shared import access
from shared.journal import JournalEntry
from shared.kernel.decider import AnyDecider
from shared.kernel.difficulties import difficulty
from shared.ledger.stored import sections
from shared.search.made import searches
from shared.seeing import papers_of
from shared.skipping import skipping
from shared.story import sentences
from shared.story.sentences import fields_of
from tests.reporting.test_facts import GOLDEN, golden
from tests.reporting.town import law, profile, walked

SAID = sentences.load(profile().sections)
READINGS = [access.access(service) for service in ("intake", "support", "reporting", "notifications")]
SKIPS = [skipping(service) for service in ("intake", "support", "reporting", "notifications")]
DIFFICULTIES: list[AnyDecider] = [difficulty("intake"), DIFFICULTY, PROPOSAL]
OF_THE_PLAN: list[AnyDecider] = [UNIT_PLAN, UNIT_REPORT, OFFICER, TRAINING]
"""What numbers of the plan open to."""
DECIDERS: list[AnyDecider] = [
    INTAKE, REPORT, MATCHING, PERSON, SUPPORT, WORK, APPLICATION, PAYMENT, REQUEST,
    searches("intake"), papers_of("intake"), papers_of("support"), FINDING, OFFICIAL, PUBLICATIONS, EXPORT, DEFINITIONS,
    *READINGS, *SKIPS, *DIFFICULTIES, *OF_THE_PLAN,
]  # fmt: skip
EVENTS: dict[str, type[Any]] = {f"{d.name}.{event.__name__}": event for d in DECIDERS for event in d.events}
OF_THE_REFERRAL = {"service", "agency"}
"""Said once when the referral is offered; later entries about it are told with them."""


def test_every_event_has_a_sentence_and_every_sentence_an_event() -> None:
    assert sorted(SAID.templates) == sorted(EVENTS)


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_a_sentence_speaks_only_of_open_fields_there_are(name: str) -> None:
    event = EVENTS[name]
    known = {field.name for field in fields(event)} - sections(event).keys()
    if "referral" in known:
        known |= OF_THE_REFERRAL
    assert {field for field, _ in fields_of(SAID.templates[name])} <= known


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_a_sentence_uses_only_lists_there_are(name: str) -> None:
    ways = {"", "if", "count", "number", "day", "agency", "source", "unit"}
    for _, way in fields_of(SAID.templates[name]):
        assert way in ways or way in SAID.words or law().listed(way), way


def say(entry: JournalEntry) -> str:
    return SAID.of(entry, law(), {"service": "treatment", "agency": "health"})


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_every_entry_ever_written_reads_as_a_sentence(path: Any) -> None:
    text = say(golden(path))
    assert text.endswith(".")
    assert not re.search(r"[{}\[\]…]|None|chưa rõ \(", text), text


def test_a_sentence_names_agency_and_unit_in_words() -> None:
    first = walked().journal("intake.communes")[0]
    assert say(first) == (
        "UBND xã, phường (Xã Bình Tiến) ghi tin báo có người trở về ngày 05/05/2023, nguồn tin: Nạn nhân trực tiếp trình báo;"
        " đã thông báo cho Phòng LĐ-TB&XH ngày 05/05/2023; hạn tiếp nhận: hết 08/05/2023."
    )


def test_a_part_in_brackets_is_left_out_when_its_field_is_empty() -> None:
    first = walked().journal("intake.communes")[0]
    fact = msgspec.json.decode(first.fact) | {"urgent": True, "reception_due": None}
    text = say(msgspec.structs.replace(first, fact=msgspec.Raw(msgspec.json.encode(fact))))
    assert "khẩn cấp" in text
    assert "hạn tiếp nhận" not in text


def test_a_reading_names_the_part_that_was_opened() -> None:
    opened = next(entry for entry in walked().journal("intake.police") if ".access." in entry.name)
    assert say(opened) == "Công an thị xã đã xem phần Nhân thân (xem trên màn hình)."


def test_an_entry_without_a_sentence_can_still_be_asked_about() -> None:
    strange = msgspec.structs.replace(walked().journal("intake.police")[0], name="intake.case.SomethingNew")
    assert "intake.case.SomethingNew" in say(strange)


def test_no_sentence_of_a_whole_town_shows_a_code_of_a_list() -> None:
    codes = {code for items in law().lists.values() for code in items if len(code) > 3} | set(law().regimes)
    for entry in walked().journal():
        words = set(re.findall(r"[A-Za-z_]{4,}", say(entry)))
        assert not words & codes, say(entry)
