"""Write the first revision anew from the models: `.venv/bin/python -m tests.migrations.regenerate`.

Only until the first release; afterwards a change of the models is a new revision.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from matterbooks.store import history
from matterbooks.store import models as models  # noqa: PLC0414 - fills the metadata
from matterbooks.store.base import Base

COMMAND = ".venv/bin/python -m tests.migrations.regenerate"
FIRST = "matterbooks_0001_first_tables.py"

_FILE = '''\
"""The first tables.

Revision matterbooks_0001, after nothing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matterbooks.store import append_only

revision: str = "matterbooks_0001"
down_revision: str | None = None
branch_labels: tuple[str, ...] | None = ("matterbooks",)
depends_on: str | None = None


def upgrade() -> None:
    """Make every table; the audit can only be added to."""
{upgrade}
    append_only.guard(op.get_bind(), "matterbooks_audit")


def downgrade() -> None:
    """Drop every table, with what is in it."""
    append_only.unguard(op.get_bind(), "matterbooks_audit")
{downgrade}
'''


def render() -> str:
    """The file, as alembic writes it for an empty database."""
    with create_engine("sqlite://").connect() as connection:
        options = history.options() | {"render_as_batch": False}
        context = MigrationContext.configure(connection, opts=options)
        migrations = produce_migrations(context, Base.metadata)
    assert migrations.upgrade_ops is not None
    assert migrations.downgrade_ops is not None
    return _FILE.format(upgrade=_body(migrations.upgrade_ops), downgrade=_body(migrations.downgrade_ops))


def _body(operations: object) -> str:
    code = render_python_code(operations, render_as_batch=False, render_item=history.options()["render_item"])  # type: ignore[arg-type]  # either list of operations renders
    return "\n".join(line for line in code.splitlines() if not line.strip().startswith("#"))


def main() -> None:
    """Write and format it."""
    target = history.path() / "versions" / FIRST
    target.write_text(render())
    ruff = Path(sys.executable).with_name("ruff")
    subprocess.run([ruff, "format", "--quiet", target], check=True)
    subprocess.run([ruff, "check", "--quiet", "--fix", target], check=True)


if __name__ == "__main__":
    main()
