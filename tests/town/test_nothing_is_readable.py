"""Whoever carries every disk of the town away reads no name, no birth date, no telephone number, no story there.

Names of officers lie with the identity provider and nowhere else; `demo-users.json` holds their logins, not their names.
"""

import re
import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from kafka import KafkaProducer
from kafka.admin import NewTopic
from psycopg.sql import SQL, Identifier

from deploy.demo.story import Told
from tests.town.asking import Desk
from tests.town.running import RunningTown, eventually
from tests.town.searching import databases, hits, lay_out, names_of, patterns, said_in, told_of, ways_in

STORY = (Path("deploy/demo/story.py"), Path("deploy/demo/way.py"))
LOOKED_AT = 60
"""Pages of one instance that one officer opens, following links from the first."""
WHO_SEES_WHAT = (
    ("thao.20008", "intake.communes"), ("lan.labour", "intake.labour"), ("khoa.police", "intake.police"),
    ("lan.labour", "support.labour"), ("mai.health", "support.health"), ("thuy.womens_union", "support.womens_union"),
    ("son.office", "reporting.labour"), ("thanh.office", "reporting.labour"), ("lan.labour", "notifications.office"),
)  # fmt: skip


@pytest.fixture(scope="module")
def unreadable(told: dict[str, Told]) -> dict[bytes, str]:
    """Everything that was typed about the four people, in every way of writing."""
    words = set().union(*(told_of(each.person) for each in told.values()), *map(said_in, STORY))
    count = len(words)
    assert count >= 35
    return patterns(words)


@pytest.fixture(scope="module")
def officers(town: RunningTown) -> dict[bytes, str]:
    return patterns(set().union(*(names_of(user) for user in town.profile.users)))


def checkpoint(town: RunningTown) -> None:
    """All of PostgreSQL's pages lie on the disk, not only in its memory."""
    town.sql("postgres", "CHECKPOINT")


def found_in(
    town: RunningTown, folder: Path, searched: dict[bytes, str], scratch: Path, **how: Any
) -> dict[str, set[str]]:
    """Files in which something was found, with the way of writing; never what."""
    return {str(file): ways_in(file, searched) for file in hits(folder, searched.keys(), scratch, **how)}


def test_no_file_of_the_town_holds_anything_that_was_told_about_anybody(
    town: RunningTown, unreadable: dict[bytes, str], tmp_path: Path
) -> None:
    """Key databases, write-ahead log, Kafka's logs, our logs, settings and state: the whole home."""
    checkpoint(town)
    assert found_in(town, town.home, unreadable, tmp_path) == {}


def test_no_row_of_any_database_holds_anything_that_was_told_about_anybody(
    town: RunningTown, unreadable: dict[bytes, str], tmp_path: Path
) -> None:
    """Once more as the rows read: large ones lie compressed in the files."""
    rows = tmp_path / "rows"
    rows.mkdir()
    assert lay_out(town, rows) > 5 * len(town.profile.instances)
    assert found_in(town, rows, unreadable, tmp_path) == {}


def test_the_names_of_officers_lie_with_the_identity_provider_alone(
    town: RunningTown, officers: dict[bytes, str], tmp_path: Path
) -> None:
    checkpoint(town)
    assert found_in(town, town.home, officers, tmp_path, leave_out=["keycloak"]) == {}
    rows = tmp_path / "rows"
    rows.mkdir()
    lay_out(town, rows)
    assert found_in(town, rows, officers, tmp_path) == {}
    assert found_in(town, town.home / "keycloak" / "data", officers, tmp_path), "the search finds them where they are"


# The search itself: what is planted is found, in each kind of place


