"""`trove up` for real: killed in the middle of its start, started again, asked how it is, interrupted, nothing left."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from deploy.health import ask
from deploy.parts.choice import PARTS
from deploy.parts.places import PROFILE
from deploy.parts.process import end_orphan
from deploy.processes import end_orphans, written_down
from deploy.reset import reset
from deploy.status import look
from shared.policy.profile import load

OFFSET = int(os.environ.get("TROVE_TEST_OFFSET", "3000")) + 3_000
MEMORY = 130 * 2**20
pytestmark = [pytest.mark.real, pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that PostgreSQL's own user can reach when we are root."""
    place = Path(tempfile.mkdtemp(prefix="trove-test-", dir="/var/lib" if os.geteuid() == 0 else None))
    place.chmod(0o755)
    yield place
    end_orphans(place / "run")
    for part in PARTS:
        end_orphan(place / part)
    shutil.rmtree(place)


def _up(home: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "deploy.cli", "up", "--no-story", "--home", str(home), "--profile", str(PROFILE)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TROVE_PORT_OFFSET": str(OFFSET)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _read_until(process: "subprocess.Popen[str]", word: str) -> str:
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(f"ended with {process.wait()} before it said {word!r}: {said}")


def _ours(home: Path) -> list[str]:
    """Every process on the machine that knows this home."""
    lines = (" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"]))
    return [line for line in lines if str(home) in line]


def test_a_start_that_was_killed_half_way_is_made_good_and_ctrl_c_leaves_nothing_behind(home: Path) -> None:
    first = _up(home)
    _read_until(first, "PostgreSQL")
    first.kill()
    first.communicate()
    passwords = json.loads((home / "demo-users.json").read_text("utf-8"))

    town = _up(home)
    try:
        said = _read_until(town, "Ctrl-C stops")
        instances = load(PROFILE).instances
        assert {line.name: line.state for line in look(home) if line.address} == {i.source: "well" for i in instances}
        for instance in instances:
            address = f"http://127.0.0.1:{instance.port + OFFSET}"
            assert address in said
            assert ask(address) == "well"
        assert json.loads((home / "demo-users.json").read_text("utf-8")) == passwords
        assert all(password in said for password in passwords.values())
        sizes = {k.name: psutil.Process(k.pid).memory_full_info().pss for k in written_down(home / "run")}
        assert {name: size for name, size in sizes.items() if "." in name and size > MEMORY} == {}
        assert sum(sizes.values()) < 3 * 2**30
    finally:
        town.send_signal(signal.SIGINT)
    rest, _ = town.communicate(timeout=60)
    assert "its data is kept" in rest
    assert town.returncode == 0
    _nothing_runs(home)
    reset(home)
    assert [place.name for place in home.iterdir()] == ["lock"]


def _nothing_runs(home: Path) -> None:
    end = time.monotonic() + 10
    while (left := _ours(home)) and time.monotonic() < end:
        time.sleep(0.2)
    assert left == []
    assert written_down(home / "run") == []
