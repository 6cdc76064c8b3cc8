"""What a day costs by where it lies: far from the target, late, in the school holidays."""

from datetime import date

import numpy as np

from models.diaries.problem import Meeting, Problem
from models.diaries.slots.grid import Grid
from models.diaries.slots.remembered import Remembered
from models.diaries.slots.span_rows import Whole


def position(problem: Problem, meeting: Meeting, on: Grid) -> Whole:
    """For each day of the calendar its price for *meeting*, in days."""
    prices = problem.prices
    day = np.arange(len(on.days))
    price = prices.day_off_target * np.abs(day - on.day_index(meeting.target or meeting.earliest))
    if meeting.due is not None:
        price += prices.day_late * np.maximum(day - on.day_index(meeting.due), 0)
    if problem.calendar.school_holidays:
        price += prices.school_holiday * _school(problem, on)
    return price


def day_price(problem: Problem, meeting: Meeting, day: date) -> int:
    """The price of one *day* for *meeting*, in days.

    >>> from models.diaries.problem import Calendar
    >>> calendar = Calendar(first=date(2026, 1, 5), last=date(2026, 3, 1))
    >>> first = Meeting("panel-1", 60, date(2026, 1, 5), date(2026, 2, 1), due=date(2026, 1, 7))
    >>> day_price(Problem({}, (first,), calendar), first, date(2026, 1, 8))
    6
    """
    prices = problem.prices
    late = (day - meeting.due).days if meeting.due else 0
    return (
        prices.day_off_target * abs((day - (meeting.target or meeting.earliest)).days)
        + prices.day_late * max(0, late)
        + prices.school_holiday * (day in problem.calendar.school_holidays)
    )


_remembered: Remembered[Whole] = Remembered()


def _school(problem: Problem, on: Grid) -> Whole:
    """One on the days of the school holidays, else nothing."""
    calendar = problem.calendar
    found = _remembered.get(calendar, "school")
    if found is not None:
        return found
    days = np.fromiter((day in calendar.school_holidays for day in on.days), np.int64, len(on.days))
    return _remembered.keep(calendar, "school", days)
