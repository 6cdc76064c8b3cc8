"""Diaries, the Board's own calendar, venues, programmes as they were proposed, forecasts as they were made."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPLICATION = "cpr_app"
KEPT = ("venue", "proposedprogramme", "proposedmeeting", "forecastmade")
FORGOTTEN = ("diary", "busyblock", "boardday")
"""What is deleted when its time is over, or it was written wrongly."""


def upgrade() -> None:
    """Make what planning needs."""
    op.create_table(
        "boardday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.CheckConstraint("kind IN ('sits', 'closed', 'school_holiday')", name=op.f("ck_boardday_kind")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_boardday_hours")),
        sa.CheckConstraint("until >= since", name=op.f("ck_boardday_dates")),
        sa.ForeignKeyConstraint(["board_code"], ["board.code"], name=op.f("fk_boardday_board_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boardday")),
        sa.UniqueConstraint("board_code", "kind", "since", name=op.f("uq_boardday_board_code_kind_since")),
    )
    op.create_index(op.f("ix_boardday_board_code"), "boardday", ["board_code"], unique=False)
    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_code", sa.String(), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("travel_minutes BETWEEN 0 AND 240", name=op.f("ck_venue_travel_minutes")),
        sa.ForeignKeyConstraint(["board_code"], ["board.code"], name=op.f("fk_venue_board_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("board_code", "place", name=op.f("uq_venue_board_code_place")),
    )
    op.create_index(op.f("ix_venue_board_code"), "venue", ["board_code"], unique=False)
    op.create_table(
        "diary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("etag", sa.String(length=500), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=True),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.CheckConstraint("source IN ('file', 'url', 'caldav', 'form')", name=op.f("ck_diary_source")),
        sa.CheckConstraint("known_until >= known_from", name=op.f("ck_diary_known")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_diary_person_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary")),
        sa.UniqueConstraint("person_code", "source", name=op.f("uq_diary_person_code_source")),
    )
    op.create_index(op.f("ix_diary_person_code"), "diary", ["person_code"], unique=False)
    op.create_table(
        "forecastmade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("tenth", sa.Date(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("half", sa.Date(), nullable=False),
        sa.Column("three_quarters", sa.Date(), nullable=False),
        sa.Column("ninetieth", sa.Date(), nullable=False),
        sa.Column("reviews_known", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_forecastmade_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecastmade")),
        sa.UniqueConstraint("review_id", "made_on", name=op.f("uq_forecastmade_review_id_made_on")),
    )
    op.create_index(op.f("ix_forecastmade_review_id"), "forecastmade", ["review_id"], unique=False)
    op.create_table(
        "proposedprogramme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("required_missing", sa.Integer(), nullable=False),
        sa.Column("agencies_missing", sa.Integer(), nullable=False),
        sa.Column("member_points", sa.Integer(), nullable=False),
        sa.Column("days_cost", sa.Integer(), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=True),
        sa.Column("chosen_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "occasion IN ('decision', 'panel', 'hold', 'quorum', 'replaced', 'diaries', 'nightly', 'asked')",
            name=op.f("ck_proposedprogramme_occasion"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'chosen', 'superseded')", name=op.f("ck_proposedprogramme_state")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_proposedprogramme_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposedprogramme")),
        sa.UniqueConstraint(
            "review_id", "round", "number", name=op.f("uq_proposedprogramme_review_id_round_number")
        ),
    )
    op.create_index(op.f("ix_proposedprogramme_review_id"), "proposedprogramme", ["review_id"], unique=False)
    op.create_table(
        "busyblock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("diary_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('busy', 'tentative', 'away')", name=op.f("ck_busyblock_kind")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_busyblock_ends_at")),
        sa.ForeignKeyConstraint(["diary_id"], ["diary.id"], name=op.f("fk_busyblock_diary_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busyblock")),
    )
    op.create_index(op.f("ix_busyblock_diary_id"), "busyblock", ["diary_id"], unique=False)
    op.create_index(op.f("ix_busyblock_ends_at"), "busyblock", ["ends_at"], unique=False)
    op.create_table(
        "proposedmeeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.Column("no_later_than", sa.Date(), nullable=True),
        sa.Column("absent", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_proposedmeeting_ends_at")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["proposedprogramme.id"], name=op.f("fk_proposedmeeting_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposedmeeting")),
    )
    op.create_index(
        op.f("ix_proposedmeeting_programme_id"), "proposedmeeting", ["programme_id"], unique=False
    )

    for table in (*KEPT, *FORGOTTEN):
        op.execute(f"GRANT SELECT, INSERT, UPDATE ON {table} TO {APPLICATION}")
        op.execute(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {APPLICATION}")
        op.execute(f"REVOKE DELETE, TRUNCATE ON {table} FROM {APPLICATION}")
    for table in FORGOTTEN:
        op.execute(f"GRANT DELETE ON {table} TO {APPLICATION}")
