"""Starts Keycloak for one town, with the realm its profile implies; who may log in is never decided by our own code."""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from deploy.parts import docker
from deploy.parts.choice import IMAGES, Choice, choose
from deploy.parts.java import keycloak_build, keycloak_command
from deploy.parts.places import kept_secret, write_private
from deploy.parts.process import Child, end_orphan, free_port, kept_port, wait_until

log = logging.getLogger(__name__)

_INSIDE = 8080
_PATIENCE = 180


@dataclass(frozen=True)
class Keycloak:
    """An identity provider whose realm answers. `realm_replaced` says that the realm was new or had changed: accounts
    stand as the profile says, all sessions are gone."""

    issuer: str
    pid: int | None
    choice: Choice
    stop: Callable[[], None] = field(repr=False)
    realm_replaced: bool = False


def start_keycloak(home: Path, realm: Mapping[str, Any], *, port: int | None = None) -> Keycloak:
    """The identity provider of this town, with what it kept in `home/keycloak`. Answers when the realm's discovery
    does. A changed realm is imported into emptied data (Keycloak skips a realm it has)."""
    choice = choose("keycloak")
    if choice == "given":
        given = Keycloak(os.environ["OIDC_ISSUER"], None, "given", lambda: None)
        wait_until("keycloak", lambda: _answers(given.issuer), 30)
        return given
    place = home / "keycloak"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    end_orphan(place)
    replaced = _put_realm(place, realm)
    start = _docker if choice == "docker" else _embedded
    keycloak = start(place, kept_port(place, port), str(realm["realm"]), replaced)
    (place / "imported").write_text(_digest(realm), "utf-8")  # only now: an import cut short is done again
    return keycloak


def _put_realm(place: Path, realm: Mapping[str, Any]) -> bool:
    """Lay the realm down for import, on emptied data, unless just this one was imported before."""
    imported = place / "imported"
    if imported.exists() and imported.read_text("utf-8") == _digest(realm):
        return False
    if imported.exists():
        log.warning("keycloak: the realm changed with the profile; it is imported anew and everybody logs in again")
        imported.unlink()
    if (place / "data").exists():
        shutil.rmtree(place / "data")
    write_private(place / "data" / "import" / f"{realm['realm']}-realm.json", json.dumps(realm, ensure_ascii=False))
    return True


def _digest(realm: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(realm, sort_keys=True).encode()).hexdigest()


def _embedded(place: Path, port: int, realm: str, replaced: bool) -> Keycloak:
    build = keycloak_build()
    for item in build.iterdir():  # the build is shared, the data are this town's own
        link = place / item.name
        link.unlink(missing_ok=True)
        link.symlink_to(item)
    command = keycloak_command(place, *_words(port, port, free_port(), "127.0.0.1"), "--optimized")
    child = Child("keycloak", command, place, environment=_administrator(place))
    issuer = _issuer(port, realm)
    child.wait_until(lambda: _answers(issuer), _PATIENCE)
    return Keycloak(issuer, child.pid, "embedded", child.stop, replaced)


def _docker(place: Path, port: int, realm: str, replaced: bool) -> Keycloak:
    environment = {**_administrator(place), "KC_DB": "dev-file", "KC_DB_URL": "jdbc:h2:file:/trove/data/h2/keycloakdb"}
    imports = "mkdir -p /opt/keycloak/data/import && cp /trove/data/import/*.json /opt/keycloak/data/import/"
    start = f"{imports} && exec /opt/keycloak/bin/kc.sh {' '.join(_words(port, _INSIDE, 9000, '0.0.0.0'))}"  # noqa: S104
    stop = docker.run(
        IMAGES["keycloak"], place, inside=_INSIDE, port=port, command=("-c", start), entrypoint="/bin/bash",
        environment=environment,
    )  # fmt: skip
    issuer = _issuer(port, realm)
    wait_until("keycloak", lambda: _answers(issuer), _PATIENCE)
    return Keycloak(issuer, None, "docker", stop, replaced)


def _words(public: int, port: int, management: int, host: str) -> list[str]:
    return [
        "start",
        "--import-realm",
        "--cache=local",
        f"--hostname=http://127.0.0.1:{public}",
        "--http-enabled=true",
        f"--http-host={host}",
        f"--http-port={port}",
        f"--http-management-port={management}",
    ]


def _administrator(place: Path) -> dict[str, str]:
    """Without a first administrator Keycloak would let the first visitor make himself one."""
    return {
        "KC_BOOTSTRAP_ADMIN_USERNAME": "admin",
        "KC_BOOTSTRAP_ADMIN_PASSWORD": kept_secret(place / "admin.password"),
    }


def _issuer(port: int, realm: str) -> str:
    return f"http://127.0.0.1:{port}/realms/{realm}"


def _answers(issuer: str) -> bool:
    try:
        answer = httpx.get(f"{issuer}/.well-known/openid-configuration", timeout=5, trust_env=False)
    except httpx.TransportError:
        return False
    return answer.is_success and answer.json().get("issuer") == issuer
