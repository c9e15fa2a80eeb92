"""Looks, before anything starts, whether the doors of the town are free, and says who stands in one that is not."""

import os
import socket
from collections.abc import Mapping

import psutil


class PortInUse(Exception):
    """Somebody else listens where an instance should; the message says who and what to do."""


def offset() -> int:
    """How far this town's ports are moved from those of its profile, so that two towns fit on one machine."""
    return int(os.environ.get("TROVE_PORT_OFFSET", "0"))


def address(port: int, host: str = "127.0.0.1") -> str:
    """Where people and programs find the instance that has this port in the profile."""
    return f"http://{host}:{port + offset()}"


def must_be_free(ports: Mapping[str, int]) -> None:
    """`ports` says which instance wants which port. PortInUse with a line for each port that is taken."""
    taken = {name: port for name, port in ports.items() if not is_free(port)}
    if taken:
        lines = (f"Port {port} ({name}) is used by {_who_listens(port)}." for name, port in taken.items())
        raise PortInUse(
            "\n".join(lines) + "\nStop that program, or start the town elsewhere: TROVE_PORT_OFFSET=1000 make run."
            " Nothing was started and nothing is lost."
        )


def is_free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _who_listens(port: int) -> str:
    for found in psutil.net_connections("tcp"):
        if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port and found.pid:
            return f"process {found.pid} ({psutil.Process(found.pid).name()})"
    return "a process of another user"
