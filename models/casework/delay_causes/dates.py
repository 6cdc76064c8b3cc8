"""The rules of people's days: a meeting that waits for a date, a review that waits for a reviewer."""

from collections.abc import Iterator
from datetime import date

from models.casework.delay_causes.reading import Cause, Late, Reading
from models.guidance import route
from models.guidance.delays import Span
from models.guidance.meeting_kinds import day_of
from models.guidance.packs import MilestoneKey
from models.records import Appointment, Availability, Invitation, Meeting, MeetingOption, Withdrawal

_MEETINGS = (("panel", route.FIRST_PANEL), ("learning_event", route.LEARNING_EVENT))


def waited_for_a_date(reading: Reading) -> Iterator[Cause]:
    """A meeting that waited for nothing but a date: from when it was due and all was ready until it was held.

    From the first time that was offered at which everybody but a reviewer could come, it
    waited for the reviewer; before that, or without one, for everybody's diaries.
    """
    for kind, step in _MEETINGS:
        for late in reading.late(step):
            if (since := _waited_from(reading, kind, step, late)) is None:
                continue
            reviewer = min(
                (day for day in _reviewers_alone_missing(reading, kind) if since <= day < late.came_on),
                default=late.came_on,
            )
            yield Cause(Span("diary", since, reviewer), "diary", kind, known_on=late.known_on)
            span = Span("reviewer_availability", reviewer, late.came_on)
            yield Cause(span, "reviewer", kind, known_on=late.known_on)


def _waited_from(reading: Reading, kind: str, step: MilestoneKey, late: Late) -> date | None:
    """Give the day from which a late meeting waited for a date alone; none if something else was awaited."""
    if late.due_on >= late.came_on:
        return None
    sought_on, ready_on = _sought_on(reading, kind), _ready_on(reading, step)
    if sought_on is None or ready_on is None:
        return None
    return max(late.due_on, sought_on, ready_on)


def _ready_on(reading: Reading, step: MilestoneKey) -> date | None:
    """Give the day on which everything stood that a meeting follows; none while something is awaited.

    All dates are pencilled at the outset: an invitation alone says nothing of why a meeting
    is late. Whether it goes ahead is asked about a day that is fixed, and what a hold lets
    later steps pass keeps nobody waiting.
    """
    follows = [key for key in route.STEPS[step].after if key != route.GO_NO_GO]
    days = {key: reading.record.last(*key) for key in follows}
    if any(day is None and not route.STEPS[key].passed_while_held for key, day in days.items()):
        return None
    return max((day for day in days.values() if day), default=None)


def _first_meeting(reading: Reading, kind: str) -> int | None:
    meetings = reading.record.rows(Meeting)
    return next((each.id for each in meetings if (each.kind, each.number) == (kind, 1)), None)


def _sought_on(reading: Reading, kind: str) -> date | None:
    """Give the first day on which anybody was invited to the first meeting of a kind."""
    meeting = _first_meeting(reading, kind)
    invited = [each.invited_on for each in reading.record.rows(Invitation) if each.meeting_id == meeting]
    return min(invited, default=None)


def _reviewers_alone_missing(reading: Reading, kind: str) -> Iterator[date]:
    """Give the days of offered times at which everybody needed had said yes, and only reviewers no."""
    meeting, reviewers = _first_meeting(reading, kind), _reviewers(reading)
    offered = [each for each in reading.record.rows(MeetingOption) if each.meeting_id == meeting]
    needed = {
        each.person_code
        for each in (reading.record.rows(Invitation) if offered else ())
        if each.meeting_id == meeting and each.part != "optional" and each.state != "uninvited"
    }
    for option in offered:
        said = {
            each.person_code: each.can
            for each in reading.record.rows(Availability)
            if each.option_id == option.id
        }
        missing = {code for code in needed if said.get(code) != "yes"}
        if missing and missing <= reviewers and all(said.get(code) == "no" for code in missing):
            yield day_of(option.starts_at)


def _reviewers(reading: Reading) -> set[str]:
    return {each.person_code for each in reading.record.facts(Appointment)}


def without_a_reviewer(reading: Reading) -> Iterator[Cause]:
    """A reviewer who had to be kept out: until they were let in again, or somebody else was appointed."""
    withdrawn = reading.record.rows(Withdrawal)
    appointed = [
        (reading.by_number[each.milestone_id].happened_on, each.person_code)
        for each in (reading.record.facts(Appointment) if withdrawn else ())
    ]
    for each in withdrawn:
        if any(code == each.person_code and day <= each.since for day, code in appointed):
            others = [day for day, code in appointed if code != each.person_code and day > each.since]
            until = min([*others, each.ended_on or reading.until])
            span = Span("reviewer_availability", each.since, until)
            yield Cause(span, "reviewer_withdrawn", known_on=each.since)
