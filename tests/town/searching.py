"""Searches everything a town has on disk for words that must not be readable, in every way a text may be written."""

import ast
import os
import subprocess
import unicodedata
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

from deploy.demo.people import Person
from shared.policy.profile import DemoUser
from tests.town.running import RunningTown

SHORTEST = 8
"""Bytes of the shortest thing searched for: fewer are found by chance in a gigabyte of ciphertext."""
_FOUND, _NOTHING = 0, 1


def written(text: str) -> dict[str, bytes]:
    """The same text in every way it may lie on a disk, by the name of the way."""
    found: dict[str, bytes] = {}
    for form, letters in (
        ("nfc", unicodedata.normalize("NFC", text)),
        ("nfd", unicodedata.normalize("NFD", text)),
        ("lower", unicodedata.normalize("NFC", text).lower()),
        ("folded", folded(text)),
    ):
        raw, escaped = letters.encode(), _escaped(letters)
        ways = {
            "utf-8": raw, "utf-16-le": letters.encode("utf-16-le"), "utf-16-be": letters.encode("utf-16-be"),
            "json": escaped.encode(), "JSON": _upper(escaped).encode(),
            "url": quote(letters).encode(), "form": quote(letters).replace("%20", "+").encode(), "hex": raw.hex().encode(),
            **{f"base64 at {at}": _base64(raw, at) for at in range(3)},
        }  # fmt: skip
        found |= {f"{form}, {way}": told for way, told in ways.items()}
    return {way: told for way, told in found.items() if len(told) >= SHORTEST}


def folded(text: str) -> str:
    """As somebody without a Vietnamese keyboard types it: `Đặng Thị Giả` is `dang thi gia`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.lower().replace("đ", "d")


def _escaped(text: str) -> str:
    return "".join(c if ord(c) < 128 else f"\\u{ord(c):04x}" for c in text)


def _upper(escaped: str) -> str:
    head, *rest = escaped.split("\\u")
    return head + "".join("\\u" + part[:4].upper() + part[4:] for part in rest)


def _base64(raw: bytes, at: int) -> bytes:
    """What base64 of a longer text must contain when this one begins `at` bytes after a group of three."""
    whole = b64encode(b"\0" * at + raw)
    return whole[-(-at * 8 // 6) : (at + len(raw)) * 8 // 6]


def told_of(person: Person) -> set[str]:
    """What was typed about a person and the parts of it by which she would be known."""
    phone = person.contact.partition(",")[0]
    year, month, day = person.birth.split("-")
    without_number = person.name.rpartition(" ")[0]
    whole = {person.name, without_number, person.birth, f"{day}/{month}/{year}", phone, person.contact, person.story}
    return whole | {part.strip() for part in person.story.replace(".", ",").split(",") if len(part.strip()) >= SHORTEST}


def names_of(officer: DemoUser) -> set[str]:
    return {f"{officer.family_name} {officer.given_name}", f"{officer.given_name} {officer.family_name}"}


def said_in(program: Path) -> set[str]:
    """Every Vietnamese sentence that stands in the text of a program: what it types into notes."""
    tree = ast.parse(program.read_text("utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if " " in text and folded(text) != text.lower()}


def patterns(words: Iterable[str]) -> dict[bytes, str]:
    """What to search for, and in which way of writing it would be found."""
    return {told: way for word in words for way, told in written(word).items()}


def hits(folder: Path, searched: Collection[bytes], scratch: Path, *, leave_out: Iterable[str] = ()) -> list[Path]:
    """The files under a folder in which any of these bytes stand. Links are not followed."""
    assert not any(b"\n" in each for each in searched)
    wanted = scratch / "searched-for"
    wanted.write_bytes(b"\n".join(sorted(searched)))
    words = ["grep", "-r", "-l", "-a", "-F", "-f", str(wanted), *(f"--exclude-dir={name}" for name in leave_out)]
    done = subprocess.run(
        [*words, str(folder)], capture_output=True, timeout=240, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    troubles = [line for line in done.stderr.splitlines() if b"No such file" not in line]  # a log segment just removed
    assert not troubles, troubles[:3]
    assert done.stderr or done.returncode in (_FOUND, _NOTHING)
    return sorted(Path(os.fsdecode(line)) for line in done.stdout.splitlines())


def ways_in(file: Path, searched: Mapping[bytes, str]) -> set[str]:
    """In which ways of writing something was found in a file; never what."""
    content = file.read_bytes()
    return {way for told, way in searched.items() if told in content}


def lay_out(town: RunningTown, folder: Path) -> int:
    """Write every table of every database as its rows read (a large row lies compressed in PostgreSQL's own files);
    how many tables."""
    tables = 0
    for database in databases(town):
        with psycopg.connect(town.admin(database), autocommit=True) as conn:
            rows = conn.execute(
                "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            ).fetchall()
            for schema, name in rows:
                copy = SQL("COPY {} TO STDOUT (FORMAT binary)").format(Identifier(schema, name))
                with conn.cursor().copy(copy) as out, (folder / f"{database}.{name}").open("wb") as file:
                    for part in out:
                        file.write(part)
                tables += 1
    return tables


def databases(town: RunningTown) -> Iterator[str]:
    yield from (
        name for (name,) in town.sql("postgres", "SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1")
    )
