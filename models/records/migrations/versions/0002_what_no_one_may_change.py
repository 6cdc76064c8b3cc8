"""What no one may change: facts are filled in once, audit entries never touched, the application is no owner."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FACTS = (
    "milestone",
    "referral",
    "subjectfacts",
    "statusperiod",
    "involvement",
    "recommendation",
    "vote",
    "decision",
    "notification",
    "closure",
    "panelmember",
    "appointment",
    "documentrequest",
    "familycontact",
    "attendance",
    "learningpoint",
    "reportversion",
    "signoff",
    "planitem",
    "planprogress",
    "submission",
    "publication",
    "channel",
    "parallelprocess",
    "hold",
)
"""Tables whose columns may be filled in where they were empty, and never changed again."""

APPLICATION = "cpr_app"


def upgrade() -> None:
    """Set the triggers and the rights."""
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'an entry of the audit is never changed or deleted'
                USING ERRCODE = 'insufficient_privilege';
        END $$;
        """
    )
    op.execute(
        "CREATE TRIGGER entry_stands BEFORE UPDATE OR DELETE ON entry"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER entries_stand BEFORE TRUNCATE ON entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        """
        CREATE FUNCTION fill_in_once() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed boolean;
        BEGIN
            IF TG_OP = 'DELETE' THEN
                RAISE EXCEPTION 'a fact is superseded, never deleted' USING ERRCODE = 'insufficient_privilege';
            END IF;
            SELECT bool_or(old_row.value <> 'null'::jsonb AND old_row.value IS DISTINCT FROM new_row.value)
                INTO changed
                FROM jsonb_each(to_jsonb(OLD)) AS old_row
                JOIN jsonb_each(to_jsonb(NEW)) AS new_row USING (key);
            IF changed THEN
                RAISE EXCEPTION 'a fact is superseded, never changed' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$;
        """
    )
    for table in FACTS:
        op.execute(
            f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION fill_in_once()"
        )
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {APPLICATION}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION}")
    op.execute(f"REVOKE DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public FROM {APPLICATION}")
    op.execute(f"REVOKE UPDATE ON entry FROM {APPLICATION}")
