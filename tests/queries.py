"""Look at the queries that a request makes, and at how each database means to answer them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

PLAIN = re.compile(r"^\s*(SAVEPOINT|RELEASE|BEGIN|COMMIT|SET|ANALYZE)", re.IGNORECASE)


@contextmanager
def captured() -> Iterator[list[str]]:
    """The SQL of the queries made inside, transaction control apart."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as context:
        yield found
    found.extend(query["sql"] for query in context.captured_queries if not PLAIN.match(query["sql"]))


def tables(sql: list[str]) -> list[str]:
    """For each query the table that it reads first, which is enough to list them in a test."""
    return [match[1] for query in sql if (match := re.search(r'FROM "(\w+)"', query))]


def plan(sql: str) -> str:
    """How the database means to answer this query, once it knows its tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return "\n".join(row[3] for row in cursor.fetchall())
        # A table of one page is always read whole, whatever its indexes: forbid that, and see whether one would serve.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


def sorts(sql: str) -> str:
    """The plan, if it cannot do without sorting many rows or reading a table whole; else nothing."""
    if connection.vendor == "postgresql":
        # Few rows are sorted sooner than an index is walked: forbid that too.
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_hashjoin = off"
            )
    found = plan(sql)
    return found if SORTS.search(found) else ""


# This index holds one row at most, so walking it is no scan of a table.
ONE_ROW = "SCAN authors_author USING INDEX one_primary_author"
SORTS = re.compile(r"TEMP B-TREE FOR ORDER BY|\bSort\b|\bSeq Scan\b")
WHOLE = re.compile(r"\bSCAN\b|TEMP B-TREE|\bSeq Scan\b|\bSort\b|\bAggregate\b")


def reads_whole_table(sql: str) -> str:
    """The plan, if it scans a table or sorts; else nothing."""
    found = plan(sql).replace(ONE_ROW, "")
    return found if WHOLE.search(found) else ""
