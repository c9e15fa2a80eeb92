"""`trove audit` as an inspector types it: what it says, and how it ends."""

import json
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner, Result

from deploy.cli import trove
from tests.audit.samples import POLICY, Shown, changed, entries, folder, note

POLICE, LABOUR = "intake.police", "intake.labour"
LINES = entries(300)


@pytest.fixture
def honest(tmp_path: Path) -> Path:
    return folder(tmp_path / "audit", {POLICE: Shown(LINES), LABOUR: Shown(entries(20, tells="intake.health"))}).root


def typed(*words: object) -> Result:
    return CliRunner().invoke(trove, ["audit", *map(str, words)])


def test_an_honest_folder_holds_and_says_who_saw_it(honest: Path) -> None:
    said = typed("verify", honest)
    assert said.exit_code == 0
    assert "✓ intake.police: 300 entries, seen by health, labour" in said.stdout
    as_json = json.loads(typed("verify", honest, "--json").stdout)
    assert as_json["holds"] is True
    assert [each["size"] for each in as_json["logs"]] == [20, 300]


def test_a_changed_entry_is_named_with_its_agency_and_ends_with_one(tmp_path: Path) -> None:
    lying = [*LINES[:76], changed(LINES[76], body=LINES[76].body.replace("meals", "money")), *LINES[77:]]
    made = folder(tmp_path / "audit", {POLICE: Shown(lying, sealed=LINES, checkpoint=note(POLICE, LINES))}).root
    said = typed("verify", made)
    assert said.exit_code == 1
    assert "intake.police at entry 77: entry 77 is not the one that was sealed" in said.stdout
    found = json.loads(typed("verify", made, "--json").stdout)["findings"][0]
    assert (found["source"], found["position"], found["wrong"]) == (POLICE, 77, "entry")


def test_what_is_no_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    said = typed("verify", tmp_path / "nothing")
    assert said.exit_code == 2
    assert "Refused: nothing is no folder of an audit" in said.output
    assert "Traceback" not in said.output


def test_another_policy_may_be_asked_for(honest: Path, tmp_path: Path) -> None:
    all_three = tmp_path / "strict.txt"
    all_three.write_text(str(POLICY).replace("group agencies 2", "group agencies 3"))
    assert typed("verify", honest, "--policy", all_three).exit_code == 1
    all_three.write_text("nonsense")
    said = typed("verify", honest, "--policy", all_three)
    assert said.exit_code == 2
    assert "line 1 of the policy" in said.output


def test_a_proof_is_made_and_checked_against_its_entry(honest: Path, tmp_path: Path) -> None:
    proof, entry = tmp_path / "one.tlog-proof", tmp_path / "entry.json"
    assert typed("prove", honest, POLICE, 77, "--into", proof).exit_code == 0
    entry.write_bytes(msgspec.json.encode(LINES[76]))
    by = ("--policy", honest / "policy.txt")
    said = typed("check", proof, entry, *by)
    assert said.exit_code == 0
    assert "entry 77 (toy.case.Noted) stands in toy.trove/intake.police" in said.stdout
    entry.write_bytes(msgspec.json.encode(changed(LINES[76], version=99)))
    assert typed("check", proof, entry, *by).exit_code == 2
    assert typed("check", proof).exit_code == 2
    assert typed("prove", honest, POLICE, 301).exit_code == 2


def test_two_logs_are_reconciled(honest: Path) -> None:
    assert typed("reconcile", honest, POLICE, LABOUR).exit_code == 0
    assert typed("reconcile", honest, POLICE, "intake.nobody").exit_code == 2


def test_a_file_that_is_no_package_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(b"PK nonsense")
    said = typed("check", file)
    assert said.exit_code == 2
    assert "x.zip is no package" in said.output
