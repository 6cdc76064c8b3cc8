"""A meeting as the console shows it: who is invited and answered what, its quorum, the times offered."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.casework import availability
from models.casework.counters import waiting_counter
from models.casework.programmes import deadlines
from models.casework.programmes.deadlines import Arranged
from models.casework.quorum_of import invitations_of, quorum
from models.guidance.meeting_kinds import day_of, local_time
from models.guidance.quorum import Missing, Quorum
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, Words, word
from models.records import Invitation, Meeting, Reply, Review


def described(reference: str, meeting: Meeting) -> Words:
    """Say in one sentence which meeting it is, when, and whether it is firm."""
    which = {"reference": reference, "meeting": word("meeting", meeting.kind), "number": meeting.number}
    if meeting.planned_on is None:
        return sentence("meeting_without_time", **which)
    state = word("meeting_state", meeting.state)
    if meeting.starts_at is None:
        return sentence("meeting_without_hours", **which, on=meeting.planned_on, state=state)
    return sentence(
        "meeting_stands",
        **which,
        on=meeting.planned_on,
        starts=_hour(meeting.starts_at),
        ends=_hour(meeting.ends_at),
        state=state,
    )


def planned(session: Session, review: Review, meeting: Meeting) -> list[Words]:
    """Say how a meeting now stands, and where it is past its stage's deadline that it is: no refusal."""
    late = late_words(deadlines.arranged_as(session, review, meeting))
    return [described(review.reference, meeting), *([late] if late else [])]


def late_words(arranged: Arranged) -> Words | None:
    """Say that a meeting is past the deadline of its stage; nothing if it is not."""
    if arranged.late_on is None or arranged.deadline is None:
        return None
    due = arranged.deadline
    return sentence("meeting_past_deadline", on=arranged.late_on, stage=due.stage.words, due=due.due)


def beside_deadline(reference: str, arranged: Arranged) -> Words:
    """Say a meeting with the deadline that it is to keep."""
    said, due = described(reference, arranged.meeting), arranged.deadline
    if due is None:
        return said
    by = sentence("meeting_deadline", stage=due.stage.words, due=due.due)
    return Words(cy=f"{said.cy} {by.cy}", en=f"{said.en} {by.en}")


def as_json(session: Session, meeting: Meeting) -> dict[str, Any]:
    """Give a meeting as JSON: instants in UTC, people by code."""
    found = quorum(session, meeting)
    return {
        **meeting.model_dump(mode="json", exclude={"id", "review_id"}),
        "invited": [_invited_as_json(session, each) for each in invitations_of(session, meeting)],
        "quorum": {
            "met": found.met,
            "missing": [vars(each) for each in found.missing],
            "could_stand_in": found.could_stand_in,
        },
        "options": [vars(each) for each in availability.table(session, meeting)],
    }


def _invited_as_json(session: Session, each: Invitation) -> dict[str, Any]:
    counter = waiting_counter(session, each)
    return {
        "person": each.person_code,
        "agency": each.agency_code,
        "part": each.part,
        "key_person": each.key_person,
        "answer": each.state,
        "reason": each.reason,
        "briefed_on": each.briefed_on,
        "stands_in_for": each.stands_in_for,
        "proposes": [counter.proposed_start, counter.proposed_end] if counter else None,
    }


def page(session: Session, reference: str, meeting: Meeting, language: Language) -> Iterator[str]:
    """Give a meeting as lines of text; one that was held needs no quorum any more."""
    yield described(reference, meeting).of(language)
    yield from (f"  {each}" for each in (meeting.place, meeting.online_url) if each)
    yield from _table(session, invitations_of(session, meeting), language)
    if meeting.state == "held":
        return
    yield from quorum_lines(quorum(session, meeting), language)
    if meeting.new_date_asked_on:
        yield sentence("new_date_asked", since=meeting.new_date_asked_on).of(language)
    yield from _options(availability.table(session, meeting), language)


def _table(session: Session, invited: Sequence[Invitation], language: Language) -> Iterator[str]:
    if not invited:
        return
    columns = ("who", "agency", "part", "answer", "reason", "briefed")
    yield _row([_column(each, language) for each in columns])
    for each in invited:
        yield _row(
            [
                each.person_code,
                word("agency", each.agency_code).of(language),
                word("part", each.part).of(language),
                word("invitation_answer", each.state).of(language),
                word("reply_reason", each.reason).of(language) if each.reason else "",
                str(each.briefed_on or ""),
                *_remarks(each, waiting_counter(session, each), language),
            ]
        )


def _row(cells: Sequence[str]) -> str:
    widths = (16, 36, 12, 18, 26, 12)
    padded = [f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=False)]
    return " ".join([*padded, *cells[len(widths) :]]).rstrip()


def _remarks(each: Invitation, counter: Reply | None, language: Language) -> Iterator[str]:
    if each.key_person:
        yield f"[{_column('key', language)}]"
    if each.stands_in_for:
        yield f"({_column('stands_in_for', language)} {each.stands_in_for})"
    if counter:
        yield f"→ {_column('proposes', language)} {_span(counter.proposed_start, counter.proposed_end)}"


def quorum_lines(found: Quorum, language: Language) -> Iterator[str]:
    """Say whether there is a quorum; if not, what is missing and who could stand in."""
    yield sentence("quorum_met" if found.met else "quorum_not_met").of(language)
    for each in found.missing:
        yield f"  - {_lack(each, language)}"


def _lack(missing: Missing, language: Language) -> str:
    said = [word("quorum_rule", missing.rule)]
    said += [word("role", missing.role)] if missing.role else []
    said += [word("agency", missing.agency)] if missing.agency else []
    parts = [each.of(language) for each in said] + ([missing.person] if missing.person else [])
    helpers = ", ".join(missing.could_stand_in)
    return " · ".join(parts) + (f" ({_column('could_stand_in', language)}: {helpers})" if helpers else "")


def _options(rows: Sequence[availability.Row], language: Language) -> Iterator[str]:
    for row in rows:
        on = in_words(day_of(row.starts_at), language)
        yield f"{row.number}. {on} {_hour(row.starts_at)}–{_hour(row.ends_at)}"
        for name in ("can", "cannot", "not_known"):
            people = getattr(row, name)
            if people:
                yield f"   {_column(name, language)}: {', '.join(people)}"


def _column(name: str, language: Language) -> str:
    return word("meeting_column", name).of(language)


def _span(starts_at: datetime | None, ends_at: datetime | None) -> str:
    on = f"{day_of(starts_at)} " if starts_at else ""
    return f"{on}{_hour(starts_at)}–{_hour(ends_at)}"


def _hour(at: datetime | None) -> str:
    return f"{local_time(at):%H:%M}" if at else "-"
