"""What those who took part said of a Learning Event: counted, and nobody's answer can be told from another's."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, select

from models.casework.entering import Office
from models.guidance.errors import GuidanceError, Refused
from models.guidance.event_days import FEWEST_ANSWERS
from models.records import Feedback, Letter, Meeting

_BEST = 5
_PREPARED = ("yes", "no")
_GIVEN = "given"
_LOWEST_NUMBER, _HIGHEST_NUMBER = 2**24, 2**31 - 1


@dataclass(frozen=True)
class Means:
    """What was said of one event, as far as it may be shown.

    Attributes:
        answers: how many answered.
        helpful: the mean of 1 to 5, to one decimal; None where too few answered.
        prepared: the share of those who had been prepared, in per cent; None likewise.
    """

    answers: int
    helpful: float | None
    prepared: int | None


def give_feedback(office: Office, letter: Letter, helpful: int, prepared: str) -> bool:
    """Take the answer to a letter that asked for feedback; False where that letter was answered before.

    The letter keeps that it was answered, and nothing of what; the answer keeps nothing of
    whose it is: neither the day (only its week's Monday) nor its number tells.

    Raises:
        Refused: the mark is not 1 to 5, or the other answer neither yes nor no.
    """
    check(helpful, prepared)
    assert letter.meeting_id is not None
    if letter.facts.get(_GIVEN):
        return False
    letter.facts = {**letter.facts, _GIVEN: True}
    _keep(office, letter.meeting_id, helpful, prepared)
    return True


def take_feedback(office: Office, meeting: Meeting, helpful: int, prepared: str) -> None:
    """Enter what somebody said on paper or on the telephone: the coordinator does not say who.

    Raises:
        Refused: as `give_feedback`.
    """
    check(helpful, prepared)
    _keep(office, meeting.key, helpful, prepared)


def check(helpful: int, prepared: str) -> None:
    """See that an answer is one of those that were asked for.

    Raises:
        Refused: the mark is not 1 to 5, or the other answer neither yes nor no.

    >>> check(4, "yes")
    """
    problems = []
    if not 1 <= helpful <= _BEST:
        problems.append(GuidanceError("field_not_a_choice", field="helpful", choices="1, 2, 3, 4, 5"))
    if prepared not in _PREPARED:
        problems.append(GuidanceError("field_not_a_choice", field="prepared", choices="yes, no"))
    if problems:
        raise Refused(tuple(problems))


def _keep(office: Office, meeting: int, helpful: int, prepared: str) -> None:
    number = _LOWEST_NUMBER + secrets.randbelow(_HIGHEST_NUMBER - _LOWEST_NUMBER)
    monday = office.today - timedelta(days=office.today.weekday())
    office.session.add(
        Feedback(id=number, meeting_id=meeting, helpful=helpful, prepared=prepared, given_on=monday)
    )
    office.session.flush()


def means(session: Session, meeting: Meeting) -> Means:
    """Give what was said of an event; of fewer than three answers, only how many there are (R82)."""
    rows = session.exec(select(Feedback).where(Feedback.meeting_id == meeting.id)).all()
    count = len(rows)
    if count < FEWEST_ANSWERS:
        return Means(count, None, None)
    well_prepared = sum(each.prepared == "yes" for each in rows)
    return Means(
        count, round(sum(each.helpful for each in rows) / count, 1), round(100 * well_prepared / count)
    )
