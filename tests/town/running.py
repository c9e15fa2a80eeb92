"""A whole running town for tests: every instance, the real broker, database and identity provider, on ports of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import psycopg
from kafka import KafkaAdminClient
from psycopg.conninfo import make_conninfo

from deploy.demo.officers import Town, issuer_of
from deploy.parts.kafka import login
from shared.clock import TOWN, local, read_offset, real, set_clock
from shared.policy.profile import Profile, load

FOLDER = Path("deploy/profiles/huong-tra-2023")
FIRST_DAY = datetime(2023, 5, 5, 8, 0, tzinfo=TOWN)
OFFSET = int(os.environ.get("TROVE_TEST_OFFSET", "3000"))
STARTS_WITHIN = 300.0


@dataclass
class RunningTown:
    """A town that was started with `trove up`; everything tests may do to it."""

    home: Path
    profile: Profile
    supervisor: subprocess.Popen[bytes]
    story: Town = field(init=False)

    def __post_init__(self) -> None:
        self.story = Town.at(self.home, self.profile, issuer_of(self.home))

    @property
    def clock(self) -> Path:
        return self.home / "clock.json"

    @property
    def today(self) -> Any:
        return local(real() + read_offset(self.clock)).date()

    def admin(self, database: str = "postgres") -> str:
        """The owner's way to a database of the town."""
        place = self.home / "postgres"
        return make_conninfo(
            host="127.0.0.1", port=(place / "port").read_text("utf-8").strip(), dbname=database, user="postgres",
            password=(place / "owner.password").read_text("utf-8"),
        )  # fmt: skip

    def sql(self, database: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.admin(database), autocommit=True) as conn:
            found = conn.execute(statement.encode(), values)
            return found.fetchall() if found.description else []

    @property
    def bootstrap(self) -> str:
        return "127.0.0.1:" + (self.home / "kafka" / "port").read_text("utf-8").strip()

    def broker_admin(self) -> KafkaAdminClient:
        return KafkaAdminClient(bootstrap_servers=self.bootstrap, **self.broker_login())

    def broker_login(self) -> dict[str, Any]:
        return login("admin", (self.home / "kafka" / "admin.password").read_text("utf-8"))

    def pids(self) -> dict[str, int]:
        """The process of every instance, by source."""
        return {line.name: line.pid for line in self.lines() if "." in line.name and line.pid}

    def lines(self) -> Any:
        from deploy.status import look

        return look(self.home)

    def pid_of_part(self, part: str) -> int:
        return int((self.home / part / "pid").read_text("utf-8").split()[0])

    def kill(self, source: str) -> None:
        os.kill(self.pids()[source], signal.SIGKILL)

    def health(self, source: str) -> dict[str, Any]:
        try:
            return dict(httpx.get(self.story.origin(source) + "/health", timeout=5, trust_env=False).json())
        except httpx.HTTPError as away:
            return {"well": False, "trouble": {"http": type(away).__name__}}

    def all_well(self) -> bool:
        return all(self.health(i.source).get("well") for i in self.profile.instances)

    def unwell(self) -> dict[str, Any]:
        """Who is not well, what it says of itself, and the end of its log."""
        ill = {s: found for i in self.profile.instances if not (found := self.health(s := i.source)).get("well")}
        logs = self.home / "logs"
        return {s: (found.get("trouble"), (logs / f"{s}.log").read_text("utf-8")[-1500:]) for s, found in ill.items()}

    def quiet(self) -> bool:
        """All is told, all is heard and receipted, nothing waits; who follows a ledger has nothing more to add to it."""
        for instance in self.profile.instances:
            found = self.health(instance.source)
            if not found.get("well") or {found["told"], found["kept"]} != {found["last"]} or found["unreceipted"]:
                return False
        return True

    def stop(self) -> None:
        if self.supervisor.poll() is None:
            self.supervisor.send_signal(signal.SIGINT)
            self.supervisor.wait(90)


def eventually(true: Callable[[], bool], seconds: float = 60, what: str | Callable[[], object] = "it") -> None:
    """Ask until it is true; `what` names it, or tells at the end what was seen instead."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            said = what if isinstance(what, str) else f"{what()}: it"
            raise AssertionError(f"{said} did not come true in {seconds:.0f} s")
        time.sleep(0.2)


def start(home: Path, folder: Path = FOLDER) -> RunningTown:
    """`trove up` without its story, on the first day; returns when every instance is well."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "clock.json").exists():
        set_clock(home / "clock.json", FIRST_DAY)
    log = (home / "up.log").open("wb")
    words = [sys.executable, "-m", "deploy.cli", "up", "--home", str(home), "--profile", str(folder), "--no-story"]
    supervisor = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    deadline = time.monotonic() + STARTS_WITHIN
    while "is up" not in (said := (home / "up.log").read_text("utf-8")):
        assert supervisor.poll() is None, f"the town did not start:\n{said}"
        assert time.monotonic() < deadline, f"the town did not start in {STARTS_WITHIN:.0f} s:\n{said}"
        time.sleep(0.3)
    town = RunningTown(home, load(folder), supervisor)
    eventually(town.all_well, 90, town.unwell)
    return town


@contextmanager
def a_town(name: str, further: int = 0) -> Iterator[RunningTown]:
    """A town under a home of its own, `further` ports on from that of all tests; nothing of it stays."""
    home = Path(tempfile.mkdtemp(prefix=f"trove-{name}-", dir="/var/tmp"))
    home.chmod(0o711)
    with patch.dict(os.environ, TROVE_PORT_OFFSET=str(OFFSET + further)):
        town = start(home)
        try:
            yield town
        finally:
            town.stop()
    shutil.rmtree(home, ignore_errors=True)


def passwords(town: RunningTown) -> dict[str, str]:
    known: dict[str, str] = json.loads((town.home / "demo-users.json").read_text("utf-8"))
    return known
