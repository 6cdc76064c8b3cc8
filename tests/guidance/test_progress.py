"""Stage and status: derived, exclusive, exhaustive."""

from datetime import date, timedelta
from itertools import product

import pytest

from models.guidance.progress import STATUSES, stage_of, status_of
from models.guidance.route import COMPLETE, NOTIFICATION, REFERRAL, THEMES, Outcome, Standing
from models.guidance.stages import Stage
from models.guidance.words import vocabulary

DUE_ON = date(2026, 9, 2)


def with_milestones(*keys: tuple[Stage, str], outcome: Outcome | None = None) -> Standing:
    return Standing(dates={key: {"": (date(2026, 3, 2),)} for key in keys}, outcome=outcome)


def status(standing: Standing, *, days: int = 0, closed_as: str | None = None, held: bool = False) -> str:
    on = DUE_ON + timedelta(days=days)
    return status_of(standing, closed_as=closed_as, held_whole=held, due_on=DUE_ON, on=on)


def test_a_review_has_exactly_one_status_whatever_has_happened_to_it() -> None:
    """R100: a partition over every combination of what a status depends on."""
    standings = (
        Standing(),
        with_milestones(REFERRAL, COMPLETE, outcome="concise"),
        with_milestones(REFERRAL, NOTIFICATION, outcome="none"),
        with_milestones(REFERRAL, THEMES, outcome="mapf"),
    )
    endings = (None, "closed", "withdrawn", "transferred", "merged")
    found = {
        status_of(standing, closed_as=closed_as, held_whole=held, due_on=due_on, on=on)
        for standing, closed_as, held, due_on, on in product(
            standings, endings, (False, True), (None, DUE_ON), (DUE_ON, DUE_ON + timedelta(days=1))
        )
    }
    assert found == set(STATUSES)
    assert set(STATUSES) <= set(vocabulary("status"))


def test_the_day_that_it_is_due_is_not_overdue_and_the_next_one_is() -> None:
    """R100: seen to fail with ``due_on <= on``."""
    assert (status(Standing()), status(Standing(), days=1)) == ("in_progress", "overdue")


def test_a_review_without_a_referral_has_no_day_to_be_late_on() -> None:
    assert status_of(Standing(), closed_as=None, held_whole=False, due_on=None, on=DUE_ON) == "in_progress"


def test_a_review_that_is_held_is_held_even_past_its_day() -> None:
    assert status(Standing(), days=30, held=True) == "held"


def test_what_is_complete_is_neither_held_nor_overdue_though_its_action_plan_runs_on() -> None:
    """R99, R100."""
    complete = with_milestones(REFERRAL, COMPLETE, outcome="concise")
    assert status(complete, days=300, held=True) == "completed"


@pytest.mark.parametrize("ending", ["withdrawn", "transferred", "merged"])
def test_what_ended_otherwise_says_so_before_anything_else(ending: str) -> None:
    complete = with_milestones(REFERRAL, COMPLETE, outcome="concise")
    assert status(complete, days=300, closed_as=ending, held=True) == ending


def test_a_review_stands_at_the_first_stage_that_something_is_asked_of() -> None:
    assert stage_of(Standing()) is Stage.S01
    assert stage_of(with_milestones(REFERRAL)) is Stage.S02


def test_a_review_that_asks_for_nothing_more_stands_at_no_stage() -> None:
    assert stage_of(with_milestones(REFERRAL, THEMES, outcome="mapf")) is None
