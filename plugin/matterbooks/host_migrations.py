"""For a host's own migrations: look at its tables and never at ours."""

from __future__ import annotations

from collections.abc import Mapping

PREFIX = "matterbooks_"


def keep_host_tables(name: str | None, type_: str, parent_names: Mapping[str, str | None]) -> bool:
    """Whether the host's autogenerate may look at this: `Migrate(app, db, include_name=matterbooks.keep_host_tables)`.

    Without it Flask-Migrate proposes to drop our tables, since no model of the host's names them. A host with an
    `include_name` of its own asks both: `lambda *what: keep_host_tables(*what) and mine(*what)`.
    """
    table = name if type_ == "table" else parent_names.get("table_name")
    return table is None or not table.startswith(PREFIX)
