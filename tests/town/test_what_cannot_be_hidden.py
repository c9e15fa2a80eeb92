"""In a town of its own: an agency runs two copies of itself, another gets an old backup back. Others see the one; nothing is
written by the other until its missing end is back."""

import asyncio
import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import databases, prepare
from deploy.demo import run
from deploy.demo.story import Told
from deploy.parts.postgres import Postgres
from deploy.prepare import settings_kept
from deploy.town import town as implied
from shared.audit.finding import Flaw
from shared.audit.verify import verify
from shared.kafka.bus import Sender, broker
from shared.kafka.wire import Record
from shared.proof.evidence import Evidence
from shared.proof.notes import Checkpoint, Kind, Note
from shared.proof.witnessing import Shown, check_evidence
from shared.transparency.known import known_logs, signer
from shared.transparency.log import CHECKPOINT
from tests.town.asking import Desk
from tests.town.invariants import check
from tests.town.running import FOLDER, RunningTown, a_town, eventually
from tests.town.test_an_audit import fetched

POLICE, HEALTH, WITNESS, REPORTING = "intake.police", "support.health", "intake.labour", "reporting.labour"
READ_ONLY = "it ends at entry "


@pytest.fixture(scope="module")
def apart() -> Iterator[RunningTown]:
    with a_town("apart", 2500) as started:
        yield started


def told(town: RunningTown) -> Told:
    """One more person came home, and most agencies have seen each log as it is."""
    (person,) = run(town.home, 1, FOLDER)
    eventually(town.quiet, 120, "quiet")
    eventually(lambda: seen(town, POLICE) and seen(town, HEALTH), 60, "a checkpoint that others have seen")
    return person


def seen(town: RunningTown, source: str) -> bool:
    last, witnessed = town.sql(
        source.replace(".", "_"),
        "SELECT (SELECT max(notification_id) FROM stored_events), (SELECT max(size) FROM log_cosignature)",
    )[0]
    return bool(last == witnessed)


def back_up(town: RunningTown, source: str) -> None:
    """The whole database as it is, beside it."""
    name = source.replace(".", "_")
    town.sql("postgres", f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    town.sql("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name)
    town.sql("postgres", f"CREATE DATABASE backup TEMPLATE {name}")
    town.sql("postgres", f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def restore(town: RunningTown, source: str) -> None:
    """As after a crash: the instance dies, its database is gone, the backup takes its place."""
    name = source.replace(".", "_")
    town.kill(source)
    town.sql("postgres", f"DROP DATABASE {name} WITH (FORCE)")
    town.sql("postgres", f"ALTER DATABASE backup RENAME TO {name}")
    kept = prepare.keep(town.home, town.profile, FOLDER)
    server = Postgres(town.admin(), None, "embedded", lambda: None)
    databases.apply(server, implied(town.profile), prepare.database_passwords(kept))


def trouble(town: RunningTown, source: str) -> str:
    return str(town.health(source).get("trouble", {}).get("ledger", ""))


@pytest.mark.timeout(600)
def test_after_an_old_backup_an_agency_only_reads_until_its_missing_end_is_back(apart: RunningTown) -> None:
    first = told(apart)
    back_up(apart, HEALTH)
    eventually(apart.all_well, 90, apart.unwell)
    person = told(apart)
    entries = apart.sql("support_health", "SELECT max(notification_id) FROM stored_events")[0][0]
    restore(apart, HEALTH)
    eventually(lambda: READ_ONLY in trouble(apart, HEALTH), 90, lambda: apart.health(HEALTH))
    mai = apart.story.officer("mai.health")
    looked = Desk(apart, "mai.health", HEALTH).send("GET", f"/api/cases/{first.case}")
    assert looked.status_code == 503, "nobody looks unrecorded"
    assert READ_ONLY in looked.json()["detail"]
    assert apart.sql("support_health", "SELECT max(notification_id) FROM stored_events")[0][0] < entries
    done = subprocess.run(
        [sys.executable, "-m", "deploy.cli", "ledger", "repair", HEALTH, "--home", str(apart.home)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the ledger is the one that others have seen" in done.stdout
    eventually(apart.all_well, 90, apart.unwell)
    assert apart.sql("support_health", "SELECT max(notification_id) FROM stored_events")[0][0] == entries
    assert mai.look("support", person.case)
    told(apart)
    check(apart)
    inspector = apart.story.officer("thanh.office")
    assert [f for f in inspector.get("reporting", "/api/odd")["findings"] if f["rule"] == "seal_broken"] == []


def as_another_copy(town: RunningTown) -> Record:
    """What a second copy of the police shows, that was started from a backup and wrote something else: as many entries, another
    root, signed with the same key."""
    signing = b64decode(json.loads((town.home / "keys" / f"{POLICE}.keys.json").read_text("utf-8"))["signing"])
    log = signer(town.profile.id, POLICE, Kind.LOG, signing)
    size = town.sql("intake_police", "SELECT max(size) FROM log_cosignature")[0][0]
    text = str(Checkpoint(log.name, size, b"\x01" * 32))
    return Record(CHECKPOINT, log.name.encode(), str(Shown(0, (), Note(text, (log.sign(text),)))).encode(), {})


async def shown_by_the_police(town: RunningTown, record: Record) -> None:
    password = settings_kept(town.home, POLICE)["INTAKE_KAFKA_PASSWORD"]
    sender = Sender(lambda: broker(town.bootstrap, POLICE, password))
    await sender([record])
    await sender.close()


@pytest.mark.timeout(300)
def test_two_copies_of_an_agency_are_evidence_for_everybody_and_red_at_the_inspectors_desk(
    apart: RunningTown, tmp_path: Path
) -> None:
    asyncio.run(shown_by_the_police(apart, as_another_copy(apart)))
    inspector = apart.story.officer("thanh.office")

    def broken() -> list[str]:
        found = inspector.get("reporting", "/api/odd")["findings"]
        return [each["finding"] for each in found if each["rule"] == "seal_broken" and each["source"] == POLICE]

    eventually(lambda: bool(broken()), 60, "a broken seal of the police")
    key = known_logs(apart.home / "keys" / "directory.json").logs[POLICE]

    def told_of_it() -> list[Evidence]:
        lines = inspector.ask_at(WITNESS, "/witness/evidence").content.splitlines()
        return [found for line in lines if (found := Evidence.read(line)).origin == key.name]

    eventually(lambda: bool(told_of_it()), 60, "evidence of a witness")
    evidence = told_of_it()
    assert [each.lie for each in evidence] == ["fork"]
    check_evidence(evidence[0].refused, key)
    assert apart.health(WITNESS)["trouble"]["witness"] == f"{key.name}: fork", "the witness is red"
    verified = verify(
        fetched(apart, tmp_path / "audit", POLICE), known_logs(apart.home / "keys" / "directory.json").policy(), POLICE
    )
    assert Flaw.EVIDENCE in {finding.wrong for finding in verified.findings}
    page = inspector.ask_at(REPORTING, "/api/seals").json()["seals"]
    assert [seal["lies"] for seal in page if seal["source"] == POLICE] == [["fork"]]
    said = inspector.post(
        "reporting", f"/api/odd/{broken()[0]}/confirmation", {"reason": "reported", "note": "Đã lập biên bản."}
    )
    assert said["version"] == 1
