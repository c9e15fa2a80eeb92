"""Tools nobody here wrote agree: Go's own reader of signed notes and transparency logs, over everything that was fetched."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from shared.audit.folder import Folder
from shared.audit.proving import prove
from tests.audit.samples import Shown, changed, entries, folder, note

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("go") is None, reason="Go is not installed here"),
]
POLICE, LABOUR = "intake.police", "intake.labour"
GO = Path(__file__).parent / "go"


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, built; the libraries it needs come with it under their checksums."""
    built = tmp_path_factory.mktemp("go") / "check"
    subprocess.run(
        ["go", "build", "-o", str(built), "."], cwd=GO, check=True, env=os.environ | {"GOFLAGS": "-mod=readonly"}
    )
    return built


def asked(checker: Path, made: Folder, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([checker, made.root, *more], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700])
def test_checkpoints_tiles_and_proofs_are_those_of_the_public_formats(checker: Path, tmp_path: Path, size: int) -> None:
    made = folder(tmp_path / "audit", {POLICE: Shown(entries(size)), LABOUR: Shown(entries(3, salt="labour"))})
    file = tmp_path / "one.tlog-proof"
    file.write_text(str(prove(made.log(POLICE), size)))
    said = asked(checker, made, str(file), str(size))
    assert said.stdout.splitlines() == ["intake.labour 3", f"intake.police {size}", f"proof {size}"], said.stdout
    assert said.returncode == 0


def test_a_changed_entry_is_wrong_there_too(checker: Path, tmp_path: Path) -> None:
    lines = entries(300)
    lying = [*lines[:76], changed(lines[76], body=lines[76].body.replace("meals", "money")), *lines[77:]]
    made = folder(tmp_path / "audit", {POLICE: Shown(lying, sealed=lines, checkpoint=note(POLICE, lines))})
    said = asked(checker, made)
    assert said.returncode == 1
    assert "entry 77" in said.stdout
