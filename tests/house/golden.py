"""Golden files: the stored form of each event as it was when it was first written, and the manifest that seals them.

`python -m tests.house.golden` writes a file for each event that has none and its line in the manifest. What is there is
never touched: it stands for entries in ledgers somewhere.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from shared import access
from shared.access import OpenSections, Way
from shared.ledger import Ledger
from shared.sealing.keys import KeysInMemory, KeyStore
from shared.search import made
from shared.search.made import Count, RecordSearch, about, searches
from shared.search.terms import Kind
from shared.skipping import SkipMessage, skipping
from shared.testing import identity, memory_ledger, record, write_golden
from tests.house.parts import NAMES, ROOT, service
from tests.intake.towns import walked
from tests.support.lives import lived

MANIFEST = Path(__file__).with_name("golden.sha256")


def files() -> list[Path]:
    return sorted((ROOT / "tests").glob("*/golden/*.json"))


def line(path: Path) -> str:
    """A file's line of the manifest, as `sha256sum` writes it."""
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(ROOT).as_posix()}"


def manifest() -> list[str]:
    return MANIFEST.read_text("utf-8").splitlines()


def histories(of: str) -> Iterator[tuple[Ledger, KeyStore]]:
    """Ledgers of a service in which each of its events happens at least once."""
    if of == "intake":
        yield from ((ledger, walked().keys[agency]) for agency, ledger in walked().ledgers.items())
    if of == "support":
        keys = KeysInMemory()
        yield from ((ledger, keys) for ledger in lived(keys))
    yield _of_every_service(of), KeysInMemory()


def _of_every_service(of: str) -> Ledger:
    reading, skipped, case = access.access(of), skipping(of), identity("her case")
    deciders = (reading, skipped, searches(of))
    ledger = memory_ledger(f"{of}.labour", tells=[(decider, access.TELL) for decider in deciders])
    if reading.name in {decider.name for decider, _ in service(of).deciders}:
        record(ledger, reading, case, OpenSections(("identity", "contact"), Way.VIEWED))
    if (search := searches(of)).name in {decider.name for decider, _ in service(of).deciders}:
        record(ledger, search, about("officer"), RecordSearch(made.Way.TYPED, (Count(Kind.WORD, 3),), 1))
    record(ledger, skipped, case, SkipMessage("intake.police", 3, "duplicate"))
    return ledger


def write() -> list[Path]:
    """Write what is missing; the files that are new."""
    for name in NAMES:
        folder = ROOT / "tests" / name / "golden"
        folder.mkdir(exist_ok=True)
        for ledger, keys in histories(name):
            write_golden(folder, ledger, keys)
    sealed = {known.partition("  ")[2] for known in manifest()} if MANIFEST.exists() else set()
    new = [path for path in files() if path.relative_to(ROOT).as_posix() not in sealed]
    with MANIFEST.open("a", encoding="utf-8") as file:
        file.writelines(f"{line(path)}\n" for path in new)
    return new


if __name__ == "__main__":
    for path in write():
        print(path.relative_to(ROOT))
