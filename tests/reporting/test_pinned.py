"""The same positions give the same people, whatever is heard later; on real PostgreSQL."""

from datetime import datetime, timedelta
from typing import Any

from psycopg_pool import ConnectionPool

from services.reporting.exports.known import everybody
from services.reporting.projections.keeping import Journals
from services.reporting.projections.order import in_order
from services.reporting.projections.pinned import Pinned, folded
from services.reporting.projections.told import told
from shared.clock import TOWN
from tests.reporting.kept import hear
from tests.reporting.test_exports import pseudonyms
from tests.reporting.town import SOURCES, VICTIM, Town, linked, may, walked

Pool = ConnectionPool[Any]


def end_of(day: int) -> datetime:
    return datetime.combine(may(day) + timedelta(days=1), datetime.min.time(), TOWN)


def test_all_that_was_heard_gives_the_people_of_the_statistics(pool: Pool) -> None:
    hear(pool, walked().journal())
    pinned = Pinned(pool)
    whole = pinned.cases(pinned.positions(SOURCES))
    assert whole == folded([told(entry) for entry in in_order(walked().journal())])
    assert (whole.persons, list(whole.links)) == Journals(pool).known_until(end_of(31))
    assert pinned.now() == whole


def test_what_is_heard_later_changes_nothing_at_earlier_positions(pool: Pool) -> None:
    entries = in_order(walked().journal())
    hear(pool, [entry for entry in entries if entry.at < end_of(20)])
    pinned = Pinned(pool)
    positions = pinned.positions(SOURCES)
    before = pinned.cases(positions)
    hear(pool, entries)
    assert pinned.cases(positions) == before
    assert pinned.positions(SOURCES, end_of(20)) == positions
    assert pinned.cases(pinned.positions(SOURCES)) != before


def test_positions_end_before_the_first_hole(pool: Pool) -> None:
    entries = [entry for entry in walked().journal("intake.labour") if entry.position != 5]
    hear(pool, entries)
    assert Pinned(pool).positions(SOURCES) == {"intake.labour": 4}


def test_a_past_day_knows_what_had_been_written_down_by_its_end(pool: Pool) -> None:
    hear(pool, walked().journal())
    pinned = Pinned(pool)
    then = pinned.cases(pinned.positions(SOURCES, end_of(22))).persons[str(VICTIM)]
    assert (then.status, then.closed_on) == ("victim", None)
    assert pinned.cases(pinned.positions(SOURCES, end_of(27))).persons[str(VICTIM)].closed_on == may(27)
    assert pinned.positions(SOURCES, end_of(1)) == {}
    assert pinned.cases({}).persons == {}


def test_two_cases_are_one_person_only_while_they_were_said_to_be(pool: Pool) -> None:
    hear(pool, linked(Town(), until=may(10)).journal())
    pinned = Pinned(pool)

    def number(day: int) -> int:
        return len(everybody(pinned.cases(pinned.positions(SOURCES, end_of(day))), pseudonyms().of))

    assert (number(8), number(9), number(10)) == (2, 1, 2)
