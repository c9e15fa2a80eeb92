"""The supervisor as a program of its own: interrupted, killed, started twice, and with children that die."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.health import ask, is_well
from deploy.parts.process import free_port
from deploy.processes import Stamp, lives, written_down
from deploy.status import look
from deploy.watch import Line

ROOT = Path(__file__).parents[2]


class LittleTown:
    """Two stand-ins under the real supervisor."""

    def __init__(self, home: Path, *words: str) -> None:
        self.home, self.words, self.ports = home, words, [free_port(), free_port()]
        self.process = self.start()

    def start(self) -> "subprocess.Popen[str]":
        ports = ",".join(map(str, self.ports))
        command = [sys.executable, "-u", "-m", "tests.setup.little_town", str(self.home), ports, *self.words]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return self.process

    def heard(self, word: str) -> list[str]:
        """What it says up to the line with this word."""
        lines = []
        assert self.process.stdout
        for line in self.process.stdout:
            lines.append(line.strip())
            if word in line:
                return lines
        raise AssertionError(f"never said {word!r}, but {lines}")

    def stamp(self, which: int = 0) -> Stamp:
        return next(known for known in written_down(self.home / "run") if known.name == f"standin.{self.ports[which]}")

    def line(self, which: int = 0) -> Line:
        return next(line for line in look(self.home) if line.name == f"standin.{self.ports[which]}")

    def address(self, which: int = 0) -> str:
        return f"http://127.0.0.1:{self.ports[which]}"


Begin = Callable[..., LittleTown]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    towns: list[LittleTown] = []

    def start(*words: str) -> LittleTown:
        towns.append(LittleTown(tmp_path, *words))
        towns[-1].heard("begun")
        return towns[-1]

    yield start
    for town in towns:
        town.process.kill()
        town.process.communicate()
    for known in written_down(tmp_path / "run"):
        if lives(known):
            os.kill(known.pid, signal.SIGKILL)


def soon(true: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not (well := true()) and time.monotonic() < end:
        time.sleep(0.05)
    return well


def test_instances_answer_with_the_settings_they_were_given(begin: Begin) -> None:
    town = begin()
    assert soon(lambda: is_well(town.address(0)) and is_well(town.address(1)))
    assert "settings seen: hello" in (town.home / f"{town.ports[0]}.log").read_text()
    assert town.line().state == "well"


def test_an_instance_that_is_not_well_says_why(begin: Begin) -> None:
    town = begin("sick")
    assert soon(lambda: ask(town.address()).startswith("red"))
    assert town.line().state == 'red: {"relay": "standing still"}'


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_its_kin_stop_all_children(begin: Begin, told: signal.Signals) -> None:
    town = begin()
    known = written_down(town.home / "run")
    assert len(known) == 3
    town.process.send_signal(told)
    town.heard("stopped")
    assert town.process.wait(10) == 0
    assert not any(lives(one) for one in known)
    assert written_down(town.home / "run") == []
    assert look(town.home) == []


@pytest.mark.slow
def test_a_second_ctrl_c_does_not_leave_half_of_the_town_behind(begin: Begin) -> None:
    town = begin("stubborn")
    assert soon(lambda: is_well(town.address()))
    known = written_down(town.home / "run")
    for _ in range(2):
        town.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
    town.heard("stopped")
    assert not any(lives(one) for one in known)


def test_a_second_start_is_refused_and_disturbs_nobody(begin: Begin) -> None:
    town = begin()
    first, known = town.process, town.stamp()
    second = town.start()
    said, _ = second.communicate(timeout=10)
    assert second.returncode == 1
    assert f"already runs (process {first.pid}" in said
    assert lives(known)
    town.process = first


@pytest.mark.slow
def test_a_child_that_dies_is_started_again(begin: Begin) -> None:
    town = begin()
    assert soon(lambda: is_well(town.address()))
    before = town.stamp()
    os.kill(before.pid, signal.SIGKILL)
    assert "started again in 1 s" in town.heard("started again")[-1]
    assert soon(lambda: town.stamp().pid != before.pid)  # written down by the supervisor, a moment after it was born
    assert soon(lambda: is_well(town.address()))
    assert town.line().restarts == 1


@pytest.mark.slow
def test_the_pause_before_each_new_try_grows(begin: Begin) -> None:
    town = begin("fragile")
    said = [town.heard(f"standin.{town.ports[0]} ended")[-1] for _ in range(3)]
    assert [line.rsplit("in ", 1)[1] for line in said] == ["1 s", "2 s", "4 s"]
    assert "born to die" in (town.home / f"{town.ports[0]}.log").read_text()


@pytest.mark.slow
def test_the_death_of_the_nursery_costs_no_instance_for_long(begin: Begin) -> None:
    town = begin()
    assert soon(lambda: is_well(town.address()))
    nursery = next(known for known in written_down(town.home / "run") if known.name == "nursery")
    os.kill(nursery.pid, signal.SIGKILL)
    assert soon(lambda: not is_well(town.address()))
    assert soon(lambda: is_well(town.address(0)) and is_well(town.address(1)))


def test_children_of_a_killed_supervisor_end_by_themselves(begin: Begin) -> None:
    town = begin()
    assert soon(lambda: is_well(town.address()))
    known = written_down(town.home / "run")
    town.process.kill()
    assert soon(lambda: not any(lives(one) for one in known))


@pytest.mark.slow
def test_what_a_killed_supervisor_left_behind_is_ended_by_the_next_start(begin: Begin) -> None:
    town = begin("stubborn")
    assert soon(lambda: is_well(town.address(0)) and is_well(town.address(1)))
    orphans = [town.stamp(0), town.stamp(1)]
    town.process.kill()
    town.process.wait()
    assert all(lives(orphan) for orphan in orphans)
    town.start()
    assert "left standin" in town.heard("behind")[0]
    town.heard("begun")
    assert not any(lives(orphan) for orphan in orphans)
    assert soon(lambda: is_well(town.address(0)) and is_well(town.address(1)))


def test_the_state_that_is_shown_survives_no_kill(begin: Begin) -> None:
    town = begin()
    town.process.kill()
    assert soon(lambda: not lives(town.stamp()))
    assert {line.state for line in look(town.home)} == {"ended"}
    assert json.loads((town.home / "run" / "state").read_text())
