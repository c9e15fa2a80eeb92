"""A process is ended only when it is the very one that was written down."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from deploy.processes import TownAlreadyRunning, alone_in, end_orphans, lives, stamp, write_down, written_down

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(SLEEP) as process:
        yield process
        process.kill()


def test_an_orphan_is_found_and_ended(tmp_path: Path, sleeper: "subprocess.Popen[bytes]") -> None:
    write_down(tmp_path, "intake.police", sleeper.pid)
    assert end_orphans(tmp_path) == ["intake.police"]
    assert sleeper.wait(5) == -15
    assert written_down(tmp_path) == []


def test_an_orphan_that_does_not_listen_is_ended_by_force(tmp_path: Path) -> None:
    with subprocess.Popen(STUBBORN, stdout=subprocess.PIPE) as orphan:
        assert orphan.stdout
        orphan.stdout.readline()
        write_down(tmp_path, "intake.police", orphan.pid)
        end_orphans(tmp_path, patience=0.3)
        assert orphan.wait(5) == -9


def test_a_stranger_with_the_pid_of_a_stale_file_is_left_alone(
    tmp_path: Path, sleeper: "subprocess.Popen[bytes]"
) -> None:
    ours = stamp("intake.police", sleeper.pid)
    assert ours
    earlier = msgspec.structs.replace(ours, started=ours.started - 1)
    (tmp_path / "intake.police.json").write_bytes(msgspec.json.encode(earlier))
    assert end_orphans(tmp_path) == []
    assert sleeper.poll() is None
    assert written_down(tmp_path) == []


def test_a_process_of_another_boot_is_a_stranger(sleeper: "subprocess.Popen[bytes]") -> None:
    ours = stamp("intake.police", sleeper.pid)
    assert ours
    assert lives(ours)
    assert not lives(msgspec.structs.replace(ours, boot="another"))


def test_a_process_that_ended_but_was_not_collected_does_not_live() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        time.sleep(0.3)
        assert stamp("intake.police", process.pid) is None


def test_a_stamp_torn_by_a_crash_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "intake.police.json").write_bytes(b'{"name": "intake.pol')
    assert written_down(tmp_path) == []


def test_a_second_town_in_the_same_home_is_refused_with_the_process_that_holds_it(tmp_path: Path) -> None:
    with alone_in(tmp_path), pytest.raises(TownAlreadyRunning, match=f"process {os.getpid()}"), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass
