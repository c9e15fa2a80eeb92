"""Past cases brought in on a real PostgreSQL, by a worker that is killed again and again: every row has one effect."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

from deploy.parts.postgres import Postgres
from services.intake.domain.past import IMPORT, Import
from services.intake.main import past_cases
from shared.instance import Instance
from shared.kernel.people import Actor
from tests.bench.office import LABOUR, offices
from tests.intake.sheets import CLOSED, as_csv

ROWS, KILLS = 160, 3
CLERK = Actor(str(uuid4()), "labour", None, frozenset({"intake_officer"}))


def test_an_import_whose_worker_is_killed_goes_on_where_it_was(postgres: Postgres, tmp_path: Path) -> None:
    town = offices(tmp_path, postgres)
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps(town.settings(LABOUR)), "utf-8")
    rows = [CLOSED | {"Họ và tên": f"Người Thử Số {n}", "Năm sinh": str(1900 + n % 100)} for n in range(ROWS)]
    with town.instance(LABOUR) as instance:
        past = past_cases(instance)
        file = past.lay_down(CLERK, as_csv(*rows))
        review = past.review(CLERK, file)
        assert len(review.good) == ROWS
        past.begin(CLERK, file, review.mapping, (), command_id=uuid4())
        for _ in range(KILLS):
            before = instance.store.last()
            worker = run(settings)
            wait_for(lambda: instance.store.last() >= before + 100 or worker.poll() is not None)  # noqa: B023
            worker.send_signal(signal.SIGKILL)
            worker.wait(10)
        stopped = counted(instance)["intake.case.ReportRecorded"]
        assert 0 < stopped < ROWS, "it was killed on its way"
        assert run(settings).communicate(timeout=300)[0].endswith("ended\n")
        state: Import = instance.ledger.load(IMPORT, past.import_of(file)).state
        assert state.ended is not None
        assert (state.ended.cases, state.ended.refused) == (ROWS, 0)
        written = counted(instance)
        steps = ("ReportRecorded", "PersonReceived", "VictimIdentified", "FileEnded")
        assert {written[f"intake.case.{step}"] for step in steps} == {ROWS}


def run(settings: Path) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "tests.real.bring_in", str(settings)]
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True)


def wait_for(happened) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + 60
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.02)


def counted(instance: Instance) -> Counter[str]:
    with instance.pool.connection() as conn:
        return Counter(name for (name,) in conn.execute("SELECT topic FROM stored_events"))
