"""What was counted, kept so that any two days are one look into a table: what is so still in one; what is so no more, or was
known otherwise, in another."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection, sql
from psycopg.types.range import DateRange
from psycopg_pool import ConnectionPool

from services.reporting.projections.counting.clocks import END, AsOf, Dated, Span, knowings, spans
from services.reporting.projections.counting.groups import Group
from services.reporting.projections.counting.question import NotCountedYet, Only, Question, Sum, Thing, turned
from services.reporting.projections.told import Told
from shared.kernel.words import Code

Db = Connection[Any]
SLOT: LiteralString = (
    "coalesce(%(slot)s, (SELECT coalesce(slot, name) FROM counted_question WHERE name = %(question)s))"
)
"""Under which name a question is counted: looked up in the statement that asks, so that nobody sees half of two."""
HOLDS: LiteralString = """
SELECT thing, stands, amount FROM counted
WHERE question = {slot} AND known_from <= %(known)s AND true_from <= {day}
UNION ALL
SELECT thing, stands, amount FROM counted_before
WHERE question = {slot} AND known_days @> %(known)s AND true_days @> {day}
"""
# Takes away what is counted of these, and says where that was.
EMPTY = """
WITH place AS (SELECT coalesce((SELECT slot FROM counted_question WHERE name = %(question)s), %(question)s) AS slot),
    now AS (DELETE FROM counted WHERE question = (SELECT slot FROM place) AND anchor = ANY(%(anchors)s)),
    before AS (DELETE FROM counted_before WHERE question = (SELECT slot FROM place) AND anchor = ANY(%(anchors)s))
SELECT slot FROM place
"""
STANDS = """
SELECT name IS NOT NULL, state, coalesce(done, 0), coalesce(subjects, 0) FROM (SELECT %s AS asked) a
LEFT JOIN counted_question ON name = asked LEFT JOIN counted_build ON question = asked
"""
VALUE: LiteralString = "stands[{}]"
CAME: LiteralString = "WHERE NOT EXISTS (SELECT FROM ({}) AS earlier WHERE earlier.thing = held.thing)"
SUMS: LiteralString = "count(*), coalesce(sum(amount), 0)::bigint"
PERSONS: LiteralString = "count(DISTINCT split_part(thing, '/', 1))"
EACH_VALUE: LiteralString = "unnest(string_to_array(stands[{}], ' '))"


class Counted:
    """The answers to all questions (`Counts`)."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def ask(
        self, question: Question[Any], by: Sequence[Code], at: AsOf, *, only: Only | None = None, whole: bool = False,
        before: date | None = None, slot: str | None = None,
    ) -> dict[tuple[str, ...], Sum]:  # fmt: skip
        rows = self._grouped(question, by, SUMS, at, only, whole, before, slot)
        return {tuple(row[:-2]): Sum(*row[-2:]) for row in rows}

    def together(
        self, question: Question[Any], bys: Sequence[Sequence[Code]], at: AsOf, *, only: Only | None = None
    ) -> list[dict[tuple[str, ...], Sum]]:
        names = [*dict.fromkeys(name for by in bys for name in by)]
        found: defaultdict[int, list[tuple[dict[Code, str], Sum]]] = defaultdict(list)
        for mask, *values, things, amount in self._rows(_gone_through_once(question, names, bys, only), question, at):
            found[mask].append((dict(zip(names, values, strict=True)), Sum(things, amount)))
        return [{tuple(line[name] for name in by): each for line, each in found[_mask(names, by)]} for by in bys]

    def persons(
        self, question: Question[Any], by: Sequence[Code], at: AsOf, *, only: Only | None = None
    ) -> dict[tuple[str, ...], int]:
        return {tuple(row[:-1]): row[-1] for row in self._grouped(question, by, PERSONS, at, only)}

    def things(
        self, question: Question[Any], at: AsOf, *, only: Only | None = None, among: Collection[UUID] | None = None
    ) -> list[Thing]:
        of = "string_to_array(split_part(thing, '/', 1), ' ') && {}"
        where = [] if among is None else [sql.SQL(of).format([str(each) for each in among])]
        asked = sql.SQL("{} ORDER BY thing").format(_held(question, "true", only, *where))
        return [Thing(key, tuple(stands), amount) for key, stands, amount in self._rows(asked, question, at)]

    def _grouped(
        self, question: Question[Any], by: Sequence[Code], sums: LiteralString, at: AsOf, only: Only | None,
        whole: bool = False, before: date | None = None, slot: str | None = None,
    ) -> list[tuple[Any, ...]]:  # fmt: skip
        columns = [self._value(question, name, whole) for name in by]
        came = sql.SQL(CAME).format(_held(question, "before", only)) if before else sql.SQL("")
        asked = sql.SQL("SELECT {} {} FROM ({}) AS held {} {}").format(
            sql.SQL("").join(sql.SQL("{}, ").format(column) for column in columns),
            sql.SQL(sums),
            _held(question, "true", only),
            came,
            sql.SQL("GROUP BY {}").format(sql.SQL(", ").join(sql.Literal(n + 1) for n in range(len(by))))
            if by
            else sql.SQL(""),
        )
        return self._rows(asked, question, at, before, slot)

    def _rows(
        self,
        asked: sql.Composed,
        question: Question[Any],
        at: AsOf,
        before: date | None = None,
        slot: str | None = None,
    ) -> list[tuple[Any, ...]]:
        given = {"question": question.name, "slot": slot, "before": before, **at._asdict()}
        with self._pool.connection() as conn:
            if slot is None:
                must_be_counted(conn, question)
            return [*conn.execute(asked, given)]

    @staticmethod
    def _value(question: Question[Any], name: Code, whole: bool) -> sql.Composed:
        """The value on a dimension; a line for each where there are several and they are not left together."""
        place = question.at(name)
        each = question.dimensions[place].several and not whole
        return sql.SQL(EACH_VALUE if each else VALUE).format(place + 1)


