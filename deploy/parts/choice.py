"""Decides, part by part, where it comes from: given by settings, from Docker, or started here."""

import os
import shutil
import subprocess
from typing import Literal

Part = Literal["kafka", "postgres", "keycloak"]
Choice = Literal["given", "docker", "embedded"]

PARTS: tuple[Part, ...] = ("kafka", "postgres", "keycloak")
GIVEN: dict[Part, str] = {
    "kafka": "KAFKA_BOOTSTRAP_SERVERS",
    "postgres": "POSTGRES_CONNINFO",
    "keycloak": "OIDC_ISSUER",
}
"""The setting that names a part somebody else runs."""
IMAGES: dict[Part, str] = {
    "kafka": "apache/kafka:4.4.0",
    "postgres": "postgres:18",
    "keycloak": "keycloak/keycloak:26.7.5",
}


def choose(part: Part) -> Choice:
    """`TROVE_PARTS` (embedded or docker) decides; else given, else Docker if a daemon answers and has or gets the
    image within a minute, else embedded. ValueError when `TROVE_PARTS` is another word."""
    wish = os.environ.get("TROVE_PARTS", "")
    if wish not in ("", "docker", "embedded"):
        raise ValueError(f"TROVE_PARTS is '{wish}', it can be 'embedded' or 'docker'")
    if os.environ.get(GIVEN[part]):
        return "given"
    if wish == "docker" or (not wish and _docker_has(IMAGES[part])):
        return "docker"
    return "embedded"


def _docker_has(image: str) -> bool:
    if not shutil.which("docker") or not _well("docker", "info", seconds=5):
        return False
    return _well("docker", "image", "inspect", image, seconds=5) or _well("docker", "pull", "-q", image, seconds=60)


def _well(*command: str, seconds: float) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False
