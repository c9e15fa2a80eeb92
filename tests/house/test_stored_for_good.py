"""What was stored once can be read for good: every golden file loads, every event has one, none was ever changed, and
the stored form v1 itself stands still, byte for byte."""

import hashlib
import json
import subprocess
from base64 import b64decode
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.intake.domain import CASE as INTAKE
from services.support.domain.case import CASE as SUPPORT
from services.support.domain.work import WORK
from shared import access
from shared.kafka.wire import journal_record
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.ledger import InMemory, Names, Saw, stream_of
from shared.ledger.stored import Body
from shared.ledger.units import HEAD, Row
from shared.sealing.keys import KeysInMemory
from shared.testing import check_golden
from tests.house import golden
from tests.house.parts import EVENTS, ROOT, SERVICES, deciders
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, Note, ledger

NAMES = {service.name: Names(deciders(service)) for service in SERVICES}
CASE = UUID("00000000-0000-4000-8000-0000000000ca")
STREAM = UUID("e28610d1-39ce-5cfe-a329-ac4c1fce0d3f")
NAME = "Nguyễn Thị Thử"


@pytest.mark.parametrize("path", golden.files(), ids=lambda path: f"{path.parts[-3]}.{path.stem}")
def test_every_golden_file_still_loads_and_opens(path: Path) -> None:
    check_golden(path, NAMES[path.parts[-3]])


def test_every_event_of_every_aggregate_has_a_golden_file() -> None:
    written = {json.loads(path.read_text("utf-8"))["name"] for path in golden.files()}
    assert EVENTS.keys() - written == set()
    assert written - EVENTS.keys() == set(), "the event of a golden file is gone: nobody can read it any more"


def test_no_golden_file_was_ever_changed_or_taken_away() -> None:
    assert sorted(golden.manifest()) == sorted(map(golden.line, golden.files())), "`python -m tests.house.golden`"


def test_no_line_of_the_manifest_was_ever_taken_away() -> None:
    place = golden.MANIFEST.relative_to(ROOT).as_posix()
    told = subprocess.run(
        ["git", "log", "--format=", "-p", "-U0", "--", place], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if told.returncode:
        pytest.skip("not a clone: no history to look at")
    ever = {line[1:] for line in told.stdout.splitlines() if line.startswith("+") and not line.startswith("+++")}
    assert ever <= set(golden.manifest())


@pytest.fixture(scope="module")
def keys() -> KeysInMemory:
    return KeysInMemory()


@pytest.fixture(scope="module")
def row(keys: KeysInMemory) -> Row:
    """An entry with everything an entry can have."""
    book = ledger(InMemory(lambda: MAY_5), keys=keys)
    book.handle(
        TOY, CASE, Note("meals", "support.labour", Sealed(NAME)), command_id=UUID(int=1), by=OFFICER, law=LAW,
        when=When.day(date(2023, 5, 4)), corrects=1, saw=Saw({"toy.police": 3}, "1" * 64),
    )  # fmt: skip
    return book.store.since(0)[0]


def test_every_byte_of_an_entry_stands_where_it_stood(row: Row) -> None:
    box = json.loads(row.body)["fact"]["name"]
    assert row.body.decode() == (
        '{"v":1,"at":"2023-05-05T01:00:00.000000Z","to":[{"inbox":"support.labour","seq":1,"type":"toy.NeedTold",'
        f'"data":{{"need":"meals","name":null}},"sealed":{{"name":["{STREAM}",1,"name"]}},'
        '"grant":{"sections":["identity"],"purpose":"test","basis":"consent","until":null}}],'
        f'"subject":"{CASE}","when":{{"precision":"day","start":"2023-05-04","end":null}},'
        '"by":{"actor":"officer-7","agency":"police","unit":null,"role":"police_officer"},'
        '"because":"00000000-0000-0000-0000-000000000001",'
        f'"law":{{"id":"toy","hash":"{"0" * 64}"}},'
        f'"fact":{{"need":"meals","tell":"support.labour","name":{{"k":"{box["k"]}","n":"{box["n"]}","c":"{box["c"]}"}}}},'
        f'"corrects":1,"saw":{{"positions":{{"toy.police":3}},"hash":"{"1" * 64}"}}}}'
    )


def test_the_writer_finds_the_stamp_where_it_always_was(row: Row) -> None:
    assert HEAD == b'{"v":1,"at":"'
    assert row.body[len(HEAD) : len(HEAD) + 27] == b"2023-05-05T01:00:00.000000Z"


def test_the_names_of_the_envelope_stand_still() -> None:
    frozen = ("v", "at", "to", "subject", "when", "by", "because", "law", "fact", "corrects", "saw")
    assert Body.__struct_fields__[: len(frozen)] == frozen


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (When.instant(MAY_5), '{"precision":"instant","start":"2023-05-05T01:00:00.000000Z","end":null}'),
        (When.unknown(), '{"precision":"unknown","start":null,"end":null}'),
    ],
    ids=["instant", "unknown"],
)
def test_what_is_not_told_or_corrected_leaves_no_trace(when: When, written: str) -> None:
    book = ledger()
    book.handle(TOY, CASE, Note("meals"), command_id=UUID(int=2), by=OFFICER, law=LAW, when=when)
    assert book.store.since(0)[0].body.decode() == (
        f'{{"v":1,"at":"2023-05-05T01:00:00.000000Z","to":[],"subject":"{CASE}","when":{written},'
        '"by":{"actor":"officer-7","agency":"police","unit":null,"role":"police_officer"},'
        f'"because":"00000000-0000-0000-0000-000000000002","law":{{"id":"toy","hash":"{"0" * 64}"}},'
        '"fact":{"need":"meals","tell":null,"name":null}}'
    )


