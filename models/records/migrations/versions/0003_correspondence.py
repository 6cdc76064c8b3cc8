"""Correspondence: invitations, what came by mail, letters of no one review, reminders."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

APPLICATION = "cpr_app"
NEW = (
    "absence",
    "alias",
    "withdrawal",
    "feedback",
    "invitation",
    "meetingoption",
    "availability",
    "received",
    "offer",
    "reply",
    "agencytold",
    "contribution",
)
STATES = ("proposed", "pending", "sending", "accepted", "bounced", "unknown", "expired", "withdrawn")
ROLES = (
    "coordinator",
    "board_chair",
    "cprg_chair",
    "cprg_member",
    "panel_chair",
    "panel_member",
    "reviewer",
    "agency_lead",
    "practitioner",
    "board_member",
    "welsh_government",
)


def upgrade() -> None:
    """Make what correspondence needs."""
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.CheckConstraint("until >= since", name=op.f("ck_absence_dates")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_absence_person_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_code"), "absence", ["person_code"], unique=False)
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("e_mail", sa.String(), nullable=False),
        sa.Column("person_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_alias_person_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("e_mail", name=op.f("uq_alias_e_mail")),
    )
    op.create_index(op.f("ix_alias_person_code"), "alias", ["person_code"], unique=False)
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('diary', 'leave', 'sickness', 'left_post', 'disciplinary_advice', 'police_advice', 'affected_by_the_case', 'other')",
            name=op.f("ck_withdrawal_reason"),
        ),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_withdrawal_person_code")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_withdrawal_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        sa.UniqueConstraint("review_id", "person_code", name=op.f("uq_withdrawal_review_id_person_code")),
    )
    op.create_index(op.f("ix_withdrawal_review_id"), "withdrawal", ["review_id"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("helpful", sa.Integer(), nullable=False),
        sa.Column("prepared", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.CheckConstraint("prepared IN ('yes', 'no')", name=op.f("ck_feedback_prepared")),
        sa.CheckConstraint("helpful BETWEEN 1 AND 5", name=op.f("ck_feedback_helpful")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_feedback_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_meeting_id"), "feedback", ["meeting_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(), nullable=False),
        sa.Column("agency_code", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("key_person", sa.Boolean(), nullable=False),
        sa.Column("stands_in_for", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_sequence", sa.BigInteger(), nullable=False),
        sa.Column("answered_stamp", sa.DateTime(timezone=True), nullable=True),
        sa.Column("briefed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("part IN ('chair', 'required', 'optional')", name=op.f("ck_invitation_part")),
        sa.CheckConstraint(
            "state IN ('needs_action', 'accepted', 'tentative', 'declined', 'delegated', 'uninvited')",
            name=op.f("ck_invitation_state"),
        ),
        sa.ForeignKeyConstraint(["agency_code"], ["agency.code"], name=op.f("fk_invitation_agency_code")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_invitation_meeting_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_invitation_person_code")),
        sa.ForeignKeyConstraint(["stands_in_for"], ["person.code"], name=op.f("fk_invitation_stands_in_for")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("meeting_id", "person_code", name=op.f("uq_invitation_meeting_id_person_code")),
    )
    op.create_index(op.f("ix_invitation_meeting_id"), "invitation", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_invitation_person_code"), "invitation", ["person_code"], unique=False)
    op.create_table(
        "meetingoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meetingoption_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetingoption")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_meetingoption_meeting_id_number")),
    )
    op.create_index(op.f("ix_meetingoption_meeting_id"), "meetingoption", ["meeting_id"], unique=False)
    op.create_table(
        "availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(), nullable=False),
        sa.Column("can", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.CheckConstraint("can IN ('yes', 'no')", name=op.f("ck_availability_can")),
        sa.ForeignKeyConstraint(["option_id"], ["meetingoption.id"], name=op.f("fk_availability_option_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_availability_person_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
        sa.UniqueConstraint("option_id", "person_code", name=op.f("uq_availability_option_id_person_code")),
    )
    op.create_index(op.f("ix_availability_option_id"), "availability", ["option_id"], unique=False)
    op.create_table(
        "received",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("person_code", sa.String(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.Column("seen_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('reply', 'counter', 'refresh', 'answer', 'bounce', 'automatic', 'mail', 'broken')",
            name=op.f("ck_received_kind"),
        ),
        sa.CheckConstraint(
            "outcome IN ('applied', 'offered', 'stale', 'repeated', 'refused', 'shown', 'ignored', 'quarantined')",
            name=op.f("ck_received_outcome"),
        ),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_received_invitation_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_received_letter_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_received_person_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received")),
        sa.UniqueConstraint(
            "account", "folder", "uidvalidity", "uid", name=op.f("uq_received_account_folder_uidvalidity_uid")
        ),
    )
    op.create_index("ix_received_message_id", "received", ["message_id"], unique=False)
    op.create_index("ix_received_sha256", "received", ["sha256"], unique=False)
    op.create_index(
        "ix_received_shown",
        "received",
        ["id"],
        unique=False,
        postgresql_where=sa.text("outcome = 'shown' AND seen_by IS NULL"),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("given", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("person_code", sa.String(), nullable=False),
        sa.Column("received_id", sa.Integer(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('action', 'practitioners')", name=op.f("ck_offer_kind")),
        sa.CheckConstraint("state IN ('offered', 'confirmed', 'dismissed')", name=op.f("ck_offer_state")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_offer_action_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_offer_meeting_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_offer_person_code")),
        sa.ForeignKeyConstraint(["received_id"], ["received.id"], name=op.f("fk_offer_received_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_offer_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(
        "ix_offer_open", "offer", ["id"], unique=False, postgresql_where=sa.text("state = 'offered'")
    )
    op.create_index(op.f("ix_offer_review_id"), "offer", ["review_id"], unique=False)
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("deputy_code", sa.String(), nullable=True),
        sa.Column("proposed_start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposed_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.DateTime(timezone=True), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("received_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer IN ('accepted', 'tentative', 'declined', 'delegated', 'countered')",
            name=op.f("ck_reply_answer"),
        ),
        sa.CheckConstraint(
            "outcome IN ('applied', 'stale', 'repeated', 'shown')", name=op.f("ck_reply_outcome")
        ),
        sa.CheckConstraint("via IN ('mail', 'first_line', 'page', 'telephone')", name=op.f("ck_reply_via")),
        sa.ForeignKeyConstraint(["deputy_code"], ["person.code"], name=op.f("fk_reply_deputy_code")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_reply_invitation_id")),
        sa.ForeignKeyConstraint(["received_id"], ["received.id"], name=op.f("fk_reply_received_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    op.create_index(op.f("ix_reply_invitation_id"), "reply", ["invitation_id"], unique=False)
    op.create_table(
        "agencytold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("agency_code", sa.String(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agency.code"], name=op.f("fk_agencytold_agency_code")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agencytold_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencytold")),
        sa.UniqueConstraint("meeting_id", "agency_code", name=op.f("uq_agencytold_meeting_id_agency_code")),
    )
    op.create_index(op.f("ix_agencytold_meeting_id"), "agencytold", ["meeting_id"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('diary', 'leave', 'sickness', 'left_post', 'disciplinary_advice', 'police_advice', 'affected_by_the_case', 'other')",
            name=op.f("ck_contribution_reason"),
        ),
        sa.CheckConstraint("route IN ('written', 'spoken', 'none')", name=op.f("ck_contribution_route")),
        sa.CheckConstraint(
            "route <> 'none' OR reason IS NOT NULL", name=op.f("ck_contribution_none_has_a_reason")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_contribution_meeting_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_contribution_person_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("meeting_id", "person_code", name=op.f("uq_contribution_meeting_id_person_code")),
    )
    op.create_index(op.f("ix_contribution_meeting_id"), "contribution", ["meeting_id"], unique=False)
    op.add_column("action", sa.Column("remind_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_action_remind", "action", ["remind_on"], unique=False, postgresql_where=sa.text("state = 'open'")
    )
    op.add_column("board", sa.Column("telephone", sa.String(), nullable=False, server_default=sa.text("''")))
    op.alter_column("board", "telephone", server_default=None)
    op.add_column("board", sa.Column("website", sa.String(), nullable=False, server_default=sa.text("''")))
    op.alter_column("board", "website", server_default=None)
    op.add_column("board", sa.Column("support", sa.String(), nullable=False, server_default=sa.text("''")))
    op.alter_column("board", "support", server_default=None)
    op.add_column("installation", sa.Column("mail_away_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("installation", sa.Column("mail_away_told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "letter", sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.alter_column("letter", "urgent", server_default=None)
    op.add_column(
        "letter",
        sa.Column("may_have_arrived", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.alter_column("letter", "may_have_arrived", server_default=None)
    op.add_column("letter", sa.Column("invitation_id", sa.Integer(), nullable=True))
    op.add_column("letter", sa.Column("after_id", sa.Integer(), nullable=True))
    op.add_column("letter", sa.Column("folded_into_id", sa.Integer(), nullable=True))
    op.add_column("letter", sa.Column("sent_on", sa.Date(), nullable=True))
    op.alter_column("letter", "review_id", existing_type=sa.INTEGER(), nullable=True)
    op.drop_constraint(op.f("uq_letter_review_id_letter_recipient_due_on_sequence"), "letter", type_="unique")
    op.create_unique_constraint(
        op.f("uq_letter_review_id_letter_recipient_due_on_sequence"),
        "letter",
        ["review_id", "letter", "recipient", "due_on", "sequence"],
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(op.f("ix_letter_action_id"), "letter", ["action_id"], unique=False)
    op.create_index(op.f("ix_letter_folded_into_id"), "letter", ["folded_into_id"], unique=False)
    op.create_index(
        "ix_letter_in_order",
        "letter",
        ["recipient", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('pending', 'sending')"),
    )
    op.create_index(op.f("ix_letter_invitation_id"), "letter", ["invitation_id"], unique=False)
    op.create_index("ix_letter_settled", "letter", ["recipient", "settled_at"], unique=False)
    op.create_foreign_key(op.f("fk_letter_after_id"), "letter", "letter", ["after_id"], ["id"])
    op.create_foreign_key(op.f("fk_letter_folded_into_id"), "letter", "letter", ["folded_into_id"], ["id"])
    op.create_foreign_key(op.f("fk_letter_invitation_id"), "letter", "invitation", ["invitation_id"], ["id"])
    op.drop_column("letter", "uid")
    op.add_column(
        "meeting", sa.Column("place", sa.String(length=500), nullable=False, server_default=sa.text("''"))
    )
    op.alter_column("meeting", "place", server_default=None)
    op.add_column(
        "meeting",
        sa.Column("online_url", sa.String(length=500), nullable=False, server_default=sa.text("''")),
    )
    op.alter_column("meeting", "online_url", server_default=None)
    op.add_column("meeting", sa.Column("new_date_asked_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("bounced_on", sa.Date(), nullable=True))
    _check("role", "role", f"role IN ({_listed(ROLES)})")
    _check("letter", "state", f"state IN ({_listed(STATES)})")
    _check("letter", "rendered", "state IN ('proposed', 'pending', 'withdrawn') OR message IS NOT NULL")
    methods = "method IS NULL OR method IN ('REQUEST', 'CANCEL', 'DECLINECOUNTER')"
    op.create_check_constraint(op.f("ck_letter_method"), "letter", methods)
    op.create_check_constraint(
        op.f("ck_meeting_ends_at"), "meeting", "ends_at IS NULL OR ends_at > starts_at"
    )
    # What is open when the ladder comes is looked at by it the next morning.
    op.execute("UPDATE action SET remind_on = opened_at::date WHERE state = 'open'")
    op.execute(
        "CREATE TRIGGER reply_stands BEFORE UPDATE OR DELETE ON reply FOR EACH ROW EXECUTE FUNCTION fill_in_once()"
    )
    for table in NEW:
        op.execute(f"GRANT SELECT, INSERT, UPDATE ON {table} TO {APPLICATION}")
        op.execute(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {APPLICATION}")
        op.execute(f"REVOKE DELETE, TRUNCATE ON {table} FROM {APPLICATION}")


def _check(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)
