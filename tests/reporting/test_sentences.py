"""Every entry has a Vietnamese sentence, in words and not in codes."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

import msgspec
import pytest

from services.intake import main as intake
from services.notifications import main as notifications
from services.reporting import main as reporting
from services.support import main as support
from shared.journal import JournalEntry
from shared.kernel.decider import AnyDecider
from shared.ledger.stored import sections
from shared.skipping import skipping
from shared.story import sentences
from shared.story.sentences import fields_of
from tests.reporting.test_facts import GOLDEN, golden
from tests.reporting.town import law, profile, walked
from tests.retold import retold

SAID = sentences.load(profile().sections)
SERVICES = [each.SERVICE for each in (intake, support, reporting, notifications)]
DECIDERS: list[AnyDecider] = [
    *(decider for service in SERVICES for decider, _ in service.deciders),
    *(skipping(service.name) for service in SERVICES),
]
"""All that any service writes down."""
EVENTS: dict[str, type[Any]] = {f"{d.name}.{event.__name__}": event for d in DECIDERS for event in d.events}
OF_THE_REFERRAL = {"service", "agency"}
"""Said once when the referral is offered; later entries about it are told with them."""


def test_every_event_has_a_sentence_and_every_sentence_an_event() -> None:
    assert sorted(SAID.templates) == sorted(EVENTS)


def open_fields(event: type[Any]) -> Iterator[tuple[str, Any]]:
    """The fields of an event that are not sealed, and those inside them, with their types."""
    types = get_type_hints(event)
    for field in fields(event):
        if field.name not in sections(event):
            yield field.name, types[field.name]
            if is_dataclass(inside := types[field.name]):
                yield from ((f"{field.name}.{name}", of) for name, of in open_fields(inside))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_a_sentence_speaks_only_of_open_fields_there_are(name: str) -> None:
    event = EVENTS[name]
    known = {name for name, _ in open_fields(event)}
    if "referral" in known:
        known |= OF_THE_REFERRAL
    assert {field for field, _ in fields_of(SAID.templates[name])} <= known


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_a_sentence_uses_only_lists_there_are(name: str) -> None:
    ways = {"", "if", "count", "number", "day", "money", "agency", "source", "unit"}
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
    text = say(retold(first, fact=fact))
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
