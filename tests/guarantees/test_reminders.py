"""G8: years of days, each with its sweep, whatever the clock does: each reminder once, in office hours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from office_days import OfficeDays
from sqlmodel import Session, col, select

from models import casework
from models.casework import letters, reminders
from models.guidance import ladders, route
from models.guidance.packs import MilestoneKey
from models.guidance.working_days import is_working_day
from models.records import Action, Letter, Review
from tasks.correspondence.hours import is_office_hour

LONDON = ZoneInfo("Europe/London")
FIVE_PAST_EIGHT = time(8, 5)
STEPS = (route.TIMELINES, route.DECISION, route.NOTIFICATION, route.PANEL, route.QUARTERLY)
OUTAGE_DAYS = 7
TEN_YEARS = (date(2017, 1, 1), date(2026, 12, 31))
A_LEAP_YEAR = (date(2024, 1, 1), date(2024, 12, 31))
LONGEST_LADDER = timedelta(days=45)


@dataclass
class Asked:
    """One action of the simulation: when it was opened and answered, and what should be told of it."""

    number: int
    step: MilestoneKey
    opened_on: date
    act_by: date
    answered_on: date | None

    def rungs(self) -> Iterator[tuple[date, str]]:
        """Give each rung with its day, counted day by day: not the way in which the ladders count."""
        late_from = max(self.act_by, self.opened_on)
        for rung in ladders.ladder(self.step).rungs:
            begin = late_from if rung.working_days > 0 else self.act_by
            day, left = begin, abs(rung.working_days)
            while left:
                day += timedelta(days=1 if rung.working_days > 0 else -1)
                left -= is_working_day(day)
            if day > self.opened_on:
                yield day, rung.name


@dataclass
class Years:
    """An office that is looked at every day, with reviews in which one thing after another is asked."""

    session: Session
    chance: Random
    until: date
    reviews: list[Review] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    open: dict[int, Asked] = field(default_factory=dict)

    def __post_init__(self) -> None:
        OfficeDays(self.session).with_people()
        opened_at = datetime(2016, 1, 4, 9, tzinfo=UTC)
        for number in range(1, 9):
            reference, slug = f"CPR EX {number}/2016", f"cpr-ex-{number}-2016"
            self.reviews.append(
                Review(reference=reference, slug=slug, board_code="example", opened_at=opened_at)
            )
        self.session.add_all(self.reviews)
        self.session.flush()

    def desk(self, at: datetime) -> casework.Office:
        """Sit down at an instant, whose day is London's."""
        now = at.astimezone(UTC)
        return casework.Office(self.session, now, now.astimezone(LONDON).date(), "nia")

    def morning(self, on: date) -> casework.Office:
        """Sit down at five past eight."""
        return self.desk(datetime.combine(on, FIVE_PAST_EIGHT, LONDON))

    def ask(self, office: casework.Office) -> None:
        """Ask something anew in every review in which nothing is asked."""
        for review in self.reviews:
            if review.key not in self.open and office.today + LONGEST_LADDER * 3 < self.until:
                self._open(office, review)

    def _open(self, office: casework.Office, review: Review) -> None:
        step = self.chance.choice(STEPS)
        act_by = office.today + timedelta(days=self.chance.randint(-10, 70))
        while not is_working_day(act_by):
            act_by -= timedelta(days=1)
        remind_on = ladders.first_look(ladders.ladder(step), act_by, asked_on=office.today, on=office.today)
        action = Action(
            review_id=review.key,
            stage=step[0],
            milestone=step[1],
            subject="police" if step == route.TIMELINES else "",
            role=route.STEPS[step].role,
            act_by=act_by,
            remind_on=remind_on,
            opened_at=office.now,
        )
        self.session.add(action)
        self.session.flush()
        ends = max(act_by, office.today) + LONGEST_LADDER
        answered_on = office.today + timedelta(days=self.chance.randint(1, (ends - office.today).days))
        asked = Asked(action.key, step, office.today, act_by, answered_on)
        self.open[review.key] = asked
        self.asked.append(asked)

    def answer(self, office: casework.Office) -> None:
        """Answer what is answered today, or should have been while the office was away."""
        for review, asked in list(self.open.items()):
            assert asked.answered_on is not None
            if asked.answered_on <= office.today:
                asked.answered_on = office.today
                action = self.session.get_one(Action, asked.number)
                action.state, action.closed_at = "answered", office.now
                letters.withdraw(office, action, "answered")
                del self.open[review]

    def told(self) -> dict[int, list[Letter]]:
        """Give the reminders written, by action."""
        found: dict[int, list[Letter]] = {}
        rows = select(Letter).where(col(Letter.letter).in_(("reminder", "escalation")))
        for letter in self.session.exec(rows.order_by(col(Letter.id))):
            found.setdefault(letter.action_id or 0, []).append(letter)
        return found


def clock_changes(day: date) -> bool:
    """Say whether London's clocks change on a day."""
    before = datetime.combine(day, time.min, LONDON).utcoffset()
    return before != datetime.combine(day, time(12), LONDON).utcoffset()


