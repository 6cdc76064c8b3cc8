"""The record of reviews read whole: as of a day, as known on a day, one review or many the same way."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from answers import answer
from office_days import Arrive, OfficeDays
from sqlalchemy import event

from models import casework
from models.casework import on_record
from models.casework.on_record import OnRecord
from models.casework.standing import review_deadlines
from models.guidance.route import DECISION, RECOMMENDATION, TIMELINES
from models.records import (
    Decision,
    DocumentRequest,
    Hold,
    Milestone,
    PlanItem,
    Recommendation,
    Review,
    StatusPeriod,
    SubjectFacts,
    Vote,
)


def seen(office: OfficeDays, review: Review, as_of: date | None = None, **more: Any) -> OnRecord:  # noqa: ANN401
    """Read one review among all."""
    (found,) = on_record.read(office.session, reviews=[review.key], as_of=as_of or office.today, **more)
    return found


def corrects(office: OfficeDays, milestone: Milestone, happened_on: date) -> Milestone:
    """Put another milestone in the place of one that was wrong, today."""
    milestone.superseded_at = office.at.now.replace(tzinfo=UTC)
    office.session.flush()
    right = Milestone(
        **milestone.model_dump(exclude={"id", "superseded_at", "recorded_at", "happened_on"}),
        happened_on=happened_on,
        recorded_at=office.at.now.replace(tzinfo=UTC),
    )
    office.session.add(right)
    office.session.flush()
    return right


def test_where_a_review_stands_is_the_same_however_its_record_is_read(office: OfficeDays) -> None:
    """R20. At every step of a whole review. Seen to fail without those who have yet to acknowledge."""
    review = office.opens("CPR EX 80/2026")
    while waiting := casework.open_actions(office.session, review):
        standing = casework.stand(office.session, review)
        record = seen(office, review)
        assert record.standing == standing
        assert record.deadlines == review_deadlines(office.session, review, standing)
        step = casework.step_key(waiting[0])
        casework.answer(office.later(days=1).at, waiting[0], office.sensible(step, waiting[0].subject))
    assert seen(office, review).standing == casework.stand(office.session, review)


def test_what_happened_later_is_left_out(arrive: Arrive) -> None:
    """Seen to fail with every milestone read whatever its day."""
    office, review = arrive("S10")
    office.later(days=10).answers(review, "S10", "police")
    before = seen(office, review, office.today - timedelta(days=1))
    assert "police" not in before.standing.dates.get(TIMELINES, {})
    request = {each.agency_code: each for each in before.rows(DocumentRequest)}["police"]
    assert request.milestone_id is None
    now = {each.agency_code: each for each in seen(office, review).rows(DocumentRequest)}["police"]
    assert now.milestone_id is not None


def test_a_hold_that_ended_later_is_open(arrive: Arrive) -> None:
    """Seen to fail with a hold's row read as it is now."""
    office, review = arrive("S06")
    began = office.today
    office.holds(review, "all")
    office.later(days=20).releases(review, "all")
    (then,) = seen(office, review, began + timedelta(days=19)).facts(Hold)
    (now,) = seen(office, review).facts(Hold)
    assert (then.ended_on, now.ended_on) == (None, office.today)
    assert seen(office, review, began + timedelta(days=19)).standing.held
    assert not seen(office, review).standing.held
    before = on_record.one(office.session, review, as_of=began - timedelta(days=1))
    assert not before.facts(Hold)


def test_a_correction_is_not_known_before_it_is_made(arrive: Arrive) -> None:
    """R62: a figure can be had as it was known on a day.

    Seen to fail with only what stands now read, and with what was recorded later read too.
    """
    office, review = arrive("S06")
    known_on, wrong = office.today, office.facts(review, Decision)[-1].milestone_id
    first = office.session.get_one(Milestone, wrong)
    on_time, late = first.happened_on, first.happened_on + timedelta(days=3)
    corrects(office.later(days=9), first, late)
    assert seen(office, review, known_on=known_on).standing.last(*DECISION) == on_time
    assert seen(office, review, known_on=office.today - timedelta(days=1)).standing.last(*DECISION) == on_time
    assert seen(office, review, known_on=office.today).standing.last(*DECISION) == late
    assert seen(office, review).standing.last(*DECISION) == late
    assert seen(office, review, known_on=known_on).facts(Decision)


def test_an_end_that_was_not_known_yet_leaves_a_hold_open(arrive: Arrive) -> None:
    """Entered a week after it happened. Seen to fail with the day of the end alone compared."""
    office, review = arrive("S06")
    office.holds(review, "all")
    office.later(days=20).releases(review, "all", happened_on=(office.today - timedelta(days=7)).isoformat())
    (then,) = seen(office, review, known_on=office.today - timedelta(days=1)).facts(Hold)
    assert then.ended_on is None


def test_rows_beneath_a_fact_come_with_it(office: OfficeDays) -> None:
    review = office.through(office.opens("CPR EX 81/2026"), until="S06")
    record = seen(office, review)
    (recommendation,) = record.facts(Recommendation)
    assert {each.recommendation_id for each in record.rows(Vote)} == {recommendation.id}
    known = {each.id for each in record.facts(SubjectFacts)}
    assert {each.subject_facts_id for each in record.rows(StatusPeriod)} <= known
    assert len(record.rows(Vote)) == len(answer(RECOMMENDATION, on=office.today)["present"])


def test_many_reviews_are_read_together_and_only_what_is_asked_for(
    office: OfficeDays, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with a query a review."""
    for number in range(82, 87):
        office.through(office.opens(f"CPR EX {number}/2026", outcome="none"))
    asked: list[str] = []
    connection = office.session.connection()
    event.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
    monkeypatch.setattr("models.casework.on_record.reading.AT_ONCE", 3)
    found = list(on_record.read(office.session, as_of=office.today, board="example"))
    assert len(found) >= 5
    pages = -(-len(found) // 3)
    assert len(asked) <= 2 * pages + 1
    del asked[:]
    assert all(record.facts(Decision) and not record.facts(PlanItem) for record in found)
    assert len(asked) == 2 * pages
    assert not list(on_record.read(office.session, as_of=office.today, board="example_b"))


def test_a_draft_is_there_from_the_day_on_which_it_was_opened(office: OfficeDays) -> None:
    review = casework.receive(office.at, "CPR EX 88/2026", "example", {"referred_by": "police"})
    assert seen(office, review).pack is None
    assert seen(office, review).deadlines == {}
    early = office.today - timedelta(days=1)
    assert not list(on_record.read(office.session, reviews=[review.key], as_of=early))
    assert on_record.one(office.session, review, as_of=early).milestones == ()


def test_the_end_of_a_day_is_midnight_in_london() -> None:
    from models.casework.on_record.as_then import Then

    assert Then(date(2026, 7, 1), date(2026, 7, 1)).known_before == datetime(2026, 7, 1, 23, tzinfo=UTC)
