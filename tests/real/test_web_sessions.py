"""Sessions and drafts on a real PostgreSQL: the same rules, and the rights of the instance's own role."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from shared.web.drafts import Drafts
from shared.web.sessions import SCHEMA, Login, Sessions
from tests.web.doors import LAN, SOURCE, Moving

CLOCK = Moving()


@pytest.fixture
def pool(database: tuple[str, str, str]) -> Iterator[ConnectionPool]:
    owner, app, role = database
    with psycopg.connect(owner) as conn:
        conn.execute(SCHEMA.replace("{role}", role).encode())
        conn.execute(SCHEMA.replace("{role}", role).encode())  # laid down again at every start
    with ConnectionPool(app, min_size=1, max_size=2, timeout=5, kwargs={"autocommit": True}) as ready:
        yield ready


def test_the_instance_s_role_opens_touches_takes_and_sweeps(pool: ConnectionPool) -> None:
    here = Sessions(pool, b"k" * 32, SOURCE, clock=CLOCK)
    name = here.open(LAN)
    CLOCK.pass_(timedelta(minutes=20))
    assert here.read(name) == LAN
    CLOCK.pass_(timedelta(minutes=20))
    assert here.read(name) == LAN
    here.close(name)
    assert (here.read(name), here.ended(name) is not None) == (None, True)
    here.begin_login("state", Login("browser", "verifier", "nonce", "/"))
    assert (here.end_login("state") is not None, here.end_login("state")) == (True, None)
    CLOCK.pass_(timedelta(hours=25))
    here.open(LAN)
    with pool.connection() as conn:
        assert conn.execute("SELECT count(*) FROM web_session").fetchone() == (1,)


def test_nothing_of_a_person_can_be_read_in_the_tables(pool: ConnectionPool) -> None:
    Sessions(pool, b"k" * 32, SOURCE).open(LAN)
    Drafts(pool, b"k" * 32).save("sub-lan", "/cases/new", (("name", "Lê Thị B"), ("story", "Chị kể")))
    with pool.connection() as conn:
        rows = conn.execute("SELECT name_hash, blob FROM web_session").fetchall()
        rows += conn.execute("SELECT name_hash || officer_hash, blob FROM web_draft").fetchall()
    stored = b"".join(bytes(part) for row in rows for part in row)
    assert len(rows) == 2
    words = ("Lan", "Lê Thị B", "Chị kể", "story", "sub-lan", "cases")
    assert [word for word in words if word.encode() in stored] == []


def test_the_instance_s_role_saves_finds_counts_drops_and_sweeps_drafts(pool: ConnectionPool) -> None:
    clock = Moving()
    here = Drafts(pool, b"k" * 32, clock=clock)
    first = here.save("sub-lan", "/cases/new", (("name", "Lê Thị B"),))
    clock.pass_(timedelta(days=20))
    second = here.save("sub-lan", "/cases/1/reception", (("sex", "female"),))
    here.save("sub-minh", "/cases/new", ())
    assert (here.of("sub-lan"), here.count("sub-lan"), here.count("sub-minh")) == ([second, first], 2, 1)
    again = here.save("sub-lan", "/cases/1/reception", (("sex", "male"),))
    assert (here.get("sub-lan", "/cases/1/reception"), here.count("sub-lan")) == (again, 2)
    here.drop("sub-lan", "/cases/1/reception")
    assert here.get("sub-lan", "/cases/1/reception") is None
    clock.pass_(timedelta(days=11))
    assert (here.of("sub-lan"), here.count("sub-lan")) == ([], 0)
    here.sweep()
    with pool.connection() as conn:
        assert conn.execute("SELECT count(*) FROM web_draft").fetchone() == (1,)


def test_another_key_opens_nothing_and_breaks_nothing(pool: ConnectionPool) -> None:
    name = Sessions(pool, b"k" * 32, SOURCE).open(LAN)
    assert Sessions(pool, b"z" * 32, SOURCE).read(name) is None
