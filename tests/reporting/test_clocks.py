"""What was true on a day as it was known on a day: in spans, for any two days the same as folded anew."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.projections.counting.clocks import END, AsOf, Dated, Span, knowings, spans, true_on
from services.reporting.projections.counting.groups import groups_of
from shared.kernel.when import Precision, When

FIRST = date(2023, 5, 1)
WRITTEN = datetime(2023, 5, 20, 18, 0, tzinfo=UTC)  # the 21st in town
days = st.integers(0, 9).map(lambda n: FIRST + timedelta(n))
lines = st.lists(st.tuples(days, days, st.sampled_from("abc")), max_size=12).map(
    lambda drawn: [Dated(known, min(true, known), word) for known, true, word in sorted(drawn, key=lambda d: d[0])]
)


def evolve(state: str, word: str) -> str:
    """One that minds the order, and takes things back."""
    return state.replace(word, "") if word in state else state + word


def said(then: str, newest: str) -> Iterator[str]:
    yield from then
    if then:
        yield f"of {newest}"


def folded(written: Sequence[Dated[str]], true: date, known: date) -> set[str]:
    """Slowly, from what was known and true by then."""
    there = [each for each in written if each.known <= known]
    then = newest = ""
    for each in there:
        newest = evolve(newest, each.line)
        then = evolve(then, each.line) if each.true <= true else then
    return set(said(then, newest))


def all_spans(written: Sequence[Dated[str]]) -> list[tuple[Span, str]]:
    return list(spans(knowings(written, "", evolve), said))


@given(lines, days, days)
def test_what_holds_on_two_days_is_what_is_folded_of_them(written: list[Dated[str]], true: date, known: date) -> None:
    holding = [what for span, what in all_spans(written) if span.holds(AsOf(true, known))]
    assert sorted(holding) == sorted(folded(written, true, known)), "each thing once"


@given(lines)
def test_now_is_the_newest_of_both_clocks(written: list[Dated[str]]) -> None:
    still = {what for span, what in all_spans(written) if span.known_to == span.true_to == END}
    assert still == folded(written, END, END)


@given(lines)
def test_a_span_is_never_empty_and_begins_when_something_became_known(written: list[Dated[str]]) -> None:
    for span, _ in all_spans(written):
        assert span.known_from < span.known_to
        assert span.true_from < span.true_to
        assert span.known_from in {each.known for each in written}
        assert span.true_from in {each.true for each in written}


@given(lines)
def test_what_goes_on_is_one_span(written: list[Dated[str]]) -> None:
    """Nothing is cut where nothing changes: no two spans of a thing over the same days meet."""
    found = all_spans(written)
    for span, what in found:
        assert (what, span.known_to, *span[2:]) not in {(w, s.known_from, *s[2:]) for s, w in found}


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (When.day(date(2023, 5, 5)), date(2023, 5, 5)),
        (When.instant(datetime(2023, 5, 5, 18, 0, tzinfo=UTC)), date(2023, 5, 6)),
        (When(Precision.MONTH, "2023-02"), date(2023, 2, 28)),
        (When(Precision.YEAR, "2022"), date(2022, 12, 31)),
        (When(Precision.INTERVAL, "2023-01-02", "2023-03"), date(2023, 3, 31)),
        (When.unknown(), date(2023, 5, 21)),
    ],
)
def test_vague_days_are_so_by_their_end(when: When, day: date) -> None:
    assert true_on(when, WRITTEN) == day


def test_whoever_was_ever_tied_is_counted_together() -> None:
    a, b, c, d, e = (UUID(int=n) for n in range(5))
    found = groups_of([frozenset({a, b}), frozenset({c, d}), frozenset({b, c})])
    assert found == dict.fromkeys((a, b, c, d), frozenset({a, b, c, d}))
    assert e not in found
