"""`make bench`: every line beside its limit, PASS or FAIL; ends with 1 when one fails.

python -m tests.bench [--json FILE] [PART …]      none: all
"""

import argparse
import json
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.parts.kafka import start_kafka
from deploy.parts.places import data
from deploy.parts.postgres import start_postgres
from tests.bench import counting, freshness, journals, ledger, messages, proofs, search, web
from tests.bench.meter import Line
from tests.bench.office import offices

PARTS = ("journals", "messages", "freshness", "saves", "handles", "http", "search", "proofs", "counting")


def main() -> int:
    asked = _asked()
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")  # the PostgreSQL wheel's
    data().mkdir(parents=True, exist_ok=True)
    lines: list[Line] = []
    with ExitStack() as end:
        home = Path(end.enter_context(tempfile.TemporaryDirectory(prefix="bench-", dir=data())))
        home.chmod(0o755)  # the system user of an embedded PostgreSQL passes through
        for name, work in _works(home, end, asked.parts or PARTS).items():
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            lines += work()
    _show(lines)
    if asked.json:
        asked.json.write_text(json.dumps([line.figures() for line in lines], indent=1) + "\n", "utf-8")
    return 0 if all(line.passed for line in lines) else 1


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.bench", description="Our own paths beside their limits.")
    words.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these")
    words.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return words.parse_args()


def _works(home: Path, end: ExitStack, parts: tuple[str, ...]) -> Mapping[str, Callable[[], Sequence[Line]]]:
    postgres = start_postgres(home)
    end.callback(postgres.stop)
    of = offices(home, postgres)
    works: dict[str, Callable[[], Sequence[Line]]] = {"journals": partial(journals.journals, home, postgres)}
    if {"messages", "freshness"} & {*parts}:  # before the others: what they write would have to be told too
        kafka = start_kafka(home)
        end.callback(kafka.stop)
        works["messages"] = partial(messages.messages, kafka, of)
        works["freshness"] = partial(freshness.freshness, kafka, of)
    works |= {
        "saves": partial(ledger.saves, postgres),
        "handles": partial(ledger.cases_of_ten, postgres, of),
        "http": partial(web.commands, postgres, of),
        "search": partial(search.found_in_time, of),
        "proofs": partial(proofs.proofs, home, postgres),
        "counting": partial(counting.as_of_any_day, postgres),
    }
    return {name: work for name, work in works.items() if name in parts}


def _show(lines: list[Line]) -> None:
    table = Table("line", "ours", "/s", "p50 / p99 ms", "limit", "/s", "p50 / p99 ms", "ratio", "least", "")
    for line in lines:
        verdict = "" if line.least is None else "PASS" if line.passed else "FAIL"
        least = "" if line.least is None else f"{line.least:g}"
        table.add_row(line.name, *line.ours.cells(), *line.limit.cells(), f"{line.ratio:.3g}", least, verdict)
    Console(width=200).print(table)


if __name__ == "__main__":
    sys.exit(main())
