"""What was typed becomes a command, or every fault of it is told at once."""

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from shared.kernel.sealed import Identity, Note, Sealed
from shared.kernel.words import AgencyId, CaseId, Code, CountryCode, PastDate, Sex, UnitCode
from shared.web.forms import Fault, FormContext, Malformed, parse
from tests.web.doors import LAW

TODAY = date(2023, 5, 6)
JSON, FORM = FormContext(TODAY, LAW), FormContext(TODAY, LAW, form=True)


class Way(StrEnum):
    FOUND = "found"
    CAME = "came"


@dataclass(frozen=True)
class Paper:
    number: Code
    on: PastDate


@dataclass(frozen=True)
class Receive:
    on: PastDate
    unit: UnitCode
    way: Way
    name: Identity
    agency: AgencyId | None = None
    country: CountryCode | None = None
    purpose: Annotated[Code, Meta(extra={"list": "purposes"})] | None = None
    needs: tuple[Code, ...] = ()
    amount: Annotated[int, Meta(ge=0)] | None = None
    alone: bool = False
    note: Note | None = None
    case: CaseId | None = None
    paper: Paper | None = None
    papers: tuple[Paper, ...] = field(default_factory=tuple)
    at: datetime | None = None


GOOD = {"on": "2023-05-05", "unit": "19900", "way": "came", "name": "Lê Thị B"}


def faults(data: dict[str, Any], context: FormContext = JSON, command: type[Any] = Receive) -> set[tuple[str, str]]:
    with pytest.raises(Malformed) as malformed:
        parse(command, data, context=context)
    return {(fault.field, fault.why) for fault in malformed.value.faults}


def test_a_json_object_becomes_the_command() -> None:
    command = parse(
        Receive,
        GOOD
        | {"needs": ["food", "health"], "amount": 5, "alone": True, "case": "6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11",
           "paper": {"number": "12", "on": "2023-05-01"}, "at": "2023-05-05T09:00:00+07:00"},
        context=JSON,
    )  # fmt: skip
    assert command == Receive(
        date(2023, 5, 5), "19900", Way.CAME, Sealed("Lê Thị B"), needs=("food", "health"), amount=5, alone=True,
        case=CaseId(UUID("6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11")), paper=Paper("12", date(2023, 5, 1)),
        at=datetime(2023, 5, 5, 2, tzinfo=UTC),
    )  # fmt: skip


def test_a_page_s_form_becomes_the_same_command() -> None:
    sent = GOOD | {
        "on": "05/05/2023", "needs": ["food", "health"], "amount": "1.000.000", "alone": "on", "agency": "",
        "note": " ", "csrf": "x", "command_id": "y",
        "version": "3", "step": "send", "papers.0.number": "1", "papers.0.on": "1/5/2023",
        "papers.1.number": "", "papers.1.on": "", "at": "2023-05-05T09:00",
    }  # fmt: skip
    command = parse(Receive, sent, context=FORM)
    assert (command.on, command.needs, command.amount, command.alone) == (
        date(2023, 5, 5),
        ("food", "health"),
        1_000_000,
        True,
    )
    assert (command.agency, command.note, command.paper) == (None, None, None)
    assert command.papers == (Paper("1", date(2023, 5, 1)),)
    assert command.at == datetime(2023, 5, 5, 2, tzinfo=UTC)


def test_one_ticked_box_is_a_list_of_one_and_none_is_an_empty_list() -> None:
    @dataclass(frozen=True)
    class Choose:
        needs: tuple[Code, ...]
        sure: bool

    assert parse(Choose, {"needs": "food"}, context=FORM) == Choose(("food",), False)
    assert parse(Choose, {}, context=FORM) == Choose((), False)
    assert faults({}, JSON, Choose) == {("needs", "fault.missing"), ("sure", "fault.missing")}


def test_all_faults_are_told_at_once() -> None:
    assert faults({
        "on": "2023-05-07", "unit": "00000", "way": "flew", "agency": "nobody", "country": "Laos", "purpose": "fun",
        "needs": ["ok", "not a code!"], "amount": -1, "alone": "yes", "case": "7", "paper": {"number": "1"},
        "papers": 3, "at": "2023-05-05T09:00:00", "extra": 1,
    }) == {
        ("on", "fault.in_the_future"), ("unit", "fault.unknown_unit"), ("way", "fault.not_a_choice"),
        ("name", "fault.missing"), ("agency", "fault.unknown_agency"), ("country", "fault.pattern"),
        ("purpose", "fault.unknown_code"), ("needs.1", "fault.pattern"), ("amount", "fault.too_small"),
        ("alone", "fault.not_yes_or_no"), ("case", "fault.not_an_id"), ("paper.on", "fault.missing"),
        ("papers", "fault.not_a_list"), ("at", "fault.no_time_zone"), ("extra", "fault.unknown_field"),
    }  # fmt: skip


