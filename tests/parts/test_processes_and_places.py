"""Choosing parts, fetching them whole, and ending what was left behind."""

import os
import signal
import stat
import sys
import threading
from pathlib import Path

import psutil
import pytest

from deploy.parts import choice, docker, java
from deploy.parts.choice import choose
from deploy.parts.places import kept_secret
from deploy.parts.process import KEPT, PASSING, Child, MissingPrerequisite, PartFailed, end_orphan, free_port, kept_port

_SLEEPER = "import sys, time; print('awake', flush=True); time.sleep(60)"


@pytest.fixture
def child(tmp_path: Path) -> Child:
    started = Child("sleeper", [sys.executable, "-c", _SLEEPER, str(tmp_path)], tmp_path)
    started.wait_until(lambda: "awake" in started.log.read_text(), 10)
    return started


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TROVE_PARTS", *choice.GIVEN.values()):
        monkeypatch.delenv(name, raising=False)


def test_a_given_part_goes_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
    monkeypatch.setenv("TROVE_PARTS", "embedded")
    assert choose("kafka") == "given"
    assert choose("postgres") == "embedded"


def test_without_a_docker_daemon_parts_are_started_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
    assert choose("postgres") == "embedded"


def test_docker_wished_for_and_not_there_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
    with pytest.raises(PartFailed, match=r"Docker did not start postgres:18: .* is a daemon running"):
        docker.run("postgres:18", tmp_path, inside=5432, port=free_port())


def test_another_word_for_the_choice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROVE_PARTS", "cloud")
    with pytest.raises(ValueError, match=r"'cloud'.*'embedded' or 'docker'"):
        choose("kafka")


def test_a_half_finished_fetch_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROVE_CACHE", str(tmp_path))
    half = tmp_path / "thing.half-abandoned"
    half.mkdir()
    (half / "piece.jar").write_text("half of it")

    def interrupted(folder: Path) -> None:
        (folder / "piece.jar").write_text("half of it")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        java._once("thing", interrupted)
    whole = java._once("thing", lambda folder: (folder / "all.jar").touch())
    assert [file.name for file in whole.iterdir()] == ["all.jar"]
    assert not list(tmp_path.glob("*.half-*"))


def test_two_who_fetch_at_once_fetch_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROVE_CACHE", str(tmp_path))
    fetched: list[Path] = []
    threads = [threading.Thread(target=java._once, args=("thing", fetched.append)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(fetched) == 1


def test_a_missing_java_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingPrerequisite, match="Java 17 or newer is missing; install it with: apt-get install"):
        java.check()


def test_a_password_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "admin.password"
    assert kept_secret(file) == kept_secret(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_port_is_kept_until_somebody_else_has_it(tmp_path: Path) -> None:
    import socket

    first = kept_port(tmp_path, None)
    assert kept_port(tmp_path, None) == first
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", first))
        stranger.listen()
        assert kept_port(tmp_path, None) != first
        with pytest.raises(PartFailed, match=f"port {first} .* in use"):
            kept_port(tmp_path, first)


def test_what_an_earlier_run_left_behind_is_ended(child: Child, tmp_path: Path) -> None:
    end_orphan(tmp_path)
    assert not psutil.pid_exists(child.pid) or psutil.Process(child.pid).status() == psutil.STATUS_ZOMBIE
    assert not (tmp_path / "pid").exists()


def test_what_was_killed_a_moment_ago_is_waited_for(tmp_path: Path) -> None:
    """A dying process is no zombie yet and has no command line any more; its number must be free for what comes next."""
    for _ in range(30):
        killed = Child("napper", [sys.executable, "-c", "import time; time.sleep(60)", str(tmp_path)], tmp_path)
        os.kill(killed.pid, signal.SIGKILL)
        end_orphan(tmp_path)
        assert not psutil.pid_exists(killed.pid)


def test_a_stranger_under_the_same_number_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pid").write_text(f"{os.getpid()} {signal.SIGTERM.value}")
    end_orphan(tmp_path)
    assert not (tmp_path / "pid").exists()


def test_a_part_that_dies_says_so_and_where_to_read(tmp_path: Path) -> None:
    last = "print('fine so far\\n\\nthe disk is full\\n\\tat inner.line'); raise SystemExit(3)"
    dead = Child("dead", [sys.executable, "-c", last], tmp_path)
    with pytest.raises(
        PartFailed, match=r"dead: ended with code 3, see .*dead\.log\n  fine so far\n  the disk is full$"
    ):
        dead.wait_until(lambda: False, 10)


def test_a_part_that_takes_too_long_is_ended(child: Child) -> None:
    with pytest.raises(PartFailed, match="not ready after 0 s"):
        child.wait_until(lambda: False, 0.3)
    assert not psutil.pid_exists(child.pid)


def test_a_free_port_is_never_one_that_a_part_keeps_and_is_given_once() -> None:
    given = {free_port() for _ in range(200)}
    assert len(given) == 200
    assert given <= set(PASSING)


def test_a_kept_port_is_none_that_is_drawn_for_one_start(tmp_path: Path) -> None:
    assert kept_port(tmp_path, None) in KEPT
