"""Facts: filled in where they were empty, superseded, and otherwise never changed or deleted."""

import pytest
from answers import REFERENCE
from office_days import OfficeDays
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from models.records import Fact, Installation, Milestone, metadata


@pytest.fixture
def reviewed(session: Session) -> Session:
    """A session in which a referral stands on the record."""
    OfficeDays(session).with_people().opens(REFERENCE)
    return session


def refused(session: Session, order: str) -> str:
    with pytest.raises(DBAPIError) as error, session.begin_nested():
        session.execute(text(order))
    return str(error.value.orig)


@pytest.mark.guarantee
@pytest.mark.parametrize(
    "order",
    [
        "UPDATE milestone SET happened_on = happened_on - 1",
        "UPDATE milestone SET decided_by = 'rob'",
        "UPDATE subjectfacts SET harm = 'other'",
        "UPDATE subjectfacts SET event_earliest = NULL",
        "UPDATE referral SET agency_code = 'health'",
    ],
)
def test_the_application_cannot_change_a_fact(reviewed: Session, order: str) -> None:
    """Seen to fail without the trigger, and with the emptying of a column let through."""
    assert "superseded, never changed" in refused(reviewed, order)


@pytest.mark.guarantee
@pytest.mark.parametrize(
    "order", ["DELETE FROM milestone", "DELETE FROM referral", "DELETE FROM review", "TRUNCATE subjectfacts"]
)
def test_the_application_cannot_delete_a_fact(reviewed: Session, order: str) -> None:
    """Seen to fail without the REVOKE."""
    assert "permission denied" in refused(reviewed, order)


def test_a_column_that_was_empty_is_filled_in_once(reviewed: Session) -> None:
    """A milestone is superseded by filling in when; then that stands too."""
    reviewed.execute(text("UPDATE milestone SET superseded_at = now()"))
    reviewed.execute(text("UPDATE milestone SET superseded_at = superseded_at"))
    assert "never changed" in refused(reviewed, "UPDATE milestone SET superseded_at = now() + interval '1 s'")


@pytest.mark.guarantee
def test_nor_can_the_owner_of_the_tables_delete_a_fact(server_owner: Engine) -> None:
    with Session(server_owner) as session, session.begin():
        OfficeDays(session).with_people().opens(REFERENCE)
    with Session(server_owner) as session:
        assert "superseded, never deleted" in refused(session, "DELETE FROM subjectfacts")
        session.rollback()


def test_every_table_of_facts_is_guarded(session: Session) -> None:
    """Seen to fail with one name taken out of the migration's list."""
    guarded = set(
        session.scalars(text("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_stands'"))
    )
    facts = {each.__tablename__ for each in Fact.__subclasses__()}
    assert facts | {Milestone.__tablename__, "statusperiod", "vote", "documentrequest", "entry"} <= guarded


def test_one_milestone_of_a_kind_stands_for_each_round(reviewed: Session) -> None:
    """Seen to fail without the index: a stage stood there twice."""
    order = (
        "INSERT INTO milestone (review_id, stage, milestone, subject, round, happened_on, decided_by,"
        " evidence, entered_by, vouched, facts_sha256, synthetic, recorded_at)"
        " SELECT review_id, stage, milestone, subject, round, happened_on, decided_by, evidence,"
        " entered_by, vouched, facts_sha256, synthetic, recorded_at FROM milestone"
    )
    assert "uq_milestone_standing" in refused(reviewed, order)
    reviewed.execute(text("UPDATE milestone SET superseded_at = now()"))
    reviewed.execute(text(order))


def test_the_clock_of_a_live_installation_cannot_be_moved(session: Session) -> None:
    """Seen to fail without the constraint; a demonstration's clock moves."""
    order = "UPDATE installation SET office_time = now()"
    assert "clock_moves_in_demonstrations_only" in refused(session, order)
    session.execute(text("UPDATE installation SET kind = 'demo', office_time = now()"))
    assert session.get_one(Installation, True).office_time is not None  # noqa: FBT003


def test_there_is_one_row_for_the_installation(session: Session) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text("INSERT INTO installation (this_one, kind) VALUES (false, 'live')"))


@pytest.mark.parametrize("column", ["name", "address", "date_of_birth", "narrative", "story", "child_name"])
def test_no_table_of_a_review_has_a_place_for_who_a_child_is(column: str) -> None:
    """R88: people who work on reviews have names; nobody else has."""
    allowed = {"person", "board", "agency"}
    bearing = {table.name for table in metadata.sorted_tables if column in table.columns}
    assert bearing <= allowed