def test_housekeeping_fields_belong_to_pages_only() -> None:
    assert faults(GOOD | {"csrf": "x"}) == {("csrf", "fault.unknown_field")}


def test_an_unknown_field_that_could_be_a_name_is_not_repeated() -> None:
    assert faults(GOOD | {"Nguyễn Thị A": 1}) == {("?", "fault.unknown_field")}


def test_a_fault_carries_no_value() -> None:
    with pytest.raises(Malformed) as malformed:
        parse(Receive, GOOD | {"unit": "Nguyễn Thị A"}, context=JSON)
    assert "Nguyễn" not in str(malformed.value)
    assert malformed.value.faults == (Fault("unit", "fault.pattern"),)


@pytest.mark.parametrize(
    "word", ["31/02/2023", "2023-13-01", "5/5/23", "2023/05/05", "20230505", "hôm qua", "05-05-2023"]
)
def test_no_date_is_guessed(word: str) -> None:
    assert faults(GOOD | {"on": word}) == {("on", "fault.not_a_date")}


@pytest.mark.parametrize("word", ["1,5", "1.00", "12.3456", "1e3", "٣", "9" * 19, "--1"])
def test_no_number_is_guessed(word: str) -> None:
    assert faults(GOOD | {"amount": word}, FORM) == {("amount", "fault.not_a_number")}


def test_numbers_in_json_are_numbers() -> None:
    assert faults(GOOD | {"amount": "5"}) == faults(GOOD | {"amount": True}) == {("amount", "fault.not_a_number")}


def test_sealed_values_may_be_anything_of_bearable_length_but_not_empty() -> None:
    person = {"family": "Lê", "born": 2001, "aliases": ["B"]}
    assert parse(Receive, GOOD | {"name": person}, context=JSON).name.value == person
    assert parse(Receive, GOOD | {"note": "x" * 10_000}, context=JSON).note == Sealed("x" * 10_000)
    assert (
        faults(GOOD | {"note": "x" * 10_001}) == faults(GOOD | {"note": ["x" * 10_001]}) == {("note", "fault.too_long")}
    )
    assert faults(GOOD | {"name": "  "}) == {("name", "fault.missing")}
    assert faults(GOOD | {"name": "a\x00b"}) == {("name", "fault.control_characters")}
    deep: Any = "x"
    for _ in range(30):
        deep = [deep]
    assert faults(GOOD | {"name": deep}) == {("name", "fault.too_deep")}


def test_letters_typed_in_parts_are_put_together() -> None:
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Huệ")
    assert parse(Receive, GOOD | {"name": f" {apart} "}, context=JSON).name == Sealed("Nguyễn Thị Huệ")


def test_a_field_nobody_can_type_is_a_mistake_of_ours() -> None:
    @dataclass(frozen=True)
    class Odd:
        what: int | str

    with pytest.raises(TypeError):
        parse(Odd, {"what": 1}, context=JSON)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*GOOD, "agency", "needs", "paper", "papers", "note", "paper.on", "papers.0.on", "alone", "at"])


@given(st.dictionaries(NAMES | st.text(max_size=6), JUNK, max_size=8), st.booleans())
def test_whatever_is_sent_becomes_a_command_or_named_faults(data: dict[str, Any], form: bool) -> None:
    try:
        found = parse(Receive, GOOD | data, context=FORM if form else JSON)
    except Malformed as malformed:
        faults = malformed.faults
        assert faults and all(fault.why.startswith("fault.") for fault in faults)  # noqa: PT018
    else:
        assert isinstance(found, Receive)


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from(list(Sex)), st.text(min_size=1, max_size=50))
def test_pages_and_programs_are_read_alike(day: date, sex: Sex, text: str) -> None:
    @dataclass(frozen=True)
    class Small:
        on: PastDate
        sex: Sex
        note: Note | None = None

    def read(on: str, context: FormContext) -> Any:
        try:
            return parse(Small, {"on": on, "sex": sex.value, "note": text}, context=context)
        except Malformed as malformed:
            return malformed.faults

    assert read(day.isoformat(), JSON) == read(f"{day:%d/%m}/{day.year:04}", FORM)
