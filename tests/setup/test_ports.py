"""A door that is taken is named, with who stands in it and what to do."""

import os
import socket

import pytest

from deploy.ports import PortInUse, must_be_free, offset


def test_a_port_in_use_is_named_with_the_process_that_uses_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse) as told:
            must_be_free({"intake.police": port})
    assert f"Port {port} (intake.police) is used by process {os.getpid()}" in str(told.value)
    assert "TROVE_PORT_OFFSET" in str(told.value)
    must_be_free({"intake.police": port})


def test_a_second_town_moves_its_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    assert offset() == 0
    monkeypatch.setenv("TROVE_PORT_OFFSET", "1000")
    assert offset() == 1000
