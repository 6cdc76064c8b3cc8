"""What a Board has declared to do more strictly than the guidance."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

APPLICATION = "cpr_app"


def upgrade() -> None:
    """Make the table, with the rights and the trigger that every table of facts has."""
    op.create_table(
        "localprotocol",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_code", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("guidance", sa.String(), nullable=False),
        sa.Column("local", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_localprotocol_dates")),
        sa.ForeignKeyConstraint(["board_code"], ["board.code"], name=op.f("fk_localprotocol_board_code")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.code"], name=op.f("fk_localprotocol_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_localprotocol")),
    )
    op.create_index(op.f("ix_localprotocol_board_code"), "localprotocol", ["board_code"], unique=False)
    op.execute(
        "CREATE TRIGGER localprotocol_stands BEFORE UPDATE OR DELETE ON localprotocol"
        " FOR EACH ROW EXECUTE FUNCTION fill_in_once()"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON localprotocol TO {APPLICATION}")
    op.execute(f"GRANT USAGE ON SEQUENCE localprotocol_id_seq TO {APPLICATION}")
    op.execute(f"REVOKE DELETE, TRUNCATE ON localprotocol FROM {APPLICATION}")
