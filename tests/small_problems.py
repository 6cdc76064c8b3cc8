"""Small problems of every kind, drawn by hypothesis: a few people, a few weeks, whatever a diary may hold."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import strategies as st
from naive_planner import midnight

from models.diaries.problem import Calendar, Meeting, Minutes, Person, Prices, Problem, Spans

AROUND_MARCH = date(2026, 3, 23)
"""The Monday before the clocks go forward."""
AROUND_OCTOBER = date(2026, 10, 19)
AROUND_29_FEBRUARY = date(2028, 2, 21)
PLACES = ("hall", "library")
_CODES = ("ann", "bob", "cai", "dot", "eve")
_DAY = timedelta(days=1)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """One or two weeks about a change of the clocks or a 29 February, with odd hours and slots."""
    first = draw(st.sampled_from([AROUND_MARCH, AROUND_OCTOBER, AROUND_29_FEBRUARY]))
    first += draw(st.integers(0, 6)) * _DAY
    last = first + draw(st.integers(0, 12)) * _DAY
    opens, closes, slot = draw(
        st.sampled_from(
            [
                (time(9), time(17), 15),
                (time(9), time(17), 5),
                (time(8, 30), time(18), 30),
                (time(10), time(12), 15),
            ]
        )
    )
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    some = st.frozensets(st.sampled_from(days), max_size=2)
    return Calendar(
        first=first,
        last=last,
        opens=opens,
        closes=closes,
        bank_holidays=draw(some),
        closures={"north": draw(some)},
        school_holidays=draw(some),
        slot=slot,
    )


def minutes(calendar: Calendar) -> st.SearchStrategy[Minutes]:
    """A minute of the calendar, a day before it and a day after it; mostly a quarter of an hour."""
    since, until = midnight(calendar.first - _DAY), midnight(calendar.last + 2 * _DAY)
    quarters = st.integers(since // 15, until // 15).map(lambda quarter: quarter * 15)
    return st.one_of(quarters, st.integers(since, until))


@st.composite
def spans(draw: st.DrawFn, calendar: Calendar, most: int = 5, longest: Minutes = 300) -> Spans:
    """Spans in any order, overlapping in any way, some of no length, some for days, some for ever."""
    lengths = st.one_of(st.integers(0, longest), st.sampled_from([0, 60, 3 * 1440, 10**7]))
    rows = draw(st.lists(st.tuples(minutes(calendar), lengths), max_size=most))
    return tuple((since, since + length) for since, length in rows)


@st.composite
def persons(draw: st.DrawFn, calendar: Calendar, code: str) -> Person:
    """Somebody whose diary is known wholly, in parts or not at all."""
    whole = ((midnight(calendar.first - 3 * _DAY), midnight(calendar.last + 4 * _DAY)),)
    return Person(
        code=code,
        agency="agency",
        busy=draw(spans(calendar, 8)),
        tentative=draw(spans(calendar)),
        away=draw(spans(calendar, 1)),
        other_meetings=draw(spans(calendar, 1)),
        barred=draw(spans(calendar, 1)),
        known=draw(st.one_of(st.just(whole), spans(calendar, longest=5000))),
        travel=draw(st.dictionaries(st.sampled_from(PLACES), st.sampled_from([10, 30, 95]), max_size=2)),
    )


@st.composite
def meetings(draw: st.DrawFn, calendar: Calendar, codes: tuple[str, ...]) -> Meeting:
    """A meeting with any mixture of seats, windows and places."""
    some = st.lists(st.sampled_from(codes), max_size=3, unique=True).map(tuple)
    days = st.integers(-2, (calendar.last - calendar.first).days + 2).map(lambda n: calendar.first + n * _DAY)
    required = draw(some)
    open_for = (
        (calendar.closes.hour - calendar.opens.hour) * 60 + calendar.closes.minute - calendar.opens.minute
    )
    return Meeting(
        key="panel-1",
        length=draw(st.sampled_from([15, 20, 60, 100, open_for])),
        earliest=draw(days),
        latest=draw(days),
        required=required,
        stand_ins={one: draw(some) for one in required},
        agencies={agency: draw(some) for agency in draw(st.sets(st.sampled_from(["health", "police"])))},
        optional=draw(some),
        target=draw(st.one_of(st.none(), days)),
        due=draw(st.one_of(st.none(), days)),
        only=draw(st.one_of(st.none(), spans(calendar, longest=3000))),
        places=draw(st.sampled_from([(), ("hall",), PLACES])),
        board=draw(st.sampled_from(["", "north", "south"])),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """One meeting, up to five people, two places."""
    calendar = draw(calendars())
    codes = _CODES[: draw(st.integers(1, len(_CODES)))]
    prices = st.integers(0, 9)
    return Problem(
        people={code: draw(persons(calendar, code)) for code in codes},
        meetings=(draw(meetings(calendar, codes)),),
        calendar=calendar,
        places={place: draw(spans(calendar)) for place in PLACES},
        prices=draw(st.builds(Prices, prices, prices, prices, prices, prices)),
    )


def office_hours(code: str, calendar: Calendar, **kinds: Spans) -> Person:
    """Somebody whose whole diary is known, with only what is given in it."""
    known = ((midnight(calendar.first - 7 * _DAY), midnight(calendar.last + 8 * _DAY)),)
    return replace(Person(code, "agency", known=known), **kinds)
