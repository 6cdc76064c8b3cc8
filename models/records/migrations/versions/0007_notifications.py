"""Notifications with a rationale for each limb, and every save of their drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

APPLICATION = "cpr_app"
LIMBS = ("rationale_abuse", "rationale_harm", "rationale_window", "rationale_not_met")


def upgrade() -> None:
    """Add the columns, which older rows do not have, and the table, whose rows are never changed."""
    for column in LIMBS:
        op.add_column("notification", sa.Column(column, sa.String(length=500), nullable=True))
    op.add_column("notification", sa.Column("scan_confirmed_by", sa.String(), nullable=True))
    op.create_table(
        "notificationdraft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        *(sa.Column(column, sa.String(length=500), nullable=False) for column in ("outline", *LIMBS)),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_notificationdraft_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notificationdraft")),
    )
    op.create_index(op.f("ix_notificationdraft_review_id"), "notificationdraft", ["review_id"], unique=False)
    op.execute(
        "CREATE TRIGGER notificationdraft_stands BEFORE UPDATE OR DELETE ON notificationdraft"
        " FOR EACH ROW EXECUTE FUNCTION fill_in_once()"
    )
    op.execute(f"GRANT SELECT, INSERT ON notificationdraft TO {APPLICATION}")
    op.execute(f"GRANT USAGE ON SEQUENCE notificationdraft_id_seq TO {APPLICATION}")
    op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON notificationdraft FROM {APPLICATION}")
