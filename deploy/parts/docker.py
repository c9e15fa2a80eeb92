"""Runs a part from its Docker image, on loopback and with its data in our folder."""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from deploy.parts.process import PartFailed


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
    """Start a container in which `home` is `/trove` and whose port `inside` is `port` of 127.0.0.1; one that an earlier
    run left behind is removed first. Answers how to stop it. PartFailed when Docker does not start it."""
    from docker.errors import DockerException, NotFound  # slow to import, and not wanted without Docker
    from testcontainers.core.config import testcontainers_config
    from testcontainers.core.container import DockerContainer

    testcontainers_config.ryuk_disabled = True  # its cleaner is one more image; ours are known by their names
    name = f"trove-{home.name}-{hashlib.sha256(str(home).encode()).hexdigest()[:10]}"
    extra = {"entrypoint": entrypoint} if entrypoint else {}
    try:
        container = DockerContainer(image).with_name(name).with_volume_mapping(str(home), "/trove", "rw")
        container.with_kwargs(user=f"{os.getuid()}:0", ports={f"{inside}/tcp": ("127.0.0.1", port)}, **extra)
        for variable, value in (environment or {}).items():
            container.with_env(variable, value)
        if command:
            container.with_command(list(command))
        with suppress(NotFound):
            container.get_docker_client().client.containers.get(name).remove(force=True)
        container.start()
    except DockerException as fault:
        raise PartFailed(
            home.name, f"Docker did not start {image}: {type(fault).__name__}; is a daemon running?"
        ) from fault
    return lambda: container.stop()