@contextmanager
def planted_database(town: RunningTown, *texts: str) -> Iterator[str]:
    name = f"planted_{secrets.token_hex(4)}"
    town.sql("postgres", f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        town.sql(name, "CREATE TABLE planted (word text, doc jsonb)")
        for text in texts:
            town.sql(name, "INSERT INTO planted VALUES (%s, jsonb_build_object('word', %s::text))", text, text)
        yield name
    finally:
        with psycopg.connect(town.admin(), autocommit=True) as conn:
            conn.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def planted() -> str:
    """A name nobody has, new each time: what an earlier search left behind is not found again."""
    return f"Nguyễn Thị Gieo {secrets.token_hex(4)}"


def test_a_planted_word_is_found_in_the_pages_and_in_the_write_ahead_log_of_the_database(
    town: RunningTown, tmp_path: Path
) -> None:
    word = planted()
    with planted_database(town, word) as name:
        checkpoint(town)
        found = hits(town.home / "postgres", patterns([word]).keys(), tmp_path)
        places = {file.relative_to(town.home / "postgres" / "data").parts[0] for file in found}
        assert places == {"base", "pg_wal"}
        assert name in set(databases(town))


def test_a_planted_word_that_lies_compressed_is_found_in_the_rows(town: RunningTown, tmp_path: Path) -> None:
    word = planted()
    rows = tmp_path / "rows"
    rows.mkdir()
    with planted_database(town, "lặp lại " * 3000 + word + " lặp lại" * 3000) as name:
        lay_out(town, rows)
    assert rows / f"{name}.planted" in hits(rows, patterns([word]).keys(), tmp_path)


def test_a_planted_word_is_found_on_the_broker(town: RunningTown, tmp_path: Path) -> None:
    """In a topic of its own, written as our producers write: not compressed."""
    word, topic = planted(), f"planted.{secrets.token_hex(4)}"
    with closing(town.broker_admin()) as admin:
        admin.create_topics([NewTopic(name=topic, num_partitions=1, replication_factor=1)])
        try:
            with closing(KafkaProducer(bootstrap_servers=town.bootstrap, **town.broker_login())) as producer:
                producer.send(topic, word.encode()).get(20)
            found = hits(town.home / "kafka", patterns([word]).keys(), tmp_path)
            assert any(topic in str(file) for file in found)
        finally:
            admin.delete_topics([topic])


def test_our_producers_do_not_compress_what_they_write(town: RunningTown) -> None:
    """Else the search of the broker's files would see nothing: the bytes of an entry stand there as they are."""
    source = "intake.communes"
    ((body,),) = town.sql("intake_communes", "SELECT state FROM stored_events ORDER BY notification_id DESC LIMIT 1")
    logs = (town.home / "kafka" / "data").glob(f"journal.{source}-*/*.log")
    eventually(
        lambda: any(bytes(body) in log.read_bytes() for log in logs), 10, "the newest entry on the broker's disk"
    )


@pytest.mark.parametrize("place", ["logs/planted.log", "run/planted.json", "planted.env"])
def test_a_planted_word_is_found_in_logs_and_state_files(town: RunningTown, place: str, tmp_path: Path) -> None:
    word, file = planted(), town.home / place
    file.write_text(f'{{"because": "{word}"}}', "utf-8")
    try:
        assert hits(file.parent, patterns([word]).keys(), tmp_path) == [file]
    finally:
        file.unlink()


@pytest.mark.parametrize(
    "written",
    [
        "Đặng Thị Giả", "đặng thị giả", "dang thi gia", "\u0110a\u0323\u0306ng Thi\u0323 Gia\u0309",
        "\\u0110\\u1eb7ng Th\\u1ecb Gi\\u1ea3", "\\u0110\\u1EB7ng Th\\u1ECB Gi\\u1EA3",
        "%C4%90%E1%BA%B7ng%20Th%E1%BB%8B%20Gi%E1%BA%A3", "%C4%90%E1%BA%B7ng+Th%E1%BB%8B+Gi%E1%BA%A3",
        *(b64encode(("x" * n + "Đặng Thị Giả" + "yyy").encode()).decode() for n in range(3)),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_way_of_writing(written: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "file").write_text(f"before {written} after", "utf-8")
    assert hits(folder, patterns(["Đặng Thị Giả"]).keys(), tmp_path) == [folder / "file"]


# What a browser's history and a proxy's log keep of our pages: addresses and titles


@pytest.mark.parametrize(("username", "source"), WHO_SEES_WHAT)
def test_no_title_and_no_address_of_any_page_names_anybody(
    town: RunningTown,
    told: dict[str, Told],
    unreadable: dict[bytes, str],
    officers: dict[bytes, str],
    username: str,
    source: str,
) -> None:
    desk = Desk(town, username, source)
    seen, waiting = set[str](), ["/", *(f"/cases/{each.case}" for each in told.values())]
    while waiting and len(seen) < LOOKED_AT:
        path = waiting.pop(0)
        if path in seen or path.startswith(("/static", "/auth")):
            continue
        seen.add(path)
        answer = desk.page(path)
        titles, links = _titles(answer.text), _addresses(answer.text)
        named = "\n".join([path, *titles, *links, *map(str, answer.headers.items())]).encode()
        assert not [way for searched in (unreadable, officers) for word, way in searched.items() if word in named], path
        assert titles or answer.status_code in (303, 404) or "html" not in answer.headers["content-type"], path
        waiting += [link for link in links if link.startswith("/") and link not in seen]
    assert len(seen) > 3


def test_an_opened_section_shows_the_name_on_the_page_and_nowhere_around_it(
    town: RunningTown, told: dict[str, Told], unreadable: dict[bytes, str]
) -> None:
    hers = told["proof"]
    desk = Desk(town, "lan.labour", "intake.labour")
    answer = desk.form(f"/cases/{hers.case}/sections", {"section": "identity"})
    shown = hers.person.name in answer.text
    assert shown
    around = "\n".join([*_titles(answer.text), *_addresses(answer.text), *map(str, answer.headers.items())]).encode()
    assert not [way for word, way in unreadable.items() if word in around]


def _titles(page: str) -> list[str]:
    return re.findall(r"<title>(.*?)</title>", page, re.DOTALL)


def _addresses(page: str) -> list[str]:
    return re.findall(r"""(?:href|action|src|hx-[a-z]+|formaction|content)=["']([^"']*)["']""", page)
