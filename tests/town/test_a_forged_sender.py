"""Somebody writes into an inbox in another's name: it is set aside where people see it, and nothing comes of it."""

import json
import os
import subprocess
import sys
from base64 import b64decode
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from kafka import KafkaProducer
from msgspec.structs import replace

from deploy.parts.kafka import login
from deploy.prepare import settings_kept
from shared.kafka.wire import PublicKeys, Record, Teller
from shared.ledger.stored import decode_body
from shared.ledger.units import Row
from shared.sealing.keys import KeysInMemory
from shared.sealing.vault import Vault
from tests.town.asking import Desk, Ledgers, still
from tests.town.invariants import check
from tests.town.running import RunningTown, eventually

FORGER, NAMED, INBOX = "support.health", "intake.communes", "intake.labour"
"""A real instance with its real broker login and its real signing key; the sender it claims to be; who shall hear it."""


@pytest.fixture(scope="module")
def case(town: RunningTown) -> UUID:
    thao = town.story.officer("thao.20008")
    reported = thao.begin("intake", channel="person", unit="20008", reported_on=town.today.isoformat())
    town.story.officer("lan.labour").wait_for("intake", reported)
    still(town)
    return reported


def forged(town: RunningTown, case: UUID) -> Record:
    """The next message about her case, as its sender would write it, signed with the forger's key."""
    settings = settings_kept(town.home, FORGER)
    keys = json.loads((town.home / "keys" / f"{FORGER}.keys.json").read_text("utf-8"))
    public = json.loads((town.home / "keys" / "directory.json").read_text("utf-8"))
    directory = {s: PublicKeys(b64decode(k["verify"]), b64decode(k["seal_to"])) for s, k in public.items()}
    assert settings["SUPPORT_AGENCY"] == "health"
    vault = Vault(
        KeysInMemory(),
        kek=os.urandom(32),
        index=os.urandom(32),
        opening=os.urandom(32),
        signing=b64decode(keys["signing"]),
    )
    told = "SELECT originator_id, originator_version, topic, state, notification_id FROM stored_events"
    ((position,),) = town.sql(
        "intake_communes", "SELECT position FROM told WHERE (inbox, subject) = (%s, %s)", INBOX, str(case)
    )
    (found,) = town.sql("intake_communes", f"{told} WHERE notification_id = %s", position)
    row = Row(*found)
    line = next(each for each in decode_body(row.body).to if each.inbox == INBOX)
    return Teller(NAMED, vault, directory, lambda _: b'"x"').message(row, replace(line, seq=line.seq + 1))


def write(town: RunningTown, *records: Record) -> None:
    """With the forger's own login: every instance may write to every inbox."""
    password = settings_kept(town.home, FORGER)["SUPPORT_KAFKA_PASSWORD"]
    with closing(KafkaProducer(bootstrap_servers=town.bootstrap, **login(FORGER, password))) as producer:
        for record in records:
            headers = [(name, value.encode()) for name, value in record.headers.items()]
            producer.send(record.topic, record.value, record.key, headers).get(20)


def set_aside(town: RunningTown) -> int:
    return int(town.health(INBOX).get("unreadable", 0))


def test_a_forged_message_is_set_aside_visibly_and_everything_else_flows(town: RunningTown, case: UUID) -> None:
    likeness, before = forged(town, case), set_aside(town)
    renamed = likeness._replace(headers=likeness.headers | {"ce_source": FORGER})  # its own name under another's id
    nonsense = likeness._replace(value=b"\xff\x00", headers={"ce_subject": str(case)})
    with Ledgers(town) as ledgers, ledgers.nothing_written():
        write(town, likeness, renamed, nonsense)
        eventually(lambda: set_aside(town) == before + 3, 20, "three records set aside")
    health = town.health(INBOX)
    assert not health["well"]
    assert health["trouble"]["unreadable"].startswith(f"{before + 3} records could not be read or were not signed")
    assert health["waiting"] == 0, "a forger cannot park a subject"
    assert town.story.client.get(town.story.origin(INBOX) + "/health").status_code == 503
    another = Desk(town, "thao.20008", NAMED).api(
        "/api/cases", {"channel": "person", "unit": "20008", "reported_on": town.today.isoformat()}
    )
    town.story.officer("lan.labour").wait_for("intake", UUID(another.json()["case"]))


def test_the_genuine_next_message_about_the_same_case_is_heard_in_its_turn(town: RunningTown, case: UUID) -> None:
    lan, thao = town.story.officer("lan.labour"), town.story.officer("thao.20008")
    lan.do("intake", case, "handover-return", reason="incomplete")
    thao.wait_for("intake", case, lambda seen: bool(seen["file"]["came_back"]))
    thao.do("intake", case, "notice", story="Bổ sung.")
    lan.wait_for("intake", case, lambda seen: seen["deeds"]["reception"]["allowed"])


def test_a_person_looks_at_what_was_set_aside_and_says_so_and_the_town_is_well_again(town: RunningTown) -> None:
    listed = inbox_of(town, "waiting")
    assert len(listed) >= 3
    assert {line["topic"] for line in listed} == {f"inbox.{INBOX}"}
    for line in listed:
        left = inbox_of(town, "seen", line["topic"], str(line["partition"]), str(line["offset"]), "thanh.office")
    assert left == []
    eventually(town.quiet, 60, "quiet")
    check(town)


def inbox_of(town: RunningTown, *words: str) -> list[dict[str, Any]]:
    """`trove inbox WORD SOURCE …`: what it prints; it ends with 1 while something waits."""
    command = [sys.executable, "-m", "deploy.cli", "inbox", words[0], INBOX, *words[1:], "--home", str(town.home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == bool(lines), done.stderr
    return lines
