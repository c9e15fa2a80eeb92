"""What a definition is answered: looked up in what was counted. A thing came in a period if it is there at the end of it and was
not on the day before it, both as known on the same day; so nothing is counted twice, and nothing is less than none."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, LiteralString, Protocol

from psycopg import sql
from psycopg_pool import ConnectionPool

from services.reporting.projections.counting.clocks import AsOf
from services.reporting.projections.counting.kept import SLOT, must_be_counted
from services.reporting.projections.counting.question import Question, Sum
from shared.kernel.words import Code

Lines = Mapping[tuple[str, ...], Sum]
Only = Mapping[Code, Collection[str]]
HELD: LiteralString = """
SELECT thing, stands, amount FROM counted
WHERE question = {slot} AND known_from <= %(known)s AND true_from <= {day} {only}
UNION ALL
SELECT thing, stands, amount FROM counted_before
WHERE question = {slot} AND known_days @> %(known)s AND true_days @> {day} {only}
"""
CAME: LiteralString = "WITH held AS ({}), earlier AS ({}) SELECT {} count(*), coalesce(sum(amount), 0)::bigint FROM held WHERE NOT EXISTS (SELECT FROM earlier e WHERE e.thing = held.thing) {}"  # noqa: E501
IS: LiteralString = "WITH held AS ({}) SELECT {} count(*), coalesce(sum(amount), 0)::bigint FROM held {}"


class Answering(Protocol):
    """Where definitions are answered from."""

    def ask(
        self, question: Question[Any], by: Sequence[Code], at: AsOf, *, before: date | None = None,
        only: Only | None = None, slot: str | None = None,
    ) -> Lines:  # fmt: skip
        """Sums by the values on these dimensions; a thing that stands on several counts under each. `before`: only what was not
        there yet at the end of that day. `slot`: from what is being counted beside."""
        ...


class Answers:
    """`Answering` out of the database of reporting."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def ask(
        self, question: Question[Any], by: Sequence[Code], at: AsOf, *, before: date | None = None,
        only: Only | None = None, slot: str | None = None,
    ) -> Lines:  # fmt: skip
        columns = sql.SQL("").join(sql.SQL("{}, ").format(_value(question, name)) for name in by)
        groups = sql.SQL(", ").join(sql.Literal(n + 1) for n in range(len(by)))
        grouped = sql.SQL("GROUP BY {}").format(groups) if by else sql.SQL("")
        held = _held(question, sql.SQL("%(true)s"), only)
        asked = (
            sql.SQL(IS).format(held, columns, grouped)
            if before is None
            else sql.SQL(CAME).format(held, _held(question, sql.SQL("%(before)s"), only), columns, grouped)
        )
        given = {"question": question.name, "slot": slot, "before": before, **at._asdict()}
        with self._pool.connection() as conn:
            if slot is None:
                must_be_counted(conn, question)
            rows = conn.execute(asked, given).fetchall()
        return {tuple(row[:-2]): Sum(*row[-2:]) for row in rows}


def _held(question: Question[Any], day: sql.SQL, only: Only | None) -> sql.Composed:
    wanted = (
        sql.SQL("AND string_to_array(stands[{}], ' ') && {}").format(question.at(name) + 1, list(values))
        for name, values in (only or {}).items()
    )
    return sql.SQL(HELD).format(slot=sql.SQL(f"coalesce(%(slot)s, {SLOT})"), day=day, only=sql.SQL(" ").join(wanted))


def _value(question: Question[Any], name: Code) -> sql.Composed:
    place = question.at(name)
    each: LiteralString = (
        "unnest(string_to_array(stands[{}], ' '))" if question.dimensions[place].several else "stands[{}]"
    )
    return sql.SQL(each).format(place + 1)
