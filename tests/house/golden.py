"""Golden files: the stored form of each event as it was when it was first written, and the manifest that seals them.

`python -m tests.house.golden` writes a file for each event that has none and its line in the manifest. What is there is
never touched: it stands for entries in ledgers somewhere.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from shared import access
from shared.access import OpenSections, Way
from shared.kernel.decider import AnyDecider
from shared.kernel.difficulties import KINDS, STEPS, RaiseDifficulty, difficulty
from shared.kernel.law import Item, Law
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.sealing.keys import KeysInMemory, KeyStore
from shared.search import made
from shared.search.made import Count, RecordSearch, about, searches
from shared.search.terms import Kind
from shared.seeing import RecordPaper, papers_of
from shared.skipping import SkipMessage, skipping
from shared.testing import identity, memory_ledger, record, write_golden
from tests.house.parts import NAMES, ROOT, deciders, service
from tests.intake.report.ways import told
from tests.intake.towns import walked
from tests.reporting import definition_lives, export_lives, odd_lives, published_lives, report_lives
from tests.support import benefit_lives, handing_lives
from tests.support.lives import lived

LISTS = Law(
    "test", "0" * 64, date(2023, 1, 1),
    lists={kind: {code: Item(code, code, code)} for kind, code in ((KINDS, "no_answer"), (STEPS, "referral"))},
)  # fmt: skip
Life = Callable[[KeyStore], Iterable[Ledger]]
"""A history, told into ledgers whose keys lie here."""
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
        for town in (walked(), told()):
            yield from ((ledger, town.keys[agency]) for agency, ledger in town.ledgers.items())
    if of == "support":
        keys = KeysInMemory()
        yield from ((ledger, keys) for ledger in lived(keys))
        keys = KeysInMemory()
        yield from ((ledger, keys) for ledger in benefit_lives.lived(keys))
        lives: list[Life] = [handing_lives.lived, *of_plan()]
        for lived_through in lives:
            keys = KeysInMemory()
            yield from ((ledger, keys) for ledger in lived_through(keys))
    if of == "reporting":
        for lives_of in (odd_lives, published_lives, export_lives, definition_lives, report_lives):
            keys = KeysInMemory()
            yield from ((ledger, keys) for ledger in lives_of.lived(keys))
    keys = KeysInMemory()
    yield _of_several_services(of, keys), keys


def of_plan() -> list[Life]:
    """The lives of each room of the plan's work (`tests/plan/<room>_lives.py`)."""
    return [import_module(f"tests.plan.{path.stem}").lived for path in sorted((ROOT / "tests/plan").glob("*_lives.py"))]


def _of_several_services(of: str, keys: KeyStore) -> Ledger:
    """What services record in the same words, as far as this one does."""
    case, apart = identity("her case"), identity("a difficulty")
    said: list[tuple[AnyDecider, UUID, Any]] = [
        (access.access(of), case, OpenSections(("identity", "contact"), Way.VIEWED)),
        (papers_of(of), case, RecordPaper("to_trinh", "0" * 64, ("identity",))),
        (
            difficulty(of),
            apart,
            RaiseDifficulty("no_answer", "referral", "20035", Sealed("gửi hai lần, chưa ai trả lời")),
        ),
        (searches(of), about("officer"), RecordSearch(made.Way.TYPED, (Count(Kind.WORD, 3),), 1)),
        (skipping(of), case, SkipMessage("intake.police", 3, "duplicate")),
    ]
    own = {decider.name for decider in deciders(service(of))}
    ledger = memory_ledger(f"{of}.labour", tells=[(decider, nobody) for decider, _, _ in said], keys=keys)
    for decider, subject, command in said:
        if decider.name in own:
            record(ledger, decider, subject, command, law=LISTS)
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
