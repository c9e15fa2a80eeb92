"""What inspectors watch is kept beside the journals: the same in whatever order and pieces it came, and found again by day."""

from datetime import date

import msgspec
import pytest

from services.reporting.oddities import Known, found
from services.reporting.projections.folding import rebuild
from services.reporting.projections.watching import Watching
from tests.reporting.kept import hear
from tests.reporting.test_keeping import Pool, shuffled
from tests.reporting.test_oddities import readers_town
from tests.reporting.town import SOURCES, UNREAD, may, walked
from tests.reporting.watch import NOW, findings, limits


def kept(pool: Pool, today: date) -> list[object]:
    """What the rules find in what is kept."""
    watching = Watching(pool)
    known = Known((), watching.breaks(SOURCES), watching.cases(today, limits()), watching.looks(limits()))
    return list(found(known, limits(), today, NOW).values())


@pytest.mark.parametrize(("seed", "size"), [(1, 1), (2, 7), (3, 500)])
def test_kept_in_any_order_and_pieces_the_same_is_odd(pool: Pool, seed: int, size: int) -> None:
    entries = shuffled(seed)
    for at in range(0, len(entries), size):
        hear(pool, entries[at : at + size])
    for today in (may(12), may(31), date(2023, 8, 1)):
        assert kept(pool, today) == findings(walked().journal(), today)


def test_only_cases_in_which_something_can_be_odd_are_read(pool: Pool) -> None:
    hear(pool, [entry for entry in walked().journal() if entry.subject == UNREAD])
    assert Watching(pool).cases(may(12), limits()) == {}, "its last day is today"
    assert set(Watching(pool).cases(may(13), limits())) == {UNREAD}


def test_only_busy_days_and_nights_of_readers_are_read(pool: Pool) -> None:
    hear(pool, readers_town(30, 1).journal())
    assert Watching(pool).looks(limits()) == []
    hear(pool, readers_town(31, 1).journal())
    assert len(Watching(pool).looks(limits())) == 31


def test_rebuilt_from_the_journals_the_same_is_odd(pool: Pool) -> None:
    hear(pool, walked().journal())
    before = kept(pool, may(31))
    with pool.connection() as conn:
        conn.execute("DELETE FROM watched_case")
        conn.execute("DELETE FROM look")
    assert kept(pool, may(31)) == []
    rebuild(pool)
    assert kept(pool, may(31)) == before


def test_a_place_told_twice_and_a_hole_are_breaks(pool: Pool) -> None:
    entries = walked().journal("intake.police")
    other = msgspec.structs.replace(entries[0], body=entries[0].body.replace(b"police", b"polize"))
    hear(pool, [entries[0], entries[2]])
    hear(pool, [other])
    breaks = [(each.source, each.position, each.told_otherwise) for each in Watching(pool).breaks(SOURCES)]
    assert breaks == [("intake.police", 1, True), ("intake.police", 2, False)]
    hear(pool, [entries[1]])
    assert [each.position for each in Watching(pool).breaks(SOURCES)] == [1]
