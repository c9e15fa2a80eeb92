"""The committed docker-compose.yml is the town of the profile, and nothing else."""

from pathlib import Path

import yaml

from deploy.compose import compose
from deploy.composed import lay_out
from deploy.prepare import keep
from shared.policy.profile import load

ROOT = Path(__file__).parents[2]
FOLDER = "deploy/profiles/huong-tra-2023"


def test_the_committed_file_is_what_make_compose_writes() -> None:
    assert (ROOT / "docker-compose.yml").read_text("utf-8") == compose(load(ROOT / FOLDER), FOLDER)


def test_each_instance_of_the_profile_has_its_block() -> None:
    profile = load(ROOT / FOLDER)
    services = yaml.safe_load(compose(profile, FOLDER))["services"]
    parts = {"prepare", "kafka", "postgres", "keycloak", "ready"}
    assert set(services) - parts == {instance.source for instance in profile.instances}


def test_no_secret_stands_in_the_file() -> None:
    text = compose(load(ROOT / FOLDER), FOLDER).lower()
    assert "secret" not in text
    assert text.count("password=") == text.count('password="$$(cat /town/keycloak/admin.password)"')


def test_every_file_the_containers_read_is_laid_out(tmp_path: Path) -> None:
    kept = keep(tmp_path, load(ROOT / FOLDER), ROOT / FOLDER)
    lay_out(kept)
    text = compose(kept.profile, FOLDER)
    for name in ("kafka/format", "kafka/server.properties", "postgres/owner.password", "keycloak/realm.json",
                 "keycloak/admin.password"):  # fmt: skip
        assert f"/town/{name}" in text
        assert (tmp_path / name).stat().st_size


def test_the_broker_of_the_containers_is_as_strict_as_the_embedded_one(tmp_path: Path) -> None:
    lay_out(keep(tmp_path, load(ROOT / FOLDER), ROOT / FOLDER))
    settings = (tmp_path / "kafka" / "server.properties").read_text().splitlines()
    assert "advertised.listeners=TOWN://127.0.0.1:19092" in settings
    assert "allow.everyone.if.no.acl.found=false" in settings
