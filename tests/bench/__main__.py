"""`make bench`: every line beside its limit, PASS or FAIL; ends with 1 when one fails."""

import sys
import tempfile
from pathlib import Path

from deploy.parts.places import data
from deploy.parts.postgres import start_postgres
from tests.bench import ledger


def main() -> int:
    data().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=data()) as home:
        Path(home).chmod(0o755)  # the system user of an embedded PostgreSQL passes through
        postgres = start_postgres(Path(home))
        try:
            lines = [*ledger.saves(postgres), *ledger.handles(postgres), *ledger.replay(postgres)]
        finally:
            postgres.stop()
    for line in lines:
        print(line.limit, line.ours, sep="\n")
        wanted = "" if line.least is None else f"{'PASS' if line.passed else 'FAIL'} (at least {line.least:.2f})"
        print(f"  {line.name}: {line.ratio:.2f} x its limit  {wanted}\n")
    return 0 if all(line.passed for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
