"""Meetings of a review: planned, pencilled, moved, made firm, cancelled, held; the invited are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, col, select

from models.casework import invitation_letters
from models.casework.convening import convened
from models.casework.entering import Office
from models.casework.invited import enter, is_over, note, take_out
from models.casework.places import problems_with_place
from models.casework.quorum_of import invitations_of
from models.casework.standing import lock, stand
from models.casework.times_offered import offer_no_more
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.meeting_kinds import day_of, instant, local_time, problems_with
from models.guidance.meeting_kinds import kind as meeting_kind
from models.guidance.route import has_ended
from models.records import Meeting, Review


def find(session: Session, review: Review, kind: str, number: int = 1) -> Meeting | None:
    """Give a meeting of a review, if there is one."""
    wanted = select(Meeting).where(
        Meeting.review_id == review.id, Meeting.kind == kind, Meeting.number == number
    )
    return session.exec(wanted).first()


def all_of(session: Session, review: Review) -> Sequence[Meeting]:
    """Give the meetings of a review, in the order in which they were laid down."""
    return session.exec(select(Meeting).where(Meeting.review_id == review.id).order_by(col(Meeting.id))).all()


def plan(  # noqa: PLR0913 - what a meeting is
    office: Office,
    review: Review,
    kind: str,
    *,
    starts_at: datetime,
    ends_at: datetime,
    number: int = 1,
    pencilled: bool = False,
    place: str = "",
    online_url: str = "",
    checked: bool = False,
) -> Meeting:
    """Plan a meeting or move it, invite whom its kind calls for, and tell everybody who is invited.

    The meeting keeps its UID for ever. SEQUENCE counts up when its time, its place or
    whether it is firm changes; the same plan again changes nothing and tells nobody. With
    another time every answer is asked for anew, and whoever stood in for somebody on the
    old one need not come. *checked* says that a place which looks like an identifier is none.

    Raises:
        Refused: the time cannot be, or something is wrong with the place.
        OutOfOrder: the review has ended.
        GuidanceError: the meeting was held, or there is nobody to invite.
    """
    lock(office.session, review.key)
    meeting = find(office.session, review, kind, number) or _new(review, kind, number)
    checked = checked or place == meeting.place
    problems = problems_with(starts_at, ends_at, office.now)
    problems += problems_with_place(place, online_url, checked=checked)
    if problems:
        raise Refused(problems)
    if meeting.state == "held":
        raise GuidanceError("meeting_is_over")
    if has_ended(stand(office.session, review)):
        raise OutOfOrder("review_has_ended", reference=review.reference)
    with office.session.begin_nested():
        state = "pencilled" if pencilled else "planned"
        _put(office, review, meeting, _Plan(starts_at, ends_at, place, online_url, state))
    return meeting


@dataclass(frozen=True)
class _Plan:
    """What a meeting is to be."""

    starts_at: datetime
    ends_at: datetime
    place: str
    online_url: str
    state: str

    def is_that_of(self, meeting: Meeting) -> bool:
        where = (meeting.place, meeting.online_url, meeting.state)
        return self.is_then(meeting) and where == (self.place, self.online_url, self.state)

    def is_then(self, meeting: Meeting) -> bool:
        """Say whether a meeting is at this time already; one that was cancelled is at none."""
        then = (meeting.starts_at, meeting.ends_at)
        return meeting.state != "cancelled" and then == (self.starts_at, self.ends_at)

    def write(self, meeting: Meeting) -> None:
        meeting.starts_at, meeting.ends_at = self.starts_at, self.ends_at
        meeting.planned_on, meeting.state = day_of(self.starts_at), self.state
        meeting.place, meeting.online_url = self.place, self.online_url


def _new(review: Review, kind: str, number: int) -> Meeting:
    uid = uuid5(NAMESPACE_URL, f"{review.reference}/{kind}/{number}")
    return Meeting(review_id=review.key, kind=kind, number=number, uid=uid, state="pencilled")


def _put(office: Office, review: Review, meeting: Meeting, plan: _Plan) -> None:
    if plan.is_that_of(meeting):
        return
    on = day_of(plan.starts_at)
    called = convened(office.session, review, meeting.kind, on)
    had_a_time = meeting.starts_at is not None
    moved = had_a_time and not plan.is_then(meeting)
    if not plan.is_then(meeting):
        offer_no_more(office.session, meeting)
    if moved:
        _ask_anew(office, review, meeting, {each.person.code for each in called})
    if had_a_time or meeting.planned_on not in (None, on):
        meeting.sequence += 1
    plan.write(meeting)
    office.session.add(meeting)
    office.session.flush()
    note(office, meeting, "meeting_planned", starts_at=meeting.starts_at, state=meeting.state)
    for each in called:
        enter(office, meeting, each.person, part=each.part)
    if not invitations_of(office.session, meeting):
        raise GuidanceError("nobody_to_invite")
    _tell(office, meeting)


def _ask_anew(office: Office, review: Review, meeting: Meeting, called: set[str]) -> None:
    """Forget the answers to a time that is no more, and take out whom only that time called for."""
    assert meeting.planned_on is not None
    were_called = {
        each.person.code for each in convened(office.session, review, meeting.kind, meeting.planned_on)
    }
    for each in invitations_of(office.session, meeting):
        if each.state == "uninvited":
            continue  # a deputy, gone with whoever sent them
        if each.stands_in_for or each.person_code in were_called - called:
            take_out(office, meeting, each)
        else:
            each.state, each.reason, each.answered_on = "needs_action", None, None
    meeting.new_date_asked_on = None


def _tell(office: Office, meeting: Meeting) -> None:
    """Send the invitation as it now stands to all but those who send a deputy instead."""
    for each in invitations_of(office.session, meeting):
        if each.state != "delegated":
            invitation_letters.request(office, meeting, each)


def firm(office: Office, meeting: Meeting) -> None:
    """Make a pencilled meeting firm; one that is firm already stays as it is.

    Raises:
        GuidanceError: it was held or cancelled, or has no time yet.
    """
    _restate(office, meeting, "planned")


def pencil(office: Office, meeting: Meeting) -> None:
    """Let a meeting be uncertain again: the invited are told, and keep the day free meanwhile.

    Raises:
        GuidanceError: it was held or cancelled, or has no time yet.
    """
    _restate(office, meeting, "pencilled")


def to_be_fixed(office: Office, review: Review, kind: str, number: int = 1) -> Meeting:
    """Give a meeting for which times are to be offered; one that is not there yet is laid down without a time.

    Raises:
        OutOfOrder: the review has ended.
    """
    lock(office.session, review.key)
    if has_ended(stand(office.session, review)):
        raise OutOfOrder("review_has_ended", reference=review.reference)
    meeting = find(office.session, review, kind, number) or _new(review, kind, number)
    office.session.add(meeting)
    office.session.flush()
    return meeting


def pencil_again(office: Office, review: Review, kind: str) -> None:
    """Let a meeting that has been planned, and is still to come, be uncertain again."""
    meeting = find(office.session, review, kind)
    if meeting and meeting.starts_at and not is_over(office, meeting):
        pencil(office, meeting)


def _restate(office: Office, meeting: Meeting, state: str) -> None:
    review = lock(office.session, meeting.review_id)
    if meeting.starts_at is None or meeting.ends_at is None:
        raise GuidanceError("meeting_has_no_time")
    if is_over(office, meeting):
        raise GuidanceError("meeting_is_over")
    same = _Plan(meeting.starts_at, meeting.ends_at, meeting.place, meeting.online_url, state)
    _put(office, review, meeting, same)


def cancel(office: Office, meeting: Meeting) -> None:
    """Cancel a meeting: it leaves every diary in which it may be. Cancelled twice is cancelled once.

    Raises:
        GuidanceError: it was held.
    """
    lock(office.session, meeting.review_id)
    if meeting.state == "held":
        raise GuidanceError("meeting_is_over")
    if meeting.state == "cancelled":
        return
    meeting.state, meeting.sequence, meeting.new_date_asked_on = "cancelled", meeting.sequence + 1, None
    office.session.flush()
    note(office, meeting, "meeting_cancelled")
    for each in invitations_of(office.session, meeting):
        invitation_letters.cancel(office, meeting, each)


def cancel_ahead(office: Office, review: Review) -> None:
    """Cancel what is still to come of a review that has ended."""
    ahead = select(Meeting).where(
        Meeting.review_id == review.id, col(Meeting.state).in_(("pencilled", "planned"))
    )
    for each in office.session.exec(ahead.order_by(col(Meeting.id))).all():
        if each.starts_at is None or each.starts_at > office.now:
            cancel(office, each)


def plan_day(  # noqa: PLR0913 - a day, and where it was said
    office: Office, review: Review, kind: str, on: date, *, field: str, pencilled: bool = False
) -> Meeting:
    """Plan a meeting for a day that a *field* of a stage's answer names, at its kind's usual hours.

    A day that is not to come is only written down, as it was. Where and by which link
    people meet stays as it is, and on the day that it has already so do its hours.

    Raises:
        Refused: no meeting can be on that day.
    """
    if on <= office.today:
        return set_date(office, review, kind, on)
    known = find(office.session, review, kind)
    starts_at, ends_at = meeting_kind(kind).usual_hours(on)
    if known and known.starts_at and known.ends_at and known.planned_on == on:
        starts_at, ends_at = known.starts_at, known.ends_at
    problems = problems_with(starts_at, ends_at, office.now, field=field)
    if problems:
        raise Refused(problems)
    return plan(
        office,
        review,
        kind,
        starts_at=starts_at,
        ends_at=ends_at,
        pencilled=pencilled,
        place=known.place if known else "",
        online_url=known.online_url if known else "",
    )


def set_date(office: Office, review: Review, kind: str, on: date, *, number: int = 1) -> Meeting:
    """Write down the day of a meeting that is not to come; where it was to come, it leaves the diaries.

    The meeting keeps its UID; each move counts its SEQUENCE up, the same day again changes nothing.
    """
    meeting = find(office.session, review, kind, number) or _new(review, kind, number)
    if meeting.planned_on not in (None, on):
        meeting.sequence += 1
        _leave_diaries(office, meeting)
    if meeting.starts_at and meeting.ends_at:
        # At the hours that stood: an invitation without a time cannot be said again, or taken back.
        hours = local_time(meeting.starts_at), local_time(meeting.ends_at)
        meeting.starts_at, meeting.ends_at = instant(on, hours[0]), instant(on, hours[1])
    meeting.planned_on, meeting.state = on, "planned"
    office.session.add(meeting)
    office.session.flush()
    return meeting


def _leave_diaries(office: Office, meeting: Meeting) -> None:
    """Take a meeting that was still to come out of the diaries, by the time that stands in them."""
    if meeting.starts_at and meeting.starts_at > office.now and meeting.state != "cancelled":
        for each in invitations_of(office.session, meeting):
            invitation_letters.cancel(office, meeting, each)


def held(office: Office, review: Review, kind: str, on: date, *, number: int = 1) -> Meeting:
    """Enter that a meeting was held, on whichever day: what has not gone about it goes no more."""
    meeting = set_date(office, review, kind, on, number=number)
    for each in invitations_of(office.session, meeting):
        invitation_letters.stop(office, each)
    meeting.state, meeting.new_date_asked_on = "held", None
    office.session.flush()
    return meeting
