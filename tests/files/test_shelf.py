"""The shelf: a file is kept sealed, once for each case, found by its digest, and gone with its key."""

import hashlib
from io import BytesIO
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag

from shared.files.kinds import JPEG, PDF, Unfit
from shared.files.rows import RowsInMemory
from shared.files.shelf import CHUNK, KIND, Attachments
from shared.kernel.named import PAPERS
from shared.sealing.vault import Forgotten
from shared.testing import vault
from tests.files import samples

HER, ANOTHER = uuid4(), uuid4()
LARGE = samples.jpeg(3 * CHUNK)


def shelf(limit: int = 10 * CHUNK) -> Attachments:
    return Attachments(RowsInMemory(), vault(), limit)


def lay(on: Attachments, content: bytes, subject: UUID = HER) -> str:
    file = BytesIO(content)
    return on.lay(subject, file, on.check(file))


def read(on: Attachments, digest: str, subject: UUID = HER) -> bytes:
    whole = on.rows.find(subject, digest)
    assert whole
    return b"".join(on.read(subject, digest, whole.chunks))


@pytest.mark.parametrize("content", [samples.pdf(), LARGE], ids=["one chunk", "four chunks"])
def test_what_was_laid_down_is_found_by_its_digest_and_reads_the_same(content: bytes) -> None:
    here = shelf()
    digest = lay(here, content)
    assert digest == hashlib.sha256(content).hexdigest()
    assert read(here, digest) == content
    assert here.holds(HER, digest)
    whole = here.rows.find(HER, digest)
    assert whole == (PDF if content.startswith(b"%PDF") else JPEG, len(content), -(-len(content) // CHUNK))


def test_the_same_file_twice_is_kept_once_and_for_another_case_under_another_key() -> None:
    here = shelf()
    digest = lay(here, LARGE)
    assert isinstance(here.rows, RowsInMemory)
    before = dict(here.rows.boxes[HER, digest])
    assert lay(here, LARGE) == digest
    assert here.rows.boxes[HER, digest] == before
    assert lay(here, LARGE, ANOTHER) == digest
    assert here.rows.boxes[ANOTHER, digest][1].key != before[1].key


def test_a_file_of_one_case_is_not_there_for_another() -> None:
    here = shelf()
    digest = lay(here, samples.pdf())
    assert not here.holds(ANOTHER, digest)
    assert here.rows.find(ANOTHER, digest) is None


def test_no_chunk_opens_in_another_place_of_its_file_nor_in_another_file() -> None:
    here = shelf()
    digest, other = lay(here, LARGE), lay(here, samples.jpeg(3 * CHUNK, seed=2))
    assert isinstance(here.rows, RowsInMemory)
    boxes = here.rows.boxes[HER, digest]
    for moved in ({1: boxes[2], 2: boxes[1]}, here.rows.boxes[HER, other]):
        here.rows.boxes[HER, digest] = {**boxes, **moved}
        with pytest.raises(InvalidTag):
            read(here, digest)
    here.rows.boxes[HER, digest] = boxes
    with pytest.raises(InvalidTag):
        list(here.read(HER, digest, 3))  # one fewer than there are


def test_a_file_larger_than_allowed_is_refused_and_one_as_large_is_taken() -> None:
    content = samples.jpeg(1000)
    assert lay(shelf(limit=len(content)), content)
    with pytest.raises(Unfit, match="file_too_large"):
        lay(shelf(limit=len(content) - 1), content)


def test_no_clear_byte_lies_on_the_shelf() -> None:
    here = shelf()
    digest = lay(here, LARGE)
    assert isinstance(here.rows, RowsInMemory)
    lying = b"".join(box.cipher for box in here.rows.boxes[HER, digest].values())
    assert not [at for at, _ in pairwise(range(0, len(LARGE), 4096)) if LARGE[at : at + 32] in lying]


def test_a_destroyed_key_makes_every_file_of_the_case_unreadable_and_no_other() -> None:
    here = shelf()
    hers, others = lay(here, LARGE), lay(here, LARGE, ANOTHER)
    here._vault.destroy(KIND, str(HER), PAPERS)
    with pytest.raises(Forgotten):
        read(here, hers)
    assert read(here, others, ANOTHER) == LARGE


def test_sent_once_more_after_its_key_was_destroyed_a_file_is_kept_anew() -> None:
    here = shelf()
    digest = lay(here, LARGE)
    here._vault.destroy(KIND, str(HER), PAPERS)
    assert lay(here, LARGE) == digest
    assert read(here, digest) == LARGE
