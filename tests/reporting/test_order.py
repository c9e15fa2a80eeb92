"""The entries of a case have one order, in whatever order they were heard."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.projections.order import causes_first, in_order
from shared.journal import JournalEntry
from tests.reporting.town import VICTIM, walked
from tests.retold import retold


def of_victim() -> list[JournalEntry]:
    return [entry for entry in walked().journal() if entry.subject == VICTIM]


@settings(max_examples=30)
@given(st.permutations(of_victim()))
def test_the_order_does_not_depend_on_the_order_of_hearing(heard: list[JournalEntry]) -> None:
    assert in_order(heard) == in_order(of_victim())


def test_an_answer_never_stands_before_what_it_answers_even_when_a_clock_was_wrong() -> None:
    early = [
        retold(entry, at=entry.at - timedelta(days=9)) if entry.source == "intake.police" else entry
        for entry in of_victim()
    ]
    ids = [entry.id for entry in in_order(early)]
    for entry in early:
        if entry.because in ids:
            assert ids.index(entry.because) < ids.index(entry.id)


def test_each_ledger_keeps_its_own_order() -> None:
    found = in_order(of_victim())
    for source in {entry.source for entry in found}:
        positions = [entry.position for entry in found if entry.source == source]
        assert positions == sorted(positions)


def test_an_entry_heard_twice_stands_once() -> None:
    assert in_order(of_victim() * 2) == in_order(of_victim())


def test_entries_that_name_each_other_as_cause_are_not_lost() -> None:
    one, other = of_victim()[:2]
    looped = [retold(one, because=other.id), retold(other, because=one.id)]
    assert {entry.id for entry in in_order(looped)} == {one.id, other.id}


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted({each.source for each in of_victim()})), st.integers(-30, 30)))
def test_where_clocks_agree_the_short_way_gives_the_order_of_the_long_one(days_off: dict[str, int]) -> None:
    told = [retold(each, at=each.at + timedelta(days=days_off.get(each.source, 0))) for each in of_victim()]
    assert in_order(told) == causes_first({each.id: each for each in told})
