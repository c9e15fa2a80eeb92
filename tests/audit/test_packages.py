"""Evidence packages: what a reader may not see stands there as its hash; two programs that share no code check them; what is
broken or was made to harm is refused with the reason."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from shared.audit import package, verifier
from shared.audit.folder import EntryLine
from shared.audit.package import Page, of_case
from shared.audit.unpacked import Checked, check_package
from shared.kernel.rights import Verdict
from shared.proof import NotProved, leaf_hash
from shared.proof.merkle import check_inclusion, inclusion, root
from tests.audit.samples import POLICY, Shown, entries, folder
from tests.proof.trees import data, tree

POLICE, LABOUR = "intake.police", "intake.labour"
CASE = UUID(entries(1)[0].stream)
NO = Verdict(False, "right.agency", "Hồ sơ của cơ quan khác")
AGAIN: ModuleType = verifier


def whole(lines: int) -> list[EntryLine]:
    """Entries as the product stores them."""
    found = []
    for line in entries(lines):
        body = msgspec.json.decode(line.body) | {
            "when": {"precision": "day", "on": "2023-05-05"}, "by": {"actor": "a", "agency": "police"}, "law": None,
        }  # fmt: skip
        made = {name: getattr(line, name) for name in line.__struct_fields__} | {
            "body": msgspec.json.encode(body).decode()
        }
        found.append(EntryLine(**made))
    return found


def packed(tmp_path: Path, sees: Callable[[str], bool] = lambda _: True) -> Path:
    made = folder(tmp_path / "audit", {POLICE: Shown(whole(60)), LABOUR: Shown(whole(30))})
    pages = of_case(made, CASE, lambda entry: Verdict(True, "it.is") if sees(entry.source) else NO)
    file = tmp_path / "case.zip"
    package.write(file, made, CASE, "HT-TEST", pages, "chuyện", {"profile/town.yaml": b"id: toy\n"}, "đọc trước")
    return file


def by_the_other(file: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """As somebody without us does it: unpack, run the program that lies inside."""
    into = tmp_path / "unpacked"
    with zipfile.ZipFile(file) as zip_:
        zip_.extractall(into)
    return subprocess.run([sys.executable, "-I", "-S", into / "verify.py"], capture_output=True, text=True, check=False)


def test_a_package_is_checked_by_two_programs_that_share_no_code(tmp_path: Path) -> None:
    file = packed(tmp_path)
    assert check_package(file, POLICY) == Checked("HT-TEST", 9, 0, frozenset({POLICE, LABOUR}))
    said = by_the_other(file, tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
    assert "HOLDS: 9" in said.stdout


def test_what_the_reader_may_not_see_stands_there_as_its_hash_with_the_rule(tmp_path: Path) -> None:
    file = packed(tmp_path, lambda source: source == POLICE)
    assert check_package(file).withheld == 3
    assert by_the_other(file, tmp_path).returncode == 0
    with zipfile.ZipFile(file) as zip_:
        hidden = zip_.read("entries/intake.labour-1.json")
        index = msgspec.json.decode(zip_.read("case.json"))
    assert b"meals" not in hidden
    assert b"fact" not in hidden
    listed = next(each for each in index["entries"] if each["source"] == LABOUR)
    assert (listed["withheld_by"], listed["why"]) == ("right.agency", "Hồ sơ của cơ quan khác")


def test_the_same_package_is_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert packed(tmp_path / "a").read_bytes() == packed(tmp_path / "b").read_bytes()


def changed(file: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same package with one file in it changed."""
    into = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info.filename)
            new.writestr(info.filename, change(content) if info.filename == name else content)
    return into


ENTRY, PROOF = "entries/intake.police-11.json", "entries/intake.police-11.tlog-proof"


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


