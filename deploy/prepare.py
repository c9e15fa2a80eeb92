"""Makes ready what the instances stand on: passwords, keys, topics, databases, and for each instance its settings."""

import json
import secrets
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy import ports
from deploy.keys import Keys, make_keys
from deploy.parts.places import kept_secret, write_private
from deploy.parts.postgres import Postgres
from deploy.realm import realm
from deploy.town import role, town
from shared.policy.profile import Instance, Profile

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Kept:
    """What the town keeps for itself: the same at every start, made at random at the first."""

    home: Path
    profile: Profile
    folder: Path
    """The profile's folder, as the instances are told."""
    keys: Keys
    people: Mapping[str, str]
    """The password of each demo user."""

    def password(self, source: str, purpose: str) -> str:
        return kept_secret(self.home / "passwords" / f"{source}.{purpose}")

    def passwords(self, purpose: str) -> dict[str, str]:
        return {instance.source: self.password(instance.source, purpose) for instance in self.profile.instances}

    @property
    def clock(self) -> Path:
        return self.home / "clock.json"


def keep(home: Path, profile: Profile, folder: Path) -> Kept:
    """Read what is kept, and make what is missing: a new instance or user in the profile gets its own."""
    for name in ("passwords", "instances", "logs"):
        (home / name).mkdir(exist_ok=True, mode=0o700)
    sources = [instance.source for instance in profile.instances]
    keys = make_keys(home / "keys", profile.id, sources, profile.witnesses)
    people = _passwords_of_people(home / "demo-users.json", [user.username for user in profile.users])
    return Kept(home, profile, folder.absolute(), keys, people)


def origin(instance: Instance) -> str:
    """Where people and programs find this instance."""
    return ports.address(instance.port)


def realm_of(kept: Kept) -> dict[str, Any]:
    """The logins of the town as its identity provider reads them."""
    return realm(
        kept.profile,
        kept.passwords("client"),
        {instance.source: origin(instance) for instance in kept.profile.instances},
        kept.people,
        demo=True,
    )


def database_passwords(kept: Kept) -> dict[str, str]:
    """Of every role: instances, and those who analyse with SQL."""
    instances = {role(source): password for source, password in kept.passwords("database").items()}
    return instances | {each.role: kept.password(each.role, "analyst") for each in town(kept.profile).analysts}


def write_settings(kept: Kept, bootstrap: str, postgres: Postgres, issuer: str) -> dict[str, dict[str, str]]:
    """The settings of each instance, by source; also kept as `instances/<source>.env`, to start one by hand."""
    told = {}
    for instance in kept.profile.instances:
        told[instance.source] = settings = _settings(kept, instance, bootstrap, postgres, issuer)
        lines = (f"export {name}={shlex.quote(value)}\n" for name, value in settings.items())
        write_private(kept.home / "instances" / f"{instance.source}.env", "".join(lines))
    return told


def settings_kept(home: Path, source: str) -> dict[str, str]:
    """The settings an instance was started with, from its file."""
    words = shlex.split((home / "instances" / f"{source}.env").read_text("utf-8"))
    return dict(word.split("=", 1) for word in words if "=" in word)


def _settings(kept: Kept, instance: Instance, bootstrap: str, postgres: Postgres, issuer: str) -> dict[str, str]:
    source, name = instance.source, role(instance.source)
    password = kept.password(source, "database")
    settings = {
        "AGENCY": instance.agency,
        "PROFILE": str(kept.folder),
        "DATABASE": postgres.conninfo(name, name, password),
        "KEYS_DATABASE": postgres.conninfo(f"{name}_keys", name, password),
        "KAFKA": bootstrap,
        "KAFKA_PASSWORD": kept.password(source, "kafka"),
        "KEY_FILE": str(kept.keys.files[source]),
        "DIRECTORY": str(kept.keys.directory),
        "ISSUER": issuer,
        "CLIENT_SECRET": kept.password(source, "client"),
        "ORIGIN": origin(instance),
        "CLOCK": str(kept.clock),
    }
    if instance.service == "intake":
        settings["MATCHING_KEY_FILE"] = str(kept.keys.matching)
    return {f"{instance.service.upper()}_{word}": value for word, value in settings.items()}


def _passwords_of_people(file: Path, usernames: Iterable[str]) -> dict[str, str]:
    """Demo users keep their passwords; they are made up here and stand in no repository."""
    kept: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    missing = [username for username in usernames if username not in kept]
    if missing:
        kept |= {username: _password() for username in missing}
        write_private(file, json.dumps(kept, indent=2))
    return kept


def _password() -> str:
    """Three groups of four letters and digits that nobody mistakes for one another."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(3))
