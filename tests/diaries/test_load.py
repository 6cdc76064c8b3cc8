"""Hours of meetings, person by person and month by month."""

from datetime import date

from diary_instances import many
from hypothesis import given, settings
from hypothesis import strategies as st

from models.diaries.many.joint import plan_all
from models.diaries.many.load import load, over
from models.diaries.problem import Problem
from models.diaries.results import Cost, Placed, Programme

JUNE = date(2026, 6, 11)


def programme(*placed: Placed) -> Programme:
    return Programme(placed, Cost())


def meeting(on: date, comes: tuple[str, ...], minutes: int = 120, place: str | None = None) -> Placed:
    return Placed("panel-1", on, 0, minutes, Cost(), comes, place=place)


def test_hours_of_all_reviews_come_together_in_the_month_of_the_meeting() -> None:
    """Seen to fail with the month of the programme's first meeting for all of them."""
    one = programme(meeting(JUNE, ("ann", "bob")), meeting(date(2026, 7, 1), ("ann",), 60))
    other = programme(meeting(date(2026, 6, 30), ("ann",), 90))
    found = {
        (each.person, each.month.month): (each.meetings, each.hours) for each in load({"a": one, "b": other})
    }
    assert found == {("ann", 6): (2, 3.5), ("ann", 7): (1, 1.0), ("bob", 6): (1, 2.0)}


def test_the_way_there_and_back_counts_and_who_has_too_much_is_named_first() -> None:
    """Seen to fail with the way counted once."""
    problem = many(3, reviews=1, people=40, meetings=2)["CPR 1"]
    code, travel = next(
        (each.code, each.travel["county-hall"]) for each in problem.people.values() if each.travel
    )
    found = load({"a": programme(meeting(JUNE, (code, "else"), place="county-hall"))}, {"a": problem})
    assert {each.person: each.travel for each in found} == {code: 2 * travel, "else": 0}
    assert [each.person for each in over(found, 2)] == [code]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 500))
def test_what_people_have_adds_up_to_what_meetings_have(seed: int) -> None:
    """Seen to fail with a person counted once a day."""
    problems: dict[str, Problem] = many(seed, reviews=3, people=40, meetings=3, weeks=10, over=2)
    programmes = plan_all(problems, lambda: False, seed).programmes
    found = load(programmes, problems)
    placed = [at for each in programmes.values() for at in each.placed]
    assert sum(each.meetings for each in found) == sum(len(at.comes) for at in placed)
    assert sum(each.minutes for each in found) == sum(len(at.comes) * (at.ends - at.starts) for at in placed)