def must_be_counted(conn: Db, question: Question[Any]) -> None:
    """Raises `NotCountedYet`: part of an answer is none."""
    counted, *build = conn.execute(STANDS, [question.name]).fetchone() or (False, None, 0, 0)
    if not counted:
        raise NotCountedYet(question.name, *build)


def count(question: Question[Any], lines: Sequence[Dated[Told]]) -> list[tuple[Span, Thing]]:
    """Everything that a question finds in the history of a case, or of all cases said to be one person's."""
    return list(turned(spans(knowings(lines, question.initial, question.evolve), question.things)))


def put(conn: Db, question: Question[Any], groups: Mapping[Group, Sequence[Dated[Told]]]) -> None:
    """Count these cases anew, in place of what was counted of them. Cases said to be one person's come together: a group of
    subjects with the lines about all of them, in order, each with its days."""
    anchors = [anchor for group in groups for anchor in group]
    (slot,) = conn.execute(EMPTY, {"question": question.name, "anchors": anchors}).fetchone() or (question.name,)
    write(
        conn,
        replace(question, name=slot),
        [(min(group), *each) for group, lines in groups.items() for each in count(question, lines)],
    )


def write(conn: Db, question: Question[Any], found: Collection[tuple[UUID, Span, Thing]]) -> None:
    """Lay spans down, each under the first of the cases it is about."""
    with conn.cursor().copy("COPY counted FROM STDIN") as still:
        for anchor, span, thing in found:
            if span.known_to == span.true_to == END:
                row = (
                    question.name,
                    anchor,
                    thing.key,
                    list(thing.values),
                    thing.amount,
                    span.known_from,
                    span.true_from,
                )
                still.write_row(row)
    with conn.cursor().copy("COPY counted_before FROM STDIN") as before:
        for anchor, span, thing in found:
            if not span.known_to == span.true_to == END:
                known, true = _range(span.known_from, span.known_to), _range(span.true_from, span.true_to)
                before.write_row((question.name, anchor, thing.key, list(thing.values), thing.amount, known, true))


def _held(question: Question[Any], day: LiteralString, only: Only | None, *more: sql.Composed) -> sql.Composed:
    """What is there on a day, on these values of these dimensions."""
    where = [
        sql.SQL("string_to_array(stands[{}], {}) && {}").format(question.at(name) + 1, " ", list(values))
        for name, values in (only or {}).items()
    ]
    where += more
    return sql.SQL("SELECT thing, stands, amount FROM ({}) AS there {}").format(
        sql.SQL(HOLDS).format(slot=sql.SQL(SLOT), day=sql.Placeholder(day)),
        sql.SQL("WHERE {}").format(sql.SQL(" AND ").join(where)) if where else sql.SQL(""),
    )


def _gone_through_once(
    question: Question[Any], names: Sequence[Code], bys: Sequence[Sequence[Code]], only: Only | None
) -> sql.Composed:
    """Sums by each of these lists of dimensions, with the mask of the list each belongs to."""
    said = sql.SQL(", ").join(
        sql.SQL(VALUE + " AS {}").format(question.at(name) + 1, sql.Identifier(name)) for name in names
    )
    sets = {_mask(names, by): sql.SQL("({})").format(_named(by)) for by in bys}
    return sql.SQL("SELECT GROUPING({0}), {0}, {1} FROM (SELECT amount, {2} FROM ({3}) there) held GROUP BY {4}").format(
        _named(names), sql.SQL(SUMS), said, _held(question, "true", only),
        sql.SQL("GROUPING SETS ({})").format(sql.SQL(", ").join(sets.values())),
    )  # fmt: skip


def _named(names: Sequence[Code]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _mask(names: Sequence[Code], by: Sequence[Code]) -> int:
    """How PostgreSQL says by which of all dimensions a sum is: a bit for each that it is not by, the last the lowest."""
    return sum(1 << place for place, name in enumerate(reversed(names)) if name not in by)


def _range(start: date, end: date) -> DateRange:
    return DateRange(start, None if end == END else end)
