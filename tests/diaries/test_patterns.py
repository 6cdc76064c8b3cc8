"""Why days are not proposed is told in few lines, and no line says what is not so."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.diaries.meetings.patterns import Pattern, patterns
from models.diaries.results import NotProposed

MONDAY = date(2026, 8, 3)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def weeks(count: int, **causes: list[int]) -> list[NotProposed]:
    """Give whole weeks, with the numbers of the days of each cause; ``busy_huw`` is Huw's."""
    found = []
    for number in range(7 * count):
        named = [
            (name.rpartition("_")[0], name.rpartition("_")[2]) for name, on in causes.items() if number in on
        ]
        told = (
            [("weekend", ())] if number % 7 > 4 else [(cause, (who,) if who else ()) for cause, who in named]
        )
        found.append(NotProposed(day(number), tuple(told)))  # type: ignore[arg-type]
    return found


def told(found: list[Pattern]) -> list[tuple[int, int, int | None, str | None, tuple[str, ...]]]:
    return [((p.since - MONDAY).days, (p.until - MONDAY).days, p.weekday, p.cause, p.who) for p in found]


def test_two_weeks_of_closure_are_one_line_over_the_weekend() -> None:
    days = [n for n in range(12) if n % 7 < 5]
    found = patterns(weeks(2, board_closure_=days), [])
    assert told(found) == [(0, 11, None, "board_closure", ())]


def test_a_weekday_that_comes_back_is_told_once_for_everybody_of_whom_it_is_so() -> None:
    """Seen to fail with every weekday taken as one where it came back twice."""
    tuesdays, two = [1, 8, 15, 22], [3, 10]
    others = [n for n in range(28) if n not in tuesdays + two]
    rows = [each for each in weeks(4, busy_huw=tuesdays, busy_pat=tuesdays, away_rob=two) if each.causes]
    found = patterns(rows, [day(n) for n in others])
    assert told(found) == [
        (1, 22, 1, "busy", ("huw", "pat")),
        (3, 3, None, "away", ("rob",)),
        (10, 10, None, "away", ("rob",)),
    ]


def test_a_weekday_that_is_proposed_once_is_not_told_as_every_one() -> None:
    """Seen to fail with the days that are proposed left out of what is looked at."""
    rows = [each for each in weeks(5, busy_huw=[1, 8, 22, 29]) if each.causes]
    found = patterns(rows, [day(15)])
    assert all(each.weekday is None for each in found)


def test_a_weekday_is_every_one_though_the_board_is_closed_on_some() -> None:
    tuesdays, closed = [1, 8, 22, 29], list(range(14, 19))
    rows = [each for each in weeks(5, busy_huw=tuesdays, board_closure_=closed) if each.causes]
    free = [day(n) for n in range(35) if n % 7 < 5 and n not in tuesdays + closed]
    assert told(patterns(rows, free)) == [
        (1, 29, 1, "busy", ("huw",)),
        (14, 18, None, "board_closure", ()),
    ]


def test_bank_holidays_on_mondays_are_not_every_monday() -> None:
    """Seen to fail with the bank holidays looked at by themselves."""
    rows = weeks(8, bank_holiday_=[0, 28, 49])
    found = patterns(
        [each for each in rows if each.causes],
        [day(n) for n in range(56) if n % 7 < 5 and n not in (0, 28, 49)],
    )
    assert told(found) == [(n, n, None, "bank_holiday", ()) for n in (0, 28, 49)]


def test_days_against_which_nothing_is_say_so() -> None:
    [found] = patterns([NotProposed(day(0), ())], [day(1)])
    assert (found.cause, found.who) == (None, ())


def test_a_bank_holiday_interrupts_nobodys_leave_and_is_told_itself() -> None:
    rows = [
        NotProposed(day(n), (("bank_holiday", ()),) if n == 2 else (("away", ("huw",)),))
        for n in (0, 1, 2, 3, 4, 7)
    ]
    assert told(patterns(rows, [])) == [(0, 7, None, "away", ("huw",)), (2, 2, None, "bank_holiday", ())]


_CAUSES = st.sampled_from([("busy", ("huw",)), ("busy", ("pat",)), ("away", ("huw",)), ("board_closure", ())])
_DAYS = st.dictionaries(
    st.integers(0, 60), st.lists(_CAUSES, max_size=3, unique=True).map(tuple), max_size=61
)


@given(_DAYS)
def test_each_cause_of_each_day_is_told_and_nothing_else_is(rows: dict[int, tuple]) -> None:  # type: ignore[type-arg]
    """Seen to fail with stretches that go over days that are proposed."""
    asked = [NotProposed(day(number), causes) for number, causes in rows.items() if number % 7 < 5]
    free = [day(number) for number in range(61) if number % 7 < 5 and number not in rows]
    looked_at = {each.on: each for each in asked}
    expected = {
        (each.on, cause, person)
        for each in asked
        for cause, who in each.causes or ((None, ()),)
        for person in who or ("",)
    }
    closed = {each.on for each in asked if ("board_closure", ()) in each.causes}
    said = {
        (on, each.cause, person)
        for each in patterns(asked, free)
        for on in [*looked_at, *free]
        if each.since <= on <= each.until and each.weekday in (None, on.weekday())
        for person in each.who or ("",)
        if not (each.weekday is not None and on in closed and (on, each.cause, person) not in expected)
    }
    assert said == expected
