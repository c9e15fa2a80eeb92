"""`trove` as a person meets it at the prompt, where no town needs to run."""

import shutil
import socket
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from deploy.cli import trove
from deploy.parts.places import PROFILE
from deploy.processes import alone_in
from deploy.watch import Line
from shared.policy.profile import load

say = CliRunner()


def test_the_clock_is_real_until_it_is_set_and_real_again_after(tmp_path: Path) -> None:
    home = ["--home", str(tmp_path)]
    assert "real time" in say.invoke(trove, ["clock", "show", *home]).output
    assert "2023-05-05 08:00:0" in say.invoke(trove, ["clock", "set", "2023-05-05", *home]).output
    assert "2023-11-30 16:30:0" in say.invoke(trove, ["clock", "set", "2023-11-30", "16:30", *home]).output
    assert "2023-11-30 16:30:0" in say.invoke(trove, ["clock", "show", *home]).output
    assert "real time" in say.invoke(trove, ["clock", "real", *home]).output


def test_a_day_that_does_not_exist_is_refused_and_the_clock_stays(tmp_path: Path) -> None:
    refused = say.invoke(trove, ["clock", "set", "2023-02-30", "--home", str(tmp_path)])
    assert refused.exit_code == 2
    assert "2023-02-30" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_status_says_that_no_town_runs(tmp_path: Path) -> None:
    answer = say.invoke(trove, ["status", "--home", str(tmp_path)])
    assert answer.exit_code == 1
    assert "No town runs" in answer.output


def _home(place: Path) -> Path:
    (place / "run").mkdir(parents=True)
    (place / "kafka").mkdir()
    (place / "demo-users.json").write_text("{}")
    (place / "letter-to-grandmother.txt").write_text("not the town's")
    return place


def test_reset_asks_first(tmp_path: Path) -> None:
    home = _home(tmp_path)
    assert say.invoke(trove, ["reset", "--home", str(home)], input="n\n").exit_code == 1
    assert (home / "demo-users.json").exists()
    assert say.invoke(trove, ["reset", "--home", str(home)], input="y\n").exit_code == 0
    assert not (home / "demo-users.json").exists()


def test_reset_removes_what_is_the_towns_and_nothing_else(tmp_path: Path) -> None:
    home = _home(tmp_path)
    assert say.invoke(trove, ["reset", "--yes", "--home", str(home)]).exit_code == 0
    assert {place.name for place in home.iterdir()} == {"letter-to-grandmother.txt", "lock"}


def test_reset_refuses_a_folder_that_is_no_towns(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    assert say.invoke(trove, ["reset", "--yes", "--home", str(tmp_path)]).exit_code == 1
    assert (tmp_path / "thesis.odt").exists()


def test_reset_refuses_while_the_town_runs(tmp_path: Path) -> None:
    home = _home(tmp_path)
    with alone_in(home):
        refused = say.invoke(trove, ["reset", "--yes", "--home", str(home)])
    assert refused.exit_code == 1
    assert "already runs" in refused.output
    assert (home / "demo-users.json").exists()


def test_a_broken_profile_is_named_with_file_and_line_and_nothing_is_started(tmp_path: Path) -> None:
    profile, home = tmp_path / "profile", tmp_path / "home"
    shutil.copytree(PROFILE, profile)
    town = profile / "town.yaml"
    lines = town.read_text("utf-8").splitlines()
    where = next(number for number, line in enumerate(lines) if " port:" in line)
    lines[where] = lines[where].replace(" port:", " prot:", 1)
    town.write_text("\n".join(lines), "utf-8")
    refused = say.invoke(trove, ["up", "--profile", str(profile), "--home", str(home)])
    assert refused.exit_code == 1
    assert f"town.yaml:{where + 1}:" in refused.output
    assert "prot" in refused.output
    assert not home.exists()


def test_a_port_in_use_stops_the_start_before_anything_is_made(tmp_path: Path) -> None:
    wanted = load(PROFILE).instances[0]
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", wanted.port))
            taken.listen()
        except OSError:
            pytest.skip(f"port {wanted.port} is used by a running town")
        refused = say.invoke(trove, ["up", "--home", str(tmp_path)])
    assert refused.exit_code == 1
    assert f"Port {wanted.port} ({wanted.source}) is used by process" in refused.output
    assert not (tmp_path / "passwords").exists()


def test_a_second_start_is_refused_at_once(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        refused = say.invoke(trove, ["up", "--home", str(tmp_path)])
    assert refused.exit_code == 1
    assert "already runs" in refused.output


@pytest.mark.parametrize(
    "words", [["demo"], ["inbox", "waiting", "intake.labour"], ["topics", "list"], ["topics", "lag"]], ids=" ".join
)
def test_what_needs_a_running_town_says_so(tmp_path: Path, words: list[str]) -> None:
    answer = say.invoke(trove, [*words, "--home", str(tmp_path)])
    assert answer.exit_code == 1
    assert "No town runs" in answer.output
    assert "Traceback" not in answer.output


def test_an_instance_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "state").write_bytes(msgspec.json.encode([Line("intake.labour", "running", "", None, 0.0, 0)]))
    answer = say.invoke(trove, ["inbox", "waiting", "intake.nobody", "--home", str(tmp_path)])
    assert answer.exit_code == 2
    assert "intake.labour" in answer.output
