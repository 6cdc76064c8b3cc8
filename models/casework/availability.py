"""Availability: times offered before a meeting has one, who could come at each, and the one chosen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlmodel import Session, col, func, select

from models.casework import letters, meetings
from models.casework.entering import Office
from models.casework.invited import is_over, note
from models.casework.standing import lock
from models.casework.withdrawals import is_withdrawn
from models.guidance.errors import GuidanceError, Refused
from models.guidance.meeting_kinds import day_of, problems_with
from models.records import Availability, Letter, Meeting, MeetingOption, Person, Review

MOST_OPTIONS = 9
"""The most times that one letter offers (product): more nobody answers."""

_ASKED = "availability_asked"


@dataclass(frozen=True)
class Row:
    """A time that is offered, and by code who could come, who could not, and who has not said."""

    number: int
    starts_at: datetime
    ends_at: datetime
    can: tuple[str, ...]
    cannot: tuple[str, ...]
    not_known: tuple[str, ...]


def ask(
    office: Office,
    meeting: Meeting,
    options: Sequence[tuple[datetime, datetime]],
    people: Sequence[Person],
    answer_by: date,
) -> list[MeetingOption]:
    """Offer times for a meeting and ask people at which of them they could come.

    What was offered before is offered no more; numbers go on, so that a late answer to an
    older letter cannot be taken for one to this.

    Raises:
        Refused: a time at which no meeting can be, or there is none, or the day to answer by is too late.
        GuidanceError: the meeting is over, or somebody is withdrawn from the review.
    """
    review = lock(office.session, meeting.review_id)
    _check(office, meeting, options, answer_by)
    for person in people:
        if is_withdrawn(office.session, meeting.review_id, person.code) is not None:
            raise GuidanceError("person_is_withdrawn", person=person.code)
    rows = _offer(office, meeting, options)
    note(office, meeting, "availability_asked", options=[each.number for each in rows], answer_by=answer_by)
    _tell(office, review, meeting, rows, people, answer_by)
    return rows


def _check(
    office: Office, meeting: Meeting, options: Sequence[tuple[datetime, datetime]], answer_by: date
) -> None:
    if is_over(office, meeting):
        raise GuidanceError("meeting_is_over")
    problems = [each for start, end in options for each in problems_with(start, end, office.now)]
    if not options or len(set(options)) != len(options) or len(options) > MOST_OPTIONS:
        problems.append(GuidanceError("availability_needs_options", most=MOST_OPTIONS))
    elif not office.today <= answer_by < min(day_of(start) for start, _ in options):
        problems.append(GuidanceError("answer_by_too_late"))
    if problems:
        raise Refused(tuple(problems))


def _offer(
    office: Office, meeting: Meeting, options: Sequence[tuple[datetime, datetime]]
) -> list[MeetingOption]:
    known = office.session.exec(select(MeetingOption).where(MeetingOption.meeting_id == meeting.id)).all()
    for each in known:
        each.withdrawn = True
    first = max((each.number for each in known), default=0) + 1
    rows = [
        MeetingOption(meeting_id=meeting.key, number=number, starts_at=start, ends_at=end)
        for number, (start, end) in enumerate(options, start=first)
    ]
    office.session.add_all(rows)
    office.session.flush()
    return rows


def _tell(  # noqa: PLR0913, PLR0917 - what a letter that offers times needs
    office: Office,
    review: Review,
    meeting: Meeting,
    rows: Sequence[MeetingOption],
    people: Sequence[Person],
    answer_by: date,
) -> None:
    asked = select(func.count()).where(Letter.review_id == review.id, Letter.letter == _ASKED)
    letters.mean(
        office,
        _ASKED,
        people,
        board=review.board_code,
        review=review,
        meeting=meeting,
        sequence=office.session.exec(asked).one(),
        kind=meeting.kind,
        number=meeting.number,
        answer_by=answer_by.isoformat(),
        options=[[each.number, _written(each.starts_at), _written(each.ends_at)] for each in rows],
    )


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def offered(session: Session, meeting: Meeting) -> Sequence[MeetingOption]:
    """Give the times that are offered for a meeting now, by number."""
    standing = select(MeetingOption).where(
        MeetingOption.meeting_id == meeting.id, col(MeetingOption.withdrawn).is_(False)
    )
    return session.exec(standing.order_by(col(MeetingOption.number))).all()


def take(office: Office, person: Person, meeting: Meeting, numbers: Collection[int]) -> str:
    """Enter at which of the times offered a person could come; at the others they could not.

    Gives *applied*, or *repeated* where they had said so already. The last answer counts:
    an answer of this kind bears no date of its own.

    Raises:
        GuidanceError: a number that is not offered, or somebody who was not asked.
    """
    lock(office.session, meeting.review_id)
    if person.code not in _asked(office.session, meeting):
        raise GuidanceError("not_asked_when")
    options = offered(office.session, meeting)
    if set(numbers) - {each.number for each in options} or not options:
        raise GuidanceError("no_such_option", numbers=", ".join(str(each.number) for each in options) or "-")
    changed = [
        _say(office, option, person, "yes" if option.number in numbers else "no") for option in options
    ]
    office.session.flush()
    if any(changed):
        note(office, meeting, "available", person=person.code, numbers=sorted(set(numbers)))
    return "applied" if any(changed) else "repeated"


def _say(office: Office, option: MeetingOption, person: Person, can: str) -> bool:
    """Enter one answer, and say whether it is another than before."""
    row = office.session.exec(
        select(Availability).where(
            Availability.option_id == option.id, Availability.person_code == person.code
        )
    ).first()
    if row is not None and row.can == can:
        return False
    row = row or Availability(
        option_id=option.key, person_code=person.code, can=can, answered_on=office.today
    )
    row.can, row.answered_on = can, office.today
    office.session.add(row)
    return True


def _asked(session: Session, meeting: Meeting) -> tuple[str, ...]:
    letters_meant = select(Letter.recipient).where(Letter.meeting_id == meeting.id, Letter.letter == _ASKED)
    return tuple(dict.fromkeys(session.exec(letters_meant.order_by(col(Letter.id)))))


def table(session: Session, meeting: Meeting) -> list[Row]:
    """Give each time that is offered, with who could come: no answer is not known, never free."""
    asked = _asked(session, meeting)
    return [_row(session, option, asked) for option in offered(session, meeting)]


def _row(session: Session, option: MeetingOption, asked: Sequence[str]) -> Row:
    said = session.exec(select(Availability).where(Availability.option_id == option.id)).all()
    by_person = {each.person_code: each.can for each in said}
    can, cannot = (tuple(p for p in asked if by_person.get(p) == answer) for answer in ("yes", "no"))
    return Row(
        option.number,
        option.starts_at,
        option.ends_at,
        can,
        cannot,
        tuple(each for each in asked if each not in by_person),
    )


def choose(office: Office, meeting: Meeting, number: int) -> Meeting:
    """Plan the meeting at one of the times offered; the others are offered no more.

    Raises:
        GuidanceError: there is no such option.
        Refused: no meeting can be at that time any more.
    """
    options = {each.number: each for each in offered(office.session, meeting)}
    if number not in options:
        raise GuidanceError("no_such_option", numbers=", ".join(map(str, options)) or "-")
    chosen = options[number]
    review = office.session.get_one(Review, meeting.review_id)
    return meetings.plan(
        office,
        review,
        meeting.kind,
        number=meeting.number,
        starts_at=chosen.starts_at,
        ends_at=chosen.ends_at,
        place=meeting.place,
        online_url=meeting.online_url,
    )
