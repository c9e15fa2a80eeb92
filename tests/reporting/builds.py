"""Questions that are counted beside: begun, gone on with, and what is left of them."""

from collections.abc import Iterable
from typing import Any

from psycopg_pool import ConnectionPool

from services.reporting.projections.building import Build, Builds
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import Question
from services.reporting.projections.counting.questions import QUESTIONS

Pool = ConnectionPool[Any]
PLACE = "coalesce((SELECT slot FROM counted_question WHERE name = %(name)s), %(name)s)"


def rows(pool: Pool, name: str) -> list[str]:
    sql = f"SELECT (to_jsonb(c) - 'question')::text FROM {{}} c WHERE question = {PLACE}"
    both = " UNION ALL ".join(sql.format(table) for table in ("counted", "counted_before")) + " ORDER BY 1"
    with pool.connection() as conn:
        return [row for (row,) in conn.execute(both.encode(), {"name": name})]


def unasked(pool: Pool, *questions: Question[Any]) -> None:
    """As in a database of a program that did not know these."""
    with pool.connection() as conn:
        for name in (each.name for each in questions):
            for table in ("counted", "counted_before"):
                conn.execute(f"DELETE FROM {table} WHERE question = {PLACE}".encode(), {"name": name})
            conn.execute("DELETE FROM counted_question WHERE name = %s", [name])


def to_the_end(pool: Pool, questions: Iterable[Question[Any]] = QUESTIONS) -> None:
    while Builds(pool, questions).advance():
        pass


def left(pool: Pool) -> set[str]:
    """All names under which anything is counted that nobody asks."""
    with pool.connection() as conn:
        asked = {name for (name,) in conn.execute("SELECT coalesce(slot, name) FROM counted_question")}
        rows = conn.execute("SELECT question FROM counted UNION SELECT question FROM counted_before")
        return {name for (name,) in rows} - asked


def begun(pool: Pool, question: Question[Any] = PEOPLE) -> Build:
    return Builds(pool).begin(question.name)
