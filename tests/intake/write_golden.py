"""Writes a golden file for each event that has none yet: `python -m tests.intake.write_golden`."""

from pathlib import Path

from shared.testing import write_golden
from tests.intake.towns import walked

if __name__ == "__main__":
    town = walked()
    for agency, ledger in town.ledgers.items():
        for path in write_golden(Path(__file__).parent / "golden", ledger, town.keys[agency]):
            print(path.name)
