"""Delays that a person puts down to a cause."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APPLICATION = "cpr_app"
CAUSES = (
    "criminal_investigation",
    "criminal_trial",
    "inquest",
    "domestic_homicide_review",
    "mental_health_homicide_review",
    "offensive_weapon_homicide_review",
    "disciplinary",
    "professional_regulator",
    "family_court",
    "prudic",
    "iopc",
    "diary",
    "reviewer_availability",
    "agency_documents_late",
    "board_sign_off",
    "medical_prognosis_awaited",
    "publication_legal",
    "other",
)


def upgrade() -> None:
    """Make the table, with the rights and the trigger that every table of facts has."""
    listed = ", ".join(f"'{cause}'" for cause in CAUSES)
    op.create_table(
        "delayattribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(f"cause IN ({listed})", name=op.f("ck_delayattribution_cause")),
        sa.CheckConstraint("until > since", name=op.f("ck_delayattribution_dates")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_delayattribution_review_id")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_delayattribution_milestone_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delayattribution")),
    )
    for column in ("review_id", "milestone_id"):
        op.create_index(op.f(f"ix_delayattribution_{column}"), "delayattribution", [column], unique=False)
    op.execute(
        "CREATE TRIGGER delayattribution_stands BEFORE UPDATE OR DELETE ON delayattribution"
        " FOR EACH ROW EXECUTE FUNCTION fill_in_once()"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON delayattribution TO {APPLICATION}")
    op.execute(f"GRANT USAGE ON SEQUENCE delayattribution_id_seq TO {APPLICATION}")
    op.execute(f"REVOKE DELETE, TRUNCATE ON delayattribution FROM {APPLICATION}")
