"""Files on a real PostgreSQL: sealed, whole or not there, once for each case, gone with their key, swept when nobody came."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres, fresh_database
from shared.files.arrivals import Arrivals, Spoiled
from shared.files.kinds import JPEG
from shared.files.parcel import Chunk
from shared.files.rows import Attachment, RowsInPostgres
from shared.files.shelf import CHUNK, KIND, Attachments
from shared.files.travel import Travel
from shared.kernel.named import PAPERS
from shared.sealing import schema as keys
from shared.sealing.keys import KeysInPostgres
from shared.sealing.vault import Forgotten
from shared.testing import record
from tests.files import samples
from tests.ledger.places import fresh
from tests.ledger.toy import FILING, LAW, FilePaper, vault
from tests.real.toy_instance import Spec, Toy

HER, ANOTHER = uuid4(), uuid4()
LARGE = samples.jpeg(3 * CHUNK)


class Place:
    """A shelf in a database of its own, its keys in another."""

    def __init__(self, postgres: Postgres) -> None:
        self.owner, app = fresh(postgres)
        key_owner, key_app, role = fresh_database(postgres)
        with psycopg.connect(key_owner) as conn:
            keys.apply(conn, role)
        self.pools = [
            ConnectionPool(at, min_size=1, max_size=4, open=True, kwargs={"autocommit": True}) for at in (app, key_app)
        ]
        self.app, self.rows = app, RowsInPostgres(self.pools[0])
        self.vault = vault(KeysInPostgres(self.pools[1]))
        self.shelf = Attachments(self.rows, self.vault, 20 * CHUNK)
        self.arrivals = Arrivals(self.shelf, self.rows)

    def lay(self, content: bytes, subject: UUID = HER) -> str:
        file = BytesIO(content)
        return self.shelf.lay(subject, file, self.shelf.check(file))

    def read(self, digest: str, subject: UUID = HER) -> bytes:
        whole = self.rows.find(subject, digest)
        assert whole
        return b"".join(self.shelf.read(subject, digest, whole.chunks))

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.owner, autocommit=True) as conn:
            found = conn.execute(statement.encode(), values)
            return found.fetchall() if found.description else []

    def arrive(self, digest: str, content: bytes, *numbers: int) -> None:
        """These chunks of a file come from elsewhere."""
        pieces = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]
        for number in numbers:
            chunk = Chunk("toy.police", HER, digest, number, len(pieces), pieces[number - 1])
            self.arrivals.take(chunk)


@pytest.fixture
def place(postgres: Postgres) -> Iterator[Place]:
    made = Place(postgres)
    yield made
    for pool in made.pools:
        pool.close()


def test_a_file_reads_as_it_was_laid_down_and_twice_is_kept_once(place: Place) -> None:
    digest = place.lay(LARGE)
    before = place.sql("SELECT number, nonce FROM attachment_chunk ORDER BY 1")
    assert place.lay(LARGE) == digest
    assert place.sql("SELECT number, nonce FROM attachment_chunk ORDER BY 1") == before
    assert place.read(digest) == LARGE
    place.lay(LARGE, ANOTHER)
    assert place.sql("SELECT count(*) FROM attachment") == [(2,)]


def test_no_clear_byte_of_it_lies_in_the_tables_or_in_the_files_of_the_database(
    place: Place, postgres: Postgres, scratch_home: Path
) -> None:
    digest = place.lay(LARGE)
    with psycopg.connect(postgres.admin_conninfo, autocommit=True) as conn:
        conn.execute("CHECKPOINT")
    looked_for = {LARGE[at : at + 24] for at in range(100, len(LARGE), 50_000)}
    rows = b"".join(cipher for (cipher,) in place.sql("SELECT cipher FROM attachment_chunk"))
    assert not [piece for piece in looked_for if piece in rows]
    sealed = place.sql("SELECT substring(cipher FROM 1000 FOR 24) FROM attachment_chunk WHERE number = 2")[0][0]
    found = {"sealed": 0, "clear": 0}
    for content in lying_in(scratch_home / "postgres"):
        found["sealed"] += sealed in content
        found["clear"] += any(piece in content for piece in looked_for)
    assert found["sealed"], "the search finds the sealed bytes where they are"
    assert not found["clear"]
    assert place.read(digest) == LARGE


def lying_in(folder: Path) -> Iterator[bytes]:
    """The files of a database that is at work: one may go while we look."""
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if file.is_file():
                yield file.read_bytes()


def test_its_key_destroyed_nobody_reads_it_and_other_cases_read_on(place: Place) -> None:
    digest = place.lay(LARGE)
    place.lay(LARGE, ANOTHER)
    assert place.vault.destroy(KIND, str(HER), PAPERS)
    with pytest.raises(Forgotten):
        place.read(digest)
    assert place.read(digest, ANOTHER) == LARGE
    place.lay(LARGE)
    assert place.read(digest) == LARGE, "sent once more it is kept anew"


def test_a_file_is_laid_down_whole_or_not_at_all(place: Place) -> None:
    def broken() -> Iterator[Any]:
        yield place.shelf.seal(HER, "a" * 64, 1, 2, b"one")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        place.rows.keep(HER, "a" * 64, Attachment(JPEG, 6, 2), broken())
    assert place.sql("SELECT count(*) FROM attachment") == [(0,)]
    assert place.sql("SELECT count(*) FROM attachment_chunk") == [(0,)]


def test_the_same_file_from_many_hands_at_once_is_one_whole_file(place: Place) -> None:
    with ThreadPoolExecutor(4) as hands:
        assert len(set(hands.map(lambda _: place.lay(LARGE), range(8)))) == 1
    assert place.sql("SELECT count(*) FROM attachment_chunk") == [(4,)]
    assert place.read(place.lay(LARGE)) == LARGE


def aged(place: Place, digest: str) -> None:
    place.sql("UPDATE attachment SET laid_at = laid_at - interval '25 hours' WHERE digest = %s", digest)


def nobody(_: UUID, __: str) -> bool:
    return False


def test_what_no_event_names_is_swept_after_a_day_and_not_before(place: Place) -> None:
    young, old = place.lay(samples.pdf()), place.lay(LARGE)
    aged(place, old)
    assert place.arrivals.sweep(nobody) == 1
    assert place.sql("SELECT digest FROM attachment") == [(young,)]
    assert place.sql("SELECT DISTINCT digest FROM attachment_chunk") == [(young,)]


def test_what_an_event_names_stays_and_is_not_looked_at_again(place: Place) -> None:
    digest = place.lay(LARGE)
    aged(place, digest)
    assert place.arrivals.sweep(lambda _, __: True) == 0
    assert place.arrivals.sweep(nobody) == 0
    assert place.read(digest) == LARGE


def test_a_file_that_is_used_while_the_sweep_looks_is_left_alone(place: Place) -> None:
    digest = place.lay(LARGE)
    aged(place, digest)

    def used_meanwhile(subject: UUID, named: str) -> bool:
        assert place.shelf.holds(subject, named)  # a form is sent at this very moment
        return False

    place.arrivals.sweep(used_meanwhile)
    assert place.read(digest) == LARGE


def test_a_file_is_linked_by_the_event_that_names_it_and_by_nothing_else(postgres: Postgres) -> None:
    toy = Toy(Spec("toy.police", fresh(postgres)[1], "", "", {"toy.police": 10}))
    travel = Travel(toy, teller=None, send=None)  # type: ignore[arg-type]  # nothing travels here
    named, unnamed = ((file := BytesIO(samples.jpeg(seed=n)), toy.attachments.check(file)) for n in (1, 2))
    linked = toy.attachments.lay(HER, *named)
    toy.attachments.lay(ANOTHER, *named)
    left = toy.attachments.lay(HER, *unnamed)
    record(toy.ledger, FILING, HER, FilePaper("meals", linked), law=LAW)
    with toy.pool.connection() as conn:
        conn.execute("UPDATE attachment SET laid_at = laid_at - interval '2 days'")
    assert travel.sweep() == 2
    assert toy.attachments.holds(HER, linked)
    assert not toy.attachments.holds(ANOTHER, linked), "the event is about another case"
    assert not toy.attachments.holds(HER, left)
    toy.close()


# Chunks that come from elsewhere


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_chunks_in_any_order_and_twice_make_the_file(place: Place) -> None:
    digest = digest_of(LARGE)
    place.arrive(digest, LARGE, 4, 2, 2, 1, 4)
    assert place.rows.find(HER, digest) is None
    assert not place.shelf.holds(HER, digest), "no command may name it yet"
    place.arrive(digest, LARGE, 3)
    assert place.read(digest) == LARGE
    place.arrive(digest, LARGE, 1, 2, 3, 4)
    assert place.sql("SELECT count(*) FROM attachment_chunk") == [(4,)]


def test_chunks_that_are_another_file_than_they_say_are_thrown_away(place: Place) -> None:
    digest = digest_of(b"something else")
    with pytest.raises(Spoiled):
        place.arrive(digest, LARGE, 1, 2, 3, 4)
    assert place.sql("SELECT count(*) FROM attachment_chunk") == [(0,)]


@pytest.mark.parametrize("content", [samples.docx(), samples.png()[:-12]], ids=["an office file", "a cut picture"])
def test_a_file_that_no_desk_could_have_taken_is_not_taken_from_another_instance_either(
    place: Place, content: bytes
) -> None:
    with pytest.raises(Spoiled):
        place.arrive(digest_of(content), content, 1)
    assert place.sql("SELECT count(*) FROM attachment") == [(0,)]


def test_what_was_told_of_is_awaited_until_it_is_here(place: Place) -> None:
    digest = digest_of(LARGE)
    place.rows.expect("toy.police", HER, digest)
    place.rows.expect("toy.police", HER, digest)
    assert place.rows.awaited(HER) == {digest}
    place.arrive(digest, LARGE, 1, 2, 3, 4)
    assert place.rows.awaited(HER) == frozenset()
    place.rows.expect("toy.police", HER, digest)
    assert place.rows.awaited(HER) == frozenset(), "it is here"


def test_a_destroyed_key_is_not_undone_by_a_double(place: Place) -> None:
    digest = place.lay(LARGE)
    place.vault.destroy(KIND, str(HER), PAPERS)
    place.rows.expect("toy.police", HER, digest)
    place.arrive(digest, LARGE, 1, 2, 3, 4)
    with pytest.raises(Forgotten):
        place.read(digest)


def test_half_a_file_that_nobody_waits_for_is_swept_too(place: Place) -> None:
    digest = digest_of(LARGE)
    place.arrive(digest, LARGE, 1, 2)
    aged(place, digest)
    assert place.arrivals.sweep(nobody) == 1
    assert place.sql("SELECT count(*) FROM attachment_chunk") == [(0,)]
