"""What is supposed of a forecast: that a trial ends, a meeting moves, somebody is replaced."""

from datetime import date

import pytest

from models.diaries.forecasts.what_if import Given, HeldUntil, Supposed, changed, supposed
from models.guidance import route
from models.guidance.errors import GuidanceError
from models.guidance.holds import STOPPED

EVENT = date(2026, 6, 4)
HELD = Given(
    planned={route.LEARNING_EVENT: EVENT},
    holds=(HeldUntil("criminal_trial", STOPPED["learning_event"], date(2026, 9, 1)),),
)


def test_a_held_stage_is_not_over_before_the_hold_is_looked_at_again() -> None:
    """Seen to fail with the planned day put above the hold's."""
    assert HELD.not_before == {route.LEARNING_EVENT: date(2026, 9, 1)}
    whole = Given(holds=(HeldUntil("inquest", STOPPED["all"], date(2026, 9, 1)),))
    assert route.DECISION not in whole.not_before
    assert set(whole.not_before) == {
        *(route.PANEL, route.FIRST_PANEL, route.ANALYSIS, route.LEARNING_EVENT),
        *(route.DRAFT, route.SIGN_OFF, route.COMPLETE),
    }


@pytest.mark.parametrize("day", ["2026-07-01", "2027-03-31"])
def test_when_the_trial_ends_the_hold_does(day: str) -> None:
    would_be = changed(HELD, supposed("process-ends", f"criminal_trial={day}"))
    assert would_be.not_before == {route.LEARNING_EVENT: date.fromisoformat(day)}


def test_a_cause_for_which_nothing_is_held_moves_nothing_and_that_is_said() -> None:
    with pytest.raises(GuidanceError, match="No open hold stands for this cause \\(inquest\\)"):
        changed(HELD, supposed("process-ends", "inquest=2027-03-31"))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("learning_event=+7", date(2026, 6, 11)),
        ("learning_event-1=-3", date(2026, 6, 1)),
        ("learning_event=2026-08-20", date(2026, 8, 20)),
    ],
)
def test_a_meeting_moves_by_days_or_to_a_day(written: str, day: date) -> None:
    assert changed(Given(HELD.planned), supposed("move", written)).not_before == {route.LEARNING_EVENT: day}


def test_a_meeting_without_a_day_moves_only_to_one() -> None:
    with pytest.raises(GuidanceError) as refused:
        changed(HELD, supposed("move", "board=+7"))
    assert refused.value.code == "if_nothing_planned"
    assert changed(HELD, supposed("move", "board=2026-12-01")).planned[route.SIGN_OFF] == date(2026, 12, 1)


def test_who_comes_does_not_change_the_facts_themselves() -> None:
    assert supposed("replaced", "sian") == Supposed("replaced", "sian")
    one = supposed("replaced", "sian=huw")
    assert (one.what, one.by) == ("sian", "huw")
    assert changed(HELD, one) == HELD


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        ("weather", "rain=2026-01-01", "if_kind"),
        ("replaced", "", "if_replaced"),
        ("process-ends", "inquest", "if_process"),
        ("process-ends", "inquest=2026-02-30", "if_process"),
        ("process-ends", "rain=2026-01-01", "if_process"),
        ("move", "learning_event", "if_move"),
        ("move", "party=+7", "if_move"),
        ("move", "learning_event=7 weeks", "if_move"),
        ("move", "learning_event=+99999", "if_move"),
    ],
)
def test_what_cannot_be_supposed_is_said_with_what_can(kind: str, written: str, code: str) -> None:
    with pytest.raises(GuidanceError) as refused:
        supposed(kind, written)
    assert refused.value.code == code
    assert refused.value.words.en
