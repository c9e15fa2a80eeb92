"""The key store: one living key for each section of a subject, whoever asks first; destroyed for good."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import fresh_database
from shared.kernel.sealed import Place
from shared.sealing import schema
from shared.sealing.keys import KeysInMemory, KeysInPostgres, KeyStore, Locked
from shared.sealing.vault import Forgotten
from shared.testing import vault

SECTIONS = ("identity", "contact", "story")


@pytest.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.real)])
def keys(request: pytest.FixtureRequest) -> Iterator[KeyStore]:
    if request.param == "memory":
        yield KeysInMemory()
        return
    owner, app, role = fresh_database(request.getfixturevalue("postgres"))
    with psycopg.connect(owner) as conn:
        schema.apply(conn, role)
    with ConnectionPool(app, min_size=1, max_size=4, open=True, kwargs={"autocommit": True}) as pool:
        yield KeysInPostgres(pool)


def locks(subject: UUID) -> list[Locked]:
    return [Locked("case", str(subject), section) for section in SECTIONS]


def wrap(key_id: UUID, lock: Locked) -> bytes:
    return key_id.bytes + lock.section.encode()


def test_each_section_gets_a_key_of_its_own_and_keeps_it(keys: KeyStore) -> None:
    asked = locks(uuid4())
    first, again = keys.current(asked, wrap), keys.current(asked, wrap)
    assert [key.lock for key in first] == asked
    assert again == first
    assert len({key.key_id for key in first}) == len(SECTIONS)
    assert [keys.get(key.key_id) for key in first] == first


def test_a_section_asked_for_later_gets_its_key_beside_the_known_ones(keys: KeyStore) -> None:
    asked = locks(uuid4())
    [identity] = keys.current(asked[:1], wrap)
    assert keys.current(asked, wrap)[0] == identity
    assert keys.current([], wrap) == []


def test_many_who_ask_at_once_get_the_same_keys(keys: KeyStore) -> None:
    asked = locks(uuid4())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: keys.current(asked if n % 2 else asked[::-1], wrap), range(32)))
    assert len({key.key_id for each in found for key in each}) == len(SECTIONS)


def test_after_a_destruction_the_next_key_is_of_another_epoch_and_the_old_one_is_gone(keys: KeyStore) -> None:
    asked = locks(uuid4())
    old = keys.current(asked, wrap)
    assert keys.destroy(asked[0]) == [old[0].key_id]
    assert keys.destroy(asked[0]) == []
    gone = keys.get(old[0].key_id)
    assert gone is not None
    assert gone.wrapped is None
    new = keys.current(asked, wrap)
    assert (new[0].epoch, new[1:]) == (2, old[1:])


def test_the_keys_that_were_destroyed_are_told_with_what_they_locked(keys: KeyStore) -> None:
    asked = locks(uuid4())
    first = keys.current(asked, wrap)
    assert keys.destroyed(lately=False) == keys.destroyed(lately=True) == []
    keys.destroy(asked[1])
    for lately in (False, True):
        assert [(key.key_id, key.lock) for key in keys.destroyed(lately=lately)] == [(first[1].key_id, asked[1])]


def test_one_question_readies_all_sections_and_what_was_sealed_opens(keys: KeyStore) -> None:
    safe, subject = vault(keys), str(uuid4())
    safe.prepare("case", subject, SECTIONS)
    place = Place(uuid4(), 1, "name")
    box = safe.seal("case", subject, "identity", place, b'"Nguy\xe1\xbb\x85n Th\xe1\xbb\x8b Th\xe1\xbb\xad"')
    assert vault(keys).open(box, place) == b'"Nguy\xe1\xbb\x85n Th\xe1\xbb\x8b Th\xe1\xbb\xad"'
    safe.destroy("case", subject, "identity")
    for each in (safe, vault(keys)):
        with pytest.raises(Forgotten):
            each.open(box, place)
