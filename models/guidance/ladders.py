"""Ladders of reminders: who hears of an action that waits, and on which working day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from models.guidance.errors import GuidanceError
from models.guidance.packaged import table
from models.guidance.packs import MilestoneKey
from models.guidance.provenance import Provenance, Source
from models.guidance.stages import Stage
from models.guidance.words import Words
from models.guidance.working_days import add_working_days, last_working_day_on_or_before

RungName = Literal["before", "due", "overdue_1", "overdue_2", "chair"]
Hearer = Literal["owner", "agency_lead", "board_chair"]

INVITATION = "invitation"
"""The ladder of an invitation that nobody has answered."""

_BEYOND_THE_TABLE = timedelta(days=31)
"""How long before a day whose bank holidays are not known yet its ladder is looked at again."""


@dataclass(frozen=True)
class Rung:
    """One reminder: how many working days from the day to act by, who hears of it, and why then."""

    name: RungName
    working_days: int
    to: Hearer
    reason: Words
    source: Source


@dataclass(frozen=True)
class Ladder:
    """The reminders of a kind of action, the earliest first."""

    code: str
    rungs: tuple[Rung, ...]

    def days(self, act_by: date, *, asked_on: date) -> Iterator[tuple[date, Rung]]:
        """Give the day of each rung, all of them working days.

        Nobody is late before they could act: *asked_on* is the day from which they could
        (the action was opened, a hold on it ended). What would have come before that day
        never comes, and what counts the days after the deadline counts from it.

        Raises:
            GuidanceError: ``bank_holidays_missing``.

        >>> asked = date(2026, 3, 2)
        >>> [str(day) for day, _ in ladder((Stage.S10, "timelines")).days(date(2026, 4, 2), asked_on=asked)]
        ['2026-03-26', '2026-04-02', '2026-04-09', '2026-04-15', '2026-04-27']
        """
        desk_day = last_working_day_on_or_before(act_by)
        late_from = max(desk_day, asked_on)
        for rung in self.rungs:
            if rung.working_days > 0:
                yield add_working_days(late_from, rung.working_days), rung
            elif (day := add_working_days(desk_day, rung.working_days)) > asked_on:
                yield day, rung


@dataclass(frozen=True)
class Look:
    """What a look at a ladder finds: the rung that is due, those passed over, the next day to look."""

    rung: Rung | None
    passed_over: tuple[Rung, ...]
    remind_on: date | None


def look(of: Ladder, act_by: date, *, asked_on: date, since: date, on: date) -> Look:
    """Look at a ladder on a day, where nobody has looked at it from the day *since*.

    The newest rung that was reached is due. Older ones are passed over: after an outage
    nobody gets them one upon the other.

    Raises:
        GuidanceError: ``bank_holidays_missing``.

    >>> found = look(ladder((Stage.S10, "timelines")), date(2026, 4, 2), asked_on=date(2026, 3, 2),
    ...              since=date(2026, 3, 26), on=date(2026, 4, 9))
    >>> found.rung.name, [rung.name for rung in found.passed_over], str(found.remind_on)
    ('overdue_1', ['before', 'due'], '2026-04-15')
    """
    days = list(of.days(act_by, asked_on=asked_on))
    reached = [rung for day, rung in days if since <= day <= on]
    to_come = (day for day, _ in days if day > on)
    return Look(
        rung=reached[-1] if reached else None,
        passed_over=tuple(reached[:-1]),
        remind_on=next(to_come, None),
    )


def first_look(of: Ladder, act_by: date | None, *, asked_on: date, on: date) -> date | None:
    """Give the day on which a ladder is looked at for the first time, from the day *on*; none for none.

    Where the bank holidays of its days are not published yet it is looked at again nearer the time.
    """
    if act_by is None:
        return None
    try:
        return next((day for day, _ in of.days(act_by, asked_on=asked_on) if day >= on), None)
    except GuidanceError:
        return act_by - _BEYOND_THE_TABLE


def ladder(step: MilestoneKey) -> Ladder:
    """Give the ladder of a step's action.

    >>> ladder((Stage.S04, "decision")).code, ladder((Stage.S06, "panel")).code
    ('decision', 'usual')
    """
    return _ladders()[_by_step().get(step, "usual")]


def invitation_ladder() -> Ladder:
    """Give the ladder of an invitation that nobody has answered."""
    return _ladders()[INVITATION]


def answer_by(invited_on: date, meeting_on: date) -> date:
    """Give the day by which an invitation should be answered: while the meeting can still be moved.

    Where it is too near for that, the next working day.

    Source: our default.

    >>> str(answer_by(date(2026, 3, 2), date(2026, 6, 1))), str(answer_by(date(2026, 3, 2), date(2026, 3, 6)))
    ('2026-03-16', '2026-03-03')
    """
    given = table("ladders")["answer_to_an_invitation"]
    wanted = add_working_days(invited_on, given["within_working_days"])
    latest = add_working_days(meeting_on, -given["before_the_meeting_working_days"])
    return max(min(wanted, latest), add_working_days(invited_on, 1))


def all_ladders() -> tuple[Ladder, ...]:
    """Give every ladder, in the order of the table."""
    return tuple(_ladders().values())


@cache
def _ladders() -> dict[str, Ladder]:
    source = Source(table("ladders")["source"], Provenance(table("ladders")["provenance"]))
    return {
        code: Ladder(code, tuple(_rungs(rows, source))) for code, rows in table("ladders")["ladders"].items()
    }


def _rungs(rows: dict[str, Any], source: Source) -> Iterator[Rung]:
    for name, row in rows.items():
        if name != "steps":
            reason = Words(**row["reason"])
            yield Rung(name, row["working_days"], row["to"], reason, source)  # type: ignore[arg-type]


@cache
def _by_step() -> dict[MilestoneKey, str]:
    found: dict[MilestoneKey, str] = {}
    for code, rows in table("ladders")["ladders"].items():
        for step in rows.get("steps", ()):
            stage, _, milestone = step.partition(" ")
            found[Stage(stage), milestone] = code
    return found
