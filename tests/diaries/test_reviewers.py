"""Who is suggested as a reviewer: nobody who is excluded, ever; and of the others who has the least to do."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.diaries.meetings.openings import Openings
from models.diaries.problem import Calendar
from models.diaries.reviewers import MOST_HOURS, MOST_REVIEWS, Candidate, Wanted, exclusions, suggest
from models.diaries.slots.grid import grid
from models.guidance.words import vocabulary

ON = date(2026, 3, 2)
GRID = grid(Calendar(ON, date(2026, 3, 15)))
AGENCIES = ("health", "police", "education", "independent_voluntary")

slots = st.frozensets(st.integers(0, 5)).map(lambda days: sum(1 << day * GRID.per_day for day in days))
codes = st.text("abcdefgh", min_size=1, max_size=4)
seldom = st.sampled_from([False, False, False, False, True])
"""Most of a pool may be asked, or nothing would be chosen between."""
candidates = st.builds(
    Candidate,
    code=codes,
    agency=st.sampled_from(AGENCIES),
    language=st.sampled_from(["cy", "en", "unknown"]),
    trained_on=st.sampled_from([date(2020, 1, 1), date(2024, 5, 1), ON, ON + timedelta(days=1), None]),
    kept_out=seldom,
    on_the_panel=seldom,
    decides=seldom,
    open_reviews=st.sampled_from([0, 0, 1, 1, MOST_REVIEWS, MOST_REVIEWS + 1]),
    busiest_month=st.floats(0, 20).map(lambda hours: hours if hours > 15 else 0.0),
    hours=st.sampled_from([0.0, 2.5, 30.0]),
    appointments=st.integers(0, 1),
    last_appointed_on=st.sampled_from([None, date(2024, 5, 1), ON]),
    openings=st.none() | st.builds(Openings, slots, st.just(0), st.just(0)),
)
pools = st.lists(candidates, max_size=9, unique_by=lambda each: each.code)
wishes = st.builds(
    Wanted,
    number=st.integers(1, 2),
    on=st.just(ON),
    agencies=st.frozensets(st.sampled_from(AGENCIES), max_size=1),
    welsh=st.booleans(),
    by=st.none() | st.dates(ON, date(2026, 3, 20)),
    grid=st.just(GRID),
)


def fit(code: str, **more: object) -> Candidate:
    """Somebody who may be asked."""
    known = Openings((1 << 400) - 1, 0, 0)
    facts = {
        "agency": "education",
        "language": "cy",
        "trained_on": date(2024, 5, 1),
        "openings": known,
        **more,
    }
    return Candidate(code, **facts)  # type: ignore[arg-type]


def wanted(number: int = 2, **more: object) -> Wanted:
    facts = {"agencies": frozenset({"police"}), "welsh": False, "by": date(2026, 4, 1), **more}
    return Wanted(number=number, on=ON, grid=GRID, **facts)  # type: ignore[arg-type]


def chosen(pool: list[Candidate], wish: Wanted) -> list[str]:
    return sorted(each.code for each in suggest(pool, wish).chosen)


@given(pools, wishes)
def test_whoever_is_excluded_is_never_suggested_and_stands_with_a_reason(
    pool: list[Candidate], wish: Wanted
) -> None:
    """R51, R71. Seen to fail with training to come counted, and with each exclusion left out in turn."""
    found = suggest(pool, wish)
    for each in (*found.chosen, *found.others):
        assert each.trained_on is not None
        assert each.trained_on <= wish.on
        assert each.agency not in wish.agencies
        assert (each.kept_out, each.on_the_panel, each.decides) == (False, False, False)
        assert each.open_reviews < MOST_REVIEWS
        assert each.busiest_month <= MOST_HOURS
    for each, causes in found.excluded:
        assert causes == exclusions(each, wish) != ()
        assert set(causes) <= set(vocabulary("reviewer_excluded"))
    everybody = [*found.chosen, *found.others, *(each for each, _ in found.excluded)]
    assert sorted(each.code for each in everybody) == sorted(each.code for each in pool)


@given(pools, wishes)
def test_as_many_are_suggested_as_are_wanted_where_there_are_so_many(
    pool: list[Candidate], wish: Wanted
) -> None:
    """R5. Seen to fail with fewer suggested rather than two of one agency."""
    found = suggest(pool, wish)
    may = [each for each in pool if not exclusions(each, wish)]
    assert len(found.chosen) == min(wish.number, len(may))
    assert ("too_few" in found.notes) == (len(may) < wish.number)


@given(st.lists(codes, min_size=2, max_size=6, unique=True), st.randoms(), st.integers(1, 2))
def test_the_order_of_the_pool_decides_nothing(names: list[str], chance: Random, number: int) -> None:
    """Seen to fail without the code as the last word."""
    pool = [fit(name) for name in names]
    shuffled = list(pool)
    chance.shuffle(shuffled)
    assert chosen(pool, wanted(number)) == chosen(shuffled, wanted(number)) == sorted(names)[:number]


@given(pools, wishes)
def test_a_welsh_speaker_is_among_them_wherever_one_may_be_asked(pool: list[Candidate], wish: Wanted) -> None:
    """Seen to fail with the least load counted before the language."""
    found = suggest(pool, replace(wish, welsh=True))
    speakers = [each for each in (*found.chosen, *found.others) if each.language == "cy"]
    assert ("no_welsh_speaker" in found.notes) == (not speakers)


@given(st.lists(slots, min_size=2, max_size=2))
def test_the_first_day_is_the_first_on_which_all_could_meet(free: list[int]) -> None:
    """Seen to fail with the first day of one of them."""
    pool = [fit(name, openings=Openings(each, 0, 0)) for name, each in zip("ab", free, strict=True)]
    together = [slot for slot in range(GRID.slots) if all(each >> slot & 1 for each in free)]
    assert suggest(pool, wanted()).first_day == (GRID.days[together[0] // GRID.per_day] if together else None)


def test_of_equals_whoever_has_least_to_do_then_was_longest_not_asked_then_the_code() -> None:
    """R71: fairness of load. Seen to fail with the longest unasked before the least load."""
    busy = fit("a", open_reviews=1, last_appointed_on=date(2020, 1, 1))
    lately = fit("b", last_appointed_on=date(2026, 1, 1))
    long_ago = fit("c", last_appointed_on=date(2023, 1, 1))
    many_hours = fit("d", hours=12.0)
    assert chosen([busy, lately, long_ago, many_hours], wanted(1)) == ["c"]
    assert chosen([busy, lately, many_hours], wanted(1)) == ["b"]
    assert chosen([busy, many_hours], wanted(1)) == ["d"]
    assert chosen([fit("f"), fit("e")], wanted(1)) == ["e"]


def test_two_are_of_two_agencies_and_one_has_reviewed_before_if_that_can_be() -> None:
    """Seen to fail with the agencies of the two not compared."""
    pool = [fit("a"), fit("b"), fit("c", agency="health", hours=30.0), fit("d", appointments=2, hours=40.0)]
    assert chosen(pool, wanted()) == ["c", "d"]
    assert suggest([fit("a"), fit("b")], wanted()).notes == ("same_agency", "none_experienced")


def test_whoever_stays_counts_when_another_takes_the_second_place() -> None:
    """Seen to fail with those who are appointed already left out of account."""
    stays = fit("stays", agency="health", language="en", appointments=1)
    pool = [fit("a", agency="health"), fit("b", language="en"), fit("c", hours=9.0)]
    assert chosen(pool, wanted(1, beside=(stays,), welsh=True)) == ["c"]
    assert suggest(pool, wanted(1, beside=(stays,), welsh=True)).notes == ()


def test_whoever_can_come_in_time_goes_before_who_may_and_who_cannot() -> None:
    """Seen to fail with a diary that is not known taken for a free one."""
    late = fit("a", openings=Openings(1 << 10 * GRID.per_day, 0, 0))
    not_known, in_time = fit("b", openings=None), fit("c", hours=20.0)
    never = fit("d", openings=Openings(0, 0, 0))
    by = date(2026, 3, 9)
    assert [
        chosen(list(some), wanted(1, by=by)) for some in combinations((late, not_known, in_time, never), 3)
    ] == [
        ["c"],
        ["b"],
        ["c"],
        ["c"],
    ]
    assert suggest([late], wanted(1, by=by)).notes == ("late",)
    assert suggest([not_known], wanted(1, by=by)).notes == ("diary_not_known",)
    assert suggest([never], wanted(1, by=by)).notes == ("no_day",)


@pytest.mark.parametrize("number", [1, 2])
def test_of_nobody_nobody_is_suggested(number: int) -> None:
    found = suggest([], wanted(number, welsh=True))
    assert found.chosen == ()
    assert found.notes[:2] == ("too_few", "no_welsh_speaker")
