"""The Alembic history of matterbooks, shipped as `matterbooks.migrations`."""
