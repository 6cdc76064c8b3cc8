"""The data set: codes for reviews, rows and figures as they were taken, counts of earlier years."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APPLICATION = "cpr_app"
KEPT = ("monitoringrow", "monitoringsnapshot", "earliercount")


def upgrade() -> None:
    """Give each review a code that says nothing, and make what the data set keeps."""
    op.add_column(
        "review",
        sa.Column(
            "export_code",
            sa.String(),
            server_default=sa.text("replace(gen_random_uuid()::text, '-', '')"),
            nullable=False,
        ),
    )
    op.create_unique_constraint(op.f("uq_review_export_code"), "review", ["export_code"])
    op.create_table(
        "monitoringrow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("board_code", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("last_milestone", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_monitoringrow_review_id")),
        sa.ForeignKeyConstraint(["board_code"], ["board.code"], name=op.f("fk_monitoringrow_board_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoringrow")),
        sa.UniqueConstraint("review_id", name=op.f("uq_monitoringrow_review_id")),
    )
    op.create_index(op.f("ix_monitoringrow_board_code"), "monitoringrow", ["board_code"], unique=False)
    op.create_table(
        "monitoringsnapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("ties", sa.Boolean(), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoringsnapshot")),
        sa.UniqueConstraint("as_of", name=op.f("uq_monitoringsnapshot_as_of")),
    )
    op.create_table(
        "earliercount",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("board_code", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earliercount")),
        sa.UniqueConstraint(
            "period", "board_code", "measure", name=op.f("uq_earliercount_period_board_code_measure")
        ),
    )
    for table in KEPT:
        op.execute(f"GRANT SELECT, INSERT, UPDATE ON {table} TO {APPLICATION}")
        op.execute(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {APPLICATION}")
        op.execute(f"REVOKE DELETE, TRUNCATE ON {table} FROM {APPLICATION}")