LIES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "another body": (ENTRY, lambda was: was.replace(b"meals", b"money")),
    "another version": (ENTRY, lambda was: was.replace(b'"version":2', b'"version":3')),
    "another name": (ENTRY, lambda was: was.replace(b"Noted", b"Other")),
    "another position": (ENTRY, lambda was: was.replace(b'"position":11', b'"position":12')),
    "a proof for another index": (PROOF, lambda was: was.replace(b"index 10\n", b"index 11\n")),
    "another root": (PROOF, lambda was: was.replace(b"\n60\n", b"\n61\n")),
    "a forged signature": (PROOF, lambda was: was[:-6] + b"AAAA=\n"),
    "a signature twice": (PROOF, lambda was: was + was.splitlines(keepends=True)[-1]),
    "an entry cut short": (ENTRY, cut_short),
    "a proof cut short": (PROOF, cut_short),
    "an index cut short": ("case.json", cut_short),
    "no index": ("case.json", lambda _: b""),
    "another log's place": ("case.json", lambda was: was.replace(b"intake.police", b"intake.health")),
    "a wrong key": ("policy.txt", lambda was: was.replace(b"log toy.trove/intake.police+", b"log toy.trove/intake.nobody+")),
    "an unknown algorithm": ("policy.txt", lambda was: was.replace(b"quorum", b"witness x a+00000000+BgAA\nquorum")),
    "no policy": ("policy.txt", lambda _: b""),
    "nested without end": ("case.json", lambda was: was.replace(b"{", b'{"more":' + b"[" * 100_000 + b"]" * 100_000 + b",", 1)),
    "withheld without a hash": ("case.json", lambda was: was.replace(b'"proof"', b'"withheld_by": "x", "proof"', 1)),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_what_does_not_hold_is_refused_by_both_and_never_valid(tmp_path: Path, lie: str) -> None:
    name, change = LIES[lie]
    file = changed(packed(tmp_path), name, change)
    with pytest.raises(NotProved):
        check_package(file)
    said = by_the_other(file, tmp_path)
    assert said.returncode in (1, 2), said.stdout
    assert said.stderr == "", "never a trace"


def test_a_file_cut_short_is_no_package(tmp_path: Path) -> None:
    file = packed(tmp_path)
    whole_file = file.read_bytes()
    for size in (0, 10, len(whole_file) // 2, len(whole_file) - 10):
        file.write_bytes(whole_file[:size])
        with pytest.raises(NotProved, match="is no package"):
            check_package(file)


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/passwd", "a/../../b", "a//b", "C:\\x", "a\\..\\b", ".hidden", "a/" * 9 + "b"]
)
def test_a_name_that_climbs_out_is_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    file = packed(tmp_path)
    with zipfile.ZipFile(file, "a") as zip_:
        zip_.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(NotProved, match="leads out"):
        check_package(file)


def test_the_program_in_the_package_reads_nothing_outside_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    file = changed(packed(tmp_path), "case.json", lambda was: was.replace(ENTRY.encode(), b"../secret.json"))
    said = by_the_other(file, tmp_path)
    assert said.returncode == 1
    assert "leads out of the package" in said.stdout


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = packed(tmp_path)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("entries/bomb.json", bytes(50_000_000))
    with pytest.raises(NotProved, match="too much"):
        check_package(file)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    file = packed(tmp_path)
    with zipfile.ZipFile(file, "a") as zip_, pytest.warns(UserWarning, match="Duplicate"):
        zip_.writestr("policy.txt", b"quorum none")
    with pytest.raises(NotProved, match="two files of one name"):
        check_package(file)


@given(some.binary(min_size=32, max_size=32), some.binary(max_size=200))
def test_the_other_program_accepts_what_cryptography_signed_and_nothing_else(seed: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert AGAIN.ed25519(public, message, signature)
    place = Random(seed).randrange(64)
    forged = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
    assert not AGAIN.ed25519(public, message, forged)
    assert not AGAIN.ed25519(public, message + b"x", signature)
    assert not AGAIN.ed25519(public[::-1], message, signature)


@given(some.integers(1, 400), some.data())
def test_both_programs_climb_the_same_way(size: int, drawn: some.DataObject) -> None:
    index, wrong = drawn.draw(some.integers(0, size - 1)), drawn.draw(some.integers(0, size - 1))
    top, way, leaf = root(tree(400), size), inclusion(tree(400), index, size), leaf_hash(data(size)[index])
    AGAIN.climb(leaf, index, size, way, top)
    check_inclusion(leaf, index, size, way, top)
    if wrong != index:
        for climb, refusal in ((AGAIN.climb, AGAIN.Flaw), (check_inclusion, NotProved)):
            with pytest.raises(refusal):
                climb(leaf, wrong, size, way, top)


def test_a_page_of_a_package_is_in_the_order_in_which_it_was_written(tmp_path: Path) -> None:
    made = folder(tmp_path / "audit", {POLICE: Shown(whole(60)), LABOUR: Shown(whole(30))})
    pages: list[Page] = of_case(made, CASE, lambda _: NO)
    stamps = [page.entry.at for page in pages]
    assert stamps == sorted(stamps)
    assert all(page.entry.subject == CASE for page in pages)
