"""A chunk on its way opens for its listener alone, and only as what its sender signed."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from shared.files.parcel import Chunk, Posting
from shared.files.shelf import CHUNK
from shared.kafka.wire import Record, Unreadable
from tests.ledger.toy import vault
from tests.real.toy_instance import public_keys

POLICE, LABOUR, HEALTH = "toy.police", "toy.labour", "toy.health"
SEEDS = {POLICE: 10, LABOUR: 20, HEALTH: 30}
DIRECTORY = {source: public_keys(seed) for source, seed in SEEDS.items()}
CASE, DIGEST = uuid4(), "a" * 64
CLEAR = b"a page of a paper " * 50


def at(source: str, signed_as: str | None = None) -> Posting:
    return Posting(source, vault(seed=SEEDS[signed_as or source]), DIRECTORY, most=24)


def sent(number: int = 2, chunks: int = 3, clear: bytes = CLEAR, by: Posting | None = None) -> Record:
    return (by or at(POLICE)).record(LABOUR, CASE, DIGEST, number, chunks, clear)


def read(record: Record, by: str = LABOUR) -> Chunk:
    return at(by).read({name: text.encode() for name, text in record.headers.items()}, record.value)


def test_a_chunk_arrives_as_it_was_sent() -> None:
    record = sent()
    assert read(record) == Chunk(POLICE, CASE, DIGEST, 2, 3, CLEAR)
    assert (record.topic, record.key) == (f"files.{LABOUR}", str(CASE).encode())


def test_nothing_of_a_chunk_can_be_read_on_the_way() -> None:
    record = sent()
    assert CLEAR[:16] not in record.value
    assert len(sent(clear=bytes(CHUNK)).value) < 1_000_000, "what a broker takes as one record"


def test_only_the_listener_opens_it() -> None:
    record = sent()
    moved = record._replace(topic=f"files.{HEALTH}")
    with pytest.raises(Unreadable):
        read(moved, by=HEALTH)


@pytest.mark.parametrize(
    "forged",
    [
        lambda r: r._replace(value=r.value[:-1] + bytes([r.value[-1] ^ 1])),
        lambda r: r._replace(headers=r.headers | {"digest": "b" * 64}),
        lambda r: r._replace(headers=r.headers | {"number": "1"}),
        lambda r: r._replace(headers=r.headers | {"chunks": "4"}),
        lambda r: r._replace(headers=r.headers | {"ce_subject": str(uuid4())}),
        lambda r: r._replace(headers=r.headers | {"ce_source": HEALTH}),
        lambda r: r._replace(headers=r.headers | {"ce_source": "toy.stranger"}),
        lambda r: r._replace(headers=r.headers | {"signature": "00" * 64}),
        lambda r: r._replace(headers=r.headers | {"signature": "no hex"}),
        lambda r: r._replace(headers={k: v for k, v in r.headers.items() if k != "digest"}),
        lambda r: r._replace(headers={}),
        lambda r: r._replace(value=b""),
        lambda r: r._replace(headers=sent(number=1).headers),
    ],
)
def test_a_forged_chunk_is_refused(forged: Callable[[Record], Record]) -> None:
    with pytest.raises(Unreadable):
        read(forged(sent()))


def test_who_signs_for_another_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(sent(by=at(POLICE, signed_as=HEALTH)))


@pytest.mark.parametrize(("number", "chunks"), [(0, 3), (4, 3), (1, 25), (-1, 3)])
def test_a_number_no_file_has_is_refused_though_signed(number: int, chunks: int) -> None:
    with pytest.raises(Unreadable):
        read(sent(number, chunks))


@pytest.mark.parametrize("clear", [b"", bytes(CHUNK + 1)], ids=["nothing", "too much"])
def test_a_chunk_of_no_size_of_ours_is_refused_though_signed(clear: bytes) -> None:
    with pytest.raises(Unreadable):
        read(sent(clear=clear))
