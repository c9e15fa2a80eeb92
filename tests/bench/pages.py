"""Pages among a hundred thousand people: the queue, a case, a report that is sent, as one officer's browser asks for them.

One in a hundred cases is still being worked on. What is measured is the time until the whole answer is here: the server
in a process of its own, its views kept as its worker keeps them. Limits are half of what OpenCRVS publishes (anchors).
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from threading import Event, Thread
from urllib.parse import urlencode
from uuid import UUID, uuid4

from deploy.parts.process import free_port
from shared.instance import Instance
from shared.kernel.codes import case_code
from shared.kernel.words import AgeGroup, Ethnicity, Sex
from shared.web.sessions import Visit
from tests.bench import cases
from tests.bench.meter import SHORT, Deed, Figure, Within, each
from tests.bench.office import DAY, LABOUR, Offices
from tests.bench.web import process

LOOKS, SENT = 60, 20
LIMITS = {"queue": 15.0, "open case": 35.0, "submit a report": 75.0}
"""Milliseconds for half of them."""
OFFICER = Visit(
    sub="officer-of-the-bench", agency="labour", unit=None, roles=("intake_officer",), name="Cán bộ Thử", csrf="bench"
)
REPORT = {
    "csrf": OFFICER.csrf, "step": "send", "reported_on": f"{DAY:%d/%m/%Y}", "channel": "person", "unit": "20035",
    "sex": Sex.FEMALE, "age_group": AgeGroup.ADULT, "ethnicity": Ethnicity.KINH, "name": cases.NAME, "contact": cases.PHONE,
    "story": cases.STORY,
}  # fmt: skip


def among(of: Offices, instance: Instance) -> list[Within]:
    """An officer who lists all cases of the labour office, one page after the other."""
    known = cases.prepare(instance.ledger, of.law, LOOKS)
    with ExitStack() as open_:
        environment = of.settings(LABOUR, INTAKE_ORIGIN=f"http://127.0.0.1:{(port := free_port())}")
        open_.enter_context(process(port, ("services.intake", "web"), environment, ready=503))
        open_.enter_context(_views_kept(instance))
        browser = Browser(port, f"{instance.sessions.cookie}={instance.sessions.open(OFFICER)}")
        works = {
            "queue": (LOOKS, browser.queue),
            "open case": (LOOKS, browser.case(known)),
            "submit a report": (SENT, browser.submit),
        }
        return [_measured(name, much, deed) for name, (much, deed) in works.items()]


def _measured(name: str, much: int, deed: Deed) -> Within:
    ours, limit = Figure(name), LIMITS[name]
    for turn in range(SHORT):
        each(ours, 1, deed, range(turn * much, (turn + 1) * much))
    return Within(name, ours, Figure(f"p50 of {limit:g} ms", [1e3 / limit] * SHORT, [limit] * SHORT), 1.0)


@contextmanager
def _views_kept(instance: Instance) -> Iterator[None]:
    ended = Event()

    def keep() -> None:
        while not ended.is_set():
            if not instance.keep_views():
                ended.wait(0.005)

    while instance.keep_views():
        pass
    (keeping := Thread(target=keep)).start()
    try:
        yield
    finally:
        ended.set()
        keeping.join()


class Browser:
    """One connection, one session."""

    def __init__(self, port: int, cookie: str) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Accept": "text/html", "Cookie": cookie}

    def queue(self, _: int) -> None:
        assert "hồ sơ</h1>" in self._ask("GET", "/?queue=with_us", 200)

    def case(self, known: Sequence[UUID]) -> Deed:
        def look(n: int) -> None:
            case = known[n % len(known)]
            assert case_code(case) in self._ask("GET", f"/cases/{case}", 200)

        return look

    def submit(self, _: int) -> None:
        self._ask("POST", "/cases/new", 303, {**REPORT, "command_id": str(uuid4())})

    def _ask(self, method: str, path: str, status: int, fields: dict[str, str] | None = None) -> str:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        self._line.request(method, path, urlencode(fields) if fields else None, self._headers | form)
        answer = self._line.getresponse()
        text = answer.read().decode()
        assert answer.status == status, (answer.status, text)
        return text
