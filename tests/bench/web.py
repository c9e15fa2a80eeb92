"""One authenticated command over HTTP, by our own doors in a process of their own, beside a plain FastAPI endpoint."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import local
from uuid import UUID, uuid4

from deploy.parts.postgres import Postgres
from deploy.parts.process import free_port, wait_until
from tests.bench import cases, library
from tests.bench.issuer import issuer
from tests.bench.meter import SHORT, Deed, Figure, Line, each
from tests.bench.office import DAY, LABOUR, Offices

CALLERS = 16
CASES = 600
DEEDS = 200
LEAST = 0.8
"""Ours checks a signed token, the rights and the law, seals, and answers a version; the other does none of it.
Seen: 0.88 to 1.12, by the mood of the machine."""
BODY = {
    "informed_on": DAY.isoformat(), "purposes": ["P06", "P11"], "primary_purpose": "P06", "route": "self_returned",
    "cross_border": True, "country": "KH", "returned_on": DAY.isoformat(), "story": cases.STORY, "suspect": cases.STRANGER,
}  # fmt: skip


def commands(postgres: Postgres, of: Offices) -> list[Line]:
    port = free_port()
    settings = library.settings(postgres)
    with issuer(LABOUR) as (url, token), library.library(settings) as app, of.instance(LABOUR) as instance:
        ours, theirs = cases.prepare(instance.ledger, of.law, CASES), library.prepare(app, CASES)
        environment = of.settings(LABOUR, issuer=url, INTAKE_ORIGIN=f"http://127.0.0.1:{port}")
        with (
            process(port, ("services.intake", "web"), environment, ready=503),  # no worker: its health is none
            process(other := free_port(), ("tests.bench.peer", str(other)), settings, ready=200),
        ):
            a, b = Figure(f"command over HTTP, {CALLERS} callers"), Figure(f"FastAPI + library, {CALLERS} callers")
            known = {"Authorization": f"Bearer {token}"}
            for turn in range(SHORT):
                numbers = range(turn * DEEDS, (turn + 1) * DEEDS)
                each(b, CALLERS, _posting(other, theirs, {}), numbers)
                each(a, CALLERS, _posting(port, ours, known), numbers)
    return [Line(f"HTTP command, {CALLERS} callers", a, b, LEAST)]


@contextmanager
def process(port: int, words: Sequence[str], settings: Mapping[str, str], *, ready: int) -> Iterator[None]:
    """A program of its own until the end of the measuring."""
    running = subprocess.Popen([sys.executable, "-m", *words], env={**os.environ, **settings})
    try:
        wait_until(words[0], lambda: _answers(port) in (200, ready), 60)
        yield
    finally:
        running.terminate()
        running.wait(20)


def _answers(port: int) -> int:
    try:
        line = HTTPConnection("127.0.0.1", port, timeout=5)
        line.request("GET", "/health")
        return line.getresponse().status
    except OSError:
        return 0


def _posting(port: int, known: Sequence[UUID], headers: Mapping[str, str]) -> Deed:
    """Each caller keeps its connection, as browsers and programs do."""
    own, body = local(), json.dumps(BODY).encode()

    def post(n: int) -> None:
        if not hasattr(own, "line"):
            own.line = HTTPConnection("127.0.0.1", port, timeout=30)
        said = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4()), **headers}
        own.line.request("POST", f"/api/cases/{known[n % len(known)]}/initial-information", body, said)
        answer = own.line.getresponse()
        if (text := answer.read()) and answer.status != 200:
            raise AssertionError(f"{answer.status}: {text[:300]!r}")

    return post
