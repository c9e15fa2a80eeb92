"""What services say to each other stands in files that anybody can check: and what we send is what the files say."""

import json
from dataclasses import fields, make_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError

from shared.contracts import export
from shared.contracts.export import HERE, message_schema, messages, said_back_schema, schemas
from shared.contracts.said_back import SAID_BACK
from shared.kafka.wire import CONTROL, Record
from shared.kernel.words import Code
from shared.ledger.stored import Body, Line, decode_body
from tests.house.parts import ROOT, SERVICES
from tests.house.telling import LISTENER, TELLER, chunk, said_back, samples, told

SCHEMAS = HERE / "schemas"
FILES = sorted(SCHEMAS.rglob("*.json"))
GOLDEN = sorted((Path(__file__).parents[1]).glob("*/golden/*.json"))
ASYNCAPI = yaml.safe_load((HERE / "asyncapi.yaml").read_text("utf-8"))
INBOX_SAID = [*messages(), *CONTROL]


def file_of(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.1.json").read_text("utf-8"))


def check(schema: Any, value: Any) -> None:
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def records_of(name: str) -> list[Record]:
    return [told(sample)[0] for sample in samples(messages()[name])]


def test_every_message_is_told_by_its_teller_and_heard_by_somebody() -> None:
    heard = {kind for each in SERVICES for kind in each.policies}
    assert heard == set(messages().values())
    for name in messages():
        teller, _, word = name.partition(".")
        rooms = (ROOT / "services" / teller).rglob("messages*")
        said = "".join(path.read_text("utf-8") for room in rooms for path in _files(room))
        assert f"told.{word}(" in said, f"nobody tells {name}"


def _files(room: Path) -> list[Path]:
    """A room of a service is a file, or a folder of files."""
    return sorted(room.glob("*.py")) if room.is_dir() else [room]


def test_the_committed_files_are_what_the_export_writes() -> None:
    for name, text in export.texts().items():
        assert (HERE / name).read_text("utf-8") == text, f"{name}: run `python -m shared.contracts.export`"


def test_no_schema_is_left_of_a_message_that_is_gone() -> None:
    assert {path.name for path in SCHEMAS.glob("*.json")} == {f"{name}.1.json" for name in schemas()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_schema_is_a_schema(path: Path) -> None:
    Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("name", list(messages()))
def test_a_real_message_is_what_its_schema_says(name: str) -> None:
    for record in records_of(name):
        check(file_of(name), json.loads(record.value))


@pytest.mark.parametrize("name", list(messages()))
def test_every_earlier_schema_accepts_what_is_told_today(name: str) -> None:
    for path in (SCHEMAS / "earlier").glob(f"{name}.1-*.json"):
        for record in records_of(name):
            check(json.loads(path.read_text("utf-8")), json.loads(record.value))


@pytest.mark.parametrize("name", list(messages()))
def test_sealed_values_travel_only_inside_the_encrypted_part(name: str) -> None:
    sealed = export.sealed_fields(messages()[name])
    for record in records_of(name):
        value = json.loads(record.value)
        assert "bí mật" not in record.value.decode()
        assert {value["data"][field] for field in sealed} <= {None}
        assert ("sealed" in value) == bool(sealed)


@pytest.mark.parametrize("what", list(CONTROL))
def test_what_is_said_back_is_what_its_schema_says(what: str) -> None:
    check(file_of(what), json.loads(said_back(what).value))


def test_what_can_be_said_back_has_a_schema() -> None:
    assert SAID_BACK.keys() == CONTROL.keys()


def test_an_entry_in_a_journal_is_what_its_schema_says() -> None:
    for name in messages():
        check(file_of(export.ENTRY), json.loads(told(samples(messages()[name])[0])[1].value))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parts[-3]}.{path.stem}")
def test_every_golden_entry_is_what_the_schema_of_entries_says(path: Path) -> None:
    check(file_of(export.ENTRY), json.loads(path.read_text("utf-8"))["body"])


def test_the_schema_of_entries_names_every_field_of_the_stored_form() -> None:
    assert [f.name for f in fields(export.Entry)] == list(Body.__struct_fields__)
    assert [f.name for f in fields(export.ToldTo)] == list(Line.__struct_fields__)


@pytest.mark.parametrize("name", INBOX_SAID)
def test_a_record_of_an_inbox_carries_the_headers_the_document_names(name: str) -> None:
    record = records_of(name)[0] if name in messages() else said_back(name)
    headers = ASYNCAPI["components"]["messages"][name]["headers"]
    check(headers, record.headers)
    assert record.headers.keys() == headers["properties"].keys()
    assert record.topic == ASYNCAPI["channels"]["inbox"]["address"].format(
        source=TELLER if name in CONTROL else LISTENER
    )
    assert record.headers["ce_type"] == name


def test_a_record_of_a_journal_carries_the_headers_the_document_names() -> None:
    record = told(samples(next(iter(messages().values())))[0])[1]
    headers = ASYNCAPI["components"]["messages"][export.ENTRY]["headers"]
    check(headers, record.headers)
    assert record.headers.keys() == headers["properties"].keys()
    assert record.topic == ASYNCAPI["channels"]["journal"]["address"].format(source=TELLER)
    assert decode_body(record.value).v == 1


def test_a_chunk_of_a_file_carries_the_headers_the_document_names() -> None:
    record = chunk()
    headers = ASYNCAPI["components"]["messages"][export.CHUNK]["headers"]
    check(headers, record.headers)
    assert record.headers.keys() == headers["properties"].keys()
    assert record.topic == ASYNCAPI["channels"]["files"]["address"].format(source=LISTENER)
    assert record.headers["ce_type"] == export.CHUNK


def test_every_reference_of_the_document_leads_somewhere() -> None:
    for reference in references(ASYNCAPI):
        if reference.startswith("#/"):
            found = ASYNCAPI
            for part in reference[2:].split("/"):
                found = found[part]
        else:
            assert (HERE / reference).is_file(), reference


def references(part: Any) -> list[str]:
    match part:
        case {"$ref": str(reference)}:
            return [reference]
        case dict():
            return [found for each in part.values() for found in references(each)]
        case list():
            return [found for each in part for found in references(each)]
        case _:
            return []


def test_a_new_field_with_a_default_is_accepted_by_the_earlier_schema() -> None:
    today = make_dataclass("Told", [("code", Code), ("more", Code | None, None)], frozen=True)
    earlier = make_dataclass("Told", [("code", Code)], frozen=True)
    for sample in samples(today):
        check(message_schema("house.Told", earlier), json.loads(told(sample)[0].value))


def test_a_field_that_was_renamed_is_not() -> None:
    today = make_dataclass("Told", [("mark", Code)], frozen=True)
    earlier = make_dataclass("Told", [("code", Code)], frozen=True)
    with pytest.raises(ValidationError):
        check(message_schema("house.Told", earlier), json.loads(told(samples(today)[0])[0].value))


def test_a_schema_of_another_shape_leaves_its_former_self(tmp_path: Path) -> None:
    export.write(tmp_path)
    former = export.as_text(said_back_schema("trove.Receipt", make_dataclass("Receipt", [("seq", int)])))
    (tmp_path / "schemas" / "trove.Receipt.1.json").write_text(former, "utf-8")
    export.write(tmp_path)
    assert [path.read_text("utf-8") for path in (tmp_path / "schemas" / "earlier").iterdir()] == [former]
    assert export.write(tmp_path) == []
