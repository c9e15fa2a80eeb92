"""A record of a journal becomes an entry again, exactly, or is refused."""

import hashlib
from typing import Any

import msgspec
import pytest

from shared.journal import JournalEntry, NotAnEntry
from tests.reporting.town import VICTIM, heard, walked


def test_an_entry_comes_back_as_it_was_told() -> None:
    record = walked().records("intake.communes")[0]
    entry = heard(record)
    assert (entry.source, entry.position, entry.version, entry.subject) == ("intake.communes", 1, 1, VICTIM)
    assert entry.name == "intake.case.ReportRecorded"
    assert (entry.by.agency, entry.by.unit) == ("communes", "20035")
    assert [line.inbox for line in entry.to] == ["intake.labour"]
    assert entry.id == record.headers["ce_id"]
    assert entry.law
    assert entry.at.tzinfo


def test_the_bytes_and_their_hash_are_exactly_those_that_were_stored() -> None:
    record = walked().records("intake.labour")[2]
    entry = heard(record)
    assert entry.body == record.value
    assert entry.body_hash == hashlib.sha256(record.value).hexdigest()


def test_what_a_newer_teller_adds_does_not_disturb() -> None:
    record = walked().records("intake.communes")[0]
    body = msgspec.json.decode(record.value) | {"new": {"field": 1}}
    assert heard(record._replace(value=msgspec.json.encode(body))).name == "intake.case.ReportRecorded"


def test_what_lay_before_whoever_decided_is_read_where_it_is_said() -> None:
    record = walked().records("intake.labour")[0]
    assert heard(record).saw is None
    said = {"positions": {"intake.labour": 7}, "hash": "1" * 64, "papers": ["2" * 64], "entries": "3" * 64}
    saw = heard(record._replace(value=msgspec.json.encode(msgspec.json.decode(record.value) | {"saw": said}))).saw
    assert saw is not None
    assert (saw.positions, saw.hash, saw.papers) == ({"intake.labour": 7}, "1" * 64, ("2" * 64,))


@pytest.mark.parametrize("header", ["ce_id", "ce_source", "ce_type", "ce_subject", "position", "stream", "version"])
def test_a_record_without_one_of_its_headers_is_no_entry(header: str) -> None:
    record = walked().records("intake.communes")[0]
    headers = {name: value.encode() for name, value in record.headers.items() if name != header}
    with pytest.raises(NotAnEntry):
        JournalEntry.from_record(headers, record.value)


@pytest.mark.parametrize(
    ("header", "value"),
    [("ce_id", b"intake.communes/2"), ("ce_source", b"intake.police"), ("position", b"2"), ("position", b"x"),
     ("position", b"0"), ("position", b"9" * 30), ("position", b"+1"), ("version", b"1_0"), ("version", b"0"),
     ("ce_type", b"a\x00b"), ("ce_type", b"\xff"), ("ce_source", b"x"), ("stream", b"\xff"), ("stream", b"1" * 36),
     ("stream", b"294AAF9F-24DD-56C4-918E-793D33509B38"), ("ce_subject", b"00000000-0000-4000-8000-000000000000"),
     ("ce_id", None), ("ce_subject", None), ("position", None)],
)  # fmt: skip
def test_headers_that_name_another_entry_or_none_are_refused(header: str, value: bytes | None) -> None:
    record = walked().records("intake.communes")[0]
    headers: dict[str, Any] = {name: text.encode() for name, text in record.headers.items()} | {header: value}
    with pytest.raises(NotAnEntry):
        JournalEntry.from_record(headers, record.value)


@pytest.mark.parametrize(
    ("part", "value"),
    [("to", [{"inbox": "intake.labour"}]), ("to", 3), ("when", {"precision": "somewhen"}), ("by", {"actor": "x"}),
     ("law", {"id": 7}), ("saw", {"positions": []}), ("subject", "E19A38B4-176E-5B2C-BCF3-06B675E1D164"), ("subject", "x")],
)  # fmt: skip
def test_what_is_read_only_when_it_is_asked_for_is_looked_through_when_it_is_heard(part: str, value: Any) -> None:
    record = walked().records("intake.communes")[0]
    body = msgspec.json.decode(record.value) | {part: value}
    headers = record.headers | ({"ce_subject": value} if part == "subject" else {})
    with pytest.raises(NotAnEntry):
        heard(record._replace(value=msgspec.json.encode(body), headers=headers))


@pytest.mark.parametrize("value", [b"", b"{}", b"[]", b"\xff", b'{"v":2}'])
def test_bytes_that_are_no_stored_body_are_refused_without_repeating_them(value: bytes) -> None:
    record = walked().records("intake.communes")[0]
    with pytest.raises(NotAnEntry) as refused:
        heard(record._replace(value=value))
    assert "communes" not in str(refused.value)


def test_a_stored_form_nobody_here_knows_is_refused() -> None:
    record = walked().records("intake.communes")[0]
    body = msgspec.json.decode(record.value) | {"v": 2}
    with pytest.raises(NotAnEntry):
        heard(record._replace(value=msgspec.json.encode(body)))


@pytest.mark.parametrize(
    "deep", ["[" * 200 + "]" * 200, '{"a":' * 200 + "1" + "}" * 200, "[" * 200_000 + "]" * 200_000], ids=len
)
def test_what_is_nested_so_deep_that_reading_it_would_fail_is_no_entry(deep: str) -> None:
    record = walked().records("intake.communes")[0]
    value = record.value.replace(b'"fact":', f'"new":{deep},"fact":'.encode())
    with pytest.raises(NotAnEntry):
        heard(record._replace(value=value))


@pytest.mark.parametrize("wide", ["[" + "[1]," * 500 + "1]", '"' + "[" * 500 + '"', '"a \\"' + "{" * 500 + '"'])
def test_what_is_long_or_holds_brackets_in_its_words_is_read(wide: str) -> None:
    record = walked().records("intake.communes")[0]
    value = record.value.replace(b'"fact":', f'"new":{wide},"fact":'.encode())
    assert heard(record._replace(value=value)).body == value
