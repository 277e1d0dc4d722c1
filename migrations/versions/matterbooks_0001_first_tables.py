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
    op.create_table(
        "matterbooks_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=255), nullable=False),
        sa.Column("hash", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_audit")),
        sa.UniqueConstraint("firm", "number", name=op.f("uq_matterbooks_audit_firm_number")),
    )
    op.create_table(
        "matterbooks_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("host_id", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_change")),
    )
    op.create_index(
        op.f("ix_matterbooks_change_firm_planned_at_id"),
        "matterbooks_change",
        ["firm", "planned_at", "id"],
        unique=False,
    )
    op.create_table(
        "matterbooks_connection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("live", sa.String(length=255), nullable=True),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("environment", sa.String(length=255), nullable=False),
        sa.Column("realm_hash", sa.String(length=255), nullable=False),
        sa.Column("realm_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("access_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("refresh_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("previous_refresh_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("access_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refresh_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hard_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refresh_lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_name", sa.String(length=255), nullable=False),
        sa.Column("country", sa.String(length=255), nullable=False),
        sa.Column("home_currency", sa.String(length=255), nullable=False),
        sa.Column("division", sa.String(length=255), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("connected_by", sa.String(length=255), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=255), nullable=True),
        sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("throttle_second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("throttle_minute_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("catalogue", sa.JSON(), nullable=True),
        sa.Column("catalogue_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_connection")),
        sa.UniqueConstraint("firm", "live", name=op.f("uq_matterbooks_connection_firm_live")),
        sa.UniqueConstraint("realm_hash", "live", name=op.f("uq_matterbooks_connection_realm_hash_live")),
    )
    op.create_index(op.f("ix_matterbooks_connection_firm"), "matterbooks_connection", ["firm"], unique=False)
    op.create_table(
        "matterbooks_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("realm_hash", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=255), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_mapping")),
        sa.UniqueConstraint(
            "firm", "realm_hash", "version", name=op.f("uq_matterbooks_mapping_firm_realm_hash_version")
        ),
    )
    op.create_table(
        "matterbooks_oauth_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("state_hash", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.String(length=255), nullable=False),
        sa.Column("browser_hash", sa.String(length=255), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_oauth_state")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_matterbooks_oauth_state_state_hash")),
    )
    op.create_table(
        "matterbooks_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("request_id", sa.String(length=255), nullable=False),
        sa.Column("method", sa.String(length=255), nullable=False),
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("body_sha256", sa.String(length=255), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_request")),
        sa.UniqueConstraint("firm", "request_id", name=op.f("uq_matterbooks_request_firm_request_id")),
    )
    op.create_table(
        "matterbooks_switch_interval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("switch", sa.String(length=255), nullable=False),
        sa.Column("on_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on_by", sa.String(length=255), nullable=False),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("off_by", sa.String(length=255), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_switch_interval")),
    )
    op.create_index(op.f("ix_matterbooks_switch_interval_firm"), "matterbooks_switch_interval", ["firm"], unique=False)
    op.create_table(
        "matterbooks_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("host_id", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_unit")),
    )
    op.create_index(op.f("ix_matterbooks_unit_firm"), "matterbooks_unit", ["firm"], unique=False)
    op.create_table(
        "matterbooks_operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("host_id", sa.String(length=255), nullable=False),
        sa.Column("part", sa.String(length=255), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=255), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.String(length=255), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=255), nullable=False),
        sa.Column("outcome_unknown", sa.Boolean(), nullable=False),
        sa.Column("missing_parent", sa.String(length=255), nullable=False),
        sa.Column("number", sa.String(length=255), nullable=False),
        sa.Column("party", sa.String(length=255), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=255), nullable=False),
        sa.Column("document_version", sa.String(length=255), nullable=False),
        sa.Column("mapping_version", sa.Integer(), nullable=False),
        sa.Column("pushed_posts", sa.Text(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("first_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("rescues", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["matterbooks_unit.id"], name=op.f("fk_matterbooks_operation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_operation")),
        sa.UniqueConstraint(
            "firm",
            "kind",
            "host_id",
            "part",
            "generation",
            "action",
            name=op.f("uq_matterbooks_operation_firm_kind_host_id_part_generation_action"),
        ),
    )
    op.create_index(
        op.f("ix_matterbooks_operation_firm_state_not_before_id"),
        "matterbooks_operation",
        ["firm", "state", "not_before", "id"],
        unique=False,
    )
    op.create_table(
        "matterbooks_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(length=255), nullable=False),
        sa.Column("purpose", sa.String(length=255), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=255), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=255), nullable=False),
        sa.Column("intuit_tid", sa.String(length=255), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["matterbooks_operation.id"], name=op.f("fk_matterbooks_attempt_operation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_attempt")),
    )
    op.create_index(op.f("ix_matterbooks_attempt_operation_id"), "matterbooks_attempt", ["operation_id"], unique=False)
    op.create_table(
        "matterbooks_edge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["matterbooks_operation.id"], name=op.f("fk_matterbooks_edge_child_id")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["matterbooks_operation.id"], name=op.f("fk_matterbooks_edge_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_edge")),
        sa.UniqueConstraint("firm", "child_id", "parent_id", name=op.f("uq_matterbooks_edge_firm_child_id_parent_id")),
    )
    op.create_index(op.f("ix_matterbooks_edge_parent_id"), "matterbooks_edge", ["parent_id"], unique=False)
    op.create_table(
        "matterbooks_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("host_id", sa.String(length=255), nullable=False),
        sa.Column("part", sa.String(length=255), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("realm_hash", sa.String(length=255), nullable=False),
        sa.Column("quickbooks_type", sa.String(length=255), nullable=False),
        sa.Column("quickbooks_id", sa.String(length=255), nullable=False),
        sa.Column("sync_token", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("document_version", sa.String(length=255), nullable=False),
        sa.Column("mapping_version", sa.Integer(), nullable=False),
        sa.Column("body_sha256", sa.String(length=255), nullable=False),
        sa.Column("number", sa.String(length=255), nullable=False),
        sa.Column("party", sa.String(length=255), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("pushed_posts", sa.Text(), nullable=False),
        sa.Column("returned_total", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("returned_tax", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("pushed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unlocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unlocked_by", sa.String(length=255), nullable=True),
        sa.Column("unlock_reason", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_how", sa.String(length=255), nullable=True),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["matterbooks_operation.id"], name=op.f("fk_matterbooks_link_operation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_link")),
        sa.UniqueConstraint(
            "firm",
            "kind",
            "host_id",
            "part",
            "generation",
            name=op.f("uq_matterbooks_link_firm_kind_host_id_part_generation"),
        ),
    )
    op.create_index(
        op.f("ix_matterbooks_link_firm_quickbooks_type_quickbooks_id"),
        "matterbooks_link",
        ["firm", "quickbooks_type", "quickbooks_id"],
        unique=False,
    )
    op.create_index(op.f("ix_matterbooks_link_firm_state"), "matterbooks_link", ["firm", "state"], unique=False)
    op.create_table(
        "matterbooks_request_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=255), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("bid", sa.String(length=255), nullable=False),
        sa.Column("marker", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["matterbooks_operation.id"], name=op.f("fk_matterbooks_request_item_operation_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["matterbooks_request.id"], name=op.f("fk_matterbooks_request_item_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matterbooks_request_item")),
        sa.UniqueConstraint(
            "firm", "request_id", "operation_id", name=op.f("uq_matterbooks_request_item_firm_request_id_operation_id")
        ),
    )
    op.create_index(
        op.f("ix_matterbooks_request_item_operation_id"), "matterbooks_request_item", ["operation_id"], unique=False
    )
    append_only.guard(op.get_bind(), "matterbooks_audit")


def downgrade() -> None:
    """Drop every table, with what is in it."""
    append_only.unguard(op.get_bind(), "matterbooks_audit")
    op.drop_index(op.f("ix_matterbooks_request_item_operation_id"), table_name="matterbooks_request_item")
    op.drop_table("matterbooks_request_item")
    op.drop_index(op.f("ix_matterbooks_link_firm_state"), table_name="matterbooks_link")
    op.drop_index(op.f("ix_matterbooks_link_firm_quickbooks_type_quickbooks_id"), table_name="matterbooks_link")
    op.drop_table("matterbooks_link")
    op.drop_index(op.f("ix_matterbooks_edge_parent_id"), table_name="matterbooks_edge")
    op.drop_table("matterbooks_edge")
    op.drop_index(op.f("ix_matterbooks_attempt_operation_id"), table_name="matterbooks_attempt")
    op.drop_table("matterbooks_attempt")
    op.drop_index(op.f("ix_matterbooks_operation_firm_state_not_before_id"), table_name="matterbooks_operation")
    op.drop_table("matterbooks_operation")
    op.drop_index(op.f("ix_matterbooks_unit_firm"), table_name="matterbooks_unit")
    op.drop_table("matterbooks_unit")
    op.drop_index(op.f("ix_matterbooks_switch_interval_firm"), table_name="matterbooks_switch_interval")
    op.drop_table("matterbooks_switch_interval")
    op.drop_table("matterbooks_request")
    op.drop_table("matterbooks_oauth_state")
    op.drop_table("matterbooks_mapping")
    op.drop_index(op.f("ix_matterbooks_connection_firm"), table_name="matterbooks_connection")
    op.drop_table("matterbooks_connection")
    op.drop_index(op.f("ix_matterbooks_change_firm_planned_at_id"), table_name="matterbooks_change")
    op.drop_table("matterbooks_change")
    op.drop_table("matterbooks_audit")