def test_a_stored_name_is_service_aggregate_and_event(row: Row) -> None:
    assert row.name == "toy.notes.Noted"


def test_a_box_opens_with_plain_aes_gcm_at_its_place_and_nowhere_else(row: Row, keys: KeysInMemory) -> None:
    """Whoever holds the wrapping key can open it with any library: this is all there is to know."""
    box = json.loads(row.body)["fact"]["name"]
    assert list(box) == ["k", "n", "c"]
    kept = keys.get(UUID(box["k"]))
    assert kept
    assert kept.wrapped
    about = b"\0".join((UUID(box["k"]).bytes, b"case", str(CASE).encode(), b"identity"))
    key = AESGCM(bytes([1] * 32)).decrypt(kept.wrapped[:12], kept.wrapped[12:], about)
    nonce, cipher = b64decode(box["n"]), b64decode(box["c"])
    assert (len(key), len(nonce)) == (32, 12)
    assert AESGCM(key).decrypt(nonce, cipher, STREAM.bytes + b"/1/name") == f'"{NAME}"'.encode()
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(nonce, cipher, STREAM.bytes + b"/2/name")


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (stream_of(TOY, CASE), STREAM),
        (stream_of(INTAKE, CASE), UUID("c053e778-7ad6-5268-ab48-45a1b7e1bce2")),
        (stream_of(SUPPORT, CASE), UUID("bdbed697-fc77-50a1-a554-547045dc45bb")),
        (stream_of(WORK, CASE), UUID("9934121c-cce4-534b-abd0-a24758d391cc")),
        (access.stream(CASE, date(2023, 5, 31)), UUID("b1d14c57-220d-5d95-a758-41f9b0114df4")),
    ],
    ids=["toy", "intake", "support", "work", "access"],
)
def test_a_stream_has_the_id_it_always_had(found: UUID, known: UUID) -> None:
    assert found == known


def test_the_fields_of_a_leaf_stand_in_the_headers_and_the_body_goes_unchanged(row: Row) -> None:
    """Position, stream, version, name and the SHA-256 of the body: what every proof is about."""
    record = journal_record("toy.police", row)
    leaf = {name: record.headers[name] for name in ("position", "stream", "version", "ce_type")}
    assert leaf == {"position": "1", "stream": str(STREAM), "version": "1", "ce_type": "toy.notes.Noted"}
    assert hashlib.sha256(record.value).digest() == hashlib.sha256(row.body).digest()
    assert (record.key, record.topic) == (str(CASE).encode(), "journal.toy.police")
