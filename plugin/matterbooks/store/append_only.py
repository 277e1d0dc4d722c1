"""Tables to which rows are added and nothing else: the database itself refuses UPDATE and DELETE.

Migrations call it. On SQLite a batch operation that rebuilds the table drops its triggers: guard it again afterwards.
"""

from __future__ import annotations

from sqlalchemy import Connection

_SAYING = "matterbooks: rows of this table are never changed or deleted"


def guard(connection: Connection, table: str) -> None:
    """Refuse every UPDATE and DELETE, and on PostgreSQL TRUNCATE."""
    statements = _POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE
    for statement in statements:
        connection.exec_driver_sql(statement.format(table=table, saying=_SAYING))


def unguard(connection: Connection, table: str) -> None:
    """Take the guard away, before the table is dropped or rebuilt."""
    statements = _POSTGRESQL_OFF if connection.dialect.name == "postgresql" else _SQLITE_OFF
    for statement in statements:
        connection.exec_driver_sql(statement.format(table=table))


_SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{saying}'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{saying}'); END",
)
_SQLITE_OFF = ("DROP TRIGGER {table}_no_update", "DROP TRIGGER {table}_no_delete")
_POSTGRESQL = (
    """CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{saying}'; END $$""",
    """CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()""",
)
_POSTGRESQL_OFF = ("DROP TRIGGER {table}_append_only ON {table}", "DROP FUNCTION {table}_append_only()")
