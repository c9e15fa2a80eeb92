"""One process of load: threads that write notes to shared cases, meet conflicts, and log every answer they get.

python -m tests.ledger.load CONNINFO LOG SECONDS THREADS CASE…   (each line of the log is one os.write: it outlives a kill -9)
"""

import os
import random
import sys
import time
from collections import Counter
from threading import Thread
from uuid import UUID, uuid4

from shared.kernel.when import When
from shared.ledger import Ledger, Stale, Unavailable
from tests.ledger.places import on_postgres
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, Note

INBOXES = ("support.labour", "intake.labour", None)


def work(book: Ledger, log: int, until: float, cases: list[UUID], tally: Counter[str]) -> None:
    while time.monotonic() < until:
        key, need = uuid4(), uuid4().hex
        try:
            done = book.handle(
                TOY, random.choice(cases), Note(need, random.choice(INBOXES)),
                command_id=key, by=OFFICER, law=LAW, when=When.instant(MAY_5),
            )  # fmt: skip
        except (Stale, Unavailable) as no:
            tally[type(no).__name__] += 1
        except Exception as error:  # noqa: BLE001 - never expected: the tests refuse it
            tally[f"failed {type(error).__name__}: {error}"] += 1
        else:
            tally["done"] += 1
            os.write(log, f"{key} {done.first} {done.last}\n".encode())


def main(conninfo: str, path: str, seconds: float, threads: int, cases: list[UUID]) -> None:
    log = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    tally: Counter[str] = Counter()
    with on_postgres(conninfo) as book:
        args = (book, log, time.monotonic() + seconds, cases, tally)
        crowd = [Thread(target=work, args=args, daemon=True) for _ in range(threads)]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
    for word, count in tally.items():
        print(f"{count} {word}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), [UUID(case) for case in sys.argv[5:]])
