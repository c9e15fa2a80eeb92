"""What was seen at a position is the same for ever, and another as soon as anything of it is another."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shared import access
from shared.access import OpenSections, Way
from shared.kernel.decider import AnyDecider
from shared.kernel.sealed import Box, Sealed
from shared.kernel.tell import nobody
from shared.kernel.when import When
from shared.ledger import Entry, InMemory, Ledger, TellRule, stream_of
from shared.ledger.stored import LawRef
from shared.ledger.units import Row
from shared.seeing import Seeing, hash_of, papers_of, plain
from shared.testing import DAY, identity, vault
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, Note, tell

HER, OTHER = identity("her case"), identity("another case")
READINGS = access.access("toy")
RULES = LawRef(LAW.id, LAW.hash)


class Changed(InMemory):
    """A ledger of which somebody changed an entry behind our back."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(lambda: MAY_5)
        self.rows = list(rows)

    def since(self, position: int, limit: int = 500) -> Sequence[Row]:
        return [row for row in self.rows if row.position > position][:limit]


def ledger(store: InMemory | None = None) -> Ledger:
    tells: list[tuple[AnyDecider, TellRule]] = [(TOY, tell), (READINGS, nobody), (papers_of("toy"), nobody)]
    return Ledger(
        "toy.police", store or InMemory(lambda: MAY_5), vault(), tells=tells, law_on=lambda _: LAW, today=lambda: DAY
    )


def noted(on: Ledger, case: UUID, need: str, name: str | None = None) -> int:
    return on.handle(
        TOY, case, Note(need, None, Sealed(name) if name else None), command_id=uuid4(), by=OFFICER, law=LAW,
        when=When.day(DAY),
    ).last  # fmt: skip


def read(on: Ledger, case: UUID) -> int:
    return on.handle(
        READINGS, case, OpenSections((access.OPEN_PART,), Way.VIEWED), command_id=uuid4(), by=OFFICER, law=LAW,
        when=When.instant(MAY_5), stream=access.stream(case, DAY),
    ).last  # fmt: skip


def seen(on: Ledger, position: int, actor: str = OFFICER.actor) -> tuple[str, str]:
    """The hash of the view at a position, and that of its entries."""
    saw, _ = Seeing(on, "toy", (TOY,)).pin(HER, position, actor, RULES)
    return saw.hash, saw.entries


STEPS = some.lists(
    some.tuples(some.sampled_from(("hers", "another's", "look")), some.sampled_from("abcdef"), some.booleans()),
    max_size=12,
)


def told(on: Ledger, steps: Sequence[tuple[str, str, bool]]) -> None:
    for what, need, named in steps:
        if what == "look":
            read(on, HER)
        else:
            noted(on, HER if what == "hers" else OTHER, need, "Nguyễn Thị A" if named else None)


@settings(max_examples=60, deadline=None)
@given(STEPS, STEPS)
def test_whatever_is_written_later_what_was_seen_at_a_position_stays(
    before: Sequence[tuple[str, str, bool]], after: Sequence[tuple[str, str, bool]]
) -> None:
    on = ledger()
    told(on, before)
    position = read(on, HER)
    then = seen(on, position)
    told(on, after)
    assert seen(on, position) == then
    # Another process, after a restart: nothing but the stored entries.
    again = ledger(Changed(on.store.since(0, 10_000)))
    assert seen(again, position) == then


@settings(max_examples=60, deadline=None)
@given(STEPS, some.data())
def test_any_byte_of_an_earlier_entry_that_is_another_shows(
    before: Sequence[tuple[str, str, bool]], data: some.DataObject
) -> None:
    on = ledger()
    noted(on, HER, "z", "Nguyễn Thị A")
    told(on, before)
    position = read(on, HER)
    rows = list(on.store.since(0, 10_000))
    hers = [n for n, row in enumerate(rows) if row.stream == stream_of(TOY, HER)]
    n = data.draw(some.sampled_from(hers))
    at = data.draw(some.integers(0, len(rows[n].body) - 1))
    body = bytearray(rows[n].body)
    body[at] ^= 1
    _, entries = seen(on, position)
    rows[n] = rows[n]._replace(body=bytes(body))
    changed = Seeing(ledger(Changed(rows)), "toy", (TOY,))
    assert changed.then(_decision(on, position)).saw.entries != entries


