"""A form with files is taken in piece by piece: unreadable on the disk, in little memory, only from somebody known; and one
that breaks off is no form without its file."""

import os
import random
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as some
from starlette.responses import Response

from shared.web.asking import AskedBy, By
from shared.web.parts import IN_MEMORY, Veiled
from tests.web.doors import LAN, SOURCE, app, bearer, browser, door, logged_in

FILE = 12_000_000
HEAD = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
FILE_HEAD = b'--b\r\nContent-Disposition: form-data; name="scan"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
END = b"\r\n--b--\r\n"
COMMAND = b"6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11"
SEEN: list[tuple[dict[str, Any], dict[str, int | None], list[str]]] = []
"""What the routes were handed: fields, sizes of files, faults."""


# The veil


@given(some.lists(some.binary(min_size=1, max_size=400), max_size=20), some.integers(0, 3000), some.integers(0, 500))
def test_what_is_written_behind_the_veil_reads_the_same_from_anywhere(parts: list[bytes], at: int, much: int) -> None:
    with Veiled() as veiled:
        for part in parts:
            veiled.write(part)
        whole = b"".join(parts)
        veiled.seek(at)
        assert veiled.read(much) == whole[at : at + much]
        veiled.seek(0)
        assert veiled.read() == whole


def test_nothing_of_a_file_lies_readable_on_the_disk() -> None:
    content = random.Random(1).randbytes(2 * IN_MEMORY)
    with Veiled() as veiled:
        for at in range(0, len(content), 65_536):
            veiled.write(content[at : at + 65_536])
        on_disk = Path(f"/proc/self/fd/{veiled._file.fileno()}").read_bytes()
        assert len(on_disk) == len(content), "it went to the disk"
        assert not [at for at in range(0, len(content), 1000) if content[at : at + 16] in on_disk]
        assert os.fstat(veiled._file.fileno()).st_nlink == 0, "and no folder leads to it"


# A real server, and lines that break


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    the_app = app(door(file_limit=FILE))

    @the_app.post("/cases")
    def add(_: By, asked: AskedBy) -> Response:
        sizes = {name: file.size for name, file in asked.files.items()}
        SEEN.append((dict(asked.fields), sizes, [f"{fault.field}: {fault.why}" for fault in asked.faults]))
        return Response("taken")

    server = uvicorn.Server(uvicorn.Config(the_app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def head(length: int, token: str = "") -> bytes:
    said = token or bearer()["Authorization"]
    lines = [
        "POST /cases HTTP/1.1",
        "Host: x",
        f"Authorization: {said}",
        f"Content-Length: {length}",
        "Connection: close",
    ]
    return "\r\n".join([*lines, "Content-Type: multipart/form-data; boundary=b", "", ""]).encode()


def form(content: bytes, end: bytes = END) -> bytes:
    return HEAD % (b"command_id", COMMAND) + HEAD % (b"number", b"07/GXN") + FILE_HEAD + content + end


def ask(port: int, body: bytes, length: int | None = None, token: str = "") -> bytes:
    """Send a body; the whole answer, or nothing when the server hung up."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        answer = b""
        try:
            line.sendall(head(len(body) if length is None else length, token) + body)
            if length is not None and length > len(body):
                line.shutdown(socket.SHUT_WR)  # cut in the middle
            while more := line.recv(65_536):
                answer += more
        except (BrokenPipeError, ConnectionResetError):
            pass
        return answer


def test_a_large_form_of_somebody_known_is_taken_in(port: int) -> None:
    SEEN.clear()
    assert ask(port, form(bytes(FILE))).endswith(b"taken")
    assert [seen[1:] for seen in SEEN] == [({"scan": FILE}, [])]


def test_a_large_form_of_nobody_known_is_refused_before_it_is_taken_in(port: int) -> None:
    SEEN.clear()
    answer = ask(port, form(bytes(FILE)), token="Bearer nobody")
    assert answer == b"" or answer.startswith(b"HTTP/1.1 413")
    assert not SEEN


def test_a_form_larger_than_its_files_may_be_is_refused_by_its_length(port: int) -> None:
    answer = ask(port, b"--b", length=200_000_000)
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_line_cut_in_the_middle_leaves_nothing_and_is_no_fault_of_ours(
    port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    SEEN.clear()
    whole = form(bytes(3_000_000))
    ask(port, whole[:2_000_000], length=len(whole))
    time.sleep(0.3)
    assert not SEEN
    assert "Traceback" not in capfd.readouterr().err
    assert ask(port, form(b"x")).endswith(b"taken"), "the next one is served"


def test_a_form_that_lacks_its_end_is_not_one_without_a_file(port: int) -> None:
    SEEN.clear()
    ask(port, form(bytes(5000), end=b""))
    ((fields, files, faults),) = SEEN
    assert fields == {"command_id": COMMAND.decode(), "number": "07/GXN"}
    assert (files, faults) == ({}, ["scan: fault.cut"])


def test_many_large_forms_at_once_need_little_memory(port: int) -> None:
    """Eight files of 12 MB at once, into one process that also sends them: 96 MB that are not held."""
    process = psutil.Process()
    most = before = process.memory_info().rss
    senders = [threading.Thread(target=slowly, args=(port,)) for _ in range(8)]
    for sender in senders:
        sender.start()
    while any(sender.is_alive() for sender in senders):
        most = max(most, process.memory_info().rss)
        time.sleep(0.01)
    held = (most - before) / 1e6
    print(f"eight forms of 12 MB at once: {held:.0f} MB more at most")
    assert held < 40, f"{held:.0f} MB"


def slowly(port: int) -> None:
    piece = bytes(100_000)
    begin, count = form(b"", end=b""), FILE // len(piece)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head(len(begin) + FILE + len(END)) + begin)
        for _ in range(count):
            line.sendall(piece)
        line.sendall(END)
        assert line.recv(65_536)


# What an officer sees


def test_a_session_that_has_ended_keeps_what_was_typed_and_not_the_file() -> None:
    the_app = app(door(file_limit=FILE))

    @the_app.post("/cases")
    def add(_: By, asked: AskedBy) -> Response:
        raise AssertionError(asked)

    who = logged_in(the_app)
    the_app.state.door.sessions.close(who.cookies[f"trove-{SOURCE}"])
    typed = {"csrf": LAN.csrf, "command_id": COMMAND.decode(), "number": "07/GXN", "step": "send"}
    answer = who.post("/cases", data=typed, files={"scan": ("a.jpg", bytes(2_000_000), "image/jpeg")})
    assert (answer.status_code, answer.headers["location"]) == (303, "/auth/login?back=%2Fcases")
    kept = the_app.state.door.drafts.get(LAN.sub, "/cases")
    assert kept is not None
    assert dict(kept.fields) == {"command_id": COMMAND.decode(), "number": "07/GXN"}


def test_what_is_no_form_at_all_is_told_so() -> None:
    kind = {"Content-Type": "multipart/form-data"}
    answer = browser(app()).post("/auth/backchannel", content=b"x", headers=kind)
    assert answer.status_code in (400, 422)
    the_app = app()

    @the_app.post("/cases")
    def add(_: By, asked: AskedBy) -> Response:
        raise AssertionError(asked)

    assert browser(the_app).post("/cases", content=b"x", headers=kind | bearer()).status_code == 400
