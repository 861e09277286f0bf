"""The database's own refusal to alter the log: triggers, on either database. A reason alone can be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "log_entry"
REFUSAL = "the log is append-only"
#: What stays for ever; the words of a reason are somebody's, who may have them erased.
KEPT = ("id", "at", "actor_id", "verb", "kind", "target_id", "before", "after")


def forgets(same: str) -> str:
    """That a change only takes a reason's words out, in SQL; `same` is how the database compares what may be null."""
    return " AND ".join(["NEW.reason = ''", *(f'NEW."{name}" {same} OLD."{name}"' for name in KEPT)])


REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS log_keeps_delete BEFORE DELETE ON {TABLE} {REFUSE}",
    f"CREATE TRIGGER IF NOT EXISTS log_keeps_update BEFORE UPDATE ON {TABLE} WHEN NOT ({forgets('IS')}) {REFUSE}",
]
SQLITE_OFF = [f"DROP TRIGGER IF EXISTS log_keeps_{change}" for change in ("update", "delete")]
POSTGRES = [
    f"""
    CREATE OR REPLACE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
    """,
    f"""
    CREATE OR REPLACE TRIGGER log_keeps BEFORE DELETE OR TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION log_refuse()
    """,
    f"""
    CREATE OR REPLACE TRIGGER log_keeps_rows BEFORE UPDATE ON {TABLE}
    FOR EACH ROW WHEN (NOT ({forgets("IS NOT DISTINCT FROM")})) EXECUTE FUNCTION log_refuse()
    """,
]
POSTGRES_OFF = [
    f"DROP TRIGGER IF EXISTS log_keeps ON {TABLE}",
    f"DROP TRIGGER IF EXISTS log_keeps_rows ON {TABLE}",
    "DROP FUNCTION IF EXISTS log_refuse()",
]


def guard(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse to change or remove an entry, until `unguard`; safe to repeat."""
    run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRES)


def unguard(connection: BaseDatabaseWrapper) -> None:
    """Take the refusal away, which only a migration back and the test runner do; safe to repeat."""
    run(connection, SQLITE_OFF if connection.vendor == "sqlite" else POSTGRES_OFF)


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
