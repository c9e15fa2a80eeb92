"""A body too large is refused unread, and every answer carries the headers of a closed house."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.responses import Response

from shared.web.asking import AskedBy, By
from tests.web.doors import SOURCE, app, bearer, browser, door, logged_in

LIMIT = 50_000
CLOSED = ("content-security-policy", "referrer-policy", "x-content-type-options", "x-frame-options", "cache-control")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A real server: a test client would hand over the whole body at once."""
    the_app = app(door(body_limit=LIMIT))

    @the_app.post("/api/cases")
    @the_app.post("/cases")
    def add(_: By, asked: AskedBy) -> Response:
        return Response(str(len(asked.fields)))

    server = uvicorn.Server(uvicorn.Config(the_app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def send(port: int, head: str, chunk: bytes, most: int, path: str = "/api/cases") -> tuple[bytes, int]:
    """Send `chunk` again and again until the server answers or `most` bytes are out: its answer, and how much went."""
    sent = 0
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        auth = bearer()["Authorization"]
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {auth}\r\n{head}\r\n\r\n".encode())
        line.settimeout(0.02)
        answer = b""
        while sent < most and not answer:
            try:
                line.sendall(chunk)
                sent += len(chunk)
                answer = line.recv(4096)
            except TimeoutError:
                continue
            except (BrokenPipeError, ConnectionResetError):
                break
        line.settimeout(10)
        try:
            while b"\r\n\r\n" not in answer or not answer.partition(b"\r\n\r\n")[2]:  # head and body may come apart
                if not (more := line.recv(4096)):
                    break
                answer += more
        except (ConnectionResetError, TimeoutError):
            pass
        return answer, sent


def test_fifty_megabytes_are_refused_by_their_announced_length_alone(port: int) -> None:
    answer, sent = send(port, "Content-Type: application/json\r\nContent-Length: 50000000", b"x", 1)
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"problem.too_large" in answer
    assert sent <= 1


@pytest.mark.parametrize(
    "kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_body_without_a_length_is_refused_when_it_grows_too_large(port: int, kind: str) -> None:
    start = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n' if "multipart" in kind else b""
    chunk = start + b"x" * (8192 - len(start))
    answer, sent = send(
        port, f"Content-Type: {kind}\r\nTransfer-Encoding: chunked", b"%x\r\n%s\r\n" % (len(chunk), chunk), 50_000_000
    )
    assert answer.startswith(b"HTTP/1.1 413")
    assert sent < 2_000_000


def test_a_length_that_is_no_number_is_refused(port: int) -> None:
    answer, _ = send(port, "Content-Type: application/json\r\nContent-Length: many", b"x", 1)
    assert answer.startswith(b"HTTP/1.1 4")


def test_a_body_at_the_limit_passes_and_one_above_does_not() -> None:
    the_app = app(door(body_limit=100))

    @the_app.post("/api/cases")
    def add(_: By, asked: AskedBy) -> Response:
        return Response(str(asked.fields["x"]))

    headers = bearer() | {"Idempotency-Key": "6f0f9f0e-3f52-4c0e-9d5c-5a1f0f3c2b11", "Content-Type": "application/json"}
    bodies = [b'{"x":"' + b"y" * n + b'"}' for n in (92, 93)]
    assert [len(body) for body in bodies] == [100, 101]
    assert [browser(the_app).post("/api/cases", content=body, headers=headers).status_code for body in bodies] == [
        200,
        413,
    ]


def test_a_page_says_in_vietnamese_that_it_was_too_large() -> None:
    answer = logged_in(app(door(body_limit=10))).post("/cases", data={"x": "y" * 100})
    assert (answer.status_code, "lớn quá mức cho phép" in answer.text) == (413, True)


@pytest.mark.parametrize(
    "path", ["/calendar", "/health", "/nothing", "/api/nothing", "/auth/callback", "/auth/login", "/bug"]
)
def test_every_answer_carries_the_headers(path: str) -> None:
    the_app = app()

    @the_app.get("/bug")
    def bug() -> None:
        raise RuntimeError

    answer = browser(the_app).get(path)
    assert [name for name in CLOSED if name not in answer.headers] == []
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_files_of_the_house_may_be_kept() -> None:
    answer = browser(app()).get("/static/trove.css")
    assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_health_is_told_by_the_status() -> None:
    assert browser(app()).get("/health").json() == {"well": True}
    sick = browser(app(door(health=lambda: {"well": False, "lag": 9}))).get("/health")
    assert (sick.status_code, sick.json()["lag"]) == (503, 9)


def test_the_cookie_of_a_session_is_named_after_the_instance() -> None:
    assert app().state.door.sessions.cookie == f"trove-{SOURCE}"