def _decision(on: Ledger, position: int) -> Entry:
    """An entry that says it was decided on what was seen there."""
    seeing = Seeing(on, "toy", (TOY,))
    saw, _ = seeing.pin(HER, position, OFFICER.actor, RULES)
    entry = seeing.at(position)
    assert entry is not None
    return replace(entry, body=msgspec.structs.replace(entry.body, saw=saw))


def test_what_is_shown_otherwise_has_another_hash() -> None:
    on = ledger()
    noted(on, HER, "shelter", "Nguyễn Thị A")
    first = read(on, HER)
    noted(on, OTHER, "school")
    second = read(on, HER)
    noted(on, HER, "school")
    third = read(on, HER)
    assert seen(on, first) == seen(on, second), "another case is no part of hers"
    assert seen(on, third)[0] != seen(on, second)[0]
    assert seen(on, third)[1] != seen(on, second)[1]


def test_it_is_one_thing_to_look_and_another_to_decide_unseen() -> None:
    """Of a file nobody was recorded to read, the day on which it was looked at is not known."""
    on = ledger()
    noted(on, HER, "shelter")
    position = read(on, HER)
    assert seen(on, position)[0] != seen(on, position, "somebody else")[0]


def test_nothing_of_a_view_is_in_clear() -> None:
    on = ledger()
    noted(on, HER, "shelter", "Nguyễn Thị A")
    seeing = Seeing(on, "toy", (TOY,))
    then = seeing.then(_decision(on, read(on, HER)))
    assert then.view is not None
    assert "Nguyễn" not in repr(then.view)


class Colour(StrEnum):
    RED = "red"


class Pair(NamedTuple):
    one: int
    two: int = 2


@dataclass(frozen=True)
class Kept:
    """A file with every kind of value there is."""

    day: date
    id: UUID
    colour: Colour = Colour.RED
    pair: Pair | None = None
    several: frozenset[str] = frozenset()
    named: dict[str, int] = field(default_factory=dict)
    sealed: Sealed | None = None
    told: bool = False


@dataclass(frozen=True)
class KeptLater(Kept):
    """The same after a year, with one more field."""

    more: str = ""


KEPT = {"day": DAY, "id": HER, "several": frozenset({"c", "a", "b"}), "named": {"y": 1, "x": 2}}


def test_a_field_that_is_added_with_a_default_changes_no_hash() -> None:
    assert hash_of(plain(Kept(**KEPT))) == hash_of(plain(KeptLater(**KEPT)))  # type: ignore[arg-type]
    assert hash_of(plain(Kept(**KEPT))) != hash_of(plain(KeptLater(**KEPT, more="x")))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [{"colour": "red "}, {"pair": Pair(1, 3)}, {"several": frozenset("ab")}, {"named": {"x": 2}}, {"told": True},
     {"sealed": Sealed(box=Box(HER, b"n", b"c"))}, {"day": date(2023, 5, 6)}],
)  # fmt: skip
def test_every_kind_of_value_counts(other: dict[str, object]) -> None:
    assert hash_of(plain(Kept(**KEPT))) != hash_of(plain(Kept(**{**KEPT, **other})))  # type: ignore[arg-type]


def test_a_value_in_clear_and_one_without_a_form_are_never_hashed() -> None:
    for wrong in (Sealed("Nguyễn Thị A"), object()):
        with pytest.raises(TypeError):
            plain(wrong)


def test_the_hash_is_the_same_in_another_process() -> None:
    """Sets and maps stand in no order of their own: a process that shuffles them otherwise says the same."""
    asked = "from tests.seeing.test_seeing import KEPT, Kept, hash_of, plain; print(hash_of(plain(Kept(**KEPT))))"
    said = {
        subprocess.run(
            [sys.executable, "-c", asked], check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert said == {hash_of(plain(Kept(**KEPT))) + "\n"}  # type: ignore[arg-type]
