"""What reporting reads is what the tellers write: held to their golden files."""

import json
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from services.reporting.projections.facts import Fact
from services.reporting.projections.told import FACTS, told
from shared.journal import JournalEntry, entry_of
from shared.testing import identity
from tests.retold import retold

TESTS = Path(__file__).parents[1]
GOLDEN = sorted(path for service in ("intake", "support") for path in (TESTS / service / "golden").rglob("*.json"))


def golden(path: Path) -> JournalEntry:
    read = json.loads(path.read_text("utf-8"))
    return entry_of("intake.labour", 1, str(identity("stream")), 1, read["name"], msgspec.json.encode(read["body"]))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_every_entry_ever_written_can_be_read(path: Path) -> None:
    entry = golden(path)
    fact = told(entry).fact
    assert (fact is not None) == (entry.name in FACTS)


def test_every_fact_read_here_is_one_somebody_writes() -> None:
    written = {golden(path).name for path in GOLDEN}
    assert sorted(FACTS.keys() - written) == []


def test_every_shape_is_used() -> None:
    assert set(get_args(Fact)) == set(FACTS.values())


def test_nothing_sealed_is_ever_asked_for() -> None:
    boxed = set()
    for path in GOLDEN:
        entry = golden(path)
        fact = msgspec.json.decode(entry.fact)
        sealed = {name for name, value in fact.items() if isinstance(value, dict) and value.keys() == {"k", "n", "c"}}
        boxed |= sealed
        if entry.name in FACTS:
            assert not sealed & {field.name for field in msgspec.structs.fields(FACTS[entry.name])}
    assert {"name", "contact", "story", "note"} <= boxed


def test_a_fact_that_lacks_what_is_needed_is_said_so() -> None:
    entry = golden(TESTS / "intake" / "golden" / "PersonReceived.1.json")
    with pytest.raises(msgspec.ValidationError):
        told(retold(entry, fact={}))