def odd_hours(day: date) -> list[datetime]:
    """Give instants round a change of the clocks, both of the half past ones in autumn among them."""
    midnight = datetime.combine(day, time.min, UTC)
    return [midnight + timedelta(minutes=30 * half) for half in range(6)]


def disturbances(chance: Random, days: list[date]) -> dict[date, str]:
    """Give days on which the clock jumps or the office goes away; every second outage ends on a Saturday."""
    found = {}
    for what in ("forwards", "backwards", "outage"):
        for number, day in enumerate(chance.sample(days[30:-60], len(days) // 100)):
            ends_on_saturday = what == "outage" and number % 2 == 0
            found[day + timedelta(days=(5 - day.weekday()) % 7 * ends_on_saturday)] = what
    return found


def live(years: Years, begin: date, disturbed: dict[date, str]) -> dict[date, str]:
    """Let the days pass, one sweep a morning and more where the clock is odd; give what was seen when.

    *disturbed* names the days on which the clock jumps (forth and back, or back and forth)
    or the office goes away for a week.
    """
    seen: dict[date, str] = {}
    day = begin
    while day <= years.until:
        what = disturbed.get(day, "")
        if what == "outage":
            day += timedelta(days=OUTAGE_DAYS)
        elif what:
            # The clock of the machine is a day out, then right again.
            wrong = day + timedelta(days=1 if what == "forwards" else -1)
            reminders.sweep(years.morning(wrong))
        office = years.morning(day)
        reminders.sweep(office)
        if clock_changes(day):
            for instant in odd_hours(day):
                reminders.sweep(years.desk(instant))
        if day.weekday() == 0:
            again = {each.reason for each in reminders.sweep(office)}
            assert again.isdisjoint(reminders.PASSES), "the same day again writes nothing"
        seen[day] = what
        years.answer(office)
        years.ask(office)
        day += timedelta(days=1)
    return seen


def found_wrong(years: Years, seen: dict[date, str]) -> dict[str, int]:
    """Count what the guarantee forbids, over every action."""
    told, wrong = (
        years.told(),
        dict.fromkeys(("doubled", "missed", "late", "after the answer", "at night"), 0),
    )
    for asked in years.asked:
        rows = told.get(asked.number, [])
        names = [name for row in rows for name in (*row.facts["passed_over"], _rung(row))]
        until = asked.answered_on or years.until
        due = [(day, name) for day, name in asked.rungs() if _looked_at(day, seen) <= until]
        on_its_day = {name: _looked_at(day, seen) for day, name in due}
        wrong["doubled"] += len(names) - len(set(names))
        wrong["missed"] += sum(name not in names for _, name in due)
        wrong["late"] += sum(
            _rung(row) in on_its_day and not _near(row.due_on, on_its_day[_rung(row)], seen) for row in rows
        )
        # A clock that was a day ahead on the day of the answer had written what is due on the next.
        last = until + timedelta(days=seen.get(until) == "forwards")
        wrong["after the answer"] += sum(row.due_on > last for row in rows)
        wrong["at night"] += sum(not is_office_hour(row.written_at) for row in rows)
    return wrong


def _rung(row: Letter) -> str:
    """Give the rung of a letter: what the day itself would have said is said as late when it comes late."""
    late = row.facts["rung"] == "overdue_1" and row.facts["days"] < 3
    return "due" if late else str(row.facts["rung"])


def _looked_at(day: date, seen: dict[date, str]) -> date:
    """Give the first working day of the office from a rung's own day on: itself, but after an outage."""
    while not (day in seen and is_working_day(day)):
        day += timedelta(days=1)
    return day


def _near(written_on: date, due_on: date, seen: dict[date, str]) -> bool:
    """Say whether a letter was written on its day; a clock that was wrong that day may take it a day."""
    return written_on == due_on or any(
        seen.get(due_on + timedelta(days=days)) in ("forwards", "backwards") for days in (-1, 0, 1)
    )


@pytest.mark.guarantee
def test_whatever_the_clock_does_each_reminder_is_written_once_on_its_day(
    session: Session, figure: Callable[[str], None], *, long_form: bool
) -> None:
    """G8. Seen to fail with ``remind_on`` left where it was, without the look at working days in
    ``_hearer``, with every rung reached written after an outage, and with answered actions swept.
    """
    begin, until = TEN_YEARS if long_form else A_LEAP_YEAR
    chance = Random(8)  # noqa: S311
    days = [begin + timedelta(days=number) for number in range((until - begin).days)]
    disturbed = disturbances(chance, days)
    years = Years(session, chance, until)
    seen = live(years, begin, disturbed)
    wrong = found_wrong(years, seen)
    written = sum(map(len, years.told().values()))
    changes = sum(map(clock_changes, days))
    leap_days = sum((day.month, day.day) == (2, 29) for day in days)
    figure(
        f"G8 {len(days)} days, {changes} clock changes, {leap_days} x 29 February, "
        f"{len(disturbed)} jumps and outages: {written} reminders of {len(years.asked)} actions, "
        + ", ".join(f"{count} {name}" for name, count in wrong.items())
    )
    assert written > len(years.asked) / 2
    assert not any(wrong.values()), wrong
