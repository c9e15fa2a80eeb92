"""What one agency told another, held against what that one heard."""

from pathlib import Path

import msgspec
import pytest

from shared.audit.finding import Finding, Flaw
from shared.audit.folder import EntryLine, Folder
from shared.audit.leaves import hash_of
from shared.audit.proving import entry_at, prove
from shared.audit.reconcile import reconcile
from shared.proof import NotProved
from shared.proof.proofs import Proof
from tests.audit.samples import POLICY, Shown, changed, entries, folder

POLICE, LABOUR = "intake.police", "intake.labour"


def answering(lines: list[EntryLine], at: int, cause: str) -> list[EntryLine]:
    body = msgspec.json.decode(lines[at - 1].body)
    answer = changed(lines[at - 1], body=msgspec.json.encode(body | {"because": cause}).decode())
    return [*lines[: at - 1], answer, *lines[at:]]


def made(path: Path, police: list[EntryLine], labour: list[EntryLine]) -> Folder:
    return folder(path / "audit", {POLICE: Shown(police), LABOUR: Shown(labour)})


def test_an_answer_to_what_was_told_fits(tmp_path: Path) -> None:
    labour = answering(entries(20, tells="intake.health"), 5, f"{POLICE}/7")
    assert list(reconcile(made(tmp_path, entries(20), labour), LABOUR, POLICE)) == []


def test_what_was_told_and_not_answered_yet_is_no_fault(tmp_path: Path) -> None:
    assert list(reconcile(made(tmp_path, entries(20), entries(3, tells="intake.health")), LABOUR, POLICE)) == []


def test_an_answer_to_what_was_never_told_names_the_teller_and_the_entry(tmp_path: Path) -> None:
    """The police wrote their history anew without the message; the labour office still holds its answer."""
    labour = answering(entries(20, tells="intake.health"), 5, f"{POLICE}/7")
    findings = list(reconcile(made(tmp_path, entries(20, tells="intake.health"), labour), LABOUR, POLICE))
    why = "entry 5 of intake.labour answers entry 7, in which nothing was told to it"
    assert findings == [Finding(Flaw.RECONCILED, POLICE, why, 7)]


def test_an_answer_to_what_was_told_since_the_checkpoint_is_no_fault(tmp_path: Path) -> None:
    labour = answering(entries(20, tells="intake.health"), 5, f"{POLICE}/21")
    assert list(reconcile(made(tmp_path, entries(20), labour), LABOUR, POLICE)) == []


def test_a_proof_file_of_every_entry_of_the_folder_holds(tmp_path: Path) -> None:
    lines = entries(300)
    log = folder(tmp_path / "audit", {POLICE: Shown(lines)}).log(POLICE)
    for position in (1, 2, 255, 256, 257, 300):
        proof = Proof.of(str(prove(log, position)))
        assert proof.check(hash_of(lines[position - 1]), POLICY).size == 300
    for position in (0, 301):
        with pytest.raises(NotProved, match="1 to 300"):
            prove(log, position)


def test_the_entry_of_a_proof_is_found_in_a_file_of_entries(tmp_path: Path) -> None:
    lines = entries(9)
    file = tmp_path / "some.jsonl"
    file.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    assert entry_at(file, 7) == lines[6]
    for at, content in ((10, file.read_bytes()), (7, b"nonsense"), (7, b"")):
        file.write_bytes(content)
        with pytest.raises(NotProved, match="no entry"):
            entry_at(file, at)
