"""Writes docker-compose.yml for the town of a profile: the instances of `make run`, each in its own container."""

import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deploy.composed import KEYCLOAK_PORT, POSTGRES_PORT
from deploy.parts.choice import IMAGES
from deploy.parts.postgres import _SETTINGS as SETTINGS
from shared.policy.profile import Profile, load


def compose(profile: Profile, folder: str) -> str:
    """The file as text: the same profile gives the same text."""
    here = FileSystemLoader(Path(__file__).parent)
    files = Environment(loader=here, undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701 - YAML
    return files.get_template("docker-compose.yml.jinja").render(
        folder=folder,
        images=IMAGES,
        instances=profile.instances,
        keycloak_port=KEYCLOAK_PORT,
        settings={"listen_addresses": "127.0.0.1", "port": POSTGRES_PORT, "unix_socket_directories": "", **SETTINGS},
    )


if __name__ == "__main__":
    sys.stdout.write(compose(load(Path(sys.argv[1])), sys.argv[1]))
