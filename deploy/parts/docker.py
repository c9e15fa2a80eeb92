"""Runs a part from its Docker image, on loopback and with its data in our folder."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def run(
    image: str,
    home: Path,
    *,
    inside: int,
    port: int,
    command: Sequence[str] = (),
    entrypoint: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Callable[[], None]:
    """Start a container in which `home` is `/trove` and whose port `inside` is `port` of 127.0.0.1. Answers how to
    stop it."""
    from testcontainers.core.container import DockerContainer  # slow to import, and not wanted without Docker

    container = DockerContainer(image).with_volume_mapping(str(home), "/trove", "rw")
    extra = {"entrypoint": entrypoint} if entrypoint else {}
    container.with_kwargs(user=f"{os.getuid()}:0", ports={f"{inside}/tcp": ("127.0.0.1", port)}, **extra)
    for name, value in (environment or {}).items():
        container.with_env(name, value)
    if command:
        container.with_command(list(command))
    container.start()
    return lambda: container.stop()
