"""Processes with whom to ask and what they constrain; holds that are looked at again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPLICATION = "cpr_app"
CONTACT_ROLES = (
    "senior_investigating_officer",
    "cps_lawyer",
    "coroners_officer",
    "review_chair",
    "hr_lead",
    "regulators_officer",
    "family_court_guardian",
    "childrens_services_solicitor",
    "prudic_lead",
    "iopc_investigator",
    "other",
)


def upgrade() -> None:
    """Change the tables."""
    _processes()
    _holds()
    _hold_reviews()


def _processes() -> None:
    listed = ", ".join(f"'{role}'" for role in CONTACT_ROLES)
    op.add_column("parallelprocess", sa.Column("contact_role", sa.String(), nullable=True))
    op.add_column(
        "parallelprocess", sa.Column("constrains", postgresql.JSONB(none_as_null=True), nullable=True)
    )
    op.add_column("parallelprocess", sa.Column("ended_milestone_id", sa.Integer(), nullable=True))
    op.create_check_constraint(
        op.f("ck_parallelprocess_contact_role"), "parallelprocess", f"contact_role IN ({listed})"
    )
    # What was entered before this rule stands as it was entered; its end can be filled in all the same.
    op.create_check_constraint(
        op.f("ck_parallelprocess_expected"),
        "parallelprocess",
        "ended_on IS NOT NULL OR expected_end_on >= began_on",
        postgresql_not_valid=True,
    )
    op.create_foreign_key(
        op.f("fk_parallelprocess_ended_milestone_id"),
        "parallelprocess",
        "milestone",
        ["ended_milestone_id"],
        ["id"],
    )


def _holds() -> None:
    # Of the holds so far nobody said that they end with their process: somebody ends them.
    op.add_column(
        "hold", sa.Column("ends_with_process", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.alter_column("hold", "ends_with_process", server_default=None)


def _hold_reviews() -> None:
    op.create_table(
        "holdreview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_holdreview_hold_id")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_holdreview_milestone_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_holdreview_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdreview")),
    )
    for column in ("hold_id", "milestone_id", "review_id"):
        op.create_index(op.f(f"ix_holdreview_{column}"), "holdreview", [column], unique=False)
    op.execute(
        "CREATE TRIGGER holdreview_stands BEFORE UPDATE OR DELETE ON holdreview"
        " FOR EACH ROW EXECUTE FUNCTION fill_in_once()"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON holdreview TO {APPLICATION}")
    op.execute(f"GRANT USAGE ON SEQUENCE holdreview_id_seq TO {APPLICATION}")
    op.execute(f"REVOKE DELETE, TRUNCATE ON holdreview FROM {APPLICATION}")
