"""Many rows put down at once, as they lie in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString

from psycopg import Connection, Copy
from psycopg.types.string import BytesBinaryDumper


@contextmanager
def copying(conn: Connection[Any], sql: LiteralString, types: Sequence[str]) -> Iterator[Copy]:
    """Takes rows whose values are of these types; an id as its 16 bytes (`bytea`), which is how PostgreSQL takes it too."""
    with conn.cursor() as cursor:
        # The one that is there asks each value, in Python, whether it is a `Binary` of the DB-API.
        cursor.adapters.register_dumper(bytes, BytesBinaryDumper)
        with cursor.copy(sql) as copy:
            copy.set_types(types)
            yield copy
