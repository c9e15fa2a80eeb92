"""Writes a golden file for each event that has none yet: `python -m tests.support.write_golden`."""

from pathlib import Path

from shared.sealing.keys import KeysInMemory
from shared.testing import write_golden
from tests.support.lives import lived

if __name__ == "__main__":
    keys = KeysInMemory()
    for ledger in lived(keys):
        for path in write_golden(Path(__file__).parent / "golden", ledger, keys):
            print(path.name)
