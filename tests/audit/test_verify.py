"""Does a log hold? An honest one does; of every other the first wrong entry is named, and the agency."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from shared.audit.finding import Finding, Flaw
from shared.audit.folder import EntryLine, Folder
from shared.audit.verify import verify
from shared.proof import NotProved
from shared.proof.evidence import Evidence
from shared.proof.merkle import consistency
from shared.proof.notes import Note
from shared.proof.policy import Policy
from shared.proof.witnessing import Shown as ShownCheckpoint
from tests.audit.samples import LOGS, POLICY, Shown, changed, entries, folder, note, tree

POLICE = "intake.police"
LINES = entries(600)


def found(made: Folder, policy: Policy = POLICY) -> list[Finding]:
    return verify(made, policy, POLICE).findings


def first(made: Folder) -> tuple[Flaw, int | None]:
    each = found(made)[0]
    assert each.source == POLICE
    return each.wrong, each.position


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 600])
def test_an_honest_log_holds(tmp_path: Path, size: int) -> None:
    ticks: list[int] = []
    made = folder(tmp_path / "audit", {POLICE: Shown(LINES[:size])})
    result = verify(made, POLICY, POLICE, ticks.append)
    assert result.findings == []
    assert (result.size, result.seen_by, sum(ticks)) == (size, ("health", "labour"), size)


def test_what_was_written_since_the_checkpoint_is_no_fault(tmp_path: Path) -> None:
    made = folder(tmp_path / "audit", {POLICE: Shown(LINES[:300], sealed=LINES[:290])})
    assert found(made) == []


def with_byte(at: int) -> list[EntryLine]:
    body = LINES[at].body.replace("meals", "money")
    return [*LINES[:at], changed(LINES[at], body=body), *LINES[at + 1 :]]


TAMPERED: dict[str, tuple[Callable[[], list[EntryLine]], int]] = {
    "a byte is changed": (lambda: with_byte(76), 77),
    "the first is changed": (lambda: with_byte(0), 1),
    "the last is changed": (lambda: with_byte(599), 600),
    "the last of a tile is changed": (lambda: with_byte(255), 256),
    "an entry is deleted": (lambda: [*LINES[:76], *LINES[77:]], 77),
    "the last is deleted": (lambda: LINES[:-1], 600),
    "an entry is added": (lambda: [*LINES[:77], LINES[76], *LINES[77:]], 78),
    "an entry is added and all behind it moved": (
        lambda: [*LINES[:76], *(changed(each, position=each.position + 1) for each in LINES[75:599])], 77,
    ),
    "two are swapped": (
        lambda: [*LINES[:10], changed(LINES[20], position=11), *LINES[11:20], changed(LINES[10], position=21), *LINES[21:]],
        11,
    ),
    "it is called otherwise": (lambda: [*LINES[:5], changed(LINES[5], name="toy.case.Other"), *LINES[6:]], 6),
    "it is moved to another file": (lambda: [*LINES[:5], changed(LINES[5], stream=LINES[6].stream), *LINES[6:]], 6),
    "everything is gone": (list, 1),
}  # fmt: skip


@pytest.mark.parametrize("how", TAMPERED)
def test_the_first_wrong_entry_is_named(tmp_path: Path, how: str) -> None:
    tamper, at = TAMPERED[how]
    made = folder(tmp_path / "audit", {POLICE: Shown(tamper(), sealed=LINES, checkpoint=note(POLICE, LINES))})
    assert first(made) == (Flaw.ENTRY, at)


@pytest.mark.parametrize("copied", [True, False])
def test_a_history_written_anew_with_its_log_is_shown_by_those_who_saw_the_old_one(
    tmp_path: Path, copied: bool
) -> None:
    """Whoever owns the key and the database can make a log that holds in itself; the witness remembers the other one, and what
    was told on the journal is that one."""
    shown = Shown(with_byte(76), witnessed={"health": note(POLICE, LINES, 500)}, copies=LINES if copied else ())
    assert found(folder(tmp_path / "audit", {POLICE: shown})) == [
        Finding(Flaw.WITNESSED, POLICE, "health saw another history of the first 500 entries", 77 if copied else None)
    ]


def test_copies_that_are_not_the_witnessed_history_accuse_nobody(tmp_path: Path) -> None:
    shown = Shown(with_byte(76), witnessed={"health": note(POLICE, LINES, 500)}, copies=entries(600, salt="other"))
    assert found(folder(tmp_path / "audit", {POLICE: shown}))[0].position is None


def test_an_old_backup_is_shown_by_those_who_saw_more(tmp_path: Path) -> None:
    shown = Shown(LINES[:400], witnessed={"health": note(POLICE, LINES), "labour": note(POLICE, LINES, 300)})
    assert found(folder(tmp_path / "audit", {POLICE: shown})) == [
        Finding(Flaw.WITNESSED, POLICE, "health saw 600 entries, the log shows 400", 401)
    ]


def test_what_a_witness_shows_must_be_signed_by_the_log(tmp_path: Path) -> None:
    unsigned = note(POLICE, LINES)
    for n, shown in enumerate((note("intake.labour", LINES), Note(unsigned.text, unsigned.signatures[1:]))):
        made = folder(tmp_path / str(n), {POLICE: Shown(LINES, witnessed={"health": shown})})
        (finding,) = found(made)
        assert finding.wrong is Flaw.WITNESSED
        assert "not signed by this log" in finding.why


def test_too_few_witnesses_are_said_and_the_entries_compared_all_the_same(tmp_path: Path) -> None:
    shown = Shown(with_byte(3), sealed=LINES, checkpoint=note(POLICE, LINES, by=["health"]))
    findings = found(folder(tmp_path / "audit", {POLICE: shown}))
    assert [each.wrong for each in findings[:2]] == [Flaw.CHECKPOINT, Flaw.ENTRY]
    assert "too few witnesses" in findings[0].why
    assert findings[1].position == 4


def test_tiles_that_were_changed_are_said(tmp_path: Path) -> None:
    shown = Shown(LINES, sealed=with_byte(76), checkpoint=note(POLICE, LINES))
    kinds = [each.wrong for each in found(folder(tmp_path / "audit", {POLICE: shown}))]
    assert kinds == [Flaw.ENTRY, Flaw.TREE]


def test_the_order_inside_is_checked_also_where_everything_was_sealed_so(tmp_path: Path) -> None:
    """An agency that seals nonsense from the start is not caught by hashes."""
    body = (
        LINES[30].body.replace('"at":"2023-05-05T08:00:31', '"at":"2022-05-05T08:00:31').replace('"seq":4', '"seq":6')
    )
    lines = [*LINES[:30], changed(LINES[30], version=9, body=body), *LINES[31:35]]
    findings = found(folder(tmp_path / "audit", {POLICE: Shown(lines)}))
    assert {each.wrong for each in findings} == {Flaw.ORDER}
    assert [each.position for each in findings] == [31, 31, 31]


def test_evidence_that_anybody_can_check_is_a_finding(tmp_path: Path) -> None:
    made = folder(tmp_path / "audit", {POLICE: Shown(LINES)})
    other = with_byte(3)
    shown = ShownCheckpoint(100, consistency(tree(other), 100, 600), note(POLICE, other, by=()))
    evidence = Evidence(LOGS[POLICE].name, "rewrite", str(note(POLICE, LINES, 100)), str(shown), "health")
    (made.root / "evidence").mkdir()
    (made.root / "evidence" / "1.json").write_text(evidence.written)
    (made.root / "evidence" / "2.json").write_text("{}")
    why = [each.why for each in found(made)]
    assert why == ["rewrite: two notes of the log contradict each other (1.json)", "2.json: this is no evidence"]


NO_FILE = b'{"position":1,"stream":"x","version":1,"name":"a","body":"b"}\n'
NO_VERSION = msgspec.json.encode(changed(LINES[0], version=-1))
DEEP = "[" * 100_000 + "]" * 100_000
"""Nested so deep that nothing reads it."""
DEEP_LINE = b'{"position":1,"more":%b}\n' % DEEP.encode()
DEEP_BODY = msgspec.json.encode(changed(LINES[0], body=f'{{"at":"","subject":"","to":[],"more":{DEEP}}}')) + b"\n"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        *(("entries/000000000001.jsonl", each) for each in (b"{}\n", b"\xff\xfe\n", NO_FILE, NO_VERSION)),
        pytest.param("entries/000000000001.jsonl", DEEP_LINE, id="a line nested without end"),
        pytest.param("entries/000000000001.jsonl", DEEP_BODY, id="a body nested without end"),
        *(("tile/0/000", bytes(size)) for size in (0, 31, 9_000)),
        *(("checkpoint", each) for each in (b"", b"\xff", b"x\n1\n")),
    ],
)
def test_a_broken_file_is_a_finding_and_never_valid(tmp_path: Path, file: str, content: bytes) -> None:
    made = folder(tmp_path / "audit", {POLICE: Shown(LINES)})
    (made.root / "logs" / POLICE / file).write_bytes(content)
    assert found(made)


def test_a_folder_broken_off_is_no_audit(tmp_path: Path) -> None:
    made = folder(tmp_path / "audit", {POLICE: Shown(LINES)})
    (made.root / "audit.json").unlink()
    with pytest.raises(NotProved, match="no folder"):
        Folder(made.root)


def test_a_log_that_was_not_fetched_is_not_verified(tmp_path: Path) -> None:
    made = folder(tmp_path / "audit", {POLICE: Shown(LINES)})
    with pytest.raises(NotProved, match="was not fetched"):
        verify(made, POLICY, "intake.labour")
    with pytest.raises(NotProved, match="was not fetched"):
        made.log("../logs/intake.police")


def test_another_log_in_its_place_is_said(tmp_path: Path) -> None:
    made = folder(tmp_path / "audit", {POLICE: Shown(LINES, checkpoint=note("intake.labour", LINES))})
    assert any("not toy.trove/intake.police" in each.why for each in found(made))
