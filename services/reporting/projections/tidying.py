"""At a start: what was counted of questions (or versions of one) that are asked here no more is left, to be emptied a slot at a
time by whoever counts (`building.py`). A program that still asks them, started later, counts them anew."""

from collections.abc import Iterable
from typing import Any

from psycopg_pool import ConnectionPool

from services.reporting.projections.counting.question import Question
from services.reporting.projections.counting.questions import QUESTIONS
from services.reporting.projections.keeping import ONE_HEARER

NOT_ASKED = (
    "DELETE FROM counted_question WHERE name <> ALL(%(asked)s)",
    "DELETE FROM counted_build WHERE question <> ALL(%(asked)s)",
)
# Rows by what stands there, whoever put them: an older program may have gone on while the new one started.
LEAVE = """
INSERT INTO counted_left
SELECT question FROM (SELECT question FROM counted UNION SELECT question FROM counted_before) held
WHERE question <> ALL(%(asked)s) AND NOT EXISTS (SELECT FROM counted_question WHERE slot = held.question)
    AND NOT EXISTS (SELECT FROM counted_build WHERE slot = held.question)
ON CONFLICT DO NOTHING
"""


def leave_old(pool: ConnectionPool[Any], questions: Iterable[Question[Any]] = QUESTIONS) -> None:
    """What waits beside to be put in place of one that is asked is kept."""
    asked = {"asked": [each.name for each in questions]}
    with pool.connection() as conn, conn.transaction():
        conn.execute(ONE_HEARER)
        for sql in (*NOT_ASKED, LEAVE):
            conn.execute(sql.encode(), asked)
