"""What the town keeps for itself is made once, is nobody else's to read, and is told to each instance."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from deploy import prepare
from deploy.parts.places import PROFILE
from deploy.parts.postgres import Postgres
from deploy.prepare import Kept
from services.intake.settings import Settings
from shared.policy.profile import load

POSTGRES = Postgres("host=127.0.0.1 port=5432 dbname=postgres user=postgres password=x", None, "given", lambda: None)
ISSUER = "http://127.0.0.1:8180/realms/trove"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return prepare.keep(tmp_path, load(PROFILE), PROFILE)


def _settings(kept: Kept) -> dict[str, dict[str, str]]:
    return prepare.write_settings(kept, "127.0.0.1:9092", POSTGRES, ISSUER)


def test_passwords_are_kept_across_starts(kept: Kept) -> None:
    first = _settings(kept)
    again = prepare.keep(kept.home, kept.profile, PROFILE)
    assert again.people == kept.people
    assert _settings(again) == first


def test_a_user_who_joins_gets_a_password_and_the_others_keep_theirs(kept: Kept) -> None:
    users = kept.home / "demo-users.json"
    known = json.loads(users.read_text("utf-8"))
    gone = next(iter(known))
    users.write_text(json.dumps({name: word for name, word in known.items() if name != gone}), "utf-8")
    again = prepare.keep(kept.home, kept.profile, PROFILE)
    assert {name: word for name, word in again.people.items() if name != gone} == {
        name: word for name, word in kept.people.items() if name != gone
    }
    assert again.people[gone] != kept.people[gone]


def test_no_two_passwords_are_the_same(kept: Kept) -> None:
    words = [*kept.people.values(), *(w for p in ("kafka", "database", "client") for w in kept.passwords(p).values())]
    assert len(set(words)) == len(words)


def test_every_file_with_a_secret_is_its_owners_alone(kept: Kept) -> None:
    _settings(kept)
    open_to_all = {"directory.json"}
    files = [file for file in kept.home.rglob("*") if file.is_file() and file.name not in open_to_all]
    assert len(files) > 4 * len(kept.profile.instances)
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in files} == {file.name: 0o600 for file in files}


def test_an_instance_can_be_started_by_hand_from_its_file(kept: Kept) -> None:
    told = _settings(kept)["intake.police"]
    read = f'. "{kept.home}/instances/intake.police.env" && env'
    bare = {"PATH": os.environ["PATH"]}
    said = subprocess.run(["sh", "-c", read], capture_output=True, text=True, check=True, env=bare)
    assert {line for line in said.stdout.splitlines() if line.startswith("INTAKE_")} == {
        f"{name}={value}" for name, value in told.items()
    }


def test_an_instance_is_told_its_own_databases_and_secrets_only(kept: Kept) -> None:
    police, labour = (_settings(kept)[source] for source in ("intake.police", "intake.labour"))
    assert "dbname=intake_police " in police["INTAKE_DATABASE"]
    assert "user=intake_police " in police["INTAKE_KEYS_DATABASE"]
    own = ("DATABASE", "KAFKA_PASSWORD", "CLIENT_SECRET", "KEY_FILE", "ORIGIN")
    secrets = {police[f"INTAKE_{word}"] for word in own}
    assert secrets.isdisjoint(labour.values())


def test_the_key_for_matching_is_told_to_every_intake_and_to_nobody_else(kept: Kept) -> None:
    told = _settings(kept)
    files = {source: env.get("INTAKE_MATCHING_KEY_FILE") for source, env in told.items() if "intake" in source}
    assert set(files.values()) == {str(kept.keys.matching)}
    others = [value for source, env in told.items() if "intake" not in source for value in env.values()]
    assert str(kept.keys.matching) not in others
    settings = Settings(**{name.removeprefix("INTAKE_").lower(): v for name, v in told["intake.police"].items()})  # type: ignore[arg-type]
    assert len(settings.matching_key()) == 32


def test_a_second_town_beside_the_first_has_other_addresses(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    here = {line["INTAKE_ORIGIN"] for source, line in _settings(kept).items() if source.startswith("intake")}
    monkeypatch.setenv("TROVE_PORT_OFFSET", "1000")
    there = {line["INTAKE_ORIGIN"] for source, line in _settings(kept).items() if source.startswith("intake")}
    assert here.isdisjoint(there)
